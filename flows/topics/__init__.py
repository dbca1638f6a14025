"""The `topics` commands: writing topics well, and trying them on the archive."""
