"""Huozi 活字: a press for Chinese books. Start reading at `huozi.press`.

What programs may use stands in `huozi.library` and is loaded when it is first asked for:
`import huozi` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huozi.library import (
        Edition as Edition,
    )
    from huozi.library import (
        Finding as Finding,
    )
    from huozi.library import (
        HuoziError as HuoziError,
    )
    from huozi.library import (
        InputError as InputError,
    )
    from huozi.library import (
        MachineError as MachineError,
    )
    from huozi.library import (
        Place as Place,
    )
    from huozi.library import (
        Severity as Severity,
    )
    from huozi.library import (
        UsageError as UsageError,
    )
    from huozi.library import (
        Verdict as Verdict,
    )
    from huozi.library import (
        booklets as booklets,
    )
    from huozi.library import (
        check as check,
    )
    from huozi.library import (
        judge as judge,
    )
    from huozi.library import (
        make as make,
    )
    from huozi.library import (
        words as words,
    )

__version__ = "0.1.0"

_OFFERED = (
    "Edition", "Finding", "HuoziError", "InputError", "MachineError", "Place", "Severity",
    "UsageError", "Verdict", "booklets", "check", "judge", "make", "words",
)  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _OFFERED:
        return getattr(import_module("huozi.library"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), *_OFFERED))
