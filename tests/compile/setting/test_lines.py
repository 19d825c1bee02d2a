"""Line traces: what a reader sees, line by line, at a measure of 12 characters."""

import itertools

import pytest

from huozi.compile.engine.library import boxes


def inline_boxes(laid, tag):
    return [
        box for box in laid.boxes if isinstance(box, boxes.InlineBox) and box.element_tag == tag
    ]


def test_a_paragraph(lay):
    laid = lay("<p style='text-indent:2em'>一是班子建设得到加强。通过梳理，问题少了许多，工作好。")
    assert laid.trace == [
        "│一是班子建设得到加│",
        "│强。通过梳理，问题少了许│",
        "│多，工作好。│",
    ]


def test_full_lines_fill_the_measure(lay):
    text = "一是班子建设得到加强，“二是”2004年12月队伍建设（含Windows培训）见效……三是制度。" * 3
    laid = lay(f"<p style='text-indent:2em'>{text}")
    lines = laid.painted_lines
    assert len(lines) > 8
    starts = [50 + 20 * (number == 0) for number in range(len(lines))]
    for line, start in zip(lines[:-1], starts, strict=False):
        first = line[0].x + (5 if line[0].text in "“（" else 0)  # its blank half hangs out
        last = line[-1].end - (5 if line[-1].text in "，。”）" else 0)
        assert (first, last) == pytest.approx((start, 170), abs=0.005)


def test_nothing_is_lost_or_added(lay):
    text = (
        "一是<b>班子</b>建设，<i>“二是”<b>2004年</b></i>12月队<u>伍建</u>设（含Windows培训）见效。"
    )
    laid = lay(f"<p>{text * 3}")
    plain = "一是班子建设，“二是”2004年12月队伍建设（含Windows培训）见效。"
    assert "".join(line.strip("│") for line in laid.trace) == plain * 3


@pytest.mark.parametrize(
    ("align", "starts"),
    [("left", [50, 50]), ("right", [50, 130]), ("center", [70, 70]), ("justify", [50, 50])],
)
def test_alignment(lay, align, starts):
    laid = lay(f"<p style='text-align:{align}'>一二三四五六七八九十甲乙一二三四")
    assert [line[0].x for line in laid.painted_lines] == pytest.approx(starts, abs=0.005)


def test_the_last_line_can_be_justified(lay):
    laid = lay("<p style='text-align-last:justify'>均排四字")
    (line,) = laid.painted_lines
    steps = [b.x - a.x for a, b in itertools.pairwise(line)]
    assert line[-1].end == pytest.approx(170, abs=0.005)
    assert steps == pytest.approx([steps[0]] * 3, abs=0.005)


def test_forced_breaks(lay):
    laid = lay("<p style='text-indent:2em'>一二三<br>（四）<strong>五<br>六</strong>")
    assert laid.trace == ["│一二三│", "│（四）五│", "│六│"]
    assert [line[0].x for line in laid.painted_lines] == pytest.approx([70, 45, 50], abs=0.005)


def test_a_hanging_indent(lay):
    laid = lay("<p style='padding-left:2em;text-indent:-2em'>一、悬挂缩进的第一行向左悬出两个字")
    assert [line[0].x for line in laid.painted_lines] == pytest.approx([50, 70], abs=0.005)
    assert laid.painted_lines[0][-1].end == pytest.approx(170, abs=0.005)


def test_letter_spacing_is_not_seen_at_the_end_of_a_line(lay):
    laid = lay("<p style='letter-spacing:.5em;text-align:right'>加空")
    (line,) = laid.painted_lines
    assert [glyph.x for glyph in line] == pytest.approx([145, 160], abs=0.005)


def test_margins_and_paddings_of_inline_boxes(lay):
    css = "span { padding: 0 3pt; border: 1pt solid; margin: 0 2pt }"
    laid = lay("<p>一<span>二三</span>四", css)
    assert [glyph.x for glyph in laid.painted_lines[0]] == pytest.approx(
        [50, 66, 76, 92], abs=0.005
    )
    (span,) = inline_boxes(laid, "span")
    assert span.width * 0.75 == pytest.approx(20, abs=0.005)


def test_the_edges_of_a_box_stand_where_it_begins_and_ends(lay):
    css = "span { padding: 0 10pt }"
    laid = lay("<p>一二三四五六七八九<span>甲乙丙丁戊己庚辛壬癸子丑寅</span>卯", css)
    spans = inline_boxes(laid, "span")
    edges = [(round(box.padding_left * 0.75), round(box.padding_right * 0.75)) for box in spans]
    assert edges == [(10, 0), (0, 0), (0, 10)]


def test_squeezes_between_boxes_belong_to_the_marks(lay):
    """A closing mark gives up its right half, an opening mark its left half."""
    laid = lay("<p><u>“一”</u>，<u>二</u><u>（（三</u>")
    spans = inline_boxes(laid, "u")
    edges = [(box.position_x * 0.75, (box.position_x + box.width) * 0.75) for box in spans]
    assert edges[0] == pytest.approx((50, 70), abs=0.01)
    assert edges[2][0] == pytest.approx(edges[1][1], abs=0.01)


def test_inline_objects_take_their_width(lay):
    css = "b { display: inline-block; width: 3em }"
    laid = lay("<p>一<b></b>二", css)
    assert [glyph.x for glyph in laid.painted_lines[0]] == pytest.approx([50, 90], abs=0.005)
    assert dict(laid.report.counts()) == {"lines": 1, "paragraphs": 1}


def test_anchors_and_bookmarks_are_kept(lay):
    body = "<p>一二<a id=here></a><b style='bookmark-level:2;bookmark-label:\"名\"'>三</b>"
    laid = lay(body)
    (page,) = laid.document.pages
    assert page.anchors["here"][0] * 0.75 == pytest.approx(70, abs=0.01)
    assert [label for _, label, *_ in page.bookmarks] == ["名"]


def test_notes_are_laid_out_by_the_engine(lay):
    css = """.n { float: footnote } .n::footnote-call { content: '①'; font-size: 6pt;
             vertical-align: super; line-height: 0 }"""
    laid = lay("<p>一二三四五六七八九十甲乙<span class=n>注文。</span>丙", css)
    assert laid.trace[0] == "│一二三四五六七八九十甲│", "a call starts no line"
    assert any("注文。" in line for line in laid.trace)


def test_pages_break_between_lines_and_layout_goes_on(lay):
    css = "@page { size: 600pt 132pt } p { orphans: 1; widows: 1 }"
    text = "一<b>二三四五六七八九十</b>甲乙，“丙丁”戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥" * 3
    paged, whole = lay(f"<p>{text}", css), lay(f"<p>{text}")
    assert len(paged.document.pages) > 2
    assert paged.trace == whole.trace


def test_a_page_of_another_measure_composes_the_rest_anew(lay):
    css = """@page { size: 600pt 132pt } @page :first { margin-right: 50pt }
             body { width: auto } p { width: auto; orphans: 1; widows: 1 }
             @page { margin-right: 430pt }"""
    laid = lay(f"<p>{'一二三四五六七八九十' * 20}", css)
    assert "".join(line.strip("│") for line in laid.trace) == "一二三四五六七八九十" * 20
    assert {len(line) - 2 for line in laid.trace[:2]} == {50}
    assert {len(line) - 2 for line in laid.trace[2:-1]} == {12}


def test_faces_of_any_kind_keep_the_baselines_on_the_grid(lay):
    body = """<p>一二三<b style="font-family:'LXGW WenKai'">楷体</b>四五
              <i style="font-family:'DejaVu Sans'">Tall</i>六<sup>2</sup>七<sub>3</sub>八九十。"""
    laid = lay(f"{body}{body}")
    heights = {round(line.height * 0.75, 3) for line in laid.lines}
    assert heights == {16.0}
    baselines = [(line.position_y + line.baseline) * 0.75 for line in laid.lines]
    assert baselines == pytest.approx([baselines[0] + 16 * i for i in range(len(baselines))])
    han = {round(glyph.y, 2) for glyph in laid.glyphs if glyph.text in "一三四六七九。楷"}
    assert len(han) == len(laid.lines)


def test_blocks_in_other_faces_keep_the_grid(lay):
    faces = ("Noto Serif CJK SC", "LXGW WenKai", "DejaVu Sans", "Noto Sans CJK SC")
    body = "".join(f"<p style=\"font-family:'{face}','Noto Serif CJK SC'\">中" for face in faces)
    ys = [glyph.y for glyph in lay(body).glyphs]
    assert [ys[0] - y for y in ys] == pytest.approx([0, 16, 32, 48], abs=0.01)


def test_text_with_a_greater_line_height_opens_its_line(lay):
    laid = lay("<p>一<span style='font-size:20pt;line-height:30pt'>大</span>二")
    assert laid.lines[0].height * 0.75 > 25


def test_floats_that_have_ended_do_not_matter(lay):
    body = "<div style='float:left;height:16pt;width:3em'></div><p>一二<p>三四"
    laid = lay(body)
    assert dict(laid.report.counts()) == {"fallback-beside a float": 1, "lines": 1, "paragraphs": 1}


def test_white_that_a_style_puts_behind_a_mark_leaves_no_gap_before_latin_besides(lay):
    """The text of a note in English stood a quarter of a character beside those in Chinese."""
    mark = "<span style='margin-right:0.5em'>①</span>"
    starts = []
    for text in ("参见《县志》", "See Lin", "104页"):
        (line,) = lay(f"<p>{mark}{text}").painted_lines
        starts.append(next(shown.x for shown in line if shown.text in "参See104"))
    assert starts == pytest.approx([65.0] * 3, abs=0.01)
