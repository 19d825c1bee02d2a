"""Front matter of a converted entry: its keys, the passages they come from, its lines of YAML."""

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from huozi.intake.fates import AsMatter, Changed, Fate, Fated, LeftOut
from huozi.intake.passages import FlowPassage
from huozi.intake.patterns import DATE, DOCNO
from huozi.intake.values import AtomKind
from huozi.read import dates
from huozi.read.text import INVISIBLE, han_number, joint

#: What YAML takes as text without quotes, whatever follows.
_PLAIN = re.compile(r"[\w\u3000-\u9fff（《“‘【〔][^:#\"'\\\[\]{}&*!|>%@`\n\t]*")
_NOT_IN_KEYS = {AtomKind.RUBY: "ruby-in-title", AtomKind.PICTURE: "picture-in-title"}
_KEPT = re.compile(r"[0-9.eE+\-]*|(?i:true|false|yes|no|null|on|off|~)")
_ZEROS = str.maketrans("○ＯO0零◯", "〇〇〇〇〇〇")
_HAN_YEAR = str.maketrans("〇一二三四五六七八九", "0123456789")


class FrontKey(Struct, frozen=True):
    """A key, its value or values, and the fates of the passages it was made of."""

    key: str
    values: tuple[str, ...]
    listed: bool = False


def lines_of(passages: Sequence[FlowPassage]) -> tuple[str, ...]:
    """The lines of some passages, soft returns parting them."""
    texts = (line for p in passages for line in p.words.split("\n"))
    found = (INVISIBLE.sub("", " ".join(text.split(" "))).strip(" \u3000\t\xa0") for text in texts)
    return tuple(re.sub("[ \t\xa0]+", " ", text) for text in found if text)


def as_one(lines: Sequence[str]) -> str:
    """Lines as one text: a blank between Latin words alone."""
    made = ""
    for line in lines:
        made += f"{joint(made[-1:], line[:1])}{line}" if made else line
    return made


def corrected_docno(text: str) -> str:
    """京平发〔2004〕26号, in whatever brackets, with blanks and full-width figures it was typed."""
    match = DOCNO.match("".join(text.split()))
    if match is None:
        return ""
    year = unicodedata.normalize("NFKC", match["year"])
    if len(year) != 4:
        year = f"{'19' if int(year) >= 50 else '20'}{year[-2:]}"
    serial = unicodedata.normalize("NFKC", match["serial"])
    return f"{match['agency']}〔{year}〕{serial}号"


def iso_date(text: str) -> str:
    """The date a line ends with, as YYYY-MM-DD or YYYY-MM; empty where it is none that exists."""
    found = None
    for match in DATE.finditer("".join(text.split())):
        found = match
    if found is None:
        return ""
    year = found["year"].translate(_ZEROS) if not found["year"][0].isascii() else found["year"]
    year = unicodedata.normalize("NFKC", year).translate(_HAN_YEAR)
    month, day = _count(found["month"]), _count(found["day"] or "")
    iso = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return iso if year.isdecimal() and 1 <= month <= 12 and day <= 31 else ""


def _count(written: str) -> int:
    plain = unicodedata.normalize("NFKC", written)
    return (
        1
        if plain == "元"
        else han_number(plain if plain.isdecimal() else written.translate(_ZEROS))
    )


def shown_date(text: str) -> str:
    """The date as it is printed in a text."""
    found = ""
    for match in DATE.finditer("".join(text.split())):
        found = match[0]
    return found


def needs_display(iso: str, shown: str) -> bool:
    """Whether a date is printed otherwise than the press would."""
    return bool(iso) and dates.display(iso) != shown


def yaml_lines(keys: Sequence[FrontKey]) -> list[str]:
    """The lines between the two `---`."""
    lines: list[str] = []
    for key in keys:
        if key.listed:
            lines += [f"{key.key}:", *(f"  - {quoted(value)}" for value in key.values)]
        else:
            lines.append(f"{key.key}: {quoted(key.values[0])}")
    return lines


def quoted(value: str) -> str:
    """A value as YAML takes it: without quotes where that says the same."""
    if not value:
        return ""
    plain = _PLAIN.fullmatch(value) and not _KEPT.fullmatch(value) and value == value.strip()
    if plain or re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def matter_fates(passages: Sequence[FlowPassage], key: str, file: str) -> list[Fated]:
    """Fates of passages that became a key; soft returns part the lines of a title."""
    return _fates(passages, AsMatter(key, file))


def changed_fates(
    passages: Sequence[FlowPassage], before: str, after: str, rule: str, key: str, file: str
) -> list[Fated]:
    """Fates of passages that became a key in other words."""
    return _fates(passages, Changed(before, after, rule, file, 0, key))


def dropped_fates(passages: Sequence[FlowPassage], reason: str) -> list[Fated]:
    """Fates of passages that stand nowhere."""
    return [
        Fated(bit.atom.number, bit.start, bit.stop, LeftOut(reason, bit.text))
        for p in passages
        for bit in p.bits
    ]


def _fates(passages: Sequence[FlowPassage], fate: Fate) -> list[Fated]:
    """Fates of passages that became a key, which holds no readings and no pictures."""
    return [
        Fated(
            bit.atom.number,
            bit.start,
            bit.stop,
            LeftOut(_NOT_IN_KEYS[bit.atom.kind], bit.text)
            if bit.atom.kind in _NOT_IN_KEYS
            else fate,
        )
        for p in passages
        for bit in p.bits
    ]
