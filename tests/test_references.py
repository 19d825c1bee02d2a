"""Numbers that can move lines, from the manuscript to the finished book and its booklets."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from huozi.read.manuscript import read
from huozi.values.errors import InputError
from huozi.values.galley import Known
from huozi.values.manuscript import Booklet
from huozi.values.style import Folios
from tests.books import entry, make_book
from tests.pressing import Report, press, press_booklets

SENTENCE = "活字用过要还到原来的格子里，下一本书才找得到它；一页书排好要量一遍，下一页才接得上它。"


def refused(book: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        press(book)
    return [(found.code, str(found.place)) for found in raised.value.findings]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def pages_of(report: Report) -> dict[str, str]:
    """Folio → text of the page, as readers that did not make the book see it."""
    data = report.output.read_bytes()
    labels = PdfReader(io.BytesIO(data)).page_labels
    with pypdfium2.PdfDocument(data) as document:
        texts = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    return dict(zip(labels, texts, strict=True))


def text(count: int, *others: str) -> str:
    return "\n\n".join((*others, *[SENTENCE * 3] * count))


def three(folder: Path, first: int = 4, asks: str = "[见第{页}页](three.md)", **book) -> Path:
    """Three entries; the first asks for a page of another, the second stands between."""
    entries = {
        "one.md": entry(text(first, asks), title="第一篇题"),
        "two.md": entry(text(30), title="第二篇题"),
        "three.md": entry(text(2, "一、要找的地方{#地方}"), title="第三篇题"),
    }
    return make_book(folder, entries, {"front": ["contents"], **book})


# ---------------------------------------------------------------------------- in the book


@pytest.mark.slow
@pytest.mark.parametrize("asks", ["[见**第{页}页**](three.md)", "[*见《{题}》*第{页}页](three.md)"])
def test_a_reference_inside_emphasis_is_printed(tmp_path, asks: str) -> None:
    report = press(three(tmp_path, asks=asks))
    shown = pages_of(report)["1"]
    page = next(folio for folio, words in pages_of(report).items() if "第三篇题" in words[:6])
    assert f"第{page}页" in shown


@pytest.mark.slow
def test_a_reference_shows_the_folio_where_its_target_stands(tmp_path) -> None:
    pages = pages_of(press(three(tmp_path)))
    (number,) = re.findall(r"见第(\d+)页", pages["1"])
    assert "第三篇题" in pages[number]
    assert int(number) > 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asks", "shown"),
    [
        ("[见第{页}页](#地方)", r"见第(\d+)页"),
        ("[参看{号}、{题}（{页}）](three.md)", r"参看3、第三篇题（(\d+)）"),
        ("[{页}](#地方)上", r"^第一篇题(\d+)上"),
        ("**[第{页}页](three.md)**^[注里也有，[见第{页}页](three.md)。]", r"注里也有，见第(\d+)页"),
    ],
)
def test_what_references_show(tmp_path, asks: str, shown: str) -> None:
    pages = pages_of(press(three(tmp_path, asks=asks)))
    (number,) = re.findall(shown, pages["1"])
    assert "要找的地方" in pages[number]


@pytest.mark.slow
def test_when_pages_move_only_the_unit_that_refers_is_set_again(tmp_path) -> None:
    book = three(tmp_path)
    before = pages_of(press(book))
    file = book / "content" / "two.md"
    file.write_text(entry(text(36), title="第二篇题"), encoding="utf-8")
    report = press(book)
    assert report.rebuilt == {"two": ("text",), "one": ("references",)}
    after = pages_of(report)
    (old,), (new,) = (re.findall(r"见第(\d+)页", pages["1"]) for pages in (before, after))
    assert int(new) > int(old)
    assert "第三篇题" in after[new]


@pytest.mark.slow
def test_a_book_made_again_is_the_same_and_sets_nothing(tmp_path) -> None:
    book = three(tmp_path)
    first = press(book).output.read_bytes()
    again = press(book)
    assert again.rebuilt == {}
    assert again.output.read_bytes() == first


@pytest.mark.slow
def test_numbers_do_not_depend_on_what_they_were_before(tmp_path) -> None:
    """A build from nothing and one after an edit agree, byte by byte."""
    book = three(tmp_path / "edited", first=9)
    press(book)
    for name in ("one.md", "two.md", "three.md"):
        fresh = three(tmp_path / "fresh")
        (book / "content" / name).write_text((fresh / "content" / name).read_text("utf-8"))
    assert press(book).output.read_bytes() == press(fresh).output.read_bytes()


#: A book's own template may make of a number what it likes: here a page more, or less.
RESTLESS = """{% extends "unit.html" %}{% block body %}
<h1 id="{{ unit.id }}">{{ entry.title }}</h1>
{% if unit.references and unit.references[0].text | int is even %}
<div style="height: 27rlh"></div>{% endif %}
<p>{{ inlines(entry.body[0].inlines) }}</p>{% endblock %}
"""


def test_a_number_that_does_not_settle_is_refused_with_its_place(tmp_path) -> None:
    entries = {
        "one.md": "---\ntitle: 第一篇题\n---\n\n[见第{页}页](two.md)\n",
        "two.md": entry("文\n", title="第二篇题"),
    }
    book = make_book(tmp_path, entries, files={"templates/article.html": RESTLESS})
    assert refused(book) == [("reference-unsettled", "content/one.md:5:10")]


@pytest.mark.slow
def test_a_page_that_bears_no_number_can_not_be_referred_to(tmp_path) -> None:
    pages = {"article": {"counted": False}}
    codes = {code for code, _ in refused(three(tmp_path, pages=pages))}
    assert codes == {"reference-unnumbered"}


# ---------------------------------------------------------------------------- index


MARKED = f"[活字]{{.索引}}二，{SENTENCE * 3}\n\n"


def indexed(folder: Path, **changes) -> Path:
    entries = {
        "one.md": entry(text(12, "[活字]{.索引}一") + f"\n\n{MARKED * 20}", title="甲题"),
        "two.md": entry("[活字]{.索引}三，[字盘]{.索引}。\n", title="乙题"),
        "three.md": entry('[手盘]{.索引 见="字盘"}，[活字]{.索引}四。\n', title="丙题"),
        "after.md": entry("后来又说到[字盘]{.索引}。\n", title="后记"),
    }
    book = {
        "front": ["contents"],
        "entries": ["one.md", "two.md", "three.md"],
        "back": ["index", {"afterword": "after.md"}],
    }
    return make_book(folder, entries, book | changes)


@pytest.mark.slow
def test_the_index_lists_the_folios_where_its_terms_stand(tmp_path) -> None:
    pages = pages_of(press(indexed(tmp_path)))
    (folio,) = [folio for folio, page in pages.items() if page.startswith("索引")]
    listing = pages[folio].removesuffix(folio)
    (shown,) = re.findall(r"活字([\d，–]+)", listing)
    numbers = []
    for part in shown.split("，"):
        first, _, last = part.partition("–")
        numbers += [str(n) for n in range(int(first), int(last or first) + 1)]
    assert numbers == [folio for folio, page in pages.items() if re.search("活字[一二三四]", page)]
    assert "–" in shown
    assert "手盘见字盘" in listing
    (of_tray,) = re.findall(r"字盘(\d+)，(\d+)", listing)
    assert all("字盘" in pages[number] for number in of_tray)


@pytest.mark.slow
def test_the_index_stands_in_the_contents(tmp_path) -> None:
    pages = pages_of(press(indexed(tmp_path)))
    (listing,) = [page for page in pages.values() if page.startswith("目录")]
    (number,) = re.findall(r"索引·*(\d+)", listing)
    assert pages[number.lstrip("0")].startswith("索引")


@pytest.mark.slow
def test_a_term_on_a_page_without_a_number_is_refused(tmp_path) -> None:
    found = refused(indexed(tmp_path, pages={"article": {"counted": False}}))
    assert {code for code, _ in found} == {"index-unnumbered"}
    places = [place for _, place in found]
    assert places[0] == "content/one.md:4:2"
    assert places[-1] == "content/three.md:4:19"


# ---------------------------------------------------------------------------- booklets


def booklets(book: Path, *numbers: int, folios: Folios = Folios.OWN) -> list[Report]:
    wanted = [Booklet(f"entry-{n}", f"第{n}篇", (n,), folios) for n in numbers]
    return press_booklets(book, *wanted)


@pytest.mark.slow
@pytest.mark.parametrize("folios", list(Folios))
def test_what_a_booklet_leaves_out_is_marked_as_the_books(tmp_path, folios: Folios) -> None:
    book = three(tmp_path)
    in_book = pages_of(press(book))
    (number,) = re.findall(r"见第(\d+)页", in_book["1"])
    (report,) = booklets(book, 1, folios=folios)
    assert f"见原书第{number}页" in "".join(pages_of(report).values())
    # and the book is as it was
    assert pages_of(press(book)) == in_book


@pytest.mark.slow
def test_what_a_booklet_holds_has_its_own_page(tmp_path) -> None:
    asks = "[见第{页}页](#地方)，[另见第{页}页](two.md)"
    book = three(tmp_path)
    file = book / "content" / "three.md"
    file.write_text(entry(text(20, asks, "一、要找的地方{#地方}"), title="第三篇题"), "utf-8")
    (book / "content" / "one.md").write_text(entry("文\n", title="第一篇题"), "utf-8")
    (report,) = booklets(book, 3)
    pages = pages_of(report)
    assert re.search(r"见第1页，另见原书第\d+页", pages["1"])
    assert "要找的地方" in pages["1"]


@pytest.mark.slow
def test_several_booklets_of_one_run_each_have_their_numbers(tmp_path) -> None:
    book = three(tmp_path, asks="[见第{页}页](#地方)")
    both = Booklet("both", "一和三", (1, 3))
    one = Booklet("one", "一", (1,))
    made = press_booklets(book, both, one)
    first, second = ("".join(pages_of(report).values()) for report in made)
    assert re.search(r"见第\d+页", first)
    assert re.search(r"见原书第\d+页", second)


# ---------------------------------------------------------------------------- annexes


@pytest.mark.slow
def test_an_annex_starts_a_page_below_the_bookmark_of_its_entry(tmp_path) -> None:
    entries = {
        "one.md": entry("一、甲\n\n文\n", title="通知"),
        "a.md": entry("文\n", title="守则"),
        "b.md": entry("文\n", title="表样"),
        "two.md": entry("文\n", title="批复"),
    }
    book = {"title": "书", "parts": [
        {"title": "篇", "entries": [{"one.md": ["a.md", "b.md"]}, "two.md"]}
    ]}  # fmt: skip
    report = press(make_book(tmp_path, entries, book))
    pages = pages_of(report)
    assert pages["2"].startswith("附件1守则")
    assert pages["3"].startswith("附件2表样")
    assert not any("守则" in page for page in pages.values() if page.startswith("目录"))
    drawn = []

    def draw(items, depth: int = 0) -> None:
        for item in items:
            if isinstance(item, list):
                draw(item, depth + 1)
            else:
                drawn.append(f"{depth} {item.title}")

    draw(PdfReader(report.output).outline)
    assert drawn[1:] == [
        "0 篇", "1 通知", "2 一、甲", "2 附件1　守则", "2 附件2　表样", "1 批复"
    ]  # fmt: skip


def test_the_book_of_this_repository_asks_for_nothing() -> None:
    """Its units depend on no page: what was set for it before stays as it is."""
    from huozi.read.units import split

    manuscript = read(Path(__file__).parent.parent).manuscript
    assert not any(unit.references for unit in split(manuscript, Known()))
