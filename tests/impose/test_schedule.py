"""Schedules against printers' tables, and against folded dummies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.impose.schedule import (
    FOLDED_UP,
    SIGNATURE_PAGES,
    Blanks,
    BlanksRefusedError,
    Edge,
    Seam,
    Turn,
    cut_and_stack,
    n_up,
    padded,
    repeat,
    saddle,
    section,
    signatures,
    turned,
)
from tests.impose.folding import bound, cut, leaf_through


def table(cells, rows: int) -> list[list[str]]:
    """A side as printers write it: page numbers from 1, `v` where they stand on their head."""
    lines: list[list[str]] = [[] for _ in range(rows)]
    for cell in sorted(cells, key=lambda cell: cell.column):
        number = "-" if cell.page is None else str(cell.page + 1)
        lines[cell.row].append(number + "v" * (cell.rotation == 180))
    return lines


def rows_of(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


# ---------------------------------------------------------------------------- printers' tables


def test_sixteen_pages_saddle_stitched() -> None:
    assert [(table(s.front, 1), table(s.back, 1)) for s in saddle(16)] == [
        ([["16", "1"]], [["2", "15"]]),
        ([["14", "3"]], [["4", "13"]]),
        ([["12", "5"]], [["6", "11"]]),
        ([["10", "7"]], [["8", "9"]]),
    ]


@pytest.mark.parametrize(
    ("up", "front", "back"),
    [
        (4, "5v 4v\n8 1", "3v 6v\n2 7"),
        (8, "5v 12v 9v 8v\n4 13 16 1", "7v 10v 11v 6v\n2 15 14 3"),
        (
            16,
            "5v 28v 29v 4v\n12 21 20 13\n9v 24v 17v 16v\n8 25 32 1",
            "3v 30v 27v 6v\n14 19 22 11\n15v 18v 23v 10v\n2 31 26 7",
        ),
    ],
)
def test_right_angle_folds_of_one_sheet(up: int, front: str, back: str) -> None:
    """The standard layouts of 8, 16 and 32 pages, page 1 at the lower right of the outside."""
    (sheet,) = section(range(2 * up), up)
    assert table(sheet.front, sheet.rows) == rows_of(front)
    assert table(sheet.back, sheet.rows) == rows_of(back)


def test_seams_of_a_sheet_of_sixteen() -> None:
    (sheet,) = section(range(16), 8)
    assert sheet.column_seams == (Seam.SPINE, Seam.FOLD, Seam.SPINE)
    assert sheet.row_seams == (Seam.FOLD,)


def test_two_sheets_of_eight_inside_one_another() -> None:
    outer, inner = section(range(16), 4)
    assert table(outer.front, 2) == rows_of("13v 4v\n16 1")
    assert table(inner.front, 2) == rows_of("9v 8v\n12 5")
    assert outer.outermost
    assert not inner.outermost


# ---------------------------------------------------------------------------- folded dummies

PAGES = st.integers(1, 300)
UPS = st.sampled_from(FOLDED_UP)
TURNS = st.sampled_from(list(Turn))
EDGES = st.sampled_from(list(Edge))
POLICIES = st.sampled_from([Blanks.END, Blanks.BEFORE_LAST])


def without_blanks(pages: list[int | None]) -> list[int]:
    return [page for page in pages if page is not None]


def check_blanks(pages: list[int | None], count: int, blanks: Blanks, last: int) -> None:
    """Blanks are nowhere but where the policy puts them, in one run."""
    kept = min(last, count) if blanks is Blanks.BEFORE_LAST else 0
    added = len(pages) - count
    assert pages == [*range(count - kept), *[None] * added, *range(count - kept, count)]


@given(PAGES, UPS, TURNS, EDGES, POLICIES, st.integers(1, 4))
def test_a_saddle_stitched_dummy_reads_in_order(pages, up, turn, edge, blanks, last) -> None:
    sheets = turned(saddle(pages, up, blanks, last, edge), turn)
    read = bound(sheets, turn is Turn.TUMBLE, edge is Edge.RIGHT)
    check_blanks(read, pages, blanks, last)
    assert len(read) - pages < 2 * up
    assert {sheet.signature for sheet in sheets} == {1}


@given(
    PAGES,
    st.sampled_from(SIGNATURE_PAGES),
    UPS,
    TURNS,
    EDGES,
    POLICIES,
    st.booleans(),
)
def test_gathered_signatures_read_in_order(pages, size, up, turn, edge, blanks, short) -> None:
    if size % (2 * up):
        with pytest.raises(ValueError, match="whole number of sheets"):
            signatures(pages, size, up)
        return
    sheets = turned(signatures(pages, size, up, blanks, 2, edge, short), turn)
    read = bound(sheets, turn is Turn.TUMBLE, edge is Edge.RIGHT)
    check_blanks(read, pages, blanks, 2)
    lengths = [
        2 * up * sum(sheet.signature == number for sheet in sheets)
        for number in range(1, sheets[-1].signature + 1)
    ]
    odd = [n for n, length in enumerate(lengths, 1) if length != size]
    assert odd in ([], [max(1, len(lengths) - 1)]) if short else odd == []
    assert len(read) - pages < (2 * up if short else size)


@given(PAGES, st.sampled_from([2, 4]), TURNS)
def test_depth_counts_the_leaves_outside(pages, up, turn) -> None:
    sheets = turned(saddle(pages, up), turn)
    depths = {
        cell.page: cell.depth
        for sheet in sheets
        for cell in (*sheet.front, *sheet.back)
        if cell.page is not None
    }
    leaves = up * len(sheets)
    for page, depth in depths.items():
        leaf = page // 2
        assert depth == min(leaf, leaves - 1 - leaf)


@given(PAGES, UPS, TURNS, EDGES)
def test_spines_face_the_fold_that_stays(pages, up, turn, edge) -> None:
    """Odd pages of a left-bound book have their back on the left, seen upright."""
    for sheet in turned(saddle(pages, up, binding=edge), turn):
        for cell in (*sheet.front, *sheet.back):
            if cell.page is not None and pages % (2 * up) == 0:
                upright = cell.spine if cell.rotation == 0 else cell.spine.other
                recto = cell.page % 2 == 0
                assert (upright is Edge.LEFT) is (recto is (edge is Edge.LEFT))
            neighbour = cell.column + (1 if cell.spine is Edge.RIGHT else -1)
            assert sheet.column_seams[min(cell.column, neighbour)] is Seam.SPINE


def test_a_dummy_folded_the_wrong_way_is_noticed() -> None:
    """The simulator can fail: a back that was turned about the other edge stands on its head."""
    with pytest.raises(AssertionError):
        bound(saddle(16), turn_tumbles=True)
    assert bound(saddle(16), right_bound=True) != list(range(16))


# ---------------------------------------------------------------------------- flat sheets

GRIDS = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(PAGES, GRIDS, TURNS, EDGES, POLICIES, st.booleans())
def test_cut_piles_put_on_one_another_are_in_order(
    pages, grid, turn, edge, blanks, one_sided
) -> None:
    sheets = turned(cut_and_stack(pages, *grid, one_sided, blanks, 1, edge), turn)
    piles = cut(sheets, turn is Turn.TUMBLE, edge is Edge.RIGHT)
    leaves = [leaf for pile in piles for leaf in pile]
    if one_sided:
        assert all(sheet.back == () for sheet in sheets)
        read = [front.page for front, _ in leaves]
    else:
        read = leaf_through(leaves)
    check_blanks(read, pages, blanks, 1)
    assert len(read) - pages < grid[0] * grid[1] * (1 if one_sided else 2)


@given(st.integers(1, 40), GRIDS, TURNS, st.booleans())
def test_a_repeated_leaf_is_the_same_in_every_cell(pages, grid, turn, one_sided) -> None:
    sheets = turned(repeat(pages, *grid, one_sided), turn)
    for pile in cut(sheets, turn is Turn.TUMBLE):
        read = [front.page for front, _ in pile] if one_sided else leaf_through(pile)
        check_blanks(read, pages, Blanks.END, 1)


@given(PAGES, GRIDS, EDGES, st.booleans())
def test_proofs_are_in_reading_order(pages, grid, edge, one_sided) -> None:
    sheets = n_up(pages, *grid, one_sided, edge)
    sides = [side for s in sheets for side in ((s.front,) if one_sided else (s.front, s.back))]
    across = 1 if edge is Edge.LEFT else -1
    read = [
        cell.page
        for side in sides
        for cell in sorted(side, key=lambda cell: (cell.row, across * cell.column))
    ]
    assert read == list(range(pages))
    assert all(cell.rotation == 0 for side in sides for cell in side)
    assert one_sided or len(sides) % 2 == 0


@given(PAGES, UPS, GRIDS, TURNS)
def test_partners_lie_back_to_back(pages, up, grid, turn) -> None:
    """Behind each cell lies the other page of its leaf, whichever way the sheet is turned."""
    for sheet in turned((*saddle(pages, up), *cut_and_stack(pages, *grid)), turn):
        behind = {(cell.row, cell.column): cell.page for cell in sheet.back}
        for cell in sheet.front:
            if turn is Turn.SIDE:
                partner = behind[cell.row, sheet.columns - 1 - cell.column]
            else:
                partner = behind[sheet.rows - 1 - cell.row, cell.column]
            if cell.page is not None and partner is not None:
                assert cell.page ^ 1 == partner


# ---------------------------------------------------------------------------- blanks


def test_blanks_may_go_before_the_back_cover() -> None:
    assert padded(6, 4, Blanks.BEFORE_LAST, 2) == (0, 1, 2, 3, None, None, 4, 5)


def test_blanks_may_be_refused() -> None:
    assert padded(8, 4, Blanks.REFUSE, 1) == tuple(range(8))
    with pytest.raises(BlanksRefusedError) as refused:
        padded(6, 4, Blanks.REFUSE, 1)
    assert (refused.value.pages, refused.value.blanks) == (6, 2)


@pytest.mark.parametrize(("pages", "up"), [(6, 2), (16, 3), (0, 2), (12, 8)])
def test_a_section_has_to_fill_its_sheets(pages: int, up: int) -> None:
    with pytest.raises(ValueError, match="up"):
        section(range(pages), up)


def test_the_short_signature_is_last_but_one() -> None:
    numbers = [sheet.signature for sheet in signatures(40, 16, 2, short=True)]
    assert [numbers.count(n) for n in (1, 2, 3)] == [4, 2, 4]
