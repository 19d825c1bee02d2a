"""Paragraphs that look like something else: headings, code, captions, several paragraphs in one."""

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from huozi.read.inlines import MarkdownFile, shown
from huozi.read.lines import joined
from huozi.read.numbering import begins_paragraph, is_short
from huozi.read.report import Reporter
from huozi.read.residue import quoted
from huozi.read.syntax import TABLE_TITLE
from huozi.values.script import HAN

#: What looks like the caption of a table or figure beside it.
_CAPTION_LIKE = re.compile(
    r"(?:续?表|Table|图|Figure|Fig\.)[ ]?(?:[：:]|[0-9一二三四五六七八九十]{1,3}"
    r"(?:[-–.．－][0-9]{1,3})*(?:[ \u3000：:.．]|$))"
)
_STEP = re.compile(r"([0-9０-９]{1,2})[.．、](?![0-9０-９])[^\n]*\Z")
_HAN = re.compile(f"[{HAN}]")
_HASHES = re.compile(r"#{1,6}")
#: Tags of the web, and what other programs begin with it: told as what they are (`signs`).
_TAGS = re.compile(
    r"(?:#[^\s#]+[ ]*){2,}$|#[^\s#]+#|#\+[A-Z_a-z]+|#(?:set|show|let|import|include) "
)


def check_lines(sheet: MarkdownFile, written: str, line: int) -> None:
    """Report text that looks like other markup than a paragraph."""
    lines, above = written.split("\n"), "\\"
    for number, text in enumerate(lines):
        bare, broken, ended = text.lstrip(" \u3000"), above.endswith("\\"), above
        where, above = line + number, text
        if (marks := _HASHES.match(bare)) and len(bare) > marks.end() and not _TAGS.match(bare):
            sheet.report.error("heading-space", where, found=shown(bare))
        elif not broken and text.startswith("\u3000"):
            sheet.report.error("indented-line", where, found=shown(bare))
        elif number and begins_paragraph(text, ended):
            sheet.report.warning("joined-paragraph", where, found=shown(text))
        elif not broken and where - 1 - sheet.offset in sheet.trailing:
            sheet.report.warning("blanks-at-end", where - 1, found=quoted(ended[-12:]))
    if len(lines) > 1 and (at := joined(lines)):
        found, count = quoted(lines[at]), len(lines)
        sheet.report.warning("lines-joined", line + at, found=found, count=count)


def check_indent(sheet: MarkdownFile, node: SyntaxTreeNode, line: int) -> None:
    """Report lines moved in as Markdown has it for code; a line of Chinese text is a paragraph."""
    first, end = node.map or (0, 0)
    lines = sheet.lines[first:end]
    moved = all(line.startswith(("    ", "\t")) for line in lines)
    if moved and lines and (len(lines) > 1 or not _HAN.search(lines[0])):
        sheet.report.warning("indented-code", line, found=quoted(lines[0]))


def check_swallowed(sheet: MarkdownFile, node: SyntaxTreeNode, begins: str) -> None:
    """Report the first line that Markdown takes into a quotation or list without a sign of it.

    `begins` are the characters that lines inside begin with.
    """
    first, end = node.map or (0, 0)
    for at in range(first + 1, end):
        written, above = sheet.lines[at], sheet.lines[at - 1]
        if written.strip() and above.strip() and written[0] not in begins:
            line = sheet.numbers[at] if sheet.numbers else at
            report = sheet.report
            report.warning("line-swallowed", line + 1 + sheet.offset, found=quoted(written))
            return


def check_caption(report: Reporter, node: SyntaxTreeNode, written: str, line: int) -> None:
    """Report what looks like a caption and is none: on the wrong side, or without its sign."""
    like = _CAPTION_LIKE.match(written)
    if like is None or "\n" in written or not is_short(written):
        return
    before, after = node.previous_sibling, node.next_sibling
    if written[0] in "图F":
        if _is_figure(before) or _is_figure(after):
            report.warning("caption-of-figure", line, found=quoted(written))
    elif after is not None and after.type == "table":
        if not TABLE_TITLE.match(written):
            report.warning("caption-unread", line, found=quoted(written))
    elif TABLE_TITLE.match(written) or before is not None and before.type == "table":
        report.warning("caption-below", line, found=quoted(written))


def _is_figure(node: SyntaxTreeNode | None) -> bool:
    """Whether pictures alone make a paragraph."""
    if node is None or node.type != "paragraph":
        return False
    images = [child.type for child in node.children[0].children if child.type != "softbreak"]
    return bool(images) and set(images) == {"image"}


def steps_of(nodes: Sequence[SyntaxTreeNode]) -> frozenset[int]:
    """Lone numbered lines with nothing but pictures between them: steps of a list, no headings."""
    found: set[int] = set()
    last, number = -1, 0
    for index, node in enumerate(nodes):
        if now := _step(node):
            if last >= 0 and index > last + 1 and now == number + 1:
                found |= {last, index}
            last, number = index, now
        elif not _is_figure(node):
            last = -1
    return frozenset(found)


def _step(node: SyntaxTreeNode) -> int:
    """The number of a lone numbered line; 0 if it is none."""
    if node.type == "ordered_list" and len(node.children) == 1:
        return int(node.children[0].info)
    if node.type == "paragraph" and (match := _STEP.match(node.children[0].content)):
        return int(match[1])
    return 0
