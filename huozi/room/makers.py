"""How the parts of a book in the room are made."""

from importlib import import_module

from huozi.room.shelf import BookMakers


def makers() -> BookMakers:
    """The desk, marks and proofs as they are."""
    return BookMakers(
        import_module("huozi.room.desk").BookDesk,
        import_module("huozi.room.marks").Marks,
        import_module("huozi.room.proofs").FrozenProofs,
    )
