"""The proofreader 校对: reads the finished book back in a process of its own.

To load the library that reads takes as long as to link a book of some hundred pages, and can be
done while the press reads. Where others set type the press itself has time for it, and reads; it
does so as well where that process died.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from huozi.galley import ContentsPart, PageMap
from huozi.link.lookups import Lookup
from huozi.model import Finding
from huozi.store.hands import Hands

if TYPE_CHECKING:
    Proof = tuple[
        bytes, PageMap, tuple[ContentsPart, ...], range, Mapping[str, str], Sequence[Lookup]
    ]


_READS = "huozi.link.verify"


def proofreader(jobs: int | None, others: bool = False) -> Hands:
    """Who is to read the book; nobody where the press will have time to load what reads.

    That is where `others` set type meanwhile, where it is loaded, or one process does everything.
    """
    jobs = jobs or len(os.sched_getaffinity(0))
    return Hands(0 if jobs == 1 or others or _READS in sys.modules else 1, load)


def load() -> None:
    """Load what reads."""
    import_module(_READS)


def read_back(proof: "Proof", by: Hands | None = None) -> list[Finding]:
    """Where a finished book departs from what it should be: `verify` of `huozi.link.verify`."""
    answer = by.ask(_read, proof) if by else None
    return answer if isinstance(answer, list) else _read(proof)


def _read(proof: "Proof") -> list[Finding]:
    from huozi.link.verify import verify

    return list(verify(*proof))
