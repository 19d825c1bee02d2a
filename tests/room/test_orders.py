"""What is ordered in the browser, as calls of the command line; and those calls, run."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from huozi.cli.main import Elsewhere, cli
from huozi.room.office import Office
from huozi.room.orders import OrderRequest, plan_of
from huozi.room.proofs import FrozenProofs
from huozi.room.requests import (
    BookletRequest,
    DeliverRequest,
    PreflightRequest,
    ProfileRequest,
)
from huozi.room.values import RoomUnit
from tests.books import make_book
from tests.room.conftest import RoomTester
from tests.room.fakes import EDITION
from tests.room.test_intake import finished

BOOK = "/api/b/书-one"
NAMES = ("甲.md", "乙,丙.md", "3.md")


def a_unit(at: int, name: str) -> RoomUnit:
    return RoomUnit(f"u{at}", "article", name, f"content/{name}", at, 1, "complete", 1)


@pytest.fixture
def tester(office: Office, book_folder: Path) -> Iterator[RoomTester]:
    """A real book, with an edition that names its entries."""
    (book_folder / "content" / "a.md").unlink()
    make_book(book_folder, {name: f"正文{name[0]}。\n" for name in NAMES})
    (book,) = office.shelf
    units = tuple(a_unit(at, name) for at, name in enumerate(NAMES))
    with RoomTester(office, "chief") as found:
        book.desk.edition = replace(EDITION, units=units)
        yield found


def done(tester: RoomTester, **asked: object) -> dict:
    answer = tester.post(f"{BOOK}/jobs", json=asked)
    assert answer.status_code == 201, answer.text
    job = finished(tester, answer.json()["id"])
    assert job["state"] == "done", "\n".join(job["lines"])
    return job


def made(tester: RoomTester, job: dict, name: str) -> bytes:
    return tester.get(f"{BOOK}/jobs/{job['id']}/files/{name}").content


@pytest.mark.slow
def test_a_profile_and_the_report_of_its_preflight(tester: RoomTester) -> None:
    job = done(tester, kind="preflight", profile="screen")
    assert job["report"] == "preflight.html"
    assert {"book-screen.pdf", "preflight.html"} <= set(job["files"])
    assert made(tester, job, "preflight.html").startswith(b"<!doctype html>")


CALLS = {
    BookletRequest(("u2", "u1"), "--选 <b>"): {"entries": "2,3", "title": "--选 <b>"},
    BookletRequest(("u0",)): {"entries": "1", "title": ""},
    ProfileRequest("archive"): {"profile": "archive", "quiet": False},
    PreflightRequest(): {"profile": "plain-k", "one_colour": False},
    DeliverRequest(draft=True): {"draft": True, "profile": "plain-k"},
    DeliverRequest(): {"draft": False},
}


@pytest.mark.parametrize("asked", CALLS, ids=lambda asked: type(asked).__name__)
def test_the_command_line_understands_the_calls(
    tester: RoomTester, office: Office, tmp_path: Path, asked: OrderRequest
) -> None:
    """Parsed by the commands themselves; what they write lies in the job's folder."""
    (book,) = office.shelf
    plan = asyncio.run(plan_of(asked, book, tmp_path))
    for step in plan.steps:
        if step[0] == "preflight":
            for name in ("book-plain-k.pdf", "book-plain-k.json"):
                (tmp_path / name).write_text("{}")
        command = cli.commands[step[0]]
        command = command.command if isinstance(command, Elsewhere) else command
        found = command.make_context(step[0], list(step[1:])).params
        written = [found.get(name) for name in ("output", "html_file") if found.get(name)]
        assert [path for path in written if tmp_path not in (path, path.parent)] == []
        assert found.get("book_dir", book.folder) == book.folder
    assert found.items() >= CALLS[asked].items()


@pytest.mark.slow
def test_two_proofs_are_compared(office: Office, book_folder: Path) -> None:
    (book,) = office.shelf
    pdf = printed(book_folder.parent)
    book.proofs = FrozenProofs(book_folder)
    book.proofs.freeze("一校", pdf, {"content/a.md": "第一段落。\n"}, [], "chief")

    async def now() -> Path:
        return pdf

    book.desk.pdf = now
    with RoomTester(office, "editor") as tester:
        job = done(tester, kind="compare", a="一校")
        assert (job["report"], job["files"]) == ("compare.html", ["book.pdf", "compare.html"])
        assert "落" in made(tester, job, "compare.html").decode()


def printed(folder: Path) -> Path:
    """A PDF of an empty page."""
    path = folder / "page.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


WRONG = [
    ({"kind": "none"}, 400),
    ({"kind": "booklet", "entries": []}, 400),
    ({"kind": "booklet", "entries": ["u9"]}, 422),
    ({"kind": "booklet", "entries": ["u1"], "title": "a\nb"}, 400),
    ({"kind": "booklet", "entries": ["u1"], "title": "字" * 999}, 400),
    ({"kind": "profile", "profile": "--help"}, 400),
    ({"kind": "profile", "profile": "none"}, 400),
    ({"kind": "preflight", "profile": "plain"}, 400),
    ({"kind": "compare", "a": "../../x", "b": ""}, 404),
    ({"kind": "compare", "a": "", "b": ""}, 400),
    ({"kind": "import", "intake": "../x"}, 404),
    ({"kind": "deliver", "output": "/etc/passwd"}, 400),
]


def test_what_can_not_be_ordered(tester: RoomTester) -> None:
    for asked, status in WRONG:
        assert tester.post(f"{BOOK}/jobs", json=asked).status_code == status, asked
    assert tester.get(f"{BOOK}/jobs").json() == []


def test_a_job_that_is_not_there(tester: RoomTester) -> None:
    assert tester.delete(f"{BOOK}/jobs/none").status_code == 404
    assert tester.get(f"{BOOK}/jobs/none/files/a").status_code == 404
