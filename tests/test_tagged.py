"""A book for the screen, heard: its structure as poppler and pypdf read it."""

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from huozi.jobs.booklets import Booklet
from huozi.pdf.profile import PROFILES, Purpose
from huozi.preflight.judge import judge
from tests.books import PNG, entry, make_book
from tests.pressing import SENTENCE, article, press, press_booklets, squeezed

SINK = Path(__file__).parent / "books" / "kitchen-sink"
SCREEN = Purpose(PROFILES["screen"])
TAG_CODES = {
    "preflight-untagged", "preflight-content-untagged", "preflight-tag-parents",
    "preflight-figure-silent", "preflight-link-untagged", "preflight-link-silent",
}  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """A tagged book. `lines` are (depth, role or quoted text), as pdfinfo has them."""

    path: Path

    @cached_property
    def root(self) -> Any:
        return PdfReader(self.path).trailer["/Root"]

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        if not shutil.which("pdfinfo"):
            pytest.skip("pdfinfo is not installed")
        run = subprocess.run(["pdfinfo", "-struct-text", self.path], capture_output=True, text=True)
        assert run.returncode == 0 and run.stderr == ""
        attribute = re.compile(r"\s*(?:/|Object )")
        told = [line for line in run.stdout.splitlines() if line.strip()]
        told = [line for line in told if not attribute.match(line)]
        return [((len(line) - len(line.lstrip())) // 2, line.strip()) for line in told]

    @property
    def alternatives(self) -> list[str | None]:
        """What is said of each figure."""
        told: list[str | None] = []

        def walk(element: Any) -> None:
            if not isinstance(element, dict):
                return
            if element.get("/S") == "/Figure":
                told.append(element.get("/Alt"))
            held = element.get("/K", [])
            held = held.get_object() if hasattr(held, "get_object") else held
            for kid in held if isinstance(held, list) else [held]:
                walk(kid.get_object() if hasattr(kid, "get_object") else kid)

        walk(self.root["/StructTreeRoot"])
        return told

    @property
    def text(self) -> str:
        return squeezed("".join(line[1:-1] for _, line in self.lines if line[0] == '"'))

    def under(self, role: str) -> list[tuple[str, str]]:
        """All elements of a role: the roles and the text inside each."""
        found: list[tuple[list[str], list[str]]] = []
        open_: list[tuple[int, tuple[list[str], list[str]]]] = []
        for depth, line in self.lines:
            open_ = [item for item in open_ if item[0] < depth]
            name = line.split()[0].rstrip(":")
            for _, (roles, words) in open_:
                (words if line[0] == '"' else roles).append(line[1:-1] if line[0] == '"' else name)
            if name == role:
                found.append(([], []))
                open_.append((depth, found[-1]))
        return [(" ".join(roles), squeezed("".join(words))) for roles, words in found]

    def said(self, role: str) -> list[str]:
        return [words for _, words in self.under(role)]


def pressed(folder: Path) -> Heard:
    output = folder / "output" / "book-screen.pdf"
    press(folder, output, purpose=SCREEN)
    return Heard(output)


@pytest.fixture(scope="module")
def sink(tmp_path_factory) -> Heard:
    folder = tmp_path_factory.mktemp("heard") / "book"
    shutil.copytree(SINK, folder)
    return pressed(folder)


# ---------------------------------------------------------------------------- the kitchen sink


@pytest.mark.slow
def test_preflight_finds_nothing_wrong_with_the_tags(sink: Heard) -> None:
    faults = judge(sink.path, PROFILES["screen"]).faults
    assert {fault.finding.code for fault in faults} & TAG_CODES == set()


@pytest.mark.slow
def test_qpdf_finds_nothing_wrong_with_the_file(sink: Heard) -> None:
    run = subprocess.run(["qpdf", "--check", sink.path], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


@pytest.mark.slow
def test_it_says_that_it_is_pdf_ua(sink: Heard) -> None:
    metadata = sink.root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part\b", metadata)
    assert sink.root["/MarkInfo"]["/Marked"]
    assert sink.path.read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_all_text_but_furniture_and_leaders_is_heard(sink: Heard) -> None:
    run = subprocess.run(["pdftotext", "-raw", sink.path, "-"], capture_output=True, text=True)
    seen = squeezed(run.stdout)
    missing = list(seen)
    for char in sink.text:
        missing.remove(char)
    assert set(missing) <= set("排印小识装订校对0123456789ivx.·»")  # heads, folios, leaders
    assert len(sink.text) > 3000


@pytest.mark.slow
def test_the_levels_of_headings_follow_one_another(sink: Heard) -> None:
    level = 0
    for _, line in sink.lines:
        if heading := re.match(r"H(\d)", line):
            assert int(heading[1]) <= level + 1
            level = int(heading[1])
    assert sink.said("H2")[:2] == ["字盘与拣字*", "怎样把一页版拼得既满又齐，而且经得起再改"]


@pytest.mark.slow
def test_entries_lie_in_their_parts_and_annexes_in_their_entries(sink: Heard) -> None:
    first, second = sink.under("Part")
    assert first[1].startswith("工序篇字盘与拣字") and first[0].split().count("Art") == 4
    assert "Sect" not in first[0].split() and second[0].split().count("Sect") == 2
    assert "附件1活字房守则" in sink.said("Art")[4]


@pytest.mark.slow
def test_the_contents_are_links_below_their_parts(sink: Heard) -> None:
    contents = next(inner for inner in sink.under("TOC") if "工序篇" in inner[1])
    assert contents[0].startswith("TOCI P TOC TOCI Reference Link")
    wanted = r"工序篇1\.字盘与拣字\(0*1\)2\.怎样把一页版拼得既满又齐\(0*3\)"
    assert re.match(wanted, contents[1])


@pytest.mark.slow
def test_a_note_is_read_behind_its_paragraph(sink: Heard) -> None:
    note = "①这里说的是铅字时代的一般情形，各处快慢不同。"
    assert note in sink.said("Note")
    assert f"否则印出来就是倒的。{note}（一）按部首分格。" in sink.text
    assert "①" in sink.said("Reference")


@pytest.mark.slow
def test_lists_tables_and_ruby(sink: Heard) -> None:
    assert sink.under("L")[0][0].startswith("LI Lbl LBody P LI Lbl LBody P L LI")
    assert sink.said("Lbl")[2:5] == ["1.", "2.", "•"]
    assert sink.said("Caption")[0] == "表1常用字号对照"
    assert sink.under("Table")[0][0].startswith("Caption THead TR TH TH TH TBody TR TD TD TD")
    assert ("RB RT", "活huó") in sink.under("Ruby")


@pytest.mark.slow
def test_figures_are_told(sink: Heard) -> None:
    told = sink.alternatives
    assert len(told) == 7 and told[0].startswith("图1") and all(told)


@pytest.mark.slow
def test_a_spaced_title_is_found_as_it_is_written(sink: Heard) -> None:
    """By three readers: the room is made by style, and no blank is in the text."""
    told = subprocess.run(["pdftotext", sink.path, "-"], capture_output=True, text=True).stdout
    assert "\x0c目录\n" in told
    with pypdfium2.PdfDocument(sink.path) as document:
        assert any(page.get_textpage().search("目录").get_next() for page in document)
    assert any("目录\n" in page.extract_text() for page in PdfReader(sink.path).pages)


# ---------------------------------------------------------------------------- books made for it


@pytest.fixture(scope="module")
def long_book(tmp_path_factory) -> Path:
    return make_book(
        tmp_path_factory.mktemp("long") / "book",
        {"a.md": f"{SENTENCE * 40}\n\n终。\n", "b.md": article("乙") + "\n见[甲](a.md)。\n"},
        {"title": "汇编", "front": ["contents"]},
    )


@pytest.mark.slow
def test_a_paragraph_over_pages_is_heard_as_one(long_book: Path) -> None:
    assert squeezed(SENTENCE * 40) in pressed(long_book).said("P")


@pytest.mark.slow
def test_a_table_over_pages_is_one_with_one_head(tmp_path: Path) -> None:
    rows = "".join(f"| 甲{number} | {number} |\n" for number in range(1, 61))
    book = make_book(
        tmp_path, {"a.md": f"表：长表\n\n| 姓名 | 枚数 |\n|------|------|\n{rows}"}, {"title": "书"}
    )
    ((roles, words),) = pressed(book).under("Table")
    assert roles.split().count("TR") == 61 and roles.split().count("TH") == 2 + 60
    assert words.count("姓名") == 1 and "续" not in words
    assert words.endswith("甲6060")


@pytest.mark.slow
def test_a_link_out_of_a_booklet_is_no_link(long_book: Path) -> None:
    folder = long_book / "booklets"
    press_booklets(long_book, Booklet("b", "乙", (2,)), folder=folder, purpose=SCREEN)
    heard = Heard(folder / "b.pdf")
    assert "甲" in heard.said("Span")
    faults = judge(heard.path, PROFILES["screen"]).faults
    assert {fault.finding.code for fault in faults} & TAG_CODES == set()


def test_a_picture_may_be_told_in_other_words_than_its_caption(tmp_path: Path) -> None:
    body = '![会场](a.png "主席台上坐着三人")\n\n![签约](a.png)\n'
    book = make_book(tmp_path, {"a.md": entry(body)}, files={"content/a.png": PNG})
    assert pressed(book).alternatives == ["主席台上坐着三人", "图2　签约"]


def test_a_picture_without_words_is_told_to_preflight(tmp_path: Path) -> None:
    from tests.books import PNG

    book = make_book(tmp_path, {"a.md": "文。\n\n![](a.png)\n"}, {"title": "书"},
                     {"content/a.png": PNG})  # fmt: skip
    heard = pressed(book)
    faults = judge(heard.path, PROFILES["screen"]).faults
    assert {f.finding.code for f in faults} & TAG_CODES == {"preflight-figure-silent"}
    assert b"pdfuaid" not in heard.root["/Metadata"].get_data()


@pytest.mark.slow
def test_other_profiles_bear_no_tags(long_book: Path) -> None:
    for name in ("plain", "proof", "archive"):
        output = long_book / "output" / f"{name}.pdf"
        press(long_book, output, purpose=Purpose(PROFILES[name]))
        read = PdfReader(io.BytesIO(output.read_bytes()))
        assert "/StructTreeRoot" not in read.trailer["/Root"]
        assert not any(b"MCID" in page.get_contents().get_data() for page in read.pages)
