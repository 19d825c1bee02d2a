"""The ledger of marks: `marks.jsonl`, to which lines are added and of which none is changed.

A line is on the disk when it is told that it was written. What a fallen machine left of a line is
passed over; the next line begins by itself.
"""

import os
import threading
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from huozi.room.journal import unfolded
from huozi.room.values import RoomMark, base_of

LEDGER = "marks.jsonl"
#: More is no ledger of ours.
_MOST_BYTES = 512 << 20


class MarkMade(Struct, frozen=True, tag="made", tag_field="event"):
    """A new mark, the text it was made in, and what stood before and behind the words."""

    mark: RoomMark
    base: str
    before: str
    behind: str


class MarkAnswered(Struct, frozen=True, tag="answered", tag_field="event"):
    """What became of a mark, and the text it then stood in."""

    id: str
    state: str
    who: str
    words: str
    at: str
    offset: int
    base: str


class MarksCarried(Struct, frozen=True, tag="carried", tag_field="event"):
    """Where marks of a file stand in a later text of it."""

    file: str
    base: str
    offsets: dict[str, int]


class TextKept(Struct, frozen=True, tag="text", tag_field="event"):
    """A text in which marks stand, packed."""

    base: str
    packed: str

    @property
    def text(self) -> str:
        """As it was typed."""
        return unfolded(b64decode(self.packed))


MarkEvent = MarkMade | MarkAnswered | MarksCarried | TextKept
_decoder = msgspec.json.Decoder(MarkEvent)
_encoder = msgspec.json.Encoder()


class MarkLedger:
    """The events of a book's marks. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the book's `.room`."""
        self._path = folder / LEDGER
        self._lock = threading.RLock()
        self._kept: dict[str, TextKept] = {}
        self._read = 0  # bytes of the file that were read
        self.made: dict[str, MarkMade] = {}
        self.answered: dict[str, MarkAnswered] = {}
        self.stands: dict[str, tuple[str, int]] = {}  # by id: base and offset, as last written

    def text(self, base: str) -> str | None:
        """A text in which marks stand; None where it was lost."""
        kept = self._kept.get(base)
        if kept is None:
            return None
        try:
            text = kept.text
        except ValueError:
            return None
        return text if base_of(text) == base else None

    def refresh(self) -> None:
        """Read what was written since. Raises OSError."""
        with self._lock:
            try:
                with self._path.open("rb") as file:
                    file.seek(self._read)
                    data = file.read(_MOST_BYTES)
            except FileNotFoundError:
                return
            whole, _, _ = data.rpartition(b"\n")
            self._read += len(whole) + 1 if whole else 0
            for event in _events(whole):
                self._apply(event)

    def write(self, *events: MarkEvent, texts: dict[str, str] | None = None) -> None:
        """Add events, and before them the texts they speak of, by base. Raises OSError."""
        with self._lock:
            self.refresh()
            kept = [
                TextKept(base, b64encode(zlib.compress(text.encode())).decode())
                for base, text in (texts or {}).items()
                if base not in self._kept
            ]
            lines = b"".join(_encoder.encode(event) + b"\n" for event in (*kept, *events))
            self._append(lines)
            self.refresh()

    def _append(self, lines: bytes) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(self._path, flags, 0o600)
        try:
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":
                lines = b"\n" + lines  # behind what a torn write left
            while lines:
                lines = lines[os.write(handle, lines) :]
            os.fsync(handle)
        finally:
            os.close(handle)

    def _apply(self, event: MarkEvent) -> None:
        match event:
            case MarkMade(mark, base, _, _):
                self.made.setdefault(mark.id, event)
                self.stands.setdefault(mark.id, (base, mark.offset))
            case MarkAnswered(id):
                self.answered.setdefault(id, event)
                self.stands[id] = event.base, event.offset
            case MarksCarried(_, base, offsets):
                self.stands.update({id: (base, offset) for id, offset in offsets.items()})
            case TextKept(base):
                self._kept.setdefault(base, event)


def _events(data: bytes) -> Iterator[MarkEvent]:
    for line in data.split(b"\n"):
        try:
            yield _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue  # torn
