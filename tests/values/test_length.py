"""Lengths and sizes as people write them."""

import pytest

from huozi.values.length import mm, parse_size, parse_unit_length


def test_lengths_want_a_unit() -> None:
    assert parse_unit_length("3mm") == pytest.approx(mm(3))
    assert parse_unit_length("0") == 0
    for text in ("3", "3.5", "-3mm", "mm", ""):
        with pytest.raises(ValueError, match=r".*"):
            parse_unit_length(text)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("140 × 203 mm", (mm(140), mm(203))),
        ("140x203", (mm(140), mm(203))),
        ("14X20.3cm", (mm(140), mm(203))),
        ("100 * 200 pt", (100, 200)),
        ("10cm × 200mm", (mm(100), mm(200))),
    ],
)
def test_sizes(text, size) -> None:
    assert parse_size(text) == pytest.approx(size)


@pytest.mark.parametrize(
    "text", ["", "140", "140 ×", "× 203", "a × b", "-1 × 2", "1 × 2 × 3", "1 × 2 in"]
)
def test_what_is_no_size(text) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_size(text)
