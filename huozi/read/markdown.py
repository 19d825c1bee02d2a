"""A Markdown body → blocks and notes."""

from collections.abc import Mapping
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from huozi.read.blocks import read_blocks
from huozi.read.definitions import DEFINED, UNUSED
from huozi.read.inlines import MarkdownFile
from huozi.read.lines import Parted, parted
from huozi.read.pictures import Pictures
from huozi.read.references import Register
from huozi.read.report import Reporter, nearest
from huozi.read.residue import quoted
from huozi.read.syntax import parser
from huozi.read.typed import typed_notes
from huozi.values.manuscript import Block, Note


def read_body(
    text: str,
    report: Reporter,
    pictures: Pictures,
    links: Mapping[str, str],
    offset: int = 0,
    unit: str = "",
    register: Register | None = None,
    every_line: bool = False,
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Read a body. `offset` is the number of lines of the file before it; `every_line` says that
    each line of it is a paragraph.

    What the unit refers to, and what others may refer to, goes into the register.
    """
    # Two spaces at a line's end are a forced break in CommonMark: nobody sees them. Here only a
    # backslash is one, and they are told.
    typed = text.split("\n")
    lines = tuple(line.rstrip(" \t") for line in typed)
    trailing = [at for at, line in enumerate(typed, 1) if line[-2:] == "  "]
    parsed = parted(lines, report, offset) if every_line else Parted(lines, ())
    env: dict[str, Any] = {}
    tokens = parser().parse("\n".join(parsed.lines), env)
    inline_notes = env.get("footnotes", {}).get("list", {})
    sheet = MarkdownFile(
        report=report,
        pictures=pictures,
        links=links,
        lines=parsed.lines,
        offset=offset,
        numbers=parsed.numbers,
        typed=lines,
        by_hand=typed_notes(_without_definitions(lines, parsed, env)),
        trailing=frozenset(trailing),
        note_tokens={n: note["tokens"] for n, note in inline_notes.items() if "tokens" in note},
        notes_typed={n: str(note.get("content", "")) for n, note in inline_notes.items()},
        unit=unit,
        register=Register() if register is None else register,
    )
    blocks = read_blocks(sheet, SyntaxTreeNode(tokens))
    for code, line, params in env.get("problems", []):
        at = parsed.numbers[line] if parsed.numbers else line
        report.error(code, at + 1 + offset, **params)
    for line, written in env.get(UNUSED, []):
        at = parsed.numbers[line] if parsed.numbers else line
        report.warning("link-unused", at + 1 + offset, found=quoted(written))
    for notes in sheet.by_hand:
        found, signs = quoted(lines[notes.line]), tuple(notes.signs)
        report.warning("typed-notes", notes.line + 1 + offset, found=found, signs=signs)
    return blocks, _match_notes(sheet)


def _without_definitions(
    lines: tuple[str, ...], parsed: Parted, env: Mapping[str, Any]
) -> tuple[str, ...]:
    """The lines without those that give links their addresses, which are no notes."""
    defined = {parsed.numbers[at] if parsed.numbers else at for at in env.get(DEFINED, ())}
    return (
        tuple("" if at in defined else line for at, line in enumerate(lines)) if defined else lines
    )


def _is_wide(sheet: MarkdownFile, label: str, line: int) -> bool:
    """Whether the text of a note begins here with a full-width colon: it is read as a call."""
    at = line - 1 - sheet.offset
    typed = sheet.typed[at].lstrip(" \u3000") if 0 <= at < len(sheet.typed) else ""
    return typed.removeprefix(f"[^{label}]").lstrip()[:1] in ("：", "﹕")


def _column_again(sheet: MarkdownFile, label: str, line: int, before: int) -> int:
    """The column of a call that stands behind some of the same on its line; 0 where unknown."""
    row, at = line - sheet.offset - 1, -1
    written = sheet.typed[row] if 0 <= row < len(sheet.typed) else ""
    for _ in range(before + 1):
        at = written.find(f"[^{label}]", at + 1)
    return at + 1


def _match_notes(sheet: MarkdownFile) -> tuple[Note, ...]:
    """Every call has one text and every text one call; the notes in the order of their calls."""
    notes = {note.label: note for note in reversed(sheet.notes)}
    called: dict[str, int] = {}
    colons = {label for label, line in sheet.calls if _is_wide(sheet, label, line)}
    for index, (label, line) in enumerate(sheet.calls):
        if label not in notes and label in colons:
            if _is_wide(sheet, label, line):
                sheet.report.error("note-colon", line, label=label)
        elif label not in notes:
            typed = [name for name in notes if " " not in name]
            sheet.report.unknown("note-without-text", line, label, typed)
            called.setdefault(nearest(label, typed), line)  # one name is wrong, not two
        elif label in called:
            at = _column_again(
                sheet, label, line, sum(one == (label, line) for one in sheet.calls[:index])
            )
            sheet.report.error_at("note-called-twice", line, at, label=label, first=called[label])
        called.setdefault(label, line)
    for note in notes.values():
        if note.label not in called:
            sheet.report.error("note-without-call", note.place.line, label=note.label)
    return tuple(notes[label] for label in called if label in notes)
