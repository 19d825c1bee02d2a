"""The objects of a finished PDF, read as strictly as a proof demands (ISO 32000-1, 7.2 to 7.5).

It shares nothing with the library that writes. A book has one revision, no password, streams that
are packed by Flate or not at all; each object begins where the file says and ends where it should.
Whatever is otherwise stops the reading: a file that only a forgiving reader can read is not to be
delivered. Objects are read when they are asked for, and their values are plain: dictionaries,
lists, numbers, `PdfName` and `Ref`; strings stay as they are written.
"""

import re
import zlib
from collections.abc import Callable, Hashable
from itertools import accumulate
from typing import Any, NamedTuple

from huozi.values.reuse import Standing

_BLANK = rb"[\x00\t\n\f\r ]"
_TOKEN = re.compile(
    _BLANK + rb"*+(?:"
    rb"(?P<ref>\d++" + _BLANK + rb"++\d++" + _BLANK + rb"++R)(?![^\x00\t\n\f\r ()<>\[\]{}/%])"
    rb"|(?P<number>[-+]?(?:\d++\.?\d*|\.\d++))"
    rb"|(?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*+)"
    rb"|(?P<open><<|\[)"
    rb"|(?P<close>>>|\])"
    rb"|(?P<string>\((?:[^\\()]|\\.)*+\)|<[0-9A-Fa-f\s]*+>)"
    rb"|(?P<word>true|false|null)(?![^\x00\t\n\f\r ()<>\[\]{}/%]))",
    re.DOTALL,
)
_WORDS = {b"true": True, b"false": False, b"null": None}
_ESCAPED = re.compile(r"#([0-9A-Fa-f]{2})")

_BEGIN = re.compile(rb"(\d+) (\d+) obj\b")
_STREAM = re.compile(_BLANK + rb"*stream\r?\n")
_STREAM_END = re.compile(rb"\s*endstream\s+endobj\b")
_END = re.compile(_BLANK + rb"*endobj\b")
_LAST = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TAIL_BYTES = 64
_TABLE = re.compile(rb"xref\s+")
_SECTION = re.compile(rb"(\d+) (\d+)\s*[\r\n]+")
_ROW = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_TRAILER = re.compile(rb"trailer\b")
_UP = 2  # the PNG predictor that adds the row above (RFC 2083, 6.4)


class BrokenError(ValueError):
    """The file is not what it should be."""


class Ref(NamedTuple):
    """An object by its number."""

    number: int


class PdfName(str):
    """A name, without its slash."""

    __slots__ = ()


class Stream(NamedTuple):
    """A stream: its dictionary, and its data as they lie in the file."""

    about: dict[str, Any]
    raw: bytes

    @property
    def key(self) -> Hashable:
        """All that its meaning depends on: the same bytes may be packed otherwise."""
        return self.raw, repr(self.about)


class Objects:
    """The objects of a file by number."""

    def __init__(self, data: bytes, standing: Standing) -> None:
        """`standing` keeps what streams of an earlier file held, by their very bytes."""
        self._data = data
        self._standing = standing
        self._read: dict[int, Any] = {}
        last = _LAST.search(data, max(0, len(data) - _TAIL_BYTES))
        if not data.startswith(b"%PDF-") or last is None:
            raise BrokenError("no PDF, or cut off")
        self._open: set[int] = set()
        self._find, self.trailer = self._index(int(last[1]))
        if odd := self.trailer.keys() & {"Prev", "XRefStm", "Encrypt"}:
            raise BrokenError(f"trailer: {sorted(odd)}")

    def __getitem__(self, value: Any) -> Any:
        """A value itself, or the object that it refers to."""
        while isinstance(value, Ref):
            if value.number not in self._read:
                if value.number in self._open:
                    raise BrokenError(f"object {value.number} lies in itself")
                self._open.add(value.number)
                self._read[value.number] = self._object(value.number)
                self._open.discard(value.number)
            value = self._read[value.number]
        return value

    def unpacked(self, stream: Stream) -> bytes:
        """The data of a stream, unpacked anew."""
        filters = stream.about.get("Filter", [])  # not looked up elsewhere: see `Stream.key`
        if not filters:
            return stream.raw
        if filters not in ("FlateDecode", ["FlateDecode"]):
            raise BrokenError(f"filter {filters}")
        if "DecodeParms" in stream.about and stream.about.get("Type") != "XRef":
            raise BrokenError("a predictor")  # that of a cross-reference is undone where it is read
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(stream.raw)
        except zlib.error as error:
            raise BrokenError(str(error)) from error
        if not unpacker.eof:
            raise BrokenError("stream cut off")
        return data

    # ---------------------------------------------------------------- where objects lie

    def _index(self, at: int) -> tuple[Callable[[int], tuple[int, int, int]], dict[str, Any]]:
        """Where each object lies (7.5.8): kind, offset or stream, place in it; and the trailer."""
        if (table := _TABLE.match(self._data, at)) is not None:
            return self._table(table.end())
        _, stream = self._at(at)
        if not isinstance(stream, Stream) or stream.about.get("Type") != "XRef":
            raise BrokenError("no cross-reference")
        about, widths = stream.about, stream.about["W"]
        data = self.unpacked(stream)
        row, columns = sum(widths), [data[at :: sum(widths)] for at in range(sum(widths))]
        parms = about.get("DecodeParms") or {}
        if parms.get("Predictor", 1) != 1:
            columns = _unpredicted(data, row)
        rows = len(columns[0])
        if about.get("Index", [0, rows]) != [0, rows] or about["Size"] != rows:
            raise BrokenError("cross-reference in parts")
        first, second = widths[0], widths[0] + widths[1]

        def find(number: int) -> tuple[int, int, int]:
            if number >= rows:
                raise BrokenError(f"no object {number}")
            field = bytes(column[number] for column in columns)
            kind = int.from_bytes(field[:first]) if first else 1
            return kind, int.from_bytes(field[first:second]), int.from_bytes(field[second:])

        return find, about

    def _table(self, at: int) -> tuple[Callable[[int], tuple[int, int, int]], dict[str, Any]]:
        """A table as PDFs had before 1.5 (7.5.4)."""
        found: dict[int, int] = {}
        while (section := _SECTION.match(self._data, at)) is not None:
            at = section.end()
            for number in range(int(section[1]), int(section[1]) + int(section[2])):
                if (row := _ROW.match(self._data, at)) is None:
                    raise BrokenError("cross-reference table")
                at = row.end()
                if row[3] == b"n":
                    found[number] = int(row[1])
        if (trailer := _TRAILER.match(self._data, at)) is None:
            raise BrokenError("no trailer")
        value, _ = _value(self._data, trailer.end())
        return (lambda number: (1, found[number], 0)), value

    # ---------------------------------------------------------------- objects

    def _object(self, number: int) -> Any:
        kind, where, place = self._find(number)
        if kind == 1:
            found, value = self._at(where)
        elif kind == 2:
            stream = self[Ref(where)]
            held = self._standing.of(stream.key, lambda: _Packed(self.unpacked(stream), stream))
            found, value = held[place]
        else:
            raise BrokenError(f"object {number} is free")
        if found != number:
            raise BrokenError(f"object {found} for {number}")
        return value

    def _at(self, at: int) -> tuple[int, Any]:
        """The object that begins here, and its number."""
        if (begin := _BEGIN.match(self._data, at)) is None:
            raise BrokenError(f"no object at {at}")
        value, end = _value(self._data, begin.end())
        if (stream := _STREAM.match(self._data, end)) is None:
            if _END.match(self._data, end) is None:
                raise BrokenError(f"object {int(begin[1])} has no end")
            return int(begin[1]), value
        length = self[value["Length"]]
        end = stream.end() + length
        if length < 0 or _STREAM_END.match(self._data, end) is None:
            raise BrokenError(f"stream {int(begin[1])} has no end")
        return int(begin[1]), Stream(value, self._data[stream.end() : end])


def _unpredicted(data: bytes, width: int) -> list[bytes]:
    """The columns of a table packed with a PNG predictor."""
    if len(data) % (width + 1) or set(data[:: width + 1]) != {_UP}:
        raise BrokenError("predictor")
    columns = (data[at :: width + 1] for at in range(1, width + 1))
    return [bytes(total & 0xFF for total in accumulate(column)) for column in columns]


class _Packed:
    """An object stream (7.5.7)."""

    def __init__(self, data: bytes, stream: Stream) -> None:
        if stream.about.get("Type") != "ObjStm" or "Extends" in stream.about:
            raise BrokenError("no object stream")
        count, self._first = stream.about["N"], stream.about["First"]
        head = [int(word) for word in data[: self._first].split()]
        if len(head) != 2 * count:
            raise BrokenError("head of an object stream")
        self._data, self._numbers, self._offsets = data, head[::2], head[1::2]
        self._values: dict[int, Any] = {}

    def __getitem__(self, place: int) -> tuple[int, Any]:
        """An object and its number."""
        if place not in self._values:
            self._values[place], _ = _value(self._data, self._first + self._offsets[place])
        return self._numbers[place], self._values[place]


# ---------------------------------------------------------------------------- values


def _value(data: bytes, at: int) -> tuple[Any, int]:
    """The value that stands here, and where it ends."""
    stack: list[list[Any]] = []
    items: list[Any] = []
    while True:
        if (token := _TOKEN.match(data, at)) is None:
            raise BrokenError(f"not understood: {data[at : at + 20]!r}")
        kind, raw, at = token.lastgroup, token[token.lastgroup or 0], token.end()
        if kind == "open":
            stack.append(items)
            items = [raw]
            continue
        if kind == "close":
            if not stack:
                raise BrokenError("brackets")
            value, items = _closed(items, raw), stack.pop()
        else:
            value = _READ[kind or ""](raw)
        if not stack:
            return value, at
        items.append(value)


def _closed(items: list[Any], bracket: bytes) -> Any:
    opened, *items = items
    if (opened == b"<<") is not (bracket == b">>"):
        raise BrokenError("brackets")
    if bracket == b"]":
        return items
    if not all(isinstance(key, PdfName) for key in items[::2]):
        raise BrokenError("dictionary")
    made = dict(zip(items[::2], items[1::2], strict=True))
    if 2 * len(made) != len(items):
        raise BrokenError("a key twice")
    return made


def _number(raw: bytes) -> float:
    return float(raw) if b"." in raw else int(raw)


def _name(raw: bytes) -> PdfName:
    text = raw[1:].decode("latin-1")
    return PdfName(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "#" in text else text)


def _ref(raw: bytes) -> Ref:
    number, generation, _ = raw.split()
    if generation != b"0":
        raise BrokenError("another generation")
    return Ref(int(number))


_READ: dict[str, Callable[[bytes], Any]] = {
    "ref": _ref,
    "number": _number,
    "name": _name,
    "string": bytes,
    "word": _WORDS.__getitem__,
}
