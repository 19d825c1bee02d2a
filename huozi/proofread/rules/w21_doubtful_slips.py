"""A character for one that sounds or looks like it, told with less certainty: 主管部们.

The measure is that of W22; here less is gained. Half of such places in edited text are rare words,
terms and names.

    ✗ 由主管部们责令改正。
    ✓ 由主管部门责令改正。
    ✓ 全区杜会事业发展
"""

from collections.abc import Iterator

from huozi.proofread.slips import hits, unusual
from huozi.proofread.values import Grade, Hit, Passage, ProofRule


def _find(passage: Passage) -> Iterator[Hit]:
    return (hit for hit in hits(passage.text) if not hit.sure)


RULE = ProofRule(
    "W21",
    Grade.DOUBT,
    "图书质量管理规定",
    fit=False,
    of_passage=_find,
    confirms=unusual,
    yields_to=("W03", "W04", "W05", "W12", "W22"),
)
