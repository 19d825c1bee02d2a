"""The proofreader finds in a process of its own what this one would find."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from huozi import proofreader as proofreading
from huozi.galley import PageMap
from huozi.link.write import write
from huozi.model import Finding
from huozi.proofreader import proofreader, read_back
from tests.link.test_verify import PARTS, TITLES, a_plan
from tests.pressing import ROOT, small_book


@pytest.fixture
def unread(monkeypatch) -> None:
    """As in a process that has not loaded yet what reads."""
    for name in [name for name in sys.modules if name == "huozi.link.verify"]:
        monkeypatch.delitem(sys.modules, name)


def proof(titles: dict[str, str] = TITLES, pages: PageMap | None = None):
    plan = a_plan()
    return write(plan), pages or plan.page_map, PARTS, range(1), titles, ()


def moved() -> PageMap:
    """A page map in which every folio is one more."""
    pages = a_plan().page_map.pages
    return PageMap(tuple(replace(p, label=str(p.number + 1) if p.number else "") for p in pages))


PROOFS = {
    "good": proof(),
    "title": proof({"a": "丙"}),
    "folios": proof(pages=moved()),
    "no PDF": (b"%PDF-1.6", *proof()[1:]),
}


@pytest.mark.parametrize("asked", PROOFS.values(), ids=PROOFS)
def test_it_finds_what_this_process_finds(unread, asked) -> None:
    def told(findings: list[Finding]) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(f.code, [(name, str(value)) for name, value in f.params]) for f in findings]

    with proofreader(2) as reader:
        assert len(reader) == 1
        assert told(read_back(asked, reader)) == told(read_back(asked))
        assert len(read_back(asked, reader)) == len(read_back(asked)), "it can be asked again"


def test_where_it_died_this_process_reads(unread) -> None:
    asked = proof({"a": "丙"})
    with proofreader(2) as reader:
        os.kill(reader.take_on(proofreading._read, 1)[0].process.pid, signal.SIGKILL)
        assert [found.code for found in read_back(asked, reader)] == ["verify-opening"]


def test_where_all_is_done_in_one_process_there_is_none(unread) -> None:
    with proofreader(1) as reader:
        assert not reader


def test_where_others_set_type_the_press_has_time_to_load_it(unread) -> None:
    with proofreader(2, others=True) as reader:
        assert not reader


def test_where_it_is_loaded_already_there_is_none() -> None:
    proofreading.load()
    with proofreader(2) as reader:
        assert not reader


ASK = """
import sys
from pathlib import Path
from huozi import press, proofreader
from huozi.progress import Progress
from huozi.store.hands import Hands
book, jobs = Path(sys.argv[1]), int(sys.argv[2])
if "refuse" in sys.argv:
    def _read(proof):
        return [press.finding("verify-pages", found=0, expected=0)]
    _read.__module__ = proofreader.__name__
    proofreader._read = _read
order = press.Order(book, book / "output" / "book.pdf", jobs=jobs)
try:
    with Hands(jobs if "hands" in sys.argv else 0) as hands:
        press.press_book(order, Progress(True), hands=hands)
except press.InputError as error:
    print(*(found.code for found in error.findings))
print("pypdf" in sys.modules)
"""


def asked(book: Path, *arguments: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", ASK, str(book), *arguments],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return run.stdout.split()


def test_a_press_of_two_jobs_has_its_book_read_elsewhere(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    assert asked(book, "2") == ["False"]
    assert asked(book, "1") == ["True"]


def test_a_press_whose_type_is_set_by_others_reads_itself(tmp_path: Path) -> None:
    assert asked(small_book(tmp_path), "2", "hands") == ["True"]


def test_a_book_that_it_refuses_is_not_delivered(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    assert asked(book, "2", "refuse") == ["verify-pages", "False"]
    assert not (book / "output" / "book.pdf").exists()
