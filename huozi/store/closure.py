"""What an outcome of a stage depends on: its code, the libraries below it, Python.

Our own code is followed, not listed: from every module of a stage's folder to all that they import,
inside functions too. Import lines are found by a regular expression, since every run pays for it.
It may take a name too many (from a comment), never one too few as long as imports are written as
`ruff format` leaves them; `tests/store/test_closure.py` compares with the syntax trees.
"""

import os
import re
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from huozi import __version__
from huozi.files import release

#: Distributions that the code of a stage imports, and those that these require in turn. The test
#: works them out anew.
LIBRARIES = {
    "compile": (
        "brotli", "cffi", "cssselect2", "fonttools", "jinja2", "markupsafe", "msgspec", "pillow",
        "pycparser", "pydyf", "pygments", "pyphen", "tinycss2", "tinyhtml5", "uharfbuzz",
        "weasyprint", "webencodings", "zopfli",
    ),
    "compile.examined": ("fonttools", "msgspec", "pillow", "uharfbuzz"),
    "read": ("markdown-it-py", "mdit-py-plugins", "mdurl", "msgspec", "pypinyin", "pyyaml"),
    "proofread": ("msgspec",),
}  # fmt: skip

PACKAGE = Path(__file__).resolve().parent.parent
_FROM = re.compile(rb"from (huozi[\w.]*) import (\([^)]*\)|.*)")
_WHOLE = re.compile(rb"import (huozi[\w.]*)")
_NAME = re.compile(rb"\w+")


@cache
def stage_digest(stage: str) -> str:
    """A digest of all that shapes what a stage makes but its input: one of `LIBRARIES`."""
    parts = [f"huozi {__version__}", sys.version, zlib.ZLIB_RUNTIME_VERSION]
    parts += (f"{name} {release(name)}" for name in LIBRARIES[stage])
    return sha256("\n".join((*parts, code_digest(PACKAGE, stage))).encode()).hexdigest()


def code_digest(package: Path, stage: str) -> str:
    """A digest of the code that a stage of `package` runs or may run."""
    digest = sha256()
    for name, source in sorted(closure(package, stage).items()):
        digest.update(f"{name} {len(source)}\n".encode())
        digest.update(source)
    return digest.hexdigest()


def closure(package: Path, stage: str) -> dict[str, bytes]:
    """The sources of a stage's modules and of all that they import, by name.

    The package's own `__init__` is among them and is not followed: it shows others what they may
    use, and no module reaches another through it.
    """
    files = dict(_modules(package))
    root = package.name
    inside = f"{root}.{stage}"
    todo = [root, *(name for name in files if f"{name}.".startswith(f"{inside}."))]
    sources: dict[str, bytes] = {}
    while todo:
        name = todo.pop()
        if name in sources or name not in files:
            continue
        with open(files[name], "rb") as file:  # noqa: PTH123  (Path would take as long again)
            sources[name] = source = file.read()
        if name != root:
            todo.append(name.rpartition(".")[0])
            todo.extend(_imported(source))
    return sources


def _modules(package: Path) -> Iterator[tuple[str, str]]:
    """All modules of a package by name, and their files."""
    above = len(str(package.parent)) + 1
    for folder, _, names in os.walk(package):
        dotted = folder[above:].replace(os.sep, ".")
        for name in names:
            if name == "__init__.py":
                yield dotted, f"{folder}/{name}"
            elif name.endswith(".py"):
                yield f"{dotted}.{name[:-3]}", f"{folder}/{name}"


def _imported(source: bytes) -> Iterator[str]:
    """Names that may be modules: what is imported, and what it is imported from."""
    for module, names in _FROM.findall(source):
        base = module.decode()
        yield base
        yield from (f"{base}.{name.decode()}" for name in _NAME.findall(names))
    yield from (module.decode() for module in _WHOLE.findall(source))
