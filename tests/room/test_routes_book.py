from huozi.room.office import Office
from tests.room.conftest import RoomTester
from tests.room.fakes import TITLE

BOOK = "/api/b/书-one"


def test_what_a_reader_reads(office: Office) -> None:
    with RoomTester(office, "reader").client as client:
        at = RoomTester(office, "reader")
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
        assert client.get("/static/room.js").headers["content-type"].startswith("text/javascript")
        (book,) = at.get("/api/books").json()
        assert (book["id"], book["pages"], book["pending"]) == ("书-one", 1, 1)
