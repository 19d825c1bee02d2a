"""What is new in an edition: most of it is what the browsers know already."""

from typing import Any

from msgspec import Struct

from huozi.room.values import RoomEdition, RoomFinding, RoomPage, RoomUnit


class Splice(Struct, frozen=True):
    """Pages that stand for others: behind the first `at`, so many are `gone`."""

    at: int
    gone: int
    pages: tuple[RoomPage, ...]


class EditionNews(Struct, frozen=True, omit_defaults=True):
    """An edition as told to who has edition `base`; all of it where that is 0. What is not said is
    as it was.
    """

    number: int
    base: int = 0
    splice: Splice | None = None
    units: tuple[RoomUnit, ...] | None = None
    findings: tuple[RoomFinding, ...] | None = None
    faults: tuple[RoomFinding, ...] | None = None


def edition_news(before: RoomEdition | None, now: RoomEdition) -> EditionNews:
    """What who has the edition before has to be told."""
    if before is None:
        everything = Splice(0, 0, now.pages)
        return EditionNews(now.number, 0, everything, now.units, now.findings, now.faults)

    def changed(name: str) -> Any:
        value = getattr(now, name)
        return None if value == getattr(before, name) else value

    return EditionNews(
        now.number, before.number, _splice(before.pages, now.pages),
        changed("units"), changed("findings"), changed("faults"),
    )  # fmt: skip


def _splice(before: tuple[RoomPage, ...], now: tuple[RoomPage, ...]) -> Splice | None:
    if before == now:
        return None
    shorter = min(len(before), len(now))
    at = next((n for n in range(shorter) if before[n] != now[n]), shorter)
    behind = next((n for n in range(shorter - at) if before[-1 - n] != now[-1 - n]), shorter - at)
    return Splice(at, len(before) - behind - at, now[at : len(now) - behind])
