"""The engine's one door: WeasyPrint under the names we use, the hooks into it, and its guard.

    library.py  the only module that imports WeasyPrint and what belongs to it
    hooks.py    what a hook is, and how a table of them is put in and taken out
    guard.py    whether the WeasyPrint installed is the one our hooks were written for
    known.py    the digest of each function of it that we rely on
    fetch.py    images of the book, and nothing else
    plain.py    the engine as it is, without what `huozi.compile.fast` does sooner

Importing this package loads nothing; `huozi.compile.ready` does. How to move to another WeasyPrint:
docs/porting.md.
"""
