"""Markup: what a manuscript says is text, never markup; templates see little and do less."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.compile.house import House, read_house
from huozi.compile.markup import environment, render, spaced
from huozi.files import house_dir
from huozi.values.errors import InputError
from huozi.values.galley import (
    ContentsLine,
    ContentsList,
    ContentsPart,
    EntryText,
    Relocation,
    RunningHead,
    Setting,
    TitleOnly,
    Unit,
)
from huozi.values.length import Side
from huozi.values.manuscript import Block, BlockKind, Entry, Inline, InlineKind, Note, Place
from huozi.values.style import FontRoles, LineStyle, PageFormat, Status, UnitKind

SETTING = Setting(PageFormat(400, 600, 10.5, 16, 29, 31, 50, 50), LineStyle(), FontRoles(), "zh-CN")
PLACE = Place("content/a.md", 1)
HOSTILE = "<script>&\"'{{ 7 * 7 }}{% raw %}"


@pytest.fixture(scope="module")
def house() -> House:
    return read_house(house_dir())


def text(words: str) -> Inline:
    return Inline(InlineKind.TEXT, words)


def paragraph(*inlines: Inline, kind: BlockKind = BlockKind.PARAGRAPH, **fields) -> Block:
    return Block(kind, PLACE, inlines, **fields)


def article(*body: Block, title: str = "题", notes: tuple[Note, ...] = (), **fields) -> Unit:
    entry = Entry("a", PLACE, UnitKind.ARTICLE, title, (title,), title, title, body=body,
                  notes=notes, **fields)  # fmt: skip
    heads = (RunningHead(Side.RECTO, title),)
    return Unit("a", UnitKind.ARTICLE, PLACE, EntryText(entry), title, heads)


def html(house: House, *inlines: Inline, notes: tuple[Note, ...] = ()) -> str:
    """The markup of one paragraph."""
    made = render(article(paragraph(*inlines), notes=notes), house, SETTING).html
    return re.findall(r'<p class="text[^>]*>(.*?)</p>', made, re.DOTALL)[0]


# ---------------------------------------------------------------------------- text stays text


def test_text_is_escaped(house: House) -> None:
    made = html(house, text(HOSTILE))
    assert unescape(made) == HOSTILE
    assert "<" not in made


@given(words=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_any_text_comes_through(house: House, words: str) -> None:
    made = html(house, text(words))
    assert unescape(made) == words
    assert "<" not in made


@pytest.mark.parametrize(
    "unit",
    [
        article(title=HOSTILE),
        article(paragraph(text(HOSTILE), kind=BlockKind.HEADING, level=1)),
        article(paragraph(text("x"), classes=(HOSTILE,))),
        article(paragraph(text(HOSTILE), kind=BlockKind.FIGURE, src=HOSTILE, label=HOSTILE)),
        article(Block(BlockKind.LIST, PLACE, children=(
            Block(BlockKind.ITEM, PLACE, label=HOSTILE, children=(paragraph(text("x")),)),))),
        article(paragraph(Inline(InlineKind.LINK, target=HOSTILE, children=(text("x"),)))),
        article(paragraph(Inline(InlineKind.IMAGE, text=HOSTILE, target=HOSTILE))),
        article(paragraph(Inline(InlineKind.RUBY, text=HOSTILE, target=HOSTILE))),
        article(paragraph(Inline(InlineKind.CODE, text=HOSTILE))),
        article(contributor=HOSTILE),
    ],
    ids=["title", "heading", "class", "figure", "label", "link", "image", "ruby", "code",
         "contributor"],
)  # fmt: skip
def test_nothing_of_an_entry_becomes_markup(house: House, unit: Unit) -> None:
    made = render(unit, house, SETTING).html
    assert "<script" not in made
    assert "49" not in made, "no template code of a manuscript is run"
    assert "{{ 7" in unescape(made)


def test_a_titles_text_is_escaped_in_contents_and_furniture(house: House) -> None:
    line = ContentsLine(1, HOSTILE, HOSTILE, "a")
    data = ContentsList((ContentsPart(HOSTILE, (line,)),), 3, "目录")
    made = render(Unit("contents", UnitKind.CONTENTS, PLACE, data, HOSTILE), house, SETTING)
    assert "<script" not in made.html


# ---------------------------------------------------------------------------- inlines


@pytest.mark.parametrize(
    ("kind", "element"),
    [
        (InlineKind.STRONG, "<strong>甲</strong>"),
        (InlineKind.EM, "<em>甲</em>"),
        (InlineKind.SUP, "<sup>甲</sup>"),
        (InlineKind.SUB, "<sub>甲</sub>"),
        (InlineKind.DOTS, '<span class="dots">甲</span>'),
        (InlineKind.NAME, '<span class="name">甲</span>'),
        (InlineKind.WAVY, '<span class="wavy">甲</span>'),
        (InlineKind.UNDERLINE, '<span class="underline">甲</span>'),
        (InlineKind.STRUCK, '<span class="struck">甲</span>'),
        (InlineKind.RUN_IN, '<span class="run-in">甲</span>'),
    ],
)
def test_dress(house: House, kind: InlineKind, element: str) -> None:
    assert html(house, Inline(kind, children=(text("甲"),))) == element


def test_dress_nests(house: House) -> None:
    inner = Inline(InlineKind.EM, children=(text("甲"),))
    made = html(house, Inline(InlineKind.STRONG, children=(text("乙"), inner)))
    assert made == "<strong>乙<em>甲</em></strong>"


def test_links_images_ruby_code_and_line_breaks(house: House) -> None:
    made = html(
        house,
        Inline(InlineKind.LINK, target="#b", children=(text("见"),)),
        Inline(InlineKind.NEWLINE),
        Inline(InlineKind.RUBY, text="字", target="zì"),
        Inline(InlineKind.CODE, text="a < b"),
    )
    assert made == (
        '<a href="#b">见</a><br><ruby>字<rt>zì</rt></ruby><code>a &lt; b</code>'
    )  # fmt: skip


@pytest.mark.parametrize("name", ["图 1.png", "50%41.png", "a#b.png", "a?b.png", "名&字.png"])
def test_an_images_address_is_its_path(house: House, name: str) -> None:
    """Marks that mean something in an address stand for themselves in a file's name."""
    from urllib.parse import unquote, urlsplit

    path = f"content/{name}"
    made = [
        html(house, Inline(InlineKind.IMAGE, target=path)),
        render(article(paragraph(kind=BlockKind.FIGURE, src=path)), house, SETTING).html,
    ]
    for source in made:
        (address,) = re.findall(r'<img src="([^"]*)"', source)
        parts = urlsplit(unescape(address))
        assert (parts.scheme, unquote(parts.path)) == ("book", path)
        assert not parts.query
        assert not parts.fragment


def test_a_note_is_set_where_it_is_called(house: House) -> None:
    note = Note("1", PLACE, (paragraph(text("注一")), paragraph(text("又"))))
    made = html(house, text("文"), Inline(InlineKind.NOTE, target="1"), text("后"), notes=(note,))
    assert re.fullmatch(r'文<span class="note"[^>]*>注一<br>又</span>后', made)


# ---------------------------------------------------------------------------- the whole body


def words(kind: BlockKind, name: str, **fields) -> Block:
    inner = paragraph(text(f"{name}里"))
    if kind is BlockKind.PARAGRAPH or kind is BlockKind.HEADING:
        return paragraph(text(name), kind=kind, **fields)
    return Block(kind, PLACE, children=(inner,), **fields)


def test_no_block_is_lost(house: House) -> None:
    """Every word of every kind of block is in the markup, in order."""
    row = Block(
        BlockKind.ROW,
        PLACE,
        children=(
            paragraph(text("格一"), kind=BlockKind.CELL),
            paragraph(text("格二"), kind=BlockKind.CELL),
        ),
    )
    item = Block(
        BlockKind.ITEM,
        PLACE,
        label="1.",
        children=(paragraph(text("项")), paragraph(text("续项"))),
    )
    body = (
        words(BlockKind.PARAGRAPH, "段"),
        words(BlockKind.HEADING, "节", level=1),
        words(BlockKind.QUOTE, "引"),
        Block(BlockKind.LIST, PLACE, children=(item,), ordered=True),
        paragraph(text("表题"), kind=BlockKind.TABLE, children=(row,)),
        paragraph(text("图题"), kind=BlockKind.FIGURE, src="content/a.png", label="替代"),
        Block(
            BlockKind.ABREAST, PLACE,
            children=tuple(
                paragraph(text(f"{side}图"), kind=BlockKind.FIGURE, src="content/a.png")
                for side in "左右"
            ),
        ),
        paragraph(text("主送"), kind=BlockKind.ADDRESSEE),
        words(BlockKind.SIGNATURE, "款"),
        words(BlockKind.ATTACHMENTS, "附"),
        paragraph(text("据"), kind=BlockKind.SOURCE),
        words(BlockKind.SOURCE, "源"),
        words(BlockKind.CENTERED, "中"),
        words(BlockKind.VERSE, "诗"),
        words(BlockKind.ROSTER, "名"),
        Block(BlockKind.BREAK, PLACE),
        paragraph(
            text("码题"), kind=BlockKind.CODE,
            children=(paragraph(text("码"), kind=BlockKind.CODE_LINE),),
        ),
        words(BlockKind.ASIDE, "框"),
        Block(
            BlockKind.DEFINITIONS, PLACE,
            children=(
                paragraph(text("语"), kind=BlockKind.TERM), words(BlockKind.DEFINITION, "义"),
            ),
        ),
        Block(BlockKind.NEW_PAGE, PLACE),
        words(BlockKind.OPENING, "题"),
        words(BlockKind.PARAGRAPH, "末"),
    )  # fmt: skip
    inside = {BlockKind.ITEM, BlockKind.ROW, BlockKind.CELL, BlockKind.CODE_LINE}
    inside |= {BlockKind.TERM, BlockKind.DEFINITION}
    assert {block.kind for block in body} | inside == set(BlockKind)
    made = render(article(*body), house, SETTING).html
    article_ = made[made.index("<article>") : made.index("</article>")]
    plain = "".join(re.sub(r"<[^>]*>", " ", article_).split())
    before, behind = plain.split("码题")
    assert before == "段节引里1.项续项表题续表格一格二图题左图右图主送款里附里据源里中里诗里名里"
    assert behind == "码框里语义里题里末"


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_by_level(house: House, level: int) -> None:
    heading = paragraph(text("节"), kind=BlockKind.HEADING, level=level)
    made = render(article(heading), house, SETTING).html
    assert re.search(f'<h{level + 1} class="level-{level}[^>]*>节</h{level + 1}>', made)


def test_a_pending_entry_says_what_is_missing_and_how_many_pages_it_holds(house: House) -> None:
    unit = article(status=Status.PENDING, reserve_pages=5)
    made = render(Unit(**{f: getattr(unit, f) for f in ("id", "kind", "place", "content", "title")},
                       reserve_pages=5), house, SETTING).html  # fmt: skip
    assert "预留 5 页" in made
    assert "<article>" not in made


def test_titles_are_broken_by_sense(house: House) -> None:
    entry = Entry("a", PLACE, UnitKind.ARTICLE, "甲乙", ("甲", "乙"), "甲乙", "甲乙")
    made = render(Unit("a", UnitKind.ARTICLE, PLACE, EntryText(entry)), house, SETTING).html
    assert re.search(r'<h1 id="a">\s*甲<br>乙\s*</h1>', made)


# ---------------------------------------------------------------------------- slots, furniture


def test_slots_are_named_in_order_and_asked_for(house: House) -> None:
    lines = tuple(ContentsLine(n, f"题{n}", "", f"u{n}") for n in (1, 2, 3))
    data = ContentsList((ContentsPart("", lines),), 4, "目录")
    sheet = render(Unit("contents", UnitKind.CONTENTS, PLACE, data, "目录"), house, SETTING)
    slots = re.findall(r'<span class="slot" data-slot="(\w+)">(\d+)</span>', sheet.html)
    assert slots == [("s0", "0000"), ("s1", "0000"), ("s2", "0000")]
    assert sheet.relocations == tuple(
        Relocation(f"s{n}", f"u{n + 1}", 4, place=PLACE) for n in range(3)
    )
    assert "(" not in re.sub("<[^>]*>", "", sheet.html)


def test_a_book_may_have_its_page_numbers_padded_and_in_brackets(house: House) -> None:
    line = ContentsLine(1, "题", (), "u1")
    data = ContentsList((ContentsPart("", (line,)),), 3, "目录", padded=True)
    sheet = render(Unit("contents", UnitKind.CONTENTS, PLACE, data, "目录"), house, SETTING)
    assert sheet.relocations == (Relocation("s0", "u1", 3, pad=True, place=PLACE),)
    assert "(000)" in re.sub("<[^>]*>", "", sheet.html)


@pytest.mark.parametrize(
    ("count", "wide"), [(28, ""), (99, ""), (100, "figures-3"), (1000, "figures-4")]
)
def test_the_column_of_numbers_is_as_wide_as_the_last_asks_for(house, count, wide) -> None:
    """`books-t25`: from entry 100 on the number touched the title."""
    half = count // 2
    parts = tuple(
        ContentsPart("", tuple(ContentsLine(n, "题", (), f"u{n}") for n in numbers))
        for numbers in (range(1, half), (*range(half, count + 1), 0))
    )
    data = ContentsList(parts, 4, "目录")
    sheet = render(Unit("contents", UnitKind.CONTENTS, PLACE, data, "目录"), house, SETTING)
    assert re.findall(r'<nav(?: class="(.*?)")?>', sheet.html) == [wide]
    assert not wide or f".{wide} .no {{ width" in house.styles["contents.css"]


def test_a_unit_with_a_running_head_ends_with_its_furniture(house: House) -> None:
    made = render(article(), house, SETTING).html
    assert made.count('class="furniture recto"') == 1
    assert made.index("</header>") < made.index('class="furniture recto"')
    assert 'data-slot="folio"' in made


def test_a_unit_without_one_has_none(house: House) -> None:
    part = Unit("part-1", UnitKind.PART, PLACE, TitleOnly("经验篇"), "经验篇")
    assert 'class="furniture' not in render(part, house, SETTING).html


def test_every_kind_of_unit_has_a_template(house: House) -> None:
    assert {f"{kind.value}.html" for kind in UnitKind} <= set(house.templates)


@pytest.mark.parametrize("text_", ["目录", "前言", "经验篇", "四字标题"])
def test_a_short_title_is_spread_by_style(text_: str) -> None:
    assert spaced(text_) == f'<span class="spaced">{text_}</span>'


@pytest.mark.parametrize("text_", ["基层党建经验", "附", ""])
def test_a_longer_title_stays_solid(text_: str) -> None:
    assert spaced(text_) == text_


# ---------------------------------------------------------------------------- templates of a book


def failing(templates: dict[str, str]) -> tuple[Place | None, str]:
    house = House(read_house(house_dir()).templates | templates, {"base.css": ""})
    with pytest.raises(InputError) as raised:
        render(article(paragraph(text("甲"))), house, SETTING)
    (found,) = raised.value.findings
    assert found.code == "template"
    return found.place, dict(found.params)["reason"]


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ inlines.__globals__ }}",
        "{{ slot.__func__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ unit.data.__class__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ entry.__setattr__('title', 'x') }}",
        "{{ '{0.__class__}'.format('') }}",
        "{{ range(10 ** 9) | list }}",
        "{% include '../../secret.html' %}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_the_sandbox_refuses(code: str) -> None:
    place, _ = failing({"article.html": f"<p>\n</p>{code}"})
    assert place == Place("templates/article.html", 2)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("a\nb\n{% if %}", 3),
        ("a\n{{ nothing }}", 2),
        ("a\n{{ entry.nothing }}", 2),
        ("a\n{{ entry.title.nothing() }}", 2),
        ("a\n{{ 1 / 0 }}", 2),
        ("a\n{{ entry.title + 1 }}", 2),
        ("a\n{{ [][3] + 1 }}", 2),
        ("a\n{{ entry.title | nothing }}", 2),
        ("a\n{% include 'gone.html' %}", 2),
        ("a\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 2),
        ("a\n{{ inlines(3) }}", 2),
    ],
)
def test_a_fault_in_a_template_has_its_file_and_line(code: str, line: int) -> None:
    place, reason = failing({"article.html": code})
    assert place == Place("templates/article.html", line)
    assert reason


def test_a_fault_in_an_included_template_is_told_of_that_one() -> None:
    place, _ = failing({"blocks.html": "{% macro set_blocks(b, i) %}\n\n{{ gone }}{% endmacro %}"})
    assert place == Place("templates/blocks.html", 3)


def test_a_fault_in_a_parent_is_told_of_the_parent() -> None:
    place, _ = failing({"unit.html": "<html>\n{{ gone }}"})
    assert place == Place("templates/unit.html", 2)


def test_a_missing_template_is_named() -> None:
    house = House({}, {"base.css": ""})
    with pytest.raises(InputError) as raised:
        render(article(), house, SETTING)
    (found,) = raised.value.findings
    assert found.place == Place("templates/article.html")


def test_templates_are_parsed_once_a_house(house: House) -> None:
    assert environment(house) is environment(house)
