"""The fonts of this machine, as fontconfig lists them."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from huozi.files import file_state
from huozi.values.errors import MachineError
from huozi.values.manuscript import finding

_FIELDS = (
    "family", "style", "weight", "slant", "width", "fontformat", "variable", "outline", "color",
    "index", "file",
)  # fmt: skip
_FORMAT = "\t".join(f"%{{{name}}}" for name in _FIELDS) + "\n"
_COMMAND = ("fc-list", "--format", _FORMAT)
_BOLD, _DEMIBOLD, _REGULAR = 200, 180, 80

#: The engine asks for a weight of CSS and gets the nearest on the scale of fontconfig
#: (`FcWeightFromOpenType`).
_SCALE = {100: 0, 200: 40, 300: 50, 400: 80, 500: 100, 600: 180, 700: 200, 800: 205, 900: 210}

#: What characters each face has, in ranges: much to read, so it is asked for where it is wanted.
_CHARSETS = ("fc-list", "--format", "%{file}\t%{index}\t%{charset}\n")

_SCAN_SECONDS = 60
FACE = 0xFFFF  # the lower half of an index counts the faces of a file, the upper its instances

Asked = subprocess.Popen[str]
Ranges = tuple[tuple[int, int], ...]  # of code points, both ends included


@dataclass(frozen=True, slots=True)
class Installed:
    """A face that is installed: one of a file's."""

    families: tuple[str, ...]
    style: str
    weight: int  # on the scale of fontconfig: 80 regular, 200 bold; that of the style's name
    mislabelled: bool  # the file gives itself another weight than the name of its style
    slant: int  # 0 upright
    width: int  # 100 normal
    format: str  # as fontconfig calls it: TrueType, CFF, Type 1, …
    is_variable: bool
    has_outlines: bool
    is_coloured: bool
    index: int  # which face of the file; the upper half counts instances of a variable one
    path: Path


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


def installed(asked: Asked | None = None) -> tuple[Installed, ...]:
    """Every face that is installed. Raises MachineError."""
    with asked or ask() as answering:
        return answer(answering)


def answer(asked: Asked) -> tuple[Installed, ...]:
    """Every face that is installed, in an order of its own. Raises MachineError without one."""
    said, _ = asked.communicate()
    if asked.returncode:
        raise _without_fontconfig(subprocess.CalledProcessError(asked.returncode, _COMMAND))
    return _faces(said)


def scanned(files: Sequence[Path]) -> tuple[Installed, ...]:
    """The faces of font files that are not installed. Raises MachineError without fontconfig.

    A process asks once: what a watch or a room would pay with every save.
    """
    return _scanned(tuple((str(path), *_state(path)) for path in files))


def _state(path: Path) -> tuple[int, ...]:
    """What changes of a file whenever it is written or replaced; nothing of one that is gone."""
    try:
        return file_state(path.stat())
    except OSError:
        return ()


@lru_cache(maxsize=8)
def _scanned(files: tuple[tuple[str | int, ...], ...]) -> tuple[Installed, ...]:
    command = ("fc-scan", "--format", _FORMAT, *(str(path) for path, *_ in files))
    try:
        run = subprocess.run(command, capture_output=True, check=False, timeout=_SCAN_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise _without_fontconfig(error) from error
    return _faces(run.stdout.decode("utf-8", "surrogateescape"))


@lru_cache(maxsize=4)
def _faces(said: str) -> tuple[Installed, ...]:
    rows = (line.split("\t") for line in said.splitlines())
    faces = [_face(row) for row in rows if len(row) == len(_FIELDS)]
    # The default instance of a variable font is listed as if it were a font by itself.
    variable = {(face.path, face.index & FACE) for face in faces if face.is_variable}
    faces = [
        replace(face, is_variable=True) if (face.path, face.index) in variable else face
        for face in faces
    ]
    return tuple(sorted(faces, key=lambda face: (face.families, str(face.path), face.index)))


def charsets(beside: Sequence[Path] = ()) -> dict[tuple[Path, int], Ranges]:
    """The characters of every face that is installed, and of the files `beside` them.

    Raises MachineError without fontconfig.
    """
    commands = [_CHARSETS] + [("fc-scan", *_CHARSETS[1:], *map(str, beside))] * bool(beside)
    try:
        runs = [subprocess.run(command, capture_output=True, check=True) for command in commands]
    except (OSError, subprocess.SubprocessError) as error:
        raise _without_fontconfig(error) from error
    said = "".join(run.stdout.decode(errors="surrogateescape") for run in runs)
    rows = (line.split("\t") for line in said.splitlines())
    return {
        (Path(row[0]), _number(row[1])): tuple(_range(part) for part in row[2].split())
        for row in rows
        if len(row) == len(("file", "index", "charset"))
    }


def _range(written: str) -> tuple[int, int]:
    low, _, high = written.partition("-")
    return int(low, 16), int(high or low, 16)


def scaled(css_weight: int) -> int:
    """A weight of CSS on the scale of fontconfig."""
    return _SCALE[min(_SCALE, key=lambda known: abs(known - css_weight))]


def _without_fontconfig(reason: object) -> MachineError:
    return MachineError([finding("fontconfig-missing", reason=reason)])


def _face(row: Sequence[str]) -> Installed:
    families, style, weight, slant, width, kind, variable, outline, colour, index, path = row
    told = _number(weight)
    named = _BOLD if "Bold" in style.replace(",", " ").split() else told
    bold = told < _DEMIBOLD <= named
    return Installed(
        families=tuple(families.split(",")),
        style=style,
        weight=named if bold else told,
        mislabelled=bold,
        slant=_number(slant),
        width=_number(width, 100),
        format=kind,
        is_variable=variable == "True" or _number(index) > FACE,
        has_outlines=outline != "False",
        is_coloured=colour == "True",
        index=_number(index),
        path=Path(path),
    )


def _number(said: str, otherwise: int = _REGULAR) -> int:
    """A property of a face; that of a variable one is a range, and is not needed."""
    try:
        return round(float(said))
    except ValueError:
        return otherwise
