"""Straight quotation marks beside Han: "…" and '…' of a keyboard.

Print has “ ” and ‘ ’ (GB/T 15834-2011, 4.8). Which of a pair stands where is a person's to say.

    ✗ 他说"好"。
    ✗ 所谓'经验'不多。
    ✓ 长5'6"，见"API" in English。
    ✓ 他说“好”。
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule
from huozi.values.script import HAN

_BESIDE = pattern(
    rf"(?<=[{HAN}])[\"'](?=[{HAN}])|(?<![0-9A-Za-z'\"])[\"'](?=[{HAN}])|(?<=[{HAN}])[\"'](?![0-9A-Za-z])"
)

RULE = ProofRule(
    "P03", Grade.WRONG, "GB/T 15834-2011, 4.8", of_passage=matches(_BESIDE), signs=('"', "'")
)
