"""Drawings (SVG) made plain: what a book prints of one, and nothing else."""
