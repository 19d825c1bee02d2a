"""What was made by hand with signs and blanks: notes, and rows of cells. Pure.

It is printed as it stands, and is not what it looks like: the note is not at the foot of its page,
the cells run together. `markdown` and `residue` tell it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# ------------------------------------------------------------------------------------------ notes

_OPENS, _CLOSES = r"[\[［【〔（(]", r"[\]］】〕）)]"
_BRACKETS = re.compile(rf"^{_OPENS}|{_CLOSES}$")
_COUNT = r"(?:[0-9]{1,3}|[①-⑳]|[一二三四五六七八九十]{1,3})"
#: How a note begins: `[1]`, `注①：`, `（注）`, `①`, `¹`, `※`.
_LABEL = re.compile(
    rf"[ \u3000]*(?:[\[［【〔](?P<number>[0-9]{{1,3}})[\]］】〕]|(?P<sign>[①-⑳¹²³⁴-⁹])"
    rf"|{_OPENS}(?P<boxed>注释?[ ]?{_COUNT}?){_CLOSES}|(?P<word>注释?[ ]?{_COUNT})[：:、.．\u3000 ]"
    r"|(?P<mark>[*＊]注|[＊※†‡§])(?![*＊※†‡])|(?P<bare>注)[：:])[ \u3000:：.、]*\S"
)
#: Below a head of notes, plain numbers begin one, too.
_NUMBER = re.compile(r"[ \u3000]*[（(]?([0-9]{1,3})[）).．、][ \u3000]*\S")
_HEAD = re.compile(r"[#*＊ \u3000]*(?:注释?|参考文献|Notes?)[*:：]*|-{3,}")
_HEADING = re.compile(r"#{1,6}[ ]")
#: What notes say, and items of a list hardly do.
_SOURCE = re.compile(r"《|第[0-9０-９一二三四五六七八九十百]+[页卷期版]|出版社|同上|同前|参见|转引")


@dataclass(frozen=True, slots=True)
class TypedNotes:
    """Notes typed by hand below a text: the line of the first, and the signs that are called."""

    line: int
    signs: list[str] = field(default_factory=list)
    start: int = 0  # the part of the text that they belong to: its first line …
    end: int = 0  # … and the one behind it

    def has(self, call: str, line: int) -> bool:
        """Whether a call, with its brackets, on a line of the text is that of one of them."""
        return self.start <= line < self.end and _BRACKETS.sub("", call) in self.signs


def typed_notes(lines: Sequence[str]) -> list[TypedNotes]:
    """Notes at the end of a text or of a part of it, called by the same sign above."""
    found = []
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or _HEADING.match(lines[at]) and not _HEAD.fullmatch(lines[at]):
            if made := _below(lines, start, at):
                found.append(made)
            start = at
    return found


def _below(lines: Sequence[str], start: int, end: int) -> TypedNotes | None:
    """The notes that a part of a text ends with."""
    at = first = end
    headed = False
    labelled: list[tuple[int, str, str]] = []  # line, what is shown, form of the call
    while at > start and not headed:
        at -= 1
        if match := _LABEL.match(lines[at]):
            labelled.append((at, *_call(match)))
        elif match := _NUMBER.match(lines[at]):
            labelled.append((at, match[1], _by_number(match[1])))
        elif _HEAD.fullmatch(lines[at]):
            headed = bool(lines[at].strip("-"))
        elif lines[at].strip():
            break
        else:
            continue
        first = at
    plain = [one for one in labelled if headed or not _NUMBER.match(lines[one[0]])]
    above = "\n".join(lines[:first])
    called = [one for one in reversed(plain) if re.search(one[2], above)]
    if not called:
        return None
    return TypedNotes(called[0][0], [shown for _, shown, _ in called], start, end)


def _call(match: re.Match[str]) -> tuple[str, str]:
    """What is shown of a label, and how it is called in the text above."""
    shown = next(group for group in match.groups() if group)
    word = re.escape(shown)
    if match["number"]:
        return shown, rf"\S[ ]?[\[［【〔]{word}[\]］】〕]"
    if match["sign"]:
        if _SOURCE.search(match.string):
            return shown, rf"(?<=[^\s：；、，。（(第]){word}"
        return shown, rf"(?<=[^\s：；、，])(?:\^)?{word}(?:\^)?(?=[，。；：！？”’）》]|$|\n)"
    if match["boxed"] or match["bare"] or match["word"]:
        alone = shown == "注"
        opened = f"{_OPENS}" if alone else f"{_OPENS}?"
        return shown, rf"(?<=\S){opened}[*＊]?{word}(?![0-9]){_CLOSES if alone else ''}"
    return shown, rf"(?<=\S){word}"


def _by_number(number: str) -> str:
    circled = chr(ord("①") + int(number) - 1) if 0 < int(number) <= 20 else number
    return rf"\S[ ]?(?:{_OPENS}(?:注[ ]?)?{number}{_CLOSES}|\^{number}\^|{circled})"


# ------------------------------------------------------------------------------------------ cells

_ENDED = re.compile(r"[。！？；：…，、,;:.!?\\]$|[。！？…]|<br")


@dataclass(frozen=True, slots=True)
class _Parting:
    """What parts cells: how many a row must have, how many rows there must be, how long a cell may
    be; and whether figures must stand in a column, since prose may look so, too.
    """

    sign: re.Pattern[str]
    cells: int
    rows: int
    longest: int
    figures: bool = True


_PARTINGS = (
    _Parting(re.compile(r"[,;](?! )"), 3, 2, 24),
    _Parting(re.compile(r"[,;](?! )"), 3, 3, 24, figures=False),
    _Parting(re.compile(r"[,;](?! )"), 2, 3, 24),
    _Parting(re.compile(r"[|｜]"), 3, 2, 24, figures=False),
    _Parting(re.compile(r"[，、；]"), 2, 3, 10),
    _Parting(re.compile(r"\u3000+|[ ]{2,}"), 3, 3, 8, figures=False),
    _Parting(re.compile(r"[ \u3000]+"), 3, 3, 8),
)
_FIGURE = re.compile(r"[\"“]?[0-9０-９][0-9０-９.,，:：/年月日%-]*[\"”]?[\u4e00-\u9fff]?")


def first_of_cells(text: str) -> int:
    """The first of several lines with as many cells each in a paragraph; -1 if there are none."""
    lines = text.split("\n")
    for parting in _PARTINGS:
        run = 0
        before = 0
        for at, line in enumerate([*lines, ""]):
            count = _cells(line, parting)
            if run and count != before:
                rows = lines[at - run : at]
                if run >= parting.rows and (not parting.figures or _figures(rows, parting)):
                    return at - run
                run = 0
            before = count
            run += bool(count)
    return -1


def _cells(line: str, parting: _Parting) -> int:
    """How many cells a line has; 0 if it is no row."""
    line = line.strip()
    if not line or _ENDED.search(line) or not parting.sign.search(line):
        return 0
    cells = parting.sign.split(line.strip("|｜"))
    too_long = any(len(cell) > parting.longest for cell in cells)
    return 0 if too_long or len(cells) < parting.cells else len(cells)


def _figures(rows: Sequence[str], parting: _Parting) -> bool:
    """Whether a column holds figures below its head."""
    split = [parting.sign.split(row.strip().strip("|｜")) for row in rows]
    return any(all(_FIGURE.fullmatch(row[n]) for row in split[1:]) for n in range(len(split[0])))
