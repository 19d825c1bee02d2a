"""Many bodies read as the entries of one book: a tenth of the time that as many books take.

And what holds for each finding: what it says it found stands where it says.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from huozi.read.manuscript import survey
from huozi.values.manuscript import Entry, Finding, Severity
from tests.books import ENTRY, make_book


def entries_together(
    folder: Path, bodies: Iterable[str], files: Mapping[str, bytes]
) -> dict[str, Entry]:
    """The entry that each body makes. Beside them the book has an entry 甲.md."""
    texts = list(dict.fromkeys(bodies))
    entries = {"甲.md": ENTRY} | {f"{number}.md": body for number, body in enumerate(texts, 1)}
    made = survey(make_book(folder, entries, files=files)).manuscript
    assert made is not None
    return dict(zip(texts, made.entries[1:], strict=True))


def read_together(
    folder: Path, bodies: Iterable[str], files: Mapping[str, bytes]
) -> dict[str, list[Finding]]:
    """The findings of each body, or whole file. Beside them the book has an entry 甲.md."""
    names = {body: f"{number}.md" for number, body in enumerate(dict.fromkeys(bodies), 1)}
    entries = {"甲.md": ENTRY} | {name: body for body, name in names.items()}
    found = survey(make_book(folder, entries, files=files)).findings
    return {
        body: [one for one in found if one.place and one.place.file == f"content/{name}"]
        for body, name in names.items()
    }


#: Findings that name a sign that can't be seen.
_NAMED = ("yaml-wide-indent", "yaml-tab")


def quotes(found: Finding, text: str, line: int) -> bool:
    """Whether what a finding quotes stands in a text from a line on, but for blanks.

    An ellipsis stands for what is left out.
    """
    quoted = dict(found.params).get("found", "")
    below = "".join("".join(text.split("\n")[line - 1 :]).split())
    parts = "".join(quoted.split()).split("…")
    return found.code in _NAMED or quoted.isdecimal() or all(part in below for part in parts)


#: What may be meant as it is: told, and the book is made. All else stops it, for something would be
#: lost or printed wrong.
_WARNED = """
angle-brackets blanks-at-end callout caption-below caption-of-figure caption-unread
cells-in-lines citation emoji-code entity-unread escape-unread fixed-space full-width-marks
full-width-quote half-width-bracket hashtag heading-empty heading-shift html-unread
image-ending indented-code joined-paragraph line-swallowed lines-joined link-by-reference
link-unused list-number lookalike-character number-unread other-markup page-break-unread
picture-unread placeholder private-character private-character-near radical-character
raised-unread roster-mixed roster-name ruby-unread rule-under-text rule-unread
stray-backslash strikethrough tab-in-text table-of-contents task template-sign tex-command
typed-call typed-notes unclosed-code unclosed-emphasis underscores unknown-entry
unknown-marks variation-selector wiki-link
"""
_NOTED = frozenset(("heading-deep", "inline-image-words", "list-counted"))
#: A title of a picture in a line, which is not printed, or of a link, which is no loss.
_EITHER = frozenset(("title-attribute",))


def weighs_right(found: Finding) -> bool:
    """Whether a finding in a body stops the book where it should, and nowhere else."""
    if found.code in _EITHER:
        return True
    if found.code in _NOTED:
        return found.severity is Severity.INFO
    return found.severity is (Severity.WARNING if found.code in _WARNED.split() else Severity.ERROR)
