"""The books of `tests/books/elements`, made once a run and read back."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.compile.proofread import Run, pages_of
from tests.pressing import Report, press

BOOKS = Path(__file__).parents[1] / "books" / "elements"
#: Lower edge of the type area, in points: trim, head margin and 31 lines of 15.75 points.
FOOT_PT = (203 - 17) / 25.4 * 72 - 31 * 15.75
HEAD_PT = (203 - 17) / 25.4 * 72


@cache
def made(name: str) -> Report:
    """A book of elements."""
    folder = Path(tempfile.mkdtemp(prefix="huozi-elements-"))
    book = shutil.copytree(BOOKS / name, folder / name)
    return press(book)


@cache
def pages(name: str) -> tuple[list[Run], ...]:
    """Its pages, without the title page, its back and the contents."""
    return tuple(pages_of(made(name).output)[4:])


def text_of(runs: list[Run]) -> str:
    """The text of a page, running head and folio included."""
    return "".join(run.text for run in runs)
