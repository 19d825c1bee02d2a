"""Fenced code: its language, caption and lines. Nothing in it is read as anything but characters.

The line of the fence says what it is: ```` ```python {caption="标题" .行号} ````. A title directly
above (`代码：标题`) is its caption as well.
"""

import re

from markdown_it.tree import SyntaxTreeNode

from huozi.read.inlines import MarkdownFile, shown
from huozi.read.residue import check_field
from huozi.read.text import composed
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind
from huozi.values.script import simplified

#: What begins the title of a piece of code.
CODE_TITLE = re.compile(r"(?:代[码碼]|Code)[ ]?[：:][ \u3000]*")
#: Numbers of lines are asked for by these, in Chinese and English.
_NUMBERED = frozenset((".行号", ".numbered"))
_CAPTION = frozenset(("标题", "caption"))

_INFO = re.compile(r"([^\s{}]*)[ \t]*(?:\{([^{}]*)\})?")
_WORD = re.compile(r'([^\s="]+)="([^"]*)"|(\S+)')
#: Tabs go on to the next column that is a multiple of this (CommonMark, 2.2).
_TAB = 4


def read_code(sheet: MarkdownFile, node: SyntaxTreeNode) -> Block:
    """A fence as a block: one child a line, its language as the label."""
    line = sheet.line(node)
    language, caption, classes = _said(sheet, node.info.strip(), line)
    lines = composed(node.content.expandtabs(_TAB)).split("\n")[:-1]
    if not _is_ended(sheet, node):  # all text below it would be code
        sheet.report.error("unclosed-fence", line, found=shown(node.markup + node.info))
    elif not any(map(str.strip, lines)):
        sheet.report.error("empty-code", line)
    children = tuple(
        Block(BlockKind.CODE_LINE, sheet.report.at(sheet.line_at(node, at)), _text(words.rstrip()))
        for at, words in enumerate(lines, 1)
    )
    return Block(
        BlockKind.CODE, sheet.report.at(line), _text(caption), children, label=language,
        classes=classes,
    )  # fmt: skip


def _text(words: str) -> tuple[Inline, ...]:
    return (Inline(InlineKind.TEXT, words),) if words else ()


def _is_ended(sheet: MarkdownFile, node: SyntaxTreeNode) -> bool:
    first, end = node.map or (0, 0)
    return end - first >= 2 and _ends(sheet.lines[end - 1].strip(" \t>"), node.markup)


def _ends(last: str, mark: str) -> bool:
    return last.startswith(mark) and not last.strip(mark[0])


def _said(sheet: MarkdownFile, info: str, line: int) -> tuple[str, str, tuple[str, ...]]:
    """Language, caption and classes, as the line of the fence has them."""
    caption, classes = "", list[str]()
    match = _INFO.fullmatch(info)
    if match is None:
        sheet.report.error("code-attribute", line, found=shown(info))
        return "", "", ()
    for key, value, word in _WORD.findall(match[2] or ""):
        if simplified(key) in _CAPTION:
            caption = value.strip()
            check_field(caption, line, key, sheet.report)
        elif simplified(word) in _NUMBERED:
            classes.append("numbered")
        else:
            sheet.report.error("code-attribute", line, found=shown(word or f'{key}="{value}"'))
    return match[1], caption, tuple(classes)
