"""Paragraphs that were joined: the number that lacks at the head of one stands within another.

Files made from pages, and hasty deleting, lose the break between two paragraphs. Where numbered
ones go 一、, 三、 and 二、 stands behind the end of a sentence of the first, that is where it was.

    ✗ 一、加强学习，提高认识。二、改进作风，服务群众。¶三、加强领导。
    ✗ 第一条　为了加强管理，制定本办法。第二条　本办法适用于全区。¶第三条　各单位应当执行。
    ✗ （一）学习。¶（二）工作。（三）生活。¶（四）纪律。
    ✓ 一、加强学习，提高认识。¶二、改进作风，服务群众。¶三、加强领导。
    ✓ 会议要求：一、加强学习。二、改进作风。三、加强领导。
    ✓ 一、学习。包括：二、三年级。¶二、工作。
"""

from collections.abc import Iterator

from huozi.proofread.numbering import heads, within
from huozi.proofread.values import Grade, Hit, ProofRule, Volume


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    last: dict[tuple[str, str], int] = {}  # of a unit and a form, the passage of its last number
    for one in heads(volume):
        unit = volume.passages[one.passage].unit
        begun = last.get((unit, one.form))
        last[unit, one.form] = one.passage
        if not one.before or begun is None:
            continue
        wanted = one.before + 1
        for number in range(begun, one.passage):
            for start, stop, value in within(volume.passages[number].text, one.form):
                if value == wanted < one.value:
                    yield number, Hit(start, stop, of=f"{one.form}: {value}")
                    wanted += 1


RULE = ProofRule("D08", Grade.DOUBT, "图书质量管理规定", of_volume=_find)
