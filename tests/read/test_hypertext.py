"""The little HTML that is understood; all else is refused where it stands."""

import pytest

from huozi.read.manuscript import read
from huozi.values.manuscript import Block, BlockKind, InlineKind, plain
from tests.books import PNG, make_book

PICTURES = {"content/图/甲.png": PNG}


def blocks(tmp_path, body: str) -> tuple[Block, ...]:
    made = read(make_book(tmp_path, {"甲.md": f"{body}\n"}, files=PICTURES))
    assert [found for found in made.findings if found.code != "image-resolution"] == []
    return made.manuscript.entries[0].body


@pytest.mark.parametrize("sign", ["<br>", "<br/>", "<BR />", "<br>\n"])
def test_a_line_end(tmp_path, sign) -> None:
    (block,) = blocks(tmp_path, f"甲{sign}乙")
    kinds = [node.kind for node in block.inlines]
    assert kinds == [InlineKind.TEXT, InlineKind.NEWLINE, InlineKind.TEXT]
    assert plain(block.inlines) == "甲乙"


def test_raised_and_lowered_text_holds_marks_of_its_own(tmp_path) -> None:
    (block,) = blocks(tmp_path, "水H<sub>2</sub>O，<SUP>甲*乙*</SUP>")
    raised = [node for node in block.inlines if node.kind in (InlineKind.SUB, InlineKind.SUP)]
    assert [plain(node.children) for node in raised] == ["2", "甲乙"]
    assert raised[1].children[1].kind is InlineKind.EM


def test_comments_are_for_editors(tmp_path) -> None:
    body = "<!-- 整段\n\n的按语 -->\n\n甲<!-- 待\n核 -->乙\n<!-- 又一条 -->\n丙"
    first, second = blocks(tmp_path, body)
    assert (plain(first.inlines), plain(second.inlines)) == ("甲乙", "丙")
    assert second.place.line == 3 + 8


@pytest.mark.parametrize(
    "body", ["<p>甲乙</p>", "<p>\n甲\n乙\n</p>", "文。\n\n<P align='left'>甲乙</P>"]
)
def test_a_paragraph(tmp_path, body) -> None:
    block = blocks(tmp_path, body)[-1]
    assert (block.kind, plain(block.inlines)) == (BlockKind.PARAGRAPH, "甲乙")


def test_a_centred_paragraph_is_the_box(tmp_path) -> None:
    (block,) = blocks(tmp_path, '<p align="center">甲乙</p>')
    assert block.kind is BlockKind.CENTERED


def test_a_line_end_by_itself_is_a_line_of_white(tmp_path) -> None:
    assert [block.kind for block in blocks(tmp_path, "甲\n\n<br>\n\n乙")][1] is BlockKind.BREAK


@pytest.mark.parametrize(
    "body",
    [
        '<img src="图/甲.png" alt="会场" width="40mm">',
        '<p align="center"><img alt="会场" src="图/甲.png" width=\'40mm\' /></p>',
        '<p align="center">\n  <img src="图/甲.png" alt="会场" width="40mm">\n</p>',
    ],
)
def test_a_picture_is_a_figure(tmp_path, body) -> None:
    (block,) = blocks(tmp_path, body)
    assert block.kind is BlockKind.FIGURE
    assert (block.src, plain(block.inlines), block.label) == ("content/图/甲.png", "会场", "40mm")
