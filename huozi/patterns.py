"""Regular expressions ready made: what modules compile when they are loaded, compiled before.

Some 450 patterns are compiled whenever a command starts, a class of Han characters in a millisecond
or two: that is a fifth of the time of an edit. What `re` makes of a pattern depends on nothing but
the pattern, its flags and Python, so set-up keeps it beside the bytecode (`scripts/bytecode.py`),
and the command lends it to `re`. A pattern that is not kept is compiled as ever; a file that is not
there, or that another Python wrote, is none. `HUOZI_PLAIN=1` does without, and so does every
program that imports Huozi. The standard library compiles the code of a pattern by `_sre.compile`,
which checks it; this is not public, and where it is otherwise nothing is lent.
"""

import marshal
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

#: As in `huozi.compile.speed`, which can't be loaded before patterns are lent.
_SWITCH = "HUOZI_PLAIN"
#: Beside the bytecode of this module.
FOLDER = Path(__file__).parent / "__pycache__"

Key = tuple[str | bytes, int]  # pattern and flags
Code = tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]  # of `_sre.compile`


def lend(folder: Path = FOLDER) -> None:
    """Let this process take patterns as they are kept."""
    if os.environ.get(_SWITCH):
        return
    with suppress(Exception):  # no file, a damaged one, another `re`: all the same
        compiler: Any = import_module("re._compiler")
        make = import_module("_sre").compile
        kept = marshal.loads(_file(folder).read_bytes())
        if isinstance(kept, dict):
            compiler.compile = _ready(kept, compiler.compile, make)


def keep(load: Callable[[], object], folder: Path = FOLDER) -> int:
    """Call what loads modules, and keep all patterns that are compiled meanwhile; how many."""
    found: dict[Key, Code] = {}
    with _noted(found):
        load()
    folder.mkdir(parents=True, exist_ok=True)
    part = _file(folder).with_suffix(".part")
    part.write_bytes(marshal.dumps(found))
    part.replace(_file(folder))
    return len(found)


def _file(folder: Path) -> Path:
    magic = import_module("_sre").MAGIC
    return folder / f"patterns.{sys.implementation.cache_tag}-{sys.hexversion:x}-{magic}.bin"


def _ready(
    kept: dict[Key, Code], ordinary: Callable[..., re.Pattern[Any]], make: Callable[..., Any]
) -> Callable[..., re.Pattern[Any]]:
    def compile(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        if isinstance(pattern, str | bytes):
            with suppress(Exception):  # not kept, or in no way that `_sre` takes
                made: re.Pattern[Any] = make(pattern, *kept[pattern, int(flags)])
                return made
        return ordinary(pattern, flags)

    return compile


@contextmanager
def _noted(found: dict[Key, Code]) -> Iterator[None]:
    """Note what is compiled inside the block."""
    compiler: Any = import_module("re._compiler")
    sre, ordinary = compiler._sre, compiler.compile
    last: list[Code] = []

    class Noting:
        def __getattr__(self, name: str) -> Any:
            return getattr(sre, name)

        def compile(self, pattern: Any, *code: Any) -> Any:
            flags, body, groups, names, indices = code
            last[:] = [(int(flags), [int(word) for word in body], groups, dict(names), indices)]
            return sre.compile(pattern, *code)

    def compile(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        made: re.Pattern[Any] = ordinary(pattern, flags)
        if isinstance(pattern, str | bytes) and last and not made.flags & re.LOCALE:
            found[pattern, int(flags)] = last.pop()
        return made

    compiler._sre, compiler.compile = Noting(), compile
    try:
        yield
    finally:
        compiler._sre, compiler.compile = sre, ordinary
