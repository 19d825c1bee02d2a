"""Signs of symbol fonts: known ones as Unicode, others without text."""

import pytest

from huozi.intake.symbols import bullet_sign, sign, symbol_font


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [
        ("Wingdings", 0xF0FE, "☑"), ("Wingdings", 0xFE, "☑"), ("wingdings ", 0xA8, "□"),
        ("Wingdings", 0xF081, "①"), ("Wingdings", 0xF08C, "❶"), ("Wingdings 2", 0xF052, "☑"),
        ("Wingdings 2", 0xA3, "□"), ("Wingdings 3", 0xF07D, "▶"), ("Symbol", 0xF061, "α"),
        ("Symbol", 0xB3, "≥"), ("Wingdings", 0xF0FF, ""), ("宋体", 0x2605, "★"),
        ("宋体", 0xF0FE, ""), ("造字", 0xE000, ""), ("宋体", 0, ""), ("宋体", 0xF0000 + 5, ""),
    ],
)  # fmt: skip
def test_a_sign(font: str, code: int, expected: str) -> None:
    assert sign(font, code) == expected


def test_fonts_of_signs() -> None:
    assert symbol_font("Wingdings 2") and not symbol_font("宋体")


def test_marks_of_lists() -> None:
    assert bullet_sign("\uf06c", {"ascii": "Wingdings"}) == "●"
    assert bullet_sign("\uf06c", {}) == "●"
    assert bullet_sign("\uf0ff", {"ascii": "Wingdings"}) == "•"
    assert (bullet_sign("", {}), bullet_sign("—", {})) == ("•", "—")
