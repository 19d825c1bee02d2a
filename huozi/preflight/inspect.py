"""Preflight of a stranger's file, from a path to a verdict with pictures, in quarantine."""

from pathlib import Path

from huozi.pdf.boxes import Box
from huozi.pdf.profile import PROFILES
from huozi.preflight import report
from huozi.preflight.crops import crops
from huozi.preflight.job import Wanted
from huozi.preflight.judge import Verdict, judge
from huozi.preflight.limits import DEFAULT, PreflightLimits
from huozi.sandbox import quarantined
from huozi.values.manuscript import Place

#: Pictures of places (page and box) as data URIs.
Pictures = dict[tuple[int, Box | None], str]


def inspect(
    file: Path, profile: str, wanted: Wanted, cover: Path | None, draw: bool,
    limits: PreflightLimits = DEFAULT,
) -> tuple[Verdict, Pictures]:  # fmt: skip
    """The verdict and, where asked for, pictures of its places.

    Raises InputError where the file can't be opened, or takes too much.
    """
    return quarantined(
        _judge_and_draw, file, profile, wanted, cover, draw, limits,
        bounds=limits.work, place=Place(file.name),
    )  # fmt: skip


def _judge_and_draw(
    file: Path,
    profile: str,
    wanted: Wanted,
    cover: Path | None,
    draw: bool,
    limits: PreflightLimits,
) -> tuple[Verdict, Pictures]:
    verdict = judge(file, PROFILES[profile], wanted, cover, limits)
    places = report.pictured(verdict) if draw else []
    pictures = crops(file, places) if places else []
    return verdict, dict(zip(places, pictures, strict=True))
