from msgspec import Struct


class MergeConflict(Struct, frozen=True):
    line: int
    before: str
    edited: str
    new: str


class MergedText(Struct, frozen=True):
    text: str
    conflicts: tuple[MergeConflict, ...] = ()


def merge(before: str, edited: str, new: str) -> MergedText:
    if before == edited:
        return MergedText(new)
    return MergedText("", (MergeConflict(1, before, edited, new),))
