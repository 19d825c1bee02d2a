"""From an order to a layout: what fits, how the sheet lies, how it is turned."""

from pathlib import Path

import pytest

from huozi.impose.frame import NO_ROOM, Room
from huozi.impose.paper import Size, parse_sheet
from huozi.impose.plan import Flip, ImpositionOrder, Mixed, Style, check, plan
from huozi.impose.schedule import Blanks
from huozi.values.errors import InputError, UsageError
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import Place

PLACE = Place("book.pdf")
BOOK = Size(mm(140), mm(203))
A4 = Size(mm(210), mm(297))


def order(sheet: str = "A4", **more) -> ImpositionOrder:
    return ImpositionOrder(
        Path("book.pdf"), Path("out.pdf"), parse_sheet(sheet), **({"room": NO_ROOM} | more)
    )


def laid(job: ImpositionOrder, page: Size = BOOK, count: int = 16):
    return plan(job, [page] * count, PLACE)


def codes(error: pytest.ExceptionInfo) -> list[str]:
    return [found.code for found in error.value.findings]


def params(error: pytest.ExceptionInfo) -> dict[str, str]:
    (found,) = error.value.findings
    return dict(found.params)


# ---------------------------------------------------------------------------- fitting


def test_a_sheet_lies_as_its_pages_need_it() -> None:
    assert laid(order("A4")).frame.sheet.landscape
    assert laid(order("297x210")).frame.sheet.landscape
    assert not laid(order("A3", up=4)).frame.sheet.landscape


def test_what_does_not_fit_says_what_would() -> None:
    with pytest.raises(InputError) as error:
        laid(order("A4", up=4))
    assert codes(error) == ["impose-misfit"]
    said = params(error)
    assert said["needed"] == "280.0 × 406.0 mm"
    assert said["sheet"] == "210.0 × 297.0 mm"
    assert said["holding"].split(", ")[0] == "A3"
    assert said["percent"] == "73.1"


def test_gaps_that_fill_the_sheet_offer_no_percentage() -> None:
    with pytest.raises(InputError) as error:
        laid(order("A4", fit=True, room=Room(margin_pt=mm(110))))
    assert codes(error) == ["impose-misfit-gaps"]


def test_fit_makes_a_pages_of_a_booklet_half_as_large() -> None:
    made = laid(order("A4", fit=True), A4)
    assert made.frame.scale == pytest.approx(0.5**0.5, abs=1e-3)
    assert [f.code for f in made.findings] == ["impose-scaled"]


def test_fit_never_enlarges() -> None:
    assert laid(order("A3", fit=True)).frame.scale == 1


def test_n_up_finds_the_grid_that_holds_most() -> None:
    made = laid(order("A4", style=Style.N_UP, up=8, fit=True))
    assert (made.sheets[0].rows, made.sheets[0].columns) == (2, 4)
    assert made.frame.sheet.landscape
    cards = laid(order("A4", style=Style.REPEAT, up=10), Size(mm(90), mm(54)))
    assert (cards.sheets[0].rows, cards.sheets[0].columns) == (5, 2)


# ---------------------------------------------------------------------------- turning


@pytest.mark.parametrize(
    ("up", "flip", "duplex", "tumbles"),
    [
        (2, None, "/DuplexFlipShortEdge", False),
        (2, Flip.SHORT, "/DuplexFlipShortEdge", False),
        (2, Flip.LONG, "/DuplexFlipLongEdge", True),
        (4, None, "/DuplexFlipLongEdge", False),
        (4, Flip.LONG, "/DuplexFlipLongEdge", False),
        (4, Flip.SHORT, "/DuplexFlipShortEdge", True),
    ],
)
def test_backs_stand_on_their_heads_when_turned_over_the_head(up, flip, duplex, tumbles) -> None:
    """Two pages lie across an A3, four upright: what the short edge is changes."""
    made = laid(order("A3", up=up, flip=flip))
    assert made.duplex == duplex
    natural = laid(order("A3", up=up)).sheets
    same = [a.back == b.back for a, b in zip(made.sheets, natural, strict=True)]
    assert all(not s for s in same) if tumbles else all(same)


def test_one_sided_sheets_are_simplex() -> None:
    made = laid(order("A3", style=Style.STACK, up=4, one_sided=True))
    assert made.duplex == "/Simplex"


# ---------------------------------------------------------------------------- creep, blanks, sizes


@pytest.mark.parametrize(
    ("count", "more"),
    [(1200, {}), (16, {"creep_pt": mm(15)}), (64, {"caliper_pt": mm(2)})],
    ids=["more pages than can be folded", "a dummy measured wrong", "board"],
)
def test_creep_that_folds_the_type_into_the_spine_is_refused(count, more) -> None:
    """Of 140 mm no margin lets a page move by 14 mm and more."""
    with pytest.raises(InputError) as error:
        laid(order(**more), count=count)
    assert codes(error) == ["impose-creep"]
    assert float(params(error)["shift"]) > 14


def test_creep_measured_on_a_dummy_is_spread_over_the_leaves() -> None:
    made = laid(order(creep_pt=mm(0.9)), count=40)  # ten sheets, nine outside the innermost
    assert to_mm(made.caliper_pt) == pytest.approx(0.1)
    assert laid(order(creep_pt=mm(0.9)), count=4).caliper_pt == 0


def test_blanks_are_told_or_refused() -> None:
    made = laid(order(), count=14)
    assert made.blanks == 2
    assert [(f.code, dict(f.params)["count"]) for f in made.findings] == [("impose-blanks", "2")]
    with pytest.raises(InputError) as error:
        laid(order(blanks=Blanks.REFUSE), count=14)
    assert codes(error) == ["impose-blanks-refused"]
    assert params(error) == {"pages": "14", "blanks": "2"}


def test_thick_booklets_are_doubted() -> None:
    assert [f.code for f in laid(order(), count=80).findings] == []
    assert [f.code for f in laid(order(), count=84).findings] == ["impose-thick"]


def test_pages_of_different_sizes() -> None:
    pages = [BOOK, Size(mm(130), mm(210)), BOOK, Size(BOOK.width_pt + 0.1, BOOK.height_pt)]
    made = plan(order("A3"), pages, PLACE)
    assert made.frame.cell == Size(BOOK.width_pt + 0.1, mm(210))
    assert [f.code for f in made.findings] == ["impose-mixed"]
    with pytest.raises(InputError) as error:
        plan(order("A3", mixed=Mixed.REFUSE), pages, PLACE)
    assert codes(error) == ["impose-mixed-refused"]


def test_rounding_is_no_difference() -> None:
    pages = [BOOK, Size(BOOK.width_pt + 0.1, BOOK.height_pt - 0.1)]
    assert plan(order("A3", mixed=Mixed.REFUSE), pages, PLACE).blanks == 2


# ---------------------------------------------------------------------------- contradictions


@pytest.mark.parametrize(("up", "known"), [(4, "8, 16, 32"), (8, "16, 32"), (16, "32")])
def test_signatures_that_fill_their_sheets_are_named(up: int, known: str) -> None:
    with pytest.raises(UsageError) as error:
        check(order(style=Style.SEWN, up=up, signature=12))
    assert params(error)["known"] == known


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"up": 3}, "impose-up"),
        ({"up": 32}, "impose-up"),
        ({"style": Style.N_UP, "up": 0}, "impose-up"),
        ({"style": Style.N_UP, "up": 65}, "impose-up"),
        ({"style": Style.SEWN, "signature": 12}, "impose-signature"),
        ({"style": Style.PERFECT, "signature": 8, "up": 8}, "impose-signature"),
        ({"one_sided": True}, "impose-one-sided"),
        ({"output": Path("x/../book.pdf")}, "impose-same-file"),
    ],
)
def test_orders_that_contradict_themselves(more, code, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    job = order()
    with pytest.raises(UsageError) as error:
        check(ImpositionOrder(**{name: getattr(job, name) for name in job.__slots__} | more))
    assert codes(error) == [code]


@pytest.mark.parametrize(
    "more",
    [
        {"style": Style.SEWN, "signature": 8},
        {"style": Style.PERFECT, "signature": 32, "up": 16},
        {"style": Style.N_UP, "up": 6, "one_sided": True},
    ],
)
def test_orders_that_hold(more) -> None:
    check(order(**more))
