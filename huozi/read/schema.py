"""Declared fields: name, type, whether required, default; and how a wrong value is reported.

From these tables JSON Schemas are made, too (`published.py`).
"""

import re
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from msgspec import Struct

from huozi.read.keys import as_written, english_key, english_word
from huozi.read.report import Reporter, nearest
from huozi.read.residue import check_field
from huozi.read.shapes import (
    FLAG,
    Shape,
    figure,
    line_of_text,
    list_of,
    mapping,
    one_of,
)
from huozi.read.text import composed, fold_spaces
from huozi.read.yamlnodes import Node, NodeShape
from huozi.values.length import parse_length

#: How much words have in common that differ in a letter or two.
_ONE_LETTER = 0.85

#: Python would read more than an editor means: 1_000, 1e3, figures of other scripts.
_WHOLE = re.compile(r"[0-9]{1,10}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_DECIMAL = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,10})?|\.[0-9]{1,10}")

ReadNode = Callable[[Node, str, Reporter], Any]

_E = TypeVar("_E", bound=StrEnum)


class FieldReader(Struct, frozen=True):
    """Takes a node and gives a value, or reports what was expected and gives None."""

    read: ReadNode
    shape: Shape  # of what it takes

    def __call__(self, node: Node, key: str, report: Reporter) -> Any:
        """Read the node behind a key."""
        return self.read(node, key, report)


def takes(shape: Shape) -> Callable[[ReadNode], FieldReader]:
    """Make a reader of a function: it takes what the shape says."""
    return lambda read: FieldReader(read, shape)


class Field(Struct, frozen=True):
    """One key an editor may write."""

    name: str
    read: FieldReader
    required: bool = False
    default: Any = None


def shape_of(fields: Iterable[Field]) -> Shape:
    """The shape of a mapping of fields."""
    return mapping((field.name, field.read.shape, field.required) for field in fields)


def read_fields(
    node: Node, fields: tuple[Field, ...], report: Reporter, foreign: Container[str] = ()
) -> dict[str, Any]:
    """Typed values of a mapping, defaults filled in; unknown, missing and wrong ones reported.

    Keys of other programs (`foreign`) are left out and told.
    """
    values = {field.name: field.default for field in fields}
    if node.shape is not NodeShape.MAP and not node.empty:
        report.error("expected-mapping", node.line, found=node)
        return values
    known = {field.name: field for field in fields}
    lines: dict[str, int] = {}
    for key, value in node.pairs:
        if key.text in foreign:
            report.warning("foreign-key", key.line, found=key.written)
        elif key.text not in known:
            _unknown(key, known, report)
            lines.setdefault(meant(key, known), 0)
        elif value.empty:
            lines[key.text] = key.line
        else:
            lines[key.text] = 0
            read = known[key.text].read(value, key.written, report)
            values[key.text] = values[key.text] if read is None else read
    for field in fields:
        if field.required and (line := lines.get(field.name, node.line)):
            report.error("missing-key", line, key=field.name)
    return values


def meant(key: Node, known: Collection[str]) -> str:
    """The key that one with a slip was probably meant for; an empty string where none is near, or
    where it is one of them.
    """
    names = as_written(key.written, known)
    return "" if key.text in known else english_key(nearest(key.written, names))


def _unknown(key: Node, known: Mapping[str, Field], report: Reporter) -> None:
    """Report a key that is not among `known`; where it is one of a mapping below, say of which."""
    below = {name: field.read.shape.get("properties", {}) for name, field in known.items()}
    names = sorted({*known}.union(*below.values()))
    (near,) = get_close_matches(key.written, names, n=1, cutoff=_ONE_LETTER) or ("",)
    holders = [name for name in below if near in below[name] and english_key(near) not in known]
    if len(holders) == 1:
        (inside,) = as_written(key.written, holders)[:1]
        report.error("unknown-key-inside", key.line, found=key.written, inside=inside)
    else:
        unknown_key(key, known, report)


def unknown_key(key: Node, known: Iterable[str], report: Reporter) -> None:
    """Report a key that is not among `known`, with their names in its own language."""
    report.unknown("unknown-key", key.line, key.written, as_written(key.written, known))


def text(limit: int) -> FieldReader:
    """One line of text that is printed as typed."""
    as_typed = verbatim(limit)

    @takes(line_of_text(limit))
    def read(node: Node, key: str, report: Reporter) -> str | None:
        value: str | None = as_typed(node, key, report)
        if value:
            check_field(value, node.line, key, report)
            value = composed(value)
        return value

    return read


def verbatim(limit: int) -> FieldReader:
    """One line of text that names something: a path, a file."""

    @takes(line_of_text(limit))
    def read(node: Node, key: str, report: Reporter) -> str | None:
        if node.shape is not NodeShape.SCALAR or node.empty:
            report.error("expected-text", node.line, key=key, found=node)
            return None
        if node.folded or "\n" in node.text:
            report.error("folded-text", node.line, key=key)
            return None
        value = fold_spaces(node.text)
        if len(value) > limit:
            report.error("text-too-long", node.line, key=key, count=len(value), limit=limit)
            return None
        return value

    return read


@takes({"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"})
def language(node: Node, key: str, report: Reporter) -> str | None:
    """A language as HTML and PDF name it: `zh-CN` (BCP 47)."""
    if node.shape is NodeShape.SCALAR and _LANGUAGE.fullmatch(node.text):
        return node.text
    report.error("expected-language", node.line, key=key, found=node)
    return None


def _within(
    code: str, parse: Callable[[str], float | None], low: float, high: float, shape: Shape
) -> FieldReader:
    """A reader for a figure within bounds; `parse` gives None for what is none."""

    @takes(shape)
    def read(node: Node, key: str, report: Reporter) -> float | None:
        value = parse(node.text) if node.shape is NodeShape.SCALAR else None
        if value is not None and low <= value <= high:
            return value
        report.error(code, node.line, key=key, found=node, low=low, high=high)
        return None

    return read


def integer(low: int, high: int) -> FieldReader:
    """A whole number within bounds."""
    return _within(
        "expected-integer", lambda t: int(t) if _WHOLE.fullmatch(t) else None, low, high,
        figure(low, high, whole=True),
    )  # fmt: skip


def number(low: float, high: float) -> FieldReader:
    """A number within bounds."""
    return _within(
        "expected-number", lambda t: float(t) if _DECIMAL.fullmatch(t) else None, low, high,
        figure(low, high),
    )  # fmt: skip


def length(low_pt: float, high_pt: float) -> FieldReader:
    """A length in points: `18 mm`, `15.75 pt`, `五号`."""
    return _within("expected-length", _points, low_pt, high_pt, line_of_text(40))


def _points(written: str) -> float | None:
    try:
        return parse_length(written)
    except ValueError:
        return None


@takes(FLAG)
def flag(node: Node, key: str, report: Reporter) -> bool | None:
    """Yes or no."""
    words = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
    value = words.get(node.text.lower()) if node.shape is NodeShape.SCALAR else None
    if value is None:
        report.error("expected-flag", node.line, key=key, found=node)
    return value


def choice(values: Mapping[str, Any]) -> FieldReader:
    """One of some words."""

    @takes(one_of(values))
    def read(node: Node, key: str, report: Reporter) -> Any:
        word = english_word(node.text, values) if node.shape is NodeShape.SCALAR else ""
        if word in values:
            return values[word]
        known = as_written(node.text, values)
        report.unknown("unknown-value", node.line, str(node), known, key=key)
        return None

    return read


def words_of(kinds: Iterable[_E]) -> dict[str, _E]:
    """The words of an enumeration, or of a part of it, for `choice`."""
    return {kind.value: kind for kind in kinds}


def listing(read_item: FieldReader) -> FieldReader:
    """A list of values of one type; wrong ones are left out."""

    @takes(list_of(read_item.shape))
    def read(node: Node, key: str, report: Reporter) -> tuple[Any, ...] | None:
        if node.shape is not NodeShape.LIST:
            report.error("expected-list", node.line, key=key, found=node)
            return None
        values = (read_item(item, key, report) for item in node.items)
        return tuple(value for value in values if value is not None)

    return read
