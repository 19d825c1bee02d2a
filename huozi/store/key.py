"""Keys: everything that can change a galley, by name, so that a run can say why it set a unit.

An ingredient left out of a key gives a stale page in a printed book; when in doubt, put it in.
"""

import hashlib
import os
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from huozi.compile.house import House
from huozi.fonts.typecase import TypeCase
from huozi.store.closure import stage_digest
from huozi.values.galley import Setting, Unit
from huozi.values.style import FontRoles, UnitKind

#: Ingredients in the order in which reasons are told.
INGREDIENTS = ("text", "references", "images", "template", "style", "format", "fonts", "engine")

#: Libraries of the system that shape glyphs and find fonts.
_SYSTEM = tuple(
    f"lib{name}.so."
    for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz", "fribidi", "fontconfig", "freetype")
)


class Key(Struct, frozen=True):
    """The digest of all ingredients, and each of them by name."""

    digest: str
    ingredients: dict[str, str]


@dataclass(frozen=True)
class KeyMaker:
    """Makes the keys of one run, and of those after it with the same house style, setting and
    faces; digests what units share only once, and a unit only while it is another than before.
    """

    house: House
    setting: Setting
    case: TypeCase
    _styles: dict[UnitKind, str] = field(default_factory=dict)
    _made: dict[str, tuple[Unit, Key]] = field(default_factory=dict)

    def as_before(self, before: "KeyMaker | None") -> "KeyMaker":
        """The one of the run before, with what it has made, where it would make the same keys."""
        if before is None or before.house is not self.house:
            return self
        same = (before.setting, before.case) == (self.setting, self.case)
        return before if same else self

    def key(self, unit: Unit) -> Key:
        """The key of a unit."""
        made = self._made.get(unit.id)
        if made is None or made[0] != unit:
            made = self._made[unit.id] = unit, self._key(unit)
        return made[1]

    def _key(self, unit: Unit) -> Key:
        ingredients = {
            "text": _digest((unit.id, unit.kind, unit.place, unit.content, unit.heads, unit.title,
                             unit.reserve_pages, unit.run_on)),
            "references": _digest(unit.references) if unit.references else _NOTHING,
            "images": _digest(unit.images) if unit.images else _NOTHING,
            "template": self.house.template_digests.get(f"{unit.kind.value}.html", ""),
            "style": self._style(unit.kind),
            **self._shared,
        }  # fmt: skip
        return Key(_digest(ingredients), ingredients)

    def _style(self, kind: UnitKind) -> str:
        if kind not in self._styles:
            self._styles[kind] = _digest(self.house.sheets(kind, self.setting.folio_place))
        return self._styles[kind]

    @cached_property
    def _shared(self) -> dict[str, str]:
        faces = sorted(
            (f.family, f.weight, f.digest, f.index, f.relabelled, f.names, f.own, f.slanted)
            for f in self.case.faces
        )
        return {
            "format": _digest(replace(self.setting, fonts=FontRoles())),  # fonts are told of below
            "fonts": _digest((self.setting.fonts, faces)),
            "engine": engine_digest(),
        }


def reasons(key: Key, before: dict[str, str] | None) -> tuple[str, ...]:
    """Which ingredients differ from the last time this unit was set; `new` if it never was."""
    if before is None:
        return ("new",)
    changed = tuple(n for n in INGREDIENTS if before.get(n) != key.ingredients[n])
    return changed or ("shelf",)  # the same key, but the shelf had lost or damaged it


@cache
def engine_digest() -> str:
    """All that shapes a galley but its input: code, libraries, Python, and those of the system."""
    return _digest((stage_digest("compile"), *_system_libraries()))


def _system_libraries() -> list[str]:
    """Pango and HarfBuzz come from the system, and line metrics with them: their files' identity.

    Asking Pango for its version would load it, which a run that compiles nothing should not pay.
    """
    roots = [Path("/usr/lib"), *sorted(Path("/usr/lib").glob("*-linux-gnu"))]
    paths = [
        root / name
        for root in roots
        if root.is_dir()
        for name in sorted(os.listdir(root))  # noqa: PTH208  (some thousand names, of which ten)
        if name.startswith(_SYSTEM)
    ]
    return [f"{path.resolve().name} {path.stat().st_size}" for path in paths]


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(value, order="deterministic")).hexdigest()


_NOTHING = _digest(())  # most units have neither references nor images
