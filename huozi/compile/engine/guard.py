"""Checks that WeasyPrint is the one our hooks were written for, by version and by source digests.

Each function, class and table that we replace, call or imitate has a digest. Cutting them out of
their files takes a third of a second; so the digest of the whole file is compared first, and only
in a file that differs are the parts compared.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from huozi.compile.engine.known import KNOWN, VERSION, File
from huozi.files import release
from huozi.values.errors import machine_error


def check(known: Mapping[str, File] = KNOWN, expected: str = VERSION) -> None:
    """Raise MachineError unless the installed WeasyPrint is the one the hooks were written for."""
    found = release("weasyprint")
    where = "-" if found != expected else ", ".join(differing(installed(), known))
    if where:
        command = f"python -m pip install weasyprint=={expected}"
        raise machine_error(
            "engine-differs",
            expected=expected,
            found=found,
            where=where,
            command=command if found != expected else f"{command} --force-reinstall",
        )


def installed() -> Path:
    """The folder of the WeasyPrint that would be imported."""
    spec = find_spec("weasyprint")
    return Path(spec.origin).parent if spec and spec.origin else Path()


def differing(root: Path, known: Mapping[str, File] = KNOWN) -> Iterator[str]:
    """The parts that differ from what we know: `layout/block.py:_linebox_layout`."""
    for name, file in known.items():
        raw = _read(root / name)
        if digest(raw) == file.digest:
            continue
        for part, now in parts(raw, file.parts).items():
            if now != file.parts[part]:
                yield f"{name}:{part}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def digest(raw: bytes) -> str:
    """A short digest of a source."""
    return hashlib.sha256(raw).hexdigest()[:16]


def parts(raw: bytes, names: Iterable[str]) -> dict[str, str]:
    """The digest of each named part of a source; empty for a missing part."""
    try:
        body = ast.parse(raw).body
    except (SyntaxError, ValueError):
        body = []
    lines = raw.decode(errors="replace").splitlines()
    found: dict[str, list[str]] = {}
    for name, node in _named(body):
        found.setdefault(name, []).extend(lines[_first(node) - 1 : node.end_lineno])
    sources = {name: "\n".join(found.get(name, ())).encode() for name in names}
    return {name: digest(source) if source else "" for name, source in sources.items()}


def _named(body: list[ast.stmt], above: str = "") -> Iterator[tuple[str, ast.stmt]]:
    """The name and definition of each function, class and table of a body."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield above + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _named(node.body, f"{above}{node.name}.")
        elif isinstance(node, ast.Assign):
            yield from ((ast.unparse(target), node) for target in node.targets)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield ast.unparse(node.value.func), node  # `ffi.cdef`


def _first(node: ast.stmt) -> int:
    """The line on which a statement begins, its decorators included."""
    return min((at.lineno for at in getattr(node, "decorator_list", ())), default=node.lineno)
