"""Where lines end, drawn as a reader would see them."""

import pytest

from huozi.compose import Tokens, compose, max_content, min_content
from huozi.values.style import Kinsoku, Prefer
from tests.compose.trace import SIZE_PT, joined, set_text, tokens_of, trace

# ------------------------------------------------------------------------------------ prohibitions

# CLREQ, "Prohibition rules for line start" (basic); GB/T 15834-2011, 5.1.1–5.1.3, 5.1.7–5.1.9
NO_START = "。．，、：；！？‼⁇⁈⁉”’」』）》〉】〗〕］｝·・‧–～—／/%‰℃°"
# CLREQ, "line end"; GB/T 15834-2011, 5.1.2, 5.1.9; currency signs by custom
NO_END = "“‘「『（《〈【〖〔［｛／/￥$"


@pytest.mark.parametrize("mark", NO_START)
def test_never_at_line_start(mark: str) -> None:
    for before in range(27, 34):
        text = "字" * before + mark + "字" * 32
        composition = set_text(text, 30)
        assert not composition.faults
        assert before not in [line.start for line in composition.lines]


@pytest.mark.parametrize("mark", NO_END)
def test_never_at_line_end(mark: str) -> None:
    for before in range(26, 32):
        text = "字" * before + mark + "字" * 32
        composition = set_text(text, 30)
        assert not composition.faults
        assert before + 1 not in [line.end for line in composition.lines]


@pytest.mark.parametrize("pair", ["——", "……"])
def test_pairs_are_whole_and_strict_keeps_them_off_the_line_start(pair: str) -> None:
    for before in range(26, 32):
        text = "字" * before + pair + "字" * 32
        composition = set_text(text, 30, kinsoku=Kinsoku.STRICT)
        assert not composition.faults
        assert before not in [line.start for line in composition.lines]


def test_note_call_stays_with_its_word() -> None:
    call = {"①": "F"}
    assert trace("一二三四五六①七八九十一二三四五", 6, classes=call) == (
        "│一二三四五│ loose\n│六①七八九十│\n│一二三四五│"
    )


def test_legal_ends_at_quotes() -> None:
    """UAX #14 closes both sides of “ and ”; Chinese rules do not."""
    assert trace("一二三四五六“七八九”十一二三", 6) == "│一二三四五六│\n│“七八九”十一│\n│二三│"


def test_closed_boundary_is_opened_only_when_nothing_else_is_left() -> None:
    assert (
        trace("一二。”）》三四", 2)
        == "│一│ underfull\n│二。”│ forbidden-start\n│）》三│\n│四│ runt"
    )


def test_word_wider_than_the_measure() -> None:
    assert trace("字antidisestablishment字字", 6) == (
        "│字│ underfull\n│antidisestablishment│ overfull\n│字字│"
    )
    assert trace("x" * 30, 10) == "│xxxxxxxxxxxxxxxx│ underfull broken-word\n│xxxxxxxxxxxxxx│"


# ------------------------------------------------------------------------------------ whole units


@pytest.mark.parametrize(
    "unit", ["2004", "1,234.56", "97%", "-5℃", "120 km", "￥5000", "$300", "〔2004〕26号"]
)
def test_units_stay_whole(unit: str) -> None:
    for before in range(24, 34):
        text = "字" * before + unit + "字" * 32
        composition = set_text(text, 30)
        inside = range(before + 1, len(tokens_of(text)) - 32)
        assert not [line.start for line in composition.lines if line.start in inside]
        assert {fault.code for fault in composition.faults} <= {"loose"}


@pytest.mark.parametrize("unit", ["30年", "5 人", "8665万"])
def test_numbers_keep_their_counter_words(unit: str) -> None:
    for before in range(36, 46):
        text = "字" * before + unit + "字" * 42
        composition = set_text(text, 40)
        inside = range(before + 1, len(tokens_of(text)) - 42)
        assert not [line.start for line in composition.lines if line.start in inside]
        assert not composition.faults


@pytest.mark.parametrize(
    "name",
    ["第3条", "第 12 章", "表3", "表 3.2", "图 2", "附表1", "附图 2", "附件 1", "附录2",
     "p. 12", "pp. 98", "Vol. 3", "no. 7", "Fig. 2"],
)  # fmt: skip
def test_numbers_keep_their_labels(name: str) -> None:
    for before in range(36, 46):
        text = "字" * before + name + "字" * 42
        composition = set_text(text, 40)
        inside = range(before + 1, len(tokens_of(text)) - 42)
        assert not [line.start for line in composition.lines if line.start in inside]
        assert not composition.faults


@pytest.mark.parametrize(("label", "parted"), [("表", False), ("代表", True), ("图", False)])
def test_what_only_looks_like_a_label_may_be_parted_from_its_number(label, parted) -> None:
    text = "字" * (40 - len(label)) + label + "3" + "字" * 42
    ends = {line.end for line in set_text(text, 40).lines}
    assert (40 in ends) is parted


def test_counter_word_goes_its_own_way_where_the_line_would_be_too_loose() -> None:
    assert trace("不得超过 2100 户的村民", 7) == "│不得超过 2100│ loose counter-split\n│户的村民│"


def test_document_number_keeps_its_sign_where_that_is_cheap() -> None:
    text = "为认真贯彻落实中央和北京市委关于进一步加强基层建设的要求京平发〔2004〕26 号文件"
    assert trace(text, 29) == (
        "│为认真贯彻落实中央和北京市委关于进一步加强基层建设的要求│\n│京平发〔2004〕26 号文件│"
    )


def test_url() -> None:
    text = "详见https://www.example.com/news/2004/index.html网页"
    assert trace(text, 11, align="start") == (
        "│详见https://www.example.│\n│com/news/2004/index.│\n│html网页│"
    )


# ------------------------------------------------------------------------------------- adjustment


def test_solid_line_is_solid() -> None:
    line = set_text("一二三四五六七八九十甲乙", 10).lines[0]
    assert line.gaps == (0.0,) * 10
    assert line.width_pt == 100


def gap_after(text: str, mark: str, measure_em: float) -> float:
    """The gap behind the first `mark` of a text forced into one line of a measure, in em."""
    tokens = tokens_of(text)
    at = tokens.texts.index(mark)
    (line,) = compose(tokens, measure_em * SIZE_PT).lines
    return line.gaps[at] / SIZE_PT


# CLREQ, "Reduction": brackets, then pauses, then Han–Latin gaps, then stops; each to the end before
# the next begins.
@pytest.mark.parametrize(
    ("measure_em", "gaps"),
    [
        (11.0, (0.0, 0.0, 0.25, 0.0)),  # natural
        (10.5, (-0.25, 0.0, 0.25, 0.0)),  # the outer sides of both brackets share
        (10.0, (-0.5, 0.0, 0.25, 0.0)),
        (9.75, (-0.5, -0.25, 0.25, 0.0)),
        (9.5, (-0.5, -0.5, 0.25, 0.0)),
        (9.25, (-0.5, -0.5, 0.125, 0.0)),
        (9.0, (-0.5, -0.5, 0.125, -0.25)),
        (8.75, (-0.5, -0.5, 0.125, -0.5)),
    ],
)
def test_order_of_reduction(measure_em: float, gaps: tuple[float, ...]) -> None:
    text = "甲（乙）丙，丁1戊。己"
    assert natural_em(text) == 11.0
    got = tuple(gap_after(text, mark, measure_em) for mark in "），丁。")
    assert got == pytest.approx(gaps)


def natural_em(text: str) -> float:
    return max_content(tokens_of(text)) / SIZE_PT


def test_middle_dot_gives_first() -> None:
    text = "甲·乙（丙）丁"
    assert gap_after(text, "·", natural_em(text) - 0.5) == pytest.approx(-0.25)
    assert gap_after(text, "）", natural_em(text) - 0.5) == 0


# CLREQ, "Expansion": word spaces towards 1/2 em, Han–Latin gaps to 1/3, then all characters evenly;
# the gap takes half as much again, to 1/2 em at most.
@pytest.mark.parametrize(
    ("more_em", "han", "gap", "word"),
    [
        (0.0, 0.0, 0.25, 0.25),
        (0.1, 0.0, 0.25, 0.35),
        (0.2, 0.0, 0.25, 0.45),
        (0.24, 0.0, 0.27, 0.45),
        (0.2 + 2 / 12, 0.0, 1 / 3, 0.45),
        (0.2 + 2 / 12 + 0.18, 0.03, 1 / 3 + 0.045, 0.48),
        (0.2 + 6 / 12 + 0.6, 0.2, 0.5, 0.65),
    ],
)
def test_order_of_expansion(more_em: float, han: float, gap: float, word: float) -> None:
    tokens = tokens_of("甲乙 the art丙丁")
    measure = max_content(tokens) + more_em * SIZE_PT
    line = compose(tokens, measure, align_last="justify").lines[0]
    assert [width / SIZE_PT for width in line.gaps] == pytest.approx([han, gap, word, gap, han, 0])


def test_characters_are_spaced_evenly_but_not_inside_dashes_and_words() -> None:
    tokens = tokens_of("甲——乙～丙丁GDP，戊")
    line = compose(tokens, max_content(tokens) + 20, align_last="justify").lines[0]
    shares = [round(gap, 6) for gap in line.gaps]
    assert shares[2] == shares[3] == 0  # beside the connector
    assert shares[0] == shares[1] == shares[4] > 0
    assert sum(line.gaps) == pytest.approx(2.5 + 20)


# --------------------------------------------------------------------------------------- paragraph


def test_line_trace() -> None:
    text = "(一) 以不断完善和创新制度为先导。一是班子建设得到加强。通过梳理排队，分为三类，"
    assert trace(text, 14, indent_em=2) == (
        "│\u3000\u3000(一) 以不断完善和创新制度│\n"
        "│为先导。一是班子建设得到加强。│\n"
        "│通过梳理排队，分为三类，│"
    )


# CLREQ, "Widows and orphans": 单字不成行; a character and its mark count as one.
@pytest.mark.slow
@pytest.mark.parametrize("tail", ["", "。", "。”"])
@pytest.mark.parametrize("length", range(18, 64))
def test_no_single_character_on_the_last_line(tail: str, length: int) -> None:
    composition = set_text("字" * length + tail, 20, indent_em=2)
    last = composition.lines[-1]
    assert "runt" not in last.faults
    assert len(composition.lines) == 1 or last.end - last.start - len(tail) >= 2


def test_runt_is_reported_where_it_cannot_be_helped() -> None:
    assert trace("一二三", 2) == "│一二│\n│三│ runt"


def test_number_alone_is_no_runt() -> None:
    assert "runt" not in trace("一二三四五六七八九十2004。", 10)


def test_forced_breaks() -> None:
    composition = set_text("一二三\n\n四五六七八九十\n", 5)
    spans = [(line.start, line.end, line.last) for line in composition.lines]
    assert spans == [(0, 3, True), (4, 4, True), (5, 10, False), (10, 12, True)]


def test_alignment() -> None:
    assert trace("一二三四五六", 10, align="center") == "│\u3000\u3000一二三四五六│"
    assert trace("一二三四五六", 10, align="end") == "│\u3000\u3000\u3000\u3000一二三四五六│"
    assert trace("（一二三四）", 9, align="center") == "│\u3000\u3000（一二三四）│"
    ragged = set_text("一二三四五antidote六七八", 8, align="start")
    assert [line.gaps[0] for line in ragged.lines] == [0.0, 2.5]


def test_justified_last_line() -> None:
    """均排: names of two and three characters spread to the same width (CLREQ, "Even spacing")."""
    for name in ("一二三", "一二"):
        line = set_text(name, 4, align_last="justify").lines[0]
        assert (line.width_pt, line.faults) == (40, ())
    assert line.gaps == pytest.approx((20, 0))


def test_indents() -> None:
    composition = set_text("字" * 20, 10, indent_em=-2)
    assert [line.offset_pt for line in composition.lines] == [-20, 0]
    assert [line.end for line in composition.lines] == [12, 20]


def test_hanging_mark() -> None:
    """CLREQ, "Hanging punctuation": a single pause or stop, and only where it would not fit."""
    text = "一二三四五，六七八九十"
    hung = set_text(text, 5, hanging=True)
    assert [line.end for line in hung.lines] == [6, 11]
    assert hung.lines[0].width_pt == 50
    assert hung.lines[0].gaps == (0, 0, 0, 0, 0, -10)
    assert not hung.faults
    assert set_text("一二三四，五六七八九", 5, hanging=True).lines[0].gaps[4] == -5


# CLREQ, "Line adjustment": push in (squeeze a comma, take one more) or push out (carry one down,
# stretch by half an em).
@pytest.mark.parametrize(
    ("prefer", "end"), [(Prefer.PUSH_OUT, 30), (Prefer.BALANCED, 31), (Prefer.PUSH_IN, 31)]
)
def test_push_in_or_push_out(prefer: Prefer, end: int) -> None:
    text = "字" * 9 + "，" + "字" * 9 + "”，" + "字" * 30
    assert set_text(text, 30, prefer=prefer).lines[0].end == end


# --------------------------------------------------------------------------------- shrink to fit


def test_max_content_is_the_width_of_the_unbroken_line() -> None:
    tokens = tokens_of("“国GDP”，（5）。")
    assert max_content(tokens) / SIZE_PT == 0.5 + 1 + 0.25 + 1.5 + 1 + 1 + 0.5 + 0.5 + 0.5
    assert max_content(tokens_of("一二\n三四五")) == 30
    assert max_content(tokens_of("")) == min_content(tokens_of("")) == 0


def test_min_content_is_the_widest_unit() -> None:
    assert min_content(tokens_of("一二三")) == 10
    assert min_content(tokens_of("一二，三")) == 15
    assert min_content(tokens_of("在antidote里")) == 40
    assert min_content(tokens_of("甲〔2004〕26号乙")) == 10 * (0.5 + 2 + 1 + 1 + 0.25 + 1)


def test_a_paragraph_is_composed_once() -> None:
    tokens = tokens_of("一二三四五六七八九十" * 3)
    assert compose(tokens, 100) is compose(tokens, 100, align_last="start")
    assert compose(tokens, 100) is not compose(tokens, 110)


def test_a_long_paragraph_of_latin() -> None:
    """Phrases without Han are not kept, however long they are."""
    composition = set_text("word " * 400, 30)
    assert not composition.faults
    assert sum(line.end - line.start for line in composition.lines) == 400


def test_nothing() -> None:
    assert compose(tokens_of(""), 100).lines == ()


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        # lines of like length, rather than a full one and a remainder
        (
            "平谷区基层组织建设三十年的经验与启示和展望",
            [["平谷区基层组织建设三十", "年的经验与启示和展望"],
             ["平谷区基层组织建设三", "十年的经验与启示和展望"]],
        ),
        # after a mark, where the lines are then not much more unlike
        (
            "以五民五卡活动为载体，强化基层党组织服务群众的功能",
            [["以五民五卡活动为载体，", "强化基层党组织服务群众的功能"]],
        ),
    ],
)  # fmt: skip
def test_centred_lines_are_of_like_length(title: str, wanted: list[list[str]]) -> None:
    lines = compose(tokens_of(title), 19 * SIZE_PT, align="center").lines
    assert [title[line.start : line.end] for line in lines] in wanted


def test_a_ragged_line_is_left_short_to_spare_the_last_one_a_runt() -> None:
    """A leader and a page number are no characters of the title that runs over."""
    title = tokens_of("甲乙丙丁戊己庚辛壬癸")
    widths_pt = [SIZE_PT, 2 * SIZE_PT]
    tail = Tokens(["…", "(032)"], widths_pt, [SIZE_PT] * 2, ["K", "r"], [False] * 2)
    lines = compose(joined(title, tail), 12 * SIZE_PT, align="start").lines
    assert [line.end for line in lines] == [7, 12]


def test_lines_that_are_not_justified_are_not_given_up_before_the_last_one() -> None:
    """The last line costs less than others: two lines are best though the first is short."""
    text = "字" * 6 + "GDP" + "字" * 6 + "antidisestablishment" + "字" * 12 + "，" + "字" * 8
    assert [line.end for line in set_text(text, 24, align="start").lines] == [14, 35]


def test_a_full_line_is_not_left_short_for_the_sake_of_one_that_is_short_anyway() -> None:
    """Once there is a good end, ends with much white before it are not looked at."""
    assert trace("字字字字GDP字字antidisestablishment字字字字字", 6).splitlines()[:2] == [
        "│字字字字GDP│",
        "│字字│ underfull",
    ]
