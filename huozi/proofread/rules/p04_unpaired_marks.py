"""Brackets, quotation marks and title marks that have no partner.

They go in pairs (GB/T 15834-2011, 4.8, 4.9, 4.15). A quotation of several paragraphs opens at each
of them and closes once (4.8.3.4); a closing bracket behind a number of a list has none before it.

    ✗ 他说：“好。
    ✗ 见《办法（试行》。
    ✗ 办法）已印发。
    ✓ 他说：“甲。¶“乙。”
    ✓ 修改为：“甲：¶（一）乙；¶（二）丙。”
    ✓ （1990年通过¶2000年修订）
    ✓ 1）先做；（2）后做。
    ✓ a）先做，L’Équipe，Ｌ’Ｅｑｕｉｐａｇｅ。
"""

from collections.abc import Iterator

from huozi.proofread.pairs import over_paragraphs
from huozi.proofread.values import Grade, Hit, ProofRule, Volume


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    texts = tuple((one.unit + one.note, one.text) for one in volume.passages)
    for number, at, has_partner in over_paragraphs(texts):
        if not has_partner:
            yield number, Hit(at, at + 1)


RULE = ProofRule("P04", Grade.WRONG, "GB/T 15834-2011, 4.8, 4.9, 4.15", of_volume=_find)
