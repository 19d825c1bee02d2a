"""The page: what WeasyPrint's pagination does not know of a Chinese book.

    grid.py    headings, tables and figures take whole lines; what has to stay together
    foot.py    notes in pieces, so that a long one is continued on the next page
    tables.py  续表 above the head of a continued table
    heads.py   figures and tables that wait for the head of the next page
    again.py   pages made anew from the boxes that are there
    look.py    what came out, for the next round

`session.document(measure)` is in force while pages are made, and so are the hooks
(`huozi.compile.hooks`).
"""
