"""The lines of a text before and beside Markdown: which of them are paragraphs, which are items.

An empty line parts paragraphs (CommonMark), or every line is one (`paragraphs: every-line`), as in
text that comes from a word processor. Lines that follow each other and count, `（1）甲` over
`（2）乙`, are items of a list in either case; those that count as laws do, `（一）甲` over
`（二）乙`, are paragraphs. What shows the other habit is told.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huozi.read.asides import is_aside
from huozi.read.report import Reporter
from huozi.read.residue import quoted
from huozi.read.text import SENTENCE_END, han_number

#: Roman numbers, the longest first.
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = sorted(filter(None, (t + o for t in ("", "x", "xx") for o in _ONES)), key=len)[::-1]


def _roman(number: str) -> int:
    values = ["ivx".index(sign) for sign in number.lower()]
    worth = [(1, 5, 10)[value] for value in values]
    pairs = zip(worth, [*worth[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


_COUNTED: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(r"[（(]([0-9０-９]{1,3})[）)][ \t\u3000]*"), int),
    (re.compile(r"([0-9０-９]{1,3})[）)][ \t\u3000]*"), int),
    (re.compile(r"([0-9０-９]{1,3})[、．.](?![0-9０-９])[ \t\u3000]*"), int),
    (re.compile(r"([①-⑳]|[⑴-⒇]|[⒈-⒛]|[㈠-㈩])[ \t\u3000]*"), ord),
    (re.compile(rf"((?i:{'|'.join(_ROMAN)}))[.．、)）][ \t\u3000]*"), _roman),
    (re.compile(r"([A-Za-z])[.．、)）][ \t\u3000]*"), ord),
    (re.compile(r"[(（]([a-z])[)）][ \t\u3000]*"), ord),
    (re.compile(r"([Ⅰ-Ⅻ])[.．、][ \t\u3000]*"), ord),
)
_HAN = "一二三四五六七八九十百零〇"
#: Numbers of paragraphs. Several of them that count are no headings: nothing stands below those.
_PARAGRAPHS: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(f"[（(]([{_HAN}]{{1,4}})[）)]"), han_number),
    (re.compile(f"([{_HAN}]{{1,4}})、"), han_number),
    (re.compile("([甲乙丙丁戊己庚辛壬癸])、"), "甲乙丙丁戊己庚辛壬癸".index),
    (re.compile(f"第([{_HAN}千]{{1,9}}|[0-9０-９]{{1,5}})条[ \t\u3000]"), han_number),
)
#: Dashes and bullets, those of the symbol fonts of word processors too.
_BULLETS = (
    re.compile(r"——(?=[^\s—])"),
    re.compile(
        "[•●○※★☆■□◆◇▪▫►➢◦‣⁃·・\uf06c\uf06e\uf076\uf0a7\uf0b7\uf0d8\uf0fc][ \t\u3000]*"
        "|[-－](?=[^\\s\\d\\-－—])|－[ \u3000]+(?=[^\\s\\d\\-－—])|[*＊](?=[^\\s*＊][^*＊]*$)"
    ),
)

#: Columns typed with blanks.
_COLUMNS = re.compile(r"[^\s]\u3000{2,}[^\s]")

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_BOX = re.compile(r"[ ]{0,3}:{3,}(.*)")
_QUOTE = re.compile(r"[ ]{0,3}>")
_LONG = 20  # characters: a shorter line may be a heading, or a line by itself


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of one paragraph from line `first` of it on; with `label`, an item of a list; `counted`
    if it is one of several that count.
    """

    first: int
    lines: tuple[str, ...]
    label: str = ""
    counted: bool = False


# ------------------------------------------------------------------------------- items by typing


def itemized(state: StateCore) -> None:
    """Make lists of paragraphs whose lines count; a rule of the parser."""
    tokens: list[Token] = []
    notes = 0
    for index, token in enumerate(state.tokens):
        notes += token.nesting if token.type.startswith("footnote_reference") else 0
        if token.type == "inline" and "\n" in token.content and not notes and tokens:
            made = [
                part for chunk in chunks(token.content.split("\n")) for part in _counting(chunk)
            ]
            if tokens[-1].type == "paragraph_open" and any(c.label or c.counted for c in made):
                tokens[-1:] = _as_tokens(made, token)
                state.tokens[index + 1].hidden = True  # the end of the paragraph
                state.tokens[index + 1].meta["left"] = True
                continue
        if not token.meta.get("left"):
            tokens.append(token)
    state.tokens = tokens


def chunks(lines: Sequence[str]) -> list[Chunk]:
    """The lines of a paragraph as paragraphs and items, in their order."""
    made: list[Chunk] = []
    at = start = 0
    broken = any(line.endswith("\\") for line in lines[:-1])
    while at < len(lines) and not broken:
        items, end = _run(lines, at)
        if len(items) < 2:
            at += 1
            continue
        if at > start:
            made.append(Chunk(start, tuple(lines[start:at])))
        ends = [*(item.line for item in items[1:]), end]
        for item, below in zip(items, ends, strict=True):
            text = lines[item.line][item.width :], *lines[item.line + 1 : below]
            made.append(Chunk(item.line, text, item.label))
        at = start = end
    if start < len(lines):
        made.append(Chunk(start, tuple(lines[start:])))
    return made


def _counting(chunk: Chunk) -> list[Chunk]:
    """A paragraph, parted before lines that count as paragraphs do; those inside each as well."""
    lines, first = chunk.lines, chunk.first
    broken = any(line.endswith("\\") for line in lines[:-1])
    starts = range(len(lines) - 1) if not chunk.label and not broken else ()
    for at in starts:
        form = next((form for form in _PARAGRAPHS if form[0].match(lines[at])), None)
        items, end = _counted(lines, at, *form) if form else ([], at)
        if len(items) < 2:
            continue
        made = [Chunk(first, lines[:at], counted=chunk.counted)] if at else []
        ends = [*(item.line for item in items[1:]), end]
        for item, below in zip(items, ends, strict=True):
            made += _counting(Chunk(first + item.line, lines[item.line : below], counted=True))
        rest = Chunk(first + end, lines[end:])
        return made + (_counting(rest) if rest.lines else [])
    return [chunk]


@dataclass(frozen=True, slots=True)
class _Labelled:
    """An item's first line, its label, and how many characters the label takes there."""

    line: int
    label: str
    width: int


def _labelled(line: int, match: re.Match[str]) -> _Labelled:
    """The label as typed, but for bullets that only the fonts of word processors have."""
    sign = match[0].strip(" \t\u3000")
    plain = "•" if sign in ("-", "－", "*", "＊") or "\ue000" <= sign <= "\uf8ff" else sign
    return _Labelled(line, plain, match.end())


def _run(lines: Sequence[str], at: int) -> tuple[list[_Labelled], int]:
    """The items of one kind from a line on, and the line behind the last of them."""
    counted = [_counted(lines, at, *form) for form in _COUNTED if form[0].match(lines[at])]
    if counted:  # v. is the fifth, or the letter behind u.
        return next((run for run in counted if len(run[0]) > 1), counted[0])
    for form in _BULLETS:
        items: list[_Labelled] = []
        while at + len(items) < len(lines) and (match := form.match(lines[at + len(items)])):
            items.append(_labelled(at + len(items), match))
        if items:
            return items, at + len(items)
    return [], at


def _counted(
    lines: Sequence[str], at: int, form: re.Pattern[str], number: Callable[[str], int]
) -> tuple[list[_Labelled], int]:
    """Items whose numbers run on; lines between them belong to the one above."""
    items: list[_Labelled] = []
    last, end = 0, len(lines)
    for line in range(at, len(lines)):
        match = form.match(lines[line])
        if match is None:
            continue
        if items and number(match[1]) != last + 1:
            end = line
            break
        last = number(match[1])
        items.append(_labelled(line, match))
    # Below the last item: where all items are of one line and it is full, a paragraph.
    if items[-1].line - at == len(items) - 1 and SENTENCE_END.search(lines[items[-1].line]):
        end = items[-1].line + 1
    return items, end


def _as_tokens(made: Sequence[Chunk], inline: Token) -> Iterator[Token]:
    top = inline.map[0] if inline.map else 0
    inside = False
    for chunk in made:
        place = [top + chunk.first, top + chunk.first + len(chunk.lines)]
        if inside != bool(chunk.label):
            inside = not inside
            yield Token(
                "typed_list_open" if inside else "typed_list_close",
                "",
                1 if inside else -1,
                map=place,
            )
        if inside:
            yield Token("typed_item_open", "", 1, map=place, info=chunk.label)
        yield Token("paragraph_open", "p", 1, map=place)
        words, meta = "\n".join(chunk.lines).strip(), {"counted": chunk.counted}
        yield Token("inline", "", 0, map=place, content=words, children=[], meta=meta)
        yield Token("paragraph_close", "p", -1)
        if inside:
            yield Token("typed_item_close", "", -1)
    if inside:
        yield Token("typed_list_close", "", -1)


# ----------------------------------------------------------------------------- every line by itself


@dataclass(frozen=True, slots=True)
class Parted:
    """Lines with an empty one put between those that are paragraphs; and where each stood."""

    lines: tuple[str, ...]
    numbers: Sequence[int]  # of the lines above each


def parted(lines: Sequence[str], report: Reporter, offset: int) -> Parted:
    """Part lines that are paragraphs of their own. Tells of text that is wrapped by hand."""
    made: list[str] = []
    numbers: list[int] = []
    wrapped: list[int] = []
    fence, boxed = "", False
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else ""
        if not fence and not boxed and _apart(above, line):
            made.append(">" if _QUOTE.match(above) and _QUOTE.match(line) else "")
            numbers.append(at)
            if (
                len(above) >= _LONG
                and not SENTENCE_END.search(above)
                and above[-1].isalnum() | (above[-1] in "，、,")
            ):
                wrapped.append(at)
        made.append(line)
        numbers.append(at)
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif (box := _BOX.fullmatch(line)) and not fence:
            boxed = bool(box[1].strip()) and not is_aside(box[1])
    if wrapped:
        at = wrapped[0]
        report.warning(
            "lines-wrapped", at + offset, found=quoted(lines[at - 1]), count=len(wrapped)
        )
    return Parted(tuple(made), numbers)


def _apart(above: str, line: str) -> bool:
    """Whether two lines that follow each other are paragraphs of their own."""
    if not above.strip() or not line.strip() or above.endswith("\\"):
        return False
    if "|" in above and "|" in line or _BOX.fullmatch(line) and not line.strip(" :"):
        return False
    if line.startswith((": ", "~ ")):  # a definition, below its term
        return False
    return not any(chunk.label for chunk in chunks((above, line)))


# ------------------------------------------------------------------------------------- habits


def joined(lines: Sequence[str]) -> int:
    """The line that looks like a paragraph of its own in one that was put together; 0 if none.

    Either all lines end like paragraphs or are held apart by wide blanks, or one ends so long
    before the others do.
    """
    ends = [bool(SENTENCE_END.search(line)) for line in lines[:-1]]
    if any(line.endswith("\\") for line in lines[:-1]):
        return 0
    if all(ends) or all(map(_COLUMNS.search, lines)):
        return 1
    longest = max(map(len, lines))
    short = (n + 1 for n, end in enumerate(ends) if end and len(lines[n]) < longest * 0.7)
    return next(short, 0)
