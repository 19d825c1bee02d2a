"""Pagination rules of a Chinese book, hooked into WeasyPrint's pagination.

    grid.py    headings, tables and figures take whole lines; what has to stay together
    foot.py    notes: found from the lines of a page, as many lines of them as there is room for
    footlines.py  where the text of a page with notes ends
    tables.py  续表 above the head of a continued table
    rows.py    rows that are higher than half a page are divided
    spans.py   merged cells at a page turn
    columns.py widths of columns
    turned.py  turned tables: pages as high as the measure
    heads.py   figures and tables that wait for the head of the next page
    flow.py    the text as heights in lines, for making up
    again.py   pages made anew from the boxes that are there
    look.py    what came out, for the next round

`session.document(True)` is in force while pages are made, and so are the hooks
(`huozi.compile.hooks`).
"""
