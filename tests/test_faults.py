"""Faults that real books and users met, each with its right value, seen in the finished PDF."""

import pypdfium2
import pypdfium2.raw as raw
import pytest

from huozi.values.length import mm
from tests.books import entry, make_book
from tests.pressing import press

INNER, MEASURE = mm(18), 29 * 10.5  # of the default page: where the type area of a recto lies
AREA = (INNER - 0.01, INNER + MEASURE + 0.5)
AUTHORITIES = "中共北京市平谷区委组织部、北京市平谷区人力资源和社会保障局、北京市平谷区财政局"


def boxes(folder, body: str) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Each character of the first page, with its box (left, bottom, right, top) in points."""
    book = make_book(folder, {"a.md": entry(body)}, {"front": []})
    with pypdfium2.PdfDocument(press(book).output) as document:
        text = document[0].get_textpage()
        return [
            (text.get_text_range(i, 1), text.get_charbox(i, loose=True))
            for i in range(text.count_chars())
        ]


def rules(folder, body: str) -> list[tuple[float, float, float, float]]:
    """The boxes of all paths that are drawn on the first page."""
    book = make_book(folder, {"a.md": entry(body)}, {"front": []})
    with pypdfium2.PdfDocument(press(book).output) as document:
        return [
            item.get_bounds()
            for item in document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
        ]


@pytest.mark.parametrize(
    "line",
    [
        AUTHORITIES,  # signature-long
        AUTHORITIES * 3,
        "平谷区人民政府" * 4 + "办公室",
        "Beijing Pinggu District Committee of Party Building Research and Publication 编",
    ],
)
def test_a_signature_keeps_to_the_type_area(tmp_path, line: str) -> None:
    found = boxes(tmp_path, f"正文。\n\n::: 落款\n{line}\n2004年12月27日\n:::\n")
    shown = "".join(char for char, _ in found if not char.isspace())
    assert line.replace(" ", "") in shown
    inked = [box for char, box in found if not char.isspace()]
    assert all(left >= AREA[0] and right <= AREA[1] for left, _, right, _ in inked)


def test_a_short_signature_stays_on_one_line(tmp_path) -> None:
    found = boxes(tmp_path, "正文。\n\n::: 落款\n平谷区ABC委员会\n2004年12月27日\n:::\n")
    start = "".join(char for char, _ in found).index("平谷区ABC")
    feet = [box[1] for _, box in found[start : start + 9]]
    assert max(feet) - min(feet) < 5


@pytest.mark.parametrize("filled", [0, 1, 4])  # empty-rows
def test_an_empty_row_is_a_line_high(tmp_path, filled: int) -> None:
    cells = ["| 张三 |  |"] * filled + ["|  |  |"] * (4 - filled)
    body = "\n".join(("表：登记表 {.ruled}", "", "| 姓名 | 签字 |", "|---|---|", *cells)) + "\n"
    rows = {(round(low, 1), round(high, 1)) for _, low, _, high in rules(tmp_path, body)}
    assert len(rows) == 5  # the head and four rows
    assert min(high - low for low, high in rows) > 12


@pytest.mark.parametrize("name", ["下划线", "underline"])  # underline-missing
def test_underlined_words_bear_a_line(tmp_path, name: str) -> None:
    assert rules(tmp_path / "bare", "这里有下划线的文字。\n") == []
    (line,) = rules(tmp_path / "lined", f"这里有[下划线的文字]{{.{name}}}。\n")
    assert line[2] - line[0] == pytest.approx(6 * 10.5, abs=2)
