"""Signs of units in other letters: 50KG, 10 ML, 120m2.

Capital letters stand for other units, or for none; powers stand above the line (GB 3100-1993, 6).

    ✗ 重50KG → 重50kg
    ✗ 面积120M2 → 面积120m²
    ✓ 50kg，120 m²，500MB，3MM店，M2增长
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_RIGHT = {"kg": "kg", "km": "km", "m2": "m²", "m3": "m³", "ml": "mL", "cm": "cm"}
_UNIT = pattern(r"(?<=[0-9])(?: ?)(?P<sign>KG|Kg|KM|Km|ML|CM|[Mm][23])(?![A-Za-z0-9])")

RULE = ProofRule(
    "N12",
    Grade.DOUBT,
    "GB 3100-1993",
    fixes=True,
    of_passage=matches(_UNIT, lambda match: _RIGHT[match["sign"].lower()], "sign", named=True),
    signs=("KG", "Kg", "KM", "Km", "ML", "CM", "M2", "m2", "M3", "m3"),
)
