import io
import time
import zipfile
from pathlib import Path

import pytest

from huozi.room.intake import Intakes, Upload, safe_name
from huozi.room.office import Office
from huozi.room.requests import TakeRequest
from tests.books import make_book
from tests.intake.word import docx, p, r
from tests.room.conftest import RoomTester

BOOK = "/api/b/书-one"
#: Three kinds of names: kept, made safe, refused.
NAMES = {
    "通知.docx": "通知.docx",
    "通知（定稿）.DOCX": "通知（定稿）.docx",
    "a b.txt": "a b.txt",
    "../../etc/evil.docx": "evil.docx",
    "C:\\Users\\x\\稿.doc": "稿.doc",
    "<script>alert(1)</script>.docx": "script.docx",
    "a\r\nX-Evil: 1.docx": "a-X-Evil- 1.docx",
    "a\0b.docx": "a-b.docx",
    ".docx": "manuscript.docx",
    "--help.docx": "help.docx",
    "~$通知.docx": "通知.docx",
    "\u202excod.exe.docx": "xcod.exe.docx",
    "字" * 300 + ".docx": "字" * 60 + ".docx",
}


@pytest.mark.parametrize(("called", "kept"), NAMES.items())
def test_names_are_made_safe(called: str, kept: str) -> None:
    assert safe_name(called) == kept


@pytest.mark.parametrize("called", ["", "docx", "a.exe", "a.html", "a.docx/", "a.docx.svg", "a."])
def test_what_is_no_manuscript(called: str) -> None:
    with pytest.raises(ValueError, match="manuscript"):
        safe_name(called)


def test_uploads_are_in_their_order_whatever_the_clock_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intakes = Intakes(tmp_path, tmp_path / "intake")
    made = []
    for hour in (12, 11, 11, 10):
        at = f"2026-01-02T{hour}:00:00+00:00"
        monkeypatch.setattr("huozi.room.intake.now", lambda at=at: at)
        made.append(intakes.add([Upload("a.md", b"1")], "editor").id)
    assert [one.id for one in intakes.all()] == made[::-1]


def test_an_upload_is_kept_for_its_reader_alone(tmp_path: Path) -> None:
    intakes = Intakes(tmp_path, tmp_path / "intake")
    made = intakes.add([Upload("a.md", b"1"), Upload("x/a.md", b"2")], "editor")
    assert [one.name for one in made.files] == ["a.md", "a-2.md"]
    assert intakes.find(made.id) == made
    assert (tmp_path / "intake" / made.id / "a-2.md").read_bytes() == b"2"
    assert (tmp_path / "intake" / made.id / "a.md").stat().st_mode & 0o777 == 0o600
    for id in ("", "..", "0" * 16, f"../intake/{made.id}"):
        assert intakes.find(id) is None


def test_the_oldest_of_too_many_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huozi.room.intake._MOST_KEPT", 2)
    intakes = Intakes(tmp_path, tmp_path / "intake")
    for _ in range(3):
        intakes.add([Upload("a.md", b"")], "editor")
    assert len(intakes.all()) == len(list((tmp_path / "intake").iterdir())) == 2


def test_the_calls_of_an_import(tmp_path: Path) -> None:
    intakes = Intakes(tmp_path, tmp_path / "intake")
    made = intakes.add([Upload("a.md", b""), Upload("b.md", b"")], "editor")
    intakes.answer(made, "b.md", "- id: x\n  answer: y\n")
    look = intakes.plan(made, "j", TakeRequest(), look=True)
    assert [step[-1] for step in look.steps] == ["--dry-run"] * 2
    assert ["--answers" in step for step in look.steps] == [False, True]
    take = intakes.plan(made, "j", TakeRequest("--into", "article", "accept"), look=False)
    assert "--add" in take.steps[0] and "--into=--into" in take.steps[0]
    with pytest.raises(LookupError):
        intakes.answer(made, "c.md", "")


# ------------------------------------------------------------------- the whole way, the real import


def finished(tester: RoomTester, id: str) -> dict:
    until = time.monotonic() + 600
    while time.monotonic() < until:
        job = next(one for one in tester.get(f"{BOOK}/jobs").json() if one["id"] == id)
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError("the job does not end")


@pytest.fixture
def real(office: Office, book_folder: Path) -> Office:
    make_book(book_folder)
    return office


def bomb() -> bytes:
    """A package of 100 kB that unfolds to 100 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b" " * (100 << 20))
    return made.getvalue()


@pytest.mark.slow
def test_a_manuscript_comes_in_asks_and_is_taken(real: Office, book_folder: Path) -> None:
    with RoomTester(real, "editor") as tester:
        lines = ("关于试收稿件的说明", "第一段文字在这里。", "核对的人要看原稿。")
        word = docx("".join(p(r(line)) for line in lines))
        script = "<script>alert(1)</script>.docx"
        made = tester.post(f"{BOOK}/intake", files={"a": (script, word)})
        assert made.status_code == 201
        intake = made.json()
        assert intake["files"][0]["called"] == script
        job = finished(tester, intake["job"])
        assert job["state"] == "done", job
        seen = tester.get(f"{BOOK}/intake/{intake['id']}").json()
        assert (seen["files"][0]["state"], seen["taken"]) == ("new", False)
        report = tester.get(f"{BOOK}/jobs/{job['id']}/files/{seen['files'][0]['report']}")
        assert report.headers["content-security-policy"].startswith("sandbox")
        assert "第一段" in report.text or "script" in report.text
        before = sorted((book_folder / "content").iterdir())
        answers = {"text": "- id: none\n  answer: x\n"}
        again = tester.put(f"{BOOK}/intake/{intake['id']}/answers", json=answers).json()
        assert finished(tester, again["job"])["state"] == "done"
        assert sorted((book_folder / "content").iterdir()) == before
        take = tester.post(f"{BOOK}/intake/{intake['id']}/take", json={}).json()
        assert finished(tester, take["id"])["state"] == "done"
        assert tester.get(f"{BOOK}/intake").json()[0]["taken"] is True
        (entry,) = set((book_folder / "content").iterdir()) - set(before)
        assert "第一段文字" in entry.read_text("utf-8")
        assert entry.name in (book_folder / "content" / "book.yaml").read_text("utf-8")


@pytest.mark.slow
def test_a_zip_bomb_is_refused_by_the_import(real: Office) -> None:
    with RoomTester(real, "editor") as tester:
        files = {"a": ("a.docx", bomb())}
        intake = tester.post(f"{BOOK}/intake", files=files).json()
        job = finished(tester, intake["job"])
        found = tester.get(f"{BOOK}/intake/{intake['id']}").json()["files"][0]
        assert (found["state"], found["report"]) == ("refused", None)
        assert any("a.docx" in line for line in job["lines"])


def test_what_is_no_upload(office: Office) -> None:
    tester = RoomTester(office, "editor")
    upload = f"{BOOK}/intake"
    assert tester.post(upload, files={"a": ("a.exe", b"MZ")}).status_code == 415
    assert tester.post(upload, data={"a": "text"}).status_code == 400
    assert tester.post(upload, json={}).status_code == 400
    many = [("a", (f"{number}.md", b"")) for number in range(30)]
    assert tester.post(upload, files=many).status_code == 400
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert tester.post(upload, content=b"--x\r\nnothing", headers=broken).status_code == 400
    assert tester.get(upload).json() == []


def test_an_upload_that_is_too_big(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huozi.room.gate._UPLOAD_BYTES", 1000)
    tester = RoomTester(office, "editor")
    answer = tester.post(f"{BOOK}/intake", files={"a": ("a.md", b"x" * 2000)})
    assert (answer.status_code, answer.json()["error"]) == (413, "room-too-big")


@pytest.mark.parametrize("into", ["a\0b", "x" * 200_000, "a\nb", "\x1b[31m"])
def test_a_part_that_can_be_none_is_no_argument(office: Office, into: str) -> None:
    (book,) = office.shelf
    made = book.intakes.add([Upload("a.md", b"a")], "editor")
    with RoomTester(office, "editor") as tester:
        take = tester.post(f"/api/b/书-one/intake/{made.id}/take", json={"into": into})
        order = {"kind": "import", "intake": made.id, "into": into}
        found = tester.post("/api/b/书-one/jobs", json=order)
    assert (take.status_code, found.status_code, book.jobs.all()) == (400, 400, ())


@pytest.mark.parametrize(
    "called", ["字" * 200 + ".docx", "\U00020000" * 200 + ".md", "a" * 300 + ".txt"]
)
def test_long_names_fit_a_file_system_with_all_that_is_made_of_them(
    tmp_path: Path, called: str
) -> None:
    intakes = Intakes(tmp_path, tmp_path / "intake")
    made = intakes.add([Upload(called, b"a"), Upload(called, b"b")], "editor")
    assert intakes.find(made.id) == made
    for one in made.files:
        intakes.answer(made, one.name, "")
        (tmp_path / "intake" / made.id / f"{one.name}.html").touch()
    assert intakes.plan(made, "job", TakeRequest(), look=True).steps
