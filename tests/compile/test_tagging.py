"""From HTML to structure elements: types, order, and what each piece of text belongs to."""

from xml.etree import ElementTree

import pytest

from huozi.compile.tagging import Tagger
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Note, Place
from huozi.values.structure import ARTIFACT, Structure, unpacked
from tests.books import PNG
from tests.compile.kit import FILE, compiler, galley, paragraph, text

NOTE = '<span class="note" data-mark="①">注</span>'


def tagger(body: str, kind: str = "article") -> tuple[Tagger, ElementTree.Element]:
    root = ElementTree.fromstring(f'<html><head/><body class="{kind}">{body}</body></html>')
    return Tagger(root), root


def outline(structure: Structure) -> str:
    """Types nested in brackets: `Art(H1 P(Link))`."""

    def told(place: int) -> str:
        inner = [at for at, it in enumerate(structure.elements) if it.parent == place]
        role = structure.elements[place].role
        return f"{role}({' '.join(map(told, inner))})" if inner else role

    return told(0)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>题</h1><article><p>文</p></article>", "H1 P"),
        ("<header><p>一<br/>二</p></header><!-- 话 -->", "P"),
        ("<blockquote><p>引</p></blockquote>", "BlockQuote(P)"),
        ("<div>散<em>字</em></div><div><span>又</span></div>", "P P"),
        ('<p>见<a href="#b">乙</a></p><p><a id="c">丙</a></p>', "P(Link) P"),
        ("<p><ruby>字<rt>zì</rt></ruby></p>", "P(Ruby(RB RT))"),
        ('<p>用<code>a</code>和<span lang="en">b</span></p>', "P(Code Span)"),
        (f"<p>甲{NOTE}</p><p>乙</p>", "P(Reference) Note(Lbl) P"),
        (f"<h1>题{NOTE}</h1>", "H1(Reference) Note(Lbl)"),
        (f"<p><em>甲{NOTE}</em></p>", "P(Reference) Note(Lbl)"),
        (
            '<p>甲<span class="note-call">①</span></p>'
            '<p class="endnote"><span class="mark">①</span>注</p>',
            "P(Reference) Note(Lbl)",
        ),
        (
            '<div class="list"><div class="item"><p><span class="label">1.</span>甲</p></div>'
            "</div>",
            "L(LI(Lbl LBody(P)))",
        ),
        ("<ul><li>甲</li><li><p>乙</p></li></ul>", "L(LI(Lbl LBody(P)) LI(Lbl LBody(P)))"),
        ('<figure><img src="a" alt="图"/></figure>', "Figure"),
        ("<figure><img/><figcaption>图</figcaption></figure>", "Figure(Caption)"),
        ('<p>行<img src="a" alt="图"/>里</p>', "P(Figure)"),
        ('<section class="columns"><h2>A</h2><p>词</p></section>', "Index(H2 P)"),
        ('<section class="furniture">书眉</section><p class="caption">文</p>', "P"),
    ],
)
def test_types(body: str, expected: str) -> None:
    assert outline(tagger(body)[0].structure(())) == f"Art({expected})"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("part", "Part(H1)"), ("document", "Art(H1)"), ("annex", "Sect(H1)"), ("", "Sect(H1)")],
)
def test_the_root_is_what_a_unit_is(kind: str, expected: str) -> None:
    assert outline(tagger("<h1>题</h1>", kind)[0].structure(())) == expected


TABLE = """<section class="table"><div class="sheet"><p class="caption">表1</p><table>
<thead><tr class="continued"><td colspan="2">续</td></tr><tr class="head"><td>年</td>
<td colspan="2" rowspan="1">人</td></tr></thead>
<tbody><tr><td rowspan="2"><p>甲</p></td><td/></tr></tbody></table></div></section>"""


def test_a_cell_that_heads_its_row() -> None:
    made, _ = tagger('<table><tr><td scope="row">甲</td><td>1</td></tr></table>')
    cells = [e for e in made.structure(()).elements if e.role in ("TH", "TD")]
    assert [(cell.role, dict(cell.traits)) for cell in cells] == [
        ("TH", {"Scope": "Row"}),
        ("TD", {}),
    ]


def test_a_table_with_its_caption_and_head() -> None:
    made = tagger(TABLE)[0].structure(())
    rows = "THead(TR(TH TH)) TBody(TR(TD(P) TD))"
    assert outline(made) == f"Art(Table(Caption {rows}))"
    traits = [element.traits for element in made.elements if element.role in ("TH", "TD")]
    scope = ("Scope", "Column")
    assert traits == [(scope,), (("ColSpan", "2"), scope), (("RowSpan", "2"),), ()]


def test_the_head_of_a_table_is_read_once() -> None:
    made, root = tagger(TABLE)
    cell = root.find(".//tr[@class='head']/td")
    body = root.find(".//tbody//p")
    assert made.element(cell, "td", 0) != ARTIFACT
    assert made.element(cell, "td", 1) == ARTIFACT
    assert made.element(body, "p", 1) == made.element(body, "p", 0) != ARTIFACT
    continued = root.find(".//tr[@class='continued']/td")
    assert made.element(continued, "td", 1) == ARTIFACT


CONTENTS = """<h1>目录</h1><nav><h2>第一篇</h2>
<p class="line"><a href="#a"><span class="no">1.</span>甲<span class="leader"/>
<span class="page">(<span data-slot="s0">000</span>)</span></a></p>
<div class="gap"/><p class="line"><a href="#b">后记</a></p></nav>"""


def test_contents_lie_below_their_parts() -> None:
    made, root = tagger(CONTENTS, "contents")
    structure = made.structure(())
    line = "TOCI(Reference(Link))"
    assert outline(structure) == f"Sect(H1 TOC(TOCI(P TOC({line})) {line}))"
    words = [dict(element.traits).get("Words") for element in structure.elements]
    assert [said for said in words if said] == ["1.甲", "后记"]
    leader = root.find(".//span[@class='leader']")
    assert made.element(leader, "span::after", 0) == ARTIFACT
    page = root.find(".//span[@data-slot='s0']")
    assert structure.elements[made.element(page, "span", 0)].role == "Link"


def test_calls_and_marks_of_notes_are_told_apart() -> None:
    made, root = tagger(f"<p>甲{NOTE}</p>")
    note = root.find(".//span")
    places = [made.element(note, f"span{tag}", 0) for tag in
              ("::footnote-call", "::footnote-marker", "")]  # fmt: skip
    elements = made.structure(()).elements
    assert [elements[place].role for place in places] == ["Reference", "Lbl", "Note"]


def test_generated_text_in_no_block_becomes_a_paragraph() -> None:
    made, root = tagger("<section><p>文</p></section>")
    section = root.find(".//section")
    place = made.element(section, "section::before", 0)
    assert made.element(section, "section::before", 0) == place
    assert outline(made.structure(())) == "Art(P P)"


@pytest.mark.parametrize(
    ("figure", "alt"),
    [
        ('<figure><img alt="词"/><figcaption>图1　词</figcaption></figure>', "图1　词"),
        ('<figure><img alt="词"/></figure>', "词"),
        ('<img alt="词"/>', "词"),
        ('<figure><img alt=""/></figure>', None),
    ],
)
def test_a_figure_is_told_in_the_words_of_its_caption(figure: str, alt: str | None) -> None:
    (element,) = [e for e in tagger(figure)[0].structure(()).elements if e.role == "Figure"]
    assert dict(element.traits).get("Alt") == alt


def test_every_link_has_an_element() -> None:
    made, root = tagger('<p>见<a href="#b"><em>乙</em></a></p><p class="x">丙</p>')
    made.link(root.find(".//em"))
    made.link(root.find(".//p[@class='x']"))  # made a link by a style sheet
    made.link(None)
    structure = made.structure(())
    assert [structure.elements[place].role for place in structure.links] == ["Link"] * 3


def test_labels_of_lists_say_how_they_count() -> None:
    kinds = ('<div class="list ordered"/>', '<div class="list"/>', "<ol/>")
    made = tagger("".join(kinds))[0].structure(())
    told = [dict(e.traits)["ListNumbering"] for e in made.elements if e.role == "L"]
    assert told == ["Decimal", "Disc", "Decimal"]


# ---------------------------------------------------------------------------- set by the engine


def shown(blocks: list[Block], **more) -> list[list[tuple[str, bytes]]]:
    """For each page the types of elements, each with the lines of the stream that show it."""
    made = galley(*blocks, **more)
    structure = unpacked(made.structure)
    pages = []
    for content, marks in zip(made.contents, structure.pages, strict=False):
        lines = content.split(b"\n")
        ends = [start for start, _ in marks[1:]] + [len(lines)]
        pages.append([
            (structure.elements[place].role if place >= 0 else "", b"\n".join(lines[start:end]))
            for (start, place), end in zip(marks, ends, strict=True)
        ])  # fmt: skip
    return pages


def test_streams_bear_no_tags() -> None:
    made = galley(paragraph("一段。"))
    assert b"BMC" not in b"".join(made.contents)
    assert b"MCID" not in b"".join(made.contents)


def test_a_paragraph_over_the_page_is_one_element() -> None:
    made = unpacked(galley(*[paragraph("长" * 29 * 40)]).structure)
    first, second, *_ = made.pages
    assert first[-1][1] == second[0][1] != ARTIFACT
    assert made.elements[second[0][1]].role == "P"


def test_what_is_shown_belongs_to_what_was_written() -> None:
    link = Inline(InlineKind.LINK, target="https://example.net/", children=(text("网上"),))
    block = Block(BlockKind.PARAGRAPH, Place(FILE, 5), (text("见"), link, text("。")))
    (page,) = shown([block])
    assert [role for role, _ in page] == ["H1", "P", "Link", "P"]
    assert all(b"TJ" in content for _, content in page)


def test_a_picture_knows_where_it_stands() -> None:
    figure = Block(BlockKind.FIGURE, Place(FILE, 6), src="a.png", inlines=(text("图"),))
    made = unpacked(galley(figure, files={"a.png": PNG}).structure)
    (element,) = [element for element in made.elements if element.role == "Figure"]
    assert element.box_pt is not None
    left, bottom, right, top = element.box_pt
    assert right - left == pytest.approx(72 / 300, abs=0.01)
    assert top - bottom == pytest.approx(72 / 300, abs=0.01)
    (page,) = shown([figure], files={"a.png": PNG})
    (picture,) = [content for role, content in page if role == "Figure"]
    assert b" Do" in picture


def test_what_is_painted_as_a_group_belongs_to_its_text() -> None:
    html = '<html><body class="article"><p>一</p><p style="opacity: 0.5">二</p></body></html>'
    css = "@page { size: 100pt 100pt; margin: 0 }"
    laid = compiler().engine.lay(html, (css,), Place(FILE, 3))
    made = laid.structure
    lines = laid.contents[0].split(b"\n")
    (painted,) = [number for number, line in enumerate(lines) if line.endswith(b" Do")]
    last, place = max(mark for mark in made.pages[0] if mark[0] <= painted)
    assert last <= painted
    assert place == max(at for at, it in enumerate(made.elements) if it.role == "P")


def test_what_is_packed_comes_out_again() -> None:
    made = tagger(TABLE)[0].structure([((0, 1), (5, ARTIFACT))])
    assert unpacked(made.packed()) == made
    assert unpacked(b"") == Structure()


def test_notes_of_an_entry() -> None:
    note = Note("1", Place(FILE, 9), (Block(BlockKind.PARAGRAPH, Place(FILE, 9), (text("注"),)),))
    call = Inline(InlineKind.NOTE, target="1")
    block = Block(BlockKind.PARAGRAPH, Place(FILE, 5), (text("文"), call, text("完")))
    (page,) = shown([block], notes=(note,))
    assert [role for role, _ in page if role] == ["H1", "P", "Reference", "P", "Lbl", "Note"]
