"""What other programs write and books have: boxes with a title 提示框, items with a box to tick, a
new page by hand. Rules of the parser, before running text is read.

`::: 提示` … `:::` and `> [!TIP]` are one thing. The first takes whatever stands in it for text
of its own, as a quotation does.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huozi.read.boxes import ASIDES
from huozi.values.script import simplified

#: Labels of items with a box, by what stands in the brackets.
TICKS = {" ": "□", "x": "√", "X": "√", "√": "√"}

#: A new page, on a line by itself.
NEW_PAGE = "\\newpage"

_CALLOUT = re.compile(r"\[!([A-Za-z\u4e00-\u9fff]{2,12})\][-+]?[ \t]*([^\n]*)(?:\n|\Z)")
_TICK = re.compile(r"\[([ xX√])\][ \u3000]+(?=\S)")


def asides(state: StateCore) -> None:
    """Take the head off quotations that are boxes, and the sign off items with a box."""
    tokens: list[Token] = []
    left = 0
    for at, token in enumerate(state.tokens):
        if left:
            left -= 1
            continue
        if token.type == "blockquote_open" and _is_paragraph(state.tokens, at + 1):
            left = _headed(token, state.tokens[at + 2])
        elif token.type == "list_item_open" and _is_paragraph(state.tokens, at + 1):
            _ticked(token, state.tokens[at + 2])
        tokens.append(token)
    state.tokens = tokens


def _is_paragraph(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].type == "paragraph_open"


def _headed(quote: Token, inline: Token) -> int:
    """Note what kind of box a quotation is; how many tokens of its head are left over."""
    match = _CALLOUT.match(inline.content)
    name = simplified(match[1].lower()) if match else ""
    if match is None or name not in ASIDES:
        return 0
    quote.meta = {"aside": name, "title": match[2].strip()}
    inline.content = inline.content[match.end() :]
    if inline.content and inline.map:
        inline.map = [inline.map[0] + 1, inline.map[1]]
    return 0 if inline.content else 3


def _ticked(item: Token, inline: Token) -> None:
    match = _TICK.match(inline.content)
    if match and item.markup in "-*+":
        item.meta = {"tick": match[1]}
        inline.content = inline.content[match.end() :]


def is_aside(info: str) -> bool:
    """Whether `提示 题名` names a box with a title."""
    return simplified(info.strip().partition(" ")[0]) in ASIDES


def push_aside(state: StateBlock, info: str, start_line: int, end: int) -> bool:
    """The tokens of `::: 提示 题名` and what stands in it; False where it is another box."""
    if not is_aside(info):
        return False
    name, _, title = info.partition(" ")
    token = state.push("aside_open", "div", 1)
    token.map = [start_line, end]
    token.meta = {"aside": simplified(name), "title": title.strip()}
    last, state.lineMax = state.lineMax, end
    state.md.block.tokenize(state, start_line + 1, end)
    state.lineMax = last
    state.push("aside_close", "div", -1)
    return True


def new_page(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The sign of a new page, on a line of its own."""
    text = state.src[state.bMarks[start_line] : state.eMarks[start_line]].strip()
    if text != NEW_PAGE or state.level:
        return False
    if not silent:
        state.push("new_page", "", 0).map = [start_line, start_line + 1]
        state.line = start_line + 1
    return True
