"""The contents, lists of tables and what else is made of a book, as data."""

import pytest

from huozi.read.contents import contents, contents_list
from huozi.read.units import split
from huozi.values.galley import CaptionLine, ContentsLine, ContentsPart, Known
from tests.books import entry

DOCUMENT = {"kind": "document", "date": "2010-04", "docno": "京发〔2010〕1号"}
ENTRIES = {
    "a.md": entry("一、甲节\n\n文。\n\n（一）甲目\n\n文。\n", title="甲", **DOCUMENT),
    "b.md": entry("一、乙节\n\n文。\n", title="乙"),
    "x.md": entry(title="名单", in_contents=True),
    "p.md": entry(title="跋"),
}
PARTS = [
    {"title": "上篇", "entries": [{"a.md": ["x.md"]}]},
    {"title": "下篇", "entries": ["b.md"]},
]


def made(read_book, **book):
    keys = {"parts": PARTS, "back": [{"afterword": "p.md"}], "front": ["contents"]}
    return read_book(entries=ENTRIES, book=keys | book).manuscript


def line(number: int, title: str, target: str, **more) -> ContentsLine:
    return ContentsLine(number, title, more.pop("details", ()), target, **more)


A = line(1, "甲", "a", details=("2010年4月", "京发〔2010〕1号"))
X, B, P = line(0, "附件　名单", "x", below=True), line(2, "乙", "b"), line(0, "跋", "afterword")


def test_entries_are_numbered_through_the_parts(read_book) -> None:
    """Annexes and back matter have no number."""
    assert contents(made(read_book)) == (
        ContentsPart("上篇", (A, X)),
        ContentsPart("下篇", (B,)),
        ContentsPart("", (P,)),
    )


def test_headings_are_listed_to_the_depth_that_is_asked_for(read_book) -> None:
    heading, deeper = line(0, "一、甲节", "a.0", level=2), line(0, "（一）甲目", "a.1", level=3)
    of_b = line(0, "一、乙节", "b.0", level=2)
    first, second, _ = contents(made(read_book, contents={"depth": 2}))
    assert (first.lines, second.lines) == ((A, heading, X), (B, of_b))
    first, _, _ = contents(made(read_book, contents={"depth": 3}))
    assert first.lines == (A, heading, deeper, X)


@pytest.mark.parametrize(
    ("pages", "targets"),
    [({}, ["a", "b", ""]), ({"part": {"counted": True}}, ["part-1", "part-2", ""])],
)
def test_parts_may_bear_a_page_number(read_book, pages, targets) -> None:
    """That of their own page, where it is counted, or else of their first entry."""
    found = contents(made(read_book, contents={"parts": True}, pages=pages))
    assert [part.target for part in found] == targets


@pytest.mark.parametrize(("titles", "numbers"), [(("第一章 甲", "乙"), [1, 2]),
                                                 (("第一章 甲", "第二章 乙"), [0, 0])])  # fmt: skip
def test_most_titles_with_numbers_of_their_own_need_no_others(read_book, titles, numbers) -> None:
    entries = {f"{at}.md": entry(title=title) for at, title in enumerate(titles)}
    (part,) = contents(read_book(entries=entries).manuscript)
    assert [line.number for line in part.lines] == numbers


# Of 27 characters a line 2 are the column of numbers; before a page number of three figures stay
# 1.5 + 3 × 0.56.
LONG = "完善农村基层组织建设推进社会和谐进步的若干意见和办法"  # 26 characters


def turns(read_book, title: str, known: Known, **contents_keys) -> int:
    """In how many lines the title of the only entry is set."""
    book = {"front": ["contents"], "contents": contents_keys}
    manuscript = read_book(entries={"a.md": entry(title=title)}, book=book).manuscript
    (part,) = contents_list(manuscript, known, "目录").parts
    assert "".join(part.lines[0].turns) == title
    return len(part.lines[0].turns)


@pytest.mark.parametrize(
    ("known", "keys", "most"),
    [
        (Known(3), {}, 21),
        (Known(2), {}, 22),
        (Known(3, wider=(("a", 5),)), {}, 20),  # the number of this one has five figures
        (Known(3), {"numbers": "padded"}, 20),  # (046): brackets take 1.12
        (Known(3), {"columns": 2}, 7),  # two columns with 2 em between them
    ],
)
def test_a_title_has_the_room_that_its_number_leaves(read_book, known, keys, most) -> None:
    assert turns(read_book, LONG[:most], known, **keys) == 1
    assert turns(read_book, LONG[: most + 1], known, **keys) == 2


@pytest.mark.parametrize(("more", "lines"), [(0, 1), (1, 2)])
def test_lines_below_a_line_stand_in(read_book, more, lines) -> None:
    """Headings an em for each level, annexes two."""
    body = f"## {LONG[: 20 + more]}\n\n文。\n\n### {LONG[: 19 + more]}\n\n文。\n"
    annex = entry(title=LONG[: 16 + more], in_contents=True)  # behind 附件 and a blank
    texts = {"a.md": entry(body, title="甲"), "x.md": annex}
    book = {"entries": [{"a.md": ["x.md"]}], "contents": {"depth": 3}}
    manuscript = read_book(entries=texts, book=book).manuscript
    (part,) = contents_list(manuscript, Known(3), "目录").parts
    assert [len(line.turns) for line in part.lines] == [1, lines, lines, lines]


def test_a_list_of_tables(read_book) -> None:
    """Each with its number, its title, and a point of its own to lead to."""
    body = (
        "表：收支\n\n| 甲 |\n|----|\n| 1 |\n\n> 表：人数{#人数}\n>\n> | 乙 |\n> |----|\n> | 2 |\n"
    )
    book = {"front": ["list-of-tables"], "entries": ["a.md"]}
    manuscript = read_book(entries={"a.md": entry(body)}, book=book).manuscript
    (unit,) = [unit for unit in split(manuscript, Known(2)) if unit.id == "list-of-tables"]
    assert unit.title == "表目录"
    assert unit.content.digits == 2
    assert unit.content.lines == (
        CaptionLine("表1", "收支", "@a.caption.1"),
        CaptionLine("表2", "人数", "@人数"),
    )
