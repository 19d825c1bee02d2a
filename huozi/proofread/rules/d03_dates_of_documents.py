"""A date that does not go with a document: another day under it, another year in its number.

Nor can it tell of a day that had not come. A document is dated by its signing, and its number
bears the year (GB/T 9704-2012, 7.2.5, 7.3.5.4). 篇《…》 in examples is an entry.

    ✗ 篇《甲》平文〔2007〕37号·2007-06-01¶正文。¶2007年7月1日
    ✗ 篇《甲》平文〔2008〕37号·2007-06-01¶正文。
    ✗ 篇《甲》平文〔2007〕37号·2007-06-01¶2007年9月3日召开了会议。¶二〇〇七年六月一日
    ✓ 篇《甲》平文〔2007〕37号·2007-06-01¶将于2007年9月3日召开会议。¶二〇〇七年六月一日
    ✓ 篇《甲》平文〔2007〕37号·2007-06-01¶2007年5月3日召开了会议，自2007年7月1日起施行。
    ✓ 篇《甲》平文〔2007〕37号·2007-06-01¶2007年6月1日
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule, Titled, Volume
from huozi.values.manuscript import BlockKind

_HAN = "〇一二三四五六七八九"
_FIGURES = str.maketrans(_HAN + "○Ｏ", "012345678900")
_SIGNED = pattern(
    rf"(?:\d{{4}}|[{_HAN}○]{{4}})年(?:\d{{1,2}}|[{_HAN}十]{{1,3}})月(?:\d{{1,2}}|[{_HAN}十]{{1,3}})日"
)
_PARTS = pattern("[年月日]")
_YEAR_OF_NUMBER = pattern("[〔\\[（(](\\d{4})[〕\\]）)]")
#: What was done on a day, told as past.
_TOLD = pattern(
    r"(?<!将于)(?<![将至到自从])(?P<day>\d{4}年\d{1,2}月\d{1,2}日)，?[^，。；前起]{0,12}?"
    r"(?:召开|举行|印发|下发|通过|批准|发布|成立|作出|签订)了"
)


def _day(text: str) -> date | None:
    """A date in figures or Han; None where no calendar has it."""
    numbers = [_number(part) for part in _PARTS.split(text) if part]
    try:
        return date(*numbers)
    except (TypeError, ValueError):
        return None


def _number(text: str) -> int:
    figures = text.translate(_FIGURES)
    if "十" not in figures:
        return int(figures)
    tens, _, ones = figures.partition("十")
    return int(tens or 1) * 10 + int(ones or 0)


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    texts: dict[str, list[tuple[int, Passage]]] = defaultdict(list)
    for number, passage in enumerate(volume.passages):
        if not passage.note:
            texts[passage.unit].append((number, passage))
    for entry in volume.entries:
        if entry.date and entry.unit in texts:
            yield from _of_entry(entry, date.fromisoformat(entry.date), texts[entry.unit])


def _of_entry(
    entry: Titled, dated: date, texts: list[tuple[int, Passage]]
) -> Iterator[tuple[int, Hit]]:
    """What does not go with the date of an entry."""
    title = next((number for number, passage in texts if passage.kind is None), texts[0][0])
    year = _YEAR_OF_NUMBER.search(entry.docno)
    if year and int(year[1]) != dated.year:
        yield title, Hit(0, 0, of=f"{entry.docno} {entry.date}")
    signed = [(n, p, day) for n, p in texts if (day := _signed(p))]
    if signed and all(day != dated for *_, day in signed):  # what is passed on has its own
        number, passage, _ = signed[-1]
        yield number, Hit(0, len(passage.text), of=f"{passage.text} {entry.date}")
    if entry.docno or signed:
        for number, passage in texts:
            for match in _TOLD.finditer(passage.text):
                day_told = _day(match["day"])
                if day_told and day_told > dated:
                    yield number, Hit(*match.span("day"), of=f"{match['day']} {entry.date}")


def _signed(passage: Passage) -> date | None:
    """The day that a line of its own is: the last of a document is the day of its signing."""
    text = passage.text.strip()
    if passage.kind in (BlockKind.HEADING, BlockKind.CELL, None) or not _SIGNED.fullmatch(text):
        return None
    return _day(text)


RULE = ProofRule("D03", Grade.DOUBT, "GB/T 9704-2012, 7.3.5.4", of_volume=_find)
