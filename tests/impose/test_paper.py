"""Names and sizes of sheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.impose.paper import SHEETS_MM, Size, parse_sheet, sheets_that_hold
from huozi.values.length import mm


def size_mm(size: Size) -> tuple[float, float]:
    return round(size.width_pt / mm(1), 2), round(size.height_pt / mm(1), 2)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A4", (210, 297)),
        ("sra3", (320, 450)),
        (" a3 ", (297, 420)),
        ("正度对开", (546, 787)),
        ("大度四开", (444, 597)),
        ("大度全开", (889, 1194)),
        ("正度全开", (787, 1092)),
        # halved across the long side, down to whole millimetres
        ("正度四开", (393, 546)),
        ("正度八开", (273, 393)),
        ("大度八开", (298, 444)),
        ("SRA2", (450, 640)),
        ("10x5000", (10, 5000)),
        ("320x450", (320, 450)),
        ("320 × 450 mm", (320, 450)),
        ("320mm*450mm", (320, 450)),
        ("32 x 45.5 cm", (320, 455)),
        ("32cm x 455mm", (320, 455)),
        ("72 x 144 pt", (25.4, 50.8)),
    ],
)
def test_sheets_by_name_and_size(text: str, size: tuple[float, float]) -> None:
    assert size_mm(parse_sheet(text)) == size


@pytest.mark.parametrize(
    "text",
    ["", "A9", "folio", "320", "320x", "0x450", "1e9x1e9", "-3x4", "99999x10", "nanxnan",
     "9.9x20", "20x9.9", "5000.1x20", "20x5000.1"],
)  # fmt: skip
def test_what_is_no_sheet(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_sheet(text)


@given(st.text())
def test_any_text_is_a_sheet_or_refused(text: str) -> None:
    try:
        size = parse_sheet(text)
    except ValueError:
        return
    assert size.width_pt >= mm(10)


def test_which_way_a_sheet_lies() -> None:
    assert Size(2, 1).landscape
    assert not Size(1, 2).landscape
    assert not Size(2, 2).landscape, "a square stands upright"
    assert Size(2, 1).turned == Size(1, 2)
    assert str(Size(mm(210), mm(297.04))) == "210.0 × 297.0 mm"


def test_sheets_that_hold_are_named_smallest_first() -> None:
    assert sheets_that_hold(Size(mm(297), mm(210)))[:2] == ["A4", "B4"]
    assert sheets_that_hold(Size(mm(280), mm(300)))[0] == "A3"
    assert sheets_that_hold(Size(mm(3000), mm(10))) == []


def test_half_a_tenth_of_a_millimetre_is_rounding() -> None:
    """Points do not give whole millimetres back; a sheet is not refused for that."""
    assert sheets_that_hold(Size(mm(210.049), mm(297.049)))[0] == "A4"
    assert sheets_that_hold(Size(mm(210.06), mm(297)))[0] != "A4"
    assert sheets_that_hold(Size(mm(210), mm(297.06)))[0] != "A4"


def test_halving_a_press_sheet_gives_the_next() -> None:
    for press in ("正度", "大度"):
        whole, half, quarter = (SHEETS_MM[press + name] for name in ("全开", "对开", "四开"))
        assert half == (whole[1] // 2, whole[0])
        assert quarter == (half[1] // 2, half[0])
