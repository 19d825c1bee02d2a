"""Marks go on with their words, are lost with them, and are never caught by others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.room.anchoring import Carrier, MarkAnchor, anchored, refound

#: Sentences of which each character comes once, and some that come again and again.
SINGLE = ["".join(map(chr, range(0x4E00 + 40 * n, 0x4E00 + 40 * n + 30))) + "。" for n in range(20)]
REPEATED = [
    "各村照此办理，不得延误。",
    "同上。",
    "同上。同上。",
    "一、",
    "的的的",
    "：",
    "各村照此办理。",
]
NEW = "新改写的话〇〇"


def carried(old: str, new: str, offset: int, length: int) -> MarkAnchor | None:
    return Carrier(old, new).carried(anchored(old, offset, length))


def text_of(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"


@st.composite
def edits_elsewhere(draw: st.DrawFn, sentences: list[str]) -> tuple[str, str, int, int, int]:
    """A text, a mark in it, and a text with edits that leave the mark's words and what stands
    beside them: old, new, offset, length, offset in the new one.
    """
    picked = draw(st.lists(st.sampled_from(sentences), min_size=2, max_size=9))
    old = text_of(picked)
    offset = draw(st.integers(0, len(old) - 2))
    length = draw(st.integers(0, min(12, len(old) - offset - 1)))
    first, last = max(0, offset - 6), min(len(old), offset + length + 6)
    head, tail = old[:first], old[last:]
    for _ in range(draw(st.integers(1, 3))):
        head, tail = draw(edited(head)), draw(edited(tail))
    return old, head + old[first:last] + tail, offset, length, len(head) + offset - first


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    end = draw(st.integers(at, min(len(text), at + 40)))
    return text[:at] + draw(st.sampled_from(["", NEW, "\n\n" + NEW, text[at:end] * 2])) + text[end:]


@given(edits_elsewhere(SINGLE).filter(lambda one: len(set(one[0])) > 60))
def test_a_mark_whose_words_are_there_is_found(case: tuple[str, str, int, int, int]) -> None:
    old, new, offset, length, expected = case
    if any(old.count(p) > 1 or new.count(p) > 1 for p in old.split("\n\n")):
        return  # the same sentence twice: see below
    found = carried(old, new, offset, length)
    assert found is not None
    assert (found.offset, found.found) == (expected, old[offset : offset + length])


@given(edits_elsewhere(SINGLE + REPEATED))
def test_a_mark_among_repeated_sentences_keeps_its_words(
    case: tuple[str, str, int, int, int],
) -> None:
    old, new, offset, length, expected = case
    found = carried(old, new, offset, length)
    assert found is None or found.offset == expected


@given(st.data())
def test_a_mark_whose_sentence_is_taken_out_is_lost(data: st.DataObject) -> None:
    """Whatever else reads the same: the sentence stands between others that come once."""
    count = data.draw(st.integers(2, 6))
    said = data.draw(st.sampled_from([one for one in REPEATED if len(one) > 2]))
    paragraphs = [one for n in range(count) for one in (SINGLE[n], said)] + [SINGLE[count]]
    gone = 2 * data.draw(st.integers(0, count - 1)) + 1
    old = text_of(paragraphs)
    new = text_of([one for n, one in enumerate(paragraphs) if n != gone])
    start = len(text_of(paragraphs[:gone])) + 1
    offset = start + data.draw(st.integers(0, len(said) - 2))
    length = data.draw(st.integers(1, start + len(said) - offset))
    assert carried(old, new, offset, length) is None
    for other in range(1, 2 * count, 2):  # and those of the other ones stay where they were
        if other != gone:
            begin = len(text_of(paragraphs[:other])) + 1
            found = carried(old, new, begin, len(said))
            moved = len(said) + 2 if other > gone else 0
            assert found is not None
            assert found.offset == begin - moved


@given(st.integers(2, 5), st.integers(0, 4), st.data())
def test_of_sentences_side_by_side_nobody_can_say_which_was_taken_out(
    count: int, gone: int, data: st.DataObject
) -> None:
    said, gone = REPEATED[0], gone % count
    old, new = text_of([said] * count), text_of([said] * (count - 1))
    at = data.draw(st.integers(0, count - 1)) * (len(said) + 2)
    assert carried(old, new, at + 2, 3) is None


def test_words_that_were_changed_are_lost() -> None:
    old = "先办的事项在前，后办的在后。\n"
    assert carried(old, old.replace("事项", "事情"), 3, 2) is None
    assert carried(old, old.replace("先办的事项", ""), 3, 2) is None
    assert carried(old, "", 3, 2) is None


def test_a_paragraph_that_was_cut_and_pasted_takes_its_marks_with_it() -> None:
    old = text_of(SINGLE[:5])
    new = text_of([*SINGLE[1:4], SINGLE[0], SINGLE[4]])
    found = carried(old, new, 10, 3)
    assert found is None or new[found.offset : found.end] == old[10:13]
    inner = MarkAnchor(14, old[14:16], old[4:14], old[16:26])
    moved = Carrier(old, new).carried(inner)
    assert moved is not None
    assert new[moved.offset : moved.end] == old[14:16]


def test_a_place_between_two_characters_goes_on_with_one_of_them() -> None:
    old = "甲乙丙丁戊己庚辛壬癸\n"
    found = carried(old, "甲乙丙丁戊新己庚辛壬癸\n", 5, 0)
    assert found is None  # before the new word, or behind it?
    assert carried(old, "甲乙丙丁戊丁庚辛壬癸\n", 5, 0) == anchored("甲乙丙丁戊丁庚辛壬癸\n", 5, 0)
    assert carried(old, "新" + old, 5, 0) == anchored("新" + old, 6, 0)
    assert carried(old, "新" + old, 0, 0) == anchored("新" + old, 1, 0)


def test_a_mark_is_found_without_the_old_text_only_where_what_is_about_it_comes_once() -> None:
    text = text_of(SINGLE[:3])
    anchor = anchored(text, 40, 4)
    assert refound(anchor, "前言。\n\n" + text) == anchored("前言。\n\n" + text, 45, 4)
    assert refound(anchor, text + text) is None
    assert refound(MarkAnchor(0, "甲"), "甲乙") is None


@pytest.mark.parametrize(("offset", "length"), [(-1, 1), (0, 9), (9, 1), (3, -1)])
def test_what_is_not_in_a_text_has_no_anchor(offset: int, length: int) -> None:
    with pytest.raises(ValueError, match=str(offset)):
        anchored("甲乙丙", offset, length)
