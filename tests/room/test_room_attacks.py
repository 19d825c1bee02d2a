"""What strangers and readers try: refused, or shown as text; and nothing secret is logged."""

import asyncio
import json
import logging
from pathlib import Path
from urllib.parse import quote

import pytest

from huozi.room import accounts as accounts_module
from huozi.room.addresses import Addresses
from huozi.room.app import application
from huozi.room.browsers import KnownBrowsers
from huozi.room.office import Office
from huozi.room.routes_book import REPORT_HEADERS
from huozi.room.shelf import BookShelf
from tests.room.conftest import ORIGIN, PASSWORD, RoomTester
from tests.room.fakes import TITLE

BOOK = "/api/b/书-one"
SCRIPT = "<script>alert(1)</script>"


async def asked(
    app, method: str, path: str, headers=(), pieces=(b"",), *, client: str = "10.0.0.9",
    host: bytes = b"127.0.0.1:8420",
) -> int:  # fmt: skip
    """The status that the application itself gives to a request, without a client's manners."""
    sent, waiting = [], list(pieces)

    async def receive():
        piece = waiting.pop(0) if waiting else b""
        if piece is None:
            await asyncio.sleep(3600)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    async def send(message) -> None:
        sent.append(message)

    await app(
        {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": path, "raw_path": quote(path).encode(), "root_path": "",
            "query_string": b"", "client": (client, 1), "extensions": {},
            "server": ("127.0.0.1", 8420), "headers": [(b"host", host), *headers],
        },
        receive, send,
    )  # fmt: skip
    return sent[0]["status"]


def ask(app, *arguments, **more) -> int:
    return asyncio.run(asked(app, *arguments, **more))


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8420", "127.0.0.1:1", "", "127.0.0.1:8420.evil.example"]
)
def test_a_wrong_host(office: Office, host: str) -> None:
    tester = RoomTester(office)
    for path in ("/", "/sign-in", "/static/room.js", "/api/me"):
        answer = tester.get(path, headers={"Host": host})
        assert (answer.status_code, answer.json()["error"]) == (400, "room-host")


def test_two_hosts(office: Office) -> None:
    assert ask(application(office), "GET", "/sign-in", [(b"host", b"evil.example")]) == 400
    assert ask(application(office), "GET", "/sign-in") == 200


@pytest.mark.parametrize(
    "path", ["/static/../values.py", "/static/%2e%2e/values.py", "/static/..%2fvalues.py",
             "/static//etc/passwd", "/static/\0", "/static/", "/b/../", "/b/书-one/../../x",
             "/api/b/../edition", f"{BOOK}/page/../../x@100.png", f"{BOOK}/page/p-1@99.png",
             f"{BOOK}/jobs/../files/job.json", f"{BOOK}/proofs/../../x.pdf", "/" + "a" * 9000],
)  # fmt: skip
def test_paths_lead_nowhere(office: Office, path: str) -> None:
    cookie = f"huozi-8420={office.sessions.begin(office.accounts.find('chief'))}".encode()
    assert ask(application(office), "GET", path, [(b"cookie", cookie)]) in (400, 404)


@pytest.mark.slow
@pytest.mark.parametrize(
    "file", ["../a.md", "content/../../a.md", "/etc/passwd", "content/a.html", "content/book.yaml",
             "content/a.md\0", "content/a\n.md", "content//a.md", "content\\a.md", "styles/a.md",
             "templates/a.md", "./content/a.md", "", "content/" + "a" * 500 + ".md", "a.md"],
)  # fmt: skip
def test_files_that_are_no_texts(office: Office, file: str) -> None:
    tester = RoomTester(office, "editor")
    assert tester.get(f"{BOOK}/text", params={"file": file}).status_code == 400
    save = {"file": file, "text": "", "base": "", "reason": ""}
    assert tester.put(f"{BOOK}/text", json=save).status_code == 400
    mark = {"file": file, "base": "", "offset": 0, "length": 1, "kind": "delete"}
    assert tester.post(f"{BOOK}/marks", json=mark).status_code == 400


def test_two_megabytes(office: Office) -> None:
    tester = RoomTester(office, "editor")
    base = tester.get(f"{BOOK}/text?file=content/a.md").json()["base"]
    save = {"file": "content/a.md", "base": base, "reason": ""}
    for text in ("x" * (2 << 20), "x" * ((1 << 20) + 1), "字" * 400_000):
        assert tester.put(f"{BOOK}/text", json=save | {"text": text}).status_code == 413
    body = json.dumps(save | {"text": "x" * (2 << 20)}).encode()
    told = {"Content-Type": "application/json"}
    pieces = (body[at : at + 65536] for at in range(0, len(body), 65536))
    answer = tester.put(f"{BOOK}/text", content=pieces, headers=told)  # no Content-Length
    assert (answer.status_code, answer.json()["error"]) == (413, "room-too-big")
    assert tester.get(f"{BOOK}/text?file=content/a.md").json()["base"] == base


@pytest.mark.parametrize("length", [b"-1", b"x", b"9" * 40, b"1e9", "²".encode()])
def test_lengths_that_are_none(office: Office, length: bytes) -> None:
    headers = [(b"content-length", length), (b"origin", ORIGIN.encode())]
    assert ask(application(office), "POST", "/sign-in", headers) == 413


def test_a_slow_body_is_not_waited_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huozi.room.gate._SECONDS", 0.05)
    kind = (b"content-type", b"application/x-www-form-urlencoded")
    headers = [(b"origin", ORIGIN.encode()), kind]
    assert ask(application(office), "POST", "/sign-in", headers, [b"name=", None, b""]) == 408


def test_a_form_of_another_page(office: Office) -> None:
    """CSRF: the browser sends the cookie, not the token, and its own `Origin`."""
    tester = RoomTester(office, "chief")
    form = {"kind": "deliver"}
    for origin, status in (("http://evil.example", 403), (None, 403), ("null", 403)):
        headers = {"Origin": origin, "X-Huozi-Token": None}
        answer = tester.ask("POST", f"{BOOK}/jobs", headers, data=form)
        assert answer.status_code == status
    assert tester.post(f"{BOOK}/jobs", data=form).status_code == 415
    assert tester.post("/sign-in", json={"name": "chief"}).status_code == 415


def test_the_cookie_is_for_this_site_and_no_script(office: Office) -> None:
    form = {"name": "chief", "password": PASSWORD}
    told = RoomTester(office).post("/sign-in", data=form).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(told.split("; "))
    assert "Secure" not in told


def test_behind_tls_the_cookie_is_secure(office: Office) -> None:
    office.addresses = Addresses(8420, urls=["https://room.example.org"])
    tester = RoomTester(office, "chief", "https://room.example.org")
    session, sign = sorted(tester.client.cookies.jar, key=lambda cookie: cookie.name)
    assert (session.name, session.secure) == ("__Host-huozi-8420", True)
    assert sign.name.startswith("__Host-huozi-8420-") and sign.secure


def test_words_of_strangers_are_told_as_data(office: Office) -> None:
    with RoomTester(office, "reader") as tester:
        text = tester.get(f"{BOOK}/text?file=content/a.md").json()
        mark = {"file": "content/a.md", "base": text["base"], "offset": 0, "length": 2,
                "kind": "replace", "text": SCRIPT, "note": SCRIPT}  # fmt: skip
        assert tester.post(f"{BOOK}/marks", json=mark).json()["text"] == SCRIPT
        for path in (f"{BOOK}/marks", f"{BOOK}/edition", f"{BOOK}/files", "/api/books"):
            answer = tester.get(path)
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cache-control"] == "no-store"
        for path in ("/", "/b/书-one/"):
            page = tester.get(path)
            assert TITLE not in page.text
            policy = page.headers["content-security-policy"]
            assert "script-src 'self';" in policy and "unsafe" not in policy
            assert page.headers["x-frame-options"] == "DENY"


def test_errors_bear_the_headers_too(office: Office) -> None:
    for answer in (RoomTester(office).get("/none"), RoomTester(office).get("/api/me")):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"


def test_a_report_runs_nothing_and_a_name_makes_no_header(office: Office) -> None:
    tester = RoomTester(office, "reader")
    (book,) = office.shelf
    job = book.jobs.begin("preflight", "editor")
    names = {"report.html": SCRIPT, 'a"\r\nX-Evil: 1.zip': "PK", "字.json": "{}"}
    for name, text in names.items():
        (book.jobs.folder_of(job.id) / name).write_text(text)
    book.jobs._change(job.id, state="done", files=tuple(names))
    files = f"{BOOK}/jobs/{job.id}/files"
    report = tester.get(f"{files}/report.html")
    assert report.text == SCRIPT
    assert report.headers["content-security-policy"] == REPORT_HEADERS["Content-Security-Policy"]
    assert report.headers["content-security-policy"].startswith("sandbox;")
    for name in list(names)[1:]:
        answer = tester.get(f"{files}/{quote(name, safe='')}")
        assert (answer.status_code, "x-evil" in answer.headers) == (200, False)
        assert answer.headers["content-disposition"].startswith("attachment")
    for name in ("job.json", "..%2Fjob.json", "../job.json", "none"):
        assert tester.get(f"{files}/{name}").status_code == 404


def test_a_link_in_a_jobs_folder_leads_nowhere(office: Office, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    (book,) = office.shelf
    job = book.jobs.begin("preflight", "editor")
    (book.jobs.folder_of(job.id) / "a.html").symlink_to(tmp_path / "secret.html")
    book.jobs._change(job.id, files=("a.html",))
    answer = RoomTester(office, "reader").get(f"{BOOK}/jobs/{job.id}/files/a.html")
    assert answer.status_code == 404


def test_a_books_own_folder_is_no_link(office: Office, tmp_path: Path) -> None:
    from huozi.room.shelf import BookMakers
    from tests.room.fakes import FakeDesk, FakeMarks, FakeProofs

    makers = BookMakers(FakeDesk, FakeMarks, FakeProofs)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (book := tmp_path / "book").mkdir()
    (book / ".room").symlink_to(elsewhere)
    with pytest.raises(OSError, match="symbolic"):
        BookShelf([book], makers)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.slow
def test_ten_thousand_sign_ins(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    scrypt = accounts_module._scrypt
    monkeypatch.setattr(
        accounts_module, "_scrypt", lambda *given: tried.append(given) or scrypt(*given)
    )
    app = application(office)
    kind = (b"content-type", b"application/x-www-form-urlencoded")
    headers = [(b"origin", ORIGIN.encode()), kind]

    async def all_of_them() -> list[int]:
        names = ["chief", *(f"name{number}" for number in range(99))]
        bodies = [[f"name={name}&password=wrong{at}".encode()] for at in range(100)
                  for name in names]  # fmt: skip
        return [await asked(app, "POST", "/sign-in", headers, body) for body in bodies]

    found = asyncio.run(all_of_them())
    assert (len(found), found.count(401), found.count(429)) == (10_000, 30, 9_970)
    assert len(tried) == 30


def test_a_name_is_tried_a_few_times_from_an_address(office: Office) -> None:
    tester = RoomTester(office)
    wrong = {"name": "chief", "password": "wrong"}
    found = [tester.post("/sign-in", data=wrong).status_code for _ in range(10)]
    assert found == [401] * 8 + [429] * 2
    right = {"name": "chief", "password": PASSWORD}
    later = tester.post("/sign-in", data=right)
    assert (later.status_code, int(later.headers["retry-after"]) > 500) == (429, True)
    assert tester.post("/sign-in", data=right | {"name": "editor"}).status_code == 303


@pytest.mark.slow
def test_nobody_locks_a_colleague_out(office: Office) -> None:
    """From the same address: a browser in which she signed in before counts for itself."""
    hers, his = RoomTester(office, "chief"), RoomTester(office)
    right, wrong = ({"name": "chief", "password": it} for it in (PASSWORD, "wrong"))
    found = [his.post("/sign-in", data=wrong | {"name": f"n{at // 8}"}) for at in range(40)]
    assert [one.status_code for one in found].count(401) == 30
    assert his.post("/sign-in", data=right).status_code == 429
    hers.post("/sign-out")
    assert hers.post("/sign-in", data=right).status_code == 303
    # The sign opens nothing, is no one else's, is bounded itself, and goes with the password.
    found = [hers.post("/sign-in", data=wrong).status_code for _ in range(10)]
    assert found == [401] * 8 + [429] * 2
    assert hers.post("/sign-in", data=right | {"name": "editor"}).status_code == 429
    office.by_browser._failed.clear()
    office.accounts.set_password("chief", PASSWORD)
    assert hers.post("/sign-in", data=right).status_code == 429


@pytest.mark.parametrize("sign", ["", ".", "x.y", "字.字", "a" * 5000, "\x00.\x00"])
def test_signs_that_are_none(office: Office, sign: str) -> None:
    account = office.accounts.find("chief")
    assert office.browsers.known(sign, account) == ""
    mine = office.browsers.sign(account)
    assert office.browsers.known(mine, account) == mine.partition(".")[0]
    assert office.browsers.known(mine, office.accounts.find("editor")) == ""
    assert office.browsers.known(mine, None) == ""
    assert KnownBrowsers(office.state).known(mine, account)  # after a restart


def test_a_link_that_is_good_opens_whatever_was_tried_before(office: Office) -> None:
    tester = RoomTester(office)
    for _ in range(31):
        answer = tester.post("/once/none", data={"name": "n", "password": PASSWORD})
    assert answer.status_code == 429
    path = f"/once/{office.accounts.invite('chief', 'chief')}"
    assert tester.post(path, data={"name": "", "password": PASSWORD}).status_code == 303


def test_the_form_says_why(office: Office) -> None:
    tester = RoomTester(office)
    tester.headers["Accept"] = "text/html"
    answer = tester.post("/sign-in", data={"name": "chief", "password": SCRIPT})
    assert answer.status_code == 401
    assert 'data-said="room-sign-in-wrong"' in answer.text and SCRIPT not in answer.text
    answer = tester.post("/once/none", data={"name": "n", "password": PASSWORD})
    assert (answer.status_code, 'data-said="room-link-spent"' in answer.text) == (422, True)


def test_the_first_account_is_made_by_a_link(office: Office) -> None:
    path = f"/once/{office.accounts.invite('', 'chief')}"
    tester = RoomTester(office)
    assert tester.get(path).status_code == 200
    assert tester.post(path, data={"name": "<b>", "password": PASSWORD}).status_code == 422
    assert tester.post(path, data={"name": "王五", "password": "short"}).status_code == 422
    assert tester.post(path, data={"name": "王五", "password": PASSWORD}).status_code == 303
    assert tester.get("/api/me").json()["role"] == "chief"
    assert tester.get(path).status_code == 404


def test_nothing_secret_is_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    tester = RoomTester(office, "chief")
    secret = office.accounts.invite("", "reader")
    tester.post(f"/once/{secret}", data={"name": "", "password": "hunter2hunter2"})
    tester.get(f"/once/{secret}x")
    tester.post("/sign-in", data={"name": "chief", "password": "hunter2hunter2"})
    tester.get(f"{BOOK}/search?q=机密的话&q=")
    tester.get(f"{BOOK}/text?file=机密的话")
    tester.put(f"{BOOK}/text", json={"file": "机密的话"})
    tester.get("/机密的话")
    token = tester.headers["X-Huozi-Token"]
    cookie = tester.client.cookies["huozi-8420"]
    (sign,) = (value for name, value in tester.client.cookies.items() if name != "huozi-8420")
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("huozi"))
    assert "POST /once/{secret} 422" in ours and "POST /sign-in 401" in ours
    for hidden in (secret, "hunter2", "机密", PASSWORD, token, cookie, sign):
        assert hidden not in ours


def test_a_bug_is_told_without_what_was_in_hand(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    (book,) = office.shelf

    async def search(words: str, whose: str) -> None:
        raise RuntimeError(words)

    book.desk.search = search
    caplog.set_level(logging.INFO)
    answer = RoomTester(office, "reader").get(f"{BOOK}/search?q=机密")
    assert (answer.status_code, answer.json()["error"]) == (500, "room-bug")
    assert "RuntimeError" in caplog.text and "机密" not in caplog.text


def test_behind_tls_who_asks_is_told_by_the_program_in_front(office: Office) -> None:
    """Believed from this machine alone, and for an https address; the last of several."""
    office.addresses = Addresses(8420, urls=["https://room.example.org"])
    app = application(office)
    kind = (b"content-type", b"application/x-www-form-urlencoded")

    def tries(host: bytes, scheme: bytes, client: str) -> list[int]:
        told = [
            [(b"x-forwarded-for", f"1.1.1.1, 10.0.0.{at // 8}".encode()), kind,
             (b"origin", scheme + b"://" + host)]
            for at in range(40)
        ]  # fmt: skip
        body = [b"name=chief&password=wrong"]
        more = {"client": client, "host": host}
        return [ask(app, "POST", "/sign-in", one, body, **more) for one in told]

    secure = (b"room.example.org", b"https")
    assert tries(*secure, "127.0.0.1").count(401) == 40
    assert tries(*secure, "10.9.9.9").count(401) == 8
    assert tries(b"127.0.0.1:8420", b"http", "127.0.0.1").count(401) == 8
