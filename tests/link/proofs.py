"""Galleys made by hand: real fonts, content streams as short as they can be.

The linker is tested against these, so that a fault of layout can't hide one of its own.
"""

from collections.abc import Iterable
from functools import cache

from huozi.fonts import typecase
from huozi.fonts.faces import Faces, OpenedFace
from huozi.link import write as writing
from huozi.link.paginate import Extent, paginate
from huozi.link.plan import Means, Plan
from huozi.store.digests import FileDigests
from huozi.values.galley import (
    FOLIO_SLOT,
    NO_HEAD,
    Anchor,
    FontUse,
    Galley,
    Heading,
    Relocation,
    pack_glyphs,
)
from huozi.values.length import Side, mm
from huozi.values.manuscript import Place
from huozi.values.pages import BookPage, PageMap
from huozi.values.reuse import Standing
from huozi.values.style import FolioRun, FontRoles, PageFormat

FORMAT = PageFormat(mm(140), mm(203), 10.5, 15.75, 29, 31, mm(18), mm(17))
SIZE_PT = 10.5
LINE_PT = 20
PLACE = Place("content/a.md", 1)


@cache
def case() -> typecase.TypeCase:
    """The faces of the house roles on this machine. No shelf is written for it."""
    from pathlib import Path

    return typecase.find(FontRoles(), FileDigests(Path("no-such-folder")))


def faces() -> Faces:
    """The faces of the case, not opened yet."""
    return Faces({face.digest: face.path for face in case().faces})


@cache
def font(family: str = "Noto Serif CJK SC", weight: str = "regular") -> tuple[str, typecase.Face]:
    """A resource name and the face behind it."""
    for number, face in enumerate(case().faces):
        if (face.family, face.weight) == (family, weight):
            return f"FAKE{chr(65 + number)}F", face
    raise KeyError(family)


@cache
def opened(family: str = "Noto Serif CJK SC") -> OpenedFace:
    return OpenedFace(font(family)[1].path, 0)


def glyphs(text: str, family: str = "Noto Serif CJK SC") -> list[tuple[int, int, str]]:
    """Glyph id, width and character of each character of a text."""
    return opened(family).glyphs(text)


def use(text: str, family: str = "Noto Serif CJK SC") -> FontUse:
    """The font as a galley that shows `text` would record it."""
    resource, face = font(family)
    shown = {row[0]: row for row in glyphs(text, family)}
    return FontUse(
        resource, face.digest, 0, family.replace(" ", "-"), 880, -120, 4,
        pack_glyphs(shown[glyph] for glyph in sorted(shown)),
    )  # fmt: skip


def hexed(text: str, family: str = "Noto Serif CJK SC") -> str:
    return "".join(f"{glyph:04x}" for glyph, _, _ in glyphs(text, family))


def line(text: str, x_pt: float = 60, y_pt: float = 500, family: str = "Noto Serif CJK SC") -> str:
    return (
        f"BT /{font(family)[0]} {SIZE_PT} Tf 1 0 0 1 {x_pt} {y_pt} Tm "
        f"<{hexed(text, family)}> Tj ET\n"
    )


def slot(
    name: str,
    digits: int,
    x_pt: float = 200,
    y_pt: float = 500,
    family: str = "Noto Serif CJK SC",
) -> str:
    """A slot as the setting draws one: noughts in one hexadecimal string between the marks."""
    return (
        f"/HzSlot <</Name ({name})>> BDC\n"
        f"BT /{font(family)[0]} {SIZE_PT} Tf 1 0 0 1 {x_pt} {y_pt} Tm "
        f"[<{hexed('0' * digits, family)}>] TJ ET\nEMC\n"
    )


def folio_line() -> str:
    return slot(FOLIO_SLOT, 4, 60, 20)


def page(*lines: str) -> bytes:
    """Lines of text, one below the other."""
    return "".join(line(text, y_pt=500 - LINE_PT * row) for row, text in enumerate(lines)).encode()


def galley(
    unit_id: str,
    *pages: Iterable[str],
    head: str = "",
    headings: Iterable[tuple[int, str, int]] = (),
    **changes,
) -> Galley:
    """A galley of pages of lines, with an anchor where the unit opens."""
    text = "".join(line for lines in pages for line in lines) + head + "0123456789"
    made = {
        "unit_id": unit_id,
        "contents": tuple(page(*lines) for lines in pages),
        "furniture": ((line(head, y_pt=550) + folio_line()).encode(),) if head else (),
        "heads": ((0, NO_HEAD),) * len(pages) if head else (),
        "fonts": (use(text),),
        "anchors": (Anchor(unit_id, 0, 60, 500),),
        "headings": tuple(Heading(level, text, at, 480) for level, text, at in headings),
        "relocations": (Relocation(FOLIO_SLOT, "", 4, place=PLACE),) if head else (),
    }
    return Galley(**(made | changes))


def furniture(title: str) -> Galley:
    """The furniture common to a book: verso head, and folios without a head."""
    pages = (line(title, y_pt=550) + folio_line(), folio_line(), folio_line())
    return Galley("furniture", tuple(p.encode() for p in pages), fonts=(use(title + "0"),))


def plan(
    extents: Iterable[Extent], galleys: Iterable[Galley], title: str = "书",
    standing: Standing | None = None, **changes,
) -> Plan:  # fmt: skip
    """A book of galleys made by hand."""
    made = {
        "title": title,
        "author": "编者",
        "language": "zh-CN",
        "date": "D:20100401000000Z",
        "producer": "Huozi",
        "format": FORMAT,
        "page_map": paginate(list(extents)),
        "galleys": {galley.unit_id: galley for galley in galleys},
        "furniture": furniture(title),
        "patches": {},
        "outline": (),
        "means": Means(faces(), standing=standing or Standing()),
    }
    made |= changes
    return Plan(**({"spots": made["page_map"].spots(made["galleys"])} | made))


def write(made: Plan) -> bytes:
    return writing.write(made).pdf


def book_page(index: int, unit_id: str, number: int | None, **changes) -> BookPage:
    """A page of a map made by hand."""
    made = {
        "index": index,
        "side": Side.VERSO if index % 2 else Side.RECTO,
        "unit_id": unit_id,
        "page": 0,
        "run": FolioRun.BODY,
        "number": number,
        "folio": "" if number is None else str(number),
        "shows_folio": number is not None,
        "head": False,
    }
    return BookPage(**(made | changes))


def page_map(*pages: BookPage) -> PageMap:
    return PageMap(pages)
