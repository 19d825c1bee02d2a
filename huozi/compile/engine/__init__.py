"""The only access to WeasyPrint: the names that we use of it, our hooks into it, and its guard.

    library.py  the only module that imports WeasyPrint and what belongs to it
    hooks.py    what a hook is, and how a table of them is put in and taken out
    guard.py    checks that the installed WeasyPrint is the one our hooks were written for
    known.py    the digest of each function of it that we rely on
    fetch.py    gives the engine the pictures of the book, and nothing else
    plain.py    what `huozi.compile.fast` does faster, as the engine does it

Importing this package loads nothing; `huozi.compile.ready` does. How to move to another WeasyPrint:
docs/porting.md.
"""
