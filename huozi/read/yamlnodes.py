"""YAML as nodes that know their lines.

Values stay as typed: what a value means is decided by the field that asks for it (`schema.py`), so
that `2010-04`, `no` or `1.10` is never turned into something else on the way. Anchors, aliases and
tags are refused: a manuscript has no use for them.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from huozi.read import yamlscan
from huozi.read.keys import english_key
from huozi.read.report import Reporter, begun
from huozi.read.text import clean

MAX_DEPTH = 12
MAX_NODES = 20_000
MAX_CHARACTERS = 256 * 1024


class NodeShape(Enum):
    """The kind of a node."""

    SCALAR = auto()
    LIST = auto()
    MAP = auto()


class Node(Struct, frozen=True):
    """A value and the line it begins on."""

    shape: NodeShape
    line: int
    text: str = ""
    plain: bool = False  # written without quotes
    folded: bool = False  # written over several lines
    items: tuple["Node", ...] = ()
    pairs: tuple[tuple["Node", "Node"], ...] = ()
    said: str = ""  # of a key in Chinese, which `text` has in English

    @property
    def written(self) -> str:
        """A key or a text as it was typed."""
        return self.said or self.text

    @property
    def empty(self) -> bool:
        """Whether nothing was written after the key."""
        nothing = ("", "~", "null") if self.plain else ("",)
        return self.shape is NodeShape.SCALAR and self.text in nothing

    @property
    def bare(self) -> bool:
        """Whether nothing was written, or a list or mapping of nothing."""
        return self.empty or not (self.text or self.items or self.pairs)

    def __str__(self) -> str:
        if self.shape is NodeShape.SCALAR:
            return begun(self.text)
        return "[…]" if self.shape is NodeShape.LIST else "{…}"


#: What looks like text, not like a comment, which has a space behind its mark.
_COMMENT = re.compile(r"[ \t]+#+[^\s#]")


class _RefusedError(Exception):
    """YAML that is valid but not allowed here."""

    def __init__(self, code: str, line: int, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.params = params


def compose(text: str, report: Reporter, first_line: int = 1) -> Node | None:
    """The one document in `text`, whose first line is `first_line` of the file.

    Reports what is broken and returns None then.
    """
    if len(text) > MAX_CHARACTERS:
        report.error("yaml-too-big", first_line)
        return None
    before = len(report.findings)
    text = yamlscan.mended(text, report, first_line)
    slips = {found.place.line for found in report.findings[before:] if found.place}
    builder = _Builder(text, report, first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        said = f"{error.context or ''} {error.problem or ''}"
        if slips.isdisjoint((line, line - 1)):  # else it is the slip, mended in another way
            at = mark.column + 1 if mark else 0
            report.error_at("yaml-broken", line, at, problem=said.strip())
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # ValueError: an escape like "\\UFFFFFFFF" that names no character.
        report.error("yaml-broken", first_line, problem=str(error).splitlines()[0])
        return None
    except _RefusedError as error:
        if error.line not in slips:
            report.error(error.code, error.line, **error.params)
        return None
    return builder.root or Node(NodeShape.SCALAR, first_line, plain=True)


@dataclass(slots=True)
class _OpenNode:
    """A list or mapping whose end has not come yet."""

    shape: NodeShape
    line: int
    nodes: list[Node]


class _Builder:
    """Builds nodes from parser events, without recursion."""

    def __init__(self, text: str, report: Reporter, first_line: int) -> None:
        self.text = text
        self.report = report
        self.first_line = first_line
        self.open: list[_OpenNode] = []
        self.root: Node | None = None
        self.count = 0

    def take(self, event: yaml.Event) -> None:
        line = self._line(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise _RefusedError("yaml-documents", line)
        if not isinstance(event, yaml.NodeEvent):
            if isinstance(event, yaml.CollectionEndEvent):
                self._place(self._close(self.open.pop()))
            return
        self._check(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._check_comment(event)
            folded = line != self._line(event.end_mark)
            # Escapes in quotes can bring in what was not in the file.
            text = clean(event.value, self.report, line).strip()
            self._place(Node(NodeShape.SCALAR, line, text, event.style is None, folded))
        else:
            shape = NodeShape.LIST if isinstance(event, yaml.SequenceStartEvent) else NodeShape.MAP
            self.open.append(_OpenNode(shape, line, []))

    def _line(self, mark: Any) -> int:
        return (mark.line if mark else 0) + self.first_line

    def _check(self, event: yaml.NodeEvent, line: int) -> None:
        self.count += 1
        if self.count > MAX_NODES or len(self.open) > MAX_DEPTH:
            raise _RefusedError("yaml-too-big", line)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._sign("yaml-anchor", line)
        if getattr(event, "tag", None) not in (None, "!"):
            raise self._sign("yaml-tag", line)

    def _sign(self, code: str, line: int) -> _RefusedError:
        """A sign of YAML's own, inside brackets: outside of them it was found before."""
        written = begun(self.text.split("\n")[line - self.first_line].strip())
        return _RefusedError(code, line, found=written, better=f"'{written}'")

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """YAML takes what follows ` #` for a comment; without quotes it may be text, and lost."""
        if event.style is None and event.end_mark is not None:
            end = self.text.find("\n", event.end_mark.index)
            rest = self.text[event.end_mark.index : end if end >= 0 else None]
            if _COMMENT.match(rest):
                line = self._line(event.end_mark)
                self.report.error("yaml-comment", line, found=rest.strip())

    def _place(self, node: Node) -> None:
        if self.open:
            self.open[-1].nodes.append(node)
        else:
            self.root = node

    def _close(self, done: _OpenNode) -> Node:
        if done.shape is NodeShape.LIST:
            return Node(NodeShape.LIST, done.line, items=tuple(done.nodes))
        pairs: dict[str, tuple[Node, Node]] = {}
        for key, value in zip(done.nodes[::2], done.nodes[1::2], strict=True):
            if key.shape is not NodeShape.SCALAR:
                self.report.error("yaml-key", key.line, found=key)
                continue
            if (name := english_key(key.text)) != key.text:
                key = replace(key, text=name, said=key.text)
            if name in pairs:
                self._twice(key, pairs[name][0])
            else:
                pairs[name] = (key, value)
        return Node(NodeShape.MAP, done.line, pairs=tuple(pairs.values()))

    def _twice(self, key: Node, first: Node) -> None:
        """Report a key that comes again, be it in the other language."""
        if key.written == first.written:
            self.report.error("yaml-twice", key.line, key=key.written, first=first.line)
        else:
            self.report.error(
                "yaml-twice-alias", key.line, key=key.written, other=first.written,
                first=first.line,
            )  # fmt: skip
