"""、 between titles or quotations that follow one another.

None is wanted there (GB/T 15834-2011, 4.5.3.5); the state's own print often has it, and with a
bracket between the two it is needed.

    ✗ 《论语》、《孟子》 → 《论语》《孟子》
    ✗ “三强”、“四好” → “三强”“四好”
    ✓ 《论语》（节选）、《孟子》
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_BETWEEN = pattern("(?<=》)、(?=《)|(?<=”)、(?=“)")

RULE = ProofRule(
    "P12",
    Grade.ADVICE,
    "GB/T 15834-2011, 4.5.3.5",
    fit=False,
    fixes=True,
    of_passage=matches(_BETWEEN, ""),
    signs=("、",),
)
