"""Running heads as `heads:` chooses them."""

import pytest
from msgspec.structs import replace

from huozi.read.heads import Running, long_heads
from huozi.read.units import furniture_unit, split
from huozi.values.galley import Known
from huozi.values.style import FolioPlace, PageFormat
from tests.books import entry

FORM = PageFormat(400, 600, 10, 16, 18, 30, 50, 50, head_size_pt=9)  # heads of 20 em


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("题" * 20, "题" * 20),
        ("题" * 21, "题" * 18 + "……"),
        ("a" * 35, "a" * 35),  # 0.56 em each
        ("a" * 36, "a" * 32 + "……"),
        ("“”“”" + "题" * 17, "“”“”" + "题" * 14 + "……"),  # marks are as wide as Han
        ("题" * 17 + "ab" + "题" * 3, "题" * 17 + "a……"),
    ],
)
def test_a_running_head_that_is_too_wide_is_cut(read_book, title, head):
    manuscript = replace(read_book().manuscript, format=FORM)
    assert Running(manuscript).cut(title) == head


def test_a_folio_on_its_line_needs_room(read_book):
    manuscript = replace(read_book().manuscript, format=FORM)
    book = replace(manuscript.book, folio_place=FolioPlace.HEAD_OUTER)
    assert Running(replace(manuscript, book=book)).room_em == Running(manuscript).room_em - 8


def test_only_entries_whose_head_is_cut_are_told_of(read_book):
    manuscript = read_book(entries={"甲.md": entry(title="题" * 60), "乙.md": entry()}).manuscript
    assert [(f.code, str(f.place)) for f in long_heads(manuscript)] == [
        ("head-too-long", "content/甲.md:1")
    ]


def test_no_more_is_told_than_heads_show(read_book):
    """Of long parts and headings where heads tell them, of long entries where they do not."""
    text = entry(f"一、{'长' * 38}\n\n正文。\n", title="题" * 60)
    parts = [{"title": "部" * 50, "entries": ["甲.md"]}]

    def told(**heads):
        book = {"parts": parts, "heads": heads}
        manuscript = read_book(entries={"甲.md": text}, book=book).manuscript
        return [found.place.line for found in long_heads(manuscript)]

    assert told(verso="book", recto="none") == []
    assert told(verso="part", recto="none") == [3]
    assert told(recto="heading") == [1, 4]


@pytest.mark.parametrize(
    ("heads", "common", "first", "alone", "preface"),
    [
        ({}, "书名", ["r 甲"], ["r 乙"], ["r 前言"]),
        ({"verso": "part"}, "", ["r 甲", "v 上篇"], ["r 乙", "v 下篇"], ["r 前言", "v 前言"]),
        ({"verso": "none", "recto": "book"}, "", ["r 书名"], ["r 书名"], ["r 书名"]),
        ({"verso": "entry", "recto": "none"}, "", ["v 甲"], ["v 乙"], ["v 前言"]),
        (
            {"recto": "heading"},
            "书名",
            ["r 甲", "r 一、始 a.0", "r 二、终 a.2"],
            ["r 乙"],
            ["r 前言"],
        ),
    ],
)
def test_what_the_heads_of_a_unit_tell(read_book, heads, common, first, alone, preface):
    body = "一、始\n\n文。\n\n（一）小\n\n文。\n\n二、终\n\n文。\n"
    manuscript = read_book(
        entries={"a.md": entry(body, title="甲"), "b.md": entry(title="乙")},
        book={
            "heads": heads,
            "front": [{"preface": "p.md"}],
            "parts": [
                {"title": "上篇", "entries": ["a.md"]},
                {"title": "下篇", "entries": ["b.md"]},
            ],
        },
        files={"content/p.md": "序文。\n"},
    ).manuscript
    units = {unit.id: unit for unit in split(manuscript, Known())}
    drawn = {
        unit_id: [f"{h.side[0]} {h.text}{f' {h.begins}' if h.begins else ''}" for h in unit.heads]
        for unit_id, unit in units.items()
    }
    assert furniture_unit(manuscript).content.title == common
    assert (drawn["a"], drawn["b"], drawn["preface"]) == (first, alone, preface)


def test_an_untitled_part_has_no_head(read_book):
    manuscript = read_book(book={"heads": {"verso": "part"}}).manuscript
    *_, unit = split(manuscript, Known())
    assert [head.side for head in unit.heads] == ["recto"]
