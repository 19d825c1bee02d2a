"""Marks that go in pairs: which have a partner, and which stand in one another. Pure."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from huozi.proofread.patterns import pattern

_PAIRS = dict(zip("（《“‘〈【〔「『", "）》”’〉】〕」』", strict=True))
_OPENERS = {close: opener for opener, close in _PAIRS.items()}
#: A half-width bracket whose partner is full-width; another rule tells of it.
_MIXED = (pattern(r"\((?=[^()（）]*）)"), "（"), (pattern(r"(（[^()（）]*)\)"), r"\1）")
_LATIN = pattern("[!-~À-ɏＡ-Ｚａ-ｚ]$")
#: What stands before a closing bracket that has no partner: the number of an item.
_MARKS = pattern("[（《“‘〈【〔「『）》”’〉】〕」』]")
_NUMBERED = pattern(r"(?:^|[，。；：、\s（])(?:[0-9]{1,3}|[A-Za-z]|[①-⑳])$")


@lru_cache(maxsize=16384)  # two rules ask, and again after each edit
def paired(text: str) -> tuple[tuple[tuple[int, int, tuple[int, ...]], ...], tuple[int, ...]]:
    """Pairs as (opener, behind the closer, the openers around it from the outermost, with and
    without a partner), and the marks that have none.
    """
    if "(" in text or ")" in text:
        for form, full in _MIXED:
            text = form.sub(full, text)
    stack: list[int] = []
    pairs: list[tuple[int, int, tuple[int, ...]]] = []
    alone: list[int] = []
    for match in _MARKS.finditer(text):
        at, opener = match.start(), _OPENERS.get(match[0])
        if opener is None:
            stack.append(at)
        else:
            if not any(text[begun] == opener for begun in stack):
                alone.append(at)
                continue
            while text[stack[-1]] != opener:
                alone.append(stack.pop())
            begun = stack.pop()
            pairs.append((begun, at + 1, tuple(stack)))
    return tuple(pairs), tuple(sorted([*alone, *stack]))


def nested(text: str, opener: str, around: str) -> Iterator[tuple[int, int]]:
    """Pairs of a kind that stand right inside another pair: what stands in brackets inside it may
    be an editor's, and begins anew. A mark without a partner is no pair, and nothing stands in it.
    """
    pairs, alone = paired(text)
    for start, stop, outer in pairs:
        if text[start] == opener and outer and text[outer[-1]] == around:
            if outer[-1] not in alone:
                yield start, stop


def outermost(text: str, opener: str) -> Iterator[tuple[int, int]]:
    """Pairs of a kind that stand inside no quotation."""
    for start, stop, outer in paired(text)[0]:
        if text[start] == opener and not any(text[at] in "“‘" for at in outer):
            yield start, stop


def unpaired(text: str) -> Iterator[int]:
    """Marks without a partner, but for the bracket behind the number of an item; an apostrophe
    within a Latin word is no quotation mark.
    """
    for at in paired(text)[1]:
        if text[at] == "）" and _NUMBERED.search(text[:at]):
            continue
        if text[at] == "’" and _LATIN.search(text[:at]):
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
