"""Dashes made of hyphens, of one line or of box drawing: --, －－, ──, —.

The dash of Chinese is ——, two cells long (GB/T 15834-2011, 4.10). One line between figures or
Latin words is a sign of its own.

    ✗ 经验--启示 → 经验——启示
    ✗ 他来了—真的。 → 他来了——真的。
    ✗ 改革──开放 → 改革——开放
    ✓ 2004—2008年，——他说。
    ✓ 北京—上海
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.values.script import HAN

_FORM = pattern(
    rf"(?<=[{HAN}”》）])(?:-{{2,}}|－{{1,}}(?=－)－|[─━]{{1,3}}|(?<!—)—(?!—))(?=[{HAN}“《（])"
)
#: One line joins two places or names (4.13.3.2); behind a clause it is half a dash.
_LONG = 5
_CLAUSES = pattern(rf"(?:[了的着过吗呢吧]|[{HAN}]{{{_LONG}}})$")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _FORM.finditer(passage.text):
        if len(match[0]) == 1 and not _CLAUSES.search(
            passage.text[max(0, match.start() - _LONG) : match.start()]
        ):
            continue
        yield Hit(*match.span(), "——")


RULE = ProofRule(
    "P07",
    Grade.WRONG,
    "GB/T 15834-2011, 4.10",
    fixes=True,
    of_passage=_find,
    signs=("--", "－", "─", "━", "—"),
)
