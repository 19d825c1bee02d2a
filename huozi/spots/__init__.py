"""From a point of a page to the character of the source that it shows, and back.

Galleys say where each letter stands, texts where it was written. The proof room asks for a click, a
proof for the numbers beside its lines. Nothing here opens a file: a text is asked for by its name.
"""
