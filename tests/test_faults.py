"""Faults that real books and users met, each with its right value, seen in the finished PDF."""

import io
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image

from huozi.values.length import mm
from tests.books import entry, make_book
from tests.pressing import Report, press

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


def photo(width: int = 4000, height: int = 3000) -> bytes:
    """A grey picture, larger than the page at 300 dots to the inch."""
    file = io.BytesIO()
    Image.new("L", (width, height), 150).save(file, "JPEG")
    return file.getvalue()


def press_pictured(folder: Path, body: str, data: bytes) -> Report:
    """A book of one text with the picture `p.jpg`."""
    files = {"content/p.jpg": data}
    return press(make_book(folder, {"a.md": entry(body)}, {"front": []}, files))


def pictures(output: Path) -> list[tuple[int, tuple[float, float, float, float]]]:
    """The pages and boxes of all pictures."""
    with pypdfium2.PdfDocument(output) as document:
        return [
            (number, item.get_bounds())
            for number, page in enumerate(document, 1)
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=6)
        ]


PICTURE = "![会场](p.jpg)"


@pytest.mark.parametrize("size", [(4000, 3000), (600, 6000), (6000, 300)])
@pytest.mark.parametrize(
    "body",
    [
        f"见下图：\n{PICTURE}\n签约仪式在会场举行。\n",  # attack A2
        f"[{PICTURE}](https://a.cn)\n",  # linked-image
        f"（{PICTURE}）。\n",
        f"## 标题{PICTURE}后\n\n正文。\n",
        f"- 列表{PICTURE}项\n- 第二项\n",
        f"> 引文{PICTURE}引文\n",
        f"| 甲 | 乙 |\n|---|---|\n| 字 | {PICTURE} |\n| {PICTURE} | {'多多的字' * 9} |\n",
    ],
)
def test_a_picture_in_a_line_keeps_to_the_type_area(tmp_path, body: str, size) -> None:
    report = press_pictured(tmp_path, f"正文。\n\n{body}\n末段。\n", photo(*size))
    found = pictures(report.output)
    assert len(found) == body.count(PICTURE)
    for page, (left, low, right, high) in found:
        shift = mm(140) - MEASURE - 2 * INNER if page % 2 == 0 else 0  # of a verso
        assert AREA[0] <= left - shift and right - shift <= AREA[1]
        assert mm(18) <= low and high <= mm(210) - mm(18)
        assert (right - left) / (high - low) == pytest.approx(size[0] / size[1], rel=0.02)
    assert "line-overfull" not in [f.code for f in report.findings]


def test_text_below_a_picture_in_a_line_lies_on_the_grid(tmp_path) -> None:
    report = press_pictured(tmp_path, f"首段。\n\n图{PICTURE}图\n\n末段。\n", photo(700, 777))
    with pypdfium2.PdfDocument(report.output) as document:
        text = document[0].get_textpage()
        (first, last) = (
            text.get_charbox(text.get_text_bounded().index(char), loose=True)[1] for char in "首末"
        )
    lines = (first - last) / 15.75
    assert lines == pytest.approx(round(lines), abs=0.01)


@pytest.mark.parametrize("count", [16, 17, 18, 19])  # ruby-crash
def test_paragraphs_that_begin_with_a_reading_are_levelled(tmp_path, count: int) -> None:
    body = "{活字|huó zì}旧新近远低高短长少多小大外内后前右左下上北南旧新近远低高短长少多。\n\n"
    report = press(make_book(tmp_path, {"a.md": entry(body * count)}, {"front": []}))
    with pypdfium2.PdfDocument(report.output) as document:
        shown = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert shown.count("huó") == shown.count("活字") == count


def test_a_paragraph_of_readings_alone_is_set(tmp_path) -> None:
    body = f"{'{活字|huó zì}' * 9}\n\n{'正文的字' * 14}\n\n" * 9  # ruby-crash
    report = press(make_book(tmp_path, {"a.md": entry(body)}, {"front": []}))
    with pypdfium2.PdfDocument(report.output) as document:
        shown = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert shown.count("活字") == 81
