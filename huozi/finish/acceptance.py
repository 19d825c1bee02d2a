"""验收: a book made for a purpose is judged by the preflight of its profile first."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huozi.pdf.profile import Profile
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding, Manuscript, Severity

if TYPE_CHECKING:
    from huozi.preflight.job import Wanted


def body_wanted(manuscript: Manuscript, record: bytes, **more: Any) -> "Wanted":
    """What a body has to be, by its manuscript and the record of its build."""
    from huozi.preflight.job import Wanted

    page = manuscript.format
    told: Mapping[str, Any] = json.loads(record)
    return Wanted(
        trim_pt=(page.trim_width_pt, page.trim_height_pt),
        record=told,
        one_colour=manuscript.printing.one_colour,
        **more,
    )


def inspected(
    book: bytes, name: str, record: bytes, manuscript: Manuscript, profile: Profile
) -> tuple[Finding, ...]:
    """What preflight says of a book.

    Raises InputError where that is not fit for the press or the standard it claims. On the desk no
    fault keeps a book back: proof-readers are there to see it.
    """
    from huozi.preflight.inspect import inspect
    from huozi.preflight.report import located

    with tempfile.TemporaryDirectory(prefix="huozi-") as folder:
        file = Path(folder) / name
        file.write_bytes(book)
        wanted = body_wanted(manuscript, record)
        verdict, _ = inspect(file, profile.name, wanted, None, draw=False)
    found = located(verdict)
    errors = [fault for fault in found if fault.severity is Severity.ERROR]
    if errors and (profile.press or profile.standard):
        raise InputError(errors)
    desk = {fault: replace(fault, severity=Severity.WARNING) for fault in errors}
    return tuple(desk.get(fault, fault) for fault in found)
