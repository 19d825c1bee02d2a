"""A number that does not follow the one before it: 一、三、, （二）（二）, 一是…三是….

Something was lost, moved or put in (GB/T 9704-2012, 7.3.3). Numbers begin anew below each number of
a higher level; articles run on through chapters.

    ✗ 一、学习¶二、工作¶四、生活
    ✗ （一）学习¶（二）工作¶（二）生活
    ✗ 第一条　甲。¶第二条　乙。¶第四条　丁。
    ✗ 一是学习，二是工作，四是生活。
    ✗ １、学习；（１）读；（３）写¶２、工作
    ✓ 一、学习¶（一）读¶（二）写¶二、工作¶（一）做
    ✓ 第一章　总则¶第一条　甲。¶第二章　分则¶第二条　乙。
    ✓ 一是学习，二是工作。一是读，二是写。
"""

from collections.abc import Iterator

from huozi.proofread.numbering import heads, series
from huozi.proofread.values import Grade, Hit, ProofRule, Volume

_FIRST = 1


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    for one in heads(volume):
        if one.before and one.value not in (_FIRST, one.before + 1):
            yield one.passage, Hit(one.start, one.stop, of=f"{one.form}: {one.before}→{one.value}")
    for number, passage in enumerate(volume.passages):
        for start, stop, value, before in series(passage.text):
            if before and value not in (_FIRST, before + 1):
                yield number, Hit(start, stop, of=f"{before}→{value}")


RULE = ProofRule("S01", Grade.DOUBT, "GB/T 9704-2012, 7.3.3", of_volume=_find)
