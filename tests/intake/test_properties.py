"""What a manuscript shows and a book does not is told; so is what nobody knows."""

import pytest

from huozi.intake.flow import flow
from huozi.intake.inquiry import Answers, Inquiry
from huozi.intake.observed import observed
from huozi.intake.policy import Policy
from huozi.messages import catalogue
from tests.intake.word import docx, p, r, read, read_body, root


def told(body: str, **more: object) -> list[tuple[str, str, str]]:
    """Codes, details and words of what is told of looks."""
    seen = observed(read_body(body, **more))
    return [
        (one.code, one.detail, one.quoted.words or one.quoted.before)
        for one in seen
        if one.family == "look"
    ]


def cell(properties: str, words: str = "格") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(words))}</w:tc>"


def table(cells: str, of_table: str = "", of_row: str = "") -> str:
    return (
        f"<w:tbl><w:tblPr>{of_table}</w:tblPr><w:tblGrid/>"
        f"<w:tr><w:trPr>{of_row}</w:trPr>{cells}</w:tr></w:tbl>"
    )


@pytest.mark.parametrize(
    ("properties", "code", "detail"),
    [
        ("<w:outline/>", "effect", ""),
        ("<w14:glow/>", "effect", ""),
        ("<w14:textFill><w14:gradFill/></w14:textFill>", "effect", ""),
        ('<w:position w:val="12"/>', "shifted", ""),
        ('<w:w w:val="50"/>', "stretched", ""),
        ('<w:fitText w:val="900"/>', "stretched", ""),
        ("<w:rtl/>", "right-to-left", ""),
        ('<w:rPrChange w:author="某某"/>', "reformatted", "某某"),
        ("<w:nobody/>", "property-unknown", "w:nobody"),
        ("<x:odd/>", "property-unknown", "{urn:of-nobody}odd"),
    ],
)
def test_letters(properties: str, code: str, detail: str) -> None:
    assert told(p(r("前") + r("字样", properties) + r("后"))) == [(code, detail, "字样")]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:outline w:val="0"/>', '<w:position w:val="0"/>', '<w:w w:val="100"/>', "<w:noProof/>",
        '<w:kern w:val="2"/>', "<w14:textFill><w14:solidFill/></w14:textFill>",
        "<w14:textOutline><w14:noFill/></w14:textOutline>", '<w14:ligatures w14:val="all"/>',
    ],
)  # fmt: skip
def test_what_shows_nothing_is_not_told(properties: str) -> None:
    assert told(p(r("字样", properties))) == []


@pytest.mark.parametrize(
    ("properties", "code", "detail"),
    [
        ('<w:pBdr><w:top w:val="single"/></w:pBdr>', "ruled", ""),
        ('<w:shd w:fill="FFFF00"/>', "shaded", ""),
        ("<w:bidi/>", "right-to-left", ""),
        ('<w:textDirection w:val="tbRl"/>', "vertical", ""),
        ('<w:pPrChange w:author="某某"/>', "reformatted", "某某"),
        ('<w:sectPr><w:cols w:num="2"/></w:sectPr>', "columns", ""),
        ('<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>', "landscape", ""),
        ('<w:sectPr><w:textDirection w:val="tbRl"/></w:sectPr>', "vertical", ""),
        ('<w:sectPr><w:lnNumType w:countBy="1"/></w:sectPr>', "line-numbers", ""),
        ("<w:nobody/>", "property-unknown", "w:nobody"),
    ],
)
def test_paragraphs_and_sections(properties: str, code: str, detail: str) -> None:
    assert told(p(r("前")) + p(r("一段"), properties)) == [(code, detail, "一段")]


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (table(cell('<w:textDirection w:val="tbRlV"/>')), "vertical"),
        (table(cell('<w:shd w:fill="CCCCCC"/>')), "shaded"),
        (table(cell('<w:tcBorders><w:tl2br w:val="single"/></w:tcBorders>')), "crossed"),
        (table(cell('<w:cellDel w:author="某某"/>')), "cell-changed"),
        (table(cell(""), "<w:bidiVisual/>"), "mirrored"),
        (table(cell("<w:nobody/>")), "property-unknown"),
        (table(cell(""), "<w:nobody/>"), "property-unknown"),
        (table(cell(""), "", "<w:nobody/>"), "property-unknown"),
    ],
)
def test_tables(made: str, code: str) -> None:
    assert [(found, words) for found, _, words in told(p(r("前")) + made)] == [(code, "格")]


def test_leaders_are_told_where_a_tab_shows_them() -> None:
    stops = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>'
    led = r("姓名") + "<w:r><w:tab/></w:r>" + r("12")
    assert [one[0] for one in told(p(r("没有"), stops) + p(led, stops))] == ["leader"]


def test_what_a_style_says_is_told_too() -> None:
    style = '<w:style w:styleId="s"><w:name w:val="框"/>{}</w:style>'
    rules = '<w:pPr><w:pBdr><w:left w:val="single"/></w:pBdr></w:pPr><w:rPr><w:shadow/></w:rPr>'
    parts = {"styles.xml": root("w:styles", style.format(rules))}
    seen = told(p(r("一段"), '<w:pStyle w:val="s"/>'), parts=parts)
    assert [one[0] for one in seen] == ["ruled", "effect"]


def test_a_hidden_row_is_not_shown() -> None:
    rows = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('', '藏')}</w:tr><w:tr>{cell('', '见')}</w:tr>"
    text = read(docx(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"))
    made = flow(text, Policy(), Inquiry(Answers()))
    assert [one.fate.words for one in made.left if one.fate.reason == "hidden"] == ["藏"]


def test_all_that_is_told_has_words() -> None:
    from huozi.intake import properties

    kinds = (one for one in vars(properties).values() if isinstance(one, properties.PropertyTable))
    codes = {code for kind in kinds for code, _ in kind.told.values()} | {"property-unknown"}
    for language in ("zh", "en"):
        assert {f"import-row-{code}" for code in codes} <= catalogue(language).keys()


def test_each_property_stands_once_in_its_table() -> None:
    from huozi.intake import properties

    for kind in vars(properties).values():
        if isinstance(kind, properties.PropertyTable):
            assert not kind.carried & kind.silent
            assert not (kind.carried | kind.silent) & kind.told.keys()
