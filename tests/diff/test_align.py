import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.diff import align as align_module
from huozi.diff.align import align
from huozi.diff.page import ComparedPage, TextLine

TEXTS = {
    name: "".join(chr(0x4E00 + 200 * number + i) for i in range(100))
    for number, name in enumerate("abcdefghij")
}


def pages(names):
    """One page a letter; a capital is the same page with a third of its text changed."""
    made = []
    for index, name in enumerate(names):
        text = TEXTS.get(name.lower(), "")
        if name.isupper():
            text = text[:65] + "改" * 35
        lines = (TextLine(100, 50, text),) if text else ()
        made.append(ComparedPage(index, str(index), 400, 580, lines))
    return made


def trace(old, new):
    """`aa` kept, `-a` new, `a-` gone."""
    return " ".join(
        f"{'-' if i is None else old[i]}{'-' if j is None else new[j]}"
        for i, j in align(pages(old), pages(new))
    )


def test_the_same():
    assert trace("abc", "abc") == "aa bb cc"


def test_an_inserted_page_is_one_new_page():
    assert trace("abcde", "abjcde") == "aa bb -j cc dd ee"


def test_a_dropped_page():
    assert trace("abcde", "abde") == "aa bb c- dd ee"


def test_a_changed_page_is_known_by_the_rest_of_it():
    assert trace("abcd", "aBcd") == "aa bB cc dd"


def test_changed_and_inserted_together():
    assert trace("abcd", "ajBCd") == "aa -j bB cC dd"
    assert trace("abcd", "aBjCd") == "aa bB -j cC dd"


def test_rewritten_out_of_likeness_is_gone_and_new():
    assert trace("abcd", "aefd") in ("aa b- c- -e -f dd", "aa -e -f b- c- dd")


def test_one_for_one_is_a_change_however_different():
    assert trace("abc", "aec") == "aa be cc"


def test_blanks_pair_with_blanks():
    assert trace("a b c", "a b c") == "aa    bb    cc"


@given(
    st.lists(st.sampled_from("abcABC "), max_size=8),
    st.lists(st.sampled_from("abcABC "), max_size=8),
)
def test_every_page_is_told_once_and_in_order(old, new):
    pairs = align(pages(old), pages(new))
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))


@pytest.mark.slow
def test_many_changed_pages_take_bounded_time(monkeypatch):
    weighed = []
    monkeypatch.setattr(align_module, "_gain", lambda *pair: weighed.append(pair) or 0.0)

    def many(salt):
        return [
            ComparedPage(n, "", 400, 580, (TextLine(1, 1, f"{salt}{n}" * 50),)) for n in range(1500)
        ]

    assert len(align(many("甲"), many("乙"))) >= 1500
    assert len(weighed) <= align_module._MOST_TRIED
