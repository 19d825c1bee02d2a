"""A manuscript → entries and annexes as Markdown, with the fate of every atom.

Nothing is read from or written to a disk here. What is guessed is a proposal with its reason; what
a person has to decide is a question, whose answer makes the next run what was decided.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.answers import Answers
from huozi.intake.body import EntryRoles, write_body
from huozi.intake.fates import Fated
from huozi.intake.flow import Flow, FlowItem, FlowPassage, FlowTable, flow
from huozi.intake.frontmatter import dropped_fates
from huozi.intake.ledger import check_fates
from huozi.intake.looks import PassageLook, passages_of, table_words
from huozi.intake.matters import UnitMatter, matter_of
from huozi.intake.outcome import (
    Converted,
    ConvertedEntry,
    ImportDifference,
    IntakeNotice,
    PartOfText,
    Proposal,
    Question,
)
from huozi.intake.parts import TextUnit, units
from huozi.intake.policy import Policy, revisions_of
from huozi.intake.readback import compare, read_file
from huozi.intake.remarks import placed, remarks
from huozi.intake.sequence import switches
from huozi.intake.sheet import EntrySheet
from huozi.intake.values import RevisionKind, WordSpot, WordText

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

    def indices(self, *parts: PartOfText) -> tuple[int, ...]:
        """The passages of some parts, in order."""
        return tuple(sorted(at for p in self.proposals if p.part in parts for at in p.passages))


class _Conversion:
    """One manuscript."""

    def __init__(self, text: WordText, answers: Answers) -> None:
        self.text, self.answers = text, answers
        self.questions: list[Question] = []
        self.notices: list[IntakeNotice] = []
        self.fates: list[Fated] = []
        self.stems: Counter[str] = Counter()

    def run(self) -> Converted:
        """All of it."""
        self._ask_changes()
        made = flow(self.text, self._policy())
        self.notices += made.notices
        self._ask_tables(made)
        self.fates += made.left
        looks = passages_of(made.items)
        parted = units(made.items, looks)
        for unit in parted:
            self._ask_start(made.items, unit)
        no = frozenset(at for at in looks if self._answer("split", made.items[at]) == "no")
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
        return Converted(
            entries=tuple(entries),
            ledger=ledger,
            proposals=tuple(_quoted(p, made.items) for s in found for p in s.proposals),
            questions=tuple(self.questions),
            notices=placed(self.notices, self.text, ledger),
            differences=tuple(differences),
        )

    def _never_called(self, made: Flow) -> Iterator[Fated]:
        """Notes whose calls stand nowhere: deleted, or in what was left out."""
        settled = {fated.atom for fated in self.fates}
        for passages in made.notes.values():
            free = [p for p in passages if not any(b.atom.number in settled for b in p.bits)]
            yield from dropped_fates(free, "note-uncalled")

    # ------------------------------------------------------------------------ questions

    def _answer(self, code: str, item: FlowItem) -> str:
        return self.answers.get(question_id(code, item))

    def ask(
        self, code: str, item: FlowItem, words: str, proposals: Sequence[str], about: str = ""
    ) -> str:
        """Ask; the answer, or the first proposal."""
        id = question_id(code, item)
        answer = self.answers.get(id)
        spot = _spot(item)
        self.questions.append(
            Question(id, about or code, words[:80], tuple(proposals), spot, answer)
        )
        return answer or proposals[0]

    def _ask_changes(self) -> None:
        """Revisions: nothing is decided by itself. Those of each author may be decided apart."""
        found: dict[tuple[str, str], list[str]] = {}
        for revision, words in revisions_of(self.text):
            found.setdefault((str(revision.change), revision.author), []).append(words)
        if not found:
            return
        self._ask_change("changes", "changes", "".join(map("".join, found.values())), True)
        for (kind, author), texts in found.items():
            words = "".join(texts)
            self.notices.append(IntakeNotice(f"change-{kind}", words[:80], None, author))
            if len(found) > 1:
                self._ask_change(f"changes-{kind}-{author}", "change-apart", words, False)

    def _ask_change(self, id: str, code: str, words: str, blocks: bool) -> None:
        choices = ("accept", "reject") if blocks else ("as all", "accept", "reject")
        answer = self.answers.get(id)
        self.questions.append(Question(id, code, words[:80], choices, None, answer, blocks))

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

    def _ask_tables(self, made: Flow) -> None:
        """Whether tables that hold most of the text only lay it out."""
        for notice in made.notices:
            if notice.code == "layout-opened" and notice.spot:
                id = f"table-{notice.spot.paragraph}"
                choices = ("text", "table")
                self.questions.append(Question(id, notice.code, notice.words, choices, notice.spot))

    def _ask_start(self, items: Sequence[FlowItem], unit: TextUnit) -> None:
        if unit.first:
            item = items[unit.first]
            words = item.words if isinstance(item, FlowPassage) else ""
            self.ask("split", item, words, ("annex" if unit.annex else "entry", "no"), unit.reason)

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
        matter = matter_of(unit, proposals, made, self)
        return _SettledUnit(unit, tuple(proposals), matter, self._stem(matter.title))

    def _heading(self, proposal: Proposal, item: FlowItem) -> Proposal:
        """A heading of the level that was answered; 0 for none."""
        answer = self._answer("heading", item)
        if proposal.confidence < _SURE and isinstance(item, FlowPassage):
            levels = (str(proposal.level), *(str(n) for n in range(5) if n != proposal.level))
            answer = self.ask("heading", item, item.words, levels, proposal.reason)
        known = answer in ("0", "1", "2", "3", "4")
        return replace(proposal, level=int(answer)) if known else proposal

    def _title(
        self, proposals: list[Proposal], unit: TextUnit, items: Sequence[FlowItem]
    ) -> list[Proposal]:
        """Of two titles the one that was chosen."""
        first = next(p for p in proposals if p.part is PartOfText.TITLE)
        both = (first.passages, unit.second_title)
        words = [_words(items, passages) for passages in both]
        if self.ask("title", items[first.passages[0]], words[0], words) == words[1]:
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
        sheet = EntrySheet(path, unit.stem, len(front) + 1, made, formats)
        self.fates += (fate for fate in unit.matter.fates(path))
        parts = {
            at: p.part for p in unit.proposals for at in p.passages if at not in unit.matter.kept
        }
        out = self._left_out(unit, made.items, parts)
        levels = {p.passages[0]: p.level for p in unit.proposals if p.part is PartOfText.HEADING}
        wanted = [at for at in range(unit.unit.first, unit.unit.end) if at not in out]
        write_body(sheet, made.items, looks, wanted, EntryRoles(parts, levels, unit.unit.end))
        sheet.notes_below()
        markdown = "\n".join([*front, *sheet.lines]).rstrip("\n") + "\n"
        self.fates += sheet.fates
        self.notices += sheet.notices
        read = read_file(path, markdown, unit.unit.annex)
        differences = list(compare(path, sheet.marks, sheet.note_marks, read))
        differences += unit.matter.differences(path, read.text)
        entry = ConvertedEntry(
            path, markdown, unit.matter.title, unit.unit.annex, tuple(sheet.pictures), read.findings
        )
        return entry, differences

    def _left_out(
        self, unit: _SettledUnit, items: Sequence[FlowItem], parts: Mapping[int, PartOfText]
    ) -> frozenset[int]:
        """Indices that do not stand in the body: front matter, and what is dropped and told."""
        out = {at for at, part in parts.items() if part in _HEAD_PARTS} | set(unit.matter.taken)
        for at, part in parts.items():
            item = items[at]
            dropped = part in _DROPPED
            if part is PartOfText.PUBLIC and isinstance(item, FlowPassage):
                dropped = self.ask("public", item, item.words, ("keep", "drop")) == "drop"
            if not dropped or at in out:
                continue
            out.add(at)
            passages = list(_passages(item))
            words = " ".join(p.words for p in passages)
            self.notices.append(IntakeNotice(f"dropped-{part}", words[:200], _spot(item)))
            self.fates += dropped_fates(passages, str(part))
        return frozenset(out)


def question_id(code: str, item: FlowItem) -> str:
    """The id of a question: what it is about, and the paragraph; that of a rerun is the same."""
    spot = _spot(item)
    return f"{code}-{spot.paragraph}" if spot.paragraph else code


def _quoted(proposal: Proposal, items: Sequence[FlowItem]) -> Proposal:
    """A proposal with the words that it is about."""
    first = items[proposal.passages[0]]
    words = table_words(first) if isinstance(first, FlowTable) else ""
    words = first.words if isinstance(first, FlowPassage) else words
    return replace(proposal, words=words[:80], spot=_spot(first))


def _spot(item: FlowItem) -> WordSpot:
    if isinstance(item, FlowPassage):
        return item.paragraph.spot
    return item.table.spot if isinstance(item, FlowTable) else item.atom.spot


def _passages(item: FlowItem) -> Iterator[FlowPassage]:
    if isinstance(item, FlowPassage):
        yield item
    elif isinstance(item, FlowTable):
        yield from (p for row in item.rows for cell in row for p in cell.passages)


def _words(items: Sequence[FlowItem], passages: Sequence[int]) -> str:
    return "".join(
        "".join(item.words.split()) for at in passages if isinstance(item := items[at], FlowPassage)
    )
