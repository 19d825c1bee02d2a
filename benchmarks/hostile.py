"""A hostile campaign: books and PDFs of strangers that reach out, hang, or fall.

    .venv/bin/python -m benchmarks.hostile            the whole of it: about half an hour
    .venv/bin/python -m benchmarks.hostile 0.01       a hundredth

Counted are tracebacks and words of a bug, runs over their bound, connections to a server that
listens on this machine, and bytes of a file outside the book that turn up in what was made.
"""

import os
import random
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.host import Host
from tests.books import PNG, make_book

BOUND_SECONDS = 300.0
_TELL_SECONDS = 10.0
SECRET = "外面的机密文字"


@dataclass
class Tally:
    """What was tried, and what should not have been. `tell` is given a line now and then."""

    tell: Callable[[str], None]
    runs: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    host: Host = field(default_factory=lambda: Host(BOUND_SECONDS))
    _told: float = 0.0

    def run(self, kind: str, name: str, *arguments: object) -> None:
        """Run the program, and look at how it ends."""
        self.runs[kind] += 1
        started = time.monotonic()
        ended = self.host.run(*arguments)
        if ended.code is None:
            passed = time.monotonic() - started
            self.fault(f"{kind} {name}: ended by force after {passed:.0f} s {ended.words[-300:]}")
            return
        self.codes[ended.code] += 1
        wrong = "Traceback" in ended.words or "bug in huozi" in ended.words
        if wrong or ended.code not in (0, 1, 2, 3):
            self.fault(f"{kind} {name}: {ended.code} {ended.words[-300:]}")
        if time.monotonic() > self._told + _TELL_SECONDS:
            self._told = time.monotonic()
            self.tell(self.words())

    def fault(self, words: str) -> None:
        """Note what should not have been, and tell it at once."""
        self.faults.append(words)
        self.tell(words)

    def words(self) -> str:
        """What was tried up to now, in one line."""
        runs = ", ".join(f"{count} {kind}s" for kind, count in self.runs.items())
        return f"{runs}; exit codes {dict(sorted(self.codes.items()))}, {len(self.faults)} faults"


@contextmanager
def server() -> Iterator[tuple[int, list[str]]]:
    """A port that is listened at, and whoever came."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            with suppress(OSError):
                while True:
                    there, address = listening.accept()
                    came.append(str(address))
                    there.close()

        threading.Thread(target=listen, daemon=True).start()
        yield listening.getsockname()[1], came


def doors(address: str) -> Iterator[tuple[str, dict[str, bytes | str]]]:
    """Books that ask for an address, by every way there is."""
    escaped = address.replace("h", "\\68 ", 1)
    for number, css in enumerate((
        f'@import "{address}";', f"@import url({address});", f'@\\69mport "{address}";',
        f'@im\\70ort "{address}";', f"p{{background:url({address})}}",
        f"p{{background:u\\72l({address})}}", f"p{{background:\\75 rl('{escaped}')}}",
        f"@font-face{{font-family:x;src:url({address})}}p{{font-family:x}}",
        f"@f\\6fnt-face{{font-family:x;sr\\63:u\\72l({address})}}p{{font-family:x}}",
        f"p{{background-image:image-set('{address}' 1x)}}", f"p::before{{content:url({address})}}",
        f"li{{list-style-image:url({address})}}", f"p{{border-image:url({address}) 1}}",
        f"@namespace url({address});", f"p{{--u:url({address});background:var(--u)}}",
        f"@color-profile x{{src:url({address})}}", "p{background:url(data:image/svg+xml,"
        f"%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='{address}'/%3E%3C/svg%3E)}}",
    )):  # fmt: skip
        yield f"style {number}", {"styles/article.css": css}
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">' \
          f'<image xlink:href="{address}"/><use href="{address}#a"/></svg>'  # fmt: skip
    for number, html in enumerate((
        f'<link rel="stylesheet" href="{address}">', f'<img src="{address}" alt="">', svg,
        f'<base href="{address}"><img src="x.png" alt="">', f'<object data="{address}"></object>',
        f'<embed src="{address}">', f'<a rel="attachment" href="{address}">x</a>',
        f'<link rel="attachment" href="{address}">', f'<style>@import "{address}";</style>',
        f'<p style="background:url({address})">x</p>', f'<iframe src="{address}"></iframe>',
        f'<input type="image" src="{address}">', f'<video poster="{address}"></video>',
        f"{{% include '{address}' %}}", f"{{% import '{address}' as x %}}",
        f"{{% extends '{address}' %}}",
    )):  # fmt: skip
        page = f"<!DOCTYPE html><html><head>{html}</head><body>{html}</body></html>"
        yield f"template {number}", {"templates/article.html": page}
    yield "picture", {"content/甲.md": f"---\ntitle: 题\n---\n![图]({address})\n"}
    yield "svg picture", {
        "content/甲.md": "---\ntitle: 题\n---\n![图](a.svg)\n", "content/a.svg": svg,
    }  # fmt: skip


PLACES = (
    "content/book.yaml", "content/甲.md", "content/p.png", "styles/article.css", "templates/x.html",
    "templates/article.html", "output/.galleys/ledger", "output/.galleys/entries",
    "output/.galleys/pages", "output/book.pdf", "output/book.json", "output", "output/.galleys",
    "styles", "templates", "content",
)  # fmt: skip


def irregular(outside: Path) -> dict[str, Callable[[Path], None]]:
    """What may stand in a file's place."""

    def unix_socket(path: Path) -> None:
        with socket.socket(socket.AF_UNIX) as made:
            before = Path.cwd()
            os.chdir(path.parent)  # its name is short
            try:
                made.bind(path.name)
            finally:
                os.chdir(before)

    return {
        "fifo": os.mkfifo,
        "zero": lambda path: path.symlink_to("/dev/zero"),
        "link": lambda path: path.symlink_to(outside),
        "loop": lambda path: path.symlink_to(path),
        "folder": lambda path: path.mkdir(),
        "socket": unix_socket,
    }


_TEXT = "正文。\n\n![图](p.png)\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"


def plain_book(folder: Path) -> Path:
    """A book with a picture, a style and a template of its own."""
    return make_book(
        folder,
        {"甲.md": _TEXT, "乙.md": "又一篇。\n"},
        files={
            "content/p.png": PNG,
            "styles/article.css": "@import \"base.css\";\np { margin: 0 }\n",
            "templates/article.html": '{% extends "entry.html" %}\n',
        },
    )  # fmt: skip


_BITS = (
    b"\0", b"\xff", b"{{", b"}}", b"{%", b"%}", b"![", b"](", b"|", b"---\n", b": ", b"\t",
    b"&a *a", b"<", b">", b"url(", b"\\", b"/*", b"@", b"9" * 40, b"`" * 9, b"[" * 99, b"* " * 50,
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file with a few things changed."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(made))
        match chance.randint(0, 4):
            case 0:
                made[at:at] = chance.choice(_BITS)
            case 1:
                del made[at : at + chance.randint(1, 40)]
            case 2 if at < len(made):
                made[at] ^= 1 << chance.randint(0, 7)
            case 3:
                end = at + chance.randint(1, 80)
                made[at:at] = made[at:end] * chance.choice((1, 2, 50))
            case _:
                made[at:] = b"" if chance.random() < 0.1 else made[at:]
    return bytes(made)


def campaign(
    share: float = 1.0, seed: int = 1, tell: Callable[[str], None] = lambda line: None
) -> tuple[Tally, int]:
    """All of it, or a share. Returns the tally, and how many connections there were."""
    chance, tally = random.Random(seed), Tally(tell)
    with (
        tempfile.TemporaryDirectory() as made, server() as (port, came), closing(tally.host),
    ):  # fmt: skip
        work = Path(made)
        outside = work / "outside.md"
        outside.write_text(f"---\ntitle: {SECRET}\n---\n{SECRET}\n", encoding="utf-8")
        _doors(tally, work, port, outside, chance, share)
        _places(tally, work, outside, chance, share)
        _books(tally, work, chance, round(500 * share))
        _pdfs(tally, work, chance, round(2000 * share))
        connections = len(came)
    return tally, connections


def _chosen(all_: list[object], chance: random.Random, share: float) -> list[object]:
    return all_ if share >= 1 else chance.sample(all_, max(2, round(len(all_) * share)))


def _doors(
    tally: Tally, work: Path, port: int, outside: Path, chance: random.Random, share: float
) -> None:
    asked = [
        (f"{name} {address[:5]}", files)
        for address in (f"http://127.0.0.1:{port}/x", outside.as_uri())
        for name, files in doors(address)
    ]
    for number, (name, files) in enumerate(_chosen(asked, chance, share)):  # type: ignore[misc]
        book = make_book(work / f"door-{number}", files=files)
        tally.run("door", name, "book", "--book", book, "-q")
        _leaked(tally, name, book)


def _leaked(tally: Tally, name: str, book: Path) -> None:
    record = book / "output" / "book.json"
    with suppress(OSError):
        if record.is_file() and not record.is_symlink() and SECRET in record.read_text("utf-8"):
            tally.fault(f"{name}: from outside")


def _places(tally: Tally, work: Path, outside: Path, chance: random.Random, share: float) -> None:
    asked = [(place, kind) for place in PLACES for kind in irregular(outside)]
    for number, (place, kind) in enumerate(_chosen(asked, chance, share)):  # type: ignore[misc]
        book = plain_book(work / f"place-{number}")
        path = book / place
        if path.is_dir():
            path.rename(book / "moved")
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        irregular(outside)[kind](path)
        tally.run("place", f"{place} {kind}", "book", "--book", book, "-q")
        _leaked(tally, f"{place} {kind}", book)
        with suppress(OSError):
            path.unlink()


def _books(tally: Tally, work: Path, chance: random.Random, count: int) -> None:
    for number in range(count):
        book = plain_book(work / f"book-{number}")
        files = sorted(path for path in book.rglob("*") if path.is_file())
        changed = chance.choice(files)
        changed.write_bytes(mutated(changed.read_bytes(), chance))
        tally.run("book", f"{number} {changed.name}", "book", "--book", book, "-q")
        shutil.rmtree(book)


def _pdfs(tally: Tally, work: Path, chance: random.Random, count: int) -> None:
    book = plain_book(work / "for-pdf")
    tally.run("book", "for pdf", "book", "--book", book, "-q")
    good = (book / "output" / "book.pdf").read_bytes()
    file, sheets, page = work / "x.pdf", work / "sheets.pdf", work / "x.html"
    whole = work / "whole.pdf"
    whole.write_bytes(good)
    for number in range(count):
        file.write_bytes(mutated(good, chance))
        match number % 4:
            case 0:
                arguments: tuple[object, ...] = ("preflight", file)
            case 1:
                arguments = ("preflight", file, "--html", page)
            case 2:
                arguments = ("impose", file, "-o", sheets)
            case _:
                arguments = ("diff", file, whole)
        tally.run("pdf", f"{number} {arguments[0]}", *arguments)


def main() -> None:
    """Run it, and say what came of it."""
    share = float(sys.argv[1]) if sys.argv[1:] else 1.0
    tally, connections = campaign(share, tell=_said)
    _said(tally.words())
    _said(f"{connections} connections")


def _said(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
