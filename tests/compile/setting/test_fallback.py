"""What is left to the engine is set all the same, and counted."""

import pytest

from huozi.compile.engine.library import boxes

FALLBACKS = {
    "complex script": "<p>阿拉伯文سلام。",
    "direction": "<p style='direction:rtl'>一二三。",
    "first-letter": "<p class=drop>一二三。",
    "first-line": "<p class=first>一二三。",
    "float": "<p>一<span style='float:left'>二</span>三。",
    "beside a float": "<div style='float:left'>图</div><p>一二三。",
    "box-decoration-break": "<p>一<b style='box-decoration-break:clone'>二</b>三。",
    "word-spacing": "<p style='word-spacing:1em'>一二 三。",
    "text-overflow": "<p style='overflow:hidden;text-overflow:ellipsis'>一二三。",
    "edge in per cent": "<p>一<b style='padding:0 2%'>二</b>三。",
    "inline-flex": "<p>一<b style='display:inline-flex'>二</b>三。",
    "glyph": "<p>一\U000131ff二",
}
CSS = "p.drop::first-letter { font-size: 20pt } p.first::first-line { color: red }"


@pytest.mark.slow
@pytest.mark.parametrize("reason", FALLBACKS)
def test_a_fallback_is_counted_and_set(lay, reason):
    laid = lay(FALLBACKS[reason], CSS)
    assert dict(laid.report.fallbacks)[reason] == 1
    assert "".join(box.text for box in laid.boxes if isinstance(box, boxes.TextBox))
    assert laid.extracted("pdfium").replace(" ", "")


def test_a_plain_book_page_has_none(lay):
    body = """<h1>标题 2004</h1><p>正文，<strong>粗</strong>、<em>斜</em>。<ul><li>项</ul>
              <table><tr><td>格</table><blockquote>引</blockquote>"""
    laid = lay(body)
    assert laid.report.fallbacks == {}
    assert laid.report.paragraphs == 6  # the bullet is one too


def test_a_paragraph_is_counted_once_however_often_it_is_laid_out(lay):
    css = "@page { size: 600pt 132pt } div { columns: 2 } td { border: 1pt solid }"
    text = "一二三四五六七八九十" * 12
    laid = lay(f"<div><p>{text}</div><table><tr><td>{text}</table>", css)
    assert laid.report.paragraphs == 2
    assert laid.report.lines == len(laid.lines)


def test_faults_carry_the_line(lay):
    laid = lay("<p>一https://example.invalid/aaaaaaaaaaaaaaaaaaaaaaaaaaaa二")
    assert laid.report.faults()
    assert all(code and text in "".join(laid.trace) for code, text, _ in laid.report.faults())


def test_missing_characters_are_named(lay):
    laid = lay("<p>一\U000131ff二")
    assert laid.report.missing == {"\U000131ff": "Noto Serif CJK SC"}


def test_a_face_that_the_style_does_not_name_is_noticed(lay):
    laid = lay("<p style=\"font-family:'DejaVu Sans'\">一A")
    assert set(laid.report.foreign) == {"一"}
    assert laid.report.foreign["一"][0] != "DejaVu Sans"


def test_named_faces_are_not_foreign(lay):
    laid = lay("<p style=\"font-family:'DejaVu Sans','Noto Serif CJK SC'\">一A“二”")
    assert laid.report.foreign == {}
