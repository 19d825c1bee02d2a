"""A small share of the hostile campaign; the whole of it is `python -m benchmarks.hostile`."""

import os
import subprocess
import sys
from concurrent.futures import Future
from contextlib import closing, suppress
from pathlib import Path

import pytest

from benchmarks.host import ROOT, Host
from benchmarks.hostile import campaign, doors, server
from huozi.compile import house
from huozi.compile.engine.fetch import BookFetcher
from huozi.compile.engine.library import FatalURLFetchingError
from huozi.preflight.crops import crops
from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.store import cluster
from huozi.values.errors import HuoziError, InputError, UsageError
from tests.books import make_book
from tests.shell import USAGE, caller


@pytest.mark.slow
def test_strangers_reach_nothing_and_break_nothing() -> None:
    tally, connections = campaign(0.02, seed=7)
    assert (tally.faults, connections) == ([], 0)
    assert set(tally.runs) == {"door", "place", "book", "pdf"}
    assert set(tally.codes) <= {0, 1, 2, 3}


@pytest.mark.slow
def test_a_host_runs_the_program_and_ends_what_takes_too_long(tmp_path: Path) -> None:
    with closing(Host(60)) as host:
        said = host.run("preflight", tmp_path / "none.pdf")
        assert (said.code, "none.pdf" in said.words) == (USAGE, True)
        assert host.run("book", "--book", make_book(tmp_path / "a"), "-q").code == 0
    with closing(Host(0)) as host:
        assert host.run("book", "--book", make_book(tmp_path / "b"), "-q").code is None


def test_the_doors_are_many() -> None:
    assert len(dict(doors("http://127.0.0.1:1/x"))) > 30


@pytest.mark.parametrize(
    "url", ["http://a/b", "file:///etc/passwd", "data:text/css,p{}", "ftp://a", "book:../x", "x"]
)
def test_the_fetcher_knows_pictures_of_the_book_alone(url: str) -> None:
    def pictures(path: str) -> bytes:
        raise LookupError(path)

    with pytest.raises(FatalURLFetchingError):
        BookFetcher(pictures).fetch(url)


@pytest.mark.slow
def test_the_engine_itself_fetches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the look at style sheets out of the way, whatever their words are."""
    monkeypatch.setattr(house, "foreign", lambda name, text: ())
    with server() as (port, came):
        for number, (_, files) in enumerate(doors(f"http://127.0.0.1:{port}/x")):
            book = make_book(tmp_path / str(number), files=files)
            with suppress(HuoziError):
                press_book(Order(book, book / "a.pdf", jobs=1), Progress(quiet=True))
        assert came == []


def order(tmp_path: Path) -> Order:
    return Order(make_book(tmp_path / "book"), tmp_path / "a.pdf", jobs=1)


@pytest.mark.parametrize("text", ['{"name": "x"}', "[]", "nothing", ""])
def test_a_file_that_is_no_record_is_not_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(UsageError) as raised:
        press_book(order(tmp_path), Progress(quiet=True))
    assert raised.value.findings[0].code == "record-foreign"
    assert (tmp_path / "a.json").read_text() == text


def test_a_record_is_replaced(tmp_path: Path) -> None:
    press_book(order(tmp_path), Progress(quiet=True)).write(tmp_path / "a.pdf")
    before = (tmp_path / "a.json").read_bytes()
    press_book(order(tmp_path), Progress(quiet=True)).write(tmp_path / "a.pdf")
    assert (tmp_path / "a.json").read_bytes() == before


@pytest.mark.parametrize("name", ["output", "output/.galleys"])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    asked = order(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    link = asked.book_dir / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError) as raised:
        press_book(asked, Progress(quiet=True))
    assert raised.value.findings[0].code == "output-link"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_place_that_pdfium_cannot_draw_has_no_picture(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert crops(tmp_path / "x.pdf", [(1, None), (2, None)]) == ["", ""]


def test_little_memory_is_told_before_anything_falls(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    command = f"ulimit -v 400000; exec {sys.executable} build.py --book {book}"
    made = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (made.returncode, "ulimit -v" in made.stderr) == (3, True)


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_a_pipe_is_not_waited_for_on_the_command_line(
    tmp_path: Path, make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.pdf"
    make(path)
    run = caller(monkeypatch, capsys)
    for words in (
        ("preflight", path), ("impose", path, "-o", tmp_path / "y.pdf"), ("diff", path, path),
        ("preflight", ROOT / "README.md", "--record", path), ("deliver", "--cover", path),
        ("preflight", ROOT / "README.md", "--text", path),
    ):  # fmt: skip
        assert run(*words).code == USAGE


def test_a_cluster_without_a_worker_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Client:
        status = "running"

        def nthreads(self) -> dict[str, int]:
            return {}

    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.01)
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.02)
    lost = Future[bytes]()
    assert list(cluster._come([lost], Client())) == [lost]
