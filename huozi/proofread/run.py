"""Rules put to a volume: all alarms, in the order of the text."""

from collections.abc import Callable, Iterable, Sequence

from huozi.proofread.values import Alarm, Hit, Passage, ProofRule, Volume
from huozi.values.manuscript import BlockKind

#: What is no prose: whatever stands in it is meant as it stands.
_NO_PROSE = (BlockKind.CODE, BlockKind.CODE_LINE)

#: What rules find in a passage by itself, by the rule's id. Whoever keeps it saves the search.
Look = Callable[[Passage, Sequence[ProofRule]], dict[str, tuple[Hit, ...]]]


def look(passage: Passage, rules: Sequence[ProofRule]) -> dict[str, tuple[Hit, ...]]:
    """What rules find in a passage, without what they find none of."""
    hits = {rule.id: tuple(rule.of_passage(passage)) for rule in rules if rule.of_passage}
    return {name: found for name, found in hits.items() if found}


def proofread(volume: Volume, rules: Iterable[ProofRule], look: Look = look) -> tuple[Alarm, ...]:
    """All alarms of some rules in a volume, in the order of its text; then by the rule's id."""
    asked = tuple(rules)
    known = {rule.id: rule for rule in asked}
    found: list[tuple[int, int, str, Hit]] = []
    for number, passage in enumerate(volume.passages):
        if passage.kind in _NO_PROSE:
            continue
        for name, hits in look(passage, asked).items():
            found += [(number, hit.start, name, hit) for hit in hits]
    for rule in asked:
        if rule.of_volume:
            found += [(number, hit.start, rule.id, hit) for number, hit in rule.of_volume(volume)]
    found.sort(key=lambda one: one[:3])
    return tuple(
        Alarm(name, known[name].grade, volume.passages[number], hit)
        for number, _, name, hit in found
    )


def applied(text: str, hits: Iterable[Hit]) -> str:
    """A text with what is suggested instead, where anything is; of hits that overlap the first."""
    made, end = [], 0
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.stop)):
        if hit.instead is not None and hit.start >= end:
            made += [text[end : hit.start], hit.instead]
            end = hit.stop
    return "".join([*made, text[end:]])
