"""Routes of the room itself: shells, what browsers load, signing in and out, the books."""

import asyncio
import html

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from huozi.room.accounts import LEAST_PASSWORD, RoomAccount
from huozi.room.addresses import is_local, one_site
from huozi.room.attempts import Attempts
from huozi.room.browsers import KNOWN_SECONDS, sign_name
from huozi.room.gate import ADDRESS
from huozi.room.guard import RoomRoute, Visit, language_of
from huozi.room.refusals import answer, refused, unfit
from huozi.room.sessions import SESSION_SECONDS, token_of
from huozi.room.values import Me, from_json
from huozi.values.errors import InputError

_HOLES = {
    "said": b'data-said=""', "name": b'data-name=""', "least": b'data-least=""',
}  # fmt: skip


async def shelf_page(request: Request, visit: Visit) -> Response:
    """The books."""
    return _shell(visit, "shelf.html")


async def room_page(request: Request, visit: Visit) -> Response:
    """A book."""
    if visit.office.shelf.find(request.path_params["book"]) is None:
        raise HTTPException(404, "room-nothing")
    return _shell(visit, "room.html")


async def sign_in_page(request: Request, visit: Visit) -> Response:
    """The form for name and password."""
    return _shell(visit, "sign-in.html")


async def sign_in(request: Request, visit: Visit) -> Response:
    """Name and password in, a cookie out."""
    office, (address, name, password) = visit.office, await _form(request)
    keys = _counted(request, visit, address, name)
    wait = max(tries.wait(key) for tries, key in keys)
    if wait > 0:
        return _said(request, visit, "sign-in.html", 429, "room-too-often", round(wait))
    async with office.passwords:
        account = await asyncio.to_thread(office.accounts.verify, name, password)
    if account is None:
        for tries, key in keys:
            tries.failed(key)
        return _said(request, visit, "sign-in.html", 401, "room-sign-in-wrong")
    tries, key = keys[-1]
    tries.forget(key)
    return _signed_in(visit, account)


def _counted(
    request: Request, visit: Visit, address: str, name: str
) -> tuple[tuple[Attempts, str], ...]:
    """By what failures are counted: by a browser in which this name has signed in before, else by
    address, and by name from there.
    """
    office = visit.office
    sign = request.cookies.get(sign_name(office.cookie(visit.secure), name), "")
    if number := office.browsers.known(sign, office.accounts.find(name)):
        return ((office.by_browser, number),)
    return (office.by_address, address), (office.by_name, f"{address} {name}")


async def sign_out(request: Request, visit: Visit) -> Response:
    """The end of this session, or of all sessions of this account."""
    try:
        everywhere = from_json(await request.body() or b"{}", dict[str, bool]).get("everywhere")
    except ValueError:
        raise HTTPException(400, "room-request") from None
    if everywhere:
        visit.office.sessions.end_all(visit.who)
    else:
        visit.office.sessions.end(visit.secret)
    for book in visit.office.shelf:
        book.live.close(visit.who)
    out = answer({})
    out.delete_cookie(visit.office.cookie(visit.secure), secure=visit.secure, httponly=True)
    return out


async def once_page(request: Request, visit: Visit) -> Response:
    """The form of a link that makes an account."""
    link = visit.office.accounts.invited(request.path_params["secret"])
    if link is None:
        return _shell(visit, "once.html", 404, "room-link-spent")
    return _shell(visit, "once.html", name=link.name)


async def once(request: Request, visit: Visit) -> Response:
    """Follow a link: the account is made, and signed in."""
    office, (address, name, password) = visit.office, await _form(request)
    secret, wait = request.path_params["secret"], office.by_address.wait(address)
    if office.accounts.invited(secret) is None:  # a link that is good can't be guessed
        if wait > 0:
            return _said(request, visit, "once.html", 429, "room-too-often", round(wait))
        office.by_address.failed(address)
    try:
        async with office.passwords:
            account = await asyncio.to_thread(office.accounts.redeem, secret, name, password)
    except InputError as error:
        if not _in_browser(request):
            return unfit(error)
        link, code = office.accounts.invited(secret), error.findings[0].code
        return _shell(visit, "once.html", 422, code, link.name if link else "")
    return _signed_in(visit, account)


async def static_file(request: Request, visit: Visit) -> Response:
    """What browsers load."""
    found = visit.office.static.get(request.path_params["path"])
    if found is None:
        raise HTTPException(404, "room-nothing")
    headers = {"ETag": f'"{found.etag}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(found.data, headers=headers, media_type=found.kind)


async def me(request: Request, visit: Visit) -> Response:
    """Who is signed in."""
    account = visit.account
    if account is None:
        raise HTTPException(401, "room-signed-out")
    token = token_of(visit.secret)
    return answer(Me(account.name, account.role, token, language_of(request)))


async def books(request: Request, visit: Visit) -> Response:
    """The books and how they stand."""
    return answer([await book.summary() for book in visit.office.shelf])


async def _form(request: Request) -> tuple[str, str, str]:
    """Address of who asks, name, password."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, "room-request")
    form = await request.form(max_fields=8)
    values = [form.get(field, "") for field in ("name", "password")]
    name, password = (value if isinstance(value, str) else "" for value in values)
    return _address(request), name[:200], password[:1000]


def _address(request: Request) -> str:
    """Who asks; behind TLS the program in front of us says it, if it is on this machine."""
    client = request.client.host if request.client else ""
    told = request.headers.get("x-forwarded-for", "")
    if told and request.scope[ADDRESS].secure and is_local(client):
        client = told.rpartition(",")[2].strip()[:64]
    return one_site(client)


def _signed_in(visit: Visit, account: RoomAccount) -> Response:
    out, name = RedirectResponse("/", 303), visit.office.cookie(visit.secure)
    for cookie, value, seconds in (
        (name, visit.office.sessions.begin(account), SESSION_SECONDS),
        (sign_name(name, account.name), visit.office.browsers.sign(account), KNOWN_SECONDS),
    ):
        out.set_cookie(
            cookie, value, max_age=seconds, path="/", secure=visit.secure, httponly=True,
            samesite="strict",
        )  # fmt: skip
    return out


def _said(
    request: Request, visit: Visit, shell: str, status: int, code: str, wait: int = 0
) -> Response:
    """A form that was refused: the page again, or words for a program."""
    if _in_browser(request):
        out = _shell(visit, shell, status, code)
    else:
        out = refused(status, code)
    if wait:
        out.headers["Retry-After"] = str(wait)
    return out


def _in_browser(request: Request) -> bool:
    """Whether a page is wanted."""
    return "text/html" in request.headers.get("accept", "")


def _shell(visit: Visit, file: str, status: int = 200, said: str = "", name: str = "") -> Response:
    """A page; what is told in it stands in attributes, which scripts show as text."""
    data = visit.office.static[file].data
    for key, value in (("said", said), ("name", name), ("least", str(LEAST_PASSWORD))):
        if value:
            told = f'data-{key}="{html.escape(value)}"'.encode()
            data = data.replace(_HOLES[key], told, 1)
    return Response(data, status, media_type="text/html")


ROUTES = (
    RoomRoute("GET", "/", "reader", shelf_page, page=True),
    RoomRoute("GET", "/b/{book}/", "reader", room_page, page=True),
    RoomRoute("GET", "/sign-in", None, sign_in_page),
    RoomRoute("POST", "/sign-in", None, sign_in),
    RoomRoute("POST", "/sign-out", "reader", sign_out),
    RoomRoute("GET", "/once/{secret}", None, once_page),
    RoomRoute("POST", "/once/{secret}", None, once),
    RoomRoute("GET", "/static/{path:path}", None, static_file),
    RoomRoute("GET", "/api/me", "reader", me),
    RoomRoute("GET", "/api/books", "reader", books),
)
