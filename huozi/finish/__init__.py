"""Makes a linked book into a file that a press accepts."""
