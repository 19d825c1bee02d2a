"""What changed between two PDFs of a book, so that an editor reads again only that.

    two files ─look─▶ pages as lines ─align─▶ pairs ─compare─▶ Changes ─report─▶ list, HTML

Files are strangers: they are read in a process with bounded time and memory.
"""
