"""A book is checked: all that is wrong with it is told, and nothing is made."""

from dataclasses import dataclass
from pathlib import Path

from huozi.compositor import foreseen
from huozi.link.settle import guessed
from huozi.link.told import summed
from huozi.pdf.profile import Purpose
from huozi.read.explain import inferred_headings
from huozi.read.heads import long_heads
from huozi.read.manuscript import survey
from huozi.read.places import located
from huozi.read.report import in_order
from huozi.read.scripts import can_not_be_set
from huozi.read.source import Source
from huozi.read.units import furniture_unit, split
from huozi.values.manuscript import Finding, Manuscript, Severity


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and what it was made of as far as that could be read."""

    manuscript: Manuscript | None
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether something keeps the book from being made."""
        errors = (f for f in self.findings if f.severity is Severity.ERROR)
        return self.manuscript is None or any(errors)


def _is_refused(found: Finding) -> bool:
    """Whether a letter that no font has is of a script that was refused when it was read."""
    char = dict(found.params).get("char", "")
    return found.code.startswith("glyph-missing") and can_not_be_set(char)


def check_book(book_dir: Path, explain: bool = False) -> Checked:
    """All that can be said of a book without setting its text: a build finds no more but how pages
    come out. Of a book that is not sound, too, everything is told in one run; where asked, also
    which headings were told from their numbers.
    """
    found = survey(book_dir)
    told = list(found.findings)
    if (manuscript := found.manuscript) is not None:
        known = guessed(manuscript)
        units = (*split(manuscript, known), furniture_unit(manuscript))
        foretold = tuple(f for f in foreseen(book_dir, manuscript, units) if not _is_refused(f))
        told += long_heads(manuscript)
        told += inferred_headings(manuscript, Source(book_dir)) if explain else ()
        told += located(summed(foretold, Purpose()), Source(book_dir))
    return Checked(manuscript, in_order(dict.fromkeys(told)))
