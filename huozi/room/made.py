"""What the press tells the desk."""

from msgspec import Struct

from huozi.room.values import RoomFinding, RoomPage, RoomUnit


class Made(Struct, frozen=True):
    """What became of a book as it stands: an edition at a path, or why there is none."""

    path: str = ""
    pages: tuple[RoomPage, ...] = ()
    units: tuple[RoomUnit, ...] = ()
    findings: tuple[RoomFinding, ...] = ()
    faults: tuple[RoomFinding, ...] = ()
    files: dict[str, tuple[str, str]] = {}  # unit and title by file
