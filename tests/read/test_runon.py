"""Entries that run on 接排, and chapters with sections: one text, in which nothing is confused."""

from msgspec.structs import replace

from huozi.read.runon import joined, with_sections
from huozi.values.manuscript import (
    Block,
    BlockKind,
    CrossReference,
    Entry,
    IndexMark,
    Inline,
    InlineKind,
    Note,
    Place,
    Point,
    Pointers,
    Shows,
)
from huozi.values.style import Status, UnitKind
from tests.read.outline import outline, run


def text(words: str) -> Inline:
    return Inline(InlineKind.TEXT, words)


def entry(name: str, **changes) -> Entry:
    """An entry of a heading, and of a paragraph with a call of its note 1 in bold."""
    place = Place(f"content/{name}.md", 1)
    call = Inline(InlineKind.STRONG, children=(Inline(InlineKind.NOTE, target="1"),))
    body = (
        Block(BlockKind.HEADING, place, (text(f"{name}节"),), level=1),
        Block(BlockKind.PARAGRAPH, place, (text(f"{name}文"), call)),
    )
    note = Note("1", place, (Block(BlockKind.PARAGRAPH, place, (text(f"{name}注"),)),))
    made = Entry(name, place, UnitKind.ARTICLE, name, (name,), name, name, body=body, notes=(note,))
    return replace(made, **changes)


def notes(made: Entry) -> list[tuple[str, list[str]]]:
    return [(note.label, outline(note.blocks)) for note in made.notes]


A, B = entry("甲"), entry("乙")
OWN = ["heading1 甲节", "paragraph 甲文<strong <note→1>>"]


def test_one_entry_stays_as_it_is() -> None:
    assert joined([A]) is A


def test_an_entry_that_runs_on_has_its_title_and_notes_of_its_own() -> None:
    made = joined([A, B])
    assert made.id == "甲"
    assert outline(made.body) == [
        *OWN,
        "opening 乙 乙",
        "heading1 乙节",
        "paragraph 乙文<strong <note→乙:1>>",
    ]
    assert notes(made) == [("1", ["paragraph 甲注"]), ("乙:1", ["paragraph 乙注"])]


def test_what_stands_below_an_entry_stays_below_it() -> None:
    """The first entry, too, ends in the middle of the text now, and no more at its end."""
    made = joined([replace(A, contributor="甲某", status=Status.PARTIAL), entry("乙")])
    assert outline(made.body)[2:5] == [
        "paragraph partial 〔以下书稿待收〕",
        "paragraph contributor （供稿：甲某）",
        "opening 乙 乙",
    ]
    assert (made.contributor, made.status) == ("", Status.COMPLETE)
    made = joined([A, replace(B, contributor="乙某", status=Status.PARTIAL)])
    assert outline(made.body)[-2:] == [
        "paragraph partial 〔以下书稿待收〕",
        "paragraph contributor （供稿：乙某）",
    ]


def test_a_document_has_its_number_and_date_below_its_title() -> None:
    """Titles of several lines, a note to the title, and what an article has not."""
    whole = {"docno": "京发〔2010〕1号", "date_display": "2010年1月2日"}
    paper = entry(
        "丙", kind=UnitKind.DOCUMENT, title_lines=("关于", "丙"), title_note="题注", **whole
    )
    made = joined([A, paper, replace(B, **whole)])
    shown = outline(made.body)
    assert shown[2:5] == [
        "opening 丙 关于<newline>丙<note→丙:*>",
        "  paragraph docno 京发〔2010〕1号",
        "  paragraph date （2010年1月2日）",
    ]
    assert shown[7:9] == ["opening 乙 乙", "heading1 乙节"]
    assert notes(made)[1:3] == [("丙:1", ["paragraph 丙注"]), ("丙:*", ["paragraph 题注"])]
    bare = joined([A, entry("丁", kind=UnitKind.DOCUMENT)])
    assert outline(bare.body)[2:4] == ["opening 丁 丁", "heading1 丁节"]


# ---------------------------------------------------------------------------- chapters


def test_a_chapter_without_sections_stays_as_it_is() -> None:
    assert with_sections(A, []) is A


def test_headings_of_sections_lie_a_level_deeper() -> None:
    """… down to the fourth, and in quotations too."""
    inner = tuple(
        Block(BlockKind.HEADING, B.place, (text(str(level)),), level=level) for level in (3, 4)
    )
    quote = Block(BlockKind.QUOTE, B.place, children=inner)
    made = with_sections(A, [replace(B, body=(*B.body, quote))])
    assert outline(made.body) == [
        *OWN,
        "heading1 <anchor 乙→乙>",
        "heading2 乙节",
        "paragraph 乙文<strong <note→乙:1>>",
        "quote",
        "  heading4 3",
        "  heading4 4",
    ]
    assert made.body[2].place == B.place
    assert notes(made) == [("1", ["paragraph 甲注"]), ("乙:1", ["paragraph 乙注"])]


def test_a_section_has_its_title_note_and_contributor() -> None:
    section = replace(B, title_lines=("上", "下"), title_note="题注", contributor="乙某")
    made = with_sections(A, [section])
    assert run(made.body[2].inlines) == "<anchor 上下<note→乙:*>→乙>"
    assert outline(made.body)[-1] == "paragraph contributor （供稿：乙某）"
    assert notes(made)[1:] == [("乙:*", ["paragraph 题注"]), ("乙:1", ["paragraph 乙注"])]


def test_a_chapter_is_whole_when_all_of_it_is() -> None:
    partial = replace(B, status=Status.PARTIAL)
    assert with_sections(A, [B, B]).status is Status.COMPLETE
    assert with_sections(A, [partial, B]).status is Status.PARTIAL
    assert with_sections(replace(A, status=Status.PARTIAL), [B]).status is Status.PARTIAL


def test_what_sections_point_at_is_asked_by_the_chapter() -> None:
    place = B.place
    asked = CrossReference("乙", place, "丙", Shows.PAGE, ("第", "页"))
    mark = IndexMark("词", "C", ("ci",), "乙", "@乙.0", place, "词")
    aim, point = Point("丙", place), Point("@丁", place)
    own = Pointers(aims=(Point("己", place),))
    made = with_sections(
        replace(A, pointers=own),
        [replace(B, pointers=Pointers((asked,), (aim,), (point,), (mark,)))],
    )
    assert made.pointers == Pointers(
        (replace(asked, unit="甲"),), (*own.aims, aim), (point,), (replace(mark, unit="甲"),)
    )
