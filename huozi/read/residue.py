"""What looks like markup and is not read as any: told wherever text will be printed.

Markdown is full of dialects, and text comes from Word, TeX, the web and Chinese keyboards. A sign
of those that this program does not know would be printed as it stands. `signs` lists them by what
they look like; whoever reads text that is printed asks here: running text (paragraphs, cells,
captions, notes, boxes) and the fields of YAML, which are printed as typed and take no markup.

Plain prose costs one search for a set of characters.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from huozi.read.report import Reporter
from huozi.read.signs import ESCAPED, READ, SIGNS, suspect
from huozi.read.typed import TypedNotes, first_of_cells

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Addresses hold such signs by right.
_ADDRESS = re.compile(r"(?:https?|ftp)://[!-;=?-~]+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+", re.ASCII)

#: Of one kind in one paragraph; memory is bounded.
_SHOWN = 1000

#: What is read in running text and printed as typed in a field of YAML.
_IN_A_FIELD = re.compile(
    r"\*\*|(?<![0-9])\*[^*\s](?:[^*\n]{0,80}[^*\s])?\*|(?<![0-9~])~[0-9A-Za-z+\-=()]{1,12}~"
    r"|\^[^\s^\[]{1,12}\^|\^\[|\[\^|\]\(|\]\{|!\["
    r"|[\[［〔【（(]注释?[ ]?[0-9０-９①-⑳一二三四五六七八九十]{0,3}[\]］〕】）)]"
    r"|\{[^{}\n]{1,80}[|][^{}\n]{1,80}\}|\{[#.][^{}\n]{1,40}\}"
    r"|`[^`\n]{1,80}`|<[A-Za-z/!][^<>\n]{0,80}>|\\[!-/:-@\[-`{-~]"
    r"|^#{1,6}[ ]|&[a-z]{2,8};|&#x?[0-9a-f]+;"
)


def check_inlines(
    tokens: "Sequence[Token]",
    source: str,
    lines: Sequence[str],
    first: int,
    offset: int,
    report: Reporter,
    by_hand: Sequence[TypedNotes] = (),
) -> None:
    """Tell what is left of a piece of running text once it is parsed.

    `source` is the text as typed, from line `first` of the file on; `lines` are those of the body,
    which begins below line `offset`. Notes made `by_hand` are told with their texts.
    """
    if "\n" in source and (row := first_of_cells(source)) >= 0:
        found = quoted(source.split("\n")[row])
        report.warning("cells-in-lines", first + row, found=found)
    if not suspect(source):
        return
    written, places = _left(tokens, source)
    for code, wrong, start, end in _told(written):
        typed = places[start], places[end - 1] + 1 + source.startswith("\\", places[end - 1])
        row = source.count("\n", 0, typed[0])
        column = typed[0] - (source.rfind("\n", 0, typed[0]) + 1)
        line = first + row - 1 - offset
        shift = lines[line].find(source.split("\n")[row]) if 0 <= line < len(lines) else -1
        found = quoted(source[slice(*typed)])
        if code == "typed-call" and any(notes.has(found, line) for notes in by_hand):
            continue
        tell = report.error_at if wrong else report.warn_at
        tell(code, first + row, column + shift + 1 if shift >= 0 else 0, found=found)


def check_field(value: str, line: int, key: str, report: Reporter) -> None:
    """Tell what looks like markup in a text that is printed as typed: a title, a name, a line."""
    if not suspect(value):
        return
    if found := _IN_A_FIELD.search(value):
        report.warning("field-markup", line, key=key, found=quoted(found[0]))
        return
    for code, _, start, end in _told(_masked(value)):
        report.warning(code, line, found=quoted(value[start:end]))


def quoted(text: str) -> str:
    """The beginning of what was found, as it stands on one line, so that it can be searched for."""
    line = text.strip("\n").partition("\n")[0].strip()
    return line if len(line) <= 40 else f"{line[:40]}…"


def _told(written: str) -> Iterator[tuple[str, bool, int, int]]:
    """Code, weight, start and end of all that is found, in the order of the table."""
    there = set(written)
    for sign in SIGNS:
        if sign.needs.isdisjoint(there):
            continue
        matches = list(islice(sign.form.finditer(written), _SHOWN))
        for match in matches:
            yield sign.code, sign.wrong, match.start(), match.end()
        if matches:
            written = sign.form.sub(lambda match: READ * len(match[0]), written)
            there = set(written)


def _masked(text: str) -> str:
    return _ADDRESS.sub(lambda match: READ * len(match[0]), text)


def _left(tokens: "Sequence[Token]", source: str) -> tuple[str, list[int]]:
    """The text that is printed as typed, and where each of its characters stands in the source."""
    written: list[str] = []
    places: list[int] = []
    at = 0
    for token in _flat(tokens):
        typed = token.markup if token.type == "text_special" else token.content
        if token.type in ("softbreak", "hardbreak"):
            typed = "\n"
        elif token.type == "image":
            typed = ""  # its words come as tokens of their own
        found = source.find(typed, at) if typed else at
        start = at if found < 0 else found
        at = min(start + len(typed), len(source))
        if token.type == "text":
            shown = _masked(token.content)
            where = range(start, start + len(shown))
        elif token.type in ("softbreak", "hardbreak"):
            shown, where = "\n", range(start, start + 1)
        elif (
            token.type == "text_special" and token.content == typed
        ):  # nothing to escape: \\newpage
            shown, where = typed, range(start, start + len(typed))
        elif token.type == "text_special":
            shown, where = ESCAPED.get(token.content, READ), range(start, start + 1)
        else:
            shown, where = READ, range(start, start + 1)
        written.append(shown)
        places.extend(min(place, len(source) - 1) for place in where)
    return "".join(written), places


def _flat(tokens: "Sequence[Token]") -> "Iterator[Token]":
    """All tokens; of a picture its own sign comes first."""
    for token in tokens:
        yield token
        if token.children:
            yield from _flat(token.children)
