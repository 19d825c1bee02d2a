"""Reduces drawings (SVG) to what a book prints of them."""
