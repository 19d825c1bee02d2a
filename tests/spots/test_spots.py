"""A click lands on the very character, whatever the page shows; and back.

What stands where on a page is told by PDFium, which knows nothing of galleys.
"""

import gc
import shutil
from pathlib import Path
from weakref import ref

import pypdfium2
import pytest

from huozi.spots.spots import Spots
from huozi.values.manuscript import Entry
from tests.books import PNG, entry, make_book
from tests.spots.spotting import SpottedBook, spotted

pytestmark = pytest.mark.slow

AGAIN = "各村照此办理，不得延误。"
BODY = f"""# 一、开头

{AGAIN}先办的{{重要|zhòng yào}}事项[^甲]，后办的事。

{AGAIN}第二段还有**着重**的话^[行间的注文在此]。

1. 头一条
2. 第二条

| 年份 | 人数 |
|------|------|
| 同样 | 同样 |
| 同样 | 九人 |

表：人数表

![会场图](a.png)

> 引文里的话。

{AGAIN}末段。

[^甲]: 注文说明来历。
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> SpottedBook:
    entries = {
        "甲.md": entry(BODY, title="甲篇的题名", contributor="李四", title_note="题注的话"),
        "乙.md": entry(
            "乙篇正文。\n", title="乙篇的通知", kind="document", docno="京平发〔2004〕26号",
            date="2004-12-27", short_title="乙篇短题",
        ),
        "丙.md": entry("正文甲。\n\n" * 60, title="丙篇长文"),
    }  # fmt: skip
    keys = {
        "title": "样书的书名", "subtitle": "副题在此", "editor": "王五", "issuer": "编印的单位",
        "date": "2010-04", "front": ["title-page", "copyright", "contents"],
        "parts": [{"title": "第一编", "entries": ["甲.md", "乙.md"]},
                  {"title": "第二编", "entries": ["丙.md"]}],
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("book")
    return spotted(make_book(folder, entries, keys, {"content/a.png": PNG}))


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("先办的", ""), ("事项", ""), ("着重", "**"), ("第二条", "2. "), ("九人", "| "),
        ("引文里的话", "> "), ("注文说明来历", "[^甲]: "), ("行间的注文在此", "^["),
        ("末段", AGAIN), ("重要", "{"), ("zhòng", "|"), ("会场图", "!["), ("人数表", "表："),
        ("李四", "contributor: "), ("题注的话", "title_note: "), ("一、开头", "# "),
    ],
)  # fmt: skip
def test_each_kind_of_text_leads_to_its_very_characters(
    book: SpottedBook, words: str, before: str
) -> None:
    typed = book.typed("content/甲.md")
    start = typed.index(f"{before}{words}") + len(before)
    page = book.page_of(words)
    file, offsets = book.offsets(page, words)
    assert (file, offsets) == ("content/甲.md", [start + n for n in range(len(words))])


def test_repeated_sentences_lead_to_their_own_paragraphs(book: SpottedBook) -> None:
    typed, page = book.typed("content/甲.md"), book.page_of(AGAIN)
    places = [n for n in range(len(typed)) if typed.startswith(AGAIN, n)]
    assert [book.offsets(page, AGAIN, nth)[1][0] for nth in range(3)] == places


def test_cells_with_the_same_words_lead_to_their_own_cells(book: SpottedBook) -> None:
    typed, page = book.typed("content/甲.md"), book.page_of("同样")
    places = [n for n in range(len(typed)) if typed.startswith("同样", n)]
    assert [book.offsets(page, "同样", nth)[1][0] for nth in range(3)] == places


def test_a_line_of_the_contents_leads_to_its_title_and_its_number_there_too(
    book: SpottedBook,
) -> None:
    page = book.page_of("甲篇的题名")
    typed = book.typed("content/甲.md")
    start = typed.index("甲篇的题名")
    assert book.offsets(page, "甲篇的题名") == ("content/甲.md", [start + n for n in range(5)])
    (number,) = book.at(page, "1.")[:1]
    assert number and (number.file, number.offset) == ("content/甲.md", start)
    file, offsets = book.offsets(page, "第二编")
    assert file == "content/book.yaml"
    assert offsets[0] == book.typed(file).index("第二编")


def test_titles_numbers_and_dates_lead_to_the_front_matter(book: SpottedBook) -> None:
    typed, page = book.typed("content/乙.md"), book.page_of("乙篇正文")
    for words in ("乙篇的通知", "京平发〔2004〕26号"):
        file, offsets = book.offsets(page, words)
        assert (file, offsets[0]) == ("content/乙.md", typed.index(words))
    _, offsets = book.offsets(page, "2004年12月27日")
    assert set(offsets) == {typed.index("2004-12-27")}  # it is printed otherwise than typed


def test_facts_of_the_book_lead_to_its_yaml(book: SpottedBook) -> None:
    typed = book.typed("content/book.yaml")
    for words in ("样书的书名", "副题在此", "王五", "编印的单位"):
        file, offsets = book.offsets(book.page_of("副题在此"), words)
        assert (file, offsets[0]) == ("content/book.yaml", typed.index(words))
    assert book.page_of("样书的书名", 1)  # the copyright page
    assert len({box.page for box in book.spots.where("content/book.yaml", typed.index("王"))}) == 2


def test_running_heads_lead_to_the_titles_they_show(book: SpottedBook) -> None:
    last = [n for n in range(len(book.pages)) if "丙篇长文" in book.text(n)]
    first = book.page_of("正文甲")
    heads = [page for page in last if page > first]
    assert heads
    for page in heads:
        file, offsets = book.offsets(page, "丙篇长文")
        assert (file, offsets[0]) == ("content/丙.md", book.typed(file).index("丙篇长文"))
    verso = next(n for n in range(first, len(book.pages)) if "样书的书名" in book.text(n))
    file, offsets = book.offsets(verso, "样书的书名")
    assert (file, offsets[0]) == ("content/book.yaml", book.typed(file).index("样书的书名"))


def test_nothing_stands_on_empty_paper_and_beyond_the_book(book: SpottedBook) -> None:
    page = book.page_of("乙篇正文")
    assert book.spots.spot(page, 200, 400) is None
    assert book.spots.spot(len(book.pages), 10, 10) is None
    assert book.spots.spot(-1, 10, 10) is None


def test_every_character_of_a_text_has_a_box_round_it(book: SpottedBook) -> None:
    typed, page = book.typed("content/甲.md"), book.page_of("先办的")
    for words in ("先办的", "着重", "注文说明来历", "重要", "九人", "末段"):
        characters = book.pages[page]
        text = book.text(page)
        start, offset = text.index(words), typed.rindex(words)
        for n in range(len(words)):
            _, x, y = characters[start + n]
            (box,) = book.spots.where("content/甲.md", offset + n)
            assert box.page == page
            assert box.x0 <= x <= box.x1
            assert box.y0 <= y <= box.y1
    (line,) = book.spots.where("content/甲.md", typed.index("先办的"), 3)
    assert line.x1 - line.x0 > 2 * (line.y1 - line.y0)


def test_what_is_not_shown_is_shown_by_the_letter_before_it(book: SpottedBook) -> None:
    typed = book.typed("content/甲.md")
    at = typed.index("[^甲]，")
    assert book.spots.where("content/甲.md", at) == book.spots.where("content/甲.md", at - 1)
    assert book.spots.where("content/无此.md", 3) == []


def test_the_next_edition_keeps_what_is_the_same(book: SpottedBook) -> None:
    before = book.spots
    page = book.page_of("先办的")
    spot = book.at(page, "先办的")[0]
    unit = book.forme.page_map.pages[page].unit_id
    after = Spots(book.forme, book.typed, before)
    assert after.unit(unit).printed is before.unit(unit).printed
    assert spot and after.where(spot.file, spot.offset) == before.where(spot.file, spot.offset)


def test_an_edition_is_let_go_when_the_next_one_is_there(book: SpottedBook) -> None:
    first = Spots(book.forme, book.typed)
    page = book.page_of("先办的")
    x, y = next((x, y) for character, x, y in book.pages[page] if character == "办")
    spot = first.spot(page, x, y)
    second = Spots(book.forme, book.typed, first)
    gone = ref(first)
    del first
    gc.collect()
    assert gone() is None
    assert second.spot(page, x, y) == spot


def test_a_line_added_above_moves_all_spots_below_it(book: SpottedBook, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(book.folder / "content", folder / "content")
    file = folder / "content" / "甲.md"
    file.write_text(book.typed("content/甲.md").replace("# 一、开头", "新的一段。\n\n# 一、开头"))
    newer = spotted(folder)
    newer.spots = Spots(newer.forme, newer.typed, book.spots)
    page = newer.page_of("先办的")
    assert newer.offsets(page, "先办的")[1][0] == newer.typed("content/甲.md").index("先办的")


@pytest.mark.parametrize("notes", ["end", "paragraph"])
def test_notes_that_say_the_same_are_told_apart_by_their_calls(tmp_path: Path, notes: str) -> None:
    body = "先叫乙[^乙]，后叫甲[^甲]，再叫^[行间的注]。\n\n[^甲]: 同上。\n\n[^乙]: 同上。\n"
    book = spotted(make_book(tmp_path, {"甲.md": body}, {"notes": notes}))
    typed, page = book.typed("content/甲.md"), book.page_of("先叫乙")
    places = [book.offsets(page, "同上。", nth)[1][0] for nth in range(2)]
    assert places == [typed.index("同上", typed.index(label)) for label in ("[^乙]:", "[^甲]:")]
    assert book.offsets(page, "行间的注")[1][0] == typed.index("行间的注")


def test_a_text_without_its_templates_marks_is_found_in_order(tmp_path: Path) -> None:
    """A book's own `blocks.html` says of no element which block it shows."""
    own = '{% macro set_blocks(blocks, inlines) %}{% for block in blocks %}' \
          '<p class="text">{{ inlines(block.inlines) }}</p>{% endfor %}{% endmacro %}' \
          '{% macro set_endnotes(inlines) %}{% endmacro %}'  # fmt: skip
    body = f"{AGAIN}甲。\n\n{AGAIN}乙。\n"
    book = spotted(make_book(tmp_path, {"甲.md": body}, files={"templates/blocks.html": own}))
    page = book.page_of("延误。乙")
    typed = book.typed("content/甲.md")
    places = [n for n in range(len(typed)) if typed.startswith(AGAIN, n)]
    assert [book.offsets(page, AGAIN, nth)[1][0] for nth in range(2)] == places


def test_nearly_all_of_the_kitchen_sink_is_found(tmp_path: Path) -> None:
    sink = Path(__file__).parents[1] / "books" / "kitchen-sink"
    shutil.copytree(sink, tmp_path / "sink")
    book = spotted(tmp_path / "sink")
    right = wrong = 0
    for text in book.forme.manuscript.texts:
        if not isinstance(text, Entry):
            continue
        unit = book.spots.unit(text.id)
        for home, shown in unit.printed.texts.items():
            if home.kind != "block":
                continue
            told, last = unit.told(home), -1
            for at, character in enumerate(shown):
                if told.own[at]:
                    typed = book.typed(told.files[at])
                    right += typed[told.offsets[at]] == character
                    wrong += typed[told.offsets[at]] != character or told.offsets[at] <= last
                    last = told.offsets[at]
    assert wrong == 0
    assert right > 1500


def test_a_picture_leads_to_the_line_that_it_was_typed_in_and_back(tmp_path: Path) -> None:
    """Pictures side by side, and one in running text: each to its own."""
    body = (
        "前文。\n\n![会场图](a.png){width=6字}\n\n"
        "![](a.png){width=4字} ![右图](b.png){width=4字}\n\n"
        "行里的图![](b.png)在此，又一个![小](a.png)。\n"
    )
    files = {"content/a.png": PNG, "content/b.png": PNG}
    book = spotted(make_book(tmp_path, {"甲.md": entry(body, title="甲篇")}, {}, files))
    file = "content/甲.md"
    typed, page = book.typed(file), book.page_of("前文")
    begins = [n for n in range(len(typed)) if typed.startswith("![", n)]
    assert len(begins) == 5
    boxes = [book.spots.where(file, begin) for begin in begins]
    assert len({(box.x0, box.y0) for (box,) in boxes}) == 5
    for begin, (box,) in zip(begins, boxes, strict=True):
        assert box.page == page
        found = book.spots.spot(page, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        assert (found.file, found.offset, found.char) == (file, begin, "!")
        path = typed.index(".png", begin)
        assert book.spots.where(file, path) == [box]
    # PDFium sees pictures in the same places.
    with pypdfium2.PdfDocument(book.pdf) as pdf:
        height = pdf[page].get_height()
        seen = [one.get_bounds() for one in pdf[page].get_objects() if one.type == 3]
    seen = sorted((round(x0), round(height - y1)) for x0, _, _, y1 in seen)
    assert seen == sorted((round(box.x0), round(box.y0)) for (box,) in boxes)
