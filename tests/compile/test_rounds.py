"""What an editor is told of the pages of a unit."""

import pytest

from huozi.values.manuscript import Block, BlockKind, Place, Severity
from tests.compile.kit import FILE, galley, paragraph


def listed(*words: str) -> Block:
    items = [
        Block(BlockKind.ITEM, Place(FILE, 90 + at), children=(paragraph(word, 90 + at),))
        for at, word in enumerate(words)
    ]
    return Block(BlockKind.LIST, Place(FILE, 90), children=tuple(items))


@pytest.mark.parametrize(("lines", "told"), [(24, []), (26, ["1"]), (27, [])])
def test_a_last_page_of_a_single_line_is_told(lines: int, told: list[str]) -> None:
    body = [paragraph("正文。", 5 + at) for at in range(lines)]
    made = galley(*body, listed("其一", "其二"))
    found = [f for f in made.findings if f.code == "short-last-page"]
    assert [dict(f.params)["lines"] for f in found] == told
    assert {f.severity for f in found} <= {Severity.WARNING}
