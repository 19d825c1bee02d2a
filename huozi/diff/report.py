"""Changes in words: lines for the terminal, one HTML page for a desk."""

import html
from collections.abc import Iterator, Sequence

from huozi.diff.compare import Change, Changes, Kind, Move, PageShown
from huozi.messages import locale_language, say
from huozi.webpage import webpage

_MOST_LINES = 60
_LEAST_RUN = 4  # entries that moved by as much, to be told in one line


def terminal(changes: Changes, language: str | None = None) -> Iterator[str]:
    """One line a page and an entry, the most important first; then the sum."""
    for change in changes.pages[:_MOST_LINES]:
        yield page_line(change, language)
    if (more := len(changes.pages) - _MOST_LINES) > 0:
        yield say("diff-more", language, count=more)
    runs = together(changes.moves)
    for run in runs[:_MOST_LINES]:
        yield from run_lines(run, language)
    if (more := sum(map(len, runs[_MOST_LINES:]))) > 0:
        yield say("diff-more", language, count=more)
    yield summary(changes, language)


def summary(changes: Changes, language: str | None = None) -> str:
    """The sum."""
    kinds = [change.kind for change in changes.pages]
    new, gone = kinds.count(Kind.NEW), kinds.count(Kind.GONE)
    text = say(
        "diff-summary", language, old=changes.old_pages, new=changes.new_pages,
        changed=len(kinds) - new - gone, added=new, gone=gone, moved=len(changes.moves),
    )  # fmt: skip
    return text if changes.outlined else text + say("diff-no-outline", language)


def page_line(change: Change, language: str | None = None) -> str:
    """A page and what happened to it."""
    if change.kind is Kind.NEW and change.new:
        return say("diff-page-new", language, page=change.new.name)
    if change.kind is Kind.GONE and change.old:
        return say("diff-page-gone", language, page=change.old.name)
    assert change.old and change.new
    now, before = change.new.name, change.old.name
    what = say(f"diff-{change.kind.value}", language)
    if now == before:
        return say("diff-page", language, page=now, what=what)
    return say("diff-page-moved", language, page=now, before=before, what=what)


def together(moves: Sequence[Move]) -> list[list[Move]]:
    """Entries in their order; those that follow each other and moved by as much are one run."""
    runs: list[list[Move]] = []
    for move in moves:
        if runs and (by := _by(move)) and by == _by(runs[-1][-1]):
            runs[-1].append(move)
        else:
            runs.append([move])
    return runs


def _by(move: Move) -> int:
    """By how many pages an entry moved; 0 where that can't be said."""
    if move.old.isdecimal() and move.new.isdecimal():
        return int(move.new) - int(move.old)
    return 0


def run_lines(run: Sequence[Move], language: str | None = None) -> Iterator[str]:
    """A run in one line, or, where it is short, entry by entry."""
    if len(run) < _LEAST_RUN:
        yield from (move_line(move, language) for move in run)
        return
    first, last, by = run[0], run[-1], _by(run[0])
    yield say(
        "diff-later" if by > 0 else "diff-earlier", language, first=first.title, last=last.title,
        count=len(run), by=abs(by), old=first.old, new=first.new,
    )  # fmt: skip


def move_line(move: Move, language: str | None = None) -> str:
    """An entry and its pages."""
    if not move.old:
        return say("diff-entry-new", language, title=move.title, new=move.new)
    if not move.new:
        return say("diff-entry-gone", language, title=move.title, old=move.old)
    return say("diff-entry", language, title=move.title, old=move.old, new=move.new)


# ---------------------------------------------------------------------------- HTML

#: How such a page looks.
STYLE = """
body{max-width:72em;background:#f4f4f2}
h2{font-size:1em;margin:2.2em 0 .6em;border-top:1px solid #bbb;padding-top:.6em}
ul{columns:2;padding-left:1.2em}li{break-inside:avoid}a{color:inherit}h2{break-after:avoid}
.pair{display:flex;gap:1.5em;align-items:flex-start;break-inside:avoid}
figure{margin:0;flex:1;max-width:50%}
.leaf{position:relative;background:#fff;box-shadow:0 0 0 1px #ccc;overflow:hidden}
.leaf img{display:block;width:100%}
.leaf i{position:absolute;left:0;right:0;background:rgba(214,48,32,.13);
border-left:4px solid #d63020}
.new .leaf i{background:rgba(20,120,60,.13);border-left-color:#14783c}
"""


def as_html(changes: Changes, names: tuple[str, str], language: str | None = None) -> bytes:
    """One self-contained page: no script, nothing loaded."""
    language = language or locale_language()
    title = say("diff-heading", language, old=names[0], new=names[1])
    return webpage(language, title, summary(changes, language), body_of(changes, language), STYLE)


def body_of(changes: Changes, language: str) -> list[str]:
    """The pages and entries that changed, as HTML."""
    parts = []
    lines = [html.escape(page_line(change, language)) for change in changes.pages]
    linked = (f'<li><a href="#c{n}">{line}</a></li>' for n, line in enumerate(lines, 1))
    parts.append(f"<ul>{''.join(linked)}</ul>" if lines else "")
    for n, (change, line) in enumerate(zip(changes.pages, lines, strict=True), 1):
        parts.append(f'<h2 id="c{n}">{line}</h2>')
        sides = _figure(change.old, "old", language) + _figure(change.new, "new", language)
        if sides:
            parts.append(f'<div class="pair">{sides}</div>')
    if changes.moves:
        moved = "".join(f"<li>{html.escape(move_line(m, language))}</li>" for m in changes.moves)
        parts.append(f"<h2>{html.escape(say('diff-moves', language))}</h2><ul>{moved}</ul>")
    return parts


def _figure(side: PageShown | None, name: str, language: str) -> str:
    if side is None or not side.picture:
        return ""
    spots = "".join(
        f'<i style="top:{100 * top:.2f}%;height:{100 * (bottom - top):.2f}%"></i>'
        for top, bottom in side.spots
    )
    caption = html.escape(say(f"diff-{name}", language, page=side.name))
    return (
        f'<figure class="{name}"><figcaption>{caption}</figcaption>'
        f'<div class="leaf"><img src="{side.picture}" alt="">{spots}</div></figure>'
    )
