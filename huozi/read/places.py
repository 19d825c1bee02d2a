"""Where words stand: what a finding quotes, found again in the file, with line and column; where it
quotes nothing, the first sign of its line.

What a page shows has lost the blanks and the marks of its source, and a finding about a paragraph
knows the line it begins on. The words themselves tell where in it they stand; they are quoted as
they are written there, so that an editor can search for them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from msgspec.structs import replace

from huozi.read.keys import KEYS
from huozi.read.source import MissingFileError, RefusedError, Source
from huozi.values.manuscript import Finding, Place

#: Parameters that hold words of the manuscript, those that say most first.
QUOTES = ("sample", "text", "found", "char", "words", "path", "label", "key", "name", "title",
           "term", "target", "shown", "docno", "character")  # fmt: skip
#: Of these, a quotation is given as it stands in the file.
_AS_WRITTEN = ("sample", "text")
#: What a page does not show of a source: blanks, signs of markup, attributes, calls of notes.
_UNSEEN = re.compile(r"\[\^[^\]\s]*\]|\{[^}\n]*\}|\]\([^)\n]*\)|[\s\u00a0\u3000\\*_`~^#|>\[\]{}]+")
#: What stands on a page and in no source: objects, marks of notes, cuts, noughts of a slot.
_ADDED = re.compile("[\ufffc…\x00①-⑳㉑-㉟㊱-㊿\u2028]")
_BACKQUOTES = re.compile(r"(?<!\\)`+|\n")
_CODE_POINT = re.compile(r"U\+([0-9A-F]{4,6})")
#: The title of a table or of code stands above the line that these begin on.
_TITLE = re.compile(r"\s*(?:表|代码|Table|Code)[:：]")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n|$)")
_FOLDER = "content/"
_BOOK = "content/book.yaml"  # names families of fonts
_YAML = (".yaml", ".yml")
_LEAST = 4  # characters by which words are known again when the rest is not there


@dataclass(frozen=True, slots=True)
class _Bare:
    """A text without what a page does not show, and where each character of it stands."""

    text: str
    at: tuple[int, ...]


class _File:
    """A file in which words are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = (0, *(match.end() for match in re.finditer("\n", text)))

    @cached_property
    def bare(self) -> _Bare:
        """The file as a page shows it."""
        return bared(self.text)

    def find(self, words: str, line: int, behind: int = 0) -> tuple[int, int] | None:
        """Begin and end of words in the paragraph that begins on a line; of the first line, which
        stands for a file, in the whole file; or in the title above it. The first behind a place,
        where there is one, and outside code. None where they do not stand.
        """
        start, end = self._paragraph(line)
        if (at := self._next(words, max(start, behind), end)) >= 0:
            return at, at + len(words)
        if (at := self._next(words, start, end)) >= 0:
            return at, at + len(words)
        first, last = bisect_left(self.bare.at, start), bisect_left(self.bare.at, end)
        wanted = bared(_ADDED.sub("", words)).text
        lengths = (len(wanted), len(wanted) // 2)
        for length in dict.fromkeys(n for n in lengths if n >= min(_LEAST, len(wanted)) > 0):
            if (at := self.bare.text.find(wanted[:length], first, last)) >= 0:
                return self.bare.at[at], self.bare.at[at + length - 1] + 1
        above = self.text.rfind("\n\n", 0, max(start - 2, 0)) + 1
        if start and wanted and _TITLE.match(self.text, above):
            at = self.bare.text.find(wanted, bisect_left(self.bare.at, above), first)
            return None if at < 0 else (self.bare.at[at], self.bare.at[at + len(wanted) - 1] + 1)
        return None

    def _next(self, words: str, start: int, end: int) -> int:
        """Where words stand as text; or else where they stand in code, or behind a backslash;
        -1 where they do not.
        """
        first = at = self.text.find(words, start, end)
        spans = self._code if at >= 0 else ()
        while at >= 0:
            span = bisect_right(spans, (at, len(self.text))) - 1
            if not (span >= 0 and at < spans[span][1] or self.text[at - 1 : at] == "\\"):
                return at
            at = self.text.find(words, at + 1, end)
        return first

    @cached_property
    def _code(self) -> tuple[tuple[int, int], ...]:
        """Begin and end of each piece of code within a line: between two runs of as many
        backquotes.
        """
        spans: list[tuple[int, int]] = []
        begun: dict[int, int] = {}  # runs of a line that have no partner yet, by their length
        for match in _BACKQUOTES.finditer(self.text):
            length = match.end() - match.start()
            if match[0] == "\n":
                begun.clear()
            elif (start := begun.get(length)) is not None:
                spans.append((start, match.end()))
                begun.clear()
            else:
                begun[length] = match.start()
        return tuple(spans)

    def line_of(self, keys: str) -> int:
        """The line on which the first of some keys of YAML stands, or an item of that name; 0 for
        none.
        """
        names = (name for key in keys.split() for name in (key, *KEYS.get(key, "").split()))
        for key in map(re.escape, names):
            for form in (rf"^(?:.*[{{,])?[ \t]*{key}[ \t]*:", rf"(?<![\w-]){key}(?![\w-])"):
                if found := re.search(form, self.text, re.MULTILINE):
                    return bisect_right(self.starts, found.end())
        return 0

    def _paragraph(self, line: int) -> tuple[int, int]:
        """Begin and end of the lines from this one to the next blank one."""
        if line <= 1 or line > len(self.starts):
            return 0, len(self.text)
        blank = _BLANK_LINE.search(self.text, self.starts[line - 1])
        return self.starts[line - 1], blank.start() if blank else len(self.text)

    def begun(self, place: Place) -> Place:
        """The first sign of a line, where a finding is of what begins there and quotes nothing.
        The first line of a file may stand for all of it: it has no column.
        """
        if not 1 < place.line <= len(self.starts):
            return place
        line = self.text[self.starts[place.line - 1] :].partition("\n")[0]
        return replace(place, column=len(line) - len(line.lstrip()) + 1) if line.strip() else place

    def place(self, place: Place, at: int) -> Place:
        """The place of a character."""
        line = bisect_right(self.starts, at)
        return replace(place, line=line, column=at - self.starts[line - 1] + 1)


def bared(text: str) -> _Bare:
    """A text as a page shows it, as far as single signs tell."""
    letters: list[str] = []
    at: list[int] = []
    end = 0
    for match in (*_UNSEEN.finditer(text), None):
        start = match.start() if match else len(text)
        letters.append(text[end:start])
        at.extend(range(end, start))
        end = match.end() if match else end
    return _Bare("".join(letters), tuple(at))


def located(findings: Iterable[Finding], source: Source) -> tuple[Finding, ...]:
    """Findings with the line and column of the words they quote, where these can be found."""

    @cache
    def opened(file: str) -> _File | None:
        try:
            text = source.peek(file).removeprefix("\ufeff")
        except (MissingFileError, RefusedError):
            return None
        return _File(text)

    told: dict[Finding, int] = {}  # where what was told last in the same words ends
    return tuple(_located(found, opened, told) for found in findings)


def _located(
    found: Finding, opened: Callable[[str], _File | None], ends: dict[Finding, int]
) -> Finding:
    place = found.place
    if place is None and "family" in (params := dict(found.params)):
        book = opened(_BOOK)
        span = book.find(params["family"], 1) if book else None
        return replace(found, place=book.place(Place(_BOOK), span[0])) if book and span else found
    if place is None or place.column or not (place.line or place.file.endswith(_YAML)):
        return found
    file = opened(place.file)
    if file is None:
        return found
    if not place.line:
        place = replace(place, line=file.line_of(place.keys), keys="")
        found = replace(found, place=place)
    params, asked = dict(found.params), found
    for name in (name for name in QUOTES if params.get(name)):
        words = params[name]
        if code := _CODE_POINT.fullmatch(words):
            words = chr(int(code[1], 16))
        words = words.removeprefix(_FOLDER)  # editors write paths without it
        span = file.find(words.removesuffix("…"), place.line, ends.get(asked, 0))
        if span is None and (begun := words.partition("…")[0]):
            span = file.find(begun, place.line)
        if span is None:
            continue
        ends[asked] = span[1]
        quote = file.text[span[0] : span[1]].partition("\n")[0].rstrip()
        whole = bared(quote).text == bared(words.removesuffix("…")).text != ""
        if quote and (name in _AS_WRITTEN or name == "found" and whole and words == params[name]):
            params[name] = quote + ("…" if words.endswith("…") else "")
        told = tuple(sorted(params.items()))
        return replace(found, place=file.place(place, span[0]), params=told)
    return replace(found, place=file.begun(place))
