"""Checks that each font family named in a style sheet is a font of the book. Pure.

The engine sees the fonts of the book alone, and would set text of any other family in one of them
without telling.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from huozi.compile.sheets import marked, place_at
from huozi.values.manuscript import Finding, Place, Severity, finding
from huozi.values.style import FontRoles

_COMMENT = re.compile(r"/\*(?!@).*?\*/", re.DOTALL)
_DECLARED = re.compile(r"(?<![\w-])(--huozi-latin|font-family|font)\s*:([^;{}]*)")
#: What stands before the families in the `font` shorthand: it ends with the size.
_SIZE = re.compile(r"\A.*?(?:\d[\w.%]*|\))(?:\s*/\s*[\w.%]+)?\s+", re.DOTALL)
_ROLE = re.compile(r"var\(\s*--([\w-]+)")
_WEIGHT = re.compile(r"(?<![\w-])font(?:-weight)?\s*:[^;{}]*?\b([1-9]00)\b(?!%|\w|\.)")
_SLANTED = re.compile(r"(?<![\w-])font(?:-style)?\s*:[^;{}]*?\b(?:italic|oblique)\b")
_HOUSE_WEIGHTS = (400, 700)
_BOOK = "content/book.yaml"
_WORDS = frozenset(("inherit", "initial", "unset", "revert"))
#: They may end a list, where nothing comes to them.
_GENERIC = frozenset(("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"))


def unnamed(styles: Mapping[str, str], fonts: FontRoles) -> tuple[Finding, ...]:
    """Findings for the families and font roles in style sheets that the book does not have."""
    return _unnamed(tuple(styles.items()), tuple(fonts.families), tuple(fonts.stacks))


@lru_cache(maxsize=4)  # the same again after each save
def _unnamed(
    styles: tuple[tuple[str, str], ...], families: tuple[str, ...], roles: tuple[str, ...]
) -> tuple[Finding, ...]:
    known = {family.casefold() for family in families} | _WORDS
    own = set(re.findall(r"(?<![\w(-])--([\w-]+)\s*:", "".join(text for _, text in styles)))
    told = set()
    for name, text in styles:
        css = marked(name, _COMMENT.sub(_blank, text))
        for match in _DECLARED.finditer(css):
            for nth, found in enumerate(_families(match[1], match[2])):
                role = _ROLE.match(found)
                if found.casefold() in known or role and role[1] in own.union(roles):
                    continue
                if nth and found in _GENERIC:
                    continue
                code = "style-role" if role else "style-family"
                place = place_at(css, match.start(2))
                told.add(finding(code, place, found=role[1] if role else found, roles=roles))
    return tuple(sorted(told, key=str))


def idle_roles(house: Iterable[str], fonts: FontRoles) -> tuple[Finding, ...]:
    """Warnings of roles of a book's own that none of its styles and templates names: as a rule
    another was meant.
    """
    text = "\0".join(house) if fonts.own else ""
    named = set(_ROLE.findall(text))
    return tuple(
        finding("font-role-idle", Place(_BOOK, keys=role), Severity.WARNING, name=role)
        for role, _ in fonts.own
        if role not in named
    )


def cuts(styles: Iterable[str]) -> frozenset[tuple[int, bool]]:
    """The weights and slants that style sheets ask for beside upright regular and bold. Each weight
    counts both ways where any text is slanted.
    """
    return _cuts("".join(styles))


@lru_cache(maxsize=4)
def _cuts(styles: str) -> frozenset[tuple[int, bool]]:
    css = _COMMENT.sub("", styles)
    weights = {*_HOUSE_WEIGHTS, *map(int, _WEIGHT.findall(css))}
    slants = (False, True) if _SLANTED.search(css) else (False,)
    return frozenset(
        (weight, slant) for weight in weights for slant in slants
        if slant or weight not in _HOUSE_WEIGHTS
    )  # fmt: skip


def _families(name: str, value: str) -> Iterator[str]:
    """The families of a declaration, without quotes; none where a `font` names none."""
    if name == "font":
        size = _SIZE.match(value)
        value = value[size.end() :] if size else ""
    for part in value.replace("!important", "").split(","):
        if family := " ".join(part.split()).strip("\"'"):
            yield family


def _blank(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment[0])
