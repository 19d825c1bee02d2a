"""The page: what WeasyPrint's pagination does not know of a Chinese book.

    grid.py    headings, tables and figures take whole lines; what has to stay together
    foot.py    notes: found from the lines of a page, as many lines of them as there is room for
    footlines.py  where the text of a page with notes ends
    tables.py  续表 above the head of a continued table
    turned.py  turned tables: pages as high as the measure
    heads.py   figures and tables that wait for the head of the next page
    again.py   pages made anew from the boxes that are there
    look.py    what came out, for the next round

`session.document(True)` is in force while pages are made, and so are the hooks
(`huozi.compile.hooks`).
"""
