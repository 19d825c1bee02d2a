"""From an order to a layout: what fits, how the sheet lies, how it is turned."""

from pathlib import Path

import pytest

from huozi.impose.frame import NO_ROOM, Room
from huozi.impose.paper import Size, parse_sheet
from huozi.impose.plan import Flip, ImpositionOrder, Mixed, Style, check, plan
from huozi.impose.schedule import Blanks, saddle
from huozi.values.errors import InputError, UsageError
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import Place, Severity

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
    assert said["holding"].split(", ") == ["A3", "大度八开", "SRA3"]
    assert said["percent"] == "73.1"


def test_gaps_that_fill_the_sheet_offer_no_percentage() -> None:
    with pytest.raises(InputError) as error:
        laid(order("A4", fit=True, room=Room(margin_pt=mm(110))))
    assert codes(error) == ["impose-misfit-gaps"]
    with pytest.raises(InputError) as error:  # to the last point
        laid(order("200x300", up=2, fit=True, room=Room(margin_pt=mm(100))))
    assert codes(error) == ["impose-misfit-gaps"]
    with pytest.raises(InputError) as error:
        laid(order("5000x5000", room=Room(margin_pt=mm(2500))))
    assert params(error)["holding"] == "—"


def test_fit_makes_a_pages_of_a_booklet_half_as_large() -> None:
    made = laid(order("A4", fit=True), A4)
    assert made.frame.scale == pytest.approx(0.5**0.5, abs=1e-3)
    (told,) = made.findings
    assert (told.code, dict(told.params)) == ("impose-scaled", {"percent": "70.7"})
    assert told.severity is Severity.INFO


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


def test_a_square_sheet_counts_as_standing_upright() -> None:
    made = laid(order("500x500", up=2))
    assert made.duplex == "/DuplexFlipLongEdge"
    assert [sheet.back for sheet in made.sheets] == [sheet.back for sheet in saddle(16)]


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
    assert params(error)["limit"] == "14.0"


def test_creep_of_a_tenth_of_the_width_is_taken() -> None:
    assert laid(order(creep_pt=0.1 * BOOK.width_pt)).caliper_pt == pytest.approx(mm(14) / 3)


def test_creep_measured_on_a_dummy_is_spread_over_the_leaves() -> None:
    made = laid(order(creep_pt=mm(0.9)), count=40)  # ten sheets, nine outside the innermost
    assert to_mm(made.caliper_pt) == pytest.approx(0.1)
    assert laid(order(creep_pt=mm(0.9)), count=4).caliper_pt == 0
    assert laid(order(caliper_pt=mm(0.2)), count=40).caliper_pt == mm(0.2)


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
    (told,) = laid(order(), count=84).findings
    assert (told.code, dict(told.params)) == ("impose-thick", {"pages": "84", "limit": "80"})
    assert laid(order(style=Style.SEWN), count=96).findings == ()


def test_pages_of_different_sizes() -> None:
    pages = [BOOK, Size(mm(130), mm(210)), BOOK, Size(BOOK.width_pt + 0.1, BOOK.height_pt)]
    made = plan(order("A3"), pages, PLACE)
    assert made.frame.cell == Size(BOOK.width_pt + 0.1, mm(210))
    (told,) = made.findings
    assert (told.code, dict(told.params)["pages"]) == ("impose-mixed", "1, 2, 3, 4")
    with pytest.raises(InputError) as error:
        plan(order("A3", mixed=Mixed.REFUSE), pages, PLACE)
    assert codes(error) == ["impose-mixed-refused"]


@pytest.mark.parametrize(
    ("count", "told"), [(8, "1, 2, 3, 4, 5, 6, 7, 8"), (9, "1, 2, 3, 4, 5, 6, 7, 8 …")]
)
def test_pages_of_another_size_are_named_up_to_eight(count: int, told: str) -> None:
    made = plan(order("A3"), [BOOK] * count + [Size(mm(150), mm(203))], PLACE)
    (found,) = [f for f in made.findings if f.code == "impose-mixed"]
    assert dict(found.params)["pages"] == told


@pytest.mark.parametrize("odd", [Size(mm(139.89), mm(203)), Size(mm(140), mm(202.89))])
def test_more_than_a_tenth_of_a_millimetre_is_a_difference(odd: Size) -> None:
    assert "impose-mixed" in [f.code for f in plan(order("A3"), [BOOK, odd], PLACE).findings]


def test_rounding_is_no_difference() -> None:
    pages = [BOOK, Size(BOOK.width_pt + 0.1, BOOK.height_pt - 0.1)]
    assert plan(order("A3", mixed=Mixed.REFUSE), pages, PLACE).blanks == 2


# ---------------------------------------------------------------------------- contradictions


@pytest.mark.parametrize(
    ("style", "pages", "known"), [(Style.SADDLE, 6, "2, 4, 8, 16"), (Style.REPEAT, 65, "1 – 64")]
)
def test_how_many_pages_a_sheet_may_carry_is_told(style: Style, pages: int, known: str) -> None:
    with pytest.raises(UsageError) as error:
        check(order(style=style, up=pages))
    assert params(error) == {"found": str(pages), "known": known}


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
        {"style": Style.SEWN, "up": 2},
        {"style": Style.SADDLE, "signature": 12},  # one section in any case
        {"style": Style.N_UP, "up": 6, "one_sided": True},
        {"style": Style.STACK, "up": 1},
        {"style": Style.REPEAT, "up": 64},
        {"style": Style.REPEAT, "up": 6, "signature": 12},
    ],
)
def test_orders_that_hold(more) -> None:
    check(order(**more))


def test_sections_and_sheets_are_counted() -> None:
    assert (laid(order()).signatures, len(laid(order()).sheets)) == (1, 4)
    sewn = laid(order(style=Style.SEWN), count=40)
    assert (sewn.signatures, len(sewn.sheets), sewn.blanks) == (3, 12, 8)
    short = laid(order(style=Style.SEWN, short=True), count=40)
    assert (short.signatures, len(short.sheets), short.blanks) == (3, 10, 0)
    assert laid(order(style=Style.STACK)).signatures == 0
