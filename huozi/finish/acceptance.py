"""验收: what is made for a purpose is judged by the preflight of its profile first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from huozi.files import workshop
from huozi.pdf.profile import Purpose
from huozi.prove.record import Record
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding, Manuscript, Severity, finding

if TYPE_CHECKING:
    from huozi.preflight.job import Wanted

#: What to do about a fault in a book of ours; of a stranger's file preflight can't know that.
_ADVICE = {
    "preflight-colour": "finish-colour",
    "preflight-colour-inks": "finish-colour",
    "preflight-image-colour": "finish-colour",
    "preflight-transparency": "finish-transparency",
}


def body_wanted(manuscript: Manuscript, record: Record, **more: Any) -> "Wanted":
    """What a body has to be, by its manuscript and the record of its build."""
    from huozi.preflight.job import Wanted

    page = manuscript.format
    return Wanted(
        trim_pt=(page.trim_width_pt, page.trim_height_pt),
        record=record.as_mapping(),
        one_colour=manuscript.printing.one_colour,
        **more,
    )


def undone(manuscript: Manuscript, purpose: Purpose) -> tuple[Finding, ...]:
    """What a profile for presses leaves to others in a book of four colours: told, not implied."""
    if purpose.icc is None or manuscript.printing.one_colour:
        return ()
    return (
        finding(
            "finish-undone", manuscript.book.place, Severity.WARNING,
            profile=purpose.profile.name, condition=purpose.icc.description,
        ),
    )  # fmt: skip


def inspected(pdf: bytes, name: str, wanted: "Wanted", purpose: Purpose) -> tuple[Finding, ...]:
    """What preflight says of a file of ours; nothing of one that is made for no purpose.

    It is judged in this process: the quarantine is for strangers' files. Raises InputError where
    it is not fit for the press or the standard it claims. On the desk no fault keeps a book back:
    proof-readers are there to see it.
    """
    from huozi.pdf.profile import PROFILES
    from huozi.preflight.judge import judge
    from huozi.preflight.report import located

    profile = purpose.profile
    with workshop() as folder:
        file = folder / name
        file.write_bytes(pdf)
        found = located(judge(file, PROFILES[profile.name], wanted))
    errors = [fault for fault in found if fault.severity is Severity.ERROR]
    if errors and (profile.press or profile.standard):
        raise refusal(errors)
    desk = {fault: replace(fault, severity=Severity.WARNING) for fault in errors}
    return tuple(desk.get(fault, fault) for fault in found)


def refusal(errors: Sequence[Finding]) -> InputError:
    """The errors for which a file is kept back, with what may be done about them."""
    advice = dict.fromkeys(_ADVICE[error.code] for error in errors if error.code in _ADVICE)
    return InputError([*errors, *(finding(code, None, Severity.INFO) for code in advice)])
