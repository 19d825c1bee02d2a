"""ToUnicode maps: which text the glyphs of a font stand for (ISO 32000-1, 9.10.3)."""

import re

MOST_CODES = 70_000  # more than a font has

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf(?:char|range)", re.DOTALL)
_STRING = rb"<([0-9A-Fa-f\s]*)>"
_CHARACTER = re.compile(_STRING + rb"\s*" + _STRING)
_RANGE = re.compile(_STRING + rb"\s*" + _STRING + rb"\s*(?:" + _STRING + rb"|\[([^\]]*)\])")
_STRINGS = re.compile(_STRING)


def to_unicode(cmap: bytes) -> dict[int, str]:
    """The text of each code, no more of them than there are codes; a text may be empty.

    Raises ValueError for a string of half bytes.
    """
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            found.update((_code(code), _text(text)) for code, text in _CHARACTER.findall(body))
            continue
        for match in _RANGE.finditer(body):
            first = _code(match[1])
            count = min(_code(match[2]) - first + 1, MOST_CODES - len(found))
            if match[4] is not None:
                texts = _STRINGS.findall(match[4])
                found.update((first + i, _text(text)) for i, text in enumerate(texts))
            else:
                found.update(_run(first, count, bytes.fromhex(match[3].decode())))
        if len(found) > MOST_CODES:
            break
    return found


def _run(first: int, count: int, target: bytes) -> dict[int, str]:
    """Codes that stand for characters that follow each other: only the last unit counts up."""
    if not target:
        return dict.fromkeys(range(first, first + count), "")
    head, start = target[:-2], int.from_bytes(target[-2:])
    lasts = (((start + i) & 0xFFFF).to_bytes(2) for i in range(count))
    return {first + i: _utf16(head + last) for i, last in enumerate(lasts)}


def _code(digits: bytes) -> int:
    return int.from_bytes(bytes.fromhex(digits.decode()))


def _text(digits: bytes) -> str:
    return _utf16(bytes.fromhex(digits.decode()))


def _utf16(raw: bytes) -> str:
    return raw.decode("utf-16-be", "replace")
