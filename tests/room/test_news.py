"""What browsers are told of an edition makes the edition, whatever they had before."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from huozi.room.lately import Lately
from huozi.room.live import Listeners
from huozi.room.news import EditionNews, edition_news
from huozi.room.values import RoomEdition, RoomFinding, RoomPage, RoomUnit, to_json


def page(name: str) -> RoomPage:
    return RoomPage(name, "recto", name, True, "u", False, 100, 200)


UNIT = RoomUnit("u", "article", "甲", "content/a.md", 0, 1, "complete", 1)
FAULT = RoomFinding("x", "error", "content/a.md", 1, 1, 1, None, "错", "wrong")
NAMES = st.lists(st.sampled_from("abcd"), max_size=6)
EDITIONS = st.builds(
    lambda names, units, faults: RoomEdition(1, tuple(map(page, names)), units, (), faults),
    NAMES, st.sampled_from([(), (UNIT,)]), st.sampled_from([(), (FAULT,)]),
)  # fmt: skip


def followed(known: RoomEdition | None, news: EditionNews) -> RoomEdition:
    """As `static/following.js` does."""
    before = known if news.base and known else RoomEdition(0, (), ())
    pages = list(before.pages)
    if news.splice:
        at, gone = news.splice.at, news.splice.gone
        pages[at : at + gone] = news.splice.pages
    changed = {
        name: value
        for name in ("units", "findings", "faults")
        if (value := getattr(news, name)) is not None
    }
    return replace(before, number=news.number, pages=tuple(pages), **changed)


@given(before=st.none() | EDITIONS, now=EDITIONS)
def test_news_make_the_edition(before: RoomEdition | None, now: RoomEdition) -> None:
    now = replace(now, number=2)
    news = msgspec.json.decode(to_json(edition_news(before, now)), type=EditionNews)
    assert followed(before, news) == now


def test_what_is_as_it_was_is_not_told() -> None:
    before = RoomEdition(1, tuple(map(page, "abcd")), (UNIT,), (FAULT,))
    now = replace(before, number=2, pages=(page("a"), page("x"), *before.pages[2:]))
    told = msgspec.json.decode(to_json(edition_news(before, now)))
    assert set(told) == {"number", "base", "splice"}
    assert [told["splice"]["at"], told["splice"]["gone"]] == [1, 1]
    assert [one["name"] for one in told["splice"]["pages"]] == ["x"]


def test_listeners_are_told_what_is_new_since_the_last() -> None:
    listeners = Listeners()
    first, second = (RoomEdition(n, (page("a"),), (UNIT,)) for n in (1, 2))
    assert listeners._news({"type": "job"}) == {"type": "job"}
    assert listeners._news({"type": "edition", "edition": first})["edition"].base == 0
    assert listeners._news({"type": "edition", "edition": second})["edition"].base == 1
    assert listeners.shown is second


@pytest.mark.parametrize(
    ("added", "left"),
    [("W", "W"), ("WW", "WW"), ("WpW", "WpW"), ("WpWpp", "WpWpp"), ("WpWppW", "WppW"),
     ("ppWW", "WW")],
)  # fmt: skip
def test_pulls_go_with_the_edition_before_theirs(added: str, left: str) -> None:
    lately: Lately[tuple[int, str]] = Lately()
    gone = []
    for one in enumerate(added):
        gone += lately.add(one, whole=one[1] == "W")
    assert "".join(kind for _, kind in lately) == left
    assert sorted([*gone, *lately]) == list(enumerate(added))
