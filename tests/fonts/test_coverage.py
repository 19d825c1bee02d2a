"""Which characters the fonts of a book have."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from huozi.fonts import coverage, machine
from huozi.fonts.coverage import without_han
from huozi.fonts.typecase import Face, TypeCase
from huozi.messages import render
from huozi.values.manuscript import Place, finding
from huozi.values.style import FontRoles
from tests.fonts.small import installed_in, make


@pytest.fixture
def case(tmp_path: Path) -> TypeCase:
    """One font has Han characters, the other letters."""
    han = make(tmp_path / "han.ttf", "Han", chars="中文é")
    latin = make(tmp_path / "latin.otf", "Latin", chars="Abe", cff=True)
    return TypeCase((Face("Han", "regular", han, "1"), Face("Latin", "regular", latin, "2")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中文Abe", []),
        ("中☑文中✔☑", [(1, "☑"), (4, "✔"), (5, "☑")]),
        ("𠀀中", [(0, "𠀀")]),
        ("中 \t\n\u3000\u200b\u2060文\ufe00\U000e0100", []),  # nothing of it is seen
        ("e\u0301", []),  # é
        ("A\u0301", [(1, "\u0301")]),
        ("\u0301", [(0, "\u0301")]),
        ("", []),
    ],
)
def test_what_no_font_has_is_told_with_its_offset(case, text: str, expected) -> None:
    assert list(coverage.lacking(text, case)) == expected


def missing(char: str):
    return coverage.missing_glyph(char, "Han", Place("content/a.md", 3))


def test_an_installed_font_that_has_it_is_named(tmp_path: Path, monkeypatch) -> None:
    """What is advised can be written into book.yaml as it stands."""
    make(tmp_path / "few.ttf", "Few Signs", chars="☑")
    make(tmp_path / "many.ttf", "Many Signs", chars="☑✔★")
    installed_in(tmp_path, monkeypatch)
    other = finding("line-loose", sample="☑")
    one, two, three = coverage.advised((missing("☑"), missing("𠀀"), other))
    assert (one.code, one.place) == ("glyph-missing-offer", Place("content/a.md", 3))
    assert dict(one.params)["families"].split("\x1f") == ["Many Signs", "Few Signs"]
    for language in ("zh", "en"):
        assert "fallback: Many Signs" in render(one, language)
        assert "U+2611" in render(one, language)
    assert (two.code, three) == ("glyph-missing", other)


def test_advice_that_is_not_to_be_had_does_no_harm(monkeypatch) -> None:
    for name in ("_COMMAND", "_CHARSETS"):
        for command in ("false", "no-such-program"):
            with monkeypatch.context() as patch:
                patch.setattr(machine, name, (command,))
                assert coverage.advised((missing("☑"),)) == (missing("☑"),)


def test_a_font_file_that_has_gone_spoils_no_advice(monkeypatch) -> None:
    row = "Any\tRegular\t80\t0\t100\tTrueType\tFalse\tTrue\tFalse\t0\t/no/such/file.ttf\n"
    monkeypatch.setattr(machine, "_COMMAND", ("printf", row))
    assert coverage.offering("☑") == {}


def test_nobody_is_asked_where_nothing_is_missing() -> None:
    found = (finding("line-loose", sample="x"),)
    assert coverage.advised(found, offers=lambda _: 1 / 0) == found


HAN = FontRoles(song=("Han",), hei=("Han",), kai=("Han",), latin=("Latin",), mono=("Latin",))


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ({}, []),
        ({"song": ("Latin",)}, [("song", "Latin")]),
        ({"fang": ("Latin",), "kai": ("Latin",)}, [("kai", "Latin")]),  # one family, told once
        ({"hei": ("Latin", "Han")}, []),  # the second has them
        ({"song": ("Latin",), "fallback": ("Han",)}, []),
        ({"latin-sans": ("Latin",)}, []),
    ],
)
def test_a_font_for_chinese_has_some(case: TypeCase, roles, told: list[tuple[str, str]]) -> None:
    fonts = replace(HAN, **{name.replace("-", "_"): families for name, families in roles.items()})
    found = [dict(f.params) for f in without_han(case, fonts)]
    assert [(params["role"], params["family"]) for params in found] == told
