"""Compiles a unit into a galley: HTML by Jinja, pages by WeasyPrint with our line composer."""
