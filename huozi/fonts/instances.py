"""Static files of variable fonts: one for each weight that a book needs, kept on this machine.

Debian, Adobe and Google hand out Chinese families as variable fonts. A PDF holds none (ISO 32000-1,
9.9), and the engine would embed the default instance, whichever it measured. So the weight is cut
out of the font once (fontTools), and what comes out is a font file as any other. The same font, the
same weight and the same fontTools give the same bytes.

The work is done in a process of its own, confined, as the font may be a stranger's, and since it
takes a gigabyte for a font of all characters.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from huozi.confine import confine
from huozi.files import cache_folder, write_atomically
from huozi.fonts import machine
from huozi.fonts.machine import Installed
from huozi.values.errors import MachineError
from huozi.values.manuscript import finding

_SECONDS = 1800
_LEAST_BOLD = 600
Cuts = Iterable[tuple[int, bool]]


def instances(
    of_family: Sequence[Installed], cuts: Cuts, digest: Callable[[Path], str]
) -> tuple[Installed, ...]:
    """Static faces for weights and slants, of the variable fonts of a family.

    Raises MachineError where a font can't be cut.
    """
    sources = dict.fromkeys(
        (face.path, face.index & machine.FACE, face.slant != 0)
        for face in of_family
        if face.is_variable
    )
    files = [
        _instance(path, index, place, digest)
        for path, index, slanted in sources
        for weight, italic in cuts
        if italic == slanted and (place := _place(path, index, weight)) is not None
    ]
    return machine.scanned(tuple(dict.fromkeys(files))) if files else ()


def _place(path: Path, index: int, weight: int) -> int | None:
    """Where on the axis of weight a weight of CSS lies; None for a bold that the axis has not, and
    for a font without such an axis.
    """
    low, high = _weights(path, index)
    if not high or weight >= _LEAST_BOLD > high:
        return None
    return min(max(weight, low), high)


def is_cuttable(face: Installed) -> bool:
    """Whether weights can be cut out of a face."""
    return face.is_variable and bool(_weights(face.path, face.index & machine.FACE)[1])


def has_bold(face: Installed) -> bool:
    """Whether one of them is bold."""
    return face.is_variable and _weights(face.path, face.index & machine.FACE)[1] >= _LEAST_BOLD


@cache
def _weights(path: Path, index: int) -> tuple[int, int]:
    import uharfbuzz as hb

    try:
        axes = hb.Face(hb.Blob.from_file_path(str(path)), index).axis_infos
    except hb.HarfBuzzError:  # a file that can't be read is refused where its faces are
        return 0, 0
    found = [(round(axis.min_value), round(axis.max_value)) for axis in axes if axis.tag == "wght"]
    return found[0] if found else (0, 0)


def _instance(path: Path, index: int, weight: int, digest: Callable[[Path], str]) -> Path:
    """The file of one weight: made, unless it is there."""
    name = f"{digest(path)}-{index}-{weight}-{version('fonttools')}.otf"
    file = cache_folder() / "instances" / name
    if not file.is_file():
        command = [sys.executable, "-m", __name__, str(path), str(index), str(weight)]
        try:
            made = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            raise _uncut(path, weight, error) from error
        write_atomically(file, made.stdout)
    return file


def _uncut(path: Path, weight: int, error: Exception) -> MachineError:
    said = getattr(error, "stderr", None) or b""
    lines = said.decode(errors="replace").strip().splitlines()
    reason = lines[-1] if lines else error
    return MachineError([finding("font-uncut", file=path.name, weight=weight, reason=reason)])


def cut(path: Path, index: int, weight: int) -> bytes:
    """A static font of one weight; other axes stay at their defaults."""
    from io import BytesIO

    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import OverlapMode, instantiateVariableFont

    written = BytesIO()
    with TTFont(path, fontNumber=index, recalcTimestamp=False, lazy=True) as font:
        at = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}
        made = instantiateVariableFont(
            font, at, inplace=True, optimize=False, overlap=OverlapMode.KEEP_AND_SET_FLAGS,
            downgradeCFF2="CFF2" in font,
        )  # fmt: skip
        made.save(written, reorderTables=False)
    return written.getvalue()


if __name__ == "__main__":
    _, source, number, wanted = sys.argv
    confine([Path(source)])
    sys.stdout.buffer.write(cut(Path(source), int(number), int(wanted)))
