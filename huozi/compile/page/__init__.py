"""The page: what WeasyPrint's pagination does not know of a Chinese book.

    grid.py    headings, tables and figures take whole lines; what has to stay together
    foot.py    notes in pieces, so that a long one is continued on the next page
    tables.py  续表 above the head of a continued table
    heads.py   figures and tables that wait for the head of the next page
    look.py    what came out, for the next round

`install()` puts the hooks in place, once a process. WeasyPrint is imported when something is set,
not before.
"""


def install() -> None:
    """Check that WeasyPrint is the one we know, and hook into its pagination. Idempotent.

    Raises MachineError (`engine-differs`) for any other WeasyPrint.
    """
    from huozi.compile.page.hooks import install as hook

    hook()
