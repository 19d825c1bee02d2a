"""Two proofs compared, as a process of its own: `python -m huozi.room.comparison FOLDER`.

Page by page and word by word takes seconds of a core, and opens PDFs: a job, not a request. What is
wanted lies in the job's folder, and there the page is written.
"""

import sys
from pathlib import Path, PurePath

from msgspec import Struct

from huozi.files import read_below, write_atomically
from huozi.messages import locale_language, render
from huozi.room.proofs import FrozenProofs
from huozi.room.values import from_json, to_json
from huozi.values.errors import HuoziError

REPORT = "compare.html"
PAGES = "book.pdf"  # of the book as it is now
_WANTED = ".compare.json"
_LIMIT = 256 << 20


class WantedComparison(Struct, frozen=True):
    """Two proofs by name, the book of now by none; titles and texts of now by file."""

    book: str
    a: str
    b: str
    titles: dict[str, str]
    texts: dict[str, str]


def keep(wanted: WantedComparison, folder: Path) -> None:
    """Write down what is wanted, for the process."""
    write_atomically(folder / _WANTED, to_json(wanted), mode=0o600)


def compare(folder: Path) -> None:
    """Compare what is wanted there. Raises HuoziError, ValueError and LookupError for proofs that
    can't be read, OSError.
    """
    wanted = from_json(read_below(folder, PurePath(_WANTED), _LIMIT), WantedComparison)
    now = (folder / PAGES, wanted.texts)
    page = FrozenProofs(Path(wanted.book)).compare(
        wanted.a, wanted.b, wanted.titles, now, locale_language()
    )
    write_atomically(folder / REPORT, page, mode=0o600)


def main() -> int:
    """Compare, and say what is wrong. Returns the exit code."""
    try:
        compare(Path(sys.argv[1]))
    except HuoziError as error:
        sys.stderr.writelines(f"{render(found)}\n" for found in error.findings)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
