"""Which characters of a text the fonts of a book have, and which installed font has the others.

The engine sets a character in whatever font of the case has it; what none has can't be set. So the
same question, asked of the text alone, is what `check` needs.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from msgspec.structs import replace

from huozi.fonts import choice, machine, rights
from huozi.fonts.typecase import TypeCase
from huozi.values.errors import MachineError
from huozi.values.manuscript import Finding, Place, finding
from huozi.values.style import Families, FontRoles

_MOST_OFFERED = 3
#: Categories of what is never seen: controls, format characters, line ends, blanks, surrogates.
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs", "Cs"))
_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
#: Roles that set Chinese text, whatever else.
_CHINESE = ("fang", "kai", "hei", "song")
_A_HAN, _FIRST_HAN = ord("中"), "\u2e80"

#: Installed families that have a character, by the character.
Offers = Callable[[Iterable[str]], dict[str, tuple[str, ...]]]


def lacking(text: str, case: TypeCase) -> Iterator[tuple[int, str]]:
    """Characters that no font of the book has, each with its offset in the text.

    An accent that stands apart is there when its letter has it as one character (NFC).
    """
    there = _characters(case)
    if not (absent := {char for char in set(text) if not _is_shown(char, there)}):
        return
    for offset, char in enumerate(text):
        if char in absent and not _is_composed(text, offset, there):
            yield offset, char


def lent(chars: Iterable[str], case: TypeCase, stacks: tuple[Families, ...]) -> frozenset[str]:
    """Those characters that one of these roles has not, so that another may have to lend them.

    A role without Han sets Latin letters alone, and is asked for no others.
    """
    known = _known(case, stacks)
    for char in chars:
        if char not in known:
            known[char] = _is_lent(char, case, stacks)
    return frozenset(char for char in chars if known[char])


def without_han(case: TypeCase, fonts: FontRoles) -> Iterator[Finding]:
    """Families that are to set Chinese, and have no Han character."""
    named = {fonts.stacks[role]: role for role in _CHINESE}
    for stack, role in named.items():
        there = _of_role(case, stack)
        if there and _A_HAN not in there:
            yield finding("font-without-han", family=stack[0], role=role)


@cache
def _known(case: TypeCase, stacks: tuple[Families, ...]) -> dict[str, bool]:
    """Characters that were asked for: a book asks for the same again and again."""
    return {}


def _is_lent(char: str, case: TypeCase, stacks: tuple[Families, ...]) -> bool:
    if ord(char) not in _characters(case) or _is_unseen(char):
        return False
    roles = (_of_role(case, stack) for stack in stacks)
    return any(
        ord(char) not in role for role in roles if role and (_A_HAN in role or _is_letter(char))
    )


def _is_letter(char: str) -> bool:
    return char < _FIRST_HAN and char.isalpha()


@cache
def _of_role(case: TypeCase, stack: Families) -> frozenset[int]:
    faces = ((face.path, face.index) for face in case.faces if face.family in stack)
    return frozenset().union(*(rights.characters(*face) for face in faces))


@cache
def _characters(case: TypeCase) -> frozenset[int]:
    faces = ((face.path, face.index) for face in case.faces)
    return frozenset().union(*(rights.characters(*face) for face in faces))


def _is_shown(char: str, there: frozenset[int]) -> bool:
    return ord(char) in there or _is_unseen(char)


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or ord(char) in _SELECTORS


def _is_composed(text: str, offset: int, there: frozenset[int]) -> bool:
    """Whether an accent makes one character with what stands before it."""
    begins = offset
    while begins and unicodedata.combining(text[begins]):
        begins -= 1
    whole = unicodedata.normalize("NFC", text[begins : offset + 1])
    return begins < offset and all(ord(char) in there for char in whole)


def code_points(text: str) -> str:
    """The code points of a text in words: `U+4E00 U+4E8C`."""
    return " ".join(f"U+{ord(char):04X}" for char in text)


def missing_glyph(char: str, family: str, place: Place | None) -> Finding:
    """No font of the book has a character; `family` is where it was looked for first."""
    return finding("glyph-missing", place, char=char, codes=code_points(char), family=family)


def advised(findings: Iterable[Finding], offers: Offers | None = None) -> tuple[Finding, ...]:
    """Findings; those of missing glyphs name the installed families that have the character."""
    told = tuple(findings)
    missing = {dict(f.params)["char"] for f in told if f.code == "glyph-missing"}
    offered = (offers or offering)(missing) if missing else {}
    return tuple(
        _offer(f, families) if (families := offered.get(dict(f.params).get("char", ""))) else f
        for f in told
    )


def _offer(found: Finding, families: tuple[str, ...]) -> Finding:
    if found.code != "glyph-missing":
        return found
    made = finding("glyph-missing-offer", found.place, found.severity, offer=families[0],
                   families=families, **dict(found.params))  # fmt: skip
    return replace(found, code=made.code, params=made.params)


def offering(chars: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Installed families that have each character: those with most characters first.

    Empty where fontconfig does not answer: advice is worth no second fault.
    """
    try:
        with machine.ask() as asked:
            installed, charsets = machine.answer(asked), machine.charsets()
        usable = [
            face for face in installed
            if not choice.fault(face) and not rights.refusal(face.path, face.index)
        ]  # fmt: skip
    except (MachineError, OSError):
        return {}
    sizes: dict[str, int] = {}
    holds: dict[str, set[str]] = {char: set() for char in chars}
    for face in usable:
        ranges, family = charsets.get((face.path, face.index), ()), face.families[0]
        sizes[family] = max(sizes.get(family, 0), sum(high - low + 1 for low, high in ranges))
        for char, families in holds.items():
            if any(low <= ord(char) <= high for low, high in ranges):
                families.add(family)
    return {
        char: tuple(sorted(families, key=lambda name: (-sizes[name], name)))[:_MOST_OFFERED]
        for char, families in holds.items()
        if families
    }
