from huozi.room.office import Office
from huozi.values.errors import InputError, MachineError
from huozi.values.manuscript import finding
from tests.room.conftest import RoomTester
from tests.room.fakes import TITLE

BOOK = "/api/b/书-one"


def test_what_a_reader_reads(office: Office) -> None:
    with RoomTester(office, "reader") as at:
        assert at.get(f"{BOOK}/edition").json()["units"][0]["title"] == TITLE
        page = at.get(f"{BOOK}/page/p-1@150.png")
        assert (page.content, page.headers["content-type"]) == (b"\x89PNG150", "image/png")
        assert page.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert at.get(f"{BOOK}/book.pdf").content == b"%PDF-1.7"
        assert at.get(f"{BOOK}/spot?page=0&x=1.5&y=2").json()["char"] == "一"
        assert at.get(f"{BOOK}/spot?page=0&x=500&y=2").status_code == 404
        assert at.get(f"{BOOK}/where?file=content/a.md&offset=0").json()[0]["page"] == 0
        assert at.get(f"{BOOK}/search?q=第一").json()[0]["found"] == "第一"
        assert at.get(f"{BOOK}/files").json()[0]["file"] == "content/a.md"
        assert at.get(f"{BOOK}/text?file=content/a.md").json()["text"] == "第一段。\n\n第二段。\n"
        assert at.get(f"{BOOK}/history?file=content/a.md").json()[0]["id"] == "v1"
        assert at.get(f"{BOOK}/version?file=content/a.md&id=v1").json()["text"][:1] == "第"
        assert at.get(f"{BOOK}/version?file=content/a.md&id=v9").status_code == 404
        assert at.get(f"{BOOK}/proofread?file=content/a.md").json() == []
        assert at.get("/static/room.js").headers["content-type"].startswith("text/javascript")
        (book,) = at.get("/api/books").json()
        assert (book["id"], book["pages"], book["pending"]) == ("书-one", 1, 1)


def test_an_editor_saves_and_a_second_one_is_told(office: Office) -> None:
    with RoomTester(office, "editor") as tester:
        base = tester.get(f"{BOOK}/text?file=content/a.md").json()["base"]
        save = {"file": "content/a.md", "text": "新。\n", "base": base, "reason": "改字"}
        assert tester.put(f"{BOOK}/text", json=save).json()["merged"] is False
        later = tester.put(f"{BOOK}/text", json=save | {"text": "旧。\n"})
        assert (later.status_code, later.json()["theirs"]) == (409, "新。\n")


def test_drafts_replacements_and_rulings(office: Office) -> None:
    tester = RoomTester(office, "editor")
    (book,) = office.shelf
    base = tester.get(f"{BOOK}/text?file=content/a.md").json()["base"]
    draft = {"file": "content/a.md", "text": "草", "base": base}
    assert tester.put(f"{BOOK}/draft", json=draft).status_code == 200
    assert book.desk.drafts == {("content/a.md", "editor"): "草"}
    assert tester.delete(f"{BOOK}/draft?file=content/a.md").status_code == 200
    assert book.desk.drafts == {}
    accept = {"file": "content/a.md", "base": base, "offset": 0, "length": 2, "found": "第一",
              "replacement": "头一"}  # fmt: skip
    assert tester.post(f"{BOOK}/accept", json=accept).json()["text"][:3] == "头一段"
    assert tester.post(f"{BOOK}/accept", json=accept).status_code == 409
    ruling = {"rule": "r", "text": "t", "reason": "词语如此"}
    assert tester.post(f"{BOOK}/ruling", json=ruling).status_code == 200
    assert book.desk.rulings == [("r", "t", "词语如此", "editor")]


def test_what_is_no_request(office: Office) -> None:
    tester = RoomTester(office, "editor")
    for body in (b"", b"[]", b"{", b'{"file": 1}', b"[" * 100_000, b'{"file": "\\ud800"}'):
        answer = tester.put(
            f"{BOOK}/draft", content=body, headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["error"]) == (400, "room-request"), body[:20]
    for query in ("", "?page=0", "?page=-1&x=1&y=1", "?page=0&x=nan&y=1", "?page=0&x=1&y=1e300",
                  "?page=²&x=1&y=1", "?page=9999999999&x=1&y=1"):  # fmt: skip
        assert tester.get(f"{BOOK}/spot{query}").status_code == 400, query


def test_a_book_that_is_not_there_and_one_that_is_not_ready(office: Office) -> None:
    tester = RoomTester(office, "reader")
    assert tester.get("/api/b/none/edition").status_code == 404
    assert tester.get("/b/none/").status_code == 404
    assert tester.get(f"{BOOK}/edition").status_code == 503
    assert tester.get("/api/books").json()[0]["state"] == "working"


def test_a_file_that_browsers_hold_is_not_sent_again(office: Office) -> None:
    tester = RoomTester(office)
    tag = tester.get("/static/room.js").headers["etag"]
    again = tester.get("/static/room.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_signing_out(office: Office) -> None:
    one, two = RoomTester(office, "editor"), RoomTester(office, "editor")
    assert one.post("/sign-out").status_code == 200
    assert (one.get("/api/me").status_code, two.get("/api/me").status_code) == (401, 200)
    three = RoomTester(office, "editor")
    assert three.post("/sign-out", json={"everywhere": True}).status_code == 200
    assert (two.get("/api/me").status_code, three.get("/").status_code) == (401, 303)


def test_the_language_of_a_browser(office: Office) -> None:
    tester = RoomTester(office, "reader")
    for asked, told in (("en-GB,zh;q=0.5", "en"), ("zh-CN,en", "zh"), ("", "zh")):
        answer = tester.get("/api/me", headers={"Accept-Language": asked})
        assert answer.json()["language"] == told


def test_what_a_desk_says_is_told(office: Office) -> None:
    """What a person has to mend, what the machine lacks, what takes too long."""
    (book,) = office.shelf
    wrong = finding("room-name", limit=40)
    cases = ((InputError([wrong]), 422, "40"), (MachineError([wrong]), 503, "40"),
             (TimeoutError(), 503, ""), (KeyError("x"), 404, ""))  # fmt: skip
    tester = RoomTester(office, "reader")
    for error, status, words in cases:

        async def search(asked: str, whose: str, error: Exception = error) -> None:
            raise error

        book.desk.search = search
        answer = tester.get(f"{BOOK}/search?q=x")
        assert answer.status_code == status
        assert words in answer.json()["message_zh"]
