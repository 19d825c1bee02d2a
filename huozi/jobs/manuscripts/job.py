"""Import: manuscripts one by one, each whole or not at all; what is wrong with one stops no other.

For each manuscript all files are on the disk before any has its name; the record comes last. A run
that was killed leaves whole files, and the next run takes them for its own.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from huozi.files import TooBigError, read_below, read_file, write_together
from huozi.fonts.typecase import TypeCase
from huozi.intake.answers import read_answers, written_answers
from huozi.intake.inquiry import Answers
from huozi.intake.merge import merge
from huozi.intake.outcome import Question
from huozi.intake.sniff import Form
from huozi.jobs.manuscripts import keeping
from huozi.jobs.manuscripts.addresses import links_of, texts_of
from huozi.jobs.manuscripts.glyphs import case_of, glyph_rows
from huozi.jobs.manuscripts.keeping import ImportRecord, Keeping, KeptText, is_revised
from huozi.jobs.manuscripts.names import stem_of
from huozi.jobs.manuscripts.order import Imported, ImportOrder, ManuscriptFile
from huozi.jobs.manuscripts.page import as_html
from huozi.jobs.manuscripts.placing import Placed, PlacedText, Places
from huozi.jobs.manuscripts.report import (
    ImportReport,
    ReportConflict,
    ReportFile,
    as_json,
)
from huozi.jobs.manuscripts.taking import Begun, Taken, begun, finished, take
from huozi.read.book import BOOK_FILE, read_book
from huozi.read.enlist import EnlistError, NewEntry, enlisted, shown
from huozi.read.paths import CONTENT
from huozi.read.plan import BookPlan
from huozi.read.report import Reporter, unknown
from huozi.read.source import TEXT_LIMIT, Source
from huozi.read.styles import OfferedStyles
from huozi.sandbox import preload
from huozi.values.errors import HuoziError, InputError, UsageError
from huozi.values.manuscript import Finding, Place, finding

#: How many manuscripts are read at once, each in a process of up to 100 MiB.
_AT_ONCE = 2
REPORTS = "output/import"
#: What reading a text back loads when it first does.
PARSERS = ("huozi.read.markdown", "markdown_it", "mdit_py_plugins", "yaml", "PIL.Image")


class Import:
    """One run. Raises UsageError and InputError where the book can't take anything."""

    def __init__(self, order: ImportOrder) -> None:
        preload("huozi.jobs.manuscripts.taking", *PARSERS)
        self.order = order
        self.keeping = Keeping(order.book_dir)
        self.styles = OfferedStyles(Source(order.book_dir))
        self.book = self._book_text()
        self.plan = self._plan()
        self.folder = self._folder()
        self.places = Places(order.book_dir, self.keeping)
        self.labels: set[str] = set()  # of this run
        self.texts: dict[Path, str] = {}  # Markdown of this run → files below content/

    def every(self, files: Sequence[ManuscriptFile]) -> Iterator[Imported]:
        """Import manuscripts in order. The next are read while one is written."""
        self.texts = texts_of(((one.path, one.folder) for one in files), self.folder, self.keeping)
        with ThreadPoolExecutor(_AT_ONCE) as readers:
            ahead = deque[_Reading]()
            try:
                for at, manuscript in enumerate(files):
                    while len(ahead) <= _AT_ONCE and at + len(ahead) < len(files):
                        ahead.append(self._reading(readers, files[at + len(ahead)]))
                    yield self.one(manuscript, ahead.popleft())
            finally:
                for reading in ahead:
                    reading.begun.cancel()

    def _reading(self, readers: ThreadPoolExecutor, manuscript: ManuscriptFile) -> "_Reading":
        """Begin to read a manuscript, with the answers of the label that it will have, mostly."""
        label = keeping.label_of(manuscript.path, manuscript.folder)
        try:
            answers = self._answers(label)
        except HuoziError:  # told when its turn comes
            answers = Answers()
        return _Reading(answers, readers.submit(begun, manuscript.path, answers))

    def one(self, manuscript: ManuscriptFile, reading: "_Reading | None" = None) -> Imported:
        """Import a manuscript. What is wrong with it is told in the value."""
        source = str(manuscript.path)
        try:
            return self._one(manuscript, reading)
        except HuoziError as error:
            name, told = manuscript.path.name, []
            for found in error.findings:
                place = found.place
                if place is None or place.file == name:
                    place = Place(source, place.line if place else 0)
                told.append(replace(found, place=place))
            return Imported(source, "refused", findings=tuple(told))

    # ------------------------------------------------------------------------ the book

    @cached_property
    def case(self) -> TypeCase | None:
        """The fonts of the book, to tell what they lack."""
        return case_of(self.order.book_dir, self.plan.fonts)

    def _book_text(self) -> str:
        data = self.keeping.bytes_of(BOOK_FILE, TEXT_LIMIT)
        try:
            return (data or b"").decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError([finding("import-book", Place(BOOK_FILE))]) from error

    def _plan(self) -> BookPlan:
        plan = read_book(
            self.book.removeprefix("\ufeff").replace("\r\n", "\n"), Reporter(), self.styles
        )
        if plan is None:
            raise InputError([finding("import-book", Place(BOOK_FILE))])
        return plan

    def _folder(self) -> str:
        """The folder of new entries below `content/`: that of their part's last entry."""
        parts, into = self.plan.parts, self.order.into
        titles = [part.title for part in parts]
        if not into:
            if self.order.add and len(parts) > 1:
                raise UsageError([finding("import-which", known=tuple(titles))])
            return ""
        if not any(titles):
            raise UsageError([finding("import-no-parts", found=into)])
        at = titles.index(into) if into in titles else int(into) - 1 if into.isdecimal() else -1
        if not 0 <= at < len(parts) or not titles[at]:
            raise UsageError([unknown("import-part", None, into, filter(None, titles))])
        if entries := parts[at].entries:
            return entries[-1].path.rpartition("/")[0]
        return stem_of(titles[at])

    # ------------------------------------------------------------------------ one manuscript

    def _one(self, manuscript: ManuscriptFile, reading: "_Reading | None") -> Imported:
        label = keeping.label_of(manuscript.path, manuscript.folder)
        while label in self.labels:
            label = keeping.next_label(label)
        kept = self.keeping.find(label)
        answers = self._answers(label)
        if reading and reading.answers == answers:
            taken = finished(reading.begun.result(), answers, manuscript.folder)
        else:
            taken = take(manuscript.path, answers, manuscript.folder)
        texts = tuple(entry.markdown for entry in taken.converted.entries)
        while kept and kept.digest != taken.origin.digest and not is_revised(kept, texts):
            label = keeping.next_label(label)
            kept = self.keeping.find(label)
        self.labels.add(label)
        return _Taking(self, manuscript.path, label, kept, taken, answers).done()

    def _answers(self, label: str) -> Answers:
        """What was answered, and what the call itself answers."""
        path = self.order.answers
        name = str(path) if path else keeping.answers_of(label)
        try:
            data = read_file(path, TEXT_LIMIT) if path else self.keeping.bytes_of(name, TEXT_LIMIT)
        except (OSError, TooBigError) as error:
            raise UsageError([finding("import-answers", found=name, reason=error)]) from error
        report = Reporter(name)
        answers = read_answers((data or b"").decode("utf-8", "replace"), report)
        if report.failed:
            raise InputError(report.in_order())
        said = dict(answers.of)
        if self.order.changes != "ask":
            said["changes"] = self.order.changes
        if self.order.kind:
            said["kind"] = self.order.kind
        return Answers(said)


class _Reading(Struct, frozen=True):
    """A manuscript that is read by a thread, with these answers."""

    answers: Answers
    begun: Future[Begun]


class _Settled(Struct, frozen=True):
    """A text as it is to lie there; None: as it lies there already."""

    text: PlacedText
    data: str | None
    done: str  # new, merged, same, kept
    conflicts: tuple[ReportConflict, ...] = ()


class _Taking:
    """One manuscript that was taken in, on its way into the book."""

    def __init__(
        self, run: Import, path: Path, label: str, kept: ImportRecord | None, taken: Taken,
        answers: Answers,
    ) -> None:  # fmt: skip
        self.run, self.order, self.label = run, run.order, label
        self.path, self.source = path.absolute(), str(path)
        self.kept, self.taken, self.answers = kept, taken, answers
        self.original = keeping.original_of(label, taken.origin.digest)

    def done(self) -> Imported:
        """Place everything, write it, and tell of it."""
        converted = self.taken.converted
        if converted.differences:
            raise InputError(
                finding("import-differs", Place(self.source), file=d.file, line=d.line,
                        wanted=d.wanted, found=d.found)
                for d in converted.differences
            )  # fmt: skip
        named, links = "", dict[str, str]()
        if self.taken.origin.form == Form.MARKDOWN:
            named = self.label
            own = (
                self.kept.texts[0].path if self.kept else str(PurePosixPath(self.run.folder, named))
            )
            links = links_of(converted.entries[0].markdown, self.path, own, self.run.texts)
        placed = self.run.places.place(
            converted.entries, self.taken.images, self.kept, self.run.folder, named, links
        )
        settled = tuple(map(self._settled, placed.texts))
        conflicts = tuple(conflict for one in settled for conflict in one.conflicts)
        state = self._state(settled, conflicts)
        told: tuple[Finding, ...] = ()
        lines, book = "", None
        if state in ("new", "merged", "same"):
            lines, book, told = self._listed(settled)
        report = self._report(state, settled, conflicts, placed, lines)
        files = dict(self._files(state, settled, conflicts, placed, book))
        written = self._written(report, files)
        if book is not None and not self.order.dry_run:
            self.run.book = book
        return Imported(
            self.source, state, report.files, report.account, report.open_questions,
            len(conflicts), written, "" if book is not None else lines, told,
        )  # fmt: skip

    # ------------------------------------------------------------------------ texts

    def _settled(self, text: PlacedText) -> _Settled:
        """What is to lie there: the new text, or what a merge makes of all three."""
        if text.before is None:
            return _Settled(text, text.new, "new")
        if text.edited is None:
            raise InputError(
                [finding("import-gone", Place(f"{CONTENT}/{text.path}"),
                         record=keeping.record_of(self.label))]
            )  # fmt: skip
        if text.before == text.new:
            return _Settled(text, None, "same" if text.edited == text.new else "kept")
        merged = merge(text.before, text.edited, text.new, self.answers.of)
        if merged.conflicts:
            found = tuple(
                ReportConflict(c.id, f"{CONTENT}/{text.path}", c.line, c.base, c.mine, c.theirs)
                for c in merged.conflicts
            )
            return _Settled(text, None, "refused", found)
        same = merged.text == text.edited
        return _Settled(text, None if same else merged.text, "kept" if same else "merged")

    def _state(self, settled: Iterable[_Settled], conflicts: tuple[ReportConflict, ...]) -> str:
        if not self.taken.converted.ready:
            return "asks"
        if conflicts:
            return "conflicts"
        done = {one.done for one in settled}
        if self.kept is None:
            return "new"
        return "merged" if done & {"merged", "new"} else "same"

    # ------------------------------------------------------------------------ book.yaml

    def _listed(self, settled: Iterable[_Settled]) -> tuple[str, str | None, tuple[Finding, ...]]:
        """The lines for what is new; the whole of `book.yaml` with them, where it was asked for."""
        entries = tuple(_entries(settled, {file.path for file in self.run.plan.files}))
        if not entries:
            return "", None, ()
        lines = shown(entries)
        if not self.order.add:
            return lines, None, ()
        try:
            return lines, enlisted(self.run.book, entries, self.run.styles, self.order.into), ()
        except EnlistError as error:
            return lines, None, (finding(f"import-{error.code}", Place(BOOK_FILE)),)

    # ------------------------------------------------------------------------ files, report

    def _files(
        self, state: str, settled: Iterable[_Settled], conflicts: tuple[ReportConflict, ...],
        placed: Placed, book: str | None,
    ) -> Iterator[tuple[str, bytes]]:  # fmt: skip
        """What is to be written, by path in the book, in the order of its appearance there."""
        yield self.original, self.taken.data
        asked = (Question(c.id, "conflict", c.edited, ("mine", "theirs")) for c in conflicts)
        questions = (*self.taken.converted.questions, *asked)
        if questions:
            text = written_answers(self.taken.origin.name, questions, self.answers)
            yield keeping.answers_of(self.label), text.encode()
        if state not in ("new", "merged", "same"):
            return
        for image in placed.images:
            if image.data is not None:
                yield f"{CONTENT}/{image.path}", image.data
        for one in settled:
            if one.data is not None:
                yield f"{CONTENT}/{one.text.path}", one.data.encode()
        if book is not None:
            yield BOOK_FILE, book.encode()
        record = ImportRecord(
            self.label, self.taken.origin.digest, self.original,
            tuple(KeptText(t.path, t.new, t.title, t.annex) for t in placed.texts),
            placed.kept_pictures,
        )  # fmt: skip
        yield keeping.record_of(self.label), as_json(record)

    def _report(
        self, state: str, settled: Iterable[_Settled], conflicts: tuple[ReportConflict, ...],
        placed: Placed, lines: str,
    ) -> ImportReport:  # fmt: skip
        origin = self.taken.origin
        targets = {
            entry.path: f"{CONTENT}/{text.path}"
            for entry, text in zip(self.taken.converted.entries, placed.texts, strict=True)
        } | {id: f"{CONTENT}/{path}" for id, path in placed.paths.items()}
        rows = [replace(row, target=_renamed(row.target, targets)) for row in self.taken.rows]
        if case := self.run.case:
            for text in placed.texts:
                rows += glyph_rows(text.new, f"{CONTENT}/{text.path}", case)
        files = tuple(
            ReportFile(f"{CONTENT}/{one.text.path}", one.text.title, one.text.annex, one.done)
            for one in settled
        )
        return ImportReport(
            self.label, self.original, origin.digest, origin.form, origin.application,
            origin.encoding, state, files, self.taken.account, self.taken.questions, conflicts,
            tuple(rows), lines, keeping.answers_of(self.label),
        )  # fmt: skip

    def _written(self, report: ImportReport, files: dict[str, bytes]) -> Path:
        """Write what is not there already, then the report. Gives the page's path."""
        folder = self.order.book_dir
        page = folder / REPORTS / f"{self.label}.html"
        if not self.order.dry_run:
            changed = {folder / path: data for path, data in files.items() if self._new(path, data)}
            write_together(changed)
        write_together({page: as_html(report), page.with_suffix(".json"): as_json(report)})
        return page

    def _new(self, path: str, data: bytes) -> bool:
        try:
            return read_below(self.order.book_dir, Path(path), max(len(data), 1)) != data
        except OSError:
            return True


def _entries(settled: Iterable[_Settled], listed: set[str]) -> Iterator[NewEntry]:
    """Entries that `book.yaml` does not list, each with the annexes behind it."""
    path, annexes = "", list[str]()
    for one in (*settled, None):
        if one is not None and one.text.annex and path:
            annexes.append(one.text.path)
            continue
        if path and path not in listed:
            yield NewEntry(path, tuple(annexes))
        if one is not None:
            path, annexes = one.text.path, []


def _renamed(target: str, paths: dict[str, str]) -> str:
    """A target under the name that its file has now: `x.md:12`, or the id of a picture."""
    if target in paths or target.startswith("picture:"):
        return paths.get(target, "")
    file, colon, line = target.rpartition(":")
    return f"{paths.get(file, file)}{colon}{line}"
