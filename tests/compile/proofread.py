"""Reads a finished PDF back as a proofreader does: lines where they stand, calls and notes."""

import re
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

#: Sizes in points, and the distance of two lines of a note.
BODY_PT, NOTE_PT, CALL_PT, NOTE_LINE_PT = 10.5, 9.0, 7.14, 0.8 * 16.8
_MARK = re.compile(r"[①-⑳㉑-㉟㊱-㊿]|\[[0-9]+\]|\*")


@dataclass(frozen=True)
class Run:
    """Text that was set down at once."""

    x_pt: float
    y_pt: float
    size_pt: float
    text: str


@dataclass(frozen=True)
class Notes:
    """Of one page: the marks of calls in their order, and the texts at its foot.

    A text that goes on from the page before has no mark.
    """

    calls: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]


def pages_of(path: Path) -> list[list[Run]]:
    """The runs of every page, in the order they are shown."""
    return [_runs(page) for page in PdfReader(path).pages]


def _runs(page) -> list[Run]:
    runs: list[Run] = []

    def visit(text, ctm, matrix, font, size) -> None:
        text = text.replace("\u200b", "")  # a blank that fills a gap
        if text.strip():
            x = matrix[4] * ctm[0] + matrix[5] * ctm[2] + ctm[4]
            y = matrix[4] * ctm[1] + matrix[5] * ctm[3] + ctm[5]
            scale = abs(matrix[3] * ctm[3])
            runs.append(Run(x, y, size * scale, text.replace("\n", "")))

    page.extract_text(visitor_text=visit)
    return runs


def notes_of(runs: list[Run], foot_pt: float) -> Notes:
    """The notes of a page whose type area ends `foot_pt` above its lower edge."""
    calls = [run.text for run in runs if abs(run.size_pt - CALL_PT) < 0.1]
    marks = [mark for text in calls for mark in _MARK.findall(text)]
    lines = sorted(
        (run for run in runs if abs(run.size_pt - NOTE_PT) < 0.1 and run.y_pt > foot_pt),
        key=lambda run: run.y_pt,
    )
    texts: list[tuple[str, str]] = []
    below, part = foot_pt - 6, []
    for run in lines:
        if run.y_pt - below > NOTE_LINE_PT + 0.5:
            break
        below = run.y_pt
        part.insert(0, run.text)
        if mark := _MARK.match(run.text):
            texts.insert(0, (mark[0], "".join(part)[mark.end() :].strip()))
            part = []
    if part:
        texts.insert(0, ("", "".join(part)))
    return Notes(tuple(marks), tuple(texts))


def baselines(runs: list[Run]) -> set[float]:
    """Heights of all lines of body size, but for the star of a title."""
    return {
        round(run.y_pt, 2)
        for run in runs
        if abs(run.size_pt - BODY_PT) < 0.05 and run.text.strip() != "*"
    }
