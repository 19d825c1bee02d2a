"""Content streams as operators with their operands (ISO 32000-1, 7.2 and 7.8).

Lazy, so that a bomb costs no memory, and lenient: what can't be read is skipped and counted.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    rb"(?P<space>[\x00\t\n\f\r ]+|%[^\r\n]*)"
    rb"|(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z))"
    rb"|(?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|(?P<hex><[^>]*>?)"
    rb"|(?P<string>\()"
    rb"|(?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)"
    rb"|(?P<junk>.)",
    re.DOTALL,
)
_STRING_PART = re.compile(rb"[^()\\\r]+|\\(?:[0-7]{1,3}|\r\n|.)|[()]|\r\n?", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]")
_END_OF_IMAGE = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r /<(\[]|\Z)")
_WORDS: dict[bytes, Any] = {b"true": True, b"false": False, b"null": None}

#: More operands or deeper brackets than any operator takes.
_MAX_OPERANDS, _MAX_NESTING = 64, 32

#: The operator that stands for a whole inline image; its operand is the image's dictionary.
INLINE_IMAGE = "BI"


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


@dataclass(slots=True)
class Trouble:
    """How often a stream could not be read as it stands."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, what: str) -> None:
        """Note one more."""
        self.count += 1
        if len(self.first) < 3:
            self.first.append(what)


def operators(data: bytes, trouble: Trouble) -> Iterator[tuple[str, list[Any]]]:
    """The operators of a stream, each with its operands, in order."""
    operands: list[Any] = []
    stack: list[list[Any]] = []  # operands of the brackets that are open
    position, end, match = 0, len(data), _TOKEN.match
    while position < end:
        token = match(data, position)
        if token is None:  # the last alternative takes any byte
            return
        position, kind, raw = token.end(), token.lastgroup, token.group()
        if kind == "space":
            continue
        if (read := _READ.get(kind)) is not None:
            operands.append(read(raw))
        elif kind == "string":
            value, position = _string(data, position)
            operands.append(value)
        elif kind == "open":
            if len(stack) >= _MAX_NESTING:
                trouble.add("nesting")
                return
            stack.append(operands)
            operands = []
        elif kind == "close":
            if not stack:
                trouble.add(raw.decode())
                continue
            inner, operands = operands, stack.pop()
            operands.append(inner if raw == b"]" else _dictionary(inner))
        elif kind == "word" and raw in _WORDS:
            operands.append(_WORDS[raw])
        elif kind == "word" and not stack:
            if raw == b"BI":
                image, position = _inline_image(data, position)
                yield INLINE_IMAGE, [image]
            else:
                yield raw.decode("latin-1"), operands
            operands = []
        else:
            trouble.add(raw[:20].decode("latin-1"))
        if len(operands) > _MAX_OPERANDS and not stack:
            del operands[:-_MAX_OPERANDS]
    if operands or stack:
        trouble.add("end")


def _hex(raw: bytes) -> bytes:
    try:
        return bytes.fromhex(raw[1:-1].decode("ascii"))
    except ValueError:
        digits = _NOT_HEX.sub(b"", raw)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(raw: bytes) -> Name:
    if b"#" in raw:
        raw = _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), raw)
    return Name(raw[1:].decode("utf-8", "replace"))


_READ: dict[str | None, Callable[[bytes], Any]] = {"number": float, "hex": _hex, "name": _name}


def _string(data: bytes, position: int) -> tuple[bytes, int]:
    """A literal string whose opening bracket was read, and where it ends."""
    parts: list[bytes] = []
    depth = 1
    for part in _STRING_PART.finditer(data, position):
        raw = part.group()
        if raw == b"(":
            depth += 1
        elif raw == b")":
            depth -= 1
            if not depth:
                return b"".join(parts), part.end()
        elif raw[:1] == b"\r":
            raw = b"\n"
        elif raw[:1] == b"\\":
            raw = _escape(raw[1:])
        parts.append(raw)
    return b"".join(parts), len(data)


def _escape(raw: bytes) -> bytes:
    if raw[:1].isdigit() and raw[:1] < b"8":
        return bytes([int(raw, 8) & 0xFF])
    if raw in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPES.get(raw, raw)


def _dictionary(items: list[Any]) -> dict[str, Any]:
    return {str(key): value for key, value in zip(items[::2], items[1::2], strict=False)}


def _inline_image(data: bytes, position: int) -> tuple[dict[str, Any], int]:
    """The dictionary of an inline image, and where its data end."""
    items: list[Any] = []
    stack: list[list[Any]] = []
    while (token := _TOKEN.match(data, position)) is not None:
        position, kind, raw = token.end(), token.lastgroup, token.group()
        if kind == "word" and raw == b"ID":
            break
        if (read := _READ.get(kind)) is not None:
            items.append(read(raw))
        elif kind == "string":
            value, position = _string(data, position)
            items.append(value)
        elif kind == "open" and len(stack) < _MAX_NESTING:
            stack.append(items)
            items = []
        elif kind == "close" and stack:
            inner, items = items, stack.pop()
            items.append(inner if raw == b"]" else _dictionary(inner))
        elif kind == "word":
            items.append(_WORDS.get(raw))
    while stack:
        items = stack.pop()
    image = _dictionary(items)
    # Raw samples may hold the letters EI; their length is known, so start looking after them.
    skip = _raw_length(image)
    found = _END_OF_IMAGE.search(data, min(position + skip, len(data)))
    return image, found.end() if found else len(data)


def _raw_length(image: dict[str, Any]) -> int:
    """Bytes of samples that are not compressed; 0 where that is not known."""
    if image.get("F", image.get("Filter")):
        return 0
    space = image.get("CS", image.get("ColorSpace", "G"))
    parts = {"RGB": 3, "DeviceRGB": 3, "CMYK": 4, "DeviceCMYK": 4}.get(str(space), 1)
    try:
        width = int(image.get("W", image.get("Width", 0)))
        height = int(image.get("H", image.get("Height", 0)))
        bits = int(image.get("BPC", image.get("BitsPerComponent", 1)))
    except (TypeError, ValueError, OverflowError):
        return 0
    return max(0, (width * parts * bits + 7) // 8 * height)
