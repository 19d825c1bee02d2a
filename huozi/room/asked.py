"""What a request asks, read strictly: anything that is not as it should be is a 400."""

import math
from pathlib import PurePosixPath
from typing import TypeVar
from unicodedata import category

from starlette.exceptions import HTTPException
from starlette.requests import Request

from huozi.read.paths import CONTENT
from huozi.read.source import TEXT_LIMIT
from huozi.room.guard import Visit
from huozi.room.shelf import OpenBook
from huozi.room.values import from_json

_MOST_NAME = 400
_Wire = TypeVar("_Wire")


def book_of(request: Request, visit: Visit) -> OpenBook:
    """The book that an address names."""
    book = visit.office.shelf.find(request.path_params["book"])
    if book is None:
        raise HTTPException(404, "room-nothing")
    return book


async def body_of(request: Request, kind: type[_Wire]) -> _Wire:
    """The body as a value. A form of a page elsewhere can't have this content type."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "room-request")
    try:
        return from_json(await request.body(), kind)
    except (ValueError, RecursionError):
        raise HTTPException(400, "room-request") from None


def words_of(request: Request, name: str, most: int = _MOST_NAME) -> str:
    """A parameter that is text."""
    words = request.query_params.get(name, "")
    if not 0 < len(words) <= most or "\0" in words:
        raise HTTPException(400, "room-request")
    return words


def file_of(request: Request) -> str:
    """The parameter that names a text."""
    return checked_file(words_of(request, "file"))


def checked_file(file: str) -> str:
    """A name of a text below `content/`; the desk opens it by handles, and through no link."""
    path = PurePosixPath(file)
    plain = not any(category(char) in ("Cc", "Cs") for char in file) and len(file) <= _MOST_NAME
    inside = path.parts[:1] == (CONTENT,) and ".." not in path.parts and str(path) == file
    if not (plain and inside and path.suffix == ".md"):
        raise HTTPException(400, "room-no-text")
    return file


def checked_text(text: str) -> str:
    """A text that is not too long for a file of the book."""
    if len(text) > TEXT_LIMIT or len(text.encode()) > TEXT_LIMIT:
        raise HTTPException(413, "room-too-big")
    return text


def whole_of(request: Request, name: str, default: int | None = None, most: int = 1 << 24) -> int:
    """A parameter that counts."""
    given = request.query_params.get(name)
    if given is None and default is not None:
        return default
    if given is None or not (given.isascii() and given.isdecimal()) or len(given) > 9:
        raise HTTPException(400, "room-request")
    if int(given) > most:
        raise HTTPException(400, "room-request")
    return int(given)


def length_of(request: Request, name: str) -> float:
    """A parameter that measures, in pt."""
    try:
        length = float(request.query_params.get(name, ""))
    except ValueError:
        length = math.nan
    if not abs(length) < 1e6:
        raise HTTPException(400, "room-request")
    return length
