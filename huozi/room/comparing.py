"""The texts of two proofs compared word by word, and the report of all that changed."""

import html
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from huozi.diff.compare import Changes
from huozi.diff.report import STYLE, body_of, summary
from huozi.messages import locale_language, say
from huozi.room.anchoring import same_runs
from huozi.webpage import webpage

#: What stands beside a change, in characters.
_BESIDE = 12
#: Changes with less between them are told as one, in characters.
_TOGETHER = 2
#: A change is told up to so many characters, and so many changes are.
_MOST_CHARS, _MOST = 400, 5_000


class WordChange(Struct, frozen=True):
    """Words that were changed: what went, what came, what stands before and behind. `line` is of
    the newer text, from 1.
    """

    file: str
    line: int
    before: str
    gone: str
    added: str
    behind: str


def word_changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[WordChange, ...]:
    """All changes of words between two states of a book's texts, file by file."""
    files = dict.fromkeys((*new, *old))
    found = (_of_file(file, old.get(file, ""), new.get(file, "")) for file in files)
    return tuple(change for changes in found for change in changes)


def _of_file(file: str, old: str, new: str) -> Iterator[WordChange]:
    if old == new:
        return
    for start, end, there, stop in _gaps(old, new):
        before, behind = new[max(0, there - _BESIDE) : there], new[stop : stop + _BESIDE]
        line = new.count("\n", 0, there) + 1
        yield WordChange(
            file, line, before, old[start:end][:_MOST_CHARS], new[there:stop][:_MOST_CHARS], behind
        )


def _gaps(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """What lies between the stretches that are the same."""
    at = here = 0
    for a, b, size in (*same_runs(old, new), (len(old), len(new), 0)):
        if size <= _TOGETHER and a + size < len(old) and a > at:
            continue  # a character in common is no word in common
        if a > at or b > here:
            yield at, a, here, b
        at, here = a + size, b + size


_STYLE = """
td,th{border-top:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}
del{color:#b00}ins{color:#060}table{border-collapse:collapse}
"""


def as_html(
    pages: Changes,
    words: Sequence[WordChange],
    names: tuple[str, str],
    titles: Mapping[str, str],
    language: str | None = None,
) -> bytes:
    """Two proofs side by side: their words, then their pages. The book of now has no name."""
    language = language or locale_language()
    old, new = (name or say("proofs-now", language) for name in names)
    title = say("diff-heading", language, old=old, new=new)
    body = (*_words(words, titles, language), *body_of(pages, language))
    return webpage(language, title, summary(pages, language), body, STYLE + _STYLE)


def _words(words: Sequence[WordChange], titles: Mapping[str, str], language: str) -> Iterator[str]:
    yield f"<p>{html.escape(say('proofs-words', language, count=len(words)))}</p><table>"
    for one in words[:_MOST]:
        place = f"{titles.get(one.file, one.file)}:{one.line}"
        gone = f"<del>{html.escape(one.gone)}</del>" if one.gone else ""
        added = f"<ins>{html.escape(one.added)}</ins>" if one.added else ""
        before, behind = html.escape(one.before), html.escape(one.behind)
        yield f"<tr><td>{html.escape(place)}</td><td>{before}{gone}{added}{behind}</td></tr>"
    yield "</table>"
