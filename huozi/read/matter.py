"""Front and back matter: which pieces a book may have, where they stand, and in what order.

The order is that of the trade: half title, title page with the copyright page on its back (GB/T
12450-2001), editors, forewords, editorial notes 凡例, contents; behind the body appendices, index,
afterword. A book may depart from it, and is told so.
"""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from huozi.values.script import words_of_house
from huozi.values.style import UnitKind


class MatterKind(Struct, frozen=True):
    """A kind of front or back matter. A written one needs a file, and may come more than once."""

    kind: UnitKind
    written: bool
    front: bool = True
    back: bool = False
    in_contents: bool = False


#: All pieces, in the order in which they usually stand.
PIECES = (
    MatterKind(UnitKind.HALF_TITLE, written=False),
    MatterKind(UnitKind.TITLE_PAGE, written=False),
    MatterKind(UnitKind.COPYRIGHT, written=False, back=True),
    MatterKind(UnitKind.EPIGRAPH, written=True),
    MatterKind(UnitKind.EDITORS, written=True),
    MatterKind(UnitKind.FOREWORD, written=True),
    MatterKind(UnitKind.PREFACE, written=True),
    MatterKind(UnitKind.EDITORIAL_NOTES, written=True),
    MatterKind(UnitKind.CONTENTS, written=False),
    MatterKind(UnitKind.LIST_OF_TABLES, written=False, back=True),
    MatterKind(UnitKind.LIST_OF_FIGURES, written=False, back=True),
    MatterKind(UnitKind.APPENDIX, written=True, front=False, back=True, in_contents=True),
    MatterKind(UnitKind.INDEX, written=False, front=False, back=True, in_contents=True),
    MatterKind(UnitKind.AFTERWORD, written=True, front=False, back=True, in_contents=True),
    MatterKind(UnitKind.ACKNOWLEDGEMENTS, written=True, back=True, in_contents=True),
    MatterKind(UnitKind.COLOPHON, written=False, front=False, back=True),
)

#: An annex 附件 of an entry; it stands with its entry, in no list of matter.
ANNEX = MatterKind(UnitKind.ANNEX, written=True)

#: Titles of pieces that bear one, where a text of theirs does not say otherwise.
TITLES = {
    UnitKind.EDITORS: "编委会",
    UnitKind.FOREWORD: "序",
    UnitKind.PREFACE: "前言",
    UnitKind.EDITORIAL_NOTES: "凡例",
    UnitKind.CONTENTS: "目录",
    UnitKind.LIST_OF_TABLES: "表目录",
    UnitKind.LIST_OF_FIGURES: "图目录",
    UnitKind.APPENDIX: "附录",
    UnitKind.INDEX: "索引",
    UnitKind.AFTERWORD: "后记",
    UnitKind.ACKNOWLEDGEMENTS: "致谢",
}


def title_of(kind: UnitKind, language: str) -> str:
    """The title of a piece that brings none."""
    return words_of_house(TITLES.get(kind, ""), language)


BY_NAME = {piece.kind.value: piece for piece in PIECES}
_RANK = {piece.kind: rank for rank, piece in enumerate(PIECES)}


def unit_ids(kinds: Iterable[UnitKind]) -> list[str]:
    """The ids of pieces in the order of the book: their kinds, numbered from the second on."""
    count: Counter[str] = Counter()
    ids = []
    for kind in kinds:
        count[kind] += 1
        ids.append(f"{kind.value}-{count[kind]}" if count[kind] > 1 else kind.value)
    return ids


def out_of_order(first: UnitKind, second: UnitKind) -> bool:
    """Whether the second usually stands before the first."""
    return _RANK[second] < _RANK[first]
