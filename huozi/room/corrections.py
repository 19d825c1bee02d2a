"""核红: of each mark of a proof, whether the text now has what was asked.

What stands now between the words before a mark and those behind it tells: what was asked for, what
was there, or something else. Where those words can't be found for sure, the mark is lost, and a
person has to look. Pure, but for the words of the report.
"""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from huozi.messages import locale_language, say
from huozi.room.anchoring import Carrier, anchored
from huozi.room.values import RoomMark
from huozi.webpage import webpage

Outcome = Literal["done", "undone", "otherwise", "lost"]
OUTCOMES: tuple[Outcome, ...] = ("undone", "otherwise", "lost", "done")
#: So many characters before a mark, and behind it, tell where it stood; the fewer the later.
_BESIDE = (12, 6, 3)
#: Where one side of a mark is sure, so many characters of the other are looked for so far from it.
_NEAR, _REACH = 6, 60
#: What stands in the place of a mark is told up to so many characters.
_MOST_CHARS = 400


class RoomCorrection(Struct, frozen=True):
    """A mark of a proof and what became of it: `done`, or not, or (None) a person has to look.

    `stands` is what stands in its place now, from `offset` on; nothing where it is lost. `line`
    counts from 1.
    """

    mark: RoomMark
    outcome: Outcome
    done: bool | None
    stands: str = ""
    offset: int = 0
    line: int = 0


_DONE: dict[Outcome, bool | None] = {
    "undone": False, "otherwise": None, "lost": None, "done": True,
}  # fmt: skip


def judged(mark: RoomMark, made_in: str | None, made_at: int, now: str | None) -> RoomCorrection:
    """What became of a mark that was made in one text, by the text that stands now."""
    place = None if made_in is None or now is None else _place(made_in, made_at, mark, now)
    if place is None or now is None:
        return RoomCorrection(mark, "lost", None)
    start, end = place
    stands, line = now[start:end], now.count("\n", 0, start) + 1
    outcome = _outcome(mark, stands)
    return RoomCorrection(mark, outcome, _DONE[outcome], stands[:_MOST_CHARS], start, line)


def _outcome(mark: RoomMark, stands: str) -> Outcome:
    """A query asks for nothing that could be seen in a text: it is done when it has its answer."""
    if mark.kind == "query":
        answered = mark.state in ("accepted", "declined", "withdrawn")
        changed: Outcome = "otherwise" if stands != mark.found else "undone"
        return "done" if answered else changed
    asked = "" if mark.kind == "delete" else mark.text
    if _words(stands) == _words(asked):
        return "done"
    return "undone" if _words(stands) == _words(mark.found) else "otherwise"


def _words(text: str) -> str:
    return " ".join(text.split())


def _place(old: str, offset: int, mark: RoomMark, new: str) -> tuple[int, int] | None:
    """From where to where there stands now what stood at a mark."""
    if not 0 <= offset <= offset + mark.length <= len(old):
        return None
    carrier, last = Carrier(old, new), offset + mark.length
    start, end = _before(carrier, old, offset), _behind(carrier, old, last)
    if end is None and start is not None:  # one side is sure: the other is not far
        words = old[last : last + _NEAR]
        at = new.find(words, start, start + _REACH + mark.length + len(mark.text))
        end = at if at >= 0 and words else None
    elif start is None and end is not None:
        words = old[max(0, offset - _NEAR) : offset]
        at = new.rfind(words, max(0, end - _REACH - mark.length - len(mark.text)), end)
        start = at + len(words) if at >= 0 and words else None
    return None if start is None or end is None or end < start else (start, end)


def _before(carrier: Carrier, old: str, offset: int) -> int | None:
    """Behind the words before a mark, in the new text; a mark at the beginning has none."""
    for width in (min(width, offset) for width in _BESIDE):
        if not width:
            return 0
        if found := carrier.carried(anchored(old, offset - width, width)):
            return found.end
    return None


def _behind(carrier: Carrier, old: str, end: int) -> int | None:
    """Before the words behind a mark; a mark at the end has none."""
    for width in (min(width, len(old) - end) for width in _BESIDE):
        if not width:
            return len(carrier.new)
        if found := carrier.carried(anchored(old, end, width)):
            return found.offset
    return None


def in_order(rows: Iterable[RoomCorrection]) -> tuple[RoomCorrection, ...]:
    """What is to be done first, then by place."""

    def key(row: RoomCorrection) -> tuple[int, str, int]:
        return OUTCOMES.index(row.outcome), row.mark.file, row.mark.offset

    return tuple(sorted(rows, key=key))


_STYLE = """
table{border-collapse:collapse;width:100%}
td,th{border-top:1px solid #bbb;padding:.4em .6em;text-align:left;vertical-align:top}
del{color:#b00}ins{color:#060}.undone td:first-child{color:#b00;font-weight:bold}
.otherwise td:first-child,.lost td:first-child{color:#a50;font-weight:bold}
"""


def as_html(
    proof: str,
    rows: Sequence[RoomCorrection],
    titles: Mapping[str, str],
    language: str | None = None,
) -> bytes:
    """The list of a proof as a page; `titles` are those of files, for people."""
    language = language or locale_language()
    title = say("corrections-heading", language, proof=proof)
    counts = {one: sum(row.outcome == one for row in rows) for one in OUTCOMES}
    summary = say("corrections-summary", language, count=len(rows), **counts)
    return webpage(language, title, summary, _table(rows, titles, language), _STYLE)


def _table(
    rows: Sequence[RoomCorrection], titles: Mapping[str, str], language: str
) -> Iterator[str]:
    heads = ("outcome", "place", "asked", "stands", "note")
    cells = "".join(f"<th>{html.escape(say(f'corrections-{h}', language))}</th>" for h in heads)
    yield f"<table><tr>{cells}</tr>"
    for row in rows:
        mark = row.mark
        place = f"{titles.get(mark.file, mark.file)}{f':{row.line}' if row.line else ''}"
        said = (mark.who, mark.note, mark.answer and f"{mark.answered_by}：{mark.answer}")
        note = "；".join(filter(None, said))
        yield (
            f'<tr class="{row.outcome}">'
            f"<td>{html.escape(say(f'corrections-{row.outcome}', language))}</td>"
            f"<td>{html.escape(place)}</td><td>{_asked(mark, language)}</td>"
            f"<td>{html.escape(row.stands)}</td><td>{html.escape(note)}</td></tr>"
        )
    yield "</table>"


def _asked(mark: RoomMark, language: str) -> str:
    """What a mark asks for: what goes, what comes."""
    kind = html.escape(say(f"mark-{mark.kind}", language))
    gone = f"<del>{html.escape(mark.found)}</del>" if mark.found and mark.kind != "query" else ""
    quoted = html.escape(mark.found) if mark.kind == "query" else ""
    comes = f"<ins>{html.escape(mark.text)}</ins>" if mark.text and mark.kind != "delete" else ""
    behind = html.escape(mark.behind) if mark.kind == "insert" else ""
    return f"{kind} {quoted}{gone}{comes}{behind}"
