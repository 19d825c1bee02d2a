"""What fonts this machine offers, for which role of a book, and why some can't be used."""

from dataclasses import dataclass
from pathlib import Path

from huozi.fonts import machine, rights
from huozi.fonts.families import Family, families
from huozi.fonts.own import house_faces
from huozi.read.manuscript import survey
from huozi.values.style import FontRoles


@dataclass(frozen=True, slots=True)
class FontList:
    """The families of a machine, and the roles of a book."""

    families: tuple[Family, ...]
    roles: FontRoles


def font_list(book_dir: Path) -> FontList:
    """Look at the machine, what set-up keeps beside it, and a book.

    A book that can't be read has the roles of the house.

    Raises MachineError without fontconfig.
    """
    with machine.asking() as asked:
        manuscript = survey(book_dir).manuscript
        roles = manuscript.fonts if manuscript else FontRoles()
        ours = house_faces()
        installed = (*machine.answer(asked), *ours)
        charsets = machine.charsets(tuple(face.path for face in ours))
        found = families(installed, charsets, rights.refusal)
    return FontList(found, roles)
