"""Half-width brackets around Chinese words: (试行) for （试行）.

Print has full-width ones around what is Chinese (GB/T 15834-2011, 4.9 and 5.1.2). Around figures,
letters and formulas the half-width ones stay, and those of a list `1)` too.

    ✗ 办法(试行)已印发。 → 办法（试行）已印发。
    ✗ 党(工)委 → 党（工）委
    ✗ 办法(试行）和意见（暂行) → 办法（试行）和意见（暂行）
    ✓ f(x)与(a+b)不改。
    ✓ 1)先做；2)后做。
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.values.script import HAN

_PAIR = pattern(r"\(([^()\n]{1,200})\)")
#: One of a pair is half-width, the other is not.
_MIXED_OPEN = pattern(r"\((?=[^()（）\n]{1,200}）)")
_MIXED_CLOSE = pattern(r"(?<=（)([^()（）\n]{1,200})\)")
_HAN = pattern(f"[{HAN}]")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _PAIR.finditer(passage.text):
        if _HAN.search(match[1]):
            yield Hit(match.start(), match.start() + 1, "（")
            yield Hit(match.end() - 1, match.end(), "）")
    for match in _MIXED_OPEN.finditer(passage.text):
        yield Hit(*match.span(), "（")
    for match in _MIXED_CLOSE.finditer(passage.text):
        yield Hit(match.end() - 1, match.end(), "）")


RULE = ProofRule(
    "P02",
    Grade.WRONG,
    "GB/T 15834-2011, 4.9, 5.1.2",
    fixes=True,
    of_passage=_find,
    yields_to=("D01",),
    signs=("(", ")"),
)
