"""A verdict in words: lines for the terminal, JSON for machines, one HTML page for a desk.

The same fault on many pages is one line with a list of pages.
"""

import html
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from huozi.messages import locale_language, render, say
from huozi.pdf.boxes import Box
from huozi.preflight.job import PlacedFinding
from huozi.preflight.judge import Verdict
from huozi.values.manuscript import Finding, Place, Severity
from huozi.webpage import webpage

#: Lines of one code before the rest is only counted, and pictures on the whole HTML page.
MOST_LINES, MOST_PICTURES = 12, 24
_LONGEST = 200  # characters of a parameter

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Group:
    """The same finding with all its places."""

    finding: Finding
    places: tuple[tuple[int, Box | None], ...]

    @property
    def pages(self) -> str:
        """Its pages as ranges: `3, 5–9`; empty for the whole file."""
        numbers = sorted({page for page, _ in self.places if page})
        ranges: list[list[int]] = []
        for number in numbers:
            if ranges and number == ranges[-1][1] + 1:
                ranges[-1][1] = number
            else:
                ranges.append([number, number])
        return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in ranges)


def groups(faults: Sequence[PlacedFinding]) -> list[Group]:
    """Faults with the same words together; errors first, then in the order of the checks."""
    by_finding: dict[Finding, list[tuple[int, Box | None]]] = {}
    for fault in faults:
        by_finding.setdefault(_cut(fault.finding), []).append((fault.page, fault.box))
    found = [Group(finding, tuple(places)) for finding, places in by_finding.items()]
    return sorted(found, key=lambda group: _ORDER.index(group.finding.severity))


def _cut(found: Finding) -> Finding:
    """With its parameters no longer than anyone reads: a stranger's bookmark may be a book."""
    params = tuple(
        (key, value if len(value) <= _LONGEST else value[:_LONGEST] + "…")
        for key, value in found.params
    )
    return replace(found, params=params)


def located(verdict: Verdict) -> tuple[Finding, ...]:
    """Each kind of fault once; its place names the file and the pages."""
    return tuple(
        replace(group.finding, place=Place(_named(verdict.name, group.pages)))
        for group in groups(verdict.faults)
    )


def _named(name: str, pages: str) -> str:
    return say("preflight-place", name=name, pages=pages) if pages else name


def summary(verdict: Verdict, language: str | None = None) -> str:
    """One sentence on the whole."""
    code = "preflight-passed" if verdict.passed else "preflight-failed"
    return say(
        code, language, name=verdict.name, profile=verdict.profile, pages=verdict.pages,
        errors=verdict.count(Severity.ERROR), warnings=verdict.count(Severity.WARNING),
    )  # fmt: skip


def terminal(verdict: Verdict, language: str | None = None) -> list[str]:
    """Lines for a terminal: severity, code, pages, words."""
    found, counts = [], dict[str, int]()
    for group in groups(verdict.faults):
        code = group.finding.code
        counts[code] = counts.get(code, 0) + 1
        if counts[code] <= MOST_LINES:
            severity = say(f"severity-{group.finding.severity.value}", language)
            where = _where(group, language)
            found.append(f"{severity}{code}: {where}{render(group.finding, language)}")
    for code, count in counts.items():
        if count > MOST_LINES:
            found.append(say("preflight-more", language, check=code, count=count - MOST_LINES))
    return found


def _where(group: Group, language: str | None) -> str:
    return say("preflight-on-pages", language, pages=group.pages) if group.pages else ""


def as_json(verdict: Verdict) -> bytes:
    """The verdict for machines; words in English, places as numbers."""
    value = {
        "file": verdict.name,
        "profile": verdict.profile,
        "pages": verdict.pages,
        "passed": verdict.passed,
        "errors": verdict.count(Severity.ERROR),
        "warnings": verdict.count(Severity.WARNING),
        "faults": [
            {
                "code": found.code,
                "severity": found.severity.value,
                "page": fault.page or None,
                "box": _numbers(fault.box),
                "message": render(found, "en"),
                "params": dict(found.params),
            }
            for fault in verdict.faults
            for found in (_cut(fault.finding),)
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _numbers(box: Box | None) -> list[float] | None:
    if box is None or not all(math.isfinite(n) for n in box):
        return None
    return [round(n, 2) for n in box]


def pictured(verdict: Verdict) -> list[tuple[int, Box | None]]:
    """The places worth a picture, the first of each group before the second of any."""
    places: list[tuple[int, Box | None]] = []
    for depth in range(3):
        for group in groups(verdict.faults):
            boxed = [place for place in group.places if place[0] and place[1] is not None]
            if depth < len(boxed) and boxed[depth] not in places:
                places.append(boxed[depth])
    return places[:MOST_PICTURES]


_STYLE = """
body{max-width:60em}section{border-left:4px solid #999;margin:1.2em 0;padding:.1em 0 .1em 1em}
section.error{border-color:#b22}section.warning{border-color:#c90}
code{color:#555}p{margin:.3em 0}figure{display:inline-block;margin:.5em 1em .5em 0}
img{max-width:100%;border:1px solid #ccc}
"""


def as_html(
    verdict: Verdict, pictures: Mapping[tuple[int, Box | None], str], language: str | None = None
) -> bytes:
    """One self-contained page. `pictures` are data URIs by place."""
    language = language or locale_language()
    body = []
    for group in groups(verdict.faults):
        severity = group.finding.severity.value
        words = html.escape(_where(group, language) + render(group.finding, language))
        mark = html.escape(say(f"severity-{severity}", language))
        body.append(
            f'<section class="{severity}"><p>{mark}<code>{group.finding.code}</code></p>'
            f"<p>{words}</p>{_figures(group, pictures, language)}</section>"
        )
    title = say("preflight-heading", language, name=verdict.name)
    return webpage(language, title, summary(verdict, language), body, _STYLE)


def _figures(group: Group, pictures: Mapping[tuple[int, Box | None], str], language: str) -> str:
    out = ""
    for place in dict.fromkeys(group.places):
        if picture := pictures.get(place):
            caption = html.escape(say("preflight-page", language, page=place[0]))
            out += (
                f'<figure><img src="{picture}" alt="{caption}">'
                f"<figcaption>{caption}</figcaption></figure>"
            )
    return out
