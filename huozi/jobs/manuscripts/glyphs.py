"""Characters of imported texts that no font of the book has: told before the book is made."""

from collections.abc import Iterator
from pathlib import Path

from huozi.files import cache_folder
from huozi.fonts import typecase
from huozi.fonts.coverage import code_points, lacking
from huozi.fonts.own import own_faces
from huozi.fonts.typecase import TypeCase
from huozi.jobs.manuscripts.report import ReportRow
from huozi.store.digests import FileDigests
from huozi.values.errors import InputError, MachineError
from huozi.values.style import FontRoles

_NEIGHBOURS = 14  # characters to each side


def case_of(book_dir: Path, fonts: FontRoles) -> TypeCase | None:
    """The faces of a book; None where they are not all there, which `check` tells."""
    digests = FileDigests(cache_folder())
    try:
        return typecase.find(fonts, digests, own=own_faces(book_dir))
    except (InputError, MachineError, OSError):
        return None
    finally:
        digests.close()


def glyph_rows(markdown: str, path: str, case: TypeCase) -> Iterator[ReportRow]:
    """Each character that is not there once, at its first place in a file."""
    told = set[str]()
    for at, char in lacking(markdown, case):
        if char in told:
            continue
        told.add(char)
        line = markdown.count("\n", 0, at) + 1
        before = markdown[max(0, at - _NEIGHBOURS) : at].rpartition("\n")[2]
        after = markdown[at + 1 : at + 1 + _NEIGHBOURS].partition("\n")[0]
        yield ReportRow(
            "character", "glyph", "", before, char, after, detail=code_points(char),
            target=f"{path}:{line}", count=markdown.count(char),
        )  # fmt: skip
