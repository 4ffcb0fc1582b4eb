"""The commands of `kg`, one file each: a Click function reads the options, a plain function does the work."""
