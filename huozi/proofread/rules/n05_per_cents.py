"""Per cents half in words, and a range that names them once: 百分之30, 30-40%.

It is 30% or 百分之三十, and each end of a range has its sign (GB/T 15835-2011, 5.1.7.1).

    ✗ 百分之30 → 30%
    ✗ 占30-40% → 占30%～40%
    ✓ 30%，百分之三十，30%～40%
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_WORDS = pattern(r"百分之(\d+(?:\.\d+)?)(?![%％\d])")
_RANGE = pattern(r"(?<![\d%％.-])(\d+(?:\.\d+)?)[-—～~](\d+(?:\.\d+)?)[%％]")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _WORDS.finditer(passage.text):
        yield Hit(*match.span(), f"{match[1]}%")
    for match in _RANGE.finditer(passage.text):
        yield Hit(*match.span(), f"{match[1]}%～{match[2]}%")


RULE = ProofRule(
    "N05",
    Grade.WRONG,
    "GB/T 15835-2011, 5.1.7",
    fixes=True,
    of_passage=_find,
    signs=("百分之", "%", "％"),
)
