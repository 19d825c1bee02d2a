"""The hand-over: what is in the ZIP, that it is always the same, and what keeps it back."""

import io
import json
import zipfile

import pikepdf
import pypdfium2
import pytest

from huozi.jobs.delivery import deliver, packed
from huozi.messages import render
from huozi.pdf.profile import purpose
from huozi.preflight.job import PlacedFinding
from huozi.preflight.judge import Verdict
from huozi.press import Order
from huozi.progress import Progress
from huozi.values.errors import InputError
from huozi.values.length import mm
from huozi.values.manuscript import Severity, finding
from tests.books import PNG, entry, make_book

KEYS = {"title": "汇编", "issuer": "某组织部", "date": "2010-04", "date_display": "2010年4月"}
TEXT = "为加强农村基层组织建设，提高党员队伍素质，平谷区委组织部坚持以人为本，大胆探索。" * 12


def book(folder, entries=None, **keys):
    entries = entries or {
        f"{name}.md": entry(f"{TEXT}\n", title=title) for name, title in (("a", "甲"), ("b", "乙"))
    }
    return make_book(folder / "book", entries, KEYS | keys)


def order(folder, name="plain-k"):
    return Order(folder / "book", folder / "deliver.zip", jobs=1, purpose=purpose(name))


def handed(folder, cover=None, draft=False, name="plain-k", **keys):
    book(folder, **keys)
    made = deliver(order(folder, name), cover, draft, Progress(True))
    with zipfile.ZipFile(folder / "deliver.zip") as archive:
        return made, {name: archive.read(name) for name in archive.namelist()}


def refused(folder, **options):
    with pytest.raises(InputError) as error:
        handed(folder, **options)
    assert not (folder / "deliver.zip").exists()
    return [found.code for found in error.value.findings]


def words(data):
    with pypdfium2.PdfDocument(data) as pdf:
        return "".join(pdf[0].get_textpage().get_text_range().split())


@pytest.fixture
def lenient(monkeypatch):
    """Preflight that finds what it is told to. Its own judgement is tested elsewhere."""
    faults = []

    def inspect(file, profile, *more, **options):
        with pikepdf.open(file) as pdf:
            return Verdict(file.name, profile, len(pdf.pages), tuple(faults)), {}

    monkeypatch.setattr("huozi.preflight.inspect.inspect", inspect)
    return faults


@pytest.mark.slow
def test_all_a_printer_needs(tmp_path, lenient):
    made, files = handed(
        tmp_path,
        printing={"weight": 100, "run": 500, "binding": "sewn", "notes": ["封面覆哑膜"]},
    )
    assert set(files) == set(made.names) >= {
        "body.pdf", "cover.pdf", "print-order.pdf", "pages.json", "preflight-body.json",
        "preflight-body.html", "preflight-cover.json", "preflight-cover.html", "fonts/README.txt",
    }  # fmt: skip
    with pikepdf.open(io.BytesIO(files["body.pdf"])) as pdf:
        pages = len(pdf.pages)
        assert "/BleedBox" in pdf.pages[0].obj
    record = json.loads(files["pages.json"])
    assert record["pages"] == made.pages == pages
    assert [e["title"] for e in record["entries"] if e["kind"] == "article"] == ["甲", "乙"]
    told = words(files["print-order.pdf"])
    for said in (
        "印制说明", "汇编", "140×203mm", f"{pages}面", "胶版纸100g/m", "锁线胶订", "500册",
        "封面覆哑膜", "铜版纸250g/m", f"书脊{made.spine_mm:g}mm", "某组织部", "大32开",
        f"合{round(pages / 32, 3):g}印张", "单黑，双面印（1＋1）", "单面印，封二、封三空白",
        "只用黑版（K）", "印前检查无误", "左侧订口",
    ):  # fmt: skip
        assert said in told, said
    assert "草稿" not in told


@pytest.mark.slow
def test_the_print_order_of_a_folded_book(tmp_path, lenient):
    entries = {"a.md": entry(f"{TEXT}\n", title="甲"), "b.md": entry(f"{TEXT * 3}\n", title="乙")}
    made, files = handed(tmp_path, entries=entries, printing={"binding": "saddle"})
    told = words(files["print-order.pdf"])
    assert f"对折套订，共{made.pages // 4}张" in told and "书脊无" in told
    assert "帖" not in told and "白样" not in told


@pytest.mark.slow
def test_the_print_order_of_a_draft_says_so(tmp_path, lenient):
    lenient.append(
        PlacedFinding(finding("preflight-grid", severity=Severity.WARNING, leading=1, share=1))
    )
    _, files = handed(tmp_path, draft=True)
    told = words(files["print-order.pdf"])
    assert "草稿" in told and "印前检查0处错误、1条提醒" in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("trim", "said"),
    [("A5", "148×210mm（A5），"), ("139.7 × 203.2 mm", "139.7×203.2mm，"),
     ("170 × 240 mm", "170×240mm（小16开），")],
)  # fmt: skip
def test_sizes_in_the_print_order_are_those_of_the_book(tmp_path, lenient, trim, said):
    _, files = handed(tmp_path, format={"trim": trim})
    assert f"成品尺寸{said}" in words(files["print-order.pdf"])


@pytest.mark.slow
def test_the_print_order_tells_of_a_cover_made_elsewhere(tmp_path, lenient):
    made, _ = handed(tmp_path)
    mine = sheet(tmp_path, 280 + made.spine_mm, sides=2)
    _, files = handed(tmp_path, cover=mine, name="x4")
    told = words(files["print-order.pdf"])
    assert "按文件，两面印" in told and "cover.pdf2面" in told and "PDF/X-4" in told


@pytest.mark.slow
def test_the_same_book_the_same_zip(tmp_path, lenient):
    handed(tmp_path / "a")
    handed(tmp_path / "b")
    one, other = ((tmp_path / name / "deliver.zip").read_bytes() for name in "ab")
    assert one == other


def test_a_zip_says_nothing_of_its_machine():
    made = packed({"b": b"2", "a": b"1"})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["a", "b"]
        assert {(e.date_time, e.create_system) for e in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 3)
        }


@pytest.mark.slow
def test_a_picture_too_coarse_for_a_final_book_is_not_handed_over(tmp_path, lenient):
    entries = {"a.md": entry("![说明](a.png){width=100mm}\n\n正文。\n", title="甲")}
    make_book(tmp_path / "book", entries, KEYS, {"content/a.png": PNG})
    with pytest.raises(InputError) as error:
        deliver(order(tmp_path), None, False, Progress(True))
    assert {found.code for found in error.value.findings} == {"image-coarse"}
    assert deliver(order(tmp_path), None, True, Progress(True))


@pytest.mark.slow
def test_an_unfinished_book_is_a_draft_at_most(tmp_path, lenient):
    entries = {"a.md": entry("", title="甲", status="pending", reserve_pages=2)}
    assert refused(tmp_path, entries=entries) == ["not-final"]
    assert handed(tmp_path, draft=True, entries=entries)


@pytest.mark.slow
def test_what_preflight_refuses_is_not_handed_over(tmp_path, lenient):
    lenient.append(PlacedFinding(finding("preflight-x-title"), 0))
    lenient += [PlacedFinding(finding("preflight-page-empty"), page) for page in (3, 5, 6)]
    with pytest.raises(InputError) as error:
        handed(tmp_path)
    assert [render(found, "en").partition(" the ")[0] for found in error.value.findings] == [
        f"{name}.pdf{where}" for name in ("body", "cover") for where in (":", ", page 3, 5–6:")
    ]
    made, _ = handed(tmp_path, draft=True)
    assert "preflight-x-title" in [found.code for found in made.findings]


@pytest.mark.slow
def test_a_warning_of_preflight_does_not_keep_it(tmp_path, lenient):
    lenient.append(PlacedFinding(finding("preflight-untagged", severity=Severity.WARNING), 0))
    assert handed(tmp_path)


@pytest.mark.slow
def test_preflight_itself_judges(tmp_path):
    _, files = handed(tmp_path)
    for name in ("body", "cover"):
        verdict = json.loads(files[f"preflight-{name}.json"])
        assert (verdict["file"], verdict["profile"]) == (f"{name}.pdf", "plain-k")
        assert verdict["errors"] == 0


def sheet(folder, width_mm, sides=1):
    file = folder / "mine.pdf"
    with pikepdf.new() as pdf:
        for _ in range(sides):
            page = pdf.add_blank_page(page_size=(mm(width_mm), mm(203)))
            page.trimbox = page.mediabox
        pdf.save(file)
    return file


@pytest.mark.slow
def test_a_cover_made_elsewhere_has_to_fit(tmp_path, lenient):
    made, files = handed(tmp_path)
    width = 280 + made.spine_mm
    mine = sheet(tmp_path, width)
    _, files = handed(tmp_path, cover=mine)
    assert files["cover.pdf"] == mine.read_bytes()
    (tmp_path / "deliver.zip").unlink()
    assert refused(tmp_path, cover=sheet(tmp_path, width + 1)) == ["cover-misfit"]


def test_a_cover_larger_than_any_is_not_read(tmp_path, lenient):
    mine = tmp_path / "mine.pdf"
    with mine.open("wb") as file:
        file.truncate(513 << 20)  # no bytes on the disk
    assert refused(tmp_path, cover=mine) == ["cover-large"]


@pytest.mark.slow
def test_a_cover_for_yesterdays_page_count(tmp_path, lenient):
    made, _ = handed(tmp_path)
    measured = {"spine_mm": 9, "spine_pages": made.pages}
    book(tmp_path, cover=measured)
    assert deliver(order(tmp_path), None, False, Progress(True)).spine_mm == 9
    longer = {"a.md": entry(f"{TEXT * 6}\n", title="甲"), "b.md": entry(f"{TEXT}\n", title="乙")}
    book(tmp_path, longer, cover=measured)
    with pytest.raises(InputError) as error:
        deliver(order(tmp_path), None, False, Progress(True))
    assert [found.code for found in error.value.findings] == ["cover-outdated"]


@pytest.mark.slow
def test_sections(tmp_path, lenient):
    made, _ = handed(tmp_path)
    assert made.pages % 16
    assert "deliver-sections" in [found.code for found in made.findings]
    (tmp_path / "deliver.zip").unlink()
    if made.pages % 4:
        assert refused(tmp_path, printing={"binding": "saddle"}) == ["deliver-sections"]


@pytest.mark.slow
def test_x4_names_its_condition(tmp_path, lenient):
    _, files = handed(tmp_path, name="x4")
    told = words(files["print-order.pdf"])
    assert "PDF/X-4" in told
