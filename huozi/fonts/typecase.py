"""字盘: the faces that stand behind the roles of a book, found through fontconfig.

A face is known by the SHA-256 of its file: keys, galleys and the linker speak of digests, and the
path of a machine's font never enters the book.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from huozi.fonts import choice, machine, rights
from huozi.fonts.instances import instances
from huozi.fonts.machine import Asked, Installed
from huozi.fonts.own import is_file
from huozi.values.errors import InputError, MachineError
from huozi.values.manuscript import Finding, finding
from huozi.values.style import Families, FontRoles

REGULAR, BOLD = "regular", "bold"
Cut = tuple[int, bool]  # a weight of CSS; slanted?
#: What the house style asks for, and what it is called. A book's own styles may ask for others.
_CUTS: dict[Cut, str] = {(400, False): REGULAR, (700, False): BOLD}
_MOST_NEAR = 4

#: Which Debian package brings a family: those of the house style, and others of Chinese books.
PACKAGES = {
    "Noto Serif CJK SC": "fonts-noto-cjk",
    "Noto Sans CJK SC": "fonts-noto-cjk",
    "Noto Sans Mono CJK SC": "fonts-noto-cjk",
    "LXGW WenKai": "fonts-lxgw-wenkai",
    "AR PL UMing CN": "fonts-arphic-uming",
    "AR PL UKai CN": "fonts-arphic-ukai",
    "WenQuanYi Zen Hei": "fonts-wqy-zenhei",
    "WenQuanYi Micro Hei": "fonts-wqy-microhei",
    "cwTeXFangSong": "fonts-cwtex-fs",
    "FandolSong": "texlive-lang-chinese",
    "FandolHei": "texlive-lang-chinese",
    "FandolKai": "texlive-lang-chinese",
    "FandolFang": "texlive-lang-chinese",
    "DejaVu Serif": "fonts-dejavu-core",
    "DejaVu Sans": "fonts-dejavu-core",
    "DejaVu Sans Mono": "fonts-dejavu-core",
    "Nimbus Roman": "fonts-urw-base35",
    "Nimbus Sans": "fonts-urw-base35",
    "Nimbus Mono PS": "fonts-urw-base35",
}


class Face(Struct, frozen=True):
    """What stands for one weight of one family: a face of a file."""

    family: str
    weight: str  # that a style asks for
    path: Path
    digest: str
    index: int = 0  # which face of the file
    relabelled: bool = False  # the engine has to be told that it is bold
    names: tuple[str, ...] = ()  # all that the family is called
    own: bool = False  # a file of the book's, that fontconfig has to be shown
    slanted: bool = False


class TypeCase(Struct, frozen=True):
    """All faces a book may use. No other is shown to the engine."""

    faces: tuple[Face, ...]
    bold_stand_in: str = ""  # the family whose regular stands for a bold that a family has not
    lacking: Families = ()  # that the house chose, and that are not here

    @property
    def digests(self) -> frozenset[str]:
        """Digests of the files."""
        return frozenset(face.digest for face in self.faces)

    @property
    def without_bold(self) -> frozenset[str]:
        """Families that have no bold."""
        bold = {face.family for face in self.faces if face.weight == BOLD}
        return frozenset(face.family for face in self.faces) - bold

    @property
    def without_italic(self) -> frozenset[str]:
        """Families without a slanted face among those that styles ask for."""
        slanted = {face.family for face in self.faces if face.slanted}
        return frozenset(face.family for face in self.faces) - slanted


def find(
    roles: FontRoles,
    digest: Callable[[Path], str],
    asked: Asked | None = None,
    cuts: Iterable[Cut] = (),
    own: Sequence[Installed] = (),
    known: tuple[Installed, ...] = (),
) -> TypeCase:
    """Find the faces of all roles.

    `digest` gives the SHA-256 of a file; `asked` is what was begun earlier, and `known` the answer
    of a moment ago, for which nothing is asked; `cuts` are weights and slants that styles ask for
    beside regular and bold; `own` are the faces of the book's folder, which go before those of the
    machine. Raises MachineError with all families that are not on this machine or can't be used,
    and what helps; InputError where only files of the book are missing.
    """
    others = {cut: f"{cut[0]}{' italic' * cut[1]}" for cut in sorted(cuts)}
    installed = known or machine.installed(asked)
    faces: list[Face] = []
    problems: list[Finding] = []
    lacking: list[str] = []
    for family in roles.families:
        of_book = choice.of_file(own, family) or choice.of_family(own, family)
        of_family = of_book or choice.of_family(installed, family)
        added = of_book
        if choice.reason(of_family) == "font-variable" and choice.chosen(of_family, 400) is None:
            added = of_family = [*instances(of_family, others | _CUTS, digest), *of_family]
        found = list(_faces(family, of_family, digest, others | _CUTS, bool(added)))
        wrong = _refusal(family, found) if found else _missing(family, of_family, installed, own)
        if wrong is None:
            faces += found
        elif family not in roles.optional:
            problems.append(wrong)
        elif family in roles.unchosen:
            lacking.append(family)
    if problems:
        raise (InputError if all(map(_of_book, problems)) else MachineError)(problems)
    return TypeCase(tuple(faces), roles.hei[0], tuple(lacking))


def _faces(
    family: str,
    of_family: Sequence[Installed],
    digest: Callable[[Path], str],
    cuts: Mapping[Cut, str],
    own: bool,
) -> Iterator[Face]:
    taken = []
    for cut in (*_CUTS, *(cut for cut in cuts if cut not in _CUTS)):
        face, weight = choice.chosen(of_family, *cut), cuts[cut]
        if face and (cut in _CUTS or face not in taken):
            taken.append(face)
            bold = face.mislabelled and weight == BOLD
            yield Face(
                family, weight, face.path, digest(face.path), face.index, bold, face.families, own,
                face.slant != 0,
            )  # fmt: skip


def _refusal(family: str, faces: Sequence[Face]) -> Finding | None:
    """What a file forbids: to embed it, or a part of it."""
    for face in faces:
        if code := rights.refusal(face.path, face.index):
            return finding(code, family=family, file=face.path.name)
    return None


def _missing(
    family: str,
    of_family: Sequence[Installed],
    installed: Sequence[Installed],
    own: Sequence[Installed],
) -> Finding:
    """Why there is no face of a family: it can't be used, or is not installed."""
    if code := choice.reason(of_family):
        return finding(code, family=family, file=of_family[0].path.name)
    if is_file(family):
        files = tuple(dict.fromkeys(face.path.name for face in own)) or ("-",)
        return finding("font-file-missing", family=family.rpartition("/")[2], files=files)
    if package := PACKAGES.get(family):
        return finding("font-missing", family=family, package=package)
    if near := near_names(family, installed):
        return finding("font-missing-near", family=family, near=near)
    return finding("font-unknown", family=family)


def _of_book(problem: Finding) -> bool:
    return problem.code == "font-file-missing"


def near_names(family: str, installed: Sequence[Installed]) -> tuple[str, ...]:
    """Families whose names are like this one, and that can be used: the likest first."""
    names = {
        name.casefold(): name for face in installed if not choice.fault(face)
        for name in face.families
    }  # fmt: skip
    wanted = family.casefold()
    begun = sorted(name for name in names if name.startswith(wanted) or wanted.startswith(name))
    close = get_close_matches(wanted, names, _MOST_NEAR, 0.7)
    return tuple(names[name] for name in dict.fromkeys((*begun, *close)))[:_MOST_NEAR]
