"""Which face of a family stands for a weight."""

from dataclasses import replace
from pathlib import Path

import pytest

from huozi.fonts import choice
from huozi.fonts.machine import Installed

FACE = Installed(
    ("Any",), "Regular", 80, False, 0, 100, "TrueType", False, True, False, 0, Path("/a/any.ttf")
)


def weights(*scaled: int) -> list[Installed]:
    return [replace(FACE, weight=one, path=Path(f"/{one}.ttf")) for one in scaled]


def weight_of(faces: list[Installed], css: int) -> int | None:
    found = choice.chosen(faces, css)
    return found and found.weight


@pytest.mark.parametrize(
    ("there", "regular", "bold"),
    [
        ((80, 200), 80, 200),
        ((50,), 50, None),  # AR PL UMing
        ((100,), 100, None),  # WenQuanYi, cwTeXFangSong
        ((50, 180), 50, 180),  # URW Bookman
        ((0, 40, 50, 80, 100, 180, 200, 205, 210), 80, 200),
        ((210,), 210, 210),
        ((0, 100), 100, None),
        ((205, 210), 205, 205),
        ((), None, None),
    ],
)
def test_the_nearest_weight_stands_and_bold_is_bold(there, regular, bold) -> None:
    faces = weights(*there)
    assert (weight_of(faces, 400), weight_of(faces, 700)) == (regular, bold)
    assert weight_of(faces[::-1], 400) == regular


UPRIGHT = replace(FACE, path=Path("/z/upright.ttf"))


@pytest.mark.parametrize(
    "other",
    [
        replace(FACE, format="Type 1", path=Path("/a/any.t1")),  # Nimbus Roman has both
        replace(FACE, width=87, path=Path("/a/condensed.ttf")),  # DejaVu Serif
        replace(FACE, width=112, path=Path("/a/wide.ttf")),
        replace(FACE, slant=100, path=Path("/a/italic.ttf")),
        replace(FACE, slant=110, path=Path("/a/oblique.ttf")),
        replace(FACE, is_variable=True, path=Path("/a/variable.ttf")),
        replace(FACE, has_outlines=False, path=Path("/a/bitmap.ttf")),
        replace(FACE, is_coloured=True, path=Path("/a/emoji.ttf")),
    ],
)
def test_variants_give_way_to_the_upright_of_normal_width(other: Installed) -> None:
    assert choice.chosen([other, UPRIGHT], 400) == UPRIGHT
    light = replace(UPRIGHT, weight=50)  # though its weight be not quite what is asked
    assert choice.chosen([light, other], 400) == light


def test_a_family_of_variants_alone_is_set_in_them() -> None:
    """DejaVu Serif Condensed, Z003."""
    for only in (replace(FACE, width=87), replace(FACE, slant=100)):
        assert choice.chosen([only], 400) == only


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"format": "Type 1"}, "font-type1"),
        ({"format": "PCF"}, "font-type1"),
        ({"has_outlines": False}, "font-bitmap"),
        ({"is_coloured": True}, "font-coloured"),
        ({"is_variable": True}, "font-variable"),
        ({"format": "CFF"}, ""),
        ({}, ""),
    ],
)
def test_what_cant_be_used_says_why(changed, code) -> None:
    face = replace(FACE, **changed)
    assert choice.fault(face) == choice.reason([face]) == code
    assert (choice.chosen([face], 400) is None) == bool(code)


def test_of_several_reasons_the_one_nearest_to_a_remedy_is_told() -> None:
    faces = [replace(FACE, has_outlines=False), replace(FACE, is_variable=True)]
    assert choice.reason(faces) == "font-variable"
    assert choice.reason([]) == ""


def test_a_family_is_known_by_any_of_its_names() -> None:
    face = replace(FACE, families=("WenQuanYi Zen Hei", "文泉驛正黑", "文泉驿正黑"))
    for name in (*face.families, "wenquanyi zen hei"):
        assert choice.of_family([FACE, face], name) == [face]
    assert choice.of_family([FACE, face], "WenQuanYi") == []
