"""Watch: the book is made again whenever something of it is saved.

One process stays warm: the engine is loaded and has met the fonts, files that did not change are
not read again, galleys are at hand. Whatever was saved while a book was being made is one more
run, not many. A run that fails leaves the last good PDF where it is.
"""

import gc
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from huozi.compositor import Warm
from huozi.files import house_dir
from huozi.press import Edition, Order, press_book
from huozi.progress import Progress
from huozi.values.errors import HuoziError

#: Saves less than this apart are one: editors write several files, or one in several steps.
_QUIET_MS = 5
#: The longest that saves without a pause are waited for.
_PATIENCE_MS = 400
#: How often the files themselves are looked at, for what nobody told: a save before the folders
#: were watched, a folder that is new, a disk in the network.
_LOOK_MS = 1000

_STYLE = ("templates", "styles")

Mark = tuple[int, int, int]
Marks = dict[str, Mark]


def watch(
    order: Order,
    done: Callable[[Edition, float], object],
    failed: Callable[[Exception], object],
    saves: Iterable[object] | None = None,
) -> None:
    """Make the book now and after every save, until `saves` ends or Ctrl-C.

    `saves` yields whenever something was saved; left out, it is the book's own folders. `done`
    hears of every book and of the seconds it took, `failed` of every run that gave none.
    """
    warm = Warm(order.book_dir)
    saves = saved(order.book_dir) if saves is None else saves
    run(order, warm, done, failed)
    for _ in saves:
        run(order, warm, done, failed)


def run(
    order: Order,
    warm: Warm,
    done: Callable[[Edition, float], object],
    failed: Callable[[Exception], object],
) -> None:
    """Make the book once; what goes wrong is told, and the watch goes on."""
    gc.disable()  # what one run leaves behind is swept while nobody waits
    started = time.monotonic()
    try:
        edition = press_book(order, Progress(), warm)
        edition.write(order.output)
    except Exception as error:
        failed(error)
    else:
        done(edition, time.monotonic() - started)
    with suppress(HuoziError, OSError):  # the run has told of it
        warm.close()
    with suppress(Exception):  # a bug, too, is told by the run that meets it
        if warm.compositor is not None:
            warm.compositor.warm_up()
    gc.collect()
    gc.enable()


def saved(book_dir: Path) -> Iterator[object]:
    """Yields when a file of the book, or of the house style, was saved after this call."""
    return _saved(book_dir, marks(book_dir))


def _saved(book_dir: Path, seen: Marks) -> Iterator[object]:
    from watchfiles import watch as changes

    while True:
        folders = watched(book_dir)
        try:
            for told in changes(
                *folders,
                watch_filter=wanted,
                debounce=_PATIENCE_MS,
                step=_QUIET_MS,
                rust_timeout=_LOOK_MS,
                yield_on_timeout=True,
            ):
                now = again(seen, {path for _, path in told}, book_dir)
                if now != seen and not (told and unfinished(seen, now)):
                    seen = now
                    yield None
                if watched(book_dir) != folders:
                    break
        except OSError:  # a folder went away under us, or the system does not watch it for us
            time.sleep(_LOOK_MS / 1000)
            before, seen = seen, marks(book_dir)
            if seen != before:
                yield None


def again(seen: Marks, told: Collection[str], book_dir: Path) -> Marks:
    """Marks after what was told of. Where that is only files that were there before, no others are
    looked at.
    """
    known = {path: found for path in told if path in seen and (found := mark(path))}
    return seen | known if told and len(known) == len(told) else marks(book_dir)


def unfinished(seen: Marks, now: Marks) -> bool:
    """Whether a file is empty that was not: its text is being written, and will be told of."""
    return any(not now[path][0] and old[0] for path, old in seen.items() if path in now)


def marks(book_dir: Path) -> Marks:
    """The marks of all files that are watched."""
    paths = (
        os.path.join(above, name)  # noqa: PTH118  as it is told
        for folder in watched(book_dir)
        for above, _, names in os.walk(folder)
        for name in names
        if wanted(None, name)
    )
    return {path: found for path in paths if (found := mark(path))}


def mark(path: str) -> Mark | None:
    """What a save changes: size, time and inode of a file; None where there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def watched(book_dir: Path) -> tuple[Path, ...]:
    """The folders a book is made of: its own, and the house style's."""
    styles = (root / name for root in (book_dir, house_dir()) for name in _STYLE)
    folders = (book_dir / "content", book_dir / "fonts", *styles)
    found = {folder.resolve() for folder in folders if folder.is_dir()}
    return tuple(sorted(found))


def wanted(change: object, path: str) -> bool:
    """Whether a change can matter: not what editors and file managers keep for themselves."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp", ".part"))
