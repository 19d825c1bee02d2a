"""The proof room in a real browser."""
