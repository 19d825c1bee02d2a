"""名单: lists of names by role, for the page of editors 编委会."""

import re
from collections.abc import Iterable

from huozi.read.inlines import shown
from huozi.read.report import Reporter
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, plain

_ROLE = re.compile(r"[ \u3000]*([^：:]{1,20}?)[ \u3000]*[：:]")
_BETWEEN = re.compile(r"[ \u3000、，,]+")


def roster(lines: Iterable[Block], report: Reporter) -> tuple[Block, ...]:
    """Lines of a box, `主任：王芳　李建国`, as rows: the role is the label, the names children."""
    rows = []
    for line in lines:
        text = plain(line.inlines)
        if any(node.kind is not InlineKind.TEXT for node in line.inlines):
            report.error("roster-mark", line.place.line, found=shown(text))
            continue
        role = _ROLE.match(text)
        names = [name for name in _BETWEEN.split(text[role.end() :]) if name] if role else []
        if role is None or not names:
            report.error("roster-line", line.place.line, found=shown(text))
            continue
        children = tuple(_text(line, name) for name in names)
        whole = f"{role[1]}：{'　'.join(names)}"
        rows.append(
            Block(
                BlockKind.PARAGRAPH, line.place, _text(line, whole).inlines, children,
                label=role[1],
            )
        )  # fmt: skip
    return tuple(rows)


def _text(line: Block, text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, line.place, (Inline(InlineKind.TEXT, text),))
