"""A manuscript → entries and annexes as Markdown, with the fate of every atom.

Nothing is read from or written to a disk here. What is guessed is a proposal with its reason; what
a person has to decide is a question, whose answer makes the next run what was decided.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.body import EntryRoles, write_body
from huozi.intake.fates import Changed, Fated, Set
from huozi.intake.flow import flow
from huozi.intake.frontmatter import dropped_fates
from huozi.intake.inquiry import AS_ALL, Answers, Inquiry
from huozi.intake.ledger import check_fates
from huozi.intake.looks import PassageLook, passages_of, table_words
from huozi.intake.matters import UnitMatter, matter_of, with_zeros
from huozi.intake.outcome import (
    Converted,
    ConvertedEntry,
    ImportDifference,
    IntakeNotice,
    PartOfText,
    Proposal,
)
from huozi.intake.parts import TextUnit, units
from huozi.intake.passages import Flow, FlowItem, FlowPassage, FlowTable
from huozi.intake.policy import Policy, revisions_of
from huozi.intake.readback import compare, read_file
from huozi.intake.remarks import placed, remarks
from huozi.intake.sequence import switches
from huozi.intake.sheet import EntrySheet
from huozi.intake.typed_notes import with_typed_notes
from huozi.intake.values import RevisionKind, WordText

#: Below this a heading is asked for.
_SURE = 0.7
#: What is left out, and told, unless an answer keeps it.
_DROPPED = (PartOfText.SIGNER, PartOfText.MARKING, PartOfText.IMPRINT)
_HEAD_PARTS = (PartOfText.TITLE, PartOfText.DOCNO, PartOfText.RED_HEAD, PartOfText.CONTRIBUTOR,
               PartOfText.ANNEX)  # fmt: skip
#: The question about the changes of one kind and author.
_CHANGE = re.compile(rf"changes-({'|'.join(RevisionKind)})-(.*)", re.DOTALL)
_BOUND = 40  # characters of a file's name


def convert(text: WordText, answers: Answers | None = None) -> Converted:
    """Convert a manuscript. Raises InputError where an atom has no fate, by a fault of ours."""
    return _Conversion(text, answers or Answers()).run()


class _SettledUnit(Struct, frozen=True):
    """A unit once its proposals are settled."""

    unit: TextUnit
    proposals: tuple[Proposal, ...]
    matter: UnitMatter
    stem: str


class _Conversion:
    """One manuscript."""

    def __init__(self, text: WordText, answers: Answers) -> None:
        self.text, self.answers = text, answers
        self.inquiry = Inquiry(answers)
        self.notices = self.inquiry.notices
        self.fates: list[Fated] = []
        self.stems: Counter[str] = Counter()

    def run(self) -> Converted:
        """All of it."""
        self._ask_changes()
        made = flow(self.text, self._policy(), self.inquiry)
        self._ask_tables()
        made = with_typed_notes(made, self.inquiry)
        self.fates += made.left
        looks = passages_of(made.items)
        parted = units(made.items, looks)
        for unit in parted:
            self._ask_start(made.items, unit)
        no = frozenset(
            at for at in looks if self.inquiry.said("split", made.items[at].spot) == "no"
        )
        parted = units(made.items, looks, no) if no else parted
        found = [self._settled(unit, made) for unit in parted]
        self.notices += switches(looks, made.items)
        entries, differences = [], []
        for settled in found:
            entry, apart = self._written(settled, made, looks)
            entries.append(entry)
            differences += apart
        self.fates += self._never_called(made)
        if not differences:
            check_fates(self.text, self.fates)
        ledger = tuple(sorted(self.fates, key=lambda f: (f.atom, f.start)))
        self.notices += remarks(self.text, ledger)
        notices = placed(self.notices, self.text, ledger)
        self._forget_heads(notices)
        return Converted(
            entries=tuple(entries),
            ledger=ledger,
            proposals=tuple(_quoted(p, made.items) for s in found for p in s.proposals),
            questions=tuple(self.inquiry.every()),
            notices=notices,
            differences=tuple(differences),
        )

    def _never_called(self, made: Flow) -> Iterator[Fated]:
        """Notes whose calls stand nowhere: deleted, or in what was left out."""
        settled = {fated.atom for fated in self.fates}
        for passages in made.notes.values():
            free = [p for p in passages if not any(b.atom.number in settled for b in p.bits)]
            yield from dropped_fates(free, "note-uncalled")

    # ------------------------------------------------------------------------ questions

    def _ask_changes(self) -> None:
        """Revisions: nothing is decided by itself. Those of each author may be decided apart."""
        found: dict[tuple[str, str], list[str]] = {}
        for revision, words in revisions_of(self.text):
            found.setdefault((str(revision.change), revision.author), []).append(words)
        if not found:
            return
        words = "".join(map("".join, found.values()))
        self.inquiry.put("changes", "changes", words, ("accept", "reject"), True)
        for (kind, author), texts in found.items() if len(found) > 1 else ():
            id, choices = f"changes-{kind}-{author}", (AS_ALL, "accept", "reject")
            self.inquiry.put(id, "change-apart", "".join(texts), choices)

    def _policy(self) -> Policy:
        kept = (id.partition("-")[2] for id, said in self.answers.of.items() if said == "table")
        closed = frozenset(int(number) for number in kept if number.isdecimal())
        each = {
            (kind, author): said
            for id, said in self.answers.of.items()
            if said in ("accept", "reject") and (parts := _CHANGE.fullmatch(id))
            for kind, author in (parts.groups(),)
        }
        return Policy(self.answers.get("changes", "accept"), each, closed)

    def _ask_tables(self) -> None:
        """Whether tables that hold most of the text only lay it out."""
        for notice in tuple(self.notices):
            if notice.code == "layout-opened" and notice.spot:
                self.inquiry.ask("table", notice.spot, notice.words, ("text", "table"), notice.code)

    def _ask_start(self, items: Sequence[FlowItem], unit: TextUnit) -> None:
        if unit.first:
            item = items[unit.first]
            words = item.words if isinstance(item, FlowPassage) else ""
            choices = ("annex" if unit.annex else "entry", "no")
            self.inquiry.ask("split", item.spot, words, choices, unit.reason)

    def _forget_heads(self, notices: Sequence[IntakeNotice]) -> None:
        """A red head or a title in a box has no place in the body that could be asked for."""
        gone = {n.spot for n in notices if n.code == "box-moved" and not n.detail}
        self.inquiry.questions[:] = (
            q
            for q in self.inquiry.questions
            if q.answer or q.code != "place-box" or q.spot not in gone
        )

    # ------------------------------------------------------------------------ settled

    def _settled(self, unit: TextUnit, made: Flow) -> _SettledUnit:
        """A unit with its headings, title and front matter as they were answered."""
        items = made.items
        proposals = list(unit.proposals)
        for at, proposal in enumerate(proposals):
            if proposal.part is PartOfText.HEADING:
                proposals[at] = self._heading(proposal, items[proposal.passages[0]])
        proposals = [p for p in proposals if p.part is not PartOfText.HEADING or p.level]
        if unit.second_title:
            proposals = self._title(proposals, unit, items)
        matter = matter_of(unit, proposals, made, self.inquiry)
        return _SettledUnit(unit, tuple(proposals), matter, self._stem(matter.title))

    def _heading(self, proposal: Proposal, item: FlowItem) -> Proposal:
        """A heading of the level that was answered; 0 for none."""
        answer = self.inquiry.said("heading", item.spot)
        if proposal.confidence < _SURE and isinstance(item, FlowPassage):
            levels = (str(proposal.level), *(str(n) for n in range(5) if n != proposal.level))
            answer = self.inquiry.ask("heading", item.spot, item.words, levels, proposal.reason)
        known = answer in ("0", "1", "2", "3", "4")
        return replace(proposal, level=int(answer)) if known else proposal

    def _title(
        self, proposals: list[Proposal], unit: TextUnit, items: Sequence[FlowItem]
    ) -> list[Proposal]:
        """Of two titles the one that was chosen."""
        first = next(p for p in proposals if p.part is PartOfText.TITLE)
        both = (first.passages, unit.second_title)
        words = [_words(items, passages) for passages in both]
        if self.inquiry.ask("title", items[first.passages[0]].spot, words[0], words) == words[1]:
            at = proposals.index(first)
            proposals[at] = replace(first, passages=unit.second_title, reason="answered")
            second = set(unit.second_title)
            proposals = [p for p in proposals if p is proposals[at] or not second & {*p.passages}]
        return proposals

    def _stem(self, title: str) -> str:
        """The name of a file: what a title has of letters, figures and Han; each once."""
        stem = "".join(re.findall(r"[\w《》〔〕（）]+", title))[:_BOUND]
        stem = stem.replace("（", "").replace("）", "") or "稿"
        self.stems[stem] += 1
        return stem if self.stems[stem] == 1 else f"{stem}-{self.stems[stem]}"

    # ------------------------------------------------------------------------ written

    def _written(
        self, unit: _SettledUnit, made: Flow, looks: Mapping[int, PassageLook]
    ) -> tuple[ConvertedEntry, list[ImportDifference]]:
        path = f"{unit.stem}.md"
        front = ["---", *unit.matter.lines, "---", ""]
        formats = {picture.id: picture.format for picture in self.text.pictures}
        sheet = EntrySheet(path, unit.stem, len(front) + 1, made, formats, self.inquiry)
        self.fates += (fate for fate in unit.matter.fates(path))
        parts = {
            at: p.part for p in unit.proposals for at in p.passages if at not in unit.matter.kept
        }
        out = self._left_out(unit, made.items, parts)
        levels = {p.passages[0]: p.level for p in unit.proposals if p.part is PartOfText.HEADING}
        wanted = [at for at in range(unit.unit.first, unit.unit.end) if at not in out]
        zeros = unit.matter.zeros
        items = [_zeroed(item, zeros) for item in made.items] if zeros else made.items
        write_body(sheet, items, looks, wanted, EntryRoles(parts, levels))
        sheet.notes_below()
        markdown = "\n".join([*front, *sheet.lines]).rstrip("\n") + "\n"
        self.fates += (self._zero_fate(f) if f.atom in zeros else f for f in sheet.fates)
        read = read_file(path, markdown, unit.unit.annex)
        differences = list(compare(path, sheet.marks, sheet.note_marks, read))
        differences += unit.matter.differences(path, read)
        entry = ConvertedEntry(
            path, markdown, unit.matter.title, unit.unit.annex, tuple(sheet.pictures)
        )
        return entry, differences

    def _zero_fate(self, fated: Fated) -> Fated:
        """The fate of a piece of a date whose circles are 〇 now."""
        before = self.text.atoms[fated.atom].text[fated.start : fated.stop]
        after = with_zeros(before)
        if before == after or not isinstance(fated.fate, Set):
            return fated
        fate = Changed(before, after, "date-zero", fated.fate.file, fated.fate.line)
        return replace(fated, fate=fate)

    def _left_out(
        self, unit: _SettledUnit, items: Sequence[FlowItem], parts: Mapping[int, PartOfText]
    ) -> frozenset[int]:
        """Indices that do not stand in the body: front matter, and what is dropped and told."""
        out = {at for at, part in parts.items() if part in _HEAD_PARTS} | set(unit.matter.taken)
        for at, part in parts.items():
            item = items[at]
            dropped = part in _DROPPED
            if part is PartOfText.PUBLIC and isinstance(item, FlowPassage):
                dropped = (
                    self.inquiry.ask("public", item.spot, item.words, ("keep", "drop")) == "drop"
                )
            if not dropped or at in out:
                continue
            out.add(at)
            self.fates += dropped_fates(tuple(_passages(item)), str(part))
        return frozenset(out)


def _zeroed(item: FlowItem, atoms: frozenset[int]) -> FlowItem:
    """A passage with 〇 for the circles of some atoms."""
    if not isinstance(item, FlowPassage) or not any(b.atom.number in atoms for b in item.bits):
        return item
    bits = (
        replace(bit, atom=replace(bit.atom, text=with_zeros(bit.atom.text)))
        if bit.atom.number in atoms
        else bit
        for bit in item.bits
    )
    return replace(item, bits=tuple(bits))


def _quoted(proposal: Proposal, items: Sequence[FlowItem]) -> Proposal:
    """A proposal with the words that it is about."""
    first = items[proposal.passages[0]]
    words = table_words(first) if isinstance(first, FlowTable) else ""
    words = first.words if isinstance(first, FlowPassage) else words
    return replace(proposal, words=words[:80], spot=first.spot)


def _passages(item: FlowItem) -> Iterator[FlowPassage]:
    if isinstance(item, FlowPassage):
        yield item
    elif isinstance(item, FlowTable):
        yield from (p for row in item.rows for cell in row for p in cell.passages)


def _words(items: Sequence[FlowItem], passages: Sequence[int]) -> str:
    return "".join(
        "".join(item.words.split()) for at in passages if isinstance(item := items[at], FlowPassage)
    )
