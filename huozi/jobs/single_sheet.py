"""Single sheets: a unit that is set and written as a PDF of its own, outside the book's pages."""

from collections.abc import Callable, Iterable

from huozi import __version__
from huozi.compositor import Compositor
from huozi.values.errors import InputError
from huozi.values.galley import BookPage, Galley, PageMap, Unit
from huozi.values.length import Side
from huozi.values.manuscript import Finding, Manuscript, finding
from huozi.values.style import FolioRun, PageFormat


def set_sheet(
    unit: Unit,
    title: str,
    size_pt: tuple[float, float],
    manuscript: Manuscript,
    compositor: Compositor,
    judge: Callable[[Galley], Iterable[Finding]] = lambda galley: (),
) -> bytes:
    """Set a unit on one sheet. Raises InputError when it does not fit, or when anything is wrong.

    The template gives the paper's size (`@page`); `size_pt` is the same for the PDF's boxes. What
    `judge` finds in the galley is wrong with it, too.
    """
    from huozi.link.plan import Plan
    from huozi.link.write import write
    from huozi.press import pdf_date

    galley = compositor.set_all((unit,))[unit.id]
    if len(galley.contents) != 1:
        raise InputError([finding("sheet-overflow", unit.place, kind=unit.kind.value,
                                  pages=len(galley.contents))])  # fmt: skip
    if findings := tuple(judge(galley)):
        raise InputError(findings)
    page = BookPage(0, Side.RECTO, unit.id, 0, FolioRun.FRONT, None, "", folio=False, head=False)
    info, body = manuscript.book, manuscript.format
    return write(
        Plan(
            title=title,
            author=info.editor,
            language=info.language,
            date=pdf_date(info.date),
            producer=f"Huozi {__version__}",
            format=PageFormat(*size_pt, body.body_size_pt, body.leading_pt, 0, 0, 0.0, 0.0),
            page_map=PageMap((page,)),
            galleys={unit.id: galley},
            furniture=Galley("furniture", ()),
            patches={},
            outline=(),
            faces=compositor.faces,
        )
    )
