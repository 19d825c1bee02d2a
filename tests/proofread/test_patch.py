"""Changes of a source: only the characters of a hit, and of hits that overlap the first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.proofread.patch import Amendment, change_of, patched, rewritten
from huozi.proofread.run import applied
from huozi.proofread.values import Alarm, Grade, Hit, Passage
from huozi.read.whereabouts import NOWHERE, SourceText
from huozi.values.manuscript import BlockKind


def passage(text: str, offsets: tuple[int, ...]) -> Passage:
    return Passage(text, "content/甲.md", 1, offsets, "a", BlockKind.PARAGRAPH)


def alarm(of: Passage, *hit: object) -> Alarm:
    return Alarm("P01", Grade.WRONG, of, Hit(*hit))


WORDS = st.text("甲乙丙,，.*", min_size=1, max_size=30)


@given(WORDS, st.data())
def test_only_the_characters_of_hits_change(text: str, data: st.DataObject) -> None:
    """Each of them stands in the source between signs that no page shows."""
    gaps = data.draw(st.lists(st.sampled_from(["", "", "|", "\r\n"]), min_size=len(text),
                              max_size=len(text)))  # fmt: skip
    typed, offsets = "", []
    for character, gap in zip(text, gaps, strict=True):
        typed += gap
        offsets.append(len(typed.replace("\r\n", "\n")))
        typed += character
    of = passage(text, tuple(offsets))
    at = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(at, at, st.text("丁，", max_size=3)), max_size=6))
    alarms = [alarm(of, *sorted(span[:2]), span[2]) for span in spans]
    plain = typed.replace("\r\n", "\n")
    found = patched(plain, alarms)
    assert sorted(map(id, (*found.made, *found.left))) == sorted(map(id, alarms))
    for one, other in zip(found.changes, found.changes[1:], strict=False):
        assert one.stop <= other.start
    made = rewritten(typed, found.changes)
    assert made.replace("\r\n", "\n") == rewritten(plain, found.changes)
    may = {offsets[n] for one in found.made for n in range(one.hit.start, one.hit.stop)}
    assert {n for one in found.changes for n in range(one.start, one.stop)} <= may


@given(st.text("甲乙,，", min_size=1, max_size=30), st.data())
def test_the_running_text_becomes_what_was_suggested(text: str, data: st.DataObject) -> None:
    typed = f"---\ntitle: 题\n---\n\n{text}\n"
    of = passage(text, SourceText(typed).offsets(text, 5))
    hits = [
        Hit(n, n + 1, "，") for n, c in enumerate(text) if c == "," and data.draw(st.booleans())
    ]
    found = patched(typed, (Alarm("P01", Grade.WRONG, of, hit) for hit in hits))
    assert rewritten(typed, found.changes) == typed.replace(text, applied(text, hits))
    assert not found.left


@pytest.mark.parametrize(
    ("typed", "text", "offsets", "hit", "change"),
    [
        ("他说,好", "他说,好", (0, 1, 2, 3), Hit(1, 3, "说，"), Amendment(2, 3, "，")),  # the least
        ("他**说**", "他说", (0, 3), Hit(0, 2, "她说"), Amendment(0, 1, "她")),
        ("他**说**", "他说", (0, 3), Hit(0, 2, "她讲"), None),  # markup between
        ("他说", "他说", (0, 1), Hit(0, 1, None), None),
        ("见", "见第1篇", (0, NOWHERE, NOWHERE, NOWHERE), Hit(1, 2, "次"), None),
        ("&amp;好", "&好", (0, 5), Hit(0, 1, "＆"), None),  # an entity is no character
        ("中 间", "中 间", (0, 1, 2), Hit(1, 2, ""), Amendment(1, 2, "")),
        ("甲乙", "甲乙", (0, 1), Hit(1, 1, "、"), Amendment(1, 1, "、")),
        ("甲*乙", "甲乙", (0, 2), Hit(1, 1, "、"), None),  # on which side of the mark?
        ("甲\n乙", "甲\n乙", (0, 1, 2), Hit(0, 3, "丙"), None),
    ],
)
def test_a_change_is_as_small_as_can_be_or_left_to_a_person(
    typed: str, text: str, offsets: tuple[int, ...], hit: Hit, change: Amendment | None
) -> None:
    assert change_of(typed, passage(text, offsets), hit) == change


def test_of_hits_that_overlap_the_first_is_made() -> None:
    of = passage("一二三四", (0, 1, 2, 3))
    alarms = [alarm(of, 1, 3, "甲"), alarm(of, 0, 2, "乙"), alarm(of, 3, 4, "丙")]
    found = patched(of.text, alarms)
    assert rewritten(of.text, found.changes) == "乙三丙"
    assert found.left == (alarms[0],)


def test_lines_keep_their_ends() -> None:
    of = passage("甲,乙", (2, 3, 4))
    found = patched("题\n甲,乙\n", [alarm(of, 1, 2, "，")])
    assert rewritten("题\r\n甲,乙\r\n", found.changes) == "题\r\n甲，乙\r\n"
