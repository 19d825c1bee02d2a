"""字盘: the font files that stand behind the roles of a book, found through fontconfig.

A face is known by the SHA-256 of its file: keys, galleys and the linker speak of digests, and the
path of a machine's font never enters the book.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from huozi.values.errors import MachineError
from huozi.values.manuscript import Finding, finding
from huozi.values.style import FontRoles

#: fontconfig's numbers for the weights the house style uses.
_WEIGHTS = {80: "regular", 200: "bold"}
_FORMAT = "%{family}\t%{weight}\t%{slant}\t%{index}\t%{file}\n"
_COMMAND = ("fc-list", "--format", _FORMAT)

Asked = subprocess.Popen[str]

#: Which Debian package brings a family of the house style.
PACKAGES = {
    "Noto Serif CJK SC": "fonts-noto-cjk",
    "Noto Sans CJK SC": "fonts-noto-cjk",
    "LXGW WenKai": "fonts-lxgw-wenkai",
}


class Face(Struct, frozen=True):
    """One weight of one family, as a file."""

    family: str
    weight: str
    path: Path
    digest: str


class TypeCase(Struct, frozen=True):
    """All faces a book may use."""

    faces: tuple[Face, ...]

    @property
    def digests(self) -> frozenset[str]:
        """Digests of the files."""
        return frozenset(face.digest for face in self.faces)

    def path(self, digest: str) -> Path:
        """The file with a digest. Raises KeyError when it is not in the case."""
        return {face.digest: face.path for face in self.faces}[digest]


def find(roles: FontRoles, digest: Callable[[Path], str], asked: Asked | None = None) -> TypeCase:
    """Find the files of all roles.

    `digest` gives the SHA-256 of a file; `asked` is what was begun earlier. Raises MachineError
    naming the packages to install when a family is not on this machine.
    """
    families = tuple(dict.fromkeys((roles.song, roles.hei, roles.kai, roles.latin)))
    with asked or ask() as answering:
        listed = _listed(answering)
    faces: list[Face] = []
    problems: list[Finding] = []
    for family in families:
        found = [(weight, path) for names, weight, path in listed if family in names]
        if "regular" not in {weight for weight, _ in found}:
            package = PACKAGES.get(family, "?")
            problems.append(finding("font-missing", family=family, package=package))
        for weight, path in dict(found).items():
            faces.append(Face(family, weight, path, digest(path)))
    if problems:
        raise MachineError(problems)
    return TypeCase(tuple(faces))


def ask() -> Asked:
    """Begin to ask fontconfig for its faces: other things can be done until it answers."""
    try:
        return subprocess.Popen(
            _COMMAND,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",  # whatever the locale: families and paths are UTF-8
            errors="surrogateescape",
        )
    except OSError as error:
        raise _without_fontconfig(error) from error


@contextmanager
def asking() -> Iterator[Asked]:
    """Asked early. Who leaves before the answer does not wait: the first may take minutes."""
    with ask() as asked:
        try:
            yield asked
        finally:
            asked.kill()


def _without_fontconfig(reason: object) -> MachineError:
    return MachineError([finding("fontconfig-missing", reason=reason)])


def _listed(asked: Asked) -> list[tuple[list[str], str, Path]]:
    """(family names, weight, file) of every upright face, sorted."""
    said, _ = asked.communicate()
    if asked.returncode:
        raise _without_fontconfig(subprocess.CalledProcessError(asked.returncode, _COMMAND))
    rows = []
    for line in said.splitlines():
        if line.count("\t") != _FORMAT.count("\t"):
            continue
        families, weight, slant, _, path = line.split("\t")
        if slant == "0" and weight.isdigit() and int(weight) in _WEIGHTS:
            rows.append((families.split(","), _WEIGHTS[int(weight)], Path(path)))
    return sorted(rows, key=lambda row: (row[0], row[1], str(row[2])))
