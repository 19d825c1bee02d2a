"""Variable fonts: the weights that a book needs are cut out of them, once."""

import hashlib
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from huozi.fonts import instances, typecase
from huozi.values.errors import MachineError
from huozi.values.style import FontRoles
from tests.fonts.small import installed_in, make

ROLES = FontRoles(("Vari",), ("Hei",), ("Kai",), ("Vari",), ("Mono",))
CUTS = ((400, False), (700, False))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def variable(path: Path, tag: str = "wght", most: int = 900) -> Path:
    """A font whose boxes grow with the weight."""
    font = TTFont(make(path, "Vari", weight=400))
    built = FontBuilder(font=font)
    built.setupFvar([(tag, 200, 400, most, "Weight")], [])
    moved = [(0, 0), (0, 100), (100, 100), (100, 0), *[(0, 0)] * 4]
    grown = {
        name: [TupleVariation({tag: (0, 1, 1)}, moved)]
        for name in font.getGlyphOrder()
        if font["glyf"][name].numberOfContours > 0
    }  # fmt: skip
    built.setupGvar(grown)
    font.save(path)
    return path


@pytest.fixture
def machine(tmp_path, monkeypatch):
    for family in ("Hei", "Kai", "Mono"):
        make(tmp_path / f"{family}.ttf", family)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache-home"))
    installed_in(tmp_path, monkeypatch)
    return tmp_path


def side(path: Path) -> int:
    font = TTFont(path)
    return max(x for x, _ in font["glyf"][font.getBestCmap()[ord("中")]].coordinates)


@pytest.mark.slow
def test_regular_and_bold_are_cut_and_kept(machine, monkeypatch):
    variable(machine / "vari.ttf")
    case = typecase.find(ROLES, digest)
    faces = {face.weight: face for face in case.faces if face.family == "Vari"}
    assert case.without_bold == {"Hei", "Kai", "Mono"}
    assert (side(faces["regular"].path), side(faces["bold"].path)) == (400, 460)
    assert "fvar" not in TTFont(faces["bold"].path)
    before = faces["bold"].path.read_bytes()
    monkeypatch.setattr(instances, "_SECONDS", 0)  # nothing is cut again
    assert {f.digest for f in typecase.find(ROLES, digest).faces} == {f.digest for f in case.faces}
    assert instances.cut(machine / "vari.ttf", 0, 700) == before


@pytest.mark.slow
def test_an_axis_that_ends_before_bold_gives_none(machine):
    variable(machine / "vari.ttf", most=500)
    case = typecase.find(ROLES, digest)
    assert "Vari" in case.without_bold


@pytest.mark.parametrize("tag", ["wdth", "TEST"])
def test_a_font_without_an_axis_of_weight_is_refused(machine, tag):
    variable(machine / "vari.ttf", tag)
    with pytest.raises(MachineError) as raised:
        typecase.find(ROLES, digest)
    assert [found.code for found in raised.value.findings] == ["font-variable"]


@pytest.mark.slow
def test_a_font_that_cannot_be_cut_is_told(machine):
    path = variable(machine / "vari.ttf")
    font = TTFont(path)
    font["gvar"].compile = lambda font: b"broken"
    font.save(path)
    with pytest.raises(MachineError) as raised:
        typecase.find(ROLES, digest)
    assert [found.code for found in raised.value.findings] == ["font-uncut"]
