"""Huozi 活字: a press for Chinese books. Start reading at `huozi.press`.

What programs may use stands in `huozi.library` and is loaded when it is first asked for:
`import huozi` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huozi.library import *  # noqa: F403

__version__ = "0.2.0"

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
