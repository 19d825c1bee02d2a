"""The attributes behind the title of a table, and cells merged into their neighbours."""

import re
from collections.abc import Sequence

from huozi.read.report import Reporter
from huozi.values.manuscript import Block
from huozi.values.script import simplified

#: Signs that fill a cell which is merged into the one before or above it → class of the cell.
MERGED = {"<": "merge-left", "^": "merge-up"}

#: OfferedStyles of tables, in Chinese and English.
STYLES = {"全线": "ruled", "ruled": "ruled", "横排": "turned", "turned": "turned"}
KEYS = {"列宽": "widths", "widths": "widths", "均排": "even", "even": "even", "表头": "head",
        "head": "head", "行头": "stub", "stub": "stub"}  # fmt: skip

#: The class of a table that says how many rows its head has.
HEAD = "head-"

_WORD = re.compile(r'\.([^\s.="]+)|([^\s.="]+)=(?:"([^"]*)"|(\S+))|(\S+)')
_NUMBERS = re.compile(r"[0-9]{1,3}(?:\.[0-9])?(?:[ ,，]+[0-9]{1,3}(?:\.[0-9])?)*")


def attributes(
    written: str, rows: Sequence[Block], report: Reporter, line: int
) -> tuple[str, tuple[str, ...]]:
    """Widths and classes of a table, from `widths="2 1 1" even="1" .ruled`."""
    columns = len(rows[0].children)
    widths, classes = "", []
    for match in _WORD.finditer(written):
        style, key, quoted, bare, _ = match.groups(default="")
        style, key = simplified(style), simplified(key)
        numbers = _numbers(quoted or bare)
        if style in STYLES:
            classes.append(STYLES[style])
        elif KEYS.get(key) == "widths" and numbers and all(numbers):
            widths = " ".join(f"{number:g}" for number in numbers)
            if len(numbers) != columns:
                report.error("table-widths", line, found=len(numbers), expected=columns)
        elif KEYS.get(key) == "even" and numbers and all(1 <= n <= columns for n in numbers):
            classes += [f"even-{number:g}" for number in numbers]
        elif KEYS.get(key) == "head" and len(numbers) == 1 and 1 <= numbers[0] < len(rows):
            classes.append(f"{HEAD}{numbers[0]:g}")
        elif KEYS.get(key) == "stub" and len(numbers) == 1 and 0 <= numbers[0] < columns:
            classes.append(f"stub-{numbers[0]:g}")
        else:
            report.error("table-attribute", line, found=match[0])
    return widths, tuple(classes)


def _numbers(written: str) -> list[float]:
    if not _NUMBERS.fullmatch(written):
        return []
    return [float(number) for number in re.split(r"[ ,，]+", written)]


def head_rows(rows: Sequence[Block]) -> int:
    """How many rows the head has where nobody says so: no cell of it reaches below it.

    One row where the cells that reach down leave no row for the body.
    """
    heads = 1
    while heads < len(rows) and any(MERGED["^"] in cell.classes for cell in rows[heads].children):
        heads += 1
    return heads if heads < len(rows) else 1


def check_merges(rows: Sequence[Block], heads: int, report: Reporter) -> None:
    """Report merged cells that form no rectangle or reach from the head into the body."""
    owners: list[list[tuple[int, int]]] = []
    for at, row in enumerate(rows):
        line: list[tuple[int, int]] = []
        for column, cell in enumerate(row.children):
            owner = at, column
            if MERGED["<"] in cell.classes and column:
                owner = line[column - 1]
            elif MERGED["^"] in cell.classes and at and (at < heads) == (at - 1 < heads):
                owner = owners[at - 1][column]
            elif cell.classes:
                report.error("table-merge", cell.place.line, column=column + 1)
            line.append(owner)
        owners.append(line)
    own: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for at, line in enumerate(owners):
        for column, owner in enumerate(line):
            own.setdefault(owner, []).append((at, column))
    for (at, column), taken in own.items():
        if not _is_rectangle(taken, at, column):
            place = rows[at].children[column].place
            report.error("table-merge", place.line, column=column + 1)


def _is_rectangle(own: list[tuple[int, int]], at: int, column: int) -> bool:
    height = max(r for r, _ in own) - at + 1
    width = max(c for _, c in own) - column + 1
    return len(own) == height * width and min(c for _, c in own) == column
