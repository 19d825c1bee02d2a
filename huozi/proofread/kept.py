"""What people have decided: exceptions, terms and names, and the lists of the office."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from huozi.proofread.segment import is_word
from huozi.proofread.slips import alike
from huozi.proofread.values import Alarm, Grade, Hit, Passage, ProofRule
from huozi.proofread.words import lexicon
from huozi.values.rulings import Kept, OfficeList, Rulings

#: The rule that speaks for the lists of the office, and the one that knows its names.
OWN_RULE, NAMES_RULE = "H01", "B02"
#: Of shorter names too much is near.
_LEAST_NAME = 3


class Decided(Struct, frozen=True):
    """Alarms that are left, how many are kept from speaking, and exceptions that met none."""

    alarms: tuple[Alarm, ...]
    kept: int
    stale: tuple[Kept, ...]


def decided(alarms: Iterable[Alarm], rulings: Rulings, asked: Iterable[ProofRule]) -> Decided:
    """Alarms without what was decided to stay. Only an exception of a rule that was `asked` can
    have met nothing.
    """
    right = (*rulings.terms, *rulings.names)
    used: set[Kept] = set()
    left, kept = [], 0
    for alarm in alarms:
        met = [one for one in rulings.exceptions if one.rule == alarm.rule and _is_of(one, alarm)]
        used.update(met)
        if met or any(_covers(words, alarm) for words in right):
            kept += 1
        else:
            left.append(alarm)
    ran = {rule.id for rule in asked}
    stale = tuple(one for one in rulings.exceptions if one.rule in ran and one not in used)
    return Decided(tuple(left), kept, stale)


def _is_of(one: Kept, alarm: Alarm) -> bool:
    return one.text == alarm.hit.of or _covers(one.text, alarm)


def _covers(words: str, alarm: Alarm) -> bool:
    """Whether some words stand about all that an alarm is about."""
    text, hit = alarm.passage.text, alarm.hit
    first = max(0, hit.stop - len(words))
    return 0 <= text.find(words, first, hit.start + len(words)) <= hit.start


def own_rule(lists: Sequence[OfficeList]) -> ProofRule | None:
    """The lists of the office as a rule; None where they are empty. Of two lists that name the same
    word the first holds.
    """
    pairs: dict[str, str] = {}
    for one in lists:
        for wrong, right in one.words:
            pairs.setdefault(wrong, right)
    if not pairs:
        return None
    words = re.compile("|".join(map(re.escape, sorted(pairs, key=len, reverse=True))))

    def find(passage: Passage) -> Iterator[Hit]:
        for match in words.finditer(passage.text):
            if not _is_right(passage.text, match, pairs[match[0]]):
                yield Hit(match.start(), match.end(), pairs[match[0]], match[0])

    return ProofRule(OWN_RULE, Grade.WRONG, "", fixes=True, of_passage=find)


def names_rule(names: Sequence[str]) -> ProofRule | None:
    """What is nearly one of the names: with another character of the same sound or look, or two
    characters turned. None where there are no names to know it by.
    """
    near: dict[str, str] = {}
    for name in names:
        if len(name) >= _LEAST_NAME:
            for other in _near(name):
                if not is_word(other) and not any(other in known for known in names):
                    near.setdefault(other, name)
    if not near:
        return None
    words = lexicon(near)

    def find(passage: Passage) -> Iterator[Hit]:
        for start, word, name in words.found(passage.text):
            yield Hit(start, start + len(word), name, word)

    return ProofRule(NAMES_RULE, Grade.DOUBT, "", fixes=True, of_passage=find)


def _near(name: str) -> Iterator[str]:
    for at, character in enumerate(name):
        yield from (name[:at] + other + name[at + 1 :] for other in sorted(alike(character)))
        if at and name[at - 1] != character:
            yield name[: at - 1] + character + name[at - 1] + name[at + 1 :]


def _is_right(text: str, match: re.Match[str], right: str) -> bool:
    """Whether a wrong word is part of the right one already: 平谷区 in 北京市平谷区."""
    inside = right.find(match[0])
    while inside >= 0:
        if text.startswith(right, match.start() - inside) and match.start() >= inside:
            return True
        inside = right.find(match[0], inside + 1)
    return False


def source_of(alarm: Alarm, rule: ProofRule, lists: Sequence[OfficeList]) -> str:
    """Where a rule comes from; of a word of the office: its list, who answers for it, its date."""
    if rule.id != OWN_RULE:
        return rule.source
    found = (one for one in lists if any(wrong == alarm.hit.of for wrong, _ in one.words))
    return next((f"{one.name}（{one.who}，{one.date}）" for one in found), "")
