"""名单: lists of names by role, for the page of editors 编委会."""

import re
from collections.abc import Iterable

from huozi.read.inlines import shown
from huozi.read.report import Reporter
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, plain
from huozi.values.script import HAN

_ROLE = re.compile(r"[ \u3000]*([^：:]{1,20}?)[ \u3000]*[：:]")
_BETWEEN = re.compile(r"[ \u3000、，,]+")
#: A surname and a given name of one character each, with blanks between.
_SPREAD = re.compile(f"(?<![^ \u3000、，,])([{HAN}])[ \u3000]+([{HAN}])(?![^ \u3000、，,])")


def roster(lines: Iterable[Block], report: Reporter) -> tuple[Block, ...]:
    """Lines of a box, `主任：王芳　李建国`, as rows: the role is the label, the names children."""
    rows = []
    for line in lines:
        text = plain(line.inlines)
        if any(node.kind is not InlineKind.TEXT for node in line.inlines):
            report.error("roster-mark", line.place.line, found=shown(text))
            continue
        role = _ROLE.match(text)
        names = _names(text[role.end() :]) if role else []
        if role is None or not names:
            report.error("roster-line", line.place.line, found=shown(text))
            continue
        if _is_mixed(text[role.end() :]):
            report.warning("roster-mixed", line.place.line, found=shown(text[role.end() :]))
        elif alone := next((name for name in names if len(name) == 1), ""):
            report.warning("roster-name", line.place.line, found=alone)
        children = tuple(_text(line, name) for name in names)
        whole = f"{role[1]}：{'　'.join(names)}"
        rows.append(
            Block(
                BlockKind.PARAGRAPH, line.place, _text(line, whole).inlines, children,
                label=role[1],
            )
        )  # fmt: skip
    return tuple(rows)


def _names(written: str) -> list[str]:
    """Names in their order. `李　明` is one: names of two characters are often typed as wide as
    those of three.
    """
    return [name for name in _BETWEEN.split(_SPREAD.sub(r"\1\2", written)) if name]


def _is_mixed(written: str) -> bool:
    """Whether blanks alone part some of a line and marks others: 张明　区委副书记、区长."""
    joined = _SPREAD.sub(r"\1\2", written).strip(" \u3000")
    return len({bool(sign.strip(" \u3000")) for sign in _BETWEEN.findall(joined)}) > 1


def _text(line: Block, text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, line.place, (Inline(InlineKind.TEXT, text),))
