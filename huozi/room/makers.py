"""How the parts of a book in the room are made."""

from huozi.room.desk import BookDesk
from huozi.room.marks import Marks
from huozi.room.proofs import FrozenProofs
from huozi.room.shelf import BookMakers


def makers() -> BookMakers:
    """The desk, marks and proofs as they are."""
    return BookMakers(BookDesk, Marks, FrozenProofs)
