"""Rules put to a volume: all alarms, in the order of the text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from huozi.proofread.patterns import pattern
from huozi.proofread.values import MASKED, Alarm, Hit, Passage, ProofRule, Volume
from huozi.values.manuscript import BlockKind
from huozi.values.script import HAN

#: What is no prose: whatever stands in it is meant as it stands.
_NO_PROSE = (BlockKind.CODE, BlockKind.CODE_LINE)

#: Addresses of the net, up to a blank or a mark of Chinese, and of letters.
_ADDRESS = pattern(
    rf"(?:[A-Za-z][A-Za-z0-9+.-]{{0,30}}://|www[.])(?:[^\s，。；、：（）《》“”<>,;]|[,;](?![{HAN}]))+(?<![,;:!?.)])"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+"
)

#: What rules find in a passage by itself, by the rule's id. Whoever keeps it saves the search.
Look = Callable[[Passage, Sequence[ProofRule]], dict[str, tuple[Hit, ...]]]


def look(passage: Passage, rules: Sequence[ProofRule]) -> dict[str, tuple[Hit, ...]]:
    """What rules find in a passage, without what they find none of."""
    text = passage.text
    hits = {
        rule.id: tuple(rule.of_passage(passage))
        for rule in rules
        if rule.of_passage and (not rule.signs or any(sign in text for sign in rule.signs))
    }
    return {name: found for name, found in hits.items() if found}


def proofread(volume: Volume, rules: Iterable[ProofRule], look: Look = look) -> tuple[Alarm, ...]:
    """All alarms of some rules in a volume, in the order of its text; then by the rule's id."""
    asked = tuple(rules)
    known = {rule.id: rule for rule in asked}
    prose = replace(volume, passages=tuple(map(masked, volume.passages)))
    found: list[tuple[int, int, str, Hit]] = []
    for number, passage in enumerate(prose.passages):
        if passage.kind in _NO_PROSE:
            continue
        for name, hits in look(passage, asked).items():
            found += [(number, hit.start, name, hit) for hit in hits]
    for rule in asked:
        if rule.confirms:
            its = [(number, hit) for number, _, name, hit in found if name == rule.id]
            found = [one for one in found if one[2] != rule.id]
            found += [(n, hit.start, rule.id, hit) for n, hit in rule.confirms(prose, its)]
        if rule.of_volume:
            found += [(number, hit.start, rule.id, hit) for number, hit in rule.of_volume(prose)]
    return tuple(
        Alarm(name, known[name].grade, volume.passages[number], hit)
        for number, _, name, hit in sorted(_truest(found, known), key=lambda one: one[:3])
    )


def masked(passage: Passage) -> Passage:
    """A passage with code and addresses covered, each character by one that no rule knows."""
    text = passage.text
    if passage.code:
        cover = [False] * len(text)
        for start, stop in passage.code:
            cover[start:stop] = [True] * (stop - start)
        text = "".join(MASKED if hid else one for one, hid in zip(text, cover, strict=True))
    if "://" in text or "@" in text or "www." in text:
        text = _ADDRESS.sub(lambda match: MASKED * len(match[0]), text)
    return passage if text == passage.text else replace(passage, text=text)


def _truest(
    found: Iterable[tuple[int, int, str, Hit]], known: dict[str, ProofRule]
) -> Iterator[tuple[int, int, str, Hit]]:
    """What was found, without what another rule says better of the same characters."""
    there: dict[tuple[int, str], list[Hit]] = defaultdict(list)
    found = tuple(found)
    for number, _, name, hit in found:
        there[number, name].append(hit)
    for number, start, name, hit in found:
        better = (one for other in known[name].yields_to for one in there.get((number, other), ()))
        if not any(one.start < hit.stop and hit.start < one.stop for one in better):
            yield number, start, name, hit


def applied(text: str, hits: Iterable[Hit]) -> str:
    """A text with what is suggested instead, where anything is; of hits that overlap the first."""
    made, end = [], 0
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.stop)):
        if hit.instead is not None and hit.start >= end:
            made += [text[end : hit.start], hit.instead]
            end = hit.stop
    return "".join([*made, text[end:]])
