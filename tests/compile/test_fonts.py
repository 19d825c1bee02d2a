"""The fonts of a book as the engine sees them: those of its type case, and no other."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from huozi.compile.compiler import Compiler
from huozi.compile.families import cuts
from huozi.compile.pictures import Parcel
from huozi.fonts import typecase
from huozi.values.errors import InputError
from huozi.values.galley import Galley
from huozi.values.manuscript import Block, Finding, Inline, InlineKind, Severity
from huozi.values.style import FontRoles
from tests.compile.kit import SETTING, house, paragraph, shown, styled, unit
from tests.fonts.small import HAN, installed_in, make

ROLES = FontRoles(("Song",), ("Hei",), ("Kai",), ("Song",), ("Mono",))
PLAIN = {
    "song": {"family": "Song"},
    "hei": {"family": "Hei", "weight": 500},
    "kai": {"family": "Kai", "weight": 300, "cff": True},
    "mono": {"family": "Mono", "chars": "abc012= "},
}


@pytest.fixture
def sets(tmp_path: Path, monkeypatch) -> Callable[..., Galley]:
    """Set a text titled 标题 on a machine with these fonts beside its own."""

    def set_it(
        *body: Block, title: str = "标题", roles: FontRoles = ROLES, css: str = "", **files: dict
    ) -> Galley:
        for name, said in (PLAIN | files).items():
            make(tmp_path / f"{name}.ttf", **said)
        installed_in(tmp_path, monkeypatch, beside=True)
        style = styled(css) if css else house()
        asked = cuts(style.styles.values())
        case = typecase.find(roles, digest, cuts=asked)
        compiler = Compiler(Parcel({}), style, replace(SETTING, fonts=roles), case)
        set_it.files = {face.digest: face.path.stem for face in case.faces}
        set_it.compiler, set_it.unit = compiler, unit(*body, title=title, head="")
        return compiler.compile(set_it.unit)

    return set_it


def used(sets, made: Galley) -> dict[str, str]:
    """What each font file shows."""
    found: dict[str, str] = {}
    for use in made.fonts:
        name = sets.files[use.digest]
        found[name] = found.get(name, "") + "".join(sorted(text for _, _, text in use.rows))
    return found


def codes(found) -> list[str]:
    return [one.code for one in found if one.severity is not Severity.INFO]


def refused(call: Callable[[], object]) -> list[Finding]:
    with pytest.raises(InputError) as raised:
        call()
    return list(raised.value.findings)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


BOLD = {"family": "Song", "style": "Bold", "weight": 700}


def test_the_engine_takes_the_face_that_was_chosen(sets) -> None:
    """`latin-font`: condensed, slanted and lighter files of the family lie beside it."""
    made = sets(
        paragraph("正文宋体"),
        bold=BOLD,
        a_condensed={"family": "Song Condensed", "typographic": "Song", "width": 3},
        b_italic={"family": "Song", "style": "Italic"},
        c_light={"family": "Song Light", "typographic": "Song", "weight": 300},
        z_again={"family": "Song"},
    )
    assert used(sets, made) == {"song": "体宋文正", "bold": "标题"}
    assert not codes(made.findings)


@pytest.mark.slow
@pytest.mark.parametrize("weight", [100, 250, 300, 500, 800, 900])
def test_a_family_of_any_weight_sets_the_text(sets, weight: int) -> None:
    made = sets(paragraph("正文宋体"), song={"family": "Song", "weight": weight})
    assert used(sets, made)["song"] == ("体宋文标正题" if weight >= 600 else "体宋文正")


def test_a_bold_that_calls_itself_regular_sets_the_title(sets) -> None:
    """FandolSong-Bold.otf is one: both files were of one weight, and either was taken for both."""
    made = sets(paragraph("正文宋体"), a_bold=BOLD | {"weight": 400})
    assert used(sets, made) == {"song": "体宋文正", "a_bold": "标题"}


def test_a_bold_that_is_missing_is_hei_and_told(sets) -> None:
    made = sets(paragraph("正文宋体"))
    assert used(sets, made) == {"song": "体宋文正", "hei": "标题"}
    (found,) = (one for one in made.findings if one.code == "bold-missing")
    assert found.severity is Severity.WARNING
    assert dict(found.params) == {"family": "Song", "other": "Hei", "sample": "标题", "count": "1"}


def test_hei_without_bold_stays_regular_and_is_told(sets) -> None:
    made = sets(paragraph("正文宋体"), css="h1 { font-family: var(--hei) }", bold=BOLD)
    assert used(sets, made) == {"song": "体宋文正", "hei": "标题"}
    assert codes(made.findings) == ["bold-none"]


def test_a_style_may_ask_for_another_weight_or_for_slanted_letters(sets) -> None:
    files = {
        "bold": BOLD,
        "black": {"family": "Song Black", "typographic": "Song", "weight": 900},
        "italic": {"family": "Song", "style": "Italic"},
    }
    made = sets(paragraph("正文宋体"), **files)
    assert used(sets, made) == {"song": "体宋文正", "bold": "标题"}
    made = sets(
        paragraph("正文宋体"), css="h1 { font-weight: 900 } p { font-style: italic }", **files
    )
    assert used(sets, made) == {"italic": "体宋文正", "black": "标题"}


def test_an_italic_that_is_missing_is_told_where_letters_ask_for_it(sets) -> None:
    css, latin = "p { font-style: italic }", {"family": "Latin", "chars": "ABC"}
    roles = replace(ROLES, latin=("Latin",))
    made = sets(paragraph("AB"), roles=roles, css=css, bold=BOLD, latin=latin)
    (found,) = (one for one in made.findings if one.code == "italic-none")
    assert (dict(found.params)["family"], dict(found.params)["sample"]) == ("Latin", "AB")
    made = sets(paragraph("AB"), roles=roles, css=css, bold=BOLD, latin=latin,
                slanted=latin | {"style": "Italic"})  # fmt: skip
    assert not codes(made.findings)


def test_letters_keep_their_bold_beside_a_han_face_that_has_none(sets) -> None:
    roles = replace(ROLES, latin=("Latin",))
    latin = {"family": "Latin", "chars": "ABC"}
    files = {"latin": latin, "latin_bold": latin | {"style": "Bold", "weight": 700}}
    made = sets(paragraph("正A文"), title="标A题", roles=roles, **files)
    assert used(sets, made) == {"song": "文正", "hei": "标题", "latin": "A", "latin_bold": "A"}


def test_a_character_none_of_its_fonts_has_is_missing_whatever_is_installed(sets) -> None:
    """Other installed fonts are not the book's: 书 is in some of this machine."""
    found = refused(lambda: sets(paragraph("正书文"), other={"family": "Other", "chars": "书"}))
    assert codes(found) == ["glyph-missing", "bold-missing"]
    assert dict(found[0].params)["char"] == "书"


def test_the_fallback_has_what_the_role_lacks(sets) -> None:
    """₂ ⅓ ☑ ✔ Ⅰ: signs come from the fallback, in every role, without a word."""
    signs = {"family": "Signs", "chars": "₂⅓☑✔Ⅰ"}
    roles = replace(ROLES, fallback=("Signs",))
    made = sets(paragraph("正₂⅓☑文✔Ⅰ"), roles=roles, bold=BOLD, signs=signs)
    assert used(sets, made) == {"song": "文正", "bold": "标题", "signs": "₂⅓Ⅰ☑✔"}
    assert not codes(made.findings)


def test_lists_fall_back_by_character_in_their_order(sets) -> None:
    roles = replace(ROLES, song=("Song", "Two", "Three"))
    made = sets(
        paragraph("正甲乙文"),
        roles=roles,
        bold=BOLD,
        two={"family": "Two", "chars": "甲"},
        three={"family": "Three", "chars": "甲乙"},
    )
    assert used(sets, made) == {"song": "文正", "bold": "标题", "two": "甲", "three": "乙"}


def test_what_another_role_lends_is_told(sets) -> None:
    made = sets(paragraph("正甲文"), bold=BOLD, kai={"family": "Kai", "chars": HAN + "甲"})
    assert used(sets, made)["kai"] == "甲"
    (found,) = (one for one in made.findings if one.code == "glyph-borrowed")
    assert dict(found.params)["char"] == "甲"
    assert (dict(found.params)["asked"], dict(found.params)["family"]) == ("Song", "Kai")


@pytest.mark.parametrize("files", [{}, {"bold": BOLD, "kai": {"family": "Kai", "chars": "甲"}}])
def test_what_is_lent_and_a_missing_bold_are_foreseen(sets, files: dict) -> None:
    body = (paragraph("正文"), paragraph("正甲文"))
    found = told = None
    try:
        made = sets(*body, title="标题", **files)
        told = [one for one in made.findings if one.severity is not Severity.INFO]
    except InputError as error:
        told = list(error.findings)
    found = sets.compiler.foresee(sets.unit)
    assert told
    assert set(told) <= set(found)


def test_code_is_set_in_mono_wholly(sets) -> None:
    code = Inline(InlineKind.CODE, "a = b1")
    body = replace(paragraph("x"), inlines=(Inline(InlineKind.TEXT, "正文"), code))
    made = sets(body, bold=BOLD)
    assert "".join(sorted(set(used(sets, made)["mono"]) - {" "})) == "1=ab"
    assert used(sets, made)["song"].strip() == "文正"


def test_a_role_of_the_books_own_is_named_in_its_styles(sets) -> None:
    roles = replace(ROLES, own=(("titling", ("Titling",)),))
    files = {"titling": {"family": "Titling", "style": "Bold", "weight": 700}}
    made = sets(paragraph("正文"), roles=roles, css="h1 { font-family: var(--titling) }", **files)
    assert used(sets, made) == {"song": "文正", "titling": "标题"}


def test_a_family_goes_by_its_chinese_name(sets, tmp_path: Path) -> None:
    """What the engine calls by the other name is the same font: nothing is borrowed."""
    from fontTools.ttLib import TTFont

    made = make(tmp_path / "ming.ttf", "Ming")
    font = TTFont(made)
    font["name"].setName("明体", 1, 3, 1, 0x804)
    font.save(made)
    galley = sets(paragraph("正文"), roles=replace(ROLES, song=("明体",)))
    assert used(sets, galley)["ming"] == "文正"
    assert codes(galley.findings) == ["bold-missing"]
    assert "正文" in shown(galley, galley.contents[0])
