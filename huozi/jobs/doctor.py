"""`huozi doctor`: what this machine lacks for making books, and the command that brings it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from huozi.files import cache_folder, release
from huozi.fonts import machine
from huozi.fonts.own import house_faces
from huozi.intake import office
from huozi.values.errors import MachineError
from huozi.values.style import FontRoles

_PYTHON = (3, 11)
_LEAST_MIB, _GOOD_MIB = 640, 1500
_ENGINE_SECONDS = 60
#: Debian's packages of what is asked for.
_ENGINE_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_ROLES = {
    "font-song": "fonts-noto-cjk", "font-hei": "fonts-noto-cjk", "font-kai": "fonts-lxgw-wenkai",
    "font-latin": "fonts-noto-cjk", "font-mono": "fonts-noto-cjk",
}  # fmt: skip
_REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)(?:==([0-9.]+))?")


class HealthState(StrEnum):
    """How a machine stands in one thing."""

    GOOD = "good"
    OPTIONAL = "optional"  # it is missing, and most books do without
    MISSING = "missing"  # no book can be made


@dataclass(frozen=True, slots=True)
class Health:
    """One thing: a code of its name, how it stands, what was found, and what brings it."""

    about: str
    state: HealthState
    found: str = ""
    command: str = ""


def examined() -> Iterator[Health]:
    """Each thing in turn; some of them take a second."""
    yield _python()
    yield _libraries()
    yield _engine()
    yield from _fonts()
    yield _optional("office", office.program(), "libreoffice-writer-nogui")
    yield _optional("poppler", shutil.which("pdftotext"), "poppler-utils")
    yield _cache()
    yield _memory()


def _apt(packages: str) -> str:
    return f"{'' if os.geteuid() == 0 else 'sudo '}apt-get install {packages}"


def _known(about: str, good: bool, found: str, command: str = "") -> Health:
    return Health(
        about, HealthState.GOOD if good else HealthState.MISSING, found, "" if good else command
    )


def _optional(about: str, found: str | None, package: str) -> Health:
    if found:
        return Health(about, HealthState.GOOD, found)
    return Health(about, HealthState.OPTIONAL, command=_apt(package))


def _python() -> Health:
    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= _PYTHON
    return _known("python", good, f"{version} ({sys.executable})", _apt("python3 python3-venv"))


def _libraries() -> Health:
    """What the metadata of this distribution ask for, extras left out."""
    try:
        wanted = [text for text in requires("huozi") or () if "extra ==" not in text]
    except PackageNotFoundError:
        wanted = []
    lacking = []
    for text in wanted:
        match = _REQUIREMENT.match(text)
        assert match is not None, text
        name, exact = match.groups()
        there = release(name)
        if not there or (exact and there != exact):
            lacking.append(text)
    command = f"{sys.executable} -m pip install {' '.join(repr(text) for text in lacking)}"
    return _known("libraries", not lacking, ", ".join(lacking) or str(len(wanted)), command)


def _engine() -> Health:
    """Whether the engine finds its C libraries: asked in a process of its own, which may fail."""
    called = [sys.executable, "-c", "import weasyprint; print(weasyprint.__version__)"]
    try:
        made = subprocess.run(called, capture_output=True, text=True, timeout=_ENGINE_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return _known("engine", False, str(error), _apt(_ENGINE_PACKAGES))
    said = (made.stdout or made.stderr).strip().splitlines()
    last = said[-1] if said else ""
    return _known("engine", made.returncode == 0, last, _apt(_ENGINE_PACKAGES))


def _fonts() -> Iterator[Health]:
    """Fontconfig, and a family for each role of the house."""
    try:
        with machine.asking() as asked:
            faces = (*machine.answer(asked), *house_faces())
    except MachineError:
        yield Health("fontconfig", HealthState.MISSING, command=_apt("fontconfig"))
        return
    yield Health("fontconfig", HealthState.GOOD, str(len(faces)))
    there = {name for face in faces for name in face.families}
    roles = FontRoles()
    for about, package in _ROLES.items():
        stack = roles.stacks[about.removeprefix("font-")]
        found = next((name for name in stack if name in there), "")
        optional = set(stack) <= set(roles.optional)
        if found or not optional:
            yield _known(about, bool(found), found or stack[0], _apt(package))
        else:
            yield Health(about, HealthState.OPTIONAL, stack[0], _apt(package))
    from huozi.values.style import HOUSE_FANG

    fang = next((name for name in HOUSE_FANG if name in there), "")
    state = HealthState.GOOD if fang else HealthState.OPTIONAL
    yield Health("font-fang", state, HOUSE_FANG[0], "" if fang else "scripts/setup.sh")


def _cache() -> Health:
    folder = cache_folder()
    above = next(path for path in (folder, *folder.parents) if path.exists())
    good = above.is_dir() and os.access(above, os.W_OK)
    state = HealthState.GOOD if good else HealthState.OPTIONAL
    command = "" if good else "export XDG_CACHE_HOME=/var/tmp/cache"
    return Health("cache", state, str(folder), command)


def _memory(read: Callable[[], str] = lambda: Path("/proc/meminfo").read_text("ascii")) -> Health:
    """What is free; systems that do not tell have enough."""
    try:
        found = re.search(r"MemAvailable: +(\d+) kB", read())
    except OSError:
        found = None
    if found is None:
        return Health("memory", HealthState.GOOD)
    mib = int(found[1]) >> 10
    state = HealthState.MISSING if mib < _LEAST_MIB else HealthState.OPTIONAL
    few = "" if mib >= _GOOD_MIB else "huozi --jobs 1"
    return Health("memory", state if few else HealthState.GOOD, f"{mib} MiB", few)
