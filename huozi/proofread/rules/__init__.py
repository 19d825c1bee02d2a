"""The rules, one to a module. A module's docstring says why, and shows examples that are tested:

✗ what the rule finds → what it makes of it, where it suggests anything
✓ what it lets be

Passages of an example are parted by ¶; behind it a line may be broken.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from huozi.proofread.values import ProofRule


@cache
def rules() -> tuple[ProofRule, ...]:
    """All rules, by their ids. Each module of this package has one: `RULE`."""
    found = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(sorted((module.RULE for module in found), key=lambda rule: rule.id))
