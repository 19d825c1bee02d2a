"""A book made up, as the room shows it: its pages by name, its entries and parts in their order."""

from collections.abc import Iterator, Sequence

from huozi.room.values import RoomPage, RoomUnit
from huozi.values.galley import Unit
from huozi.values.manuscript import Entry, Manuscript, Matter
from huozi.values.pages import Forme
from huozi.values.style import UnitKind

_ENTRY, _ANNEX, _OTHER = 1, 2, 0  # levels: entries stand below parts, annexes below entries
_LEVELS = {UnitKind.ARTICLE: _ENTRY, UnitKind.DOCUMENT: _ENTRY, UnitKind.ANNEX: _ANNEX}


def room_pages(forme: Forme, names: Sequence[str]) -> tuple[RoomPage, ...]:
    """The pages of a book, with their names."""
    form = forme.manuscript.format
    return tuple(
        RoomPage(
            name,
            page.side.value,
            page.folio,
            page.shows_folio,
            page.unit_id,
            page.blank,
            form.trim_width_pt,
            form.trim_height_pt,
        )
        for name, page in zip(names, forme.page_map.pages, strict=True)
    )


def room_units(forme: Forme) -> tuple[RoomUnit, ...]:
    """The units of a book, and behind each the entries that run on in it (接排)."""
    texts = {text.id or text.kind.value: text for text in forme.manuscript.texts}
    return tuple(one for unit in forme.units for one in _units(forme, unit, texts))


def _units(forme: Forme, unit: Unit, texts: dict[str, Entry | Matter]) -> Iterator[RoomUnit]:
    pages, opening = len(forme.galleys[unit.id].contents), forme.page_map.opening(unit.id)
    if opening is None:
        return
    first, title = opening.index, unit.title or unit.kind.value
    yield RoomUnit(
        unit.id, unit.kind.value, title, unit.place.file, first, pages,
        _status(texts.get(unit.id)), _LEVELS.get(unit.kind, _OTHER),
    )  # fmt: skip
    for name, called in unit.run_on:
        text, spot = texts.get(name), forme.spots.get(name)
        if text is not None and spot is not None:
            yield RoomUnit(
                name, text.kind.value, called, text.place.file, spot.page.index,
                first + pages - spot.page.index, _status(text), _ENTRY,
            )  # fmt: skip


def _status(text: Entry | Matter | None) -> str:
    return text.status.value if isinstance(text, Entry) else ""


def files_of(manuscript: Manuscript) -> dict[str, tuple[str, str]]:
    """The files of a book's texts in their order, each with the id and the title of its unit."""
    found: dict[str, tuple[str, str]] = {}
    for text in manuscript.texts:
        for file in (text.place.file, *(block.place.file for block in text.body)):
            if file.endswith(".md"):
                found.setdefault(file, (text.id or text.kind.value, text.title))
    return found
