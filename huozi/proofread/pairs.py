"""Marks that go in pairs: which have a partner, and which stand in one another. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from huozi.proofread.patterns import pattern

_PAIRS = dict(zip("（《“‘〈【〔「『", "）》”’〉】〕」』", strict=True))
_OPENERS = {close: opener for opener, close in _PAIRS.items()}
#: A half-width bracket whose partner is full-width; another rule tells of it.
_MIXED = (pattern(r"\((?=[^()（）]*）)"), "（"), (pattern(r"(（[^()（）]*)\)"), r"\1）")
_LATIN = pattern("[!-~À-ɏＡ-Ｚａ-ｚ]$")
#: What stands before a closing bracket that has no partner: the number of an item.
_MARKS = pattern("[（《“‘〈【〔「『）》”’〉】〕」』]")
_NUMBER_SIZE = 4
_NUMBERED = pattern(r"(?:^|[，。；：、\s（])(?:[0-9]{1,3}|[A-Za-z]|[①-⑳])$")


class PairedMarks(Struct, frozen=True):
    """A pair: where it opens, and where it ends; the opener right around it, with or without a
    partner, and whether it stands in a quotation.
    """

    start: int
    stop: int
    around: int | None
    quoted: bool


@lru_cache(maxsize=16384)  # two rules ask, and again after each edit
def paired(text: str) -> tuple[tuple[PairedMarks, ...], tuple[int, ...]]:
    """The pairs of a text, and the marks that have no partner."""
    if "(" in text or ")" in text:
        for form, full in _MIXED:
            text = form.sub(full, text)
    stack: list[int] = []
    open_marks = Counter[str]()
    pairs: list[PairedMarks] = []
    alone: list[int] = []
    for match in _MARKS.finditer(text):
        at, opener = match.start(), _OPENERS.get(match[0])
        if opener is None:
            stack.append(at)
            open_marks[match[0]] += 1
            continue
        if not open_marks[opener]:
            alone.append(at)
            continue
        while text[begun := stack.pop()] != opener:
            alone.append(begun)
            open_marks[text[begun]] -= 1
        open_marks[opener] -= 1
        quoted = bool(open_marks["“"] or open_marks["‘"])
        pairs.append(PairedMarks(begun, at + 1, stack[-1] if stack else None, quoted))
    return tuple(pairs), tuple(sorted([*alone, *stack]))


def nested(text: str, opener: str, around: str) -> Iterator[tuple[int, int]]:
    """Pairs of a kind that stand right inside another pair: what stands in brackets inside it may
    be an editor's, and begins anew. A mark without a partner is no pair, and nothing stands in it.
    """
    pairs, alone = paired(text)
    without = frozenset(alone)
    for pair in pairs:
        if text[pair.start] == opener and pair.around is not None and pair.around not in without:
            if text[pair.around] == around:
                yield pair.start, pair.stop


def outermost(text: str, opener: str) -> Iterator[tuple[int, int]]:
    """Pairs of a kind that stand inside no quotation."""
    for pair in paired(text)[0]:
        if text[pair.start] == opener and not pair.quoted:
            yield pair.start, pair.stop


def unpaired(text: str) -> Iterator[int]:
    """Marks without a partner, but for the bracket behind the number of an item; an apostrophe
    within a Latin word is no quotation mark.
    """
    for at in paired(text)[1]:
        before = text[max(0, at - _NUMBER_SIZE) : at]
        if (
            text[at] == "）"
            and _NUMBERED.search(before)
            or text[at] == "’"
            and _LATIN.search(before)
        ):
            continue
        yield at


#: A quotation or a bracket of several paragraphs is no longer than so many.
_PARAGRAPHS = 60


@lru_cache(maxsize=2)  # two rules ask
def over_paragraphs(texts: tuple[tuple[str, str], ...]) -> tuple[tuple[int, int, bool], ...]:
    """The marks without a partner in texts, each with the unit it is of: number of the text, place,
    and whether a partner in another text of the unit makes a quotation or a bracket of several
    paragraphs of them. Each of its paragraphs may open it again (GB/T 15834-2011, 4.8.3.4).
    """
    return tuple(_over_paragraphs(texts))


def _over_paragraphs(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, bool]]:
    waiting: dict[str, list[tuple[int, int]]] = {"“": [], "（": []}
    before = ""
    for number, (unit, text) in enumerate(texts):
        if unit != before:
            yield from _given_up(waiting, number + _PARAGRAPHS + 1)
            before = unit
        yield from _given_up(waiting, number)
        alone = tuple(unpaired(text))
        if text.lstrip("\u3000 ").startswith("“") and "“" not in {text[at] for at in alone}:
            begun = waiting["“"]
            if begun and begun[-1][0] == number - 1:
                yield from ((*one, True) for one in begun)
                begun.clear()
        for at in alone:
            if text[at] in waiting:
                waiting[text[at]].append((number, at))
            elif begun := waiting.get(_OPENERS.get(text[at], ""), []):
                yield from ((*one, True) for one in begun)
                yield number, at, True
                begun.clear()
            else:
                yield number, at, False
    yield from _given_up(waiting, _PARAGRAPHS * 1_000_000)


def _given_up(
    waiting: dict[str, list[tuple[int, int]]], number: int
) -> Iterator[tuple[int, int, bool]]:
    """Openers that nothing within reach of a text has closed."""
    for begun in waiting.values():
        while begun and number - begun[0][0] > _PARAGRAPHS:
            yield *begun.pop(0), False
