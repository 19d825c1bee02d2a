"""Manuscripts in: what editors receive, read so that every character is accounted for.

`package` opens a stranger's file, `wordml` reads it to a `WordText` (`values`), `numbers` makes the
automatic numbers as Word shows them, `count` counts the same file with other code, and `ledger`
holds the two against each other. Nothing here knows what a title or a signature is.
"""
