"""Faults that real books and users met, each with its right value, seen in the finished PDF."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image

from huozi.values.length import mm
from tests.books import entry, make_book
from tests.pressing import Report, press, refused

#: Of the default page: where the type area of a recto lies, and its lines.
INNER, MEASURE, LEADING = mm(21), 27 * 10.5, 16.8
AREA = (INNER - 0.01, INNER + MEASURE + 0.5)
AUTHORITIES = "中共北京市平谷区委组织部、北京市平谷区人力资源和社会保障局、北京市平谷区财政局"


#: A page that holds more than that of the house.
WIDE = {"measure": 29, "lines": 31, "leading": "15.75 pt", "inner_margin": "18 mm"} | {
    "head_margin": "17 mm"
}


def boxes(folder, body: str, **keys) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Each character of the first page, with its box (left, bottom, right, top) in points."""
    book = make_book(folder, {"a.md": entry(body)}, {"front": [], **keys})
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


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("filled", [0, 1, 4])  # empty-rows
def test_an_empty_row_is_a_line_high(tmp_path, filled: int) -> None:
    cells = ["| 张三 |  |"] * filled + ["|  |  |"] * (4 - filled)
    body = "\n".join(("表：登记表 {.ruled}", "", "| 姓名 | 签字 |", "|---|---|", *cells)) + "\n"
    rows = {(round(low, 1), round(high, 1)) for _, low, _, high in rules(tmp_path, body)}
    assert len(rows) == 5  # the head and four rows
    assert min(high - low for low, high in rows) > 12


@pytest.mark.slow
@pytest.mark.parametrize("name", ["下划线", "underline"])  # underline-missing
def test_underlined_words_bear_a_line(tmp_path, name: str) -> None:
    assert rules(tmp_path / "bare", "这里有下划线的文字。\n") == []
    (line,) = rules(tmp_path / "lined", f"这里有[下划线的文字]{{.{name}}}。\n")
    assert line[2] - line[0] == pytest.approx(6 * 10.5, abs=2)


@pytest.mark.slow
def test_a_line_goes_through_words_that_are_struck(tmp_path) -> None:
    (line,) = rules(tmp_path / "one", "这里有~~删去的文字~~。\n")
    assert line[2] - line[0] == pytest.approx(5 * 10.5, abs=2)
    middle = (line[1] + line[3]) / 2
    low, high = next(
        (box[1], box[3]) for char, box in boxes(tmp_path / "two", "甲~~乙~~。") if char == "乙"
    )
    assert low < middle < high


@pytest.mark.slow
def test_underlined_blanks_are_a_rule_of_their_width(tmp_path) -> None:
    (line,) = rules(tmp_path, "姓名[　　　　　　]{.下划线}签字。\n")
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


@pytest.mark.slow
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
    lines = (first - last) / LEADING
    assert lines == pytest.approx(round(lines), abs=0.01)


FORMULAS = ["H~2~O", "x^2^y", "CO~2~", "m^3^/s", "Al~2~(SO~4~)~3~", "SO~4~^2-^", "x^2^+y^2^=1"]


@pytest.mark.slow
@pytest.mark.parametrize("formula", FORMULAS)  # h2o
@pytest.mark.parametrize("before", [22, 23, 24, 25, 26])
def test_a_formula_stands_on_one_line(tmp_path, formula: str, before: int) -> None:
    han = "山川田野风云日月江河湖海松竹梅兰春夏秋冬东西南北天地"
    found = boxes(tmp_path, f"{han[:before]}水{formula}很多，水很多，水很多。\n")
    text = "".join(char for char, _ in found)
    start, end = text.index("水") + 1, text.index("很")
    feet = [box[1] for char, box in found[start:end] if not char.isspace()]
    assert max(feet) - min(feet) < 8


@pytest.mark.slow
def test_centred_marks_keep_their_cells_or_lose_as_much_on_either_side(tmp_path) -> None:
    keys = {"front": [], "language": "zh-TW"}  # tc-centred
    keys["fonts"] = {"song": "Noto Serif CJK TC", "hei": "Noto Sans CJK TC"}
    words = "民羽每唱很。丁早，個「子」、原教（王）。娘紅；夕能！昔孝畫見飛斗海完常日。"
    full = press(make_book(tmp_path / "a", {"a.md": entry(words * 9)}, keys)).output
    half = press(
        make_book(
            tmp_path / "b", {"a.md": entry(words * 9)}, {**keys, "line": {"punctuation": "banjiao"}}
        )
    ).output
    for output, least, most in ((full, 0, 0.1), (half, -0.25, -0.15)):
        lost = marks_between_han(output)
        assert all(left == pytest.approx(right, abs=0.011) for left, right in lost)
        assert lost and all(least <= left < most for left, _ in lost)


def marks_between_han(output: Path) -> list[tuple[float, float]]:
    """What centred marks between two characters lose on either side, in em."""
    with pypdfium2.PdfDocument(output) as document:
        text = document[0].get_textpage()
        chars = [
            (text.get_text_range(at, 1), text.get_charbox(at, loose=True))
            for at in range(text.count_chars())
        ]
    found = []
    for (a, one), (mark, box), (b, other) in zip(chars, chars[1:], chars[2:], strict=False):
        level = abs(one[1] - box[1]) < 1 and abs(other[1] - box[1]) < 1
        if mark in "，。；！" and a.isalpha() and b.isalpha() and level:
            found.append((round((box[0] - one[2]) / 10.5, 2), round((other[0] - box[2]) / 10.5, 2)))
    return found


@pytest.mark.slow
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


def test_words_stay_on_one_line_beside_a_long_text(tmp_path) -> None:
    told = "带领群众修路、治水，得到好评，" * 8  # column-widths
    rows = ("| 1 | 王小明 | 书记 |", "| 2 | 欧阳春花 | 副书记、副主任 |")
    body = (
        "表：单位 {.ruled}\n\n| 序号 | 姓名 | 职务 | 主要事迹 | 备注 |\n|---|---|---|---|---|\n"
        f"{rows[0]} {told} | 区级 |\n{rows[1]} {told} | 市级先进 |\n"
    )
    found = boxes(tmp_path, body, format=WIDE)
    text = "".join(char for char, _ in found)
    for word in ("序号", "姓名", "职务", "欧阳春花", "副书记、副主任", "备注", "市级先进"):
        start = text.index(word)
        feet = [box[1] for _, box in found[start : start + len(word)]]
        assert max(feet) - min(feet) < 2, word


def pages_of(output: Path) -> list[str]:
    """The text of each page, without its blanks."""
    with pypdfium2.PdfDocument(output) as document:
        return ["".join(p.get_textpage().get_text_bounded().split()) for p in document]


def press_text(folder: Path, body: str) -> Path:
    """A book of one text."""
    return press(make_book(folder, {"a.md": entry(body)}, {"front": []})).output


def grouped(groups: int, of: int, tall: dict[int, int]) -> str:
    """A table whose first column is merged by groups; `tall` rows hold so many more words."""
    rows = []
    for at in range(groups * of):
        label = f"第{at // of}组" if at % of == 0 else "^"
        rows.append(f"| {label} | 项{at}。{'很长的文字，' * tall.get(at, 0)} | 数{at}。 |")
    return (
        "表：合并 {.ruled}\n\n| 组 | 项目 | 数 |\n|---|---|---|\n"
        + "\n".join(rows)
        + "\n\n末段。\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("groups", "of", "tall"),
    [
        (8, 10, {}),  # rowspan-pages
        (1, 90, {}),
        (30, 3, {}),
        (5, 7, {9: 40, 18: 260}),  # … with tall-row
        (1, 3, {0: 260}),
        (2, 4, {3: 260}),
    ],
)
def test_merged_cells_go_on_overleaf(tmp_path, groups: int, of: int, tall) -> None:
    output = press_text(tmp_path, grouped(groups, of, tall))
    pages = pages_of(output)
    text = "".join(pages)
    for at in range(groups * of):
        assert text.count(f"项{at}。") == text.count(f"数{at}。") == 1
    for char in "很长的文字，":
        assert text.count(char) == sum(tall.values())
    for page in pages:
        shown = {int(at) // of for at in re.findall(r"项(\d+)。", page)}
        assert all(f"第{group}组" in page for group in shown)
        assert "项目" in page or not (shown or "很长" in page)
    assert len(pages[0]) > 60  # the opening page is no blank one


@pytest.mark.slow
def test_the_rules_of_merged_cells_are_complete_on_each_page(tmp_path) -> None:
    output = press_text(tmp_path, grouped(8, 10, {}))  # rowspan-pages
    with pypdfium2.PdfDocument(output) as document:
        for page in list(document)[:3]:
            items = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
            found = [item.get_bounds() for item in items]
            cells = [box for box in found if box[3] - box[1] > 12 and box[1] < 519]  # no furniture
            left = min(box[0] for box in cells)
            first = sorted((box[1], box[3]) for box in cells if box[0] < left + 1)
            assert first[0][0] == pytest.approx(min(box[1] for box in cells), abs=0.5)
            assert first[-1][1] == pytest.approx(max(box[3] for box in cells), abs=0.5)
            for (_, high), (low, _) in pairwise(first):
                assert low <= high + 0.5


@pytest.mark.slow
@pytest.mark.parametrize("text", ["30 × 10.5", "n ÷ 16", "a × b", "2 ± 1", "1 + 2", "a = b"])
def test_blanks_beside_operators_are_no_fault(tmp_path, text: str) -> None:
    press(make_book(tmp_path, {"a.md": entry(f"算得 {text}，好。\n\n{text}\n")}, {"front": []}))


def test_an_epigraph_with_a_title_shows_none(tmp_path) -> None:
    """It was looked for on the page, and the book refused."""
    front = {"front": [{"epigraph": "题词.md"}]}
    files = {"content/题词.md": entry("题词。\n", title="题记")}
    output = press(make_book(tmp_path, {"a.md": entry("正文。\n")}, front, files)).output
    assert "题记" not in "".join(pages_of(output))


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 27, 60])
@pytest.mark.parametrize(
    ("before", "between", "after"), [("", "\n\n", ""), ("::: 居中\n", "\n", "\n:::")]
)
def test_an_epigraph_goes_on_overleaf(tmp_path, count: int, before, between, after) -> None:
    words = [f"题词第{at}句。" for at in range(count)]  # attack A1
    front = {"front": [{"epigraph": "题词.md"}]}
    files = {"content/题词.md": before + between.join(words) + after + "\n"}
    output = press(make_book(tmp_path, {"a.md": entry("正文。\n")}, front, files)).output
    with pypdfium2.PdfDocument(output) as document:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                low = text.get_charbox(at, loose=True)[1]
                assert low > mm(5) or not text.get_text_range(at, 1).strip()
    assert re.findall("题词第[0-9]+句。", "".join(pages_of(output))) == words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "quoted"),
    [
        ({"issuer": "发行单位" * 25, "title": "很长的书名" * 13}, "发行单位"),  # attack A1
        (dict.fromkeys(("title", "subtitle", "editor", "issuer"), "几十个字" * 18), "几十个字"),
        ({"copyright_lines": ["很多的内容"] * 60}, "书名"),
    ],
)
def test_text_at_a_fixed_place_is_never_printed_over_other_text(tmp_path, keys, quoted) -> None:
    page = "copyright" if "copyright_lines" in keys else "title-page"
    book = make_book(tmp_path, {"a.md": entry("正文。\n")}, {"front": [page], **keys})
    told = refused(book)
    assert {found.place.file for found in told} == {"content/book.yaml"}
    overprinted = [found for found in told if found.code == "text-overprinted"]
    assert any(quoted in str(dict(found.params)["text"]) for found in overprinted)
    others = {found.code for found in told} - {"text-overprinted"}
    assert all(code.startswith("account-") for code in others)


@pytest.mark.slow
@pytest.mark.parametrize(
    "between", ["::: 诗\n一行诗\n二行诗\n:::", "> 引文。", "- 项\n- 目", "### 节", "正文。"]
)
def test_text_lies_on_the_grid_behind_a_heading_under_the_title(tmp_path, between: str) -> None:
    plain = boxes(tmp_path / "plain", "首段。\n")  # books-t14
    found = boxes(tmp_path / "headed", f"## 小标题\n\n{between}\n\n末段。\n")
    first = next(box[1] for char, box in plain if char == "首")
    last = next(box[1] for char, box in found if char == "末")
    assert (first - last) / LEADING == pytest.approx(round((first - last) / LEADING), abs=0.01)


def test_two_figures_in_a_row_leave_the_pages_before_them_full(tmp_path) -> None:
    body = f"正文零段。\n\n## 小标题\n\n{PICTURE}\n\n{PICTURE}\n\n正文一段。\n\n正文二段。\n"
    report = press_pictured(tmp_path, body, photo(2016, 1512))  # books-t12
    assert [page for page, _ in pictures(report.output)] == [1, 2]
    first, second, *_ = pages_of(report.output)
    assert "正文零段。小标题" in first
    assert "正文一段。正文二段。" in second


def test_a_title_page_that_is_full_goes_on_overleaf(tmp_path) -> None:
    keys = {"issuer": "发行单位" * 25, "title": "很长的书名" * 20}  # attack A1
    output = press(
        make_book(tmp_path, {"a.md": entry("正文。\n")}, {"front": ["title-page"], **keys})
    )
    assert "".join(pages_of(output.output)).startswith(keys["title"] + keys["issuer"])


def test_a_line_ends_inside_a_cell(tmp_path) -> None:
    found = boxes(tmp_path, "| 甲 | 乙 |\n|---|---|\n| 一行<br>两行 | 末 |\n")  # br-in-cell
    text = "".join(char for char, _ in found)
    first, second = (found[text.index(words)][1][1] for words in ("一行", "两行"))
    assert first - second == pytest.approx(LEADING, abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "widths"),
    [
        ("![甲](p.jpg){width=40%} ![乙](p.jpg){width=40%}\n", (0.4, 0.4)),  # image-two
        ("![甲](p.jpg) ![乙](p.jpg)\n", (0.47, 0.47)),
        ("![甲](p.jpg){width=50%}![乙](p.jpg){width=50%}\n", (0.47, 0.47)),
        (
            "![甲](p.jpg){width=20%} ![乙](p.jpg){width=30%}  ![丙](p.jpg){width=20%}\n",
            (0.2, 0.3, 0.2),
        ),
    ],
)
def test_pictures_on_one_line_stand_side_by_side(tmp_path, body: str, widths) -> None:
    report = press_pictured(tmp_path, f"首段。\n\n{body}\n末段。\n", photo(1600, 1200))
    found = [box for _, box in pictures(report.output)]
    assert [box[2] - box[0] for box in found] == pytest.approx([MEASURE * w for w in widths], abs=1)
    assert len({round(box[3], 1) for box in found}) == 1
    assert all(one[2] < other[0] for one, other in pairwise(found))
    assert all(AREA[0] <= box[0] and box[2] <= AREA[1] for box in found)
    text = pages_of(report.output)[0]
    assert all(f"图{n}{name}" in text for n, name in enumerate("甲乙丙"[: len(widths)], 1))


def test_figures_on_lines_of_their_own_stand_below_one_another(tmp_path) -> None:
    report = press_pictured(tmp_path, "![甲](p.jpg)\n![乙](p.jpg)\n", photo(1600, 600))
    upper, lower = (box for _, box in pictures(report.output))
    assert lower[3] < upper[1]


def test_words_of_a_picture_in_a_line_are_told(tmp_path) -> None:
    report = press_pictured(tmp_path, f"会场见下图：\n会场{PICTURE}\n签约。\n", photo(100, 100))
    (told,) = (found for found in report.findings if found.code == "inline-image-words")
    assert dict(told.params)["found"] == "![会场]"
    assert told.place is not None and (told.place.line, told.place.column) == (5, 3)


JOINED = [
    "{壮|zhuàng}{双|shuāng}{窗|chuāng}",
    "{活字|huó zì}{双窗|shuāngchuāng}",
    "{一|yī}{壮|zhuàng}{双|shuāng}",
]


@pytest.mark.slow
@pytest.mark.parametrize("joined", JOINED)
@pytest.mark.parametrize("before", ["他说", "::: 诗\n", "- "])
def test_readings_side_by_side_do_not_touch(tmp_path, joined: str, before: str) -> None:
    end = "\n:::\n" if before.startswith(":::") else "\n"
    found = boxes(tmp_path, f"{before}{joined}的。{end}")
    latin = [box for char, box in found if "a" <= char <= "z" or char in "àáāìīó"]
    ends = [len(words) for words in re.findall(r"\|([^}]*)\}", joined.replace(" ", ""))]
    at = 0
    for length in ends[:-1]:
        at += length
        assert latin[at][0] - latin[at - 1][2] > 1


@pytest.mark.slow
@pytest.mark.parametrize("cells", ["{壮\\|zhuàng}", "字{双窗\\|shuāngchuāng}", "**{壮\\|zhuàng}**"])
def test_readings_in_cells_stay_clear_of_the_rules(tmp_path, cells: str) -> None:
    body = f"| {cells} | 乙 |\n|---|---|\n| {cells} | 字 |\n"
    found = boxes(tmp_path / "text", body)
    tops = [box[3] for char, box in found if "a" <= char <= "z"]
    rows = [(box[1], box[3]) for box in rules(tmp_path / "rules", body) if box[3] - box[1] > 12]
    assert tops and rows
    for top in tops:
        (high,) = {high for low, high in rows if low < top - 4 < high}
        assert top < high + 0.5


@pytest.mark.slow
def test_signs_that_no_font_has_are_told_with_their_line(tmp_path) -> None:
    book = make_book(
        tmp_path, {"a.md": entry("第一段。\n\n☑☐✓✗■□●○◆★☆※。\n")}, {"front": []}
    )  # ring
    told = refused(book)
    codes = {"glyph-missing", "glyph-missing-offer", "glyph-borrowed"}
    assert {found.code for found in told} <= codes
    assert {found.place.line for found in told if found.place} == {6}
    assert {dict(found.params)["char"][:1] for found in told} >= set("☑☐✗")


def test_an_empty_merged_cell_goes_on_overleaf(tmp_path) -> None:
    rows = [f"| {'^' if at else ''} | 项{at}。 |" for at in range(80)]
    text = "".join(pages_of(press_text(tmp_path, "| 组 | 项 |\n|---|---|\n" + "\n".join(rows))))
    assert all(text.count(f"项{at}。") == 1 for at in range(80))


@pytest.mark.slow
def test_a_label_that_goes_on_is_not_told_of(tmp_path) -> None:
    rows = [f"| {'^' if at % 10 else '综合工作组'} | 项{at}。 |" for at in range(80)]
    body = '表：合并 {widths="1 9"}\n\n| 组 | 项 |\n|---|---|\n' + "\n".join(rows) + "\n"
    report = press(make_book(tmp_path, {"a.md": entry(body)}, {"front": []}))
    assert any("（续" in page for page in pages_of(report.output))  # rowspan-pages
    told = [f for f in report.findings if "续" in str(dict(f.params).get("text", ""))]
    assert told == []
    assert all(dict(f.params).get("text") != "）" for f in report.findings)


def test_notes_of_a_turned_table_stand_beside_it(tmp_path) -> None:
    rows = "\n".join(f"| 项{at}^[注文{at}号] | {at} |" for at in range(8))
    pages = pages_of(
        press_text(tmp_path, f"表：转 {{.turned}}\n\n| 甲 | 乙 |\n|---|---|\n{rows}\n")
    )
    shown = "".join(pages)  # turned-notes
    assert all(shown.count(f"注文{at}号") == 1 for at in range(8))


@pytest.mark.slow
def test_a_note_longer_than_pages_is_shown_whole(tmp_path) -> None:
    signs = [chr(0x9000 + at) for at in range(400)]
    note = "".join(f"{sign}说明来龙去脉便于后人查考。" for sign in signs)
    pages = pages_of(press_text(tmp_path, f"正文^[{note}]一段。\n"))  # note-7200
    assert [char for char in "".join(pages) if char in frozenset(signs)] == signs


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "他喊“——快走”，又喊——“别走——”，然后——……没了",
        "【案例】［按］｛甲｝〖乙〗〔丙〕，",
        "甲／乙／丙和甲/乙/丙以及24/7与km/h",
        "（光绪十三年三月十三日）。阿卜杜拉·买买提·艾则孜与约翰·F·肯尼迪",
    ],
)
def test_no_line_begins_or_ends_with_what_may_not(tmp_path, words: str) -> None:
    """Slid through the measure a character at a time (slide-lines)."""
    slid = "山川田地江河湖海日月星辰风云雨雪松竹梅兰春夏秋冬东西南北"
    rest = "旧新近远低高短长少多小大外内后前右左下上北南。"
    body = "\n\n".join(f"{slid[:at]}{words}{rest}" for at in range(len(slid)))
    with pypdfium2.PdfDocument(press_text(tmp_path, body)) as document:
        lines = [
            line.strip()
            for page in document
            for line in page.get_textpage().get_text_range().splitlines()
        ]
    assert len(lines) > 2 * len(slid)
    assert [line for line in lines if line[:1] in tuple("，。、；：！？）》】］｝〗〕”·／/")] == []
    assert [line for line in lines if line[-1:] in tuple("（《【［｛〖〔“／/")] == []
