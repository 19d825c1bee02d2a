"""Manuscripts in: Word and text files made entries of a book, nothing lost, every guess shown.

`order` says what is wanted; `job` goes through the files; `taking` reads one and `placing` finds
the places of what it yields (`names`); `keeping` knows what was imported before; `report`, with its
`rows` and `glyphs`, is what is told, `page` how.
"""
