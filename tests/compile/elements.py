"""The books of `tests/books/elements`, made once a run and read back."""

import shutil
from functools import cache
from pathlib import Path

from tests.compile.proofread import Run, pages_of
from tests.pressing import Report, lasting_folder, press

BOOKS = Path(__file__).parents[1] / "books" / "elements"
#: The page of the house: 27 characters of 10.5 points, 28 lines of 16.8, a head of 20 mm.
MEASURE_PT, LEADING_PT = 27 * 10.5, 16.8
#: Upper and lower edge of the type area, in points from the foot of the page.
HEAD_PT = (203 - 20) / 25.4 * 72
FOOT_PT = HEAD_PT - 28 * LEADING_PT


@cache
def made(name: str) -> Report:
    """A book of elements."""
    return press(shutil.copytree(BOOKS / name, lasting_folder() / "elements" / name))


@cache
def pages(name: str) -> tuple[list[Run], ...]:
    """Its pages, without the title page, its back and the contents."""
    return tuple(pages_of(made(name).output)[4:])


def text_of(runs: list[Run]) -> str:
    """The text of a page, running head and folio included."""
    return "".join(run.text for run in runs)
