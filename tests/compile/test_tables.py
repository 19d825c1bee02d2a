"""Tables: what aligns a column, merged cells, continuation, and what is refused."""

import re
from pathlib import Path

import pypdfium2
import pytest

from huozi.compile.tables import Table, table_of
from huozi.values.manuscript import Block, Severity
from tests.books import entry, make_book
from tests.compile.elements import FOOT_PT, MEASURE_PT, pages, text_of
from tests.compile.proofread import pages_of
from tests.pressing import press, refused

PATH = 2  # PDFium's kind of object


@pytest.fixture
def read_table(tmp_path):
    """The block of the first table of a text."""
    from huozi.read.manuscript import read

    def call(body: str) -> Block:
        result = read(make_book(tmp_path, entries={"甲.md": entry(body)}))
        return next(b for b in result.manuscript.entries[0].body if b.kind.value == "table")

    return call


def cells(table: Table) -> list[list[tuple[str, str, str, str]]]:
    return [
        [(cell.classes[0], cell.inner, cell.width, cell.after) for cell in row.cells]
        for row in table.body
    ]


def test_numbers_are_aligned_on_their_points(read_table) -> None:
    block = read_table("|甲|乙|\n|--|--:|\n|1.25|12|\n|10|3|\n|—|4|")
    shown = cells(table_of(block))
    assert [row[0] for row in shown] == [
        ("center", "figures", "4.6ch", ""),
        ("center", "figures", "4.6ch", "2.6ch"),
        ("center", "", "", ""),
    ]
    assert [row[1] for row in shown] == [("right", "", "", "")] * 3


def test_short_words_are_centred_and_long_ones_begin_at_the_left(read_table) -> None:
    block = read_table("|甲|乙|\n|--|--|\n|短|这一格里的话说得很长|\n|词|短|")
    assert [[cell[0] for cell in row] for row in cells(table_of(block))] == [["center", "left"]] * 2


def test_names_are_spread_where_it_is_asked_for(read_table) -> None:
    block = read_table('表：名单 {even="1"}\n\n|名|\n|--|\n|李明|\n|王守义|\n|欧阳春山|\n|张|')
    spread = [(row[0][1], row[0][2]) for row in cells(table_of(block))]
    assert spread == [("even", "4em"), ("even", "4em"), ("even", "4em"), ("", "")]


def test_cells_are_merged_to_the_left_and_upwards(read_table) -> None:
    block = read_table(
        '表：合并 {head="2"}\n\n|甲|乙|<|\n|--|--|--|\n|^|丙|丁|\n|戊|己|<|\n|^|庚|辛|'
    )
    table = table_of(block)
    spans = [
        [(c.column, c.colspan, c.rowspan) for c in row.cells] for row in (*table.head, *table.body)
    ]
    assert spans == [
        [(0, 1, 2), (1, 2, 1)],
        [(1, 1, 1), (2, 1, 1)],
        [(0, 1, 2), (1, 2, 1)],
        [(1, 1, 1), (2, 1, 1)],
    ]
    assert "bottom" in table.body[0].cells[0].classes
    assert "bottom" not in table.body[0].cells[1].classes


@pytest.mark.parametrize(
    ("body", "heads"),
    [
        ("|甲|乙|<|\n|--|--|--|\n|^|丙|丁|\n|戊|己|庚|", 2),
        ("|甲|乙|\n|--|--|\n|^|丙|\n|丁|^|\n|戊|己|", 3),
        ("|甲|乙|\n|--|--|\n|丙|丁|\n|^|戊|", 1),
        ("|甲|乙|<|\n|--|--|--|\n|丙|丁|戊|", 1),
    ],
)
def test_a_head_ends_where_no_cell_of_it_reaches_below(read_table, body: str, heads: int) -> None:
    assert len(table_of(read_table(body)).head) == heads


def test_merged_cells_that_read_the_same_are_not_the_same(read_table) -> None:
    block = read_table("|甲|乙|\n|--|--|\n|同|1|\n|^|2|\n|同|3|\n|^|4|\n|^|5|")
    spans = [[(c.column, c.rowspan) for c in row.cells] for row in table_of(block).body]
    assert spans == [[(0, 2), (1, 1)], [(1, 1)], [(0, 3), (1, 1)], [(1, 1)], [(1, 1)]]


@pytest.mark.parametrize(
    ("words", "again"), [("组", "组（续）"), ("很长的说明" * 5, "（续）"), ("", "")]
)
def test_a_merged_cell_says_what_it_shows_overleaf(read_table, words: str, again: str) -> None:
    block = read_table(f"|甲|乙|\n|--|--|\n|{words}|1|\n|^|2|\n|单|3|")
    first, _, last = table_of(block).body
    assert [cell.again for cell in first.cells] == [again, ""]
    assert [cell.again for cell in last.cells] == ["", ""]


NUMBERS = "|镇|人|\n|--|--|\n|甲|1|\n|乙|—|\n|丙|2|"


@pytest.mark.parametrize(
    ("body", "heads"),
    [
        (NUMBERS, 1),
        (f"表：党员 {{stub=0}}\n\n{NUMBERS}", 0),
        ("|号|人|\n|--|--|\n|1|1|\n|2|2|", 0),
        ("|镇|人|\n|--|--|\n|甲|1|\n|乙|二|", 0),
        ("|镇|人|\n|--|--|\n|甲|1|\n||2|", 0),
        ("|镇|\n|--|\n|甲|", 0),
        ("表：职务 {行头=2}\n\n|镇|职|人|\n|--|--|--|\n|甲|书记|王|\n|^|委员|李|", 2),
    ],
)
def test_a_column_of_words_before_numbers_heads_its_rows(read_table, body: str, heads: int) -> None:
    body_rows = table_of(read_table(body)).body
    assert [[cell.column for cell in row.cells if cell.heads_row] for row in body_rows] == [
        [cell.column for cell in row.cells if cell.column < heads] for row in body_rows
    ]


def test_widths_are_shares(read_table) -> None:
    block = read_table('表：宽 {widths="2 1 1" .ruled}\n\n|甲|乙|丙|\n|--|--|--|\n|1|2|3|')
    assert table_of(block).widths == (50, 25, 25)
    assert block.classes == ("ruled",)


def test_spans_in_a_title_are_no_attributes_of_the_table(read_table) -> None:
    block = read_table("表：[甲]{.着重}乙 {.ruled}\n\n|甲|\n|--|\n|1|")
    assert block.classes == ("ruled",)
    assert [node.kind.value for node in block.inlines] == ["dots", "text"]


REFUSED = [
    ('表：甲 {widths="1 2"}\n\n|甲|\n|--|\n|1|', "table-widths", 1),
    ('表：甲 {widths="宽"}\n\n|甲|\n|--|\n|1|', "table-attribute", 1),
    ('表：甲 {even="2"}\n\n|甲|\n|--|\n|1|', "table-attribute", 1),
    ('表：甲 {head="2"}\n\n|甲|\n|--|\n|1|', "table-attribute", 1),
    ("表：甲 {.花边}\n\n|甲|\n|--|\n|1|", "table-attribute", 1),
    ("表：甲 {.ruled}\n\n不是表。", "table-title", 1),
    ("|<|乙|\n|--|--|\n|1|2|", "table-merge", 1),
    ("|甲|乙|\n|--|--|\n|^|2|", "table-merge", 3),
    ("|甲|乙|丙|\n|--|--|--|\n|1|2|<|\n|3|^|4|", "table-merge", 3),
]


@pytest.mark.parametrize(("body", "code", "line"), REFUSED, ids=[r[1] + r[0][:14] for r in REFUSED])
def test_what_is_refused(tmp_path, body: str, code: str, line: int) -> None:
    found = refused(make_book(tmp_path, entries={"甲.md": entry(body)}))
    assert [(f.code, f.place.line - 3) for f in found] == [(code, line)]


@pytest.mark.slow
def test_a_table_wider_than_the_type_area_is_refused_with_its_place(tmp_path) -> None:
    """As many columns as a line has characters leave no white between them."""
    wide = f"文。\n\n{'|字' * 30}|\n{'|--' * 30}|\n{'|字' * 30}|"
    found = refused(make_book(tmp_path, entries={"甲.md": entry(wide)}))
    errors = [f for f in found if f.severity is Severity.ERROR]
    assert {f.code for f in errors} == {"table-wide"}
    assert {f.place.line for f in errors} <= {6, 8}


@pytest.mark.slow
def test_a_number_that_is_wider_than_its_cell_is_refused(tmp_path) -> None:
    body = '表：窄 {widths="1 9"}\n\n|甲|乙|\n|--|--|\n|1234567.89|二|'
    found = refused(make_book(tmp_path, entries={"甲.md": entry(body)}))
    wide = next(f for f in found if f.severity is Severity.ERROR)
    assert (wide.code, wide.place.line) == ("table-cell-wide", 8)
    assert dict(wide.params)["text"] == "1234567.89"


LONG = "Internationalization|HTTP4001231231231|`git_commit_message`|https://example.org/abc/def"


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        f"|甲|乙|丙|丁|戊|己|\n|--|--|--|--|--|--|\n|{LONG}|ABCDEFGHIJKLMNOPQ|123456.7|",
        '表：窄 {widths="1 9"}\n\n|甲|乙|\n|--|--|\n|Internationalization|二|',
        f"表：窄 {{.ruled}}\n\n{'|第一列' * 9}|\n{'|--' * 9}|\n{'|Zhang100054' * 9}|",
    ],
)
def test_words_are_divided_in_columns_that_have_no_room_for_them(tmp_path, body: str) -> None:
    """What an editor may write is set: the account of the build says that nothing sticks out."""
    report = press(make_book(tmp_path, entries={"甲.md": entry(f"文。\n\n{body}\n\n文。")}))
    text = "".join(text_of(runs) for runs in pages_of(report.output))
    letters = re.sub(r"[^A-Za-z0-9]", "", text)
    for word in re.findall(r"[A-Za-z0-9]{9,}", body.partition("--|\n")[2]):
        assert word in letters


@pytest.mark.slow
def test_white_between_columns_is_given_up_before_a_word_is_divided(tmp_path) -> None:
    """Book 30292 of the account: five columns of numbers, some pt wider than the type area."""
    row = "|主一下100007|在民多Zhang100054|A4100026|A4100027|A4100028|"
    body = f"|学|了|上|工|子|\n|--|--|--|--|--|\n{row}"
    keys = {"format": {"lines": 28, "measure": 24}}
    book = make_book(tmp_path, entries={"甲.md": entry(body)}, book=keys)
    report = press(book)
    assert "line-broken-word" not in {f.code for f in report.findings}
    assert "100054" in "".join(text_of(runs) for runs in pages_of(report.output))


# --------------------------------------------------------------------- read back from the PDF


@pytest.mark.slow
def test_a_continued_table_repeats_its_head_under_a_label() -> None:
    texts = [text_of(runs) for runs in pages("tables")]
    at = next(n for n, text in enumerate(texts) if "续表3" in text)
    assert [text.count("续表") for text in texts[: at + 1]] == [0] * at + [1]
    assert "表3" in texts[at - 1]
    for text in texts[at - 1 : at + 1]:
        assert re.search("村名.*党员.*人口.*耕地.*地形", text)


def lowest_rule(path: Path, page: int) -> tuple[float, float]:
    """Height and length of the lowest rule of a page."""
    with pypdfium2.PdfDocument(path) as document:
        boxes = [o.get_bounds() for o in document[page].get_objects() if o.type == PATH]
    foot = min(bottom for _, bottom, _, _ in boxes)
    lowest = {(round(b[0], 1), round(b[2], 1)) for b in boxes if b[1] - foot < 0.1}
    return foot, sum(right - left for left, right in lowest)


@pytest.mark.slow
@pytest.mark.parametrize("ruled", ["", " {.ruled}"])
def test_a_table_that_goes_on_overleaf_is_closed_by_a_rule_all_the_same(tmp_path, ruled) -> None:
    """The foot of the page falls into cells that are merged, and into a row of two lines."""
    rows = "\n".join(f"|{n}|{'^' if n % 2 else '两行' * 9}|" for n in range(60))
    body = f"表：长{ruled}\n\n|年份|数|\n|--|--|\n{rows}"
    report = press(make_book(tmp_path, entries={"甲.md": entry(body)}))
    tables = [n for n, runs in enumerate(pages_of(report.output)) if "年份" in text_of(runs)]
    assert len(tables) > 1
    for page in tables:
        foot, length = lowest_rule(report.output, page)
        assert length == pytest.approx(MEASURE_PT, abs=0.5)
        assert foot > FOOT_PT - 1


@pytest.mark.slow
def test_tables_lose_no_row() -> None:
    text = "".join(text_of(runs) for runs in pages("tables"))
    for place in ("东庄村", "小岭村", "修路（米）", "含借调一人", "合计"):
        assert text.count(place) == 1, place


@pytest.mark.slow
def test_a_turned_table_has_a_page_of_its_own() -> None:
    (turned,) = [text_of(runs) for runs in pages("tables") if "横排的宽表" in text_of(runs)]
    assert "逐月统计，年终核对" in turned
    assert "新修的乡志" not in turned


@pytest.mark.slow
def test_notes_of_a_repeated_head_are_called_once(tmp_path) -> None:
    rows = "\n".join(f"|{n}|{n * 7}|" for n in range(60))
    body = f"|年[^a]|数|\n|--|--|\n{rows}\n\n[^a]: 以年底为准。"
    report = press(make_book(tmp_path, entries={"甲.md": entry(body)}))
    texts = [text_of(runs) for runs in pages_of(report.output)[4:]]
    assert [text.count("①") for text in texts if text][:2] == [2, 0]


def test_points_of_numbers_stand_below_one_another(tmp_path) -> None:
    """Numbers are as wide as the longest of their column, without a block for each."""
    rows = "\n".join(f"|甲|{n}|" for n in ("2.25", "207.5", "−22.34", "2,204.75", "—"))
    report = press(make_book(tmp_path, entries={"甲.md": entry(f"|乙|数|\n|--|--|\n{rows}")}))
    with pypdfium2.PdfDocument(report.output) as pdf:
        page = pdf[4].get_textpage()
        text = page.get_text_range()
        points = [page.get_charbox(at)[0] for at, char in enumerate(text) if char == "."]
    assert len(points) == 4
    assert max(points) - min(points) < 0.1


@pytest.mark.slow
def test_a_turned_table_goes_on_with_its_head_even_within_a_row(tmp_path) -> None:
    """A row that no page holds is divided; the pages it goes on on show the head all the same."""
    cells = ("甲", "说明文字很长，" * 60, "乙", "丙")
    rows = "\n".join(f"|{name}|{'|'.join(['1024'] * 8)}|" for name in cells)
    head = f"|名|{'|'.join(f'{year}年' for year in range(2001, 2009))}|"
    body = f"前文。\n\n表：总表 {{.横排}}\n\n{head}\n|{'--|' * 9}\n{rows}\n\n后文。"
    report = press(make_book(tmp_path, entries={"甲.md": entry(body)}))
    texts = [text_of(runs) for runs in pages_of(report.output)[4:]]
    turned = [text for text in texts if "2001" in text]
    assert len(turned) > 1
    assert [text.count("续表") for text in turned] == [0] + [1] * (len(turned) - 1)
    assert sum(text.count("说") for text in texts) == 60
    assert all("2001" in text for text in texts if "说" in text)
