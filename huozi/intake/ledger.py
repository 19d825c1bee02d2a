"""The ledger: nothing of a manuscript is lost, and nothing is there twice.

`balanced` holds what was read of a package against `count`, which has read it with other code;
`fated` holds the fates of its atoms against the atoms. Where either differs, nothing is written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from huozi.intake.count import CELL, NOTE, PICTURE, Tally
from huozi.intake.fates import Fated
from huozi.intake.values import AtomKind, WordBlock, WordTable, WordText
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding, Place, finding

_MOST = 12  # differences that are told of one part
_KINDS = {AtomKind.PICTURE: PICTURE, AtomKind.NOTE_CALL: NOTE}


def tallied(text: WordText) -> Tally:
    """What was read, as `count` counts it: atoms, cells, and what is not shown."""
    tally: Tally = {}

    def of(part: str) -> Counter[str]:
        return tally.setdefault(part, Counter())

    for atom in text.atoms:
        of(atom.spot.part).update(atom.counted)
        if atom.kind in _KINDS:
            of(atom.spot.part)[_KINDS[atom.kind]] += 1
    for table in _tables(_stories(text)):
        of(table.spot.part)[CELL] += sum(cell.joined for row in table.rows for cell in row.cells)
    for hidden in text.unshown:
        of(hidden.spot.part).update(hidden.text)
        held = {PICTURE: hidden.pictures, NOTE: hidden.notes, CELL: hidden.cells}
        of(hidden.spot.part).update(held)
    return {part: +found for part, found in tally.items() if +found}


def _stories(text: WordText) -> Iterator[WordBlock]:
    yield from text.blocks
    for beside in (text.notes, text.comments, text.boxes, text.heads):
        for one in beside:
            yield from one.blocks


def _tables(blocks: Iterable[WordBlock]) -> Iterator[WordTable]:
    for block in blocks:
        if isinstance(block, WordTable):
            yield block
            for row in block.rows:
                for cell in row.cells:
                    yield from _tables(cell.blocks)


def check_balance(text: WordText, counted: Tally) -> None:
    """Raise InputError where what was read is not what the package holds."""
    read = tallied(text)
    found = [
        _difference(text.origin.name, part, counted.get(part, Counter()), read.get(part, Counter()))
        for part in sorted(read.keys() | counted.keys())
        if read.get(part) != counted.get(part)
    ]
    if found:
        raise InputError(found)


def _difference(name: str, part: str, held: Counter[str], read: Counter[str]) -> Finding:
    def told(difference: Counter[str]) -> str:
        signs = sorted(difference.items())[:_MOST]
        return " ".join(f"{key}×{count}" if count > 1 else key for key, count in signs) or "–"

    return finding(
        "intake-unbalanced", Place(name), part=part, lost=told(held - read), more=told(read - held)
    )


def check_fates(text: WordText, fates: Iterable[Fated]) -> None:
    """Raise InputError where the fates do not cover each atom once, without gap or overlap."""
    spans: list[list[tuple[int, int]]] = [[] for _ in text.atoms]
    found = []
    place = Place(text.origin.name)
    for one in fates:
        if not 0 <= one.atom < len(spans):
            found.append(finding("intake-no-atom", place, atom=one.atom))
            continue
        spans[one.atom].append((one.start, one.stop))
    for atom, covered in zip(text.atoms, spans, strict=True):
        at = 0
        for start, stop in sorted(covered):
            if start != at or stop <= start:
                break
            at = stop
        else:
            if at == atom.size:
                continue
        found.append(finding("intake-fateless", place, where=str(atom.spot), words=atom.text[:40]))
    if found:
        raise InputError(found[:_MOST])
