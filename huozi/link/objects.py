"""The objects of a finished PDF, for reading it back (ISO 32000-1, 7.3 and 7.5).

It shares no line with the library that wrote the file, believes nothing that it can check (the
cross-references, object numbers at their offsets, lengths of streams), and stops at whatever it
does not expect: more than one revision, another filter than Flate. Objects are parsed when they are
asked for, so a book of thousands of pages costs hundredths of a second where a general reader
takes a second; tests hold it against pypdf.
"""

import re
import zlib
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(
    rb"\s*(?:(?P<number>\d+)\s+\d+\s+R\b|(?P<mark><<|>>|\[|\])|/(?P<name>[^\s<>\[\]()/%]*)"
    rb"|(?P<figure>[-+]?[\d.]+)|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<word>true|false|null)\b|(?P<open>\())"
)
_PAREN = re.compile(rb"\\.|[()]", re.DOTALL)
_HEADER = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")
_SECTION = re.compile(rb"\s*(\d+) (\d+)\s*\n")
_ROW_BYTES = 20
_STREAM = re.compile(rb"\s*stream\r?\n")
_WORDS = {b"true": True, b"false": False, b"null": None}
_UP = 2  # PNG filter type: what qpdf writes


class NotReadError(ValueError):
    """The file is not what a finished book is."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to another object."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its dictionary, and its data as they are in the file."""

    dictionary: dict[str, Any]
    raw: bytes

    @property
    def data(self) -> bytes:
        """The data without their compression."""
        if not self.raw:  # a blank page; qpdf names a filter all the same
            return b""
        filters = self.dictionary.get("Filter", [])
        if filters in ("/FlateDecode", ["/FlateDecode"]):
            return _decompressed(self.raw)
        if filters:
            raise NotReadError(f"filter {filters}")
        return self.raw


class Objects:
    """A PDF as a table of objects. Names are strings with their slash, strings are bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._read: dict[int, Any] = {}
        self._packs: dict[int, list[tuple[int, bytes]]] = {}
        start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data[-64:])
        if start is None or not data.startswith(b"%PDF-"):
            raise NotReadError("no end")
        if data.startswith(b"xref", int(start[1])):
            self.trailer, self._where = _table(data, int(start[1]))
        else:
            _, table = self._at(int(start[1]))
            if not isinstance(table, Stream) or table.dictionary.get("Type") != "/XRef":
                raise NotReadError("no cross-reference stream")
            self.trailer, self._where = table.dictionary, _entries(table)
        if "Prev" in self.trailer:
            raise NotReadError("more than one revision")

    def get(self, value: Any) -> Any:
        """What a value stands for: the object of a reference, anything else itself."""
        while isinstance(value, Ref):
            if value.number not in self._read:
                self._read[value.number] = self._find(value.number)
            value = self._read[value.number]
        return value

    def _find(self, number: int) -> Any:
        kind, place, index = self._where.get(number, (0, 0, 0))
        if kind == 1:
            found, value = self._at(place)
            if found != number:
                raise NotReadError(f"object {found} where {number} should be")
            return value
        if kind == 2:
            found, body = self._pack(place)[index]
            if found != number:
                raise NotReadError(f"object {found} packed where {number} should be")
            return _value(body, 0)[0]
        return None

    def _pack(self, number: int) -> list[tuple[int, bytes]]:
        """Numbers and bodies of the objects in an object stream (7.5.7)."""
        if number not in self._packs:
            stream = self.get(Ref(number))
            if not isinstance(stream, Stream) or stream.dictionary.get("Type") != "/ObjStm":
                raise NotReadError(f"object {number} is no object stream")
            data, first = stream.data, stream.dictionary["First"]
            index = [int(figure) for figure in data[:first].split()]
            starts = [first + offset for offset in index[1::2]]
            ends = [*starts[1:], len(data)]
            bodies = [data[start:end] for start, end in zip(starts, ends, strict=True)]
            self._packs[number] = list(zip(index[::2], bodies, strict=True))
        return self._packs[number]

    def _at(self, offset: int) -> tuple[int, Any]:
        """Number and value of the object at an offset."""
        header = _HEADER.match(self._data, offset)
        if header is None:
            raise NotReadError(f"no object at {offset}")
        value, end = _value(self._data, header.end())
        body = _STREAM.match(self._data, end)
        if body is None:
            return int(header[1]), value
        end = body.end() + self.get(value["Length"])
        if not self._data[end : end + 12].lstrip().startswith(b"endstream"):
            raise NotReadError(f"the stream at {offset} has another length")
        return int(header[1]), Stream(value, self._data[body.end() : end])


def _table(data: bytes, at: int) -> tuple[dict[str, Any], dict[int, tuple[int, int, int]]]:
    """The trailer and the cross-reference table of an older PDF (7.5.4)."""
    where: dict[int, tuple[int, int, int]] = {}
    at += len(b"xref")
    while match := _SECTION.match(data, at):
        first, count, at = int(match[1]), int(match[2]), match.end()
        for number in range(first, first + count):
            row = data[at : at + _ROW_BYTES]
            if row[17:18] == b"n":
                where[number] = (1, int(row[:10]), 0)
            at += _ROW_BYTES
    trailer, _ = _value(data, data.index(b"trailer", at) + len(b"trailer"))
    return trailer, where


def _entries(table: Stream) -> dict[int, tuple[int, int, int]]:
    """The cross-reference stream (7.5.8): kind, offset or object stream, index, by number."""
    widths = table.dictionary["W"]
    size = sum(widths)
    data = table.data
    parameters = table.dictionary.get("DecodeParms") or {}
    if parameters.get("Predictor", 1) > 1:
        data = _predicted(data, parameters["Columns"])
    rows = [data[at : at + size] for at in range(0, len(data), size)]
    a, b = widths[0], widths[0] + widths[1]
    index = table.dictionary.get("Index", [0, table.dictionary["Size"]])
    numbers = [
        n for at in range(0, len(index), 2) for n in range(index[at], sum(index[at : at + 2]))
    ]
    return {
        number: (
            int.from_bytes(row[:a]) if a else 1,
            int.from_bytes(row[a:b]),
            int.from_bytes(row[b:]),
        )
        for number, row in zip(numbers, rows, strict=True)
    }


def _predicted(data: bytes, columns: int) -> bytes:
    """Undo PNG prediction: each row tells its difference from the row above."""
    rows = []
    above = bytes(columns)
    for at in range(0, len(data), columns + 1):
        row = data[at + 1 : at + columns + 1]
        if data[at] not in (0, _UP):
            raise NotReadError(f"predictor {data[at]}")
        if data[at] == _UP:
            row = bytes((x + y) & 0xFF for x, y in zip(row, above, strict=True))
        rows.append(row)
        above = row
    return b"".join(rows)


def _decompressed(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise NotReadError(str(error)) from error


def _value(data: bytes, at: int) -> tuple[Any, int]:
    """The value at an offset, and where it ends. Lists and dictionaries are put together here."""
    open_: list[list[Any]] = []
    while True:
        match = _TOKEN.match(data, at)
        if match is None:
            raise NotReadError(f"unexpected {data[at : at + 20]!r}")
        at = match.end()
        value: Any
        kind = match.lastgroup
        if kind == "mark" and match["mark"] in (b"<<", b"["):
            open_.append([])
            continue
        if kind == "mark":
            if not open_:
                raise NotReadError("an end without a beginning")
            items = open_.pop()
            value = items
            if match["mark"] == b">>":
                value = {key[1:]: item for key, item in zip(items[::2], items[1::2], strict=True)}
        elif kind == "number":
            value = Ref(int(match["number"]))
        elif kind == "name":
            value = "/" + match["name"].decode()
        elif kind == "figure":
            figure = match["figure"]
            value = float(figure) if b"." in figure else int(figure)
        elif kind == "hex":
            value = bytes.fromhex(match["hex"].decode())
        elif kind == "word":
            value = _WORDS[match["word"]]
        else:
            value, at = _literal(data, at)
        if not open_:
            return value, at
        open_[-1].append(value)


def _literal(data: bytes, at: int) -> tuple[bytes, int]:
    """A string in parentheses, as it is written: nothing here needs to know what it says."""
    depth, start = 1, at
    for match in _PAREN.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if not depth:
            return data[start : match.start()], match.end()
    raise NotReadError("a string without an end")
