"""Constructs that manuscripts arrive with, made by hand as XML: what becomes of each."""

import pytest

from huozi.intake.fates import LeftOut
from huozi.intake.importing import convert
from huozi.intake.inquiry import Answers
from huozi.intake.observed import observed
from huozi.intake.outcome import Converted
from tests.intake.word import docx, field, listed, p, r, read, root

TITLE = p(r("关于试收的说明", '<w:sz w:val="44"/>'), '<w:jc w:val="center"/>')
PICTURE = (
    "<w:drawing><a:graphic><pic:pic><pic:blipFill><a:blip r:embed='i'/></pic:blipFill></pic:pic>"
    "</a:graphic></w:drawing>"
)


def made(body: str, answers: Answers | None = None, **more: object) -> Converted:
    converted = convert(read(docx(TITLE + body, **more)), answers)  # type: ignore[arg-type]
    assert converted.differences == ()
    return converted


def body_of(body: str, **more: object) -> list[str]:
    """The blocks below the front matter."""
    return made(body, **more).entries[0].markdown.split("---\n", 2)[2].strip().split("\n\n")


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_a_drop_cap_is_of_its_paragraph() -> None:
    large = p(r("春"), '<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert body_of(large + p(r("水县的刻书局。"))) == ["春水县的刻书局。"]


def test_a_frame_is_told() -> None:
    framed = p(r("框里的话。"), '<w:framePr w:w="2000" w:x="100"/>')
    found = made(p(r("前文。")) + framed)
    assert [n.words for n in found.notices if n.code == "framed"] == ["框里的话。"]


def test_a_caption_at_the_end_is_no_signature() -> None:
    caption = p(r("图") + field("SEQ 图", r("1")) + r("　铜模"), '<w:jc w:val="center"/>')
    picture = {"parts": {"media/1.png": b"\x89PNG"}, "links": {"i": ("image", "media/1.png")}}
    blocks = body_of(p(r("见图。")) + p(r(inside=PICTURE)) + caption, **picture)
    assert blocks == ["见图。", "![图1　铜模](图/关于试收的说明-1.png)"]


def test_a_table_of_several_columns_stays_one_whatever_its_share() -> None:
    table = f"<w:tbl>{''.join(row(p(r(f'甲{n}')), p(r(f'乙{n}'))) for n in range(40))}</w:tbl>"
    assert body_of(table)[0].startswith("| 甲0 | 乙0 |")


def test_a_document_in_a_table_without_rules_is_opened() -> None:
    number = row(p(r("春刻发〔2023〕7号")), p(r("签发人：某某某")))
    text = row(p(r("旧版一律清理，逐片登记，不得遗漏。" * 8)), p())
    found = made(f"<w:tbl><w:tblPr/>{number}{text}</w:tbl>")
    assert [q.code for q in found.questions if q.id.startswith("table-")] == ["layout-opened"]
    assert "|" not in found.entries[0].markdown


def test_dress_stands_beside_soft_returns() -> None:
    line = p(r("甲说") + r("要紧", "<w:b/>") + r(inside="<w:br/>") + r("乙说。"))
    assert body_of(line) == ["甲说**要紧**\\\n乙说。"]


def test_a_reading_in_the_title_is_told() -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>huó zì</w:t></w:r></w:rt><w:rubyBase><w:r>"
        '<w:rPr><w:sz w:val="44"/></w:rPr><w:t>活字</w:t></w:r></w:rubyBase></w:ruby></w:r>'
    )
    text = read(
        docx(p(ruby + r("谈", '<w:sz w:val="44"/>'), '<w:jc w:val="center"/>') + p(r("文。")))
    )
    found = convert(text)
    assert found.entries[0].title == "活字谈"
    left = [f.fate for f in found.ledger if isinstance(f.fate, LeftOut)]
    assert left == [LeftOut("ruby-in-title", "huó zì")]


def test_the_word_contents_goes_with_the_contents() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    line = p(r("一、缘起") + r(inside="<w:tab/>") + r("1"), '<w:pStyle w:val="T"/>')
    body = p(r("目　录"), '<w:jc w:val="center"/>') + p() + line + p(r("文章从这里起。"))
    assert body_of(body, parts={"styles.xml": root("w:styles", styles)}) == ["文章从这里起。"]


def test_labels_and_numbers_of_a_chart_are_counted_and_told() -> None:
    chart = root(
        "c:chartSpace", "<a:t>借还统计</a:t><c:pt><c:v>东坊</c:v></c:pt><c:pt><c:v>12</c:v></c:pt>"
    )
    drawing = '<w:drawing><a:graphic><c:chart r:id="c1"/></a:graphic></w:drawing>'
    more = {"parts": {"charts/c.xml": chart}, "links": {"c1": ("chart", "charts/c.xml")}}
    text = read(docx(p(r(inside=drawing)), **more))  # type: ignore[arg-type]
    (told,) = [one for one in observed(text) if one.code == "chart-data"]
    assert told.quoted.words == "东坊 12"


def test_what_is_embedded_is_named_once() -> None:
    body = p(r(inside='<w:object><o:OLEObject ProgID="Excel" r:id="o1"/></w:object>') + r("后。"))
    more = {
        "parts": {"embeddings/o.xlsx": b"PK"},
        "links": {"o1": ("package", "embeddings/o.xlsx")},
    }
    text = read(docx(body, **more))  # type: ignore[arg-type]
    assert [one.code for one in observed(text) if one.family == "named"] == ["ole"]


def test_looks_that_are_not_taken_over_are_told() -> None:
    looks = {
        "combined": '<w:eastAsianLayout w:id="1" w:combine="1"/>',
        "bordered": '<w:bdr w:val="single"/>',
        "capitals": "<w:caps/>",
    }
    text = read(docx("".join(p(r("abc字", look)) for look in looks.values())))
    assert [one.code for one in observed(text) if one.family == "look"] == list(looks)


def test_a_date_without_a_day_signs_at_the_right() -> None:
    right = '<w:jc w:val="right"/>'
    blocks = body_of(p(r("请照办。")) + p(r("春水县刻书局"), right) + p(r("2023年6月"), right))
    assert blocks[-1] == "::: 落款\n春水县刻书局\n2023年6月\n:::"


def test_a_note_that_is_called_and_not_there_is_told() -> None:
    call = r(inside='<w:footnoteReference w:id="77"/>')
    found = made(p(r("有注") + call + r("，没有注文。")))
    assert [notice.code for notice in found.notices] == ["note-without-text"]
    assert "[^1]: —" in found.entries[0].markdown


def test_a_field_without_a_result_is_told() -> None:
    text = read(docx(p(r("共") + field("NUMPAGES") + r("页") + field("XE 甲"))))
    seen = [(one.code, one.detail) for one in observed(text) if one.family == "notice"]
    assert seen == [("field-empty", "NUMPAGES")]


@pytest.mark.parametrize("name", ["DATE", "IF 1=1", "= 1+2", "=SUM(ABOVE)", "MERGEFIELD 姓名"])
def test_what_word_works_out_anew_may_be_stale(name: str) -> None:
    notices = made(p(r("前面") + field(name, r("后来")))).notices
    assert [one.words for one in notices if one.code == "field-stale"] == ["后来"]


def test_numbers_of_a_format_that_is_not_known_are_told() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="{}"/><w:lvlText w:val="%1)"/></w:lvl>'
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{level.format(name)}</w:abstractNum>'
        for at, name in enumerate(("decimal", "hebrew1"))
    ) + "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (0, 1)
    )
    body = p(r("一项"), listed(1)) + p(r("又一项"), listed(2))
    text = read(docx(body, {"numbering.xml": root("w:numbering", lists)}))
    seen = [
        (one.detail, one.quoted.after) for one in observed(text) if one.code == "format-unknown"
    ]
    assert seen == [("hebrew1", "又一项")]


CALL = '<w:footnoteReference w:id="1" w:customMarkFollows="1"/>'


@pytest.mark.parametrize(
    "sign",
    [
        r("", "", f"{CALL}<w:t>＊</w:t>"),
        r("", "", CALL) + r("＊", '<w:vertAlign w:val="superscript"/>'),
    ],
    ids=["in the run of the call", "in the next, raised"],
)
def test_the_typed_sign_of_a_note_gives_way_to_its_number(sign: str) -> None:
    note = f'<w:footnote w:id="1">{p(r("＊") + r("注文。"))}</w:footnote>'
    lines = body_of(
        p(r("正文") + sign + r("在后。")), parts={"footnotes.xml": root("w:footnotes", note)}
    )
    assert "正文[^1]在后。" in lines and "[^1]: 注文。" in lines


def test_endnotes_and_tables_in_notes_are_told() -> None:
    inner = "<w:tbl><w:tblPr/><w:tblGrid/>" + row(p(r("天")), p(r("地"))) + "</w:tbl>"
    note = f'<w:endnote w:id="1">{p(r("注。"))}{inner}</w:endnote>'
    call = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    notices = made(p(r("正文") + call), parts={"endnotes.xml": root("w:endnotes", note)}).notices
    assert {"notes-of-end": "注。天地", "table-in-note": "天地"}.items() <= {
        one.code: one.words for one in notices
    }.items()


def test_columns_of_a_grid_where_no_cell_begins_are_none() -> None:
    wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9"/></w:tcPr>{p(r("宽"))}</w:tc></w:tr>'
    body = "<w:tbl><w:tblPr/><w:tblGrid/>" + wide + row(p(r("甲")), p(r("乙"))) + "</w:tbl>"
    assert body_of(p(r("前文。")) + body)[1] == "| 宽 | < |\n|---|---|\n| 甲 | 乙 |"


def test_an_unknown_sign_is_asked_for_once_and_others_apart() -> None:
    signs = "".join(
        f'<w:r><w:sym w:font="Marlett" w:char="{code}"/></w:r>' for code in ("F061", "F062", "F061")
    )
    asked = {q.id for q in made(p(r("前") + signs) + p(r("后") + signs)).questions}
    assert asked == {"symbol-Marlett-F061", "symbol-Marlett-F062"}


def test_letters_in_a_font_of_signs_are_signs() -> None:
    fonts = '<w:rFonts w:ascii="Webdings" w:hAnsi="Webdings"/>'
    assert "可✔" in body_of(p(r("可") + r("a", fonts)))
