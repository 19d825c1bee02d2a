"""What becomes front matter of a unit, from which passages, and what is asked about it."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from huozi.intake.fates import Fated
from huozi.intake.frontmatter import (
    FrontKey,
    as_one,
    changed_fates,
    corrected_docno,
    dropped_fates,
    iso_date,
    lines_of,
    matter_fates,
    needs_display,
    shown_date,
    yaml_lines,
)
from huozi.intake.inquiry import Inquiry
from huozi.intake.outcome import ImportDifference, PartOfText, Proposal
from huozi.intake.parts import TextUnit
from huozi.intake.passages import Flow, FlowPassage, cut, visible
from huozi.intake.patterns import ANNEX_TITLE, CONTRIBUTOR, DOCNO
from huozi.intake.values import AtomKind
from huozi.values.manuscript import Entry, Matter

_LONGEST = 200  # of a title: the reader's bounds
_LONGEST_NOTE = 500
_IN_TEXT = "keep-in-text"
_ZERO = re.compile("(?<![0-9A-Za-z])[○O０0](?![0-9A-Za-z])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # as a person answers it


class UnitMatter(Struct, frozen=True):
    """The front matter of a unit."""

    title: str
    lines: tuple[str, ...]
    keys: tuple[FrontKey, ...]
    sources: tuple[
        tuple[str, tuple[FlowPassage, ...], str, str], ...
    ]  # key, passages, before, after
    dropped: tuple[tuple[FlowPassage, str], ...] = ()  # and why
    taken: frozenset[int] = frozenset()  # passages that stand in front matter alone
    kept: frozenset[int] = frozenset()  # … and those that stay in the body all the same
    zeros: frozenset[int] = frozenset()  # atoms of the date, whose circles are to be 〇

    def fates(self, path: str) -> Iterator[Fated]:
        """Fates of the passages that stand here alone."""
        for key, passages, before, after in self.sources:
            if visible(before) == visible(after):
                yield from matter_fates(passages, key, path)
            else:
                yield from changed_fates(passages, before, after, f"{key}-corrected", key, path)
        for passage, reason in self.dropped:
            yield from dropped_fates([passage], reason)

    def differences(self, path: str, read: Entry | Matter) -> list[ImportDifference]:
        """Where the reader has something else in a key."""
        found = []
        for key in self.keys:
            value = getattr(read, key.key, None)
            wanted = key.values if key.listed else key.values[0]
            if value is not None and str(value) != str(wanted) and tuple(value) != tuple(wanted):
                found.append(ImportDifference(path, 1, f"{key.key}: {wanted}", str(value)))
        return found


def matter_of(
    unit: TextUnit, proposals: Sequence[Proposal], made: Flow, asker: Inquiry
) -> UnitMatter:
    """Settle the front matter of a unit."""
    return _Matter(unit, proposals, made, asker).made()


def with_zeros(date: str) -> str:
    """A date in Han with 〇 for what was typed instead."""
    return _ZERO.sub("〇", date)


class _Matter:
    def __init__(
        self,
        unit: TextUnit,
        proposals: Sequence[Proposal],
        made: Flow,
        asker: Inquiry,
    ) -> None:
        self.unit, self.proposals, self.asker = unit, proposals, asker
        self.items, self.notes = made.items, made.notes
        self.keys: list[FrontKey] = []
        self.sources: list[tuple[str, tuple[FlowPassage, ...], str, str]] = []
        self.dropped: list[tuple[FlowPassage, str]] = []
        self.kept: set[int] = set()
        self.zeros: set[int] = set()

    def of(self, *parts: PartOfText) -> list[FlowPassage]:
        """The passages of some parts."""
        indices = sorted(at for p in self.proposals if p.part in parts for at in p.passages)
        return [p for at in indices if isinstance(p := self.items[at], FlowPassage)]

    def made(self) -> UnitMatter:
        """Key by key, in the order of the documentation."""
        title = self.title()
        if self.unit.annex:
            self.annex()
        else:
            self.document()
            self.contributor()
        return UnitMatter(
            title,
            tuple(yaml_lines(self.keys)),
            tuple(self.keys),
            tuple(self.sources),
            tuple(self.dropped),
            kept=frozenset(self.kept),
            zeros=frozenset(self.zeros),
        )

    def title(self) -> str:
        passages = self.of(PartOfText.TITLE)
        lines = lines_of(passages)
        title = as_one(lines)
        if passages and len(title) > _LONGEST:
            self.keep(PartOfText.TITLE)
            passages = []
        if not passages:
            title, lines = self.fallback(), ()
        else:
            before = title
            if self.unit.annex and (match := ANNEX_TITLE.match(lines[0])):
                lines = (lines[0][match.end() :], *lines[1:])
                title = as_one(lines)
            self.sources.append(("title", tuple(passages), before, title))
        self.keys.append(FrontKey("title", (title,)))
        if len(lines) > 1:
            self.keys.append(FrontKey("title_lines", lines, listed=True))
        self.title_note(passages)
        return title

    def title_note(self, passages: Sequence[FlowPassage]) -> None:
        """The notes of a title, as its star has them; annexes have none, and theirs is told."""
        called = [
            p
            for passage in passages
            for bit in passage.bits
            if bit.atom.kind is AtomKind.NOTE_CALL
            for p in self.notes.get(bit.atom.refers, ())
        ]
        words = as_one(lines_of(called))
        if not words:
            return
        self.asker.tell("title-note", words, called[0].spot)
        if self.unit.annex or len(words) > _LONGEST_NOTE:
            self.dropped += ((passage, "title-note") for passage in called)
            return
        self.keys.append(FrontKey("title_note", (words,)))
        self.sources.append(("title_note", tuple(called), words, words))

    def fallback(self) -> str:
        """A title where none was found: the first words, which stay in the text."""
        first = next(
            (p for p in self.items[self.unit.first : self.unit.end] if isinstance(p, FlowPassage)),
            None,
        )
        words = lines_of([first])[:1] if first else ()
        title = (words[0] if words else "无题")[:30]
        if first:
            self.asker.tell("title-missing", title, first.spot)
        return title

    def keep(self, part: PartOfText) -> None:
        """Leave the passages of a part in the body."""
        self.kept |= {at for p in self.proposals if p.part is part for at in p.passages}

    def annex(self) -> None:
        """附件1 is made by the press."""
        if passages := self.of(PartOfText.ANNEX):
            self.sources.append(("label", tuple(passages), "", ""))

    def document(self) -> None:
        """Kind, issuers, number and date of an official document."""
        heads, number = self.of(PartOfText.RED_HEAD), self.of(PartOfText.DOCNO)
        signed = self.of(PartOfText.SIGNATURE, PartOfText.DATE)
        addressed = self.of(PartOfText.ADDRESSEE)
        kind = self.asker.answers.get("kind")
        if kind == "article":
            self.keep(PartOfText.RED_HEAD)
            self.keep(PartOfText.DOCNO)
        if kind == "article" or not (kind or heads or number or (addressed and signed)):
            return
        self.keys.append(FrontKey("kind", ("document",)))
        if heads:
            issuers = _issuers(lines_of(heads))
            self.keys.append(FrontKey("issuers", issuers, listed=True))
            words = as_one(lines_of(heads))
            self.sources.append(("issuers", tuple(heads), words, "、".join(issuers)))
        elif issuers := tuple(line for line in lines_of(signed) if not iso_date(line)):
            self.keys.append(FrontKey("issuers", issuers, listed=True))
        if number:
            self.docno(number)
        self.date(signed)

    def docno(self, passages: Sequence[FlowPassage]) -> None:
        """The number in its form; what else stands in its line is told and left out."""
        first = passages[0]
        before = as_one(lines_of(passages[:1]))
        after = corrected_docno(before)
        match = DOCNO.match("".join(before.split()))
        solid = match[0] if match else before
        if not after:
            after = self.asker.ask("docno", first.spot, before, (_IN_TEXT,), "docno-agency")
        elif visible(solid) != visible(after):
            after = self.asker.ask("docno", first.spot, solid, (after, _IN_TEXT))
        if after == _IN_TEXT or corrected_docno(after) != after:
            self.keep(PartOfText.DOCNO)
            return
        number, beside = cut(first, _end_of(first.words, len(solid)))
        self.keys.append(FrontKey("docno", (after,)))
        self.sources.append(("docno", (number,), solid, after))
        self.dropped += ((beside, "signer"), *((other, "docno") for other in passages[1:]))

    def date(self, signed: Sequence[FlowPassage]) -> None:
        """The date of the signature, which stays in its box."""
        lines = lines_of(signed)
        dated = next((line for line in reversed(lines) if iso_date(line)), "")
        if not dated:
            if signed:
                told = self.asker.ask(
                    "date", signed[-1].spot, lines[-1], ("undated",), "date-missing"
                )
                if _DAY.fullmatch(told):
                    self.keys.append(FrontKey("date", (told,)))
            return
        iso, shown = iso_date(dated), shown_date(dated)
        self.keys.append(FrontKey("date", (iso,)))
        if any(zero in shown for zero in "○O０0") and not shown[:1].isascii():
            fixed = with_zeros(shown)
            shown = self.asker.ask("date-zero", signed[-1].spot, shown, (shown, fixed))
            if shown == fixed:  # in the signature, too
                last = next(p for p in reversed(signed) if iso_date(p.words))
                self.zeros |= {bit.atom.number for bit in last.bits}
        if needs_display(iso, shown):
            self.keys.append(FrontKey("date_display", (shown,)))

    def contributor(self) -> None:
        """（供稿：某某） is a key."""
        for passage in self.of(PartOfText.CONTRIBUTOR):
            if match := CONTRIBUTOR.fullmatch(passage.words.strip()):
                who = match["who"].strip()
                self.keys.append(FrontKey("contributor", (who,)))
                self.sources.append(("contributor", (passage,), passage.words, who))


def _end_of(words: str, count: int) -> int:
    """Behind how many characters so many visible ones have come."""
    at = 0
    while count and at < len(words):
        count -= not words[at].isspace()
        at += 1
    return at


def _issuers(lines: Sequence[str]) -> tuple[str, ...]:
    """Who issues, without 文件."""
    names = ("".join(line.split()).removesuffix("文件") for line in lines)
    return tuple(name for name in names if name) or ("文件",)
