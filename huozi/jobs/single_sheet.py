"""Single sheets: a unit that is set and written as a PDF of its own, outside the book's pages."""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from huozi import __version__
from huozi.link.planning import pdf_date
from huozi.link.resolve import Patch
from huozi.press import Press
from huozi.values.errors import InputError
from huozi.values.galley import FOLIO_SLOT, Galley, Relocation, Unit
from huozi.values.length import Side
from huozi.values.manuscript import Finding, finding
from huozi.values.pages import BookPage, PageMap
from huozi.values.style import FolioRun, PageFormat


def set_sheet(
    unit: Unit,
    title: str,
    size_pt: tuple[float, float],
    press: Press,
    judge: Callable[[Galley], Iterable[Finding]] = lambda galley: (),
    most: int = 1,
    numbered: Callable[[Unit, int], Unit] | None = None,
) -> bytes:
    """Set a unit on one sheet, or on no more than `most` pages of that size. Raises InputError when
    it does not fit, or when anything is wrong.

    The template gives the paper's size (`@page`); `size_pt` is the same for the PDF's boxes. What
    `judge` finds in the galley is wrong with it, too. `numbered` gives what is set again where a
    sheet has several pages, which then bear numbers.
    """
    from huozi.link.plan import Means, Plan
    from huozi.link.write import write

    galley = press.compositor.set_all((unit,))[unit.id]
    if numbered is not None and len(galley.contents) > 1:
        galley = press.compositor.set_all((numbered(unit, len(galley.contents)),))[unit.id]
    if not 1 <= len(galley.contents) <= most:
        raise InputError([finding("sheet-overflow", unit.place, kind=unit.kind.value,
                                  pages=len(galley.contents))])  # fmt: skip
    if findings := tuple(judge(galley)):
        raise InputError(findings)
    galleys = {f"{unit.id}-{n}": page for n, page in enumerate(_pages(galley))}
    pages = tuple(
        BookPage(n, Side.RECTO, name, 0, FolioRun.FRONT, None, "", shows_folio=False, head=False)
        for n, name in enumerate(galleys)
    )
    page_map = PageMap(pages)
    info, body = press.manuscript.book, press.manuscript.format
    written = write(
        Plan(
            title=title,
            author=info.editor,
            language=info.language,
            date=pdf_date(info.date),
            producer=f"Huozi {__version__}",
            format=PageFormat(*size_pt, body.body_size_pt, body.leading_pt, 0, 0, 0.0, 0.0),
            page_map=page_map,
            galleys=galleys,
            furniture=Galley("furniture", ()),
            spots=page_map.spots(galleys),
            patches={name: _folio(n) for n, name in enumerate(galleys, 1)},
            outline=(),
            means=Means(press.means.faces),  # nothing of a sheet is kept
        )
    )
    return written.pdf


def _pages(galley: Galley) -> Iterator[Galley]:
    """The pages of a galley as galleys of their own, since each has another number in its slot."""
    for content in galley.contents:
        yield replace(
            galley, contents=(content,), heads=(), structure=b"", anchors=(), headings=(), links=(),
            sources=(),
        )  # fmt: skip


def _folio(number: int) -> dict[str, Patch]:
    return {FOLIO_SLOT: Patch(Relocation(FOLIO_SLOT, "", 3, align="center"), str(number))}
