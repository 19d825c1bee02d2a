"""Text files: which of four encodings they are in, and their lines as paragraphs.

The rule, in this order: a mark at the beginning; UTF-16 without one, by its noughts; what is valid
UTF-8 and has Han or nothing but ASCII is UTF-8; else GB18030 against Big5. Both can often read the
same bytes, so of what each reads the share of common characters is taken (level 1 of GB 2312 or of
Big5), which running text has far more of in its own encoding. Where the shares lie close together,
the better one is taken and marked as a guess, to be confirmed.
"""

import codecs
import re
from collections import Counter
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.count import Tally
from huozi.intake.values import (
    AtomKind,
    Origin,
    WordAtom,
    WordBlock,
    WordParagraph,
    WordSpot,
    WordText,
)
from huozi.values.errors import InputError
from huozi.values.manuscript import Place, finding

_HAN = re.compile("[\u2e80-\u9fff\U00020000-\U0003ffff]")
_SURE = 0.2  # how far apart the shares of two encodings have to lie
_SAMPLE = 50_000  # characters that are judged
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(Struct, frozen=True):
    """A text, and how it was read."""

    text: str
    encoding: str
    guessed: bool = False


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file. Raises InputError where none of the four encodings can read it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, name), encoding)
    unicode = _read(data, "utf-8")
    if unicode is not None and _HAN.search(unicode):  # a nought in it is one
        return Decoded(unicode, "utf-8")
    if (wide := _wide(data)) is not None:
        return Decoded(_strict(data, wide, name), wide, guessed=True)
    if unicode is not None and unicode.isascii():
        return Decoded(unicode, "utf-8")
    readings = [
        Decoded(text, encoding)
        for encoding in ("gb18030", "big5")
        if (text := _read(data, encoding)) is not None
    ]
    if unicode is not None:  # 目录 in GB 2312 is Ŀ¼ in UTF-8
        readings.append(Decoded(unicode, "utf-8"))
    if not readings:
        raise InputError([finding("intake-encoding", Place(name))])
    shares = {one.encoding: _common(one.text, one.encoding) for one in readings}
    best = max(readings, key=lambda one: shares[one.encoding])
    others = [share for encoding, share in shares.items() if encoding != best.encoding]
    sure = shares[best.encoding] - max(others, default=0.0) > _SURE
    return replace(best, guessed=not sure or unicode is not None)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError([finding("intake-encoding", Place(name))]) from error


def _read(data: bytes, encoding: str) -> str | None:
    for variant in (encoding, {"big5": "cp950"}.get(encoding, encoding)):
        try:
            return data.decode(variant)
        except UnicodeDecodeError:
            continue
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: line ends and figures have a nought before or behind them."""
    if len(data) % 2 or b"\0" not in data:
        return None
    return "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"


#: The leading bytes of level 1.
_LEVEL_1 = {"gb18030": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}


def _common(text: str, encoding: str) -> float:
    """The share of level 1 among the Han, and what private codes are taken for Han."""
    han = [char for char in text[:_SAMPLE] if "\u3400" <= char < "\ua000" or char >= "\ue000"]
    han = [char for char in han if not "\uff00" <= char <= "\uffef"]  # wide ASCII is no evidence
    if encoding not in _LEVEL_1:
        return 0.1  # of UTF-8 without Han: rather that than rare ones
    narrow = {"gb18030": "gb2312"}.get(encoding, encoding)
    common = sum(char.encode(narrow, "replace")[0] in _LEVEL_1[encoding] for char in han)
    return common / len(han) if han else 0.0


# ---------------------------------------------------------------------------- to a text

_LINE_END = re.compile(r"\r\n|\n|\r")
_PIECES = re.compile(r"\t|\f|[^\t\f]+")
_KINDS = {"\t": AtomKind.TAB, "\f": AtomKind.PAGE_BREAK}


def read_lines(data: bytes, origin: Origin) -> WordText:
    """A text file: each line is a paragraph."""
    decoded = decode(data, origin.name)
    part, numbers = origin.name, count()
    blocks: list[WordBlock] = []
    atoms: list[WordAtom] = []
    for line, text in enumerate(_LINE_END.split(decoded.text), 1):
        spot = WordSpot(part, line)
        found = tuple(
            WordAtom(next(numbers), _KINDS.get(one, AtomKind.TEXT), one, spot)
            for one in _PIECES.findall(text)
        )
        atoms += found
        blocks.append(WordParagraph(spot, found))
    while blocks and isinstance(blocks[-1], WordParagraph) and not blocks[-1].atoms:
        blocks.pop()  # behind the last line end
    said = replace(origin, encoding=decoded.encoding, guessed=decoded.guessed)
    return WordText(said, tuple(blocks), tuple(atoms))


def count_text(data: bytes, origin: Origin) -> Tally:
    """What a text file holds: its characters, line ends apart."""
    tally = Counter(data.decode(origin.encoding).lstrip("\ufeff"))
    for end in "\r\n":
        del tally[end]
    return {origin.name: tally} if tally else {}
