import pytest

from huozi.compile.setting.session import current, document, read_style
from huozi.values.style import Kinsoku, LineStyle, Prefer, Punctuation


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("", LineStyle()),
        ("kaiming", LineStyle(punctuation=Punctuation.KAIMING)),
        ("strict push-in", LineStyle(kinsoku=Kinsoku.STRICT, prefer=Prefer.PUSH_IN)),
        (" banjiao  gap=0.2 hang ", LineStyle(Punctuation.BANJIAO, gap_em=0.2, hanging=True)),
        ("gap = 0.125", LineStyle(gap_em=0.125)),
        ("no-such-word", LineStyle()),
    ],
)
def test_words_of_a_style(words, style):
    assert read_style(words) == style


def test_words_left_out_keep_the_documents_choice():
    base = LineStyle(Punctuation.PLAIN, hanging=True)
    assert read_style("no-hang", base) == LineStyle(Punctuation.PLAIN)


def test_a_session_ends_with_its_block():
    assert current() is None
    with document(LineStyle()) as report:
        assert current().report is report
    assert current() is None


def test_a_stylesheet_chooses_by_class(lay):
    """开明式 sets every comma half an em wide; the class is on an ancestor."""
    css = ".law { --huozi-line: kaiming }"
    laid = lay("<div class=law><p>一，二，三，四</p></div><p>一，二，三，四</p>", css)
    widths = [line[-1].end - line[0].x for line in laid.painted_lines]
    assert widths == pytest.approx([55, 70], abs=0.01)


def test_outside_a_session_the_engine_sets_its_lines(lay):
    composed, plain = (lay("<p>一，“二”", style=style) for style in (LineStyle(), None))
    ends = [laid.painted_lines[0][-1].end for laid in (composed, plain)]
    assert ends == pytest.approx([50 + 45, 50 + 50], abs=0.01)
