"""The Markdown of a manuscript: CommonMark, with what Chinese books need and without the rest.

Added: tables, notes `[^1]` and `^[…]`, boxes `::: 落款`, spans `[字]{.着重}`, ruby `{字|zì}`,
tables pasted from a spreadsheet `::: 表格`, superscripts `m^2^`, subscripts `H~2~O`, `~~删去~~`,
numbers that are only words (a backslash stands before them), image widths, points `{#名字}` and
what references show of them, `{页}`. Changed: `**` works beside Chinese marks, and `_` is a letter.
Left out: indented code, underlined headings; link references are read in part (`definitions`).
Raw HTML is parsed, so that it can be refused by line, but for the little that `hypertext` knows.
"""

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from huozi.read.asides import asides, is_aside, new_page, push_aside
from huozi.read.definitions import definition
from huozi.read.emphasis import code, emphasis, number, struck
from huozi.read.hypertext import html_block, html_inline
from huozi.read.lines import itemized
from huozi.read.pasted import CELLS, pasted
from huozi.read.references import SHOWS

#: Containers in a manuscript; deeper than this is a mistake, and the parser would give up later.
MAX_DEPTH = 12
_ITEMS = ("list_item_open", "list_item_close", "typed_item_open", "typed_item_close")
_PARSER_DEPTH = 60  # markdown-it drops text silently beyond this, long after MAX_DEPTH

#: Bounds on one paragraph: parsing marks is not linear.
MAX_PARAGRAPH = 60_000
MAX_MARKS = 800

MAX_TOKENS = 120_000

_MARKS = re.compile(r"[\[\]*`^~{}<&!\\]")
_ITEM = re.compile(r"(?:(?:[-*+]|[0-9]{1,9}[.)])[ ]+)*")  # a box may be what an item begins with
_BOX = re.compile(r":{3,}[ \t]*(.*)")
_CALL = re.compile(r"\[\^[^\s\[\]^]+\]")
_SPAN_TAIL = re.compile(r"\{([^{}\n]{0,100})\}")
_RUBY = re.compile(r"\{([^{}|\n]{1,40})\|([^{}|\n]{1,80})\}")
#: In the row of a table: what has blanks at its bar may be two cells.
_WITH_BARS = re.compile(
    r"\{[^{}|\s\\][^{}|\n]{0,39}(?<![\s\\])\|(?!\s)[^{}|\n]{1,80}(?<!\s)\}"
    r"|(?<![`\\])(`{1,3})(?!`)[^`\n]{1,200}(?<!`)\1(?!`)"
)
_CELL_END = re.compile(r"(?<!\\)\|")
_HELD = "\x06"  # stands in no text
_SIZE = re.compile(
    r"\{[ \t]*((?:(?:width|height)=[^\s{}]{0,20}|\.[^\s{}.]{1,20})"
    r"(?:[ \t]+(?:(?:width|height)=[^\s{}]{0,20}|\.[^\s{}.]{1,20}))*)[ \t]*\}"
)
#: What begins the title of a table.
TABLE_TITLE = re.compile(r"(?:表|Table)[ ]?[：:][ \u3000]*")
#: Braces right behind a bracket are those of a span.
_TABLE_TAIL = re.compile(
    r"(?:[ \t]+|(?<![\]\\]))\{((?:\.|[a-z列均表行][a-z宽寬排头頭]{1,5}=)[^{}\n]{0,100})\}"
)
_POINT = re.compile(r"[{]#([^\W_][\w-]{0,79})[}]")
_REFERENCE = re.compile(rf"[{{]({'|'.join(SHOWS)}|[頁號題])[}}]")
_RAISED = re.compile(r"\^([^\s^~\[\]{}*`\\]{1,12})\^")
_LOWERED = re.compile(r"~([0-9A-Za-z+\-=()]{1,12})~")


@cache
def parser() -> MarkdownIt:
    """The parser; it holds no state between texts."""
    md = MarkdownIt("commonmark", {"maxNesting": _PARSER_DEPTH})
    md.disable(["code", "lheading", "text_join"])
    md.block.ruler.at("reference", definition, {"alt": ["paragraph"]})
    md.enable("table")
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    footnote_plugin(md, move_to_end=False, always_match_refs=True)
    deflist_plugin(md)
    md.block.ruler.before("fence", "new_page", new_page, {"alt": ["paragraph"]})
    md.block.ruler.before(
        "fence", "box", _box, {"alt": ["paragraph", "blockquote", "list", "reference"]}
    )
    md.block.ruler.before(
        "html_block", "html", html_block, {"alt": ["paragraph", "blockquote", "reference"]}
    )
    md.inline.ruler.before("html_inline", "html", html_inline)
    md.inline.ruler.at("backticks", code)
    md.inline.ruler.at("emphasis", emphasis)
    md.inline.ruler.before("escape", "number", number)
    md.inline.ruler.after("link", "span", _span)
    md.inline.ruler.before("link", "ruby", _ruby)
    md.inline.ruler.before("ruby", "point", _point)
    md.inline.ruler.before("ruby", "shows", _shows)
    md.inline.ruler.after("image", "width", _width)
    md.enable("strikethrough")
    md.inline.ruler.at("strikethrough", struck)
    md.inline.ruler.push("raised", _raised)
    md.inline.ruler.push("lowered", _lowered)
    md.core.ruler.before("inline", "asides", asides)
    md.core.ruler.before("inline", "itemized", itemized)
    md.core.ruler.before("inline", "bounds", _bounds)
    md.core.ruler.before("inline", "titles", _titles)
    md.core.ruler.push("depth", _depth)
    # Targets are judged by line in `inlines.py`; here they stay as typed.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md


def problem(env: EnvType, code: str, line: int, **params: object) -> None:
    """Note a problem met while parsing; `line` counts from 0."""
    env.setdefault("problems", []).append((code, line, params))


# ---------------------------------------------------------------------------------------- blocks


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A table of GFM; but the bars of `{字|zì}`, and of code, part no cells."""
    source, before = state.src, len(state.tokens)
    state.src = whole = _held(source)
    made = table(state, start_line, end_line, silent)
    state.src = source
    if made and whole != source:
        for token in state.tokens[before:]:
            token.content = token.content.replace(_HELD, "|")
    for token in state.tokens[before:]:
        if token.type == "tr_open" and token.map:
            token.meta["cells"] = _cells_of(_line(state, token.map[0]))
    return made


@lru_cache(maxsize=2)
def _held(text: str) -> str:
    """A text of the same length in which the bars of ruby and of code are none."""
    if "{" not in text and "`" not in text:
        return text
    return _WITH_BARS.sub(lambda found: _CELL_END.sub(_HELD, found[0]), text)


def _cells_of(row: str) -> int:
    """How many cells a row is written with; the parser fills and cuts rows silently."""
    cells = _CELL_END.split(_held(row.strip()))
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


def _box(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`::: name` … `:::`. What is inside is taken line by line, as it stands."""
    opening = _BOX.fullmatch(_line(state, start_line))
    if opening is None:
        return False
    if silent:
        return True
    if not opening[1]:
        token = state.push("box_stray", "", 0)
        token.map = [start_line, start_line + 1]
        state.line = start_line + 1
        return True
    end, closed = _box_end(state, start_line, end_line, is_aside(opening[1]))
    if not closed:
        problem(state.env, "unclosed-box", start_line, name=opening[1].strip())
    state.line = end + closed
    if opening[1].strip() in CELLS:
        _cells(state, start_line, end)
        return True
    if push_aside(state, opening[1].strip(), start_line, end):
        state.line = end + closed
        return True
    token = state.push("box_open", "div", 1)
    token.info = opening[1].strip()
    for line in range(start_line + 1, end):
        _box_line(state, line, _line(state, line))
    token.map = [start_line, end]
    state.push("box_close", "div", -1)
    return True


def _cells(state: StateBlock, start_line: int, end: int) -> None:
    """The table in a box of cells."""
    rows = [
        state.src[state.bMarks[line] : state.eMarks[line]].split("\t")
        for line in range(start_line + 1, end)
    ]
    if not any(cell.strip() for row in rows for cell in row):
        problem(state.env, "empty-box", start_line, name=CELLS[0])
        return
    for line, row in enumerate(rows, start_line + 1):
        # A spreadsheet puts a cell of several lines into quotes.
        if found := next((c for c in row if c.startswith('"') and c.count('"') % 2), ""):
            problem(state.env, "pasted-lines", line, found=found[:40])
    state.tokens.extend(pasted(rows, start_line, state.level))


def _box_end(state: StateBlock, start_line: int, end_line: int, holds: bool) -> tuple[int, bool]:
    """The line a box ends before, and whether `:::` stands there; it may hold other boxes.

    One that is not closed ends at the first blank line, so that the rest is still read.
    """
    blank, inside = end_line, 0
    for line in range(start_line + 1, end_line):
        text = _line(state, line)
        mark = _BOX.fullmatch(_ITEM.sub("", text) if holds else text)
        if mark and not mark[1] and not inside:
            return line, True
        if (mark and not holds) or (text and state.sCount[line] < state.blkIndent):
            return min(blank, line), False
        if mark:
            inside += 1 if mark[1] else -1
        if not text:
            blank = min(blank, line)
    return blank, False


def _box_line(state: StateBlock, line: int, text: str) -> None:
    opening = state.push("paragraph_open" if text else "box_gap", "p", 1 if text else 0)
    opening.map = [line, line + 1]
    if text:
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = text, [line, line + 1], []
        state.push("paragraph_close", "p", -1)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


# --------------------------------------------------------------------------------------- inlines


def line_ends(token: Token) -> int:
    """The number of line ends of the source in a token of running text."""
    if token.type in ("softbreak", "hardbreak"):
        return 1
    if token.type == "html_inline":
        return token.content.count("\n")
    return int(token.meta.get("lines", 0)) + sum(map(line_ends, token.children or ()))


def _span(state: StateInline, silent: bool) -> bool:
    """`[文字]{.着重}`; the call of a note is none, whatever stands behind it."""
    if state.src[state.pos] != "[" or _CALL.match(state.src, state.pos, state.posMax):
        return False
    start, maximum = state.pos + 1, state.posMax
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    tail = _SPAN_TAIL.match(state.src, end + 1, maximum) if end >= 0 else None
    if tail is None:
        return False
    if not silent:
        state.pos, state.posMax = start, end
        token = state.push("span_open", "span", 1)
        token.info = tail[1].strip()
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = tail.end(), maximum
    return True


def _ruby(state: StateInline, silent: bool) -> bool:
    """`{汉字|hàn zì}`."""
    match = _RUBY.match(state.src, state.pos, state.posMax)
    if match is None or not (match[1].strip() and match[2].strip()):
        return False
    if not silent:
        token = state.push("ruby", "", 0)
        token.content, token.info = match[1].strip(), match[2].strip()
    state.pos = match.end()
    return True


def _width(state: StateInline, silent: bool) -> bool:
    """`{width=20字}`, `{height=8行 .页首}` right after an image."""
    match = _SIZE.match(state.src, state.pos, state.posMax)
    if match is None or silent or state.pending:
        return False
    if not state.tokens or state.tokens[-1].type != "image":
        return False
    for word in match[1].split():
        key, sign, value = word.partition("=")
        state.tokens[-1].meta[key if sign else "place"] = value if sign else key
    state.pos = match.end()
    return True


def _point(state: StateInline, silent: bool) -> bool:
    """`{#名字}`; right behind an image it is the figure's."""
    match = _POINT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = Token("point", "", 0, info=match[1])
        last = state.tokens[-1] if state.tokens and not state.pending else None
        if last is not None and last.type == "image":
            last.children = [*(last.children or []), token]
        else:
            if match.end() == state.posMax:
                state.pending = state.pending.rstrip(" ")
            state.push("point", "", 0).info = match[1]
    state.pos = match.end()
    return True


def _shows(state: StateInline, silent: bool) -> bool:
    """`{页}`."""
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("reference", "", 0).info = match[1]
    state.pos = match.end()
    return True


def _raised(state: StateInline, silent: bool) -> bool:
    """`m^2^`."""
    return _shifted(state, silent, _RAISED, "raised")


def _lowered(state: StateInline, silent: bool) -> bool:
    """`H~2~O`, but not the ranges of `5~10~15`."""
    if state.pos and state.src[state.pos - 1] in "0123456789~":
        return False
    return _shifted(state, silent, _LOWERED, "lowered")


def _shifted(state: StateInline, silent: bool, form: re.Pattern[str], name: str) -> bool:
    match = form.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push(name, "", 0).content = match[1]
    state.pos = match.end()
    return True


# ---------------------------------------------------------------------------------------- bounds


def _titles(state: StateCore) -> None:
    """Split off the attributes behind the title of a table: `表：题名 {widths="2 1"}`."""
    for token in state.tokens:
        if token.type == "inline" and TABLE_TITLE.match(token.content):
            said = _TABLE_TAIL.findall(token.content)
            if said:
                token.content = _TABLE_TAIL.sub("", token.content)
                token.meta["table"] = " ".join(said)


def _bounds(state: StateCore) -> None:
    """Before running text is parsed: drop and report text that would take too long."""
    if len(state.tokens) > MAX_TOKENS:
        problem(state.env, "too-many-blocks", 0, count=len(state.tokens), limit=MAX_TOKENS)
        state.tokens.clear()
    if found := _too_deep(state.tokens):
        problem(state.env, "too-deep", found.map[0] if found.map else 0, limit=MAX_DEPTH)
        state.tokens.clear()
    for token in state.tokens:
        if token.type == "inline" and token.map:
            if len(token.content) > MAX_PARAGRAPH:
                problem(state.env, "paragraph-too-long", token.map[0], limit=MAX_PARAGRAPH)
                token.content = ""
            elif len(_MARKS.findall(token.content)) > MAX_MARKS:
                problem(state.env, "too-many-marks", token.map[0], limit=MAX_MARKS)
                token.content = ""


def _depth(state: StateCore) -> None:
    """After running text is parsed: drop markup that is nested too deep to be meant."""
    for token in state.tokens:
        if token.type == "inline" and _too_deep(token.children or []):
            problem(state.env, "too-deep", token.map[0] if token.map else 0, limit=MAX_DEPTH)
            token.children = []


def _too_deep(tokens: list[Token]) -> Token | None:
    """The first token nested too deep; a list and its item count as one."""
    depth = 0
    for token in tokens:
        if token.type not in _ITEMS:
            depth += token.nesting
        if depth > MAX_DEPTH:
            return token
    return None
