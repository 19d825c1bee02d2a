"""Font files: found, opened, and their programs read."""
