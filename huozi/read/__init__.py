"""Reading: YAML and Markdown to a manuscript, every item with its file and line."""
