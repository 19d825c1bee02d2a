from html import escape
from pathlib import Path

import pytest

from huozi.room.office import Office
from huozi.room.values import base_of
from tests.room.conftest import RoomTester
from tests.room.fakes import TITLE

BOOK = "/api/b/书-one"
TEXT = "第一段。\n\n第二段。\n"
MARK = {"file": "content/a.md", "base": base_of(TEXT), "offset": 0, "length": 2,
        "kind": "replace", "text": "某某"}  # fmt: skip


@pytest.fixture
def marked(office: Office) -> str:
    return RoomTester(office, "reader").post(f"{BOOK}/marks", json=MARK).json()["id"]


def stands(office: Office) -> str:
    return RoomTester(office, "reader").get(f"{BOOK}/text?file=content/a.md").json()["text"]


def test_a_reader_marks_what_stands_there(office: Office, marked: str) -> None:
    (mark,) = RoomTester(office, "reader").get(f"{BOOK}/marks").json()
    assert (mark["found"], mark["who"], mark["state"]) == ("第一", "reader", "open")


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong", [{"offset": -1}, {"length": 999}, {"length": 0}, {"kind": "insert"}, {"kind": "x"},
              {"text": "x" * 5000}, {"note": "x" * 5000}, {"offset": "0"}, {"who": "chief"}],
)  # fmt: skip
def test_what_is_no_mark(office: Office, wrong: dict[str, object]) -> None:
    tester = RoomTester(office, "reader")
    assert tester.post(f"{BOOK}/marks", json=MARK | wrong).status_code == 400
    assert tester.get(f"{BOOK}/marks").json() == []


def test_a_text_that_moved_is_not_marked(office: Office) -> None:
    answer = RoomTester(office, "reader").post(f"{BOOK}/marks", json=MARK | {"base": "0"})
    assert (answer.status_code, answer.json()["error"]) == (409, "room-text-moved")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "length", "text", "after"),
    [("replace", 2, "某某", "某某段。"), ("delete", 2, "", "段。"), ("query", 2, "", "第一段。"),
     ("insert", 0, "在", "在第一段。")],
)  # fmt: skip
def test_an_accepted_mark_is_put_into_the_text(
    office: Office, kind: str, length: int, text: str, after: str
) -> None:
    mark = MARK | {"kind": kind, "length": length, "text": text}
    id = RoomTester(office, "reader").post(f"{BOOK}/marks", json=mark).json()["id"]
    editor = RoomTester(office, "editor")
    path, said = f"{BOOK}/marks/{id}", {"action": "accept", "words": "好"}
    made = editor.post(path, json=said).json()
    assert (made["state"], made["answer"], made["answered_by"]) == ("accepted", "好", "editor")
    assert stands(office).partition("\n")[0] == after
    assert editor.post(path, json=said).status_code == 409
    assert stands(office).partition("\n")[0] == after


def test_a_declined_mark_leaves_the_text(office: Office, marked: str) -> None:
    editor = RoomTester(office, "editor")
    made = editor.post(f"{BOOK}/marks/{marked}", json={"action": "decline"}).json()
    assert (made["state"], stands(office)) == ("declined", TEXT)


def test_who_may_answer(office: Office, marked: str) -> None:
    office.accounts.add("other", "reader", "a long password")
    path = f"{BOOK}/marks/{marked}"
    for name, action in (("reader", "accept"), ("reader", "decline"), ("other", "withdraw")):
        answer = RoomTester(office, name).post(path, json={"action": action})
        assert (answer.status_code, answer.json()["error"]) == (403, "room-role")
    assert RoomTester(office, "reader").post(path, json={"action": "withdraw"}).status_code == 200
    gone = RoomTester(office, "editor").post(f"{BOOK}/marks/none", json={"action": "accept"})
    assert gone.status_code == 404


def test_a_mark_over_a_text_that_changed_is_a_conflict(office: Office, marked: str) -> None:
    editor = RoomTester(office, "editor")
    changed = {"file": "content/a.md", "text": "别的。\n", "base": base_of(TEXT), "reason": ""}
    assert editor.put(f"{BOOK}/text", json=changed).status_code == 200
    answer = editor.post(f"{BOOK}/marks/{marked}", json={"action": "accept"})
    assert (answer.status_code, answer.json()["theirs"]) == (409, "别的。\n")
    assert editor.get(f"{BOOK}/marks").json()[0]["state"] == "open"


def test_a_proof_is_frozen_once(office: Office, marked: str) -> None:
    chief = RoomTester(office, "chief")
    assert chief.post(f"{BOOK}/proofs", json={"name": "一校"}).json()["open_marks"] == 1
    assert chief.post(f"{BOOK}/proofs", json={"name": "一校"}).status_code == 409
    for name in ("", "../x", "a b", "a/b", "字" * 41):
        assert chief.post(f"{BOOK}/proofs", json={"name": name}).status_code == 400
    assert [one["name"] for one in chief.get(f"{BOOK}/proofs").json()] == ["一校"]
    pdf = chief.get(f"{BOOK}/proofs/一校.pdf")
    assert (pdf.content, pdf.headers["x-frame-options"]) == (b"%PDF-1.7", "SAMEORIGIN")
    assert chief.get(f"{BOOK}/proofs/二校.pdf").status_code == 404
    assert chief.get(f"{BOOK}/proofs/一校").status_code == 404
    assert chief.get(f"{BOOK}/proofs/一校/corrections").json()[0]["done"] is False
    assert chief.get(f"{BOOK}/proofs/二校/corrections").status_code == 404


def test_corrections_are_a_page_to_be_printed(office: Office, marked: str) -> None:
    RoomTester(office, "chief").post(f"{BOOK}/proofs", json={"name": "一校"})
    reader = RoomTester(office, "reader")
    for language, words in (("zh", "一校核红"), ("en", "Corrections of 一校"), ("", "一校核红")):
        page = reader.get(f"{BOOK}/proofs/一校/corrections.html?language={language}")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert words in page.text
        assert "<del>第一</del><ins>某某</ins>" in page.text
        assert TITLE not in page.text and escape(TITLE) in page.text
    assert reader.get(f"{BOOK}/proofs/二校/corrections.html").status_code == 404


@pytest.mark.parametrize("always", [False, True])
def test_a_proof_is_of_texts_and_pages_of_one_moment(office: Office, always: bool) -> None:
    """Somebody types while the book is made."""
    (book,) = office.shelf
    made, keys = book.desk.newest, iter(range(99 if always else 2))

    async def newest() -> Path:
        pages = await made()
        if (key := next(keys, None)) is not None:
            book.desk.held["content/a.md"] = f"打到第 {key} 个字"
        return pages

    book.desk.newest = newest
    frozen: list[dict[str, str]] = []
    freeze = book.proofs.freeze
    book.proofs.freeze = lambda *given: frozen.append(given[2]) or freeze(*given)
    answer = RoomTester(office, "chief").post(f"{BOOK}/proofs", json={"name": "一校"})
    assert answer.status_code == (503 if always else 201)
    assert frozen == ([] if always else [{"content/a.md": "打到第 1 个字"}])


def test_one_reader_makes_no_hundred_thousand_marks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each change of a text is gone through for each mark: others would wait."""
    monkeypatch.setattr("huozi.room.routes_marks._MOST_OPEN", 2)
    monkeypatch.setattr("huozi.room.routes_marks._MOST_MADE", 3)
    tester, ids = RoomTester(office, "reader"), []
    for status in (201, 201, 429):
        answer = tester.post(f"{BOOK}/marks", json=MARK)
        ids.append(answer.json().get("id"))
        assert answer.status_code == status
    assert answer.json()["error"] == "room-marks-many"
    assert RoomTester(office, "editor").post(f"{BOOK}/marks", json=MARK).status_code == 201
    for id, status in ((ids[0], 201), (ids[1], 429)):
        assert tester.post(f"{BOOK}/marks/{id}", json={"action": "withdraw"}).status_code == 200
        assert tester.post(f"{BOOK}/marks", json=MARK).status_code == status
