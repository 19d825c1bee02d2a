from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Place, plain
from huozi.values.nested import all_blocks, all_inlines

PLACE = Place("a.md")


def text(words: str) -> Inline:
    return Inline(InlineKind.TEXT, words)


def paragraph(words: str) -> Block:
    return Block(BlockKind.PARAGRAPH, PLACE, (text(words),))


def test_what_holds_others_stands_before_them() -> None:
    inner = Block(BlockKind.QUOTE, PLACE, children=(paragraph("二"), paragraph("三")))
    outer = Block(BlockKind.QUOTE, PLACE, children=(inner, paragraph("四")))
    found = list(all_blocks((paragraph("一"), outer)))
    assert [plain(block.inlines) for block in found] == ["一", "", "", "二", "三", "四"]


def test_inlines_in_others() -> None:
    strong = Inline(InlineKind.STRONG, children=(text("二"), text("三")))
    found = [node.text for node in all_inlines((text("一"), strong, text("四")))]
    assert found == ["一", "", "二", "三", "四"]
