"""What one person has under way at once is bounded."""

import asyncio

from huozi.room.atonce import AtOnce
from huozi.room.office import Office
from tests.room.conftest import RoomTester

BOOK = "/api/b/书-one"


def test_each_person_is_counted() -> None:
    counted = AtOnce(2)
    with counted.one_more("a") as first, counted.one_more("a") as second:
        with counted.one_more("a") as third, counted.one_more("b") as other:
            assert (first, second, third, other) == (True, True, False, True)
        with counted.one_more("a") as fourth:
            assert not fourth
    with counted.one_more("a") as again:
        assert again
    assert all(fits for _ in range(9) for fits in [counted.one_more("").__enter__()])
    assert not counted._now


def test_a_reader_who_asks_without_end_keeps_nobody_out(office: Office) -> None:
    office.asking._most = 3
    (book,) = office.shelf
    with RoomTester(office, "reader") as reader:
        other = RoomTester(office, "editor")
        other.client.portal = reader.client.portal
        asked, enough = asyncio.Event(), asyncio.Event()
        statuses: list[int] = []

        async def search(words: str, whose: str) -> list[object]:
            asked.set()
            await enough.wait()
            return []

        book.desk.search = search
        portal = reader.client.portal
        waiting = [
            portal.start_task_soon(asyncio.to_thread, reader.get, f"{BOOK}/search?q=a")
            for _ in range(3)
        ]
        portal.call(asked.wait)
        while office.asking._now["reader"] < 3:
            portal.call(asyncio.sleep, 0.01)
        statuses += [reader.get(f"{BOOK}/edition").status_code]
        statuses += [other.get(f"{BOOK}/edition").status_code]
        portal.call(enough.set)
        statuses += [one.result().status_code for one in waiting]
        assert statuses == [429, 200, 200, 200, 200]
