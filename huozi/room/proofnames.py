"""Names and folders of frozen proofs."""

import unicodedata
from pathlib import Path

import msgspec
from msgspec import Struct

from huozi.files import read_file
from huozi.room.values import RoomProof

PROOFS = "proofs"
#: What is in the folder of a proof; the seal is written last.
PAGES, SEAL = "book.pdf", "seal.json"
SEAL_BYTES = 1 << 20
_MOST_CHARS = 40


class SealedProof(Struct, frozen=True):
    """A proof as its seal names it. `number` counts the proofs of a book: a clock may be set back
    between two of them. Those that were frozen before it was counted have none.
    """

    proof: RoomProof
    number: int = 0


def safe_name(name: str) -> str:
    """The name of a proof as the name of its folder.

    Raises ValueError for one that holds more than letters, figures and a hyphen within: no folder
    above it, nothing hidden, nothing that two systems write in two ways.
    """
    composed = unicodedata.normalize("NFC", name)
    plain = all(sign.isalnum() for sign in composed.replace("-", "")) and composed[:1] != "-"
    if composed != name or not plain or not 0 < len(name) <= _MOST_CHARS:
        raise ValueError(name)
    return name


def proof_folders(room: Path) -> list[Path]:
    """The folders of the whole proofs."""
    folder = room / PROOFS
    if not folder.is_dir():
        return []
    inside = (one for one in folder.iterdir() if not one.name.startswith("."))
    return sorted(one for one in inside if (one / SEAL).is_file())


def sealed_proofs(room: Path) -> list[SealedProof]:
    """The proofs, the oldest first. A folder whose seal can't be read is none."""
    found: list[SealedProof] = []
    for folder in proof_folders(room):
        try:
            seal = msgspec.json.decode(read_file(folder / SEAL, SEAL_BYTES), type=SealedProof)
        except (OSError, msgspec.DecodeError):
            continue
        if seal.proof.name == folder.name:
            found.append(seal)
    return sorted(found, key=lambda one: (one.number, one.proof.at, one.proof.name))


def newest_proof(room: Path) -> str:
    """The name of the proof that was frozen last; empty where there is none."""
    found = sealed_proofs(room)
    return found[-1].proof.name if found else ""
