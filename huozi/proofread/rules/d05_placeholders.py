"""Words that hold a place: ××× （待补） □□ ？？ TODO.

What was to be filled in later was not.

    ✗ 参加人数为×××人
    ✗ （待补）
    ✗ 共□□人
    ✗ 共？？人
    ✗ TODO
    ✓ 到××党去，某市××公司，我完成了XXX，（此处应小心）
    ✓ 3×4，□已阅，怎么办？
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule
from huozi.values.script import HAN

_HELD = pattern(
    rf"(?:(?<=[{HAN}])|^)[×xXＸ]{{2,}}(?=[年月日号元万亿个名户家次%％]|人(?![民士大]))|（(?:待补|待定|待查|此处[待补缺插填][^）]{{0,8}})）|待补充|□{{2,}}|(?<!？)？{{2,}}(?=[{HAN}])"
    r"|(?<![A-Za-z])(?:TODO|FIXME)(?![A-Za-z])"
)

RULE = ProofRule(
    "D05",
    Grade.WRONG,
    "图书质量管理规定",
    of_passage=matches(_HELD),
    signs=("×", "xx", "XX", "xX", "Xx", "Ｘ", "待", "此处", "□", "？？", "TODO", "FIXME"),
)
