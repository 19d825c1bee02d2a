"""Imposition (拼大版): which page lies where on a sheet, and the sheets as a PDF."""
