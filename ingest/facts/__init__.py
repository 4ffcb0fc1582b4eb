"""From a document that the pipeline has read to its facts: one fact type, or two of a kind, per file."""
