"""Findings of a unit before it is set: missing characters, unsound pictures, what may not fit.

The findings come from the functions that judge a set unit; only less is set. Tables and pictures
are, since no line of running text changes how wide they are; and so is text that may need a glyph
of another role, or a bold that its family does not have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from huozi.compile.figures import altered, held, unsound
from huozi.compile.materials import Materials
from huozi.compile.pictures import Parcel
from huozi.fonts.coverage import lacking, lent, missing_glyph
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
from huozi.values.nested import all_blocks, all_inlines

if TYPE_CHECKING:
    from huozi.compile.layout import Engine

#: Fields of the manuscript's values that name something and are not printed.
_NAMES = frozenset(("id", "src", "classes", "language", "label", "kind", "number"))
_STRONG = (InlineKind.STRONG, InlineKind.EM)
_PADDING_EM = 2.0  # of a cell, or more
_DEEP = 6  # containers, the last of which leaves hardly room for a line
_LATIN = re.compile(r"[!-~]+")
_PRINTED_LABELS = (BlockKind.ROSTER,)
_FORETOLD = ("table-", "image-", "glyph-", "bold-", "italic-", "line-broken-word", "line-overfull")
_MAY_BE_BOLD = (BlockKind.HEADING, BlockKind.TABLE, BlockKind.TERM, BlockKind.ASIDE)


def absent(unit: Unit, case: TypeCase) -> Iterator[Finding]:
    """Findings for characters that no font of the book has, each once at its first place."""
    texts = tuple(written(unit.content, unit.place))
    whole = "\n".join(text for text, _ in texts)
    for char in dict.fromkeys(char for _, char in lacking(whole, case)):
        place = next(place for text, place in texts if char in text)
        yield missing_glyph(char, case.faces[0].family, place)


def pictures(unit: Unit, materials: Materials) -> tuple[tuple[Finding, ...], Parcel | None]:
    """Findings for the pictures of a unit, and the pictures themselves if all are sound."""
    if not unit.images:
        return (), Parcel({})
    try:
        parcel = held(unit, materials.pictures, {})
    except InputError as error:
        return error.findings, None
    one_colour = materials.setting.one_colour
    if wrong := tuple(unsound(unit, parcel, one_colour, materials.lettering)):
        return wrong, None
    return tuple(altered(unit, parcel, one_colour, materials.lettering)), parcel


@dataclass(frozen=True, slots=True)
class Doubt:
    """Which parts of a unit have to be set before it is known in which faces they come out."""

    lent: frozenset[str]  # characters that a role of text has not …
    lent_code: frozenset[str]  # … and those that code has not
    bold: bool  # whether a family has no bold, or styles ask for italics

    def of(self, block: Block) -> bool:
        """Whether a block has to be set."""
        if self.bold and (block.kind in _MAY_BE_BOLD or _holds(block, *_STRONG)):
            return True
        doubtful = self.lent_code if block.kind is BlockKind.CODE else self.lent
        if doubtful and not doubtful.isdisjoint(plain(block.inlines) + block.label):
            return True
        code = (node for node in all_inlines(block.inlines) if node.kind is InlineKind.CODE)
        if any(not self.lent_code.isdisjoint(plain(node.children)) for node in code):
            return True
        return any(map(self.of, block.children))


def doubt(unit: Unit, materials: Materials) -> Doubt:
    """Which parts of a unit are in doubt."""
    stacks = materials.setting.fonts.stacks
    chars = set().union(*(text for text, _ in written(unit.content, unit.place)))
    of_text = tuple(stack for role, stack in stacks.items() if role != "mono")
    return Doubt(
        lent(chars, materials.case, of_text),
        lent(chars, materials.case, (stacks["mono"],)),
        bool(materials.case.without_bold) or materials.house.is_slanting,
    )


def fitting(unit: Unit, measure_chars: int, doubt: Doubt) -> Unit | None:
    """The unit reduced to what has to be set: its pictures, tables that may be wider than the
    measure, and text that may lack glyphs. None where nothing has to be.
    """
    text = unit.text
    if text is None:
        return unit if doubt.bold or doubt.lent else None
    kept = tuple(b for b in text.body if _is_wide(b, measure_chars) or doubt.of(b))
    if any(doubt.of(block) for note in text.notes for block in note.blocks):
        kept = text.body  # whichever of them calls it
    if not (kept or doubt.bold or doubt.lent):
        return None
    match unit.content:
        case EntryText(entry):
            return replace(unit, content=EntryText(replace(entry, body=kept)), reserve_pages=0)
        case MatterText(matter, title):
            return replace(unit, content=MatterText(replace(matter, body=kept), title))
    return None


def unfit(unit: Unit, materials: Materials, engine: "Engine") -> tuple[Finding, ...]:
    """The findings about tables, pictures and glyphs of a unit that is set for them alone."""
    from huozi.compile.galley import laid_out

    told = laid_out(unit, materials, engine, printed=False).findings
    return tuple(found for found in told if found.code.startswith(_FORETOLD))


def _is_wide(block: Block, measure_chars: int) -> bool:
    """Whether the width of a block has to be checked by setting it. A table is safe where its
    longest cells fit beside one another in a line and no column width is given.
    """
    if block.kind is BlockKind.TABLE and not (block.label or block.classes):
        columns = zip_longest(*(row.children for row in block.children))
        widths = (max(_ems(cell) for cell in column if cell) + _PADDING_EM for column in columns)
        if sum(widths) > measure_chars:
            return True
    elif block.kind is BlockKind.TABLE or block.src:
        return True
    inner = any(_is_wide(child, measure_chars) for child in block.children)
    stiff = any(_is_stiff(node, measure_chars) for node in block.inlines)
    return inner or stiff or _depth(block) >= _DEEP or _holds(block, InlineKind.IMAGE)


def _is_stiff(node: Inline, measure_chars: int) -> bool:
    """Whether something that can't be divided may be wider than a line."""
    words = plain((node,))
    if node.kind is InlineKind.RUBY:
        return max(ems(words), ems(node.target) / 2) > measure_chars / 4
    if node.kind is InlineKind.DOUBLE:
        return any(ems(word) > measure_chars / 2 for word in _LATIN.findall(words))
    return any(_is_stiff(child, measure_chars) for child in node.children)


def _depth(block: Block) -> int:
    """How deep quotations, lists and boxes are nested in a block."""
    return 1 + max(map(_depth, block.children), default=0)


def _ems(cell: Block) -> float:
    """The width of the longest line of a cell, in ems."""
    return max(map(ems, _lines(cell)), default=0.0)


def _lines(block: Block) -> Iterator[str]:
    for one in all_blocks((block,)):
        yield from plain(one.inlines, "\n").split("\n")


def _holds(block: Block, *kinds: InlineKind) -> bool:
    """Whether inlines of some kinds stand in the text of a block itself."""
    return any(node.kind in kinds for node in all_inlines(block.inlines))


def written(value: object, place: Place) -> Iterator[tuple[str, Place]]:
    """All printed texts of a value of the manuscript, with their places."""
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
