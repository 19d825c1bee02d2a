"""Searches beside the press: the newest of each person, a bounded number of all."""

from collections.abc import Iterator

from huozi.room import searches as searches_module
from huozi.room.searches import Searches


def hits(*found: str) -> Iterator[str | None]:
    for one in found:
        yield None
        yield one


def whole(searches: Searches) -> list[tuple[int, object]]:
    answers = []
    while searches:
        if answer := searches.step():
            answers.append((answer.id, answer.fault or answer.value))
    return answers


def test_a_new_search_takes_the_place_of_the_last_one_of_the_same_person() -> None:
    searches = Searches()
    assert list(searches.add(1, hits("a"), "甲")) == []
    assert list(searches.add(2, hits("b"), "乙")) == []
    assert searches.step() is None
    (given_up,) = searches.add(3, hits("c", "d"), "甲")
    assert (given_up.id, given_up.fault) == (1, "SupersededError")
    assert whole(searches) == [(2, ["b"]), (3, ["c", "d"])]


def test_nobodys_searches_stand_beside_each_other() -> None:
    searches = Searches()
    assert not [*searches.add(1, hits("a"), ""), *searches.add(2, hits("b"), "")]
    assert whole(searches) == [(1, ["a"]), (2, ["b"])]


def test_the_oldest_gives_way_where_too_many_ask(monkeypatch) -> None:
    monkeypatch.setattr(searches_module, "_MOST", 2)
    searches = Searches()
    told = [answer.id for n in range(4) for answer in searches.add(n, hits(), f"who {n}")]
    assert told == [0, 1]


def test_a_search_that_falls_is_answered() -> None:
    def falls() -> Iterator[None]:
        yield None
        raise OSError("disk")

    searches = Searches()
    assert not list(searches.add(1, falls(), "甲"))
    assert whole(searches) == [(1, "OSError")]
