"""From a file to facts."""
