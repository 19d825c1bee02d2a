"""The journal: every text that was saved, on the disk before the file it is of is replaced.

One file of records that only grows. A record says who, when, what for and over which text, and
holds the text itself, as what differs from the one before it in the same file; every so often
whole. It has a length and a check sum: what a fall of the machine tore off at the end is cut off
when the journal is opened again, and all before it stands. What a disk spoils in the midst is
passed over, never cut.
"""

import fcntl
import os
import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from huozi.account.column import common
from huozi.files import private_folder
from huozi.read.source import TEXT_LIMIT

_MARK = b"HzJ1"  # a record begins
_HEAD = struct.Struct(">4sII")  # mark, length, CRC-32
_MOST_BYTES = 2 * TEXT_LIMIT  # of a record
_STEP = 1 << 20  # bytes that are looked through at once for a record behind a spoilt one
_WHOLE_EVERY = 64  # records of a file: so many are read for a text, and no more are lost with one
_LEVEL = 6
_BASE_FIGURES = 16  # of a digest by which others call a text

#: `save`: typed or accepted in the room. `outside`: found in the file, and not from the room.
#: `placed`: the file was replaced; it has no text, and need not be on the disk.
RecordKind = Literal["save", "outside", "placed"]


class SaveRecord(Struct, frozen=True, omit_defaults=True):
    """A save. `digest` is the text's SHA-256, `base` that of the text it was saved over."""

    kind: RecordKind
    file: str
    digest: str
    base: str = ""
    who: str = ""
    at: str = ""
    reason: str = ""


class _Written(Struct, frozen=True, omit_defaults=True):
    """A record with its text: so many characters of the one before from its beginning and its end,
    and packed what stands between; `of` is where the record before begins, -1 where there is none.
    """

    record: SaveRecord
    of: int = -1
    head: int = 0
    tail: int = 0
    packed: bytes = b""


class KeptRecord(Struct, frozen=True):
    """A record, and where it stands: its id."""

    id: int
    record: SaveRecord


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Written)


class Journal:
    """The journal of a book. For one process at a time, and in it for one thread."""

    def __init__(self, folder: Path) -> None:
        """Open it, or begin it. Raises OSError; BlockingIOError where another process has it."""
        private_folder(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        self._file = os.open(folder / "log", flags, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise
        self._end = 0
        self._kept: dict[str, list[KeptRecord]] = {}  # by file, without those that say `placed`
        self._placed: dict[str, str] = {}  # by file: the digest of what was put in place last
        self._by_base: dict[tuple[str, str], int] = {}  # file and base → a record with the text
        self._since_whole: dict[str, int] = {}
        self._last: dict[str, tuple[int, str]] = {}  # by file: the last record, and its text
        for at, written in self._read_all():
            self._note(at, written)
        os.ftruncate(self._file, self._end)

    def close(self) -> None:
        """Nothing is written any more."""
        os.close(self._file)

    def of(self, file: str) -> tuple[KeptRecord, ...]:
        """The records of a file, the oldest first."""
        return tuple(self._kept.get(file, ()))

    def files(self) -> tuple[str, ...]:
        """Files that something was recorded of."""
        return tuple(self._kept)

    def newest(self, file: str) -> SaveRecord | None:
        """The last record of a file."""
        kept = self._kept.get(file)
        return kept[-1].record if kept else None

    def is_placed(self, file: str) -> bool:
        """Whether the file is known to have been replaced by what was saved last."""
        newest = self.newest(file)
        return newest is not None and self._placed.get(file) == newest.digest

    def text(self, file: str, digest: str) -> str:
        """A text of a file by its digest, or by its base. Raises KeyError."""
        return self.text_at(self._by_base[file, digest[:_BASE_FIGURES]])

    def text_at(self, number: int) -> str:
        """The text of a record. Raises KeyError where it can't be read."""
        chain: list[_Written] = []
        at = number
        while at >= 0:
            written = self._read(at)
            if written is None or (written.of >= at) or len(chain) > _WHOLE_EVERY:
                raise KeyError(number)
            chain.append(written)
            at = written.of
        text = ""
        for written in reversed(chain):
            try:
                between = unfolded(written.packed)
            except ValueError as error:
                raise KeyError(number) from error
            text = text[: written.head] + between + text[len(text) - written.tail :]
        if digest_of(text) != chain[0].record.digest:
            raise KeyError(number)
        return text

    def append(self, record: SaveRecord, text: str) -> None:
        """SaveRecord a text. It is on the disk when this returns. Raises OSError."""
        self._write(self._packed(record, text), lasting=True)
        self._last[record.file] = self._kept[record.file][-1].id, text

    def placed(self, file: str, digest: str) -> None:
        """Say that a file was replaced. What a fall of the machine loses of that does no harm."""
        self._write(_Written(SaveRecord("placed", file, digest)), lasting=False)

    # ---------------------------------------------------------------------------- records

    def _packed(self, record: SaveRecord, text: str) -> _Written:
        before = self._before(record.file)
        if before is None:
            return _Written(record, packed=zlib.compress(text.encode(), _LEVEL))
        of, old = before
        head = common(old, text)
        tail = common(old[head:][::-1], text[head:][::-1])
        between = text[head : len(text) - tail].encode()
        return _Written(record, of, head, tail, zlib.compress(between, _LEVEL))

    def _before(self, file: str) -> tuple[int, str] | None:
        """The record that the next one of a file is written against, with its text."""
        if self._since_whole.get(file, 0) >= _WHOLE_EVERY or not self._kept.get(file):
            return None
        if file not in self._last:
            number = self._kept[file][-1].id
            try:
                self._last[file] = number, self.text_at(number)
            except KeyError:
                return None
        return self._last[file]

    def _write(self, written: _Written, *, lasting: bool) -> None:
        data = _encoder.encode(written)
        if len(data) > _MOST_BYTES:
            raise ValueError(len(data))
        framed = _HEAD.pack(_MARK, len(data), zlib.crc32(data)) + data
        try:
            done = 0
            while done < len(framed):
                done += os.pwrite(self._file, framed[done:], self._end + done)
            if lasting:
                os.fsync(self._file)
        except OSError:
            os.ftruncate(self._file, self._end)  # half of a record is none
            raise
        self._note(self._end, written)
        self._end += len(framed)

    def _note(self, at: int, written: _Written) -> None:
        record = written.record
        if record.kind == "placed":
            self._placed[record.file] = record.digest
            return
        self._kept.setdefault(record.file, []).append(KeptRecord(at, record))
        self._by_base[record.file, record.digest[:_BASE_FIGURES]] = at
        whole = written.of < 0
        self._since_whole[record.file] = 0 if whole else self._since_whole.get(record.file, 0) + 1

    def _read_all(self) -> Iterator[tuple[int, _Written]]:
        """All records; the end is that of the last."""
        at: int | None = 0
        while at is not None:
            written = self._read(at)
            if written is None:
                at = self._next_mark(at + 1)
                continue
            _, length, _ = _HEAD.unpack(os.pread(self._file, _HEAD.size, at))
            yield at, written
            self._end = at = at + _HEAD.size + length

    def _next_mark(self, at: int) -> int | None:
        """Where a record may begin, from a place on; None where none does."""
        while piece := os.pread(self._file, _STEP, at):
            if (found := piece.find(_MARK)) >= 0:
                return at + found
            at += max(1, len(piece) - len(_MARK) + 1)
        return None

    def _read(self, at: int) -> _Written | None:
        """The record that begins at a place; None where none is whole there."""
        head = os.pread(self._file, _HEAD.size, at)
        if len(head) < _HEAD.size:
            return None
        mark, length, check = _HEAD.unpack(head)
        known = mark == _MARK and length <= _MOST_BYTES
        data = os.pread(self._file, length, at + _HEAD.size) if known else b""
        if not known or len(data) < length or zlib.crc32(data) != check:
            return None
        try:
            return _decoder.decode(data)
        except msgspec.MsgspecError:
            return None


def digest_of(text: str) -> str:
    """What a text is called in the journal; a base is its beginning."""
    return sha256(text.encode()).hexdigest()


def unfolded(packed: bytes) -> str:
    """A text that was packed; a book from elsewhere may bring its own. Raises ValueError for what
    is none, or bigger than a text may be.
    """
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(packed, TEXT_LIMIT + 1)
    except zlib.error as error:
        raise ValueError from error
    if len(data) > TEXT_LIMIT or not unpacking.eof:
        raise ValueError(len(data))
    return data.decode()
