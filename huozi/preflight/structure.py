"""The structure tree of a tagged file (ISO 32000-1, 14.7), read once, however strange it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from huozi.preflight.canvas import STRANGE
from huozi.preflight.labels import leaves

_MAX_ELEMENTS = 1_000_000
_MAX_ROLES = 8  # steps from an own type to a standard one

Objgen = tuple[int, int]
_DIRECT: Objgen = (0, 0)


@dataclass(slots=True)
class TaggedElement:
    """A structure element: its standard type, itself, and the page it begins on."""

    role: str
    raw: Any
    page: Objgen


@dataclass(slots=True)
class StructureTree:
    """Elements in the order of reading; who claims which content; where content says it belongs."""

    elements: list[TaggedElement] = field(default_factory=list)
    claims: dict[Objgen, dict[int, Objgen]] = field(default_factory=dict)  # page, number: element
    parents: dict[int, Any] = field(default_factory=dict)  # the ParentTree
    roles: dict[Objgen, str] = field(default_factory=dict)  # of elements that are objects

    def role_of(self, raw: Any) -> str:
        """The standard type of what may be an element; empty where it is none."""
        return self.roles.get(raw.objgen, "") if isinstance(raw, pikepdf.Dictionary) else ""

    def parent(self, raw: Any, key: str) -> Any:
        """What the ParentTree gives for the number under a key; None where there is none."""
        number = raw.get(key)
        return self.parents.get(number) if isinstance(number, int) else None


def structure(pdf: pikepdf.Pdf) -> StructureTree | None:
    """The structure of a file that says it is tagged."""
    try:
        if not pdf.Root.MarkInfo.get("/Marked", False):
            return None
        root = pdf.Root.StructTreeRoot
        found = StructureTree()
        for element in _elements(root):
            found.elements.append(element)
            if element.raw.objgen != _DIRECT:
                found.roles[element.raw.objgen] = element.role
            _claim(found, element)
    except STRANGE:
        return None
    try:
        found.parents = dict(leaves(root.get("/ParentTree")))
    except STRANGE:
        found.parents = {}
    return found


def _elements(root: Any) -> Iterator[TaggedElement]:
    """All elements, each behind the one that holds it."""
    roles = root.get("/RoleMap", {})
    seen: set[Objgen] = set()
    todo: list[tuple[Any, Objgen]] = [(kid, _DIRECT) for kid in reversed(_kids(root))]
    for _ in range(_MAX_ELEMENTS):
        if not todo:
            break
        raw, page = todo.pop()
        if not isinstance(raw, pikepdf.Dictionary) or "/S" not in raw or raw.objgen in seen:
            continue
        if raw.objgen != _DIRECT:  # what is no object of its own can't hold itself
            seen.add(raw.objgen)
        page = raw.Pg.objgen if "/Pg" in raw else page
        yield TaggedElement(_standard(str(raw.S), roles), raw, page)
        todo += ((kid, page) for kid in reversed(_kids(raw)))


def _kids(raw: Any) -> list[Any]:
    held = raw.get("/K")
    if isinstance(held, pikepdf.Array):
        return list(held)
    return [] if held is None else [held]


def _standard(role: str, roles: Any) -> str:
    """A type as the RoleMap translates it (14.7.3)."""
    for _ in range(_MAX_ROLES):
        if role not in roles:
            break
        role = str(roles[role])
    return role.removeprefix("/")


def _claim(found: StructureTree, element: TaggedElement) -> None:
    """Note the numbered content that an element holds itself."""
    for kid in _kids(element.raw):
        page = element.page
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") != "/MCR" or "/Stm" in kid:
                continue
            page = kid.Pg.objgen if "/Pg" in kid else page
            kid = kid.MCID
        if isinstance(kid, int):
            found.claims.setdefault(page, {})[kid] = element.raw.objgen
