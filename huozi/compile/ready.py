"""Loads and checks the engine, once in a process."""

import atexit
import gc
from functools import cache
from importlib import import_module

from huozi.compile.engine import guard
from huozi.compile.speed import way


@cache
def get_ready() -> None:
    """Load WeasyPrint and all modules that set type. Raises MachineError for any other version than
    ours.
    """
    guard.check()
    way().load(_library)
    atexit.register(gc.freeze)  # Pango's objects, collected at the very end, could crash there
    import_module("huozi.compile.galley")


def _library() -> None:
    import_module("huozi.compile.engine.library")
