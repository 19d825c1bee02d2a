"""Numbers of telephones and identity cards of persons: a book does not print them.

Who is meant did not agree to it (个人信息保护法, art. 25).

    ✗ 电话13800138000
    ✗ 身份证110101199003070000
    ✓ 电话010-12345678，共1380013人
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_NUMBER = pattern(
    r"(?<![\dA-Za-z.-])(?:1[3-9]\d{9}|\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx])(?![\dA-Za-z])"
)

RULE = ProofRule(
    "D04", Grade.WRONG, "个人信息保护法", of_passage=matches(_NUMBER), signs=tuple("0123456789")
)
