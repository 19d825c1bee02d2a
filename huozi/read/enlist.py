"""Entries added to `book.yaml` as a hand would add them: a line more, all others as they are.

Nothing is written here. What comes out is read again before it is believed: it has to say all that
the book said before, and the new entries behind the list they were meant for.
"""

import re
from collections.abc import Iterable, Sequence

import yaml
from msgspec import Struct
from msgspec.structs import replace

from huozi.read.book import read_book
from huozi.read.keys import english_key
from huozi.read.plan import BookPlan, Listed
from huozi.read.report import Reporter
from huozi.read.styles import OfferedStyles

_WIDE = 100  # columns of a list in brackets that is kept on one line
_BELOW = 4  # columns from the dash of an entry to those of its annexes, as the documents have it
#: What can stand without quotes in a list, in brackets or not; `：` would be taken for a slip.
_PLAIN = re.compile(r"[^\s\-?:：,\[\]{}#&*!|>'\"%@`][^:：,\[\]{}#'\"\n]*(?<!\s)")
#: A mark behind the last item of a list in brackets, then what is left of its line.
_COMMA = re.compile(r"[ \t]*,")
#: Of a book that has no entries yet, nothing else is amiss.
_EMPTY_YET = {"no-entries", "empty-part"}


class NewEntry(Struct, frozen=True):
    """A file to be listed, and the files of its annexes; paths below `content/`."""

    path: str
    annexes: tuple[str, ...] = ()


class EnlistError(Exception):
    """Entries can't be added by this program; `code` says why, as findings do."""

    def __init__(self, code: str, found: str = "", known: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.found, self.known = code, found, known


def shown(entries: Iterable[NewEntry], indent: int = 2) -> str:
    """The lines of `book.yaml` for entries, each with its line end."""
    return "".join(_block(entry, indent, "\n") for entry in entries)


def enlisted(text: str, entries: Sequence[NewEntry], styles: OfferedStyles, part: str = "") -> str:
    """`book.yaml` with the entries at the end of a part (by title or number), or of its one list.

    Raises EnlistError: `enlist-broken` where the text is no sound book, `enlist-part` where there
    is no such part, `enlist-which` where it has several and none is named, `enlist-shape` where
    the list is written in a way that is not known here, or the outcome says something else.
    """
    before = _plan(text, styles)
    number = _part_of(before, part)
    made = _added(text, _where(text, number), entries)
    wanted = tuple(
        Listed(entry.path, 0, tuple(Listed(annex, 0) for annex in entry.annexes))
        for entry in entries
    )
    parts = list(before.parts)
    parts[number] = replace(parts[number], entries=(*parts[number].entries, *wanted))
    after = _plan(made, styles, "enlist-shape")
    if _placeless(after) != _placeless(replace(before, parts=tuple(parts))):
        raise EnlistError("enlist-shape")
    return made


def _plan(text: str, styles: OfferedStyles, otherwise: str = "enlist-broken") -> BookPlan:
    report = Reporter("content/book.yaml")
    read = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    plan = read_book(read, report, styles)
    if plan is None or any(
        found.severity == "error" and found.code not in _EMPTY_YET for found in report.findings
    ):
        raise EnlistError(otherwise)
    return plan


def _part_of(plan: BookPlan, part: str) -> int:
    """Which part of the book is meant: its index."""
    titles = tuple(one.title for one in plan.parts)
    if not part:
        if len(titles) > 1:
            raise EnlistError("enlist-which", known=titles)
        return 0
    if part in titles:
        return titles.index(part)
    if part.isdecimal() and 0 < int(part) <= len(titles) and titles != ("",):
        return int(part) - 1
    raise EnlistError("enlist-part", part, tuple(filter(None, titles)))


# ---------------------------------------------------------------------------- the place


class _Spot(Struct, frozen=True):
    """The list that entries go to; or the key, or the end of the text, that a list goes behind."""

    items: yaml.SequenceNode | None
    key: yaml.Node | None = None
    inside: bool = False  # of a mapping in braces


def _where(text: str, number: int) -> _Spot:
    around = yaml.compose(text, Loader=yaml.SafeLoader)
    keys = pairs_of(around)
    if "parts" in keys:
        parts = keys["parts"][1]
        if not isinstance(parts, yaml.SequenceNode) or len(parts.value) <= number:
            raise EnlistError("enlist-shape")
        around = parts.value[number]
        keys = pairs_of(around)
        if "entries" not in keys:
            raise EnlistError("enlist-shape")
    if "entries" not in keys:
        return _Spot(None)
    key, value = keys["entries"]
    items = value if isinstance(value, yaml.SequenceNode) else None
    inside = isinstance(around, yaml.CollectionNode) and bool(around.flow_style)
    return _Spot(items, key, inside)


def pairs_of(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """The keys of a mapping, in English, with their nodes. Raises EnlistError for anything else."""
    if not isinstance(node, yaml.MappingNode):
        raise EnlistError("enlist-shape")
    return {english_key(str(key.value)): (key, value) for key, value in node.value}


# ---------------------------------------------------------------------------- the lines


def _added(text: str, spot: _Spot, entries: Sequence[NewEntry]) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    if spot.key is None:
        whole = text if text.endswith(("\n", "\r")) else text + end
        return f"{whole}entries:{end}" + "".join(_block(entry, 2, end) for entry in entries)
    if spot.items is None:
        lines = "".join(_block(entry, spot.key.start_mark.column + 2, end) for entry in entries)
        return behind_line(text, spot.key.end_mark.index, lines, end)
    if spot.items.flow_style and not spot.items.value and not spot.inside:
        opening, closing = spot.items.start_mark.index, spot.items.end_mark.index
        bare = text[:opening].rstrip(" ") + text[closing:]
        lines = "".join(_block(entry, spot.key.start_mark.column + 2, end) for entry in entries)
        return behind_line(bare, spot.key.end_mark.index, lines, end)
    if spot.items.flow_style:
        return _in_brackets(text, spot.items, entries, end)
    indent = spot.items.start_mark.column
    lines = "".join(_block(entry, indent, end) for entry in entries)
    return behind_line(text, end_of(spot.items).end_mark.index, lines, end)


def end_of(node: yaml.Node) -> yaml.Node:
    """What ends a list or mapping that has no end of its own: the last word, or bracket, in it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def behind_line(text: str, at: int, lines: str, end: str) -> str:
    """Lines behind the one that `at` stands in, with whatever remark that has."""
    newline = text.find("\n", at)
    if newline < 0:
        return text + end + lines
    return text[: newline + 1] + lines + text[newline + 1 :]


def _in_brackets(text: str, items: yaml.SequenceNode, entries: Sequence[NewEntry], end: str) -> str:
    closing = items.end_mark.index - 1
    written = [_flow(entry) for entry in entries]
    if not items.value:
        return text[: items.start_mark.index + 1] + ", ".join(written) + text[closing:]
    last = items.value[-1]
    at = last.end_mark.index
    comma = _COMMA.match(text, at, closing)
    if "\n" not in text[at:closing]:
        rest = text[comma.end() if comma else at : closing]
        line = text.rfind("\n", 0, at) + 1
        lead = " " * (len(text[line:at]) - len(text[line:at].lstrip()) + 2)
        long = at - line + sum(len(one) + 2 for one in written) > _WIDE
        parted = f",{end}{lead}" if long else ", "
        return text[:at] + "".join(parted + one for one in written) + rest + text[closing:]
    line = text.rfind("\n", 0, last.start_mark.index) + 1
    begun = text[line : last.start_mark.index]
    indent = begun if not begun.strip() else " " * (len(begun) - len(begun.lstrip()) + 2)
    lines = "".join(f"{indent}{one},{end}" for one in written)
    if not comma:
        text, closing = text[:at] + "," + text[at:], closing + 1
        lines = lines.removesuffix("," + end) + end
    return behind_line(text, at, lines, end)


def _block(entry: NewEntry, indent: int, end: str) -> str:
    lead = " " * indent + "- "
    if not entry.annexes:
        return f"{lead}{_written(entry.path)}{end}"
    below = " " * (indent + _BELOW) + "- "
    lines = [f"{lead}{_written(entry.path)}:", *(f"{below}{_written(a)}" for a in entry.annexes)]
    return "".join(f"{line}{end}" for line in lines)


def _flow(entry: NewEntry) -> str:
    if not entry.annexes:
        return _written(entry.path)
    return f"{{{_written(entry.path)}: [{', '.join(map(_written, entry.annexes))}]}}"


def _written(path: str) -> str:
    """A path as YAML has it: in quotes where it needs them."""
    return path if _PLAIN.fullmatch(path) else "'" + path.replace("'", "''") + "'"


# ---------------------------------------------------------------------------- the proof


def _placeless(value: object) -> object:
    """A plan without its lines: what it says, wherever that stands."""
    if isinstance(value, BookPlan):
        value = replace(value, drawn=tuple((name, path, 0) for name, path, _ in value.drawn))
    if isinstance(value, Struct):
        return type(value).__name__, tuple(
            _placeless(getattr(value, name))
            for name in value.__struct_fields__
            if name not in ("line", "list_line", "place")
        )
    if isinstance(value, tuple | list):
        return tuple(map(_placeless, value))
    return value
