"""What the press tells the desk."""

from msgspec import Struct

from huozi.room.values import RoomFinding, RoomPage, RoomUnit


class Made(Struct, frozen=True):
    """What became of a book as it stands: an edition at a path, or why there is none; or nothing,
    where it was `given_up` for a newer one.
    """

    path: str = ""
    pages: tuple[RoomPage, ...] = ()
    units: tuple[RoomUnit, ...] = ()
    findings: tuple[RoomFinding, ...] = ()
    faults: tuple[RoomFinding, ...] = ()
    files: dict[str, tuple[str, str]] = {}  # unit and title by file
    given_up: bool = False


class Seen(Struct, frozen=True):
    """Pages of a book that is being made, before it is written and proved: those that nobody has
    seen, as a PDF, by their names in its order.
    """

    pages: tuple[RoomPage, ...]
    pdf: bytes
    drawn: tuple[str, ...]
