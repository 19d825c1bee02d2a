"""Casts: the tokens of a text in one font style with their glyphs, kept for the next layout.

The same texts are set again and again: a unit is laid out anew for page numbers, notes and page
ends, and running heads stand on every page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import inf
from typing import Any, NamedTuple

from huozi.compile.setting.glyphs import FallbackError, GlyphTable, table_of
from huozi.compile.setting.hyphens import divided
from huozi.compose import Cut, Tokens, cut
from huozi.compose.glue import HYPHEN_EM

#: Combining marks, right-to-left and Indic scripts, bidi controls, variation selectors, emoji:
#: their shaping is Pango's.
_COMPLEX = re.compile(
    "[\u0300-\u036f\u0590-\u08ff\u0900-\u1dff\u200c-\u200f\u202a-\u202e\u2066-\u206f"
    "\ufe00-\ufe0f\ufb1d-\ufdff\ufe70-\ufefe\U0001f000-\U0001faff\U000e0100-\U000e01ef\t\f\r]"
)
#: The class of a space where spaces are kept, by the `white-space` that keeps them.
_SPACE_CLASS = {"pre": "G", "pre-wrap": "I"}
#: A word that may be divided.
_SMALL = re.compile("[a-z\u00e0-\u00ff]{6}")
#: Classes of tokens that are words, numbers and pieces of them.
_WORDS = "WNZ"
#: In code: a path, a name of several words, an option; and its pieces.
_PATH_SIGNS = "/._-"
_PATH = re.compile(
    r"(?<![0-9A-Za-z])(?=[0-9/._-]*[A-Za-z])"
    r"(?:[/._-]*[0-9A-Za-z]+(?:[/._-]+[0-9A-Za-z]+)+|[/-]{1,2}[0-9A-Za-z]+)(?![0-9A-Za-z])"
)
_PIECE = re.compile(r"[/._-]*[0-9A-Za-z]+[/._-]*")
_SIGNED = re.compile(r"[/._-]+[0-9A-Za-z]+[/._-]*|[/._-]*[0-9A-Za-z]+[/._-]+")
#: Texts that Pango is asked for in one line.
_AT_ONCE = 1_000
#: Signs of code that stay with what follows; a line may end behind the others.
_LEADING = frozenset("#@*")
#: Casts a font style remembers: more than most units have.
_MOST = 256


class Cast(NamedTuple):
    """A text in one font style, as parallel sequences with one item for each token."""

    tokens: Tokens
    offsets: Sequence[int]  # in the text
    hexes: tuple[str, ...]
    fonts: tuple[int, ...]
    tails_pt: tuple[float, ...]
    font: int  # the one font of all tokens, or -1


def cast(
    text: str, table: GlyphTable, white_space: str, whole: bool = False, most_pt: float = inf
) -> Cast:
    """The cast of a text; words are undivided where they have to stay `whole`.

    A word or number wider than `most_pt` is cut into its characters, since no line could hold it.
    Raises FallbackError when the text can't be shaped here.
    """
    space = _SPACE_CLASS.get(white_space, "")
    key = text, space or "whole" * whole, most_pt
    known: Cast | None = table.casts.get(key)
    if known is None:
        if _COMPLEX.search(text):
            raise FallbackError("complex script")
        if len(table.casts) >= _MOST:
            table.casts.clear()
        known = table.casts[key] = _cast(text, table, space, whole, most_pt)
    return known


def meet(text_boxes: Iterable[Any]) -> None:
    """Learn the glyphs of many short texts at once, which costs less than asking Pango for each."""
    tokens: dict[int, tuple[GlyphTable, dict[str, None]]] = {}
    for box in text_boxes:
        if box.text and box.style["font_size"] and not _COMPLEX.search(box.text):
            table = table_of(box.style)
            found = tokens.setdefault(id(table), (table, {}))[1]
            found.update(dict.fromkeys(cut(box.text).texts))
    for table, found in tokens.values():
        for some in _batched(found, _AT_ONCE):
            table.learn(some)


def _batched(items: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """The items in tuples of `size`; the last one may be shorter."""
    left = iter(items)
    while some := tuple(islice(left, size)):
        yield some


def _cast(text: str, table: GlyphTable, space: str, whole: bool, most_pt: float) -> Cast:
    found = _cut_kept(text) if space else _cut_paths(text) if whole else cut(text)
    hyphened = frozenset[int]()
    if not (space or whole) and _SMALL.search(text):
        found, hyphened = divided(found, table.style["lang"] or "")
    glyphs = _glyphs(found.texts, table)
    if most_pt < inf:
        hyphen_pt = HYPHEN_EM * table.size_pt
        wide = {
            at
            for at, glyph in enumerate(glyphs)
            if glyph[0] in _WORDS and glyph[1] + hyphen_pt * (at in hyphened) > most_pt
        }
        found, hyphened = _in_characters(found, wide, hyphened)
        glyphs = _glyphs(found.texts, table)
    offsets, texts, spaced = found
    classes, advances, hexes, fonts, tails, _ = zip(*glyphs, strict=True) if glyphs else [()] * 6
    if space and " " in texts:
        pairs = zip(texts, classes, strict=True)
        classes = tuple(space if text == " " else cls for text, cls in pairs)
    if whole:
        classes = tuple(map(_of_code, texts, classes))
    if hyphened:
        classes = tuple(
            "w" if at in hyphened and cls == "W" else cls for at, cls in enumerate(classes)
        )
    tokens = Tokens(texts, advances, (table.size_pt,) * len(texts), classes, spaced)
    font = fonts[0] if fonts and fonts.count(fonts[0]) == len(fonts) else -1
    return Cast(tokens, offsets, hexes, fonts, tails, font)


def _of_code(text: str, cls: str) -> str:
    """The class of a token of code: no gap is set beside an operator, `a->b` stays as typed."""
    if _SIGNED.fullmatch(text):
        return "Z" if text[-1] in _PATH_SIGNS else "W"
    if cls == "A":
        return "W" if text in _LEADING else "Z"
    return cls


def _glyphs(texts: Sequence[str], table: GlyphTable) -> list[Any]:
    try:
        glyphs = [table.tokens[token] for token in texts]
    except KeyError:
        table.learn(texts)
        glyphs = [table.tokens[token] for token in texts]
    if not all(glyphs):
        raise FallbackError("glyph")
    return glyphs


def _in_characters(
    found: Cut, wide: set[int], hyphened: frozenset[int]
) -> tuple[Cut, frozenset[int]]:
    """The tokens with some of them cut into characters; hyphens stay at their ends."""
    made, ends = Cut([], [], []), set[int]()
    for at, (offset, text, spaced) in enumerate(zip(*found, strict=True)):
        parts = tuple(text) if at in wide else (text,)
        made.offsets.extend(range(offset, offset + len(parts)))
        made.texts.extend(parts)
        made.spaced.extend((spaced, *[False] * (len(parts) - 1)))
        if at in hyphened:
            ends.add(len(made.texts) - 1)
    return made, frozenset(ends)


def _cut_paths(text: str) -> Cut:
    """The tokens of code in a line of text. Paths and long names may be divided behind their signs,
    as addresses are; a sign at the beginning stays with what follows: /etc/ huozi/ config.toml.
    """
    found, done = Cut([], [], []), 0
    for path in (*_PATH.finditer(text), None):
        start, end = path.span() if path else (len(text), len(text))
        offsets, texts, spaced = cut(text[done:start])
        found.offsets.extend(done + at for at in offsets)
        found.texts.extend(texts)
        found.spaced.extend(spaced)
        for piece in _PIECE.finditer(text, start, end):
            found.offsets.append(piece.start())
            found.texts.append(piece[0])
            found.spaced.append(piece.start() == start > done and text[start - 1] == " ")
        done = end
    return found


def _cut_kept(text: str) -> Cut:
    """The tokens of preformatted text, in which a space is a character like any other."""
    kept = Cut([], [], [])
    for piece in re.finditer(" |[^ ]+", text):
        offsets, texts, spaced = cut(piece[0]) if piece[0] != " " else Cut([0], [" "], [False])
        kept.offsets.extend(piece.start() + at for at in offsets)
        kept.texts.extend(texts)
        kept.spaced.extend(spaced)
    return kept
