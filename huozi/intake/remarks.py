"""What only the fates of a conversion can tell: signs that were made of codes, numbers of fields
that may be out of date, and where that stands now which was moved.

What an editor should look at whatever became of it is in `observed`.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from huozi.intake.fates import Fated, Set
from huozi.intake.outcome import IntakeNotice
from huozi.intake.values import AtomKind, WordText

_MADE = (AtomKind.FORMULA, AtomKind.WORD_ART, AtomKind.SYMBOL, AtomKind.DRAWN,
         AtomKind.ENCLOSED)  # fmt: skip
_STALE = frozenset({
    "PAGEREF", "REF", "NOTEREF", "SEQ", "STYLEREF", "DATE", "TIME", "SAVEDATE", "PRINTDATE",
    "CREATEDATE", "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "FILENAME", "IF", "MERGEFIELD",
    "DOCPROPERTY", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT",
})  # fmt: skip
_MOVED = ("framed", "picture-moved", "table-lifted", "table-opened", "layout-opened")


def remarks(text: WordText, ledger: Iterable[Fated]) -> Iterator[IntakeNotice]:
    """Signs made from codes, and what stale fields show, of all that was set."""
    for number in sorted({fated.atom for fated in ledger if isinstance(fated.fate, Set)}):
        atom = text.atoms[number]
        if atom.kind in _MADE:
            yield IntakeNotice(f"made-{atom.kind}", atom.text[:60], atom.spot, atom.source[:80])
        if atom.field and (atom.field.name in _STALE or atom.field.name[:1] == "="):
            told = atom.field.instruction[:60]
            yield IntakeNotice("field-stale", atom.text[:60], atom.spot, told)


def placed(
    notices: Iterable[IntakeNotice], text: WordText, ledger: Iterable[Fated]
) -> tuple[IntakeNotice, ...]:
    """Notices of what was moved, with the file and line where it stands now."""
    where: dict[str, str] = {}
    for fated in ledger:
        if isinstance(fated.fate, Set):
            spot = text.atoms[fated.atom].spot
            where.setdefault(str(spot), f"{fated.fate.file}:{fated.fate.line}")
    inside = {str(box.spot): _first(box.blocks) for box in text.boxes}
    made = []
    for notice in notices:
        here = str(notice.spot)
        if notice.code == "box-moved":
            notice = replace(notice, detail=where.get(inside.get(here, ""), ""))
        elif notice.code in _MOVED:
            notice = replace(notice, detail=where.get(here, ""))
        made.append(notice)
    return tuple(made)


def _first(blocks: Iterable[object]) -> str:
    return next((str(block.spot) for block in blocks if hasattr(block, "spot")), "")
