"""共N人，其中a人、b人, where a and b do not make N.

Only the same unit is added up, and only where two or more parts are named; 以上 or 等 leaves it
open.

    ✗ 共有党员30名，其中男20名、女9名。
    ✓ 共有党员30名，其中男20名、女10名。
    ✓ 共有党员30名，其中预备党员2名。
    ✓ 共有党员30名，其中30岁以下2名、女8名。
"""

import re
from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_WHOLE = pattern(
    r"(?:共|总计|合计)[^\d，。；]{0,8}(?P<sum>\d+)(?P<unit>[名个人户家万元所件篇]{1,2})[，：（]其中[，：]?(?P<parts>[^；。）]*)"
)
_OPEN = pattern("[等余多约近]|以[上下内]|分别")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _WHOLE.finditer(passage.text):
        parts = [int(n) for n in re.findall(rf"(\d+){re.escape(match['unit'])}", match["parts"])]
        if len(parts) > 1 and not _OPEN.search(match["parts"]) and sum(parts) != int(match["sum"]):
            yield Hit(match.start("sum"), match.end("unit"), of=f"{sum(parts)}≠{match['sum']}")


RULE = ProofRule("N10", Grade.DOUBT, "图书质量管理规定", of_passage=_find, signs=("其中",))
