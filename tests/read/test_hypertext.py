"""The little HTML that is understood; all else is refused where it stands."""

import pytest

from huozi.read.manuscript import read
from huozi.values.manuscript import Block, BlockKind, InlineKind, plain
from tests.books import FRONT_LINES, PNG, make_book
from tests.read.together import read_together

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


def lines_of(found: tuple[Block, ...]) -> list[tuple[str, int]]:
    return [
        place
        for block in found
        for place in ((block.kind.value, block.place.line - FRONT_LINES), *lines_of(block.children))
    ]


def test_what_is_written_in_html_knows_its_line(tmp_path) -> None:
    body = (
        "甲<!-- 一\n二 -->乙\n\n<p>\n\t丙\n</p>\n\n<br>\n\n<!-- 三\n四 -->\n"
        '<img src="图/甲.png">\n\n<p align="center">\n丁\n</p>\n戊\n'
    )
    assert lines_of(blocks(tmp_path, body)) == [
        ("paragraph", 1),
        ("paragraph", 5),
        ("break", 8),
        ("figure", 12),
        ("centered", 14),
        ("paragraph", 15),
        ("paragraph", 17),
    ]


#: Refused, and on which line.
REFUSED = {
    "文。\n\n<p>甲\n\n乙</p>": 3,
    "<p>甲</p><p>乙</p>": 1,
    "<p>甲<P >乙</p>": 1,
    "<p>甲": 1,
    "文。\n\n<!-- 没有完": 3,
    "<br>\n<b>": 2,
    '<p align="right">甲</p>': 1,
    '<img src="图/甲.png" onclick="x">': 1,
    "甲<sub>乙": 1,
    "甲</sub>乙": 1,
    "甲\n<span>乙": 2,
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    return read_together(tmp_path_factory.mktemp("bodies"), REFUSED, PICTURES)


@pytest.mark.parametrize("body", REFUSED)
def test_other_html_is_refused_where_it_stands(refused, body) -> None:
    told = [one.place.line - FRONT_LINES for one in refused[body] if one.code == "raw-html"]
    assert told[:1] == [REFUSED[body]]
