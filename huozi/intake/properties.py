"""What a file says of the look of letters, paragraphs, tables and pages, and what becomes of it.

Each property of ECMA-376, 17.3–17.6, and of Word's own additions is declared here once. What is
carried is read elsewhere (`styles`, `tables`, `numbers`, `wordml`). What the type of the book
decides, or has no meaning in print, is passed over in silence. What a reader of the manuscript sees
and the book will not show is told; so is each property that nobody knows.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from msgspec import Struct

from huozi.intake.names import shown, tag, tags
from huozi.intake.values import UncarriedLook

Element: TypeAlias = Any  # lxml's; it is published without types
#: Whether a property, which is there, shows anything.
_Shows: TypeAlias = Callable[[Element], bool]

_VAL = tag("w:val")
_DIAGONALS = tags("w", "tl2br tr2bl")
_UNDRAWN = ("nil", "none")


class PropertyTable(Struct, frozen=True):
    """The properties of one kind, by their elements; `told` with a code and when."""

    carried: frozenset[str]
    silent: frozenset[str]
    told: dict[str, tuple[str, _Shows]]


def _on(element: Element) -> bool:
    return element.get(_VAL, "1") not in ("0", "false", "off")


def _always(_: Element) -> bool:
    return True


def _other_than(*usual: str) -> _Shows:
    return lambda element: element.get(_VAL, usual[0]) not in usual


def _filled(element: Element) -> bool:
    fill = element.get(tag("w:fill"), "auto").lower()
    return fill not in ("auto", "ffffff", "") or element.get(_VAL, "clear") not in ("clear", "nil")


def _drawn(element: Element) -> bool:
    return any(side.get(_VAL, "nil") not in _UNDRAWN for side in element)


def _crossed(element: Element) -> bool:
    return any(one.tag in _DIAGONALS and one.get(_VAL, "nil") not in _UNDRAWN for one in element)


def _led(element: Element) -> bool:
    return any(stop.get(tag("w:leader"), "none") != "none" for stop in element)


def _several(element: Element) -> bool:
    return element.get(tag("w:num"), "1") not in ("0", "1")


def _lies(element: Element) -> bool:
    return bool(element.get(tag("w:orient")) == "landscape")


def _table(carried: str, silent: str, told: dict[str, tuple[str, _Shows]]) -> PropertyTable:
    words = {tag(f"w:{name}"): said for names, said in told.items() for name in names.split()}
    return PropertyTable(tags("w", carried), tags("w", silent), words)


_CHANGED = ("reformatted", _always)
_TURNED = ("vertical", _other_than("lrTb", "lr", "tb"))
_BACKWARDS = ("right-to-left", _on)
_SHADED = ("shaded", _filled)

LETTERS = _table(
    "rStyle rFonts b i caps smallCaps strike dstrike vanish color sz highlight u bdr shd vertAlign "
    "em eastAsianLayout ins del moveFrom moveTo",
    "bCs iCs szCs cs lang noProof snapToGrid spacing kern webHidden specVanish oMath effect",
    {
        "outline shadow emboss imprint": ("effect", _on),
        "position": ("shifted", _other_than("0")),
        "w": ("stretched", _other_than("100", "100%")),
        "fitText": ("stretched", _always),
        "rtl": _BACKWARDS,
        "rPrChange": _CHANGED,
    },
)
PARAGRAPH = _table(
    "pStyle numPr jc ind spacing outlineLvl pageBreakBefore framePr rPr sectPr",
    "keepNext keepLines widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap "
    "overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid "
    "contextualSpacing mirrorIndents suppressOverlap textboxTightWrap textAlignment cnfStyle divId",
    {
        "pBdr": ("ruled", _drawn),
        "shd": _SHADED,
        "tabs": ("leader", _led),
        "bidi": _BACKWARDS,
        "textDirection": _TURNED,
        "pPrChange": _CHANGED,
    },
)
TABLE = _table(
    "tblStyle tblBorders tblpPr",
    "tblW jc tblInd tblLayout tblCellMar tblCellSpacing tblLook tblStyleRowBandSize tblOverlap "
    "tblStyleColBandSize tblCaption tblDescription",
    {"bidiVisual": ("mirrored", _on), "shd": _SHADED, "tblPrChange": _CHANGED},
)
ROW = _table(
    "gridBefore gridAfter tblHeader trHeight hidden ins del",
    "wBefore wAfter cantSplit jc tblCellSpacing cnfStyle divId",
    {"trPrChange": _CHANGED},
)
CELL = _table(
    "gridSpan vMerge hMerge",
    "tcW vAlign noWrap tcMar hideMark cnfStyle headers",
    {
        "textDirection": _TURNED,
        "shd": _SHADED,
        "tcBorders": ("crossed", _crossed),
        "tcFitText": ("stretched", _on),
        "cellIns cellDel cellMerge": ("cell-changed", _always),
        "tcPrChange": _CHANGED,
    },
)
SECTION = _table(
    "headerReference footerReference type",
    "pgMar paperSrc pgNumType docGrid titlePg footnotePr endnotePr formProt noEndnote rtlGutter "
    "vAlign printerSettings",
    {
        "pgSz": ("landscape", _lies),
        "cols": ("columns", _several),
        "textDirection": _TURNED,
        "pgBorders": ("ruled-page", _drawn),
        "lnNumType": ("line-numbers", _always),
        "bidi": _BACKWARDS,
        "sectPrChange": _CHANGED,
    },
)
#: Word's own additions to letters (MS-DOCX 2.6.1): outlines and shine, and choices of glyphs.
_SHINE = tags("w14", "glow shadow reflection textOutline textFill scene3d props3d")
_PLAIN = {tag("w14:textFill"): tag("w14:solidFill"), tag("w14:textOutline"): tag("w14:noFill")}
_GLYPHS = tags("w14", "ligatures numForm numSpacing stylisticSets cntxtAlts") | tags(
    "w15", "collapsed footnoteColumns"
)


def told_of(table: PropertyTable, child: Element) -> tuple[UncarriedLook, bool] | None:
    """What is told of a property, and whether it is on; None: nothing is told."""
    name = child.tag
    if name in table.carried or name in table.silent or not isinstance(name, str):
        return None
    if name in table.told:
        code, shows = table.told[name]
        return UncarriedLook(code, child.get(tag("w:author"), "").strip()), shows(child)
    if name in _SHINE:
        on = name not in _PLAIN or child.find(_PLAIN[name]) is None
        return UncarriedLook("effect"), on
    return None if name in _GLYPHS else (UncarriedLook("property-unknown", shown(name)), True)


def all_told(table: PropertyTable, properties: Element | None) -> Iterator[UncarriedLook]:
    """What is told of all the properties of one thing."""
    for child in properties if properties is not None else ():
        if (told := told_of(table, child)) and told[1]:
            yield told[0]
