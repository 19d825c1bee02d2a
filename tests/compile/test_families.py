"""Families that style sheets name."""

import pytest

from huozi.compile.families import cuts, unnamed
from huozi.compile.house import read_house
from huozi.files import house_dir
from huozi.values.style import FontRoles

FONTS = FontRoles(own=(("titling", ("My Face",)),))


def found(css: str, **others: str) -> list[tuple[str, int, str]]:
    styles = {"a.css": css} | {f"{name}.css": text for name, text in others.items()}
    return [
        (f.code, f.place.line, dict(f.params)["found"]) for f in unnamed(styles, FONTS)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "css",
    [
        "p { font-family: var(--song) }",
        "p { font-family: var(--titling), var(--latin-sans), serif }",
        "p { font-family: 'My Face', \"lxgw wenkai\", sans-serif }",
        "p { font: bold 12pt/1.5 var(--hei) }",
        "p { font: 9pt 'My Face' }",
        "p { font: inherit; font-family: inherit }",
        "p { font-size: 9pt; font-weight: bold; font-feature-settings: 'liga' }",
        "p { --huozi-latin: var(--latin) } /* font-family: Elsewhere */",
        ":root { --mine: 'My Face' } p { font-family: var(--mine) }",
    ],
)
def test_fonts_of_the_book_may_be_named(css: str) -> None:
    assert found(css) == []


@pytest.mark.parametrize(
    ("css", "code", "line", "name"),
    [
        ("p {}\nq { font-family: 'Times New Roman' }", "style-family", 2, "Times New Roman"),
        ("p { font-family: var(--song), Arial }", "style-family", 1, "Arial"),
        ("p { font-family: serif }", "style-family", 1, "serif"),
        ("p { font-family: monospace, serif }", "style-family", 1, "monospace"),
        ("p { font: bold 12pt/1.5 Times, serif }", "style-family", 1, "Times"),
        ("p { --huozi-latin: 'Times' }", "style-family", 1, "Times"),
        ("/* a\nb */ p { font-family: var(--fangsong) }", "style-role", 2, "fangsong"),
    ],
)
def test_a_fifth_family_is_told_once_with_its_line(css, code, line, name) -> None:
    """It gave an error for each of its letters: 290 and 419 of them."""
    assert found(css) == [(code, line, name)]


def test_a_sheet_that_others_import_is_told_once() -> None:
    rule = "q { font-family: Times }"
    other = f"/*@ a.css:1 @*/{rule}/*@ b.css:2 @*/"
    assert found(rule, b=other) == [("style-family", 1, "Times")]


def test_the_house_names_its_roles_alone() -> None:
    assert list(unnamed(read_house(house_dir()).styles, FontRoles())) == []


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p { font-weight: bold } q { font-weight: normal } r { font-weight: 700 }", set()),
        ("p { font-weight: 900 } q { font-weight: 300 }", {(900, False), (300, False)}),
        ("p { font-style: italic }", {(400, True), (700, True)}),
        ("p { font: italic 300 9pt var(--latin) }",
         {(300, False), (300, True), (400, True), (700, True)}),
        ("p { font-size: 100%; font: 300px var(--song) } /* font-weight: 900 */", set()),
    ],
)  # fmt: skip
def test_weights_and_slants_that_styles_ask_for(css: str, expected) -> None:
    assert cuts([css]) == expected


def test_the_house_asks_for_regular_and_bold() -> None:
    assert cuts(read_house(house_dir()).styles.values()) == set()
