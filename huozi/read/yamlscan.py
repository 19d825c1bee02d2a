"""Slips of the hand in YAML, found line by line before the parser sees them, all of them at once.

The parser stops at the first thing it cannot read, and often a line or two behind the slip. What is
read here is no YAML but what an editor writes: one `key: value` or `- item` to a line. Each slip is
told with its column and with the line as it should be; the text goes on as mended, so that what
comes after it is read in the same run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from huozi.read.keys import CHINESE_KEYS, english_key
from huozi.read.report import Reporter, begun

#: What is typed for the dash of an item.
_DASHES = "－—–―‐‑−•·●*"
#: What a key looks like: a word of ASCII letters, the name of a file, or a key in Chinese.
_KEY = rf"(?:[A-Za-z_][A-Za-z0-9_-]*|{'|'.join(CHINESE_KEYS)}|[^\s:：,\[\]{{}}\"'“”]+\.md)"
_WIDE_COLON = re.compile(rf"({_KEY}|[一-鿿]{{1,8}})[ \t\u3000]*[：﹕︰][ \t\u3000]*(.*)")
_NO_BLANK = re.compile(rf"({_KEY})[ \t]*:(?!//)(?=[^\s:])(.*)|({_KEY})[ \t]*:[\u3000\t]+(.*)")
_PAIR = re.compile(rf"({_KEY}|[^\s:：#\[{{\"'][^:：#\[{{\"']{{0,39}})[ ]*:(?:[ ]+|$)(.*)")
_QUOTED_KEY = re.compile(r"(\"[^\"]*\"|'[^']*')[ ]*:(?:[ ]+|$)(.*)")
_CLOSERS = {'"': '"”＂“', "'": "'’＇‘"}
_NARROW = str.maketrans("［］｛｝【】", "[]{}[]")
_ITEM_KEYS = ("title", "entries", "name", "part", "parts", "kind", "folios")
_LISTS = ("entries", "front", "back", "parts", "issuers", "title_lines", "copyright_lines")
_COMMAS = re.compile(r"[ \t]*[，、][ \t]*")
_SIGNS = {"&": "yaml-anchor", "*": "yaml-anchor", "!": "yaml-tag"}
_SIGNS |= dict.fromkeys("@`%", "yaml-sign")
#: Signs that mean something else where a value begins: an item, a key, a text of many lines.
_HEADER = re.compile(r"[-?][ ]|[|>][^\d+ -]|[|>][ ]+[^#]")
_PLAIN_ITEM = re.compile(r"[^\s,，、\[\]{}:：]+\.md|[a-z][a-z-]*")
#: Slips in the blanks before a line: where it begins is then no slip of its own.
_BLANKS = ("yaml-tab", "yaml-wide-indent")
_ESCAPED = re.compile(r"\\.")
#: Another sign where the dash of an item is meant, or a dash without its blank.
_OTHER_DASH = re.compile(rf"([{_DASHES}])(?:[ \t\u3000]+|(?=\S+\.md\b))(?=\S)|(-)(?=[^\s\-\d])")
_DASH = re.compile(r"-(?:([ ]+)|([\t\u3000\u00a0]+[ ]*)|$)")


@dataclass(slots=True)
class _Line:
    """A line while it is mended."""

    number: int
    indent: int
    dashes: str  # `- ` of items, as often as they stand there
    key: str = ""
    value: str = ""

    @property
    def written(self) -> str:
        """The line as mended."""
        pair = f"{self.key}: {self.value}".rstrip() if self.key else self.value
        return " " * self.indent + self.dashes + pair


@dataclass(slots=True)
class Scan:
    """One look over a text of YAML, whose first line is `first_line` of the file."""

    report: Reporter
    first_line: int = 1
    lines: list[str] = field(default_factory=list)
    above: _Line | None = None  # the last line that holds something
    open_flow: int = 0  # brackets that earlier lines left open
    levels: list[int] = field(default_factory=list)  # columns that lines above begin at

    def mended(self, text: str) -> str:
        """The text without its slips; each is reported."""
        source = text.split("\n")
        for number, written in enumerate(source):
            self.lines.append(self._line(number, written, source[number + 1 :]))
        return "\n".join(self.lines)

    def _line(self, number: int, written: str, rest: list[str]) -> str:
        bare = written.strip(" \t\u3000\u00a0\r")
        if not bare or bare.startswith("#") or self._inside(bare) or _is_mark(bare):
            return written
        line, slips = self._parted(number, written)
        if self._goes_on(line):  # with a value above: the parser and the schema tell of it
            return written
        moved = list(self._indent(line, written))
        slips += () if any(code in _BLANKS for code, _, _ in slips) else moved
        slips += self._value(line, written, rest)
        for code, column, found in slips:
            warned = code == "yaml-remark"
            tell = self.report.warn_at if warned else self.report.error_at
            better, place = begun(line.written.rstrip()), number + self.first_line
            tell(code, place, column + 1, found=begun(found), better=better)
            if warned:
                slips = [slip for slip in slips if slip[0] != code]
        self.open_flow = _opened(line.value)
        self.above = line
        return line.written if slips else written

    def _inside(self, bare: str) -> bool:
        """Whether a line goes on with a list in brackets that was opened above."""
        if self.open_flow > 0:
            self.open_flow += _opened(bare, anywhere=True)
            return True
        return False

    def _goes_on(self, line: _Line) -> bool:
        """Whether a line is more of the value above it."""
        above = self.above
        if not above or not above.value or line.dashes or line.indent <= above.indent:
            return False
        return not line.key or not _is_word(line.key) or above.value[0] in "|>"

    # ------------------------------------------------------------------------- indent, dash, key

    def _parted(self, number: int, written: str) -> tuple[_Line, list[tuple[str, int, str]]]:
        """A line parted into indent, dashes, key and value, with the slips of the first three."""
        slips: list[tuple[str, int, str]] = []
        blanks = written[: len(written) - len(written.lstrip(" \t\u3000\u00a0"))]
        if "\t" in blanks:
            slips.append(("yaml-tab", blanks.index("\t"), "Tab"))
        elif blanks.strip(" "):
            slips.append(("yaml-wide-indent", len(blanks) - len(blanks.lstrip(" ")), "U+3000"))
        indent = sum(1 if blank == " " else 2 for blank in blanks)
        at, dashes = len(blanks), ""
        while item := _DASH.match(written, at):
            if item[2]:
                slips.append(("yaml-dash-blank", at, item[0]))
            dashes += "-" + (item[1] or " ")
            at = item.end()
        rest = written[at:].rstrip(" \t\r")
        match = None if dashes else _OTHER_DASH.match(rest)
        if match:
            wide = match[1] is not None
            code, found = ("yaml-wide-dash", match[1]) if wide else ("yaml-dash-blank", rest)
            slips.append((code, at, found))
            dashes = "- "
            at, rest = at + match.end(), rest[match.end() :]
        line = _Line(number, indent, dashes)
        slips += _take_pair(line, rest, at)
        if line.value.startswith("#"):  # behind a key: what it holds stands below
            line.value = ""
        return line, slips

    def _indent(self, line: _Line, written: str) -> Iterator[tuple[str, int, str]]:
        """A line that begins at a column where none of those above does, or that goes on with a
        value that was complete.
        """
        above, known = self.above, self.levels
        self.levels = [level for level in known if level <= line.indent]
        if above and line.indent not in known:
            if line.indent > above.indent and above.value and (line.dashes or line.key):
                code = "yaml-dash-indent" if line.dashes else "yaml-indent"
                yield from self._moved(line, above.indent, code, written)
            elif line.indent < above.indent:
                nearest = min(known, key=partial(_how_far, line.indent, above.indent))
                yield from self._moved(line, nearest, "yaml-indent", written)
        inner = [line.indent + len(line.dashes)] if line.dashes and line.key else []
        self.levels = [*dict.fromkeys([*self.levels, line.indent, *inner])]

    def _moved(
        self, line: _Line, to: int, code: str, written: str
    ) -> Iterator[tuple[str, int, str]]:
        at, line.indent = line.indent, to
        yield code, min(at, len(written) - 1), written.strip()

    # ------------------------------------------------------------------------------------- value

    def _value(self, line: _Line, written: str, rest: list[str]) -> Iterator[tuple[str, int, str]]:
        """The slips of a value, which is mended."""
        value = line.value
        if not value:
            return
        at = max(written.rfind(value), 0)
        if not line.key and not line.dashes:
            if line.indent == 0 and value[0] not in "[{\"'?%":
                line.key, line.value = _guessed_pair(value)
                yield "yaml-no-colon", at, value
            return
        first = value[0]
        if first in "\"'":
            yield from _quoted(line, at)
        elif first in "＂＇":
            yield from _wide_quotes(line, at)
        elif first in "[［{｛【":
            yield from self._flow(line, at, rest)
        elif first in _SIGNS or _HEADER.match(value):
            line.value = _in_quotes(value)
            yield _SIGNS.get(first, "yaml-sign"), at, value
        elif "\t" in value:
            line.value = " ".join(value.split("\t"))
            yield "yaml-tab", at + value.index("\t"), value
        elif match := re.search(r":(?=[ \t]|$)", value.partition(" #")[0]):
            line.value = _in_quotes(value)
            yield "yaml-colon", at + match.start(), value
        elif "title" in line.key and (match := re.search(r"(?<=\S)[ ]#[ \t]", value)):
            line.value = _in_quotes(value)
            yield "yaml-remark", at + match.start() + 1, value[match.start() + 1 :]

    def _flow(self, line: _Line, at: int, rest: list[str]) -> Iterator[tuple[str, int, str]]:
        """A list in brackets: wide brackets and commas, no end, or a text that begins so."""
        value = line.value
        narrow = value[0].translate(_NARROW) + value[1:-1] + value[-1].translate(_NARROW)
        wide = next((n for n, sign in enumerate(value) if sign != narrow[n]), -1)
        if wide == 0 and not _is_list(line.key, narrow):
            return  # ［转发］通知 is a text
        if _opened(value) > 0 and wide < 0:
            if not _closed_below(rest):
                line.value = _commas(value + ("]" if value[0] == "[" else "}"))
                yield "yaml-bracket", at, value
            return
        tail = narrow[narrow.rfind("]" if narrow[0] == "[" else "}") + 1 :].strip()
        if tail and not tail.startswith("#"):
            line.value = _in_quotes(value)
            yield "yaml-bracket-text", at, value
        elif wide >= 0:
            line.value = _commas(narrow)
            yield "yaml-wide-bracket", at + wide, value[wide]
        elif (commas := _commas(value)) != value:
            line.value = commas
            found = next(n for n, sign in enumerate(value) if sign in "，、")
            yield "yaml-wide-comma", at + found, value[found]


# ------------------------------------------------------------------------------------- small parts


def _how_far(indent: int, above: int, level: int) -> tuple[int, bool, int]:
    """How far a column is from where a line begins; that of the line above it is the likeliest."""
    return abs(level - indent), level != above, level


def _is_mark(bare: str) -> bool:
    """A line that parts documents, or one that speaks to the parser."""
    return bare.startswith(("---", "...", "%", "? ", ": "))


def _take_pair(line: _Line, rest: str, at: int) -> list[tuple[str, int, str]]:
    """Part `key: value`; slips of the colon."""
    match = _NO_BLANK.match(rest)
    if match and not (line.dashes and _is_text(match[1] or match[3], rest)):
        value = match[2] or match[4] or ""
        line.key, line.value = match[1] or match[3], value.strip("\u3000 \t")
        return [("yaml-colon-blank", at + rest.index(":"), rest)]
    match = _WIDE_COLON.match(rest)
    if match and not (line.dashes and _is_text(match[1], rest)):
        line.key, line.value = match[1], match[2].strip()
        return [("yaml-wide-colon", at + match.end(1), rest)]
    match = _QUOTED_KEY.match(rest) or _PAIR.match(rest)
    if match and not (line.dashes and not _is_word(match[1].strip("\"'"))):
        line.key, line.value = match[1], match[2].strip(" \t")
    else:
        line.value = rest
    return []


def _is_word(key: str) -> bool:
    """Whether a text is a key that may stand behind a dash: `preface`, `前言.md`."""
    return re.fullmatch(_KEY, key) is not None


def _is_text(key: str, item: str) -> bool:
    """Whether an item is text in which a colon stands, as `Linux：入门`, and no key."""
    return not (english_key(key) in _ITEM_KEYS or ".md" in item)


def _is_list(key: str, narrow: str) -> bool:
    """Whether a value in brackets is meant for a list, by its key or by what is in it."""
    pieces = re.split(r"[,，、]", narrow.strip("[] "))
    named = english_key(key) in _LISTS or key.endswith(".md")
    return named or all(_PLAIN_ITEM.fullmatch(piece.strip()) for piece in pieces)


def _quoted(line: _Line, at: int) -> Iterator[tuple[str, int, str]]:
    """A value that begins with a quotation mark: it has to end with it."""
    value, mark = line.value, line.value[0]
    inner = _ESCAPED.sub("xx", value) if mark == '"' else mark + value[1:].replace("''", "xx")
    end = inner.find(mark, 1)
    if end < 0:
        closed = value.rstrip()
        line.value = closed[:-1] if closed[-1] in _CLOSERS[mark] and len(closed) > 1 else closed
        line.value += mark
        yield "yaml-quote", at, value
        return
    tail = inner[end + 1 :].strip()
    if tail and tail[0] not in "#:":
        line.value = _chinese_quotes(value) if value.count(mark) % 2 == 0 else _in_quotes(value)
        yield "yaml-quote-inside", at, value


def _wide_quotes(line: _Line, at: int) -> Iterator[tuple[str, int, str]]:
    """A value that stands in full-width forms of the quotation marks of YAML. “ and ” are text."""
    value, mark = line.value, line.value[0]
    if len(value) > 2 and value.endswith(mark):
        line.value = f'"{value[1:-1]}"'
        yield "yaml-wide-quotes", at, value


def _in_quotes(value: str) -> str:
    """A value in quotation marks of YAML."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _chinese_quotes(value: str) -> str:
    """A text with the quotation marks of a Chinese book."""
    parts = value.split(value[0])
    return (
        "".join(part + ("“" if n % 2 == 0 else "”") for n, part in enumerate(parts[:-1]))
        + (parts[-1])
    )


def _opened(value: str, anywhere: bool = False) -> int:
    """How many brackets a value leaves open, if it begins with one."""
    if not anywhere and not value.startswith(("[", "{")):
        return 0
    bare = re.sub(r"\"[^\"]*\"|'[^']*'|[ ]#.*", "", value)
    return sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))


def _closed_below(rest: list[str]) -> bool:
    """Whether a bracket is closed before the next key begins."""
    for written in rest:
        if re.match(r"[A-Za-z_]+[ ]*[:：]", written):
            return False
        if set(written) & set("]}］｝"):
            return True
    return False


def _commas(value: str) -> str:
    """A list of names with its commas as YAML has them; a list of texts keeps those of its own."""
    inner = value.strip("[] ")
    pieces = re.split(r"[,，、]", inner)
    if value.startswith("[") and all(_PLAIN_ITEM.fullmatch(piece.strip()) for piece in pieces):
        return f"[{_COMMAS.sub(', ', inner)}]" if _COMMAS.search(inner) else value
    return value


def _guessed_pair(value: str) -> tuple[str, str]:
    """Key and value of a line that has no colon: `title 书名`, `title = 书名`."""
    match = re.match(r"([A-Za-z_]+)[ \t\u3000=＝;；,，]+(.*)", value)
    return (match[1], match[2]) if match else (value.replace(" ", ""), "…")


def mended(text: str, report: Reporter, first_line: int = 1) -> str:
    """A text of YAML without its slips of the hand, each of which is reported."""
    return Scan(report, first_line).mended(text)
