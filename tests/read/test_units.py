import pytest
from msgspec.structs import replace

from huozi.read.units import setting, split
from huozi.values.galley import Known, Reference
from huozi.values.manuscript import Shows
from huozi.values.style import FolioPlace, NotePlace
from tests.books import PNG, entry


def test_a_unit_bears_all_images_its_pages_show(read_book):
    """In figures, in lines of text, inside lists and emphasis, and in notes."""
    names = [f"图/{sign}.png" for sign in "一二三四"]
    body = (
        "![](图/一.png)\n\n文**![](图/二.png)**字[^1]\n\n- 项![](图/三.png)\n\n"
        "[^1]: 注![](图/四.png)"
    )
    files = {f"content/{name}": PNG + name.encode() for name in names}
    other = {"content/图/别篇.png": PNG}
    entries = {"甲.md": body, "乙.md": "![](图/别篇.png)"}
    manuscript = read_book(entries=entries, files={**files, **other}).manuscript
    units = {unit.id: unit for unit in split(manuscript, Known())}
    images = dict(units[manuscript.entries[0].id].images)
    assert images.keys() == files.keys()
    assert images.items() <= dict(manuscript.images).items()


def test_parts_are_numbered_from_one_and_stand_before_their_entries(read_book):
    parts = [{"title": "上", "entries": ["a.md"]}, {"title": "下", "entries": ["b.md"]}]
    manuscript = read_book(
        entries={"a.md": entry(), "b.md": entry()}, book={"parts": parts}
    ).manuscript
    ids = [unit.id for unit in split(manuscript, Known())]
    assert ids[-4:] == ["part-1", "a", "part-2", "b"]


def test_long_titles_are_broken_by_sense_where_nobody_did(read_book):
    """In the lines of the opening page: what is written in lines stays, and so does a short one."""
    long = "关于进一步加强基层党组织建设推动社会和谐进步的意见"
    entries = {
        "a.md": entry(title=long),
        "b.md": entry(title=long, title_lines=[long[:3], long[3:]]),
        "c.md": entry(title="短题"),
    }
    manuscript = read_book(entries=entries).manuscript
    shown = {unit.id: unit.text.title_lines for unit in split(manuscript, Known()) if unit.text}
    assert shown == {
        "a": ("关于进一步加强基层党组织", "建设推动社会和谐进步的意见"),
        "b": (long[:3], long[3:]),
        "c": ("短题",),
    }


@pytest.mark.parametrize(("length", "lines"), [(17, 1), (18, 2)])
def test_a_title_has_the_measure_in_its_own_size(read_book, length, lines):
    """27 characters of 10.5 pt are 17.7 of 16 pt."""
    title = "关于进一步加强基层党组织建设推动社会和谐进步"[:length]
    manuscript = read_book(entries={"a.md": entry(title=title)}).manuscript
    (unit,) = [u for u in split(manuscript, Known()) if u.id == "a"]
    assert len(unit.text.title_lines) == lines


def test_an_annex_stands_behind_all_entries_of_its_unit(read_book):
    """… below the running head of the one it belongs to, under its own title."""
    entries = {name: entry(title=name) for name in ("a.md", "b.md", "c.md", "x.md", "y.md")}
    book = {"start": "run-on", "entries": ["a.md", {"b.md": ["x.md", "y.md"]}, "c.md"]}
    manuscript = read_book(entries=entries, book=book).manuscript
    units = split(manuscript, Known())[-4:]
    assert [(unit.id, unit.run_on) for unit in units] == [
        ("a", (("b", "b.md"),)), ("x", ()), ("y", ()), ("c", ()),
    ]  # fmt: skip
    assert [unit.title for unit in units[1:3]] == ["附件1　x.md", "附件2　y.md"]
    heads = [[(head.text, head.begins) for head in unit.heads] for unit in units]
    assert heads == [[("a.md", ""), ("b.md", "b")], [("b.md", "")], [("b.md", "")], [("c.md", "")]]


def test_what_a_booklet_leaves_out_is_marked_as_the_numbers_of_the_book(read_book):
    """A title is none."""
    body = "[见第{页}页](b.md)、[{题}](b.md)、[第{页}页](a.md)。"
    manuscript = read_book(entries={"a.md": body, "b.md": entry(title="乙")}).manuscript
    (first, second) = manuscript.entries
    part = replace(manuscript.parts[0], entries=(first,))
    outside = (Reference("b", Shows.PAGE, "99"), Reference("b", Shows.TITLE, "乙"))
    known = Known(pages=(("b", "7"), ("a", "1")), outside=outside)
    whole = {unit.id: unit for unit in split(manuscript, known)}
    assert [(one.text, one.outside) for one in whole["a"].references] == [
        ("7", ""), ("乙", ""), ("1", ""),
    ]  # fmt: skip
    booklet = {unit.id: unit for unit in split(replace(manuscript, parts=(part,)), known)}
    assert [(one.text, one.outside) for one in booklet["a"].references] == [
        ("99", "原书"), ("乙", ""), ("1", ""),
    ]  # fmt: skip
    assert whole["b"].references == ()
    assert second.title == "乙"


def test_pieces_keep_their_place_and_bear_the_name_of_their_booklet(read_book):
    """A line added above `contents` must not set the piece again."""
    book = {"front": ["title-page", "contents", {"preface": "p.md"}], "entries": ["a.md"]}
    entries = {"a.md": entry(title="甲"), "p.md": entry("序。\n")}
    manuscript = read_book(entries=entries, book=book).manuscript
    units = split(manuscript, Known())
    assert [(unit.id, str(unit.place)) for unit in units] == [
        ("title-page", "content/book.yaml"),
        ("contents", "content/book.yaml"),
        ("preface", "content/p.md:1"),
        ("a", "content/a.md:1"),
    ]
    assert [unit.title for unit in units] == ["", "目录", "题名", "甲"]
    named = split(replace(manuscript, name="单行本"), Known())
    assert [unit.id for unit in named] == [
        "单行本/title-page", "单行本/contents", "preface", "a",
    ]  # fmt: skip


def test_what_a_book_opens_with_unless_it_says_otherwise(read_book):
    front = read_book().manuscript.front
    assert [(matter.kind.value, matter.place.line) for matter in front] == [
        ("title-page", 1), ("contents", 1),
    ]  # fmt: skip


def test_what_all_units_share(read_book):
    book = {
        "folios": {"form": "— {} —", "place": "foot-centre"}, "notes": "end", "language": "zh-TW",
        "printing": {"colours": "full"},
    }  # fmt: skip
    manuscript = read_book(book=book).manuscript
    made = setting(manuscript)
    assert (made.format, made.line, made.fonts) == (
        manuscript.format, manuscript.line, manuscript.fonts,
    )  # fmt: skip
    assert (made.language, made.one_colour, made.notes) == ("zh-TW", False, NotePlace.END)
    plain = setting(read_book().manuscript)
    assert made.folio_place is FolioPlace.FOOT_CENTRE
    assert (plain.one_colour, plain.notes) == (True, NotePlace.FOOT)
    assert made != plain
