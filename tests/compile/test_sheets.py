"""From a line of the joined style sheet back to the file that a person edits."""

from pathlib import Path

import pytest

from huozi.compile.house import read_house
from huozi.compile.sheets import origin, stacked, unstacked
from huozi.values.manuscript import Place
from huozi.values.style import UnitKind
from tests.compile.kit import SETTING, house

#: Three sheets, one imported in the midst of another; `%` stands where the engine complains.
SHEETS = {
    "base.css": "p {\n  margin: 0 }\nh1 { top: %b1 }\n",
    "article.css": 'h2 { top: %a1 }\n@import "deep.css";\nh3 {\n top: %a4 } h4 { top: %a4 }\n',
    "deep.css": '/* one */\n\n@import "deeper.css";\nh5 { font-family:\n var(--hei); top: %d5 }',
    "deeper.css": "h6 { top: %e1 }",
}


def joined(folder: Path, sheets: dict[str, str]) -> str:
    (folder / "styles").mkdir()
    for name, text in sheets.items():
        (folder / "styles" / name).write_text(text, encoding="utf-8")
    return unstacked(read_house(folder).css(UnitKind.ARTICLE, SETTING))


def at(css: str, sign: str, after: int = 0) -> str:
    """Line and column of a sign, as the engine gives them."""
    offset = css.index(sign, after)
    return f"{css.count(chr(10), 0, offset) + 1}:{offset - css.rfind(chr(10), 0, offset)}"


@pytest.mark.parametrize(
    ("sign", "place"),
    [
        ("%b1", Place("styles/base.css", 3)),
        ("%a1", Place("styles/article.css", 1)),
        ("%a4", Place("styles/article.css", 4)),
        ("%d5", Place("styles/deep.css", 5)),
        ("%e1", Place("styles/deeper.css", 1)),
    ],
)
def test_a_place_in_the_joined_sheet_is_told_as_file_and_line(tmp_path, sign, place) -> None:
    css = joined(tmp_path, SHEETS)
    said = f"Ignored `top: {sign}` at {at(css, sign)}, invalid value."
    assert origin(css, said) == (place, f"Ignored `top: {sign}`, invalid value.")


def test_only_the_engines_own_place_is_read(tmp_path: Path) -> None:
    css = joined(tmp_path, SHEETS)
    said = f"Ignored `clip-path: circle(at 1:2)` at {at(css, '%a4')}, invalid value."
    assert origin(css, said)[0] == Place("styles/article.css", 4)


def test_a_selector_without_a_place_is_looked_for(tmp_path: Path) -> None:
    css = joined(tmp_path, SHEETS | {"deep.css": "p {}\nh1:::x { top: 0 }"})
    said = "Invalid or unsupported selector, 'h1:::x '"
    assert origin(css, said) == (Place("styles/deep.css", 2), said)


def test_stacked_sheets_have_the_lines_of_the_whole() -> None:
    parts = ("a\nb\n", "c", "d\ne")
    whole = "\n".join(parts)
    assert unstacked(stacked(*parts)) == whole
    for line, text in enumerate(whole.split("\n")):
        said = {sheet.split("\n")[line] for sheet in stacked(*parts) if sheet.count("\n") >= line}
        assert said - {""} == {text} - {""}


@pytest.mark.parametrize("said", ["Something else", "selector, 'nowhere'", "Ignored `x` at 1:1"])
def test_words_that_lead_to_no_sheet_are_told_as_they_are(said: str) -> None:
    css = unstacked(house().css(UnitKind.ARTICLE, SETTING))
    assert origin(css, said) == (None, said)
