"""What stands beside the pages of a side: which marks, where, and the words of the slug."""

from pathlib import Path

import pytest

from huozi.finish.slug import Typesetter
from huozi.finish.ticks import drawn
from huozi.impose.frame import Room
from huozi.impose.furnish import furniture, slug_words
from huozi.impose.job import _without_room
from huozi.impose.marks import crop_marks, filled, fold_marks
from huozi.impose.paper import Size, parse_sheet
from huozi.impose.plan import ImpositionOrder, ImpositionPlan, Style, plan
from huozi.impose.source import SourcePdf
from huozi.pdf.boxes import Box
from huozi.values.length import mm
from huozi.values.manuscript import Place, Severity

PAGE = Size(mm(100), mm(140))
PLACE = Place("a.pdf")


class Pen(Typesetter):
    """Letters as wide as they are high; a line says where it begins."""

    def __init__(self) -> None:
        pass

    def width_pt(self, text: str, size_pt: float) -> float:
        return len(text) * size_pt

    def fitted(self, text: str, size_pt: float, room_pt: float) -> str:
        return text[: max(0, int(room_pt / size_pt))]

    def line(self, text, size_pt, x, y, upright=False, ink=b"") -> bytes:
        return f"<{text} {size_pt:g} {x:.2f} {y:.2f} {upright}>".encode()


def order(sheet: str = "A3", **more) -> ImpositionOrder:
    bare = {"marks": False, "slug": False, "room": Room()}
    return ImpositionOrder(Path("a.pdf"), Path("b.pdf"), parse_sheet(sheet), **(bare | more))


def laid(job: ImpositionOrder, count: int = 64) -> ImpositionPlan:
    return plan(job, [PAGE] * count, PLACE)


def source(title: str = "汇编", made_on: str = "D:201004") -> SourcePdf:
    return SourcePdf(None, PLACE, (), title, made_on, [], [])  # type: ignore[arg-type]


def side(job: ImpositionOrder, index: int = 0, back: bool = False, pen: Pen | None = None) -> bytes:
    return furniture(job, laid(job), source(), index, back, 0.0, pen)


def test_nothing_that_was_not_ordered() -> None:
    assert side(order(), pen=Pen()) == b""
    assert side(order(slug=True)) == b"", "no face, no words"


@pytest.mark.parametrize("back", [False, True])
def test_marks_of_cutting_and_folding(back: bool) -> None:
    job = order(marks=True)  # one section: no collation mark
    made = laid(job).frame
    cuts, folds = drawn(crop_marks(made, 0)), drawn(fold_marks(made, 0), dashed=True)
    assert side(job, 0, back) == cuts + folds


def collation(
    job: ImpositionOrder, index: int, back: bool = False, pen: Pen | None = None
) -> bytes:
    """What stands on a side beside the marks for cutting and folding."""
    made = laid(job).frame
    common = drawn(crop_marks(made, 0)) + drawn(fold_marks(made, 0), dashed=True)
    stream = side(job, index, back, pen)
    assert stream.startswith(common)
    return stream.removeprefix(common)


def test_the_outside_of_every_section_is_marked_and_nothing_else() -> None:
    job = order(marks=True, style=Style.SEWN)  # sections of four sheets
    marked = [(i, back) for i in range(16) for back in (False, True) if collation(job, i, back)]
    assert marked == [(0, False), (4, False), (8, False), (12, False)]


@pytest.mark.parametrize(
    ("up", "section", "right_mm", "top_mm"),
    [
        # 420 × 297: the fold of two pages is the middle; the page begins 78.5 mm from the head
        (2, 0, 210, 218.5 - 10),
        (2, 2, 210, 218.5 - 10 - 2 * 8),
        # 4 up the sheet stands, and the outside of the section is its lower half
        (4, 1, 148.5, 210 - 10 - 8),
    ],
)
def test_collation_marks_lie_over_the_spine_fold(up, section, right_mm, top_mm) -> None:
    """1.5 mm wide, steps of 8 mm, 10 mm below the head of the page."""
    job = order(marks=True, style=Style.SEWN, up=up)
    index = section * (8 // up)
    half = mm(0.75)
    box = Box(mm(right_mm) - half, mm(top_mm - 8), mm(right_mm) + half, mm(top_mm))
    assert collation(job, index) == filled(box)


@pytest.mark.parametrize(("ground_mm", "numbered"), [(1.2, False), (1.25, True), (3, True)])
def test_where_the_back_is_ground_off_the_section_has_its_number(ground_mm, numbered) -> None:
    """It is ground off with the mark; 2.5 mm at least have room for it. 6 pt, centred, below."""
    job = order(marks=True, style=Style.PERFECT, room=Room(spine_pt=mm(ground_mm)))
    said = collation(job, 4, pen=Pen()).decode()
    bottom_pt = mm(218.5 - 10 - 8 - 8)
    wanted = f"<2 6 {mm(210) - 3:.2f} {bottom_pt - 6:.2f} False>" if numbered else ""
    assert said.partition("f Q\n")[2] == wanted


def test_the_title_gives_way_to_the_rest_of_the_slug() -> None:
    job = order(slug=True)
    words = slug_words("zh", laid(job), source(), 0, False)
    room = mm(100 - 6)  # of a page, 3 mm from either end
    said = furniture(job, laid(job), source("长" * 99), 0, False, 0.0, Pen()).decode()
    title = "长" * int((room - len(words) * 6) / 6)
    assert said == f"<{title}{words} 6 {mm(110 + 3):.2f} {mm(78.5 - 3) - 6:.2f} False>"


@pytest.mark.parametrize(
    ("style", "index", "back", "made_on", "words"),
    [
        (Style.SADDLE, 0, False, "D:20100430", "　2010-04-30　第 1/16 张　正面"),
        (Style.SADDLE, 15, True, "", "　第 16/16 张　背面"),
        (Style.SEWN, 4, False, "D:2010", "　2010　第 5/16 张　正面　第 2/4 帖"),
    ],
)
def test_what_the_slug_says(style, index, back, made_on, words) -> None:
    made = laid(order(style=style))
    assert slug_words("zh", made, source("", made_on), index, back) == words


@pytest.mark.parametrize(
    ("sheet", "more", "told"),
    [
        ("200x140", {}, ["impose-no-marks-both", "impose-no-slug"]),
        ("240x140", {}, ["impose-no-marks-level"]),
        ("200x180", {}, ["impose-no-marks-sides"]),
        ("240x180", {}, []),
        ("200x140", {"marks": False}, ["impose-no-slug"]),
        ("200x140", {"slug": False}, ["impose-no-marks-both"]),
    ],
)
def test_no_room_is_told(sheet: str, more: dict, told: list[str]) -> None:
    job = order(sheet, **({"marks": True, "slug": True} | more))
    found = _without_room(job, laid(job), 0.0, PLACE)
    assert [one.code for one in found] == told
    assert all(one.severity is Severity.INFO for one in found)
