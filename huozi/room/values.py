"""The values of the proof room, and their form on the wire: JSON in UTF-8, names as here.

Offsets count characters (code points) of a file's text with LF, from 0; lines and columns count
from 1; pages are indices from 0; lengths are in pt from a page's top left; times are ISO 8601 in
UTC; a base is the first 16 figures of a text's SHA-256. Files are paths below the book's folder.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

#: What somebody may do: a reader sees and marks, an editor edits too, a chief (主编) all.
Role = Literal["reader", "editor", "chief"]
ROLES: tuple[Role, ...] = ("reader", "editor", "chief")

_BASE_FIGURES = 16
_Wire = TypeVar("_Wire")


# -------------------------------------------------------------------------- what an edition shows


class RoomPage(Struct, frozen=True):
    """A page of the book. `name` digests what it shows; `printed` is its place in the file."""

    name: str
    side: Literal["recto", "verso"]
    folio: str
    printed: bool  # the folio
    unit: str
    blank: bool
    width: float
    height: float


class RoomUnit(Struct, frozen=True):
    """An entry or part, in the order of the book; `page` is its first one."""

    id: str
    kind: str
    title: str
    file: str
    page: int
    pages: int
    status: str
    level: int


class RoomFinding(Struct, frozen=True):
    """A finding at its words, in both languages."""

    code: str
    severity: Literal["error", "warning", "info"]
    file: str
    line: int
    column: int
    length: int
    page: int | None
    message_zh: str
    message_en: str


class RoomEdition(Struct, frozen=True):
    """The last good edition. `faults` say why what stands now gave none; empty where it did."""

    number: int
    pages: tuple[RoomPage, ...]
    units: tuple[RoomUnit, ...]
    findings: tuple[RoomFinding, ...] = ()
    faults: tuple[RoomFinding, ...] = ()


class RoomHit(Struct, frozen=True):
    """Words that a search found."""

    file: str
    offset: int
    line: int
    column: int
    before: str
    found: str
    after: str
    page: int | None = None


class RoomDoubt(Struct, frozen=True):
    """What a rule of proofreading doubts. `source` is where the rule stands; `ruling` is the text
    to be sent with a ruling that it is no error: a short one would be one for half the book.
    """

    rule: str
    severity: Literal["error", "warning", "info"]
    file: str
    offset: int
    length: int
    found: str
    replacement: str | None
    message_zh: str
    message_en: str
    source: str
    ruling: str = ""


# ------------------------------------------------------------------------------------- texts


class TextFile(Struct, frozen=True):
    """A file that may be edited."""

    file: str
    title: str
    unit: str | None = None


class DraftText(Struct, frozen=True):
    """What somebody had typed and not saved."""

    text: str
    base: str
    at: str


class OpenText(Struct, frozen=True):
    """A text as it stands, and the draft of who opened it."""

    file: str
    text: str
    base: str
    draft: DraftText | None = None


class Saved(Struct, frozen=True):
    """A text that was saved, as it stands now; `merged` with what another had saved."""

    base: str
    merged: bool
    text: str


class Disputed(Struct, frozen=True):
    """A paragraph that two people changed."""

    base: str
    theirs: str
    yours: str


class Conflict(Struct, frozen=True):
    """A text that was not saved, since another changed the same paragraphs."""

    base: str
    theirs: str
    yours: str
    paragraphs: tuple[Disputed, ...]


class Version(Struct, frozen=True):
    """A state of a text that was saved; saves of one person in a run are one."""

    id: str
    who: str
    at: str
    reason: str
    digest: str


# ------------------------------------------------------------------------------- marks, proofs

MarkKind = Literal["replace", "delete", "insert", "query"]
MarkState = Literal["open", "accepted", "declined", "withdrawn", "lost"]


class RoomMark(Struct, frozen=True):
    """A mark in the manner of GB/T 14706, anchored to source text."""

    id: str
    file: str
    offset: int
    length: int
    kind: MarkKind
    found: str
    text: str
    note: str
    who: str
    at: str
    state: MarkState = "open"
    answer: str = ""
    answered_by: str = ""
    proof: str = ""
    behind: str = ""  # the words that stood behind it, in its line


class RoomProof(Struct, frozen=True):
    """A frozen proof: 一校, 二校 and so on."""

    name: str
    at: str
    who: str
    pages: int
    digest: str
    open_marks: int


# ---------------------------------------------------------------------------------------- jobs

JobState = Literal["waiting", "running", "done", "failed", "stopped"]


class RoomJob(Struct, frozen=True):
    """What was ordered beside the book; `files` are names in the job's folder. `number` counts the
    jobs of a book: a clock may be set back between two of them.
    """

    id: str
    kind: str
    who: str
    at: str
    state: JobState
    lines: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    report: str | None = None
    number: int = 0


class IntakeQuestion(Struct, frozen=True):
    """What a manuscript leaves to a person. Without an answer the first proposal holds; where it
    blocks, nothing is taken before it is answered.
    """

    id: str
    words: str
    proposals: tuple[str, ...]
    answer: str
    blocks: bool
    message_zh: str
    message_en: str


class IntakeFile(Struct, frozen=True):
    """A manuscript that was uploaded: under what name it is kept, and what it was called; then how
    the import stands, the name of its report in the job's folder, and what it asks.
    """

    name: str
    called: str
    size: int
    state: str = ""  # new, merged, same, asks, conflicts, refused
    report: str | None = None
    questions: tuple[IntakeQuestion, ...] = ()


class RoomIntake(Struct, frozen=True):
    """Manuscripts that wait to be taken, and the job that looked at them last, or took them.
    `number` counts the uploads of a book.
    """

    id: str
    who: str
    at: str
    files: tuple[IntakeFile, ...]
    job: str = ""
    taken: bool = False
    number: int = 0


# -------------------------------------------------------------------------------------- answers


class Me(Struct, frozen=True):
    """Who is signed in, and the token of this session."""

    name: str
    role: Role
    token: str
    language: str


class ShelfBook(Struct, frozen=True):
    """A book on the shelf page. `state` is ready, working, faulty, or absent."""

    id: str
    title: str
    pages: int
    pending: int
    open_marks: int
    last_proof: str
    state: Literal["ready", "working", "faulty", "absent"]


class Refusal(Struct, frozen=True):
    """Why something was not done, in both languages."""

    error: str
    message_zh: str
    message_en: str


# ------------------------------------------------------------------------------------ wire form


def to_json(value: Any) -> bytes:
    """A value on the wire."""
    return msgspec.json.encode(value)


def from_json(data: bytes, kind: type[_Wire]) -> _Wire:
    """A value from the wire. Raises ValueError (msgspec's) for anything that is not one."""
    return msgspec.json.decode(data, type=kind)


def base_of(text: str) -> str:
    """How a text is called that others change meanwhile."""
    return sha256(text.encode()).hexdigest()[:_BASE_FIGURES]


def now() -> str:
    """This moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
