"""Rules of the parser for signs around words, as Chinese text has them: `*`, `**`, `~~`, code, and
the backslash that makes a number only words.
"""

import re

from markdown_it.rules_inline import StateInline, backtick
from markdown_it.rules_inline.state_inline import Delimiter

from huozi.read.numbering import ESCAPABLE

#: What may stand before the first word of a line.
_BEGINS = re.compile(r"(?:\A|\n|<br[ ]*/?>)(?:[\[*~]|<su[bp]>)*\Z", re.IGNORECASE)
_MOST_BEFORE = 12


def emphasis(state: StateInline, silent: bool) -> bool:
    """`*` and `**`. CommonMark's flanking rules take Chinese marks for word ends, so that
    `是**“三强”**工程` would not be bold; here a run opens before and closes after any non-space.
    Between two figures (5*3) it is a sign.
    """
    start = end = state.pos
    if silent or state.src[start] != "*":
        return False
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    sign = before in "0123456789" and after in "0123456789"
    for _ in range(end - start):
        token = state.push("text", "", 0)
        token.content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=not (after.isspace() or sign),
                close=not (before.isspace() or sign),
            )
        )
    state.pos = end
    return True


def struck(state: StateInline, silent: bool) -> bool:
    """`~~`, with the same rules; more or fewer are signs, and so is 9~~10."""
    start = end = state.pos
    while end < state.posMax and state.src[end] == "~":
        end += 1
    if silent or end - start < 2:
        return False
    state.push("text", "", 0).content = "~" * (end - start)
    state.pos = end
    if end - start > 2:
        return True
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    sign = before in "0123456789" and after in "0123456789"
    state.delimiters.append(
        Delimiter(
            marker=ord("~"),
            length=0,
            token=len(state.tokens) - 1,
            end=-1,
            open=not (after.isspace() or sign),
            close=not (before.isspace() or sign),
        )
    )
    return True


def number(state: StateInline, silent: bool) -> bool:
    """A backslash before a number or bullet that begins a line: it is only words."""
    at = state.pos
    before = state.src[max(0, at - _MOST_BEFORE) : at]
    if state.src[at] != "\\" or not ESCAPABLE.match(state.src, at + 1):
        return False
    if not _BEGINS.search(before):
        return False
    if not silent:
        state.push("text_special", "", 0).markup = "\\"
    state.pos += 1
    return True


def code(state: StateInline, silent: bool) -> bool:
    """Code; its line ends become spaces, and are counted."""
    start = state.pos
    found = backtick(state, silent)
    if found and not silent and state.tokens and state.tokens[-1].type == "code_inline":
        state.tokens[-1].meta["lines"] = state.src.count("\n", start, state.pos)
    return found
