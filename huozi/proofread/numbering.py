"""The numbers that passages begin with, and series within them, each with its form. Pure."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Volume
from huozi.values.manuscript import BlockKind

_DIGITS = {han: value for value, han in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"十": 10, "百": 100}
_ONES = "一二三四五六七八九十"
_HAN = f"{_ONES}百零〇"

#: Forms at the head of a passage. The first ones stand above those that follow (GB/T 9704, 7.3.3).
_HEADS = (
    ("第一编", pattern(rf"第([{_HAN}]{{1,4}})编(?=[\s\u3000])")),
    ("第一章", pattern(rf"第([{_HAN}]{{1,5}})章(?=[\s\u3000])")),
    ("第一节", pattern(rf"第([{_HAN}]{{1,4}})节(?=[\s\u3000])")),
    ("第一条", pattern(rf"第([{_HAN}]{{1,7}})条(?=[\s\u3000])")),
    ("一、", pattern(rf"([{_HAN}]{{1,4}})、")),
    ("（一）", pattern(rf"[（(]([{_HAN}]{{1,3}})[）)]")),
    ("1.", pattern(r"(\d{1,2})[.．、](?!\d)")),
    ("（1）", pattern(r"[（(](\d{1,2})[）)]")),
)
#: The signs that they begin with, if with no figure.
_BEGINS = frozenset(f"第（({_HAN}")
ORDER = tuple(name for name, _ in _HEADS)
#: What runs through a book whatever stands above it.
_RUNS_ON = ("第一条", "第一章")

#: Each begins where a clause does.
_SERIES = (
    pattern(f"(?P<n>[{_ONES}])(?<![^。；：，][{_ONES}])是(?![^，。；]{{0,3}}一)"),
    pattern(f"第(?<![^。；：]第)(?P<n>[{_ONES}])，"),
    pattern(r"[（(](?<![^。；：，][（(])(?P<n>\d{1,2})[）)](?=[\u4e00-\u9fff])"),
    pattern(f"[（(](?<![^。；：，][（(])(?P<n>[{_ONES}]{{1,3}})[）)](?=[\u4e00-\u9fff])"),
    pattern("(?P<n>[①-⑳])(?=[\u4e00-\u9fff])"),
)
_ONE_CIRCLED = ord("①")
_SENTENCE_END = pattern("[。！？；：][”’）]?[ \u3000]*")


class NumberedHead(Struct, frozen=True):
    """A number: where it stands, which form it has, its value and that of the one before it."""

    passage: int
    start: int
    stop: int
    form: str
    value: int
    before: int  # 0: none is known
    above: str  # the form that it stands below; empty where it stands below none


def value(text: str) -> int:
    """What a number says: of figures, of Han up to 999, or circled."""
    if text.isdecimal():
        return int(text)
    if _ONE_CIRCLED <= ord(text[0]) < _ONE_CIRCLED + 20:
        return ord(text[0]) - _ONE_CIRCLED + 1
    made, digit = 0, 0
    for character in text:
        if unit := _UNITS.get(character):
            made += (digit or 1) * unit
            digit = 0
        else:
            digit = _DIGITS[character]
    return made + digit


@lru_cache(maxsize=16384)  # several rules ask, and again after each edit
def head(text: str) -> tuple[str, int, int] | None:
    """The number that a text begins with: its form, its value, and where it ends."""
    found = ((name, match) for name, form in _HEADS if (match := form.match(text)))
    return next(((name, value(match[1]), match.end()) for name, match in found), None)


def heads(volume: Volume) -> Iterator[NumberedHead]:
    """The numbers that passages begin with, each with the one before it at its level."""
    unit, last = "", dict.fromkeys(ORDER, 0)
    for number, passage in enumerate(volume.passages):
        if passage.note or passage.kind is BlockKind.CELL:
            continue
        if passage.unit != unit:
            unit, last = passage.unit, dict.fromkeys(ORDER, 0)
        text = passage.label + passage.text
        found = head(text) if text[:1] in _BEGINS or text[:1].isdecimal() else None
        if found is None:
            if passage.kind is BlockKind.HEADING:
                last = {name: last[name] if name in _RUNS_ON else 0 for name in ORDER}
            continue
        name, read, end = found
        rank = ORDER.index(name)
        above = next((one for one in reversed(ORDER[:rank]) if last[one]), "")
        stop = max(1, end - len(passage.label))
        yield NumberedHead(number, 0, stop, name, read, last[name], above)
        last[name] = read
        for lower in ORDER[rank + 1 :]:
            if lower not in _RUNS_ON:
                last[lower] = 0


@lru_cache(maxsize=16384)  # asked again after each edit
def within(text: str, form: str) -> tuple[tuple[int, int, int], ...]:
    """Numbers of a form behind the end of a sentence within a text: start, stop, value."""
    own = dict(_HEADS)[form]
    found = (own.match(text, end.end()) for end in _SENTENCE_END.finditer(text))
    return tuple((*match.span(), value(match[1])) for match in found if match)


@lru_cache(maxsize=16384)  # asked again after each edit
def series(text: str) -> tuple[tuple[int, int, int, int], ...]:
    """Numbers of series within a passage: start, stop, value, the value before."""
    found: list[tuple[int, int, int, int]] = []
    for form in _SERIES:
        before = 0
        for match in form.finditer(text):
            read = value(match["n"])
            found.append((*match.span(), read, before))
            before = read
    return tuple(found)
