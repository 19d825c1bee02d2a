"""What can be said of a unit before it is set: characters, pictures, and what may not fit.

All of it is said by the functions that judge when the unit is set; only what is set is less: tables
and pictures alone, since no line of running text changes how wide they are.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from huozi.compile.figures import altered, held, unsound
from huozi.compile.materials import Materials
from huozi.compile.pictures import Parcel
from huozi.fonts.coverage import lacking, missing_glyph
from huozi.fonts.typecase import TypeCase
from huozi.values.errors import InputError
from huozi.values.galley import EntryText, MatterText, Unit
from huozi.values.length import ems
from huozi.values.manuscript import (
    Block,
    BlockKind,
    Entry,
    Finding,
    Inline,
    InlineKind,
    Matter,
    Place,
    Pointers,
    Severity,
    plain,
)

if TYPE_CHECKING:
    from huozi.compile.layout import Engine

#: Fields of the manuscript's values that name something and are not printed.
_NAMES = frozenset(("id", "src", "classes", "language", "label", "kind", "number"))
_PADDING_EM = 2.0  # of a cell, or more
_PRINTED_LABELS = (BlockKind.ROSTER,)


def absent(unit: Unit, case: TypeCase) -> Iterator[Finding]:
    """Characters that no font of the book has, each once with the first place it stands at."""
    texts = tuple(written(unit.content, unit.place))
    whole = "\n".join(text for text, _ in texts)
    for char in dict.fromkeys(char for _, char in lacking(whole, case)):
        place = next(place for text, place in texts if char in text)
        yield missing_glyph(char, case.faces[0].family, place)


def pictures(unit: Unit, materials: Materials) -> tuple[tuple[Finding, ...], Parcel | None]:
    """What is wrong with the pictures of a unit, or told of them, and those of them if all are
    sound.
    """
    if not unit.images:
        return (), Parcel({})
    try:
        parcel = held(unit, materials.pictures, {})
    except InputError as error:
        return error.findings, None
    if wrong := tuple(unsound(unit, parcel, materials.lettering)):
        return wrong, None
    return tuple(altered(unit, parcel, materials.setting.one_colour, materials.lettering)), parcel


def fitting(unit: Unit, measure_chars: int) -> Unit | None:
    """A unit with its pictures, and the tables that may be wider than the measure, alone; None
    where it has none.
    """
    text = unit.text
    kept = tuple(block for block in text.body if _is_wide(block, measure_chars)) if text else ()
    if not kept:
        return None
    match unit.content:
        case EntryText(entry):
            return replace(unit, content=EntryText(replace(entry, body=kept)), reserve_pages=0)
        case MatterText(matter, title):
            return replace(unit, content=MatterText(replace(matter, body=kept), title))
    return None


def unfit(unit: Unit, materials: Materials, engine: "Engine") -> tuple[Finding, ...]:
    """What the setting of a unit says of its tables and pictures."""
    from huozi.compile.galley import laid_out

    told = laid_out(unit, materials, engine).findings
    return tuple(found for found in told if found.code.startswith(("table-", "image-")))


def _is_wide(block: Block, measure_chars: int) -> bool:
    """Whether the size of a block is worth a look. A table is none whose longest cells stand
    beside one another on a line, if its columns are left to themselves.
    """
    if block.kind is BlockKind.TABLE and not (block.label or block.classes):
        columns = zip_longest(*(row.children for row in block.children))
        widths = (max(_ems(cell) for cell in column if cell) + _PADDING_EM for column in columns)
        if sum(widths) > measure_chars:
            return True
    elif block.kind is BlockKind.TABLE or block.src:
        return True
    inner = any(_is_wide(child, measure_chars) for child in block.children)
    return inner or any(map(_is_picture, block.inlines))


def _ems(cell: Block) -> float:
    return max(map(ems, _lines(cell)), default=0.0)


def _lines(block: Block) -> Iterator[str]:
    yield from plain(block.inlines, "\n").split("\n")
    for child in block.children:
        yield from _lines(child)


def _is_picture(node: Inline) -> bool:
    return node.kind is InlineKind.IMAGE or any(map(_is_picture, node.children))


def written(value: object, place: Place) -> Iterator[tuple[str, Place]]:
    """All texts of a value of the manuscript that are printed, with their places."""
    match value:
        case str():
            yield value, place
        case tuple():
            for item in value:
                yield from written(item, place)
        case Inline():
            if value.kind is not InlineKind.DRAWN:
                yield value.text, place
            if value.kind is InlineKind.RUBY:
                yield value.target, place
            yield from written(value.children, place)
        case Block():
            if value.kind in _PRINTED_LABELS:
                yield value.label, value.place
            yield from written((value.inlines, value.children), value.place)
        case Place() | Pointers() | Severity():
            return
        case Struct():
            own = value.place if isinstance(value, Entry | Matter) else place
            for name in value.__struct_fields__:
                if name not in _NAMES:
                    yield from written(getattr(value, name), own)
