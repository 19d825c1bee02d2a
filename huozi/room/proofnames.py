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


class _Sealed(Struct, frozen=True):
    proof: RoomProof


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


def newest_proof(room: Path) -> str:
    """The name of the proof that was frozen last; empty where there is none."""
    found: list[tuple[str, str]] = []
    for folder in proof_folders(room):
        try:
            seal = msgspec.json.decode(read_file(folder / SEAL, SEAL_BYTES), type=_Sealed)
        except (OSError, msgspec.DecodeError):
            continue
        found.append((seal.proof.at, folder.name))
    return max(found)[1] if found else ""
