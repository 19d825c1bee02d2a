"""A cover as it is made: set for a small book, read back by others."""

import io

import pikepdf
import pypdfium2
import pytest

from huozi.jobs.cover.make import press_cover
from huozi.jobs.cover.panels import Panels
from huozi.jobs.cover.sheet import prove_fit
from huozi.pdf.profile import PLAIN, PLAIN_K, PROFILES, Purpose
from huozi.preflight.judge import judge
from huozi.press import Order
from huozi.progress import Progress
from huozi.values.errors import InputError
from huozi.values.length import mm, to_mm
from tests.books import entry, make_book
from tests.pressing import ROOT

BOOK = {
    "title": "平谷区基层党建工作汇编",
    "editor": "刘占山",
    "issuer": "中共北京市平谷区委组织部",
    "date": "2010-04",
    "permit": "准印证号1",
}
THICK = {"caliper_mm": 2}  # cardboard: a book of four pages with a spine


def made(folder, profile=PLAIN_K, **keys):
    book = make_book(folder / "book", {"a.md": entry("正文。\n", title="甲")}, BOOK | keys)
    target = folder / "cover.pdf"
    report = press_cover(Order(book, target, jobs=1, purpose=Purpose(profile)), Progress())
    return report, target.read_bytes()


def refused(folder, **keys):
    with pytest.raises(InputError) as error:
        made(folder, **keys)
    return [found.code for found in error.value.findings]


def said(data, panel=None):
    """Text of the sheet, or of a strip of it (from, to in points)."""
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[0].get_textpage()
        if panel is None:
            return "".join(text.get_text_range().split())
        return "".join(text.get_text_bounded(panel[0], 0, panel[1], 10_000).split())


def strip(panels, panel):
    """A panel on the sheet with its margin."""
    shift = mm(12) - panels.bleed_pt
    return panel.left_pt + shift, panel.right_pt + shift


@pytest.mark.slow
def test_the_sheet_and_its_boxes(tmp_path):
    report, data = made(tmp_path, printing=THICK)
    spine = report.panels.spine_mm
    assert spine > 5
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (page,) = pdf.pages
        trim, bleed, media = ([to_mm(float(v)) for v in page.obj[f"/{name}Box"]]
                              for name in ("Trim", "Bleed", "Media"))  # fmt: skip
    assert trim[2] - trim[0] == pytest.approx(280 + spine, abs=0.01)
    assert trim[3] - trim[1] == pytest.approx(203, abs=0.01)
    around = [b - t for b, t in zip(bleed, trim, strict=True)]
    assert around == pytest.approx([-3, -3, 3, 3], abs=0.01)
    assert media[:2] == [0, 0] and media[2] - trim[2] == pytest.approx(12, abs=0.01)


@pytest.mark.slow
def test_each_panel_says_what_it_has_to(tmp_path):
    report, data = made(tmp_path, printing=THICK, cover={"blurb": ["封底一行"]})
    panels = report.panels
    front = said(data, strip(panels, panels.front))
    assert BOOK["title"] in front and BOOK["issuer"] in front and "2010年4月" in front
    back = said(data, strip(panels, panels.back))
    assert "封底一行" in back and "准印证号" not in back
    assert "内部资料，免费交流" in front and front.count("准印证号") == 1
    spine = said(data, strip(panels, panels.spine))
    assert spine.startswith(BOOK["title"]) and spine.endswith(BOOK["issuer"])


@pytest.mark.slow
def test_an_internal_book_says_all_that_is_known_of_it(tmp_path):
    """内部资料性出版物管理办法, 13: permit and words in front, the others in a plain place."""
    known = {"recipients": "全区党员", "printer": "某印刷厂", "print_date": "2010-05"}
    report, data = made(tmp_path, permit="京内001号", printing={**THICK, "run": 500}, **known)
    front = said(data, strip(report.panels, report.panels.front))
    assert "准印证号：京内001号" in front and "内部资料，免费交流" in front
    back = said(data, strip(report.panels, report.panels.back))
    assert back.endswith("发送对象：全区党员印刷单位：某印刷厂印刷日期：2010年5月印数：500册")


@pytest.mark.slow
def test_no_text_runs_into_what_stands_at_the_foot(tmp_path):
    """It was cut off at the edge of the sheet, or printed over the record."""
    assert made(tmp_path, cover={"blurb": ["长" * 50] * 6})
    assert refused(tmp_path, cover={"blurb": ["长" * 50] * 8}) == ["cover-blurb-full"]
    assert "account-sheet-lost" in refused(tmp_path, cover={"blurb": ["长" * 60] * 40})
    small = {"trim": "100 × 100 mm", "measure": 16, "lines": 11}
    # The house's title page would be full before: this one shows nothing.
    (tmp_path / "book" / "templates").mkdir()
    (tmp_path / "book" / "templates" / "title-page.html").write_text('{% extends "unit.html" %}')
    assert "account-clipped" in refused(tmp_path, subtitle="副" * 100, format=small)
    assert refused(tmp_path, editor="编" * 90, format=small) == ["cover-front-full"]


@pytest.mark.slow
def test_characters_of_the_spine_stand_on_each_other(tmp_path):
    report, data = made(tmp_path, printing=THICK)
    left, right = strip(report.panels, report.panels.spine)
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[0].get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        inside = [b for b in boxes if b[0] >= left and b[2] <= right and b[2] - b[0] > 3]
    title = inside[: len(BOOK["title"])]
    assert len(title) == len(BOOK["title"])
    tops = [box[3] for box in title]
    assert tops == sorted(tops, reverse=True)
    middle = (left + right) / 2
    assert all(abs((box[0] + box[2]) / 2 - middle) < 2 for box in title)


def test_black_covers_the_spine_and_runs_into_the_bleed(tmp_path):
    report, data = made(tmp_path, PLAIN, printing=THICK)
    panels = report.panels
    with pypdfium2.PdfDocument(data) as pdf:
        drawn = pdf[0].render(scale=1, grayscale=True).to_pil()
    spine = panels.spine
    left, right = spine.left_pt, spine.right_pt
    for x in (left - mm(5), left + 1, right - 1, right + mm(5)):
        assert drawn.getpixel((int(x), 0)) < 10 and drawn.getpixel((int(x), drawn.height - 2)) < 10
    assert 200 < drawn.getpixel((int(right + mm(8)), 20)) < 240  # the field of columns
    assert drawn.getpixel((int(right + mm(8)), drawn.height - 2)) > 245


@pytest.mark.slow
@pytest.mark.parametrize(("style", "head", "spine"), [("literary", 255, 255), ("technical", 0, 0)])
def test_styles_have_covers_of_their_own(tmp_path, style, head, spine):
    report, data = made(tmp_path, PLAIN, printing=THICK, style=style, subtitle="副题")
    panels = report.panels
    with pypdfium2.PdfDocument(data) as pdf:
        drawn = pdf[0].render(scale=1, grayscale=True).to_pil()
    assert drawn.getpixel((int(panels.front.left_pt + mm(40)), 5)) == head
    assert drawn.getpixel((int(panels.spine.left_pt + 1), drawn.height - 5)) == spine
    assert "平谷区基层党建工作汇编副题" in said(data)


def test_one_rule_runs_off_the_paper_at_both_ends(tmp_path):
    report, data = made(tmp_path, PLAIN, printing=THICK)
    with pypdfium2.PdfDocument(data) as pdf:
        drawn = pdf[0].render(scale=4, grayscale=True).to_pil()
    y = round((report.panels.bleed_pt + 0.382 * report.panels.page_height_pt + 1.5) * 4)
    assert all(drawn.getpixel((x, y)) < 10 for x in (0, drawn.width - 1, drawn.width // 4))


@pytest.mark.slow
@pytest.mark.parametrize("binding", ["perfect", "saddle"])
@pytest.mark.parametrize("title", ["书", "平谷区基层党建工作汇编", "很长的书名" * 7])
def test_title_and_subtitle_keep_clear_of_the_trim(tmp_path, title, binding):
    _, data = made(
        tmp_path, title=title, subtitle="副书名" * 8,
        printing={"binding": binding} | THICK,
    )  # fmt: skip
    found = judge_bytes(tmp_path, data)
    assert [f.finding.code for f in found if "trim" in f.finding.code] == []


def judge_bytes(folder, data):
    (folder / "x.pdf").write_bytes(data)
    return judge(folder / "x.pdf", PROFILES["plain-k"]).faults


def test_a_thin_book_has_a_bare_spine(tmp_path):
    report, data = made(tmp_path)
    codes = [found.code for found in report.findings if "spine" in found.code]
    assert codes == ["cover-spine-bare"]
    assert said(data).count(BOOK["issuer"]) == 1  # on the front alone


def test_a_stapled_book_has_none(tmp_path):
    report, data = made(tmp_path, printing={"binding": "saddle"})
    assert report.panels.spine_mm == 0 and len(report.panels.folds_pt) == 1
    assert [found.code for found in report.findings if "spine" in found.code] == []
    assert "骑马订" in said(data) and "书脊" not in said(data)


def test_letters_on_a_spine_too_thin_are_refused(tmp_path):
    assert refused(tmp_path, cover={"spine_title": "汇编"}) == ["cover-spine-thin"]


def test_a_spine_measured_for_another_body_is_refused(tmp_path):
    assert refused(tmp_path, cover={"spine_mm": 14, "spine_pages": 276}) == ["cover-outdated"]


@pytest.mark.slow
def test_a_measured_spine_goes_first(tmp_path):
    first, _ = made(tmp_path)
    report, _ = made(tmp_path, cover={"spine_mm": 14, "spine_pages": first.pages})
    assert report.panels.spine_mm == 14


@pytest.mark.slow
def test_flaps(tmp_path):
    report, data = made(tmp_path, printing=THICK, cover={"flaps_mm": 80})
    with pikepdf.open(io.BytesIO(data)) as pdf:
        width = to_mm(float(pdf.pages[0].trimbox[2]) - float(pdf.pages[0].trimbox[0]))
    assert width == pytest.approx(280 + 160 + report.panels.spine_mm, abs=0.01)


@pytest.mark.slow
def test_same_cover_same_bytes(tmp_path):
    assert made(tmp_path / "a", printing=THICK)[1] == made(tmp_path / "b", printing=THICK)[1]


@pytest.mark.slow
def test_what_book_yaml_says_can_break_nothing(tmp_path):
    _, data = made(tmp_path, title="<b>&{{ 1 }}", printing=THICK)
    assert "<b>&{{1}}" in said(data)


# ---------------------------------------------------------------------------- a cover that fits

BODY = Panels(mm(140), mm(203), 13.4, 0)


def sheet(width_mm, height_mm):
    return sheets((width_mm, height_mm))


def sheets(*sizes_mm):
    with pikepdf.new() as pdf:
        for width_mm, height_mm in sizes_mm:
            page = pdf.add_blank_page(page_size=(mm(width_mm), mm(height_mm)))
            page.trimbox = [0, 0, mm(width_mm), mm(height_mm)]
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("width", "height", "fits"),
    [
        (293.4, 203, True),
        (293.8, 203, True),
        (294.0, 203, False),
        (292.8, 203, False),
        (293.4, 204, False),
    ],
)
def test_half_a_millimetre_is_allowed(width, height, fits):
    if fits:
        prove_fit(sheet(width, height), BODY, "cover.pdf")
        return
    with pytest.raises(InputError) as error:
        prove_fit(sheet(width, height), BODY, "cover.pdf")
    assert error.value.findings[0].code == "cover-misfit"


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        ([(293.4, 203)] * 2, None),
        ([(293.4, 203), (140, 203)], "cover-misfit"),
        ([(293.4, 203)] * 3, "cover-sides"),
        ([], "cover-sides"),
    ],
    ids=["inside printed", "a page of the body", "three", "none"],
)
def test_every_side_of_a_cover_fits(sizes, code):
    data = sheets(*sizes)
    if code is None:
        prove_fit(data, BODY, "cover.pdf")
        return
    with pytest.raises(InputError) as error:
        prove_fit(data, BODY, "cover.pdf")
    assert error.value.findings[0].code == code


def locked():
    with pikepdf.open(io.BytesIO(sheet(293.4, 203))) as pdf:
        buffer = io.BytesIO()
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    return buffer.getvalue()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"text" * 100, locked()])
def test_an_unreadable_cover(data):
    with pytest.raises(InputError) as error:
        prove_fit(data, BODY, "cover.pdf")
    assert error.value.findings[0].code == "cover-unreadable"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("style", "code", "key"),
    [
        (".imprint .issuer { display: none }", "account-sheet-lost", "issuer"),
        (".inside .editor { position: relative; left: 400pt }", "account-clipped", "editor"),
        (".spine .cell { position: relative; left: 40pt }", "account-white", "issuer"),
        (".imprint { margin-left: -60pt }", "account-panel", "issuer"),
        (".imprint { color: #fff }", "account-white", "issuer"),
        (".imprint .permit { font-size: 0.5pt }", "account-small", "permit"),
    ],
)
def test_every_text_stands_on_its_panel_and_is_seen(tmp_path, style, code, key):
    """The account of a cover: a style of the book's own hides a text or moves it off its panel."""
    sheet = f"{(ROOT / 'styles/cover.css').read_text(encoding='utf-8')}\n{style}\n"
    book = make_book(
        tmp_path / "book", {"a.md": entry("正文。\n", title="甲")}, BOOK | {"printing": THICK},
        {"styles/cover.css": sheet},
    )  # fmt: skip
    with pytest.raises(InputError) as error:
        press_cover(Order(book, tmp_path / "cover.pdf", jobs=1), Progress())
    lines = (book / "content/book.yaml").read_text(encoding="utf-8").split("\n")
    told = {(f.code, lines[f.place.line - 1].partition(":")[0]) for f in error.value.findings}
    assert (code, key) in told
