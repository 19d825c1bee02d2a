"""Compile: a unit to a galley. WeasyPrint lives here and nowhere else."""
