"""PDFs for comparison: linked books made by hand, with pages added, dropped, repainted."""

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from huozi.link.paginate import Extent
from huozi.link.plan import Bookmark
from huozi.values.rules import HOUSE_RULES
from huozi.values.style import UnitKind
from tests.link.proofs import galley, plan, write

Pages = Sequence[Sequence[str]]


def lines(page: int, count: int = 8) -> list[str]:
    """Lines of a page; no two pages share one."""
    start = 0x5000 + 97 * page
    return ["".join(chr(start + 11 * row + at) for at in range(10)) for row in range(count)]


def written(folder: Path, name: str, entries: dict[str, Pages]) -> Path:
    """A book of entries (title → pages of lines), with heads, folios and an outline."""
    galleys = [
        galley(f"e{n}", *pages, head=title) for n, (title, pages) in enumerate(entries.items())
    ]
    rule = HOUSE_RULES[UnitKind.ARTICLE]
    extents = [Extent(made.unit_id, rule, len(made.contents)) for made in galleys]
    outline = tuple(
        Bookmark(0, title, made.unit_id) for title, made in zip(entries, galleys, strict=True)
    )
    file = folder / name
    file.write_bytes(write(plan(extents, galleys, title="汇编", outline=outline)))
    return file


def repainted(file: Path, name: str, index: int, content: bytes) -> Path:
    """A file with something painted over one page."""
    with pikepdf.open(file) as pdf:
        page = pdf.pages[index]
        page.contents_add(pdf.make_stream(b"q " + content + b" Q"))
        buffer = io.BytesIO()
        pdf.save(buffer)
    made = file.with_name(name)
    made.write_bytes(buffer.getvalue())
    return made
