"""A 发文字号 that breaks a run: 36, 37 and 38 of one day are 京平组文, and 39 is 京平组发.

Numbers run on by agency and kind (GB/T 9704-2012, 7.2.5); one kind with the number that another
one waits for was likely typed wrong. 篇《…》 in examples is an entry.

    ✗ 篇《甲》平文〔2007〕37号·2007-06-01¶篇《乙》平文〔2007〕38号·2007-06-01¶
      篇《丙》平发〔2007〕39号·2007-06-01
    ✓ 篇《甲》平文〔2007〕37号·2007-06-01¶篇《乙》平文〔2007〕38号·2007-06-01¶
      篇《丙》平发〔2007〕12号·2007-06-01
    ✓ 篇《甲》平文〔2007〕37号·2007-06-01¶篇《乙》平文〔2007〕38号·2007-06-01¶
      篇《丙》平发〔2007〕39号·2007-06-02
"""

from collections.abc import Iterator
from itertools import groupby

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, ProofRule, Titled, Volume

_DOCNO = pattern(
    r"(?P<kind>[^〔\[（(\d]+)[〔\[（(](?P<year>\d{4})[〕\]）)](?:第)?(?P<serial>\d+)号"
)


def _parsed(entry: Titled) -> tuple[str, str, int] | None:
    match = _DOCNO.fullmatch(entry.docno)
    return (match["kind"], match["year"], int(match["serial"])) if match else None


def _broken(entries: tuple[Titled, ...]) -> Iterator[Titled]:
    """Entries whose number goes on from those of another kind of the same day."""
    for _, group in groupby(sorted(entries, key=lambda e: e.date), key=lambda e: e.date):
        numbered = [(entry, number) for entry in group if (number := _parsed(entry))]
        there = {number for _, number in numbered}
        for entry, (kind, year, serial) in numbered:
            own = {(kind, year, serial - 1), (kind, year, serial + 1)} & there
            for other in {number[0] for number in there} - {kind}:
                run = {(other, year, serial - 1), (other, year, serial - 2)} <= there
                if run and not own and len(other) == len(kind):
                    yield entry


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    broken = {
        entry.unit: entry.docno for entry in _broken(tuple(e for e in volume.entries if e.date))
    }
    for number, passage in enumerate(volume.passages):
        if passage.kind is None and passage.unit in broken:
            yield number, Hit(0, len(passage.text), of=broken.pop(passage.unit))


RULE = ProofRule("D02", Grade.DOUBT, "GB/T 9704-2012, 7.2.5", of_volume=_find)
