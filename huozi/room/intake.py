"""Manuscripts that were uploaded, until an editor takes them into the book.

They lie in `.room/intake/ID/` under names made safe, and are opened by nobody but the import's own
quarantine: first with `--dry-run`, for its report and its questions, then in earnest.
"""

import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePath

from msgspec import Struct
from msgspec.structs import replace

from huozi.files import private_folder, read_below, write_atomically
from huozi.intake.answers import read_answers
from huozi.intake.inquiry import Answers
from huozi.intake.receive import ENDINGS
from huozi.jobs.manuscripts.job import REPORTS
from huozi.jobs.manuscripts.report import ImportReport
from huozi.messages import say
from huozi.read.report import Reporter
from huozi.room.jobs import JobPlan
from huozi.room.requests import TakeRequest
from huozi.room.values import (
    IntakeFile,
    IntakeQuestion,
    RoomIntake,
    from_json,
    now,
    to_json,
)
from huozi.values.errors import InputError

MOST_FILES = 20
_MOST_KEPT = 40
_MOST_NAME = 80
_MOST_STEM = 180  # bytes: a file system has 255 for a name, and others are made of it
_LIMIT = 256 << 20
_STATE_FILE = "intake.json"
_ANSWERS = ".answers.yaml"
_UNFIT = re.compile(r"[^\w.()（）《》【】〔〕、·+ -]+")


class Upload(Struct, frozen=True):
    """A file as it came."""

    called: str
    data: bytes


class Intakes:
    """The uploads of a book."""

    def __init__(self, book: Path, folder: Path) -> None:
        self._book, self.folder = book, private_folder(folder)

    def all(self) -> tuple[RoomIntake, ...]:
        """All uploads, the newest first."""
        found = (self.find(path.name) for path in self.folder.iterdir())
        return tuple(
            sorted(filter(None, found), key=lambda one: (one.number, one.at), reverse=True)
        )

    def find(self, id: str) -> RoomIntake | None:
        """The upload of an id."""
        if not re.fullmatch(r"[0-9a-f]{16}", id):
            return None
        with suppress(OSError, ValueError):
            found = from_json(self._read(id, _STATE_FILE), RoomIntake)
            # A book from elsewhere may bring one that names other folders.
            if found.id == id and all(_is_plain(one.name) for one in found.files):
                return found
        return None

    def add(self, uploads: Iterable[Upload], who: str) -> RoomIntake:
        """Keep files that were uploaded. Raises ValueError for a name that is no manuscript's."""
        id = secrets.token_hex(8)
        names: dict[str, Upload] = {}
        for upload in uploads:
            name = next(name for name in _tries(safe_name(upload.called)) if name not in names)
            names[name] = upload
        folder = private_folder(self.folder / id)
        for name, upload in names.items():
            write_atomically(folder / name, upload.data, mode=0o600)
        files = tuple(
            IntakeFile(name, upload.called[:_MOST_NAME], len(upload.data))
            for name, upload in names.items()
        )
        number = max((one.number for one in self.all()), default=0) + 1
        made = RoomIntake(id, who, now(), files, number=number)
        self.keep(made)
        for old in self.all()[_MOST_KEPT:]:
            shutil.rmtree(self.folder / old.id, ignore_errors=True)
        return made

    def keep(self, intake: RoomIntake) -> None:
        """Keep how an upload stands."""
        write_atomically(self.folder / intake.id / _STATE_FILE, to_json(intake), mode=0o600)

    def answer(self, intake: RoomIntake, file: str, text: str) -> None:
        """Keep an editor's answers about a file. Raises LookupError for none, and HuoziError (the
        import's own) for answers that can't be read.
        """
        names = [one.name for one in intake.files]
        name = file or names[0]
        if name not in names:
            raise LookupError
        report = Reporter(name)
        read_answers(text, report)
        if report.failed:
            raise InputError(report.in_order())
        path = self.folder / intake.id / f"{name}{_ANSWERS}"
        write_atomically(path, text.encode(), mode=0o600)

    # ------------------------------------------------------------------------ the import

    def plan(self, intake: RoomIntake, job: str, asked: TakeRequest, *, look: bool) -> JobPlan:
        """The calls of the import, one a file, since answers are one file's."""
        self.keep(replace(intake, job=job))
        steps = tuple(self._call(intake.id, one.name, asked, look) for one in intake.files)

        def collect(folder: Path, done: bool) -> None:
            self._collect(intake.id, folder, taken=done and not look)

        report = f"{intake.files[0].name}.html"
        return JobPlan(steps, judging=look, report=report, after=collect)

    def _call(self, id: str, name: str, asked: TakeRequest, look: bool) -> tuple[str, ...]:
        path = self.folder / id / name
        answers = path.with_name(f"{name}{_ANSWERS}")
        return (
            "import", str(path), "--book", str(self._book), "--changes", asked.changes,
            *((f"--into={asked.into}",) if asked.into else ()),
            *(("--kind", asked.manner) if asked.manner else ()),
            *(("--answers", str(answers)) if answers.is_file() else ()),
            "--dry-run" if look else "--add",
        )  # fmt: skip

    def _collect(self, id: str, folder: Path, *, taken: bool) -> None:
        """Bring the reports of an intake's files into the job's folder, known by their digests."""
        intake = self.find(id)
        if intake is None:
            return
        digest_of = {sha256(self._read(id, one.name)).hexdigest(): one for one in intake.files}
        found: dict[str, IntakeFile] = {}
        for path, report in self._reports():
            file = digest_of.get(report.digest)
            if file is None:
                continue
            page = read_below(self._book, path.with_suffix(".html"), _LIMIT)
            write_atomically(folder / f"{file.name}.html", page, mode=0o600)
            found[file.name] = replace(
                file, state=report.state, report=f"{file.name}.html",
                questions=self._questions(id, file, report),
            )  # fmt: skip
        refused = (replace(one, state="refused", report=None) for one in intake.files)
        files = tuple(found.get(one.name, one) for one in refused)
        self.keep(replace(intake, files=files, taken=taken or intake.taken))

    def _reports(self) -> Iterator[tuple[PurePath, ImportReport]]:
        """The reports that lie in the book's output, the oldest first."""
        pages = (self._book / REPORTS).glob("*.json")
        for path in sorted(pages, key=lambda page: page.stat().st_mtime_ns):
            with suppress(OSError, ValueError):
                below = path.relative_to(self._book)
                yield below, from_json(read_below(self._book, below, _LIMIT), ImportReport)

    def _questions(
        self, id: str, file: IntakeFile, report: ImportReport
    ) -> tuple[IntakeQuestion, ...]:
        """What a manuscript asks, with what was answered."""
        answers = Answers()
        with suppress(OSError):
            said = self._read(id, f"{file.name}{_ANSWERS}").decode("utf-8", "replace")
            answers = read_answers(said, Reporter(file.name))
        return tuple(
            IntakeQuestion(
                one.id, one.words, one.proposals, answers.get(one.id), one.blocks,
                say(f"import-ask-{one.code}", "zh"), say(f"import-ask-{one.code}", "en"),
            )
            for one in report.questions
        )  # fmt: skip

    def _read(self, id: str, name: str) -> bytes:
        return read_below(self.folder, PurePath(id, name), _LIMIT)


def safe_name(called: str) -> str:
    """A file's name as it is kept: no folder of it, nothing hidden, nothing that prints nothing.

    Raises ValueError for one that does not end as a manuscript's does.
    """
    name = unicodedata.normalize("NFC", called).replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = _UNFIT.sub("-", name).strip().rpartition(".")
    if f".{ending.lower()}" not in ENDINGS or not dot:
        raise ValueError("no manuscript")
    plain = stem.strip(" .-~").encode()[:_MOST_STEM].decode("utf-8", "ignore").rstrip(" .-~")
    return f"{plain or 'manuscript'}.{ending.lower()}"


def _is_plain(name: str) -> bool:
    """Whether a name is one of a file that lies right here, for all to see."""
    return name != "" and PurePath(name).name == name and name[0] != "."


def _tries(name: str) -> Iterator[str]:
    yield name
    stem, _, ending = name.rpartition(".")
    for number in range(2, MOST_FILES + 2):
        yield f"{stem}-{number}.{ending}"
