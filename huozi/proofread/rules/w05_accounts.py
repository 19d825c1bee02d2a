"""帐 for 账: money and what is owed has 账; 帐 is of cloth.

The list of variants says so of 账本 and of all its family (GF 1001-2001, note 3).

    ✗ 建立收支台帐，转帐支付。 → 建立收支台账，转账支付。
    ✗ 请填写银行帐号。 → 请填写银行账号。
    ✓ 帐篷、蚊帐、营帐、青纱帐、中军帐下，罗帐，账户
    ✓ 帐中无人，把手拉出帐外来
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_ACCOUNT = pattern(
    "帐(?=[号户本目簿款务单册面房期])"
    "|(?<=[台工转分记假算结欠对建报入查赖付出立挂坏烂还旧老总流细公呆要收清销认]|水)帐(?![篷幕子下中内外前钩顶幔帷里帘])"
    "|(?<=流水)帐|(?<=[分门]户)帐"
)

RULE = ProofRule(
    "W05",
    Grade.WRONG,
    "GF 1001-2001",
    fixes=True,
    of_passage=matches(_ACCOUNT, "账", named=True),
    yields_to=("W03",),
    signs=("帐",),
)
