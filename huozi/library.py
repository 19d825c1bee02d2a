"""Huozi for programs: what `import huozi` offers, each loaded when it is first asked for.

Nothing here writes a file of yours, ends a process or speaks to a terminal. A book keeps its shelf
of galleys beside its output, as on the command line: a second call sets only what changed.

Every function may be called from any thread; those that press run one at a time in a process, since
there is one layout engine. What is wrong is raised, all of it at once: `InputError` for the
book, `UsageError` for the call, `MachineError` for what the machine lacks; `findings` says what.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock

from huozi import messages
from huozi.jobs.booklets import Wish, wanted
from huozi.jobs.check import check_book
from huozi.jobs.press_booklets import press_booklets
from huozi.pdf.profile import JUDGED, PLAIN, PLAIN_K, PROFILES, purpose
from huozi.preflight.inspect import inspect
from huozi.preflight.job import Wanted
from huozi.preflight.judge import Verdict
from huozi.press import Edition, Order, press_book
from huozi.progress import Progress
from huozi.read.report import unknown
from huozi.values.errors import HuoziError, InputError, MachineError, UsageError
from huozi.values.manuscript import Finding, Place, Severity

__all__ = [
    "Edition", "Finding", "HuoziError", "InputError", "MachineError", "Place", "Severity",
    "UsageError", "Verdict", "booklets", "check", "judge", "make", "words",
]  # fmt: skip

_one_at_a_time = Lock()


def check(book_dir: Path | str) -> tuple[Finding, ...]:
    """Read and validate a book; make nothing. Returns what an editor should look at.

    >>> huozi.check(book)
    ()

    Raises InputError with everything that is wrong.
    """
    checked = check_book(Path(book_dir))
    if checked.failed:
        raise InputError(checked.findings)
    return checked.findings


def make(
    book_dir: Path | str,
    *,
    profile: str = PLAIN.name,
    icc: Path | None = None,
    final: bool = False,
    jobs: int = 1,
) -> Edition:
    """Make a book: read, set, link, prove, and judge it for its profile. Nothing is written.

    >>> edition = huozi.make(book)
    >>> edition.pages, edition.pdf[:5]
    (6, b'%PDF-')
    >>> edition.write(book / "output" / "book.pdf")  # and book.json, both or neither

    `profile` is one of the command line's (docs/press-files.md), `icc` the printing condition of
    those that need one; `final` refuses what is not fit to be printed. With more than one of
    `jobs`, processes are forked to set type: sound in a program without other threads.

    Raises InputError, UsageError, MachineError.
    """
    with _one_at_a_time:
        return press_book(_order(book_dir, profile, icc, jobs, final), Progress())


def booklets(
    book_dir: Path | str,
    names: Sequence[str] = (),
    *,
    every_entry: bool = False,
    profile: str = PLAIN.name,
    icc: Path | None = None,
    jobs: int = 1,
) -> dict[str, Edition]:
    """Make booklets (单行本) of a book, by name: those that `book.yaml` calls so, or all.

    >>> made = huozi.booklets(book, every_entry=True)
    >>> {name: edition.pages for name, edition in made.items()}
    {'entry-1': 4}

    With `every_entry`, one of each entry, too. Other arguments and errors are those of `make`.
    """
    wish = Wish(tuple(names), every_entry=every_entry)
    with _one_at_a_time:
        order = _order(book_dir, profile, icc, jobs)
        return press_booklets(order, lambda manuscript: wanted(manuscript, wish), Progress())


def judge(pdf: Path | str, profile: str = PLAIN_K.name) -> Verdict:
    """Preflight a PDF, whoever made it, in a process of its own with bounded memory and time.

    >>> verdict = huozi.judge(book / "output" / "book.pdf", "screen")
    >>> verdict.passed, verdict.pages
    (True, 6)

    Raises InputError where the file can't be read, UsageError for a profile that is not known.
    """
    _known(profile, JUDGED)
    verdict, _ = inspect(Path(pdf), profile, Wanted(), cover=None, draw=False)
    return verdict


def words(found: Finding, language: str = "en") -> str:
    """A finding in words, with its place; `language` is `en` or `zh`.

    >>> place = huozi.Place("content/book.yaml", 3)
    >>> huozi.words(huozi.Finding("verify-pages", place, (("expected", "4"), ("found", "3"))))
    'content/book.yaml:3: the finished PDF has 3 pages, 4 were made up'
    """
    return messages.render(found, language)


def _order(
    book_dir: Path | str, profile: str, icc: Path | None, jobs: int, final: bool = False
) -> Order:
    _known(profile, PROFILES)
    folder = Path(book_dir)
    return Order(folder, folder / "output" / "book.pdf", final, jobs, purpose(profile, icc))


def _known(profile: str, profiles: Iterable[str]) -> None:
    if profile not in (names := tuple(profiles)):
        raise UsageError([unknown("profile-unknown", None, profile, names)])
