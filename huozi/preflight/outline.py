"""The outline (bookmarks) and the pages it leads to (ISO 32000-1, 12.3.2 and 12.3.3)."""

from dataclasses import dataclass
from typing import Any

import pikepdf

from huozi.preflight.canvas import STRANGE

_MAX_ITEMS, _MAX_LEVELS = 20_000, 16


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the outline; `page` is 0 where it leads nowhere."""

    level: int
    title: str
    page: int


def bookmarks(pdf: pikepdf.Pdf) -> list[OutlineItem]:
    """All lines of the outline, in order."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found: list[OutlineItem] = []
    seen: set[tuple[int, int]] = set()
    try:
        todo: list[tuple[Any, int]] = [(pdf.Root.Outlines.First, 0)]
    except STRANGE:
        return []
    while todo and len(found) < _MAX_ITEMS:
        item, level = todo.pop()
        if item is None or item.objgen in seen or not isinstance(item, pikepdf.Dictionary):
            continue
        seen.add(item.objgen)
        found.append(OutlineItem(level, str(item.get("/Title", "")), _page(pdf, item, numbers)))
        todo.append((item.get("/Next"), level))
        if level < _MAX_LEVELS:
            todo.append((item.get("/First"), level + 1))
    return found


def _page(pdf: pikepdf.Pdf, item: Any, numbers: dict[tuple[int, int], int]) -> int:
    try:
        target = item.get("/Dest")
        if target is None and "/A" in item:
            target = item.A.get("/D")
        if isinstance(target, pikepdf.Name):
            target = pdf.Root.Dests.get(target)
        elif isinstance(target, pikepdf.String):
            target = pikepdf.NameTree(pdf.Root.Names.Dests).get(str(target))
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        return numbers.get(target[0].objgen, 0) if target is not None else 0
    except STRANGE:
        return 0
