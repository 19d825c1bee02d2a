"""Double quotation marks right inside double ones, or single ones that stand in none.

Outer quotations have “ ”, inner ones ‘ ’, and so on in turn (GB/T 15834-2011, 4.8.3.3).

    ✗ 他说：“这叫“三强”工程。” → 他说：“这叫‘三强’工程。”
    ✗ 所谓‘三强’，是说人。 → 所谓“三强”，是说人。
    ✓ 修改为：“甲：¶（一）约定为‘法定’的；¶（二）丙。”
    ✓ 他说：“这叫‘三强’工程。”又说：“好。”
"""

from collections.abc import Iterator

from huozi.proofread.pairs import nested, outermost, over_paragraphs
from huozi.proofread.values import Grade, Hit, ProofRule, Volume


def _quoted(volume: Volume) -> set[int]:
    """The passages that stand in a quotation of several, wholly or in part."""
    texts = tuple((one.unit + one.note, one.text) for one in volume.passages)
    ends = sorted((number, at) for number, at, partner in over_paragraphs(texts) if partner)
    inside: set[int] = set()
    begun: int | None = None
    for number, at in ends:
        begun = number if begun is None else begun
        if volume.passages[number].text[at] == "”":
            inside.update(range(begun, number + 1))
            begun = None
    return inside


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    inside = _quoted(volume)
    for number, passage in enumerate(volume.passages):
        pairs = [(start, stop, "‘’") for start, stop in nested(passage.text, "“", "“")]
        if number not in inside:
            pairs += [(start, stop, "“”") for start, stop in outermost(passage.text, "‘")]
        for start, stop, right in pairs:
            yield number, Hit(start, start + 1, right[0])
            yield number, Hit(stop - 1, stop, right[1])


RULE = ProofRule("P05", Grade.WRONG, "GB/T 15834-2011, 4.8.3.3", fixes=True, of_volume=_find)
