"""Points, references, index marks, rosters, annexes and matter: how they are read and refused."""

import tomllib
from importlib.resources import files

import pytest

from huozi.messages import render
from huozi.read.contents import contents
from huozi.read.manuscript import read
from huozi.values.errors import InputError
from huozi.values.manuscript import BlockKind, Shows
from huozi.values.style import UnitKind
from tests.books import ENTRY, FRONT_LINES, PNG, as_yaml, entry, make_book
from tests.read.outline import outline

TABLE = "| 甲 |\n|----|\n| 乙 |\n"
PICTURE = {"content/图.png": PNG}


def body_of(read_book, text: str, **others: str) -> list[str]:
    names = {"one.md": text, **{f"{name}.md": body for name, body in others.items()}}
    return outline(read_book(entries=names, files=PICTURE).manuscript.entries[0].body)


# ---------------------------------------------------------------------------- what is read


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("## 甲 {#乙}", ["heading1 甲<anchor→@乙>"]),
        ("一、甲 {#乙}", ["heading1 一、甲<anchor→@乙>"]),
        ("甲{#乙-1}丙", ["paragraph 甲<anchor→@乙-1>丙"]),
        (r"甲\{#乙}丙", ["paragraph 甲{#乙}丙"]),
        ("见[第{页}页](#甲){#甲}", ["paragraph 见<link 第<reference→@甲>页→#@甲><anchor→@甲>"]),
        ("[见{page}](two.md)", ["paragraph <link 见<reference→two>→#two>"]),
        ("见[{号}\n乙](two.md)", ["paragraph 见<link <reference→two>乙→#two>"]),
        ("见[{号}\npages](two.md)", ["paragraph 见<link <reference→two> pages→#two>"]),
        (r"[见\{页}](two.md)", ["paragraph <link 见{页}→#two>"]),
        ("[见{题}](#contents)", ["paragraph <link 见<reference→contents>→#contents>"]),
        ("[甲]{.索引}", ["paragraph <index 甲→@one.0>"]),
        ("[甲]{.index}乙[]{.索引 作=\"丙\"}", ["paragraph <index 甲→@one.0>乙<index→@one.1>"]),
        ("[甲]{.着重 .索引}", ["paragraph <dots <index 甲→@one.0>>"]),
        ("![甲 {#乙}](图.png)", ["figure content/图.png 甲<anchor→@乙>"]),
        ("![甲](图.png){#乙}{width=20字}", ["figure 20rem content/图.png 甲<anchor→@乙>"]),
    ],
)  # fmt: skip
def test_marks(read_book, text: str, lines: list[str]) -> None:
    assert body_of(read_book, text, two=ENTRY) == lines


def test_a_tables_name_stands_in_its_title(read_book) -> None:
    table = (
        read_book(entries={"one.md": f"表：甲 {{#乙}}\n\n{TABLE}"}).manuscript.entries[0].body[0]
    )
    assert table.kind is BlockKind.TABLE
    assert outline((table,))[0] == "table 甲<anchor→@乙>"


def test_a_reference_knows_what_it_shows_and_what_stands_around_it(read_book) -> None:
    entries = {"one.md": "甲[见{号}篇“{题}”第{页}页](two.md)。", "two.md": ENTRY}
    asked = read_book(entries=entries).manuscript.entries[0].pointers.references
    assert [(a.target, a.shows, a.around) for a in asked] == [
        ("two", Shows.NUMBER, ("见", "篇“")),
        ("two", Shows.TITLE, ("篇“", "”第")),
        ("two", Shows.PAGE, ("”第", "页")),
    ]
    assert {str(a.place) for a in asked} == {f"content/one.md:{1 + FRONT_LINES}"}


def test_a_reference_may_stand_inside_emphasis(read_book) -> None:
    entries = {"one.md": "甲[见**第{页}页**，*{题}*](two.md)。", "two.md": ENTRY}
    asked = read_book(entries=entries).manuscript.entries[0].pointers.references
    assert [(a.target, a.shows, a.around) for a in asked] == [
        ("two", Shows.PAGE, ("第", "页")),
        ("two", Shows.TITLE, ("", "")),
    ]


def test_an_index_mark_knows_its_term_and_the_words_that_stand_there(read_book) -> None:
    text = '甲\n\n[三强]{.索引 作="三强工程" 音="san qiang gong cheng"}和[单]{.索引 见="三强工程"}'
    first, second = read_book(entries={"one.md": text}).manuscript.entries[0].pointers.marks
    assert (first.term, first.letter, first.shown, first.read) == ("三强工程", "S", "三强", True)
    assert (second.term, second.see, second.place.line) == ("单", "三强工程", 3 + FRONT_LINES)


def test_a_roster_is_rows_of_roles_and_names(read_book) -> None:
    text = "::: 名单\n主 任：赵甲\n委员: 钱乙丙　孙丁、李戊，周庚\n:::"
    (roster,) = read_book(entries={"one.md": text}).manuscript.entries[0].body
    assert roster.kind is BlockKind.ROSTER
    assert outline(roster.children) == [
        "paragraph 主 任 主 任：赵甲", "  paragraph 赵甲",
        "paragraph 委员 委员：钱乙丙　孙丁　李戊　周庚",
        "  paragraph 钱乙丙", "  paragraph 孙丁", "  paragraph 李戊", "  paragraph 周庚",
    ]  # fmt: skip


ANNEXED = {
    "title": "书",
    "entries": [{"one.md": ["a.md", "b.md"]}, "two.md", {"three.md": ["c.md"]}],
}


def test_annexes_belong_to_their_entry_and_are_numbered_when_there_are_several(read_book) -> None:
    names = ("one", "two", "three", "a", "b", "c")
    entries = {f"{name}.md": entry(title=name) for name in names}
    entries["b.md"] = entry(title="b", in_contents=True)
    manuscript = read_book(entries=entries, book=ANNEXED).manuscript
    assert [e.id for e in manuscript.entries] == ["one", "two", "three"]
    found = [(e.id, a.id, a.label) for e in manuscript.entries for a in e.annexes]
    assert found == [("one", "a", "附件1"), ("one", "b", "附件2"), ("three", "c", "附件")]
    (part,) = contents(manuscript)
    assert [(line.number, line.title) for line in part.lines] == [
        (1, "one"), (0, "附件2　b"), (2, "two"), (3, "three"),
    ]  # fmt: skip


def test_a_kind_with_a_text_may_come_again(read_book) -> None:
    book = {
        "front": [{"foreword": "x.md"}, {"foreword": "y.md"}, "contents"],
        "back": [{"appendix": "z.md"}, {"appendix": "w.md"}],
        "entries": ["one.md"],
    }
    entries = dict.fromkeys(("one.md", "x.md", "y.md", "z.md"), ENTRY)
    entries["w.md"] = "---\ntitle: 附录二\nin_contents: false\n---\n文"
    entries["one.md"] = "[见{题}](w.md)[第{页}页](z.md)"
    manuscript = read_book(entries=entries, book=book).manuscript
    assert [m.id for m in manuscript.front] == ["foreword", "foreword-2", "contents"]
    assert [m.id for m in manuscript.back] == ["appendix", "appendix-2"]
    assert [m.in_contents for m in manuscript.back] == [True, False]
    asked = manuscript.entries[0].pointers.references
    assert [a.target for a in asked] == ["appendix-2", "appendix"]
    assert [line.title for line in contents(manuscript)[-1].lines] == ["题名"]


def test_no_file_takes_the_id_of_another_piece(read_book) -> None:
    """`appendix-2.md` as an entry, beside two appendices."""
    book = {
        "entries": ["appendix-2.md"],
        "back": [{"appendix": "z.md"}, {"appendix": "w.md"}],
    }
    entries = dict.fromkeys(("appendix-2.md", "z.md", "w.md"), ENTRY)
    manuscript = read_book(entries=entries, book=book).manuscript
    ids = [text.id for text in manuscript.texts]
    assert len(set(ids)) == len(ids)


def test_captions_that_are_listed_get_a_point_each(read_book) -> None:
    text = f"表：甲\n\n{TABLE}\n表：乙 {{#乙}}\n\n{TABLE}\n{TABLE}\n![丙](图.png)"
    book = {"front": ["contents", "list-of-tables"], "entries": ["one.md"]}
    manuscript = read_book(entries={"one.md": text}, book=book, files=PICTURE).manuscript
    tables = [line for line in outline(manuscript.entries[0].body) if line.startswith(("t", "f"))]
    assert tables == [
        "table <anchor→@one.caption.1>甲", "table 乙<anchor→@乙>", "table",
        "figure content/图.png 丙",
    ]  # fmt: skip


def test_a_book_without_lists_is_left_as_it_is(read_book) -> None:
    made = read_book(entries={"one.md": f"表：甲\n\n{TABLE}"}).manuscript
    assert outline(made.entries[0].body)[0] == "table 甲"


# ---------------------------------------------------------------------------- what is refused

#: Body of an entry → code, line of the body. 乙.md is there.
BODIES = [
    ("[见第{页}页](#没有)", "unknown-point", 1),
    ("甲{#名字}\n\n[见第{页}页](#名子)", "unknown-point-near", 3),
    ("甲{#名}\n\n乙{#名}", "point-twice", 3),
    ("甲\n\n乙{#yi}", "point-taken", 3),
    ("甲\n见第{页}页", "reference-aim", 2),
    ("[见第{页}页](https://example.org)", "reference-aim", 1),
    ("甲\n\n## 乙 {#名}\n\n[见{号}](#名)", "reference-number", 5),
    ("甲{#名}\n\n[见{题}](#名)", "reference-title", 3),
    ("甲\n[](yi.md)", "link-empty", 2),
    ("甲\n[ ]{.索引}", "index-empty", 2),
    ("[]{.索引}", "index-empty", 1),
    ('[甲]{.索引 归="乙"}', "index-attribute", 1),
    ('[甲乙]{.索引 音="jia"}', "index-reading", 1),
    ('[甲]{.索引 见="没有"}', "index-see", 1),
    ('甲[词]{.索引 见="词"}[词]{.索引}', "index-see-self", 1),
    ('[甲]{.索引 见="乙丙"}\n\n[乙丁]{.索引}', "index-see-near", 1),
    ("::: 名单\n主任：\n:::", "roster-line", 2),
    ("::: 名单\n主任：甲\n没有职务的一行\n:::", "roster-line", 3),
    ("::: 名单\n主任：**甲**\n:::", "roster-mark", 2),
]

#: book.yaml → code, line. 甲.md, 乙.md are there.
BOOKS = [
    ("title: 书\nfront: [index]\nentries: [甲.md, yi.md]", "matter-side", 2),
    ("title: 书\nentries: [甲.md, yi.md]\nback: [contents]", "matter-side", 3),
    ("title: 书\nfront:\n- contents\n- title-page\nentries: [甲.md, yi.md]", "matter-order", 4),
    ("title: 书\nentries:\n- {甲.md: [], yi.md: []}", "annex-form", 3),
    ("title: 书\nentries:\n- 甲.md: [yi.md]\nback:\n- index", "index-without-marks", 5),
    ("title: 书\nfront:\n- list-of-tables\nentries: [甲.md, yi.md]", "captions-none", 3),
]


def look(folder):
    try:
        return read(folder).findings
    except InputError as error:
        return error.findings


def told(folder) -> dict[tuple[str, str, int], object]:
    return {
        (found.code, found.place.file, found.place.line): found
        for found in look(folder)
        if found.place
    }


def speak(found) -> None:
    for language in ("zh", "en"):
        assert render(found, language).startswith(str(found.place))


@pytest.mark.parametrize(("body", "code", "line"), BODIES, ids=lambda value: str(value)[:30])
def test_in_a_body(tmp_path, body: str, code: str, line: int) -> None:
    found = told(make_book(tmp_path, entries={"甲.md": body, "yi.md": ENTRY}))
    key = (code, "content/甲.md", line + FRONT_LINES)
    assert key in found
    speak(found[key])


@pytest.mark.parametrize(("book", "code", "line"), BOOKS, ids=lambda value: str(value)[:30])
def test_in_book_yaml(tmp_path, book: str, code: str, line: int) -> None:
    found = told(make_book(tmp_path, entries={"甲.md": ENTRY, "yi.md": ENTRY}, book=book))
    key = (code, "content/book.yaml", line)
    assert key in found
    speak(found[key])


def test_an_annex_has_a_title(tmp_path) -> None:
    book = {"title": "书", "entries": [{"甲.md": ["yi.md"]}]}
    folder = make_book(tmp_path, entries={"甲.md": ENTRY, "yi.md": "---\n---\n文"}, book=book)
    found = told(folder)
    speak(found["annex-title", "content/yi.md", 1])


def test_references_into_another_file_are_told_where_they_were_written(tmp_path) -> None:
    entries = {"甲.md": "文{#名}", "yi.md": "文\n\n文{#名}\n\n[见{题}](#名)"}
    found = told(make_book(tmp_path, entries=entries))
    place = found["point-twice", "content/yi.md", 3 + FRONT_LINES]
    assert f"content/甲.md:{1 + FRONT_LINES}" in render(place, "zh")


#: Told when the pages are known, or of a finished book: see tests/test_references.py and
#: tests/link/test_verify.py.
LATER = {
    "point-lost", "reference-unsettled", "reference-unnumbered", "index-unnumbered",
    "index-unsettled", "verify-reference", "verify-lookup",
}  # fmt: skip


def test_every_message_of_the_stage_has_its_mistake() -> None:
    text = (files("huozi.messages") / "matter.en.toml").read_text(encoding="utf-8")
    tried = {row[1] for table in (BODIES, BOOKS) for row in table} | {"annex-title"}
    read_codes = {"unknown-point", "unknown-point-near"}
    assert set(tomllib.loads(text)) == (tried - read_codes) | LATER


def test_order_that_is_usual_is_not_told(tmp_path) -> None:
    kinds = [kind.value for kind in UnitKind]
    book = {
        "front": ["half-title", "title-page", "copyright", {"preface": "x.md"}, "contents"],
        "entries": ["甲.md"], "back": [{"appendix": "y.md"}, {"afterword": "z.md"}, "colophon"],
    }  # fmt: skip
    assert all(key in kinds for key in book["front"] if isinstance(key, str))
    entries = dict.fromkeys(("甲.md", "x.md", "y.md", "z.md"), ENTRY)
    assert look(make_book(tmp_path, entries=entries, book=as_yaml({"title": "书", **book}))) == ()
