"""Automatic numbers, paragraph by paragraph, as Word shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.intake.values import AtomKind
from tests.intake.word import docx, labels, listed, p, paragraphs, r, read, read_body, root


def level(at: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, definition: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def override(at: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def numbered(numbering: str, *items: tuple[int, int], styles: str = "") -> list[str]:
    """The numbers of paragraphs that name a list and a level."""
    body = "".join(p(r("文"), listed(number, at)) for number, at in items)
    parts = {"numbering.xml": root("w:numbering", numbering)}
    if styles:
        parts["styles.xml"] = root("w:styles", styles)
    return labels(read_body(body, parts=parts))


CHAPTERS = abstract(
    0,
    level(0, "第%1章", "chineseCountingThousand"),
    level(1, "第%2条", "chineseCountingThousand"),
    level(2, "（%3）", "chineseCounting"),
)


def test_levels_begin_anew_under_the_one_above() -> None:
    assert numbered(CHAPTERS + num(1, 0), (1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2)) == [
        "第一章", "第一条", "第二条", "第二章", "第一条", "（一）",
    ]  # fmt: skip


def test_articles_that_run_on_through_chapters() -> None:
    running = abstract(
        0,
        level(0, "第%1章", "chineseCountingThousand"),
        level(1, "第%2条", "chineseCountingThousand", '<w:lvlRestart w:val="0"/>'),
    )
    assert numbered(running + num(1, 0), (1, 0), (1, 1), (1, 0), (1, 1)) == [
        "第一章", "第一条", "第二章", "第二条",
    ]  # fmt: skip


def test_a_level_that_begins_anew_only_after_a_higher_one() -> None:
    after_first = abstract(
        0, level(0, "%1"), level(1, "%1.%2"), level(2, "[%3]", more='<w:lvlRestart w:val="1"/>')
    )
    items = ((1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2))
    assert numbered(after_first + num(1, 0), *items) == [
        "1", "1.1", "[1]", "1.2", "[2]", "2", "2.1", "[1]",
    ]  # fmt: skip


def test_lists_of_one_definition_count_together() -> None:
    two = CHAPTERS + num(1, 0) + num(2, 0)
    assert numbered(two, (1, 0), (2, 0), (1, 0)) == ["第一章", "第二章", "第三章"]


def test_a_list_that_begins_elsewhere_does_so_once() -> None:
    again = CHAPTERS + num(1, 0) + num(2, 0, override(0, 5))
    assert numbered(again, (1, 0), (2, 0), (2, 0), (1, 0), (2, 0)) == [
        "第一章", "第五章", "第六章", "第七章", "第八章",
    ]  # fmt: skip


def test_a_lower_level_begins_where_its_list_says_each_time() -> None:
    again = CHAPTERS + num(1, 0, override(1, 3))
    assert numbered(again, (1, 0), (1, 1), (1, 1), (1, 0), (1, 1)) == [
        "第一章", "第三条", "第四条", "第二章", "第三条",
    ]  # fmt: skip


def test_a_level_replaced_by_a_list() -> None:
    own = level(0, "%1）", "decimal")
    replaced = CHAPTERS + num(1, 0) + num(2, 0, f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>')
    assert numbered(replaced, (1, 0), (2, 0), (1, 0)) == ["第一章", "2）", "第三章"]


def test_legal_numbers_show_the_levels_above_in_figures() -> None:
    legal = abstract(
        0,
        level(0, "第%1章", "chineseCounting"),
        level(1, "%1.%2", "decimal", "<w:isLgl/>"),
        level(2, "%1.%2.%3", "decimalZero", '<w:isLgl w:val="1"/>'),
        level(3, "%1.%4", "decimal", '<w:isLgl w:val="0"/>'),
    )
    assert numbered(legal + num(1, 0), (1, 0), (1, 1), (1, 2), (1, 3)) == [
        "第一章", "1.1", "1.1.01", "一.1",
    ]  # fmt: skip


def test_a_level_above_that_never_came_counts_as_begun() -> None:
    assert numbered(abstract(0, level(0, "%1"), level(1, "%1.%2")) + num(1, 0), (1, 1), (1, 0)) == [
        "1.1", "2",
    ]  # fmt: skip


def test_a_list_beginning_at_nought() -> None:
    nought = abstract(0, level(0, "%1", start=0)) + num(1, 0)
    assert numbered(nought, (1, 0), (1, 0)) == ["0", "1"]


def test_a_definition_that_is_a_link_to_a_style() -> None:
    linked = (
        abstract(0, level(0, "%1、", "chineseCounting"), more='<w:styleLink w:val="L"/>')
        + abstract(1, more='<w:numStyleLink w:val="L"/>')
        + num(1, 0)
        + num(2, 1)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert numbered(linked, (2, 0), (1, 0), styles=styles) == ["一、", "二、"]
    assert numbered(linked, (2, 0)) == ["一、"]  # by the definition's own word


def test_links_in_a_circle_end() -> None:
    circle = abstract(0, more='<w:numStyleLink w:val="L"/>') + num(1, 0)
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert numbered(circle, (1, 0), styles=styles) == []


HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="小"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="4"><w:name w:val="无号"/><w:basedOn w:val="2"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)


def test_numbers_by_style() -> None:
    numbering = root(
        "w:numbering",
        abstract(0, level(0, "%1", more='<w:pStyle w:val="1"/>'), level(1, "%1.%2")) + num(1, 0),
    )
    body = "".join(p(r("文"), f'<w:pStyle w:val="{style}"/>') for style in "1234")
    body += p(r("文"), '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body += p(r("文"), '<w:pStyle w:val="2"/>')
    text = read_body(
        body, parts={"numbering.xml": numbering, "styles.xml": root("w:styles", HEADINGS)}
    )
    told = [one.label and one.label.text for one in paragraphs(text)]
    assert told == ["1", "1.1", "1.2", None, None, "1.3"]
    assert [one.outline for one in paragraphs(text)] == [0, 0, 0, 0, 0, 0]


def test_a_level_that_names_the_style_is_the_style_s() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(0, level(0, "%1"), level(1, "%1-%2", more='<w:pStyle w:val="B"/>')) + num(
        1, 0
    )
    text = read_body(
        p(r("文"), '<w:pStyle w:val="B"/>'),
        parts={
            "numbering.xml": root("w:numbering", numbering),
            "styles.xml": root("w:styles", styles),
        },
    )
    assert labels(text) == ["1-1"]


def test_bullets_are_marks_and_no_numbers() -> None:
    wingdings = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    bullets = abstract(
        0,
        level(0, "\uf06e", "bullet", wingdings),
        level(1, "\uf0ff", "bullet", wingdings),
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="—"/></w:lvl>',
    )
    body = "".join(p(r("文"), listed(1, at)) for at in range(3))
    text = read_body(body, parts={"numbering.xml": root("w:numbering", bullets + num(1, 0))})
    assert [a.text for a in text.atoms if a.kind is AtomKind.BULLET] == ["■", "•", "—"]
    assert all(one.label and one.label.bullet for one in paragraphs(text))


def test_a_label_says_where_it_comes_from() -> None:
    numbering = abstract(7, level(0, "第%1条", "chineseCounting", '<w:suff w:val="space"/>'))
    text = read_body(
        p(r("文"), listed(3)), parts={"numbering.xml": root("w:numbering", numbering + num(3, 7))}
    )
    label = paragraphs(text)[0].label
    assert label is not None
    assert label.suffix == "space"
    assert (label.template, label.format) == ("第%1条", "chineseCounting")
    (number, _) = text.atoms
    assert (number.counted, number.kind) == ("", AtomKind.NUMBER)


def test_hidden_paragraphs_are_not_counted() -> None:
    hidden = listed(1) + "<w:rPr><w:vanish/></w:rPr>"
    body = p(r("一"), listed(1)) + p(r("藏", "<w:vanish/>"), hidden) + p(r("二"), listed(1))
    text = read_body(body, parts={"numbering.xml": root("w:numbering", CHAPTERS + num(1, 0))})
    assert labels(text) == ["第一章", "第二章"]


def test_empty_paragraphs_of_a_list_are_counted_and_shown() -> None:
    body = p("", listed(1)) + p(r("二"), listed(1))
    text = read_body(body, parts={"numbering.xml": root("w:numbering", CHAPTERS + num(1, 0))})
    assert labels(text) == ["第一章", "第二章"]


def test_boxes_and_notes_count_apart_from_the_text() -> None:
    one = p(r("文"), listed(1))
    box = (
        "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict>"
    )
    body = one + p(r(inside=box.format(one + one))) + one + p(r(inside=box.format(one))) + one
    notes = root("w:footnotes", f'<w:footnote w:id="2">{one}</w:footnote>')
    text = read(
        docx(body, {"numbering.xml": root("w:numbering", CHAPTERS + num(1, 0)),
                    "footnotes.xml": notes})
    )  # fmt: skip
    assert [one.label.text for one in paragraphs(text) if one.label] == [
        "第一章", "第二章", "第三章",
    ]  # fmt: skip
    assert [b.label.text for box in text.boxes for b in box.blocks] == [
        "第一章", "第二章", "第三章",
    ]  # fmt: skip
    assert text.notes[0].blocks[0].label.text == "第一章"


def test_cells_count_row_by_row() -> None:
    cell = f"<w:tc>{p(r('文'), listed(1))}</w:tc>"
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>"
    text = read_body(
        table + p(r("文"), listed(1)),
        parts={"numbering.xml": root("w:numbering", CHAPTERS + num(1, 0))},
    )
    assert labels(text) == ["第一章", "第二章", "第三章", "第四章"]


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        num(1, 9),
        abstract(0) + num(1, 0),
        abstract(0, level(5, "%6")) + num(1, 0),
        abstract(0, '<w:lvl w:ilvl="0"/>') + num(1, 0),
        '<w:num w:numId="x"/><w:abstractNum/>',
    ],
)
def test_lists_that_are_not_there_number_nothing(numbering: str) -> None:
    assert numbered(numbering, (1, 0)) == []


def test_formats_that_new_versions_alone_know() -> None:
    both = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    numbering = abstract(0, f'<w:lvl w:ilvl="0">{both}<w:lvlText w:val="%1"/></w:lvl>') + num(1, 0)
    assert numbered(numbering, (1, 0), (1, 0)) == ["000", "001"]


class Plain:
    """Counting as the standard says it, without restarts and overrides: one counter a level."""

    def __init__(self) -> None:
        self.counters: dict[int, int] = {}

    def label(self, at: int) -> str:
        self.counters[at] = self.counters.get(at, 0) + 1
        for above in range(at):
            self.counters.setdefault(above, 1)
        self.counters = {one: count for one, count in self.counters.items() if one <= at}
        return ".".join(str(self.counters[one]) for one in range(at + 1))


@pytest.mark.slow
@given(st.lists(st.integers(0, 4), max_size=30))
def test_any_order_of_levels_counts_as_said(order: list[int]) -> None:
    levels = [level(at, ".".join(f"%{n}" for n in range(1, at + 2))) for at in range(5)]
    plain = Plain()
    expected = [plain.label(at) for at in order]
    assert numbered(abstract(0, *levels) + num(1, 0), *((1, at) for at in order)) == expected
