"""The type case: which files stand behind the families a book names."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from huozi.fonts import machine, typecase
from huozi.messages import render
from huozi.values.errors import MachineError
from huozi.values.manuscript import Finding
from huozi.values.style import FontRoles
from tests.fonts.small import installed_in, make

ONE = FontRoles(*[("Any",)] * 5)


def digest(path: Path) -> str:
    return f"digest of {path.name}"


@pytest.fixture
def case(tmp_path: Path, monkeypatch):
    """The type case of some roles on a machine with these fonts alone."""

    def look(roles: FontRoles = ONE, **files: dict) -> typecase.TypeCase:
        for name, said in files.items():
            make(tmp_path / f"{name}.ttf", **{"family": "Any"} | said)
        installed_in(tmp_path, monkeypatch)
        return typecase.find(roles, digest)

    return look


def told(case) -> list[Finding]:
    with pytest.raises(MachineError) as raised:
        case()
    return list(raised.value.findings)


def faces(case: typecase.TypeCase) -> list[tuple[str, str, str]]:
    return [(face.family, face.weight, face.path.stem) for face in case.faces]


def test_each_family_brings_its_regular_and_its_bold(case) -> None:
    roles = replace(ONE, hei=("Hei", "Any"), kai=("Kai",))
    found = case(
        roles,
        text={},
        bold={"style": "Bold", "weight": 700},
        italic={"style": "Italic"},
        light={"family": "Any Light", "typographic": "Any", "weight": 300},
        hei={"family": "Hei", "weight": 500},
        kai={"family": "Kai", "weight": 300},
        other={"family": "Other"},
    )
    assert faces(found) == [
        ("Any", "regular", "text"), ("Any", "bold", "bold"),
        ("Hei", "regular", "hei"), ("Kai", "regular", "kai"),
    ]  # fmt: skip
    assert found.without_bold == {"Hei", "Kai"}
    assert found.bold_stand_in == "Hei"
    assert found.digests == {f"digest of {name}.ttf" for name in ("text", "bold", "hei", "kai")}


def test_a_bold_that_calls_itself_regular_is_marked_for_the_engine(case) -> None:
    found = case(text={}, bold={"style": "Bold", "weight": 400})
    assert [(f.weight, f.path.stem, f.relabelled) for f in found.faces] == [
        ("regular", "text", False), ("bold", "bold", True)
    ]  # fmt: skip


def test_a_family_in_two_files_is_the_same_one_every_time(case, tmp_path: Path) -> None:
    for folder in ("b", "a"):
        make(tmp_path / folder / "any.ttf", "Any")
    (face,) = case().faces
    assert face.path == tmp_path / "a" / "any.ttf"


def test_a_face_of_a_collection_is_found_by_its_place_in_it(case, tmp_path: Path) -> None:
    from fontTools.ttLib import TTCollection, TTFont

    both = TTCollection()
    both.fonts = [TTFont(make(tmp_path / "parts" / f"{n}.x", n)) for n in ("Other", "Any")]
    both.save(tmp_path / "both.ttc")
    for part in (tmp_path / "parts").iterdir():
        part.unlink()
    (face,) = case().faces
    assert (face.path.name, face.index) == ("both.ttc", 1)


NOT_EMBEDDED = [(0x0002, "font-restricted"), (0x0100, "font-whole-only"),
                (0x0108, "font-whole-only"), (0x0200, "font-bitmaps-only")]  # fmt: skip


@pytest.mark.parametrize(("fs_type", "code"), NOT_EMBEDDED)
def test_a_font_that_may_not_be_embedded_is_told(case, fs_type: int, code: str) -> None:
    (found,) = told(lambda: case(text={"fs_type": fs_type}))
    assert (found.code, dict(found.params)) == (code, {"family": "Any", "file": "text.ttf"})


@pytest.mark.parametrize("fs_type", [0, 0x0004, 0x0008, 0x000A])
def test_a_font_for_print_or_editing_is_embedded(case, fs_type: int) -> None:
    assert case(text={"fs_type": fs_type}).faces


def test_what_is_not_installed_is_told_with_what_helps(case) -> None:
    roles = FontRoles(
        song=("Anny",), hei=("Noto Sans CJK SC",), kai=("方正小标宋",), latin=("Any",)
    )
    found = {dict(f.params)["family"]: f for f in told(lambda: case(roles, text={}))}
    assert {family: f.code for family, f in found.items()} == {
        "Anny": "font-missing-near", "Noto Sans CJK SC": "font-missing",
        "方正小标宋": "font-unknown",
    }  # fmt: skip
    assert dict(found["Anny"].params)["near"] == "Any"
    assert dict(found["Noto Sans CJK SC"].params)["package"] == "fonts-noto-cjk"
    for one in found.values():
        for language in ("zh", "en"):
            words = render(one, language)
            assert dict(one.params)["family"] in words
            assert "install ?" not in words


def test_an_installed_font_is_never_called_not_installed(monkeypatch) -> None:
    """`latin-font`: what can't be used says why."""
    row = "Any\tRegular\t80\t0\t100\t%s\t%s\t%s\tFalse\t0\t/a.x"
    for kind, variable, outline, code in (
        ("Type 1", "False", "True", "font-type1"),
        ("TrueType", "True", "True", "font-variable"),
        ("TrueType", "False", "False", "font-bitmap"),
    ):
        printed = row % (kind, variable, outline)
        monkeypatch.setattr(machine, "_COMMAND", ("printf", f"{printed}\\n"))
        (found,) = told(lambda: typecase.find(ONE, digest))
        assert (found.code, dict(found.params)["file"]) == (code, "a.x")
        assert "apt-get" not in render(found, "en")


def test_a_font_for_code_may_be_missing_unless_somebody_chose_it(case) -> None:
    assert case(replace(ONE, mono=FontRoles().mono), text={}).faces
    (found,) = told(lambda: case(replace(ONE, mono=("Mono",))))
    assert dict(found.params)["family"] == "Mono"


def test_names_that_begin_alike_come_first(case) -> None:
    names = ("AR PL UMing CN", "AR PL UMing HK", "AR PL UKai CN")
    files = {f"f{at}": {"family": name} for at, name in enumerate(names)}
    (found,) = told(lambda: case(FontRoles(*[("AR PL UMing",)] * 5), **files))
    assert dict(found.params)["near"].split("\x1f")[:2] == list(names[:2])


def test_what_was_asked_before_is_what_counts(case, monkeypatch) -> None:
    case(text={})
    asked = machine.ask()
    monkeypatch.setattr(machine, "_COMMAND", ("false",))
    assert typecase.find(ONE, digest, asked).faces


def test_the_fonts_of_the_house_are_on_this_machine() -> None:
    """What every other test stands on."""
    case = typecase.find(FontRoles(), digest)
    assert {(f.family, f.weight) for f in case.faces} >= {
        ("Noto Serif CJK SC", "regular"), ("Noto Serif CJK SC", "bold"),
        ("Noto Sans CJK SC", "regular"), ("LXGW WenKai", "regular"),
        ("Noto Sans Mono CJK SC", "regular"),
    }  # fmt: skip


def test_other_weights_and_slants_come_in_where_styles_ask_for_them(case) -> None:
    files = {
        "text": {},
        "bold": {"style": "Bold", "weight": 700},
        "black": {"family": "Any Black", "typographic": "Any", "weight": 900},
        "italic": {"style": "Italic"},
        "kai": {"family": "Kai"},
    }
    roles = replace(ONE, kai=("Kai",))
    plain = case(roles, **files)
    assert faces(plain)[:2] == [("Any", "regular", "text"), ("Any", "bold", "bold")]
    assert len(plain.faces) == 3
    more = typecase.find(roles, digest, cuts={(900, False), (400, True), (700, True), (300, False)})
    assert set(faces(more)) - set(faces(plain)) == {
        ("Any", "900", "black"), ("Any", "400 italic", "italic")
    }  # fmt: skip
    assert more.without_bold == plain.without_bold == {"Kai"}
