"""A cluster on loopback: a scheduler and workers as processes of their own, without the book."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from huozi.fonts import typecase
from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.store import cluster
from huozi.store.digests import FileDigests
from huozi.values.errors import MachineError
from huozi.values.style import FontRoles
from tests.books import PNG, entry, make_book
from tests.store.test_workers import unit

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 300  # seconds, on a machine that has much else to do
TEXT = "一是班子建设得到加强。通过梳理排队，将全区的村级班子分为三类，进行分类指导。" * 8
ENTRIES = {
    **{f"e{n}.md": entry(f"{TEXT}\n\n{TEXT}\n", title=f"题{n}") for n in range(10)},
    "pictures.md": entry("![图](图.png)\n", title="有图"),
}


def book(folder: Path) -> Path:
    front = ["title-page", "contents"]
    return make_book(folder, ENTRIES, {"front": front}, {"content/图.png": PNG})


class Ticking(Progress):
    """Does something when the first unit has been set."""

    def __init__(self, first: Callable[[], object] = lambda: None) -> None:
        super().__init__(quiet=True)
        self.first = [first]

    @contextmanager
    def counting(self, total: int) -> Iterator[Callable[[], None]]:
        yield lambda: self.first.pop()() if self.first else None


def pressed(folder: Path, scheduler: str = "", first: Callable[[], object] = lambda: None) -> bytes:
    """The bytes of a book that is made from nothing."""
    output = book(folder) / "output" / "book.pdf"
    order = Order(folder, output, jobs=1, scheduler=scheduler)
    return press_book(order, Ticking(first)).pdf


class Site:
    """A scheduler and its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        self.start("scheduler", "--scheduler-file", str(self.file), "--port", "0")
        self.address = ""
        end = time.monotonic() + PATIENCE
        while not self.address and time.monotonic() < end:
            time.sleep(0.02)
            with suppress(OSError, ValueError):  # not there yet, or not yet whole
                self.address = json.loads(self.file.read_text())["address"]

    def start(self, part: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{part}", *options,
             "--host", "127.0.0.1", "--no-dashboard"],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment,
                 "DASK_TEMPORARY_DIRECTORY": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        return self.start("worker", self.address, *options, **environment)

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "site"
    folder.mkdir()
    site = Site(folder)
    yield site
    site.close()


@pytest.mark.slow
def test_a_cluster_makes_the_same_book_though_a_worker_dies(site: Site, tmp_path: Path) -> None:
    import distributed

    workers = [site.worker(), site.worker()]
    with distributed.Client(site.address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=PATIENCE)
    killed: list[int] = []

    def kill() -> None:
        workers[0].kill()
        killed.append(workers[0].wait())

    made = pressed(tmp_path / "cluster", site.address, kill)
    assert killed
    assert workers[1].poll() is None
    assert made == pressed(tmp_path / "here")


def refused(folder: Path, address: str) -> dict[str, str]:
    """Code and parameters of the finding that stops a build; no book may be there."""
    with pytest.raises(MachineError) as raised:
        pressed(folder, address)
    assert not (folder / "output" / "book.pdf").exists()
    found = raised.value.findings[0]
    return {"code": found.code, **dict(found.params)}


@pytest.mark.slow
def test_a_worker_with_another_font_file_is_named(site: Site, tmp_path: Path) -> None:
    """The same family, as another version of its package brings it."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    faces = typecase.find(FontRoles(), FileDigests(tmp_path / "none")).faces
    for number, face in enumerate(faces):
        other = fonts / f"{number}{face.path.suffix}"
        if (face.family, face.weight) == ("LXGW WenKai", "regular"):
            other.write_bytes(face.path.read_bytes() + b"\0")
        else:
            other.symlink_to(face.path)
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{fonts}</dir></fontconfig>")
    site.worker(FONTCONFIG_FILE=str(config))
    told = refused(tmp_path / "book", site.address)
    assert (told["code"], told["family"]) == ("cluster-font", "LXGW WenKai")
    assert told["worker"].startswith("tcp://127.0.0.1:")
    assert told["found"] != told["expected"]


@pytest.mark.slow
def test_a_worker_with_another_engine_is_named(site: Site, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "engine_digest", lambda: "of another version")
    site.worker()
    assert refused(tmp_path, site.address)["code"] == "cluster-engine"


@pytest.mark.slow
def test_a_scheduler_that_is_not_there_or_has_no_workers(
    site: Site, tmp_path: Path, monkeypatch
) -> None:
    import distributed

    wait = distributed.Client.wait_for_workers
    with monkeypatch.context() as patched:  # a scheduler that is there may be slow to say so
        patched.setattr(
            distributed.Client, "wait_for_workers", lambda client, n, timeout: wait(client, n, 0.5)
        )
        assert refused(tmp_path, site.address)["code"] == "cluster-idle"
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.5)
    site.close()
    assert refused(tmp_path, site.address) == {
        "code": "cluster-missing",
        "address": site.address,
        "reason": refused(tmp_path, site.address)["reason"],
    }
    assert refused(tmp_path, "nonsense://")["code"] == "cluster-missing"


@pytest.mark.slow
def test_a_cluster_that_goes_away_is_told(site: Site, tmp_path: Path) -> None:
    site.worker()
    with pytest.raises(MachineError) as raised:
        pressed(tmp_path, site.address, site.close)
    assert {found.code for found in raised.value.findings} == {"cluster-lost"}


def test_what_will_never_come_is_not_waited_for(monkeypatch) -> None:
    """A task that was sent just when the scheduler went away."""

    class Client:
        status = "connecting"

    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.01)
    landed, lost = Future[bytes](), Future[bytes]()
    landed.set_result(b"")
    assert list(cluster._come([landed, lost], Client())) == [landed, lost]
    outcome = cluster._landed(lost, unit("a"))
    assert isinstance(outcome, MachineError)
    assert outcome.findings[0].code == "cluster-lost"
