"""`build.py proofread`: a book is read, rules are put to it, what people decided is taken out."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from huozi.jobs.proofreading.memory import ProofMemory
from huozi.proofread.kept import NAMES_RULE, OWN_RULE, Decided, decided, names_rule, own_rule
from huozi.proofread.rules import rules
from huozi.proofread.run import proofread
from huozi.proofread.text import placed, volume
from huozi.proofread.values import MASKED, Alarm, PlacedAlarm, ProofRule, Volume
from huozi.read.manuscript import Survey, surveyed
from huozi.read.paths import CONTENT
from huozi.read.places import located
from huozi.read.report import Reporter, unknown
from huozi.read.rulings import RULINGS_FILE, read_rulings
from huozi.read.selection import Selection, Word, choose, listing
from huozi.read.source import MissingFileError, ReadOnce, RefusedError, Source
from huozi.store.memory import EntryMemory
from huozi.store.shelf import FOLDER, refuse_linked
from huozi.values.errors import InputError, UsageError
from huozi.values.manuscript import Finding, Manuscript, Place, Severity, finding
from huozi.values.rulings import Kept, Rulings

_BOM = "\ufeff"
#: What a reader says of text that it leaves out of a file.
_LEFT_OUT = frozenset({"paragraph-too-long", "too-deep", "too-many-blocks", "too-many-marks"})


class ProofOrder(Struct, frozen=True):
    """What a call asks for."""

    book_dir: Path
    entries: tuple[str, ...] = ()  # numbers, ranges, files; empty: all
    rules: tuple[str, ...] = ()  # ids, or letters for all that begin so; empty: the fit ones
    everything: bool = False  # the others, too


class Proofreading(Struct, frozen=True):
    """A book on the proofreader's desk: what was read, and what the rules said of it."""

    manuscript: Manuscript
    rulings: Rulings
    rules: tuple[ProofRule, ...]  # that were asked
    volume: Volume
    alarms: tuple[PlacedAlarm, ...]  # in the order of the text
    kept: int  # alarms that people decided to leave
    findings: tuple[Finding, ...]  # of 审校.yaml: what is stale
    errors: frozenset[Finding]  # of the manuscript: what keeps the book from being made

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the texts by their units."""
        texts = self.manuscript.texts
        return {text.id or text.kind.value: text.title or text.id for text in texts}

    def rule(self, name: str) -> ProofRule:
        """A rule that was asked, by its id."""
        return next(rule for rule in self.rules if rule.id == name)


def proofread_book(order: ProofOrder) -> Proofreading:
    """All alarms of a book. Raises InputError where it can't be read, or what was decided can't;
    UsageError for rules and entries that are not there.
    """
    refuse_linked(order.book_dir)
    source = ReadOnce(order.book_dir)
    shelf = order.book_dir / "output" / FOLDER
    entries = EntryMemory(shelf)
    survey = surveyed(source, entries)
    entries.turn()
    manuscript, rulings = _read_whole(survey), rulings_of(source)
    asked = _asked(order, rulings)
    memory = ProofMemory(shelf, asked)
    units = chosen(manuscript, order)
    whole = volume(manuscript, source.peek, memory.passages)
    found = decided(proofread(whole, asked, memory.look), rulings, asked)
    entries.close()
    memory.close()
    alarms = [alarm for alarm in found.alarms if not units or alarm.passage.unit in units]
    return Proofreading(
        manuscript, rulings, asked, whole,
        tuple(placed(alarm, source.peek) for alarm in alarms),
        found.kept,
        () if units else located(_stale(found), source),
        errors_of(survey),
    )  # fmt: skip


def _read_whole(survey: Survey) -> Manuscript:
    """The manuscript, in which no text is missing: nothing may be taken for read that was not.

    Raises InputError where `book.yaml`, or a text that it lists, could not be read.
    """
    manuscript = survey.manuscript
    if manuscript is None:
        raise InputError(survey.findings)
    read = {text.place.file for text in manuscript.texts} - {manuscript.book.place.file}
    read |= {block.place.file for text in manuscript.texts for block in text.body}
    for found in errors_of(survey):
        if found.code in _LEFT_OUT or found.place is None or found.place.file not in read:
            raise InputError(survey.findings)
    return manuscript


def errors_of(survey: Survey) -> frozenset[Finding]:
    """What keeps a book from being made."""
    return frozenset(found for found in survey.findings if found.severity is Severity.ERROR)


def rulings_of(source: Source) -> Rulings:
    """What `content/审校.yaml` says; nothing where it is not there. Raises InputError."""
    report = Reporter(RULINGS_FILE)
    try:
        text = source.read_text(RULINGS_FILE).removeprefix(_BOM)
    except MissingFileError:
        return Rulings()
    except RefusedError as refused:
        report.error(refused.code, refused.line, **refused.params)
    else:
        found = read_rulings(text, report, (*(rule.id for rule in rules()), OWN_RULE, NAMES_RULE))
        if found is not None and not report.failed:
            return found
    raise InputError(located(report.in_order(), source))


def _stale(found: Decided) -> Iterator[Finding]:
    for one in found.stale:
        yield _of_exception("ruling-stale", one)


def _of_exception(code: str, one: Kept) -> Finding:
    return finding(
        code, Place(RULINGS_FILE, one.line), Severity.WARNING, rule=one.rule, text=one.text,
        reason=one.reason,
    )  # fmt: skip


def _asked(order: ProofOrder, rulings: Rulings) -> tuple[ProofRule, ...]:
    """The rules of a call. Raises UsageError."""
    own = own_rule(rulings.lists), names_rule((*rulings.names, *rulings.terms))
    known = (*rules(), *(rule for rule in own if rule))
    if order.rules:
        return named(order.rules, known)
    return tuple(rule for rule in known if rule.fit or order.everything)


def named(words: Iterable[str], known: Sequence[ProofRule]) -> tuple[ProofRule, ...]:
    """Rules by their ids, or by the letters these begin with. Raises UsageError."""
    wanted: set[str] = set()
    wrong = []
    for word in (piece.strip().upper() for one in words for piece in one.split(",")):
        exact = [rule.id for rule in known if rule.id.upper() == word]
        family = [rule.id for rule in known if word.isalpha() and rule.id.startswith(word)]
        if not (exact or family):
            wrong.append(unknown("proof-rule", None, word, [rule.id for rule in known]))
        wanted.update(exact or family)
    if wrong:
        raise UsageError(wrong)
    return tuple(rule for rule in known if rule.id in wanted)


def chosen(manuscript: Manuscript, order: ProofOrder) -> frozenset[str]:
    """The units of the entries of a call; none where it names none. Raises UsageError."""
    units: set[str] = set()
    words: list[Word] = []
    pieces = {text.place.file: text.id or text.kind.value for text in manuscript.texts}
    for word in order.entries:
        file = _in_book(word, order.book_dir)
        if file in pieces:
            units.add(pieces[file])
        else:
            words.append(Word(file.removeprefix(f"{CONTENT}/")))
    if words:
        numbers, wrong = choose(listing(manuscript), Selection((), tuple(words)))
        if wrong:
            raise UsageError(wrong)
        for number in numbers:
            entry = manuscript.entries[number - 1]
            units.update((entry.id, *(annex.id for annex in entry.annexes)))
    return frozenset(units)


def _in_book(word: str, book_dir: Path) -> str:
    """A file as the book calls it, whether it was written from here, the book or `content/`."""
    if not word.lower().endswith(".md"):
        return word
    path, root = Path(word), book_dir.resolve()
    if path.exists() and path.resolve().is_relative_to(root):
        return path.resolve().relative_to(root).as_posix()
    pure = PurePosixPath(word)
    return str(pure if pure.parts[0] == CONTENT else PurePosixPath(CONTENT) / pure)


def words_around(alarm: Alarm) -> tuple[str, str, str]:
    """The sentence an alarm stands in: before its words, the words, behind them."""
    text, hit = alarm.passage.text, alarm.hit
    start = max((text.rfind(mark, 0, hit.start) for mark in "。！？\n"), default=-1) + 1
    ends = [at + 1 for mark in "。！？\n" if (at := text.find(mark, hit.stop)) >= 0]
    stop = min(ends, default=len(text))
    spans = (start, hit.start), (hit.start, hit.stop), (hit.stop, stop)
    before, words, after = (text[first:last].replace(MASKED, "") for first, last in spans)
    return before, words, after
