"""Claims of a book about itself: what is printed, and what has to stand where it leads."""

from msgspec.structs import replace

from huozi.link.lookups import lookups, row_text
from huozi.values.galley import (
    CaptionLine,
    CaptionList,
    ContentsLine,
    ContentsList,
    ContentsPart,
    Galley,
    IndexGroup,
    IndexList,
    IndexPages,
    IndexRow,
    Reference,
    TitleOnly,
    Unit,
)
from huozi.values.manuscript import (
    Block,
    BlockKind,
    CrossReference,
    Inline,
    InlineKind,
    Matter,
    Part,
    Place,
    Pointers,
    Shows,
)
from huozi.values.pages import Forme, Lookup
from huozi.values.style import UnitKind
from tests.link.test_settle import GALLEYS, MAP, MARK, SPOTS, manuscript

AT = Place("content/a.md", 8)
LIST = Place("content/book.yaml", 3)
INDEX = Matter(UnitKind.INDEX, LIST, "索引", id="index")


def unit(name: str, content=None, **changes) -> Unit:
    return Unit(name, UnitKind.ARTICLE, LIST, content or TitleOnly(name), **changes)


def claims(book, *units: Unit, titles=None) -> tuple[Lookup, ...]:
    furniture = Galley("furniture", ())
    return lookups(Forme(book, units, GALLEYS, furniture, MAP, SPOTS), titles or {})


def asking(asked: CrossReference, told: Reference, titles=None) -> Lookup:
    """The claim of a reference of entry a."""
    (made,) = claims(manuscript(asked), unit("a", references=(told,)), unit("b"), titles=titles)
    return made


def test_a_reference_to_a_page_leads_to_the_words_of_its_target() -> None:
    asked = CrossReference("a", AT, "b", Shows.PAGE, ("见第", "页"))
    made = asking(asked, Reference("b", Shows.PAGE, "3"), {"b": "乙的题名"})
    assert made == Lookup("a", "见第3页", AT, "3", ("乙的题名",))
    assert asking(asked, Reference("b", Shows.PAGE, "3")).words == ()


def test_a_number_leads_to_no_page() -> None:
    asked = CrossReference("a", AT, "@t", Shows.NUMBER, ("见", "第"))
    made = asking(asked, Reference("@t", Shows.NUMBER, "表2"))
    assert made == Lookup("a", "见表2", AT), "第 belongs to what follows"


def test_what_stands_outside_a_booklet_is_not_looked_up_in_it() -> None:
    asked = CrossReference("a", AT, "c", Shows.PAGE, ("见第", "页"))
    made = asking(asked, Reference("c", Shows.PAGE, "99", outside="原书"))
    assert made == Lookup("a", "见原书第99页", AT)


def test_an_entry_that_runs_on_asks_in_the_unit_it_is_set_in() -> None:
    book = manuscript()
    asked = CrossReference("b", AT, "a", Shows.PAGE)
    first, second = book.entries
    second = replace(second, pointers=Pointers((asked,)))
    book = replace(book, parts=(Part("", LIST, (first, second)),))
    told = Reference("a", Shows.PAGE, "1")
    (made,) = claims(book, unit("a", references=(told,), run_on=(("b", "乙"),)))
    assert (made.unit, made.text, made.folio) == ("a", "1", "1")


def test_a_row_of_the_index() -> None:
    pages = (IndexPages("3–5", "@3"), IndexPages("12", "@12"))
    assert row_text(IndexRow("词", pages, ())) == "3–5，12"
    assert row_text(IndexRow("词", (), ("甲", "乙"))) == "见甲、乙"
    assert row_text(IndexRow("词", pages[1:], ("甲",))) == "12，见甲"
    assert row_text(IndexRow("词", (), ())) == ""


def test_the_index_leads_to_the_words_that_are_marked() -> None:
    """… but for terms that only send to another, or whose mark shows nothing."""
    marks = (
        MARK,
        replace(MARK, see="乙"),
        replace(MARK, shown=""),
        replace(MARK, term="别的", point="b"),
    )
    book = manuscript(marks=marks, back=(INDEX,))
    rows = (IndexGroup("C", (IndexRow("词", (IndexPages("2", "@i"),), ()),)),)
    assert claims(book, unit("index", IndexList(rows, "索引"))) == (
        Lookup("index", "词2", LIST),
        Lookup("index", "词", MARK.place, "2", ("词",)),
    )


def heading(*inlines: Inline, line: int) -> Block:
    return Block(BlockKind.HEADING, Place("content/b.md", line), inlines, level=1)


def test_the_contents_lead_to_the_headings_that_they_list() -> None:
    """Where a note parts the words of a heading they are not looked for as one."""
    words, note = Inline(InlineKind.TEXT, "一、甲"), Inline(InlineKind.NOTE, target="1")
    anchor = Inline(InlineKind.ANCHOR, target="@x")
    book = manuscript()
    first, second = book.entries
    body = (heading(words, anchor, line=4), heading(words, note, line=6), heading(words, line=9))
    book = replace(book, parts=(Part("", LIST, (first, replace(second, body=body))),))
    lines = (
        ContentsLine(1, "乙", (), "b"),
        ContentsLine(0, "一、甲", (), "b.0", level=2),
        ContentsLine(0, "一、甲", (), "b.1", level=2),
    )
    galleys = MAP.spots(GALLEYS) | {"b.0": SPOTS["b"], "b.1": SPOTS["b"]}
    content = ContentsList((ContentsPart("", lines),), 1, "目录")
    forme = Forme(book, (unit("contents", content),), GALLEYS, Galley("f", ()), MAP, galleys)
    assert lookups(forme, {}) == (
        Lookup("contents", "一、甲", body[0].place, "3", ("一、甲",), listed=True),
        Lookup("contents", "一、甲", body[1].place, "3", (), listed=True),
    )
    bare = ContentsList((ContentsPart("", lines[:1]),), 1, "目录")
    assert claims(book, unit("contents", bare)) == ()


def test_a_list_of_tables_leads_to_their_titles() -> None:
    content = CaptionList((CaptionLine("表1", "收支", "@t"),), 1, "表目录")
    assert claims(manuscript(), unit("tables", content)) == (
        Lookup("tables", "表1收支", LIST, "3", ("收支",), listed=True),
    )
