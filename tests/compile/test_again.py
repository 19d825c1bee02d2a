"""Laid out again in part: what comes out is what the whole HTML laid out anew would give."""

import random

import pytest

from huozi.compile import layout
from huozi.compile.page import again, look
from huozi.values.manuscript import Block, BlockKind
from tests.compile.kit import galley, paragraph

WORDS = "全面贯彻落实党的各项方针政策加强基层组织建设推动经济社会又好又快发展"


def body(seed: int) -> list[Block]:
    """Paragraphs of some pages, with headings that leave pages short."""
    chance = random.Random(seed)
    blocks = []
    for line in range(5, 45, 2):
        if chance.random() < 0.25:
            blocks.append(paragraph("一、标题", line, kind=BlockKind.HEADING, level=1))
        else:
            words = "".join(chance.choices(WORDS, k=chance.randrange(20, 300)))
            blocks.append(paragraph(f"{words}。", line))
    return blocks


@pytest.fixture
def changes(monkeypatch) -> list[dict[int, int]]:
    """What was asked of documents that were laid out again."""
    asked: list[dict[int, int]] = []

    def noted(document, loose):
        asked.append(dict(loose))
        lay_again(document, loose)

    lay_again = again.lay_again
    monkeypatch.setattr(layout, "lay_again", noted)
    return asked


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 10, 19, 23, 24, 29])
def test_pages_come_out_as_from_the_whole(seed, changes, monkeypatch):
    in_part = galley(*body(seed))
    asked = len(changes)
    monkeypatch.setattr(look, "is_apart", lambda document: False)
    assert galley(*body(seed)) == in_part
    assert len(changes) == asked == 1, "choose another seed"


def test_pages_that_do_not_change_are_not_made_again(monkeypatch):
    made = []
    page_class = again.Page

    def page(box):
        made.append(box)
        return page_class(box)

    monkeypatch.setattr(again, "Page", page)
    whole = galley(*body(3))
    assert 0 < len(made) < len(whole.contents)
