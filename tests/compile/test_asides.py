"""Boxes, definitions, comments and new pages on the page; the account of each balances."""

import re

from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Place
from tests.compile import kit
from tests.compile.kit import paragraph, text


def block(kind: BlockKind, *children: Block, words: str = "", **fields) -> Block:
    inlines = (text(words),) if words else ()
    return Block(kind, Place(kit.FILE, 5), inlines, children, **fields)


def test_a_new_page_begins_a_page() -> None:
    made = kit.galley(paragraph("甲乙。"), block(BlockKind.NEW_PAGE), paragraph("丙丁。"))
    assert [kit.shown(made, page)[-3:] for page in made.contents] == ["甲乙。", "丙丁。"]


def test_a_box_shows_its_title_and_its_text_and_no_heading_of_it_is_a_bookmark() -> None:
    heading = block(BlockKind.HEADING, words="框里的", level=1)
    box = block(
        BlockKind.ASIDE, paragraph("甲乙。"), heading, paragraph("丙。"),
        words="提示", classes=("aside-note",),
    )  # fmt: skip
    quote = block(BlockKind.QUOTE, heading, paragraph("丁。"))
    made = kit.galley(
        box, quote, block(BlockKind.HEADING, words="外面的", level=1), paragraph("戊。")
    )
    assert "提示甲乙。框里的丙。" in kit.shown(made, made.contents[0])
    assert [heading.text for heading in made.headings] == ["外面的"]


def test_terms_stand_with_their_definitions() -> None:
    filler = [paragraph("字" * 29, line) for line in range(10, 37)]
    terms = block(
        BlockKind.DEFINITIONS,
        block(BlockKind.TERM, words="术语"),
        block(BlockKind.DEFINITION, paragraph("释义。")),
    )
    made = kit.galley(*filler, terms)
    page = next(page for page in made.contents if "术语" in kit.shown(made, page))
    assert "术语释义" in kit.shown(made, page)


def test_a_comment_in_the_text_is_small_and_stands_in_its_place() -> None:
    remark = Inline(InlineKind.REMARK, children=(text("批语"),))
    made = kit.galley(
        Block(BlockKind.PARAGRAPH, Place(kit.FILE, 5), (text("甲"), remark, text("乙")))
    )
    assert kit.shown(made, made.contents[0]).endswith("甲批语乙")
    assert b" 11.2 Tf" in made.contents[0]


def noted(words: str, before: str = "甲" * 20) -> Block:
    note = Inline(InlineKind.DOUBLE, children=(text(words),))
    return Block(BlockKind.PARAGRAPH, Place(kit.FILE, 5), (text(before), note, text("乙。")))


def test_a_note_in_two_small_lines_stands_in_one_line_of_the_text() -> None:
    made = kit.galley(noted("写白纸，正是写书信。"))
    assert kit.shown(made, made.contents[0]).endswith("写白纸，正是写书信。乙。")
    assert b" 7.84 Tf" in made.contents[0]
    baselines = {
        float(y) for y in re.findall(rb"1 0 0 -1 [0-9.-]+ ([0-9.-]+) Tm", made.contents[0])
    }
    above, text_line, below = sorted(baselines)[-3:]
    assert above < text_line < below < above + 10


def test_a_note_in_two_small_lines_goes_on_on_the_next_line_and_the_next_page() -> None:
    words = "世人多在何必当初四字上跌倒，岂独此人！读者切莫被他瞒过，须从头细看，方知作者用笔之妙。"
    made = kit.galley(noted(words))
    assert kit.shown(made, made.contents[0]).endswith(words + "乙。")
    filler = [paragraph("字" * 29, line) for line in range(10, 36)]
    over = kit.galley(*filler, noted(words * 6))
    assert len(over.contents) == 2
    told = "".join(kit.shown(over, page) for page in over.contents)
    assert words * 6 in told
