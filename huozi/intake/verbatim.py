"""A manuscript that is Markdown already: it becomes an entry as it stands.

What its signs mean is for the reader of the book to say, as of any text that an editor writes; a
backslash before each would have them printed. Front matter is added where there is no title, and
where a person said what kind of text it is.
"""

import json
import re
from pathlib import PurePosixPath

from huozi.intake.addresses import addresses
from huozi.intake.fates import Changed, Fate, Fated, Set
from huozi.intake.inquiry import Answers
from huozi.intake.ledger import check_fates
from huozi.intake.outcome import Converted, ConvertedEntry, ConvertedPicture, IntakeNotice
from huozi.intake.readback import read_file
from huozi.intake.values import WordAtom, WordParagraph, WordText
from huozi.read.entries import FENCE
from huozi.values.manuscript import BlockKind, Entry, Matter
from huozi.values.style import UnitKind

#: Front matter with a title, whether or not it can be read: the fences may be others than ours.
_TITLED = re.compile(
    r"\s*[-+~]{3,}[ \t]*\n(?:[ \t]*\S[^\n]*\n)*?[ \t]*(?:title|题名|标题)[ \t]*[:：=]"
)
_HEADING = re.compile(r"(#{2,6})([ \t]+[^ \t].*)")
_MOST_PICTURES = 1000


def as_it_stands(text: WordText, answers: Answers) -> Converted:
    """The entry that a Markdown file is. Raises InputError where an atom has no fate."""
    paragraphs = [block for block in text.blocks if isinstance(block, WordParagraph)]
    lines = ["".join(atom.text for atom in one.atoms) for one in paragraphs]
    name = PurePosixPath(text.origin.name).stem
    path = f"{name}.md"
    before = read_file(path, _joined(lines), annex=False)
    raised = {} if before.title else _raised(lines, before)
    if raised:
        lines = [raised.get(line, words) for line, words in enumerate(lines, 1)]
        before = read_file(path, _joined(lines), annex=False)
    entitled = bool(before.title or _TITLED.match(_joined(lines)))  # one that can't be read is told
    added = _added(entitled, before.kind, name, answers)
    fronted = bool(lines) and lines[0].rstrip() == FENCE and bool(added)
    above = added if fronted or not added else [FENCE, *added, FENCE, ""]
    at = int(fronted)  # behind the fence that is there
    markdown = _joined([*lines[:at], *above, *lines[at:]])
    fates = tuple(
        Fated(atom.number, 0, atom.size, _fate(one, atom, raised.get(line, ""), Set(path, place)))
        for line, one in enumerate(paragraphs, 1)
        for place in (line + (len(above) if line > at else 0),)
        for atom in one.atoms
    )
    check_fates(text, fates)
    notices = () if entitled else (IntakeNotice("title-of-name", name),)
    entry = ConvertedEntry(path, markdown, before.title or name, pictures=_pictures(markdown))
    return Converted((entry,), fates, notices=notices)


def _raised(lines: list[str], read: Entry | Matter) -> dict[int, str]:
    """The headings of a text that begins with its title as a heading of two signs or more, and has
    none of so few below: with one sign for the title, and as many fewer for the others. By line.
    """
    found = {
        block.place.line: match
        for block in read.body
        if block.kind is BlockKind.HEADING
        and (match := _HEADING.fullmatch(lines[block.place.line - 1]))
    }
    signs = [len(match[1]) for match in found.values()]
    if not signs or read.body[0].place.line not in found or min(signs[1:], default=9) <= signs[0]:
        return {}
    return {line: match[1][signs[0] - 1 :] + match[2] for line, match in found.items()}


def _fate(paragraph: WordParagraph, atom: WordAtom, raised: str, place: Set) -> Fate:
    """What becomes of a piece of a line, whose signs may be fewer now."""
    if not raised or atom is not paragraph.atoms[0]:
        return place
    less = sum(len(one.text) for one in paragraph.atoms) - len(raised)
    return Changed(atom.text, atom.text[less:], "heading-raised", place.file, place.line)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _added(entitled: bool, kind: UnitKind, name: str, answers: Answers) -> list[str]:
    """The lines of front matter that the file lacks."""
    added = [] if entitled else [f"title: {json.dumps(name, ensure_ascii=False)}"]
    asked = answers.get("kind")
    return [*added, f"kind: {asked}"] if asked and asked != kind.value else added


def _pictures(markdown: str) -> tuple[ConvertedPicture, ...]:
    """The pictures that may lie beside the file: what is addressed, and is not of the web."""
    found = dict.fromkeys(one.written for one in addresses(markdown) if one.picture)
    return tuple(ConvertedPicture(path, path) for path in [*found][:_MOST_PICTURES])
