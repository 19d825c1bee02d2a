"""Refusals as answers: a code, and its words in both languages."""

from functools import cache
from typing import Any

from starlette.responses import Response

from huozi.messages import render, say
from huozi.room.values import Refusal, to_json
from huozi.values.errors import HuoziError

JSON = "application/json"


def answer(value: Any, status: int = 200) -> Response:
    """A value as an answer."""
    return Response(to_json(value), status, media_type=JSON)


def refused(status: int, code: str, headers: dict[str, str] | None = None) -> Response:
    """A refusal by a code that has no parameters."""
    return Response(_words(code), status, headers, media_type=JSON)


@cache
def _words(code: str) -> bytes:
    return to_json(Refusal(code, say(code, "zh"), say(code, "en")))


def unfit(error: HuoziError, status: int = 422) -> Response:
    """What a person has to mend, in the words of its findings."""
    zh, en = ("\n".join(render(f, language) for f in error.findings) for language in ("zh", "en"))
    return answer(Refusal(error.findings[0].code, zh, en), status)
