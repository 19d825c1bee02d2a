"""Reports on the setting of a document: how much was composed, what was not, and why."""

from collections import Counter
from dataclasses import dataclass, field

SAMPLE_CHARS = 24


@dataclass(slots=True)
class ParagraphRecord:
    """A paragraph as it was last set; layout may set it several times."""

    line: int  # where its block was written, as `source_of` says it
    lines: int = 0
    fallback: str = ""  # why the engine set it; empty when it was composed
    faults: tuple[tuple[str, str], ...] = ()  # code, text of the line


@dataclass(slots=True)
class SettingReport:
    """The records of a document's paragraphs, and characters in doubtful faces.

    A paragraph is one run of inline content: a paragraph of text, a heading, a table cell, a line
    of the contents. `missing` are characters that no font has; `foreign` are characters that were
    set from a family the style does not name.
    """

    records: list[ParagraphRecord] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)  # character → families asked for
    foreign: dict[str, tuple[str, str]] = field(default_factory=dict)  # → family used, asked for
    not_bold: dict[str, str] = field(default_factory=dict)  # family without bold → sample of a text
    not_slanted: dict[str, str] = field(default_factory=dict)  # the same of italic

    def record(self, line: int) -> ParagraphRecord:
        """Begin the record of a paragraph whose block was written on `line`."""
        entry = ParagraphRecord(line)
        self.records.append(entry)
        return entry

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the composer set."""
        return sum(1 for entry in self.records if not entry.fallback)

    @property
    def lines(self) -> int:
        """How many lines the composer set."""
        return sum(entry.lines for entry in self.records)

    @property
    def fallbacks(self) -> Counter[str]:
        """How many paragraphs the engine set, by reason."""
        return Counter(entry.fallback for entry in self.records if entry.fallback)

    def counts(self) -> tuple[tuple[str, int], ...]:
        """The figures for the build report, sorted by name."""
        figures = {"paragraphs": self.paragraphs, "lines": self.lines}
        for reason, count in self.fallbacks.items():
            figures[f"fallback-{reason}"] = count
        return tuple(sorted(figures.items()))

    def faults(self) -> tuple[tuple[str, str, int], ...]:
        """Each line that could not be set without a fault: code, text, where its block begins."""
        return tuple((*fault, entry.line) for entry in self.records for fault in entry.faults)
