"""The press as a whole: books made in a folder, read back by others that did not make them."""

import json
import re
import time
from pathlib import Path

import pypdfium2
import pytest

from tests.books import entry, make_book
from tests.pressing import (
    ROOT,
    Printed,
    Report,
    article,
    made_anew,
    paragraphs,
    press,
    printed,
    refused,
    rich_book,
    small_book,
    squeezed,
)


@pytest.fixture(scope="session")
def rich(tmp_path_factory) -> tuple[Path, Report, Printed]:
    """One book with a little of everything, made once. Nobody changes it."""
    book = rich_book(tmp_path_factory.mktemp("rich"))
    report = press(book)
    return book, report, printed(report)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A book of three short entries, not made yet."""
    return small_book(tmp_path / "small")


# ---------------------------------------------------------------------------- the finished book


@pytest.mark.slow
def test_the_labels_are_the_folios(rich) -> None:
    _, report, book = rich
    assert report.pages == len(book.labels)
    assert book.labels[:10] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "", ""]
    assert book.labels[10] == "1"


@pytest.mark.slow
def test_numbers_of_the_contents_are_the_folios_where_the_titles_stand(rich) -> None:
    _, _, book = rich
    pages = book.pages()
    listed = book.contents()
    assert [title for title, _ in listed][:2] == ["甲篇经验", "乙篇体例"]
    for title, number in listed:
        page = pages[book.labels.index(number)]
        name = re.sub(r"2004年.*", "", title)
        assert squeezed(page).startswith(name), title
        assert squeezed(page).endswith(number), title


def body(book: Printed, first: str, after: str) -> str:
    """The text of the pages from one folio to before another, without running heads and folios."""
    labels = book.labels
    pages = book.reader.pages[labels.index(first) : labels.index(after)]
    texts = [text.split("\n") for page in pages if (text := page.extract_text())]
    return squeezed("".join(texts[0][:-1]) + "".join("".join(lines[:-2]) for lines in texts[1:]))


def test_the_text_is_the_manuscripts_from_end_to_end(rich) -> None:
    _, _, book = rich
    numbers = [number for _, number in book.contents()]
    assert body(book, *numbers[:2]) == "甲篇经验" + "".join(paragraphs(12, "甲篇经验"))


def test_no_word_of_any_kind_of_block_is_lost(rich) -> None:
    _, _, book = rich
    numbers = [number for _, number in book.contents()]
    text = body(book, *numbers[1:3])
    for words in (
        "乙篇体例一、背景改革开放30年来，PC机与Internet进入农村，党员人数达到1978年的3倍。",
        "（一）做法", "1.第一条做法。", "2.第二条做法。", "引文一段，用楷体。", "年份人数2008120",
        "有注释的一段", "注后还有文字。", "注释的文字。", "末段。",
    ):  # fmt: skip
        assert words in text


def test_text_is_extracted_without_spaces_that_nobody_wrote(rich) -> None:
    """The gap between Han and Latin is space on paper, not a character."""
    _, _, book = rich
    page = next(p for p in book.pages() if "乙篇体例" in p and "背景" in p)
    text = page.replace("\r\n", "").replace("\n", "")
    assert "改革开放30年来，PC机与Internet进入农村，党员人数达到1978年的3倍。" in text


def test_bookmarks_links_and_metadata(rich) -> None:
    _, _, book = rich
    reader = book.reader
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == ["前言", "目录", "经验篇", "文件篇"]
    nested = [item.title for item in reader.outline[3] if not isinstance(item, list)]
    assert nested == ["甲篇经验", "乙篇体例"]
    assert (reader.metadata.title, reader.metadata.author) == ("汇编", "编者")
    assert reader.metadata["/CreationDate"] == "D:20100401000000Z"
    contents = reader.pages[book.labels.index("vii")]
    goals = {link.get_object()["/Dest"][0].get_object()["/Contents"].get_data()
             for link in contents["/Annots"]}  # fmt: skip
    assert len(goals) == 4


def test_nothing_of_the_machine_is_in_the_output(rich) -> None:
    book, report, made = rich
    record = report.output.with_suffix(".json").read_bytes()
    home = Path.home() if len(Path.home().parts) > 1 else book  # a container may have none
    for path in (book, ROOT, home, Path("/usr/share/fonts")):
        assert str(path).encode() not in made.data
        assert str(path).encode() not in record
    assert not re.search(rb"20[2-9]\d-\d\d-\d\d", record), "no time"


def test_the_record_tells_pages_entries_fonts_and_versions(rich) -> None:
    _, report, book = rich
    record = json.loads(report.output.with_suffix(".json").read_text())
    assert record["pages"] == report.pages
    entries = {item["title"]: item for item in record["entries"] if item["title"]}
    assert entries["甲篇经验"]["folio"] == "1"
    assert entries["待收一篇"]["pages"] == 3
    for item in record["entries"]:
        assert book.labels[item["page"] - 1] == item["folio"]
    assert {len(font["sha256"]) for font in record["fonts"]} == {64}
    assert record["versions"]["weasyprint"] == "70.0"


# ---------------------------------------------------------------------------- the same bytes


@pytest.mark.slow
def test_one_job_two_jobs_and_the_shelf_give_the_same_bytes(
    rich, tmp_path: Path, monkeypatch
) -> None:
    from huozi.store import workers

    book, _, made = rich
    assert made_anew(book, tmp_path / "one", 1) == made.data
    assert press(tmp_path / "one").output.read_bytes() == made.data
    monkeypatch.setattr(workers, "_POOL_FROM_CHARS", 0)
    assert made_anew(book, tmp_path / "two", 2) == made.data
    records = {
        (folder / "output" / "book.json").read_bytes() for folder in (book, tmp_path / "two")
    }
    assert len(records) == 1


@pytest.mark.slow
def test_neither_clock_nor_environment_change_a_byte(rich, tmp_path: Path, monkeypatch) -> None:
    book, _, made = rich
    for name, value in (
        ("SOURCE_DATE_EPOCH", "1"),
        ("TZ", "Asia/Shanghai"),
        ("LANG", "zh_CN.UTF-8"),
    ):
        monkeypatch.setenv(name, value)
    time.tzset()
    try:
        assert made_anew(book, tmp_path / "book", 1) == made.data
    finally:
        monkeypatch.undo()
        time.tzset()


# ---------------------------------------------------------------------------- all kinds of books


def test_a_book_of_one_entry_and_nothing_else(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"a.md": article("独篇")}, {"front": []})
    report = press(book)
    made = printed(report)
    assert made.labels == ["1", ""]
    assert squeezed(made.pages()[0]).startswith("独篇")


@pytest.mark.slow
def test_a_book_of_three_hundred_entries(tmp_path: Path) -> None:
    entries = {f"e{n}.md": entry(f"正文{n}。\n", title=f"题{n}") for n in range(1, 301)}
    made = printed(press(make_book(tmp_path, entries, {"front": ["contents"]}), jobs=2))
    assert made.contents() == [(f"题{n}", str(n)) for n in range(1, 301)]
    body_pages = made.pages()[made.labels.index("1") :]
    assert [squeezed(page) for page in body_pages[:300]] == [
        f"题{n}正文{n}。{n}" for n in range(1, 301)
    ]


@pytest.mark.slow
def test_an_entry_of_sixty_pages(tmp_path: Path) -> None:
    book = make_book(
        tmp_path, {"a.md": article("长篇", 900), "b.md": article("短篇")}, {"front": ["contents"]}
    )
    made = printed(press(book))
    (_, first), (_, second) = made.contents()
    assert first == "1"
    assert int(second) > 60
    assert body(made, first, second) == "长篇" + "".join(paragraphs(900, "长篇"))


@pytest.mark.slow
@pytest.mark.parametrize("title", ["附", "关于" * 44 + "通知"], ids=["one", "ninety"])
def test_titles_of_one_and_of_ninety_characters(tmp_path: Path, title: str) -> None:
    assert len(title) in (1, 90)
    book = make_book(
        tmp_path, {"a.md": article(title, 30), "b.md": article("次")}, {"front": ["contents"]}
    )
    made = printed(press(book))
    assert made.contents()[0] == (title, "1")
    assert squeezed(made.pages()[made.labels.index("1")]).startswith(title)


@pytest.mark.slow
def test_a_long_running_head_does_not_reach_the_text(tmp_path: Path) -> None:
    """Title and short title may have ninety characters; the head has one line."""
    book = make_book(
        tmp_path, {"a.md": article("关于" * 44 + "通知", 60)}, {"title": "汇编", "front": []}
    )
    made = press(book)
    with pypdfium2.PdfDocument(made.output.read_bytes()) as document:
        page = document[2]
        text = page.get_textpage()
        tops = [text.get_charbox(n)[3] for n in range(text.count_chars())]
        lines = sorted({round(top / 6) for top in tops}, reverse=True)
        head_pt = page.get_height() - 17 * 72 / 25.4
        above = [top for top in tops if top > head_pt + 2]
    assert lines
    assert max(above) - min(above) < 9, "one line above the type area"


@pytest.mark.slow
def test_a_book_without_parts_has_no_part_pages(small: Path) -> None:
    made = printed(press(small))
    assert made.labels[made.labels.index("1") - 1] in ("iv", "vi")
    assert "" not in made.labels[:-1]


def test_body_folios_in_roman(small: Path) -> None:
    path = small / "content" / "book.yaml"
    path.write_text(path.read_text() + "folios: {front: roman, body: roman}\n")
    made = printed(press(small))
    listing = squeezed("".join(made.pages()))
    for number, title in enumerate("甲乙丙", 1):
        assert f"{number}.{title}" in listing
    assert "·iii" in listing


def test_an_order_that_cannot_be_numbered_is_refused(small: Path) -> None:
    path = small / "content" / "book.yaml"
    path.write_text(path.read_text() + "folios: {front: none, body: none}\n")
    assert {f.code for f in refused(small)} == {"target-unnumbered"}


def test_rules_that_clash_are_refused(small: Path) -> None:
    path = small / "content" / "book.yaml"
    path.write_text(path.read_text() + "pages: {article: {counted: false}}\n")
    assert refused(small)


# ---------------------------------------------------------------------------- --final


def test_final_refuses_pending_and_partial_entries_and_lists_them(rich) -> None:
    book, _, _ = rich
    (found,) = refused(book, final=True)
    assert (found.code, found.place.file) == ("not-final", "content/文件/丁.md")


def test_final_lists_all(tmp_path: Path) -> None:
    book = make_book(
        tmp_path,
        {
            "a.md": entry("", title="甲", status="pending", reserve_pages=1),
            "b.md": entry("有一点。\n", title="乙", status="partial"),
            "c.md": article("丙"),
        },
    )
    assert [dict(f.params)["title"] for f in refused(book, final=True)] == ["甲", "乙"]
    assert not (book / "output" / "book.pdf").exists()


@pytest.mark.slow
def test_final_makes_a_complete_book(small: Path) -> None:
    before = press(small).output.read_bytes()
    assert press(small, final=True).output.read_bytes() == before
