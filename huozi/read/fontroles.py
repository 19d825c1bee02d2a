"""`fonts:` in `book.yaml`: the families of each role, one or several."""

import re
from difflib import get_close_matches
from typing import Any

from msgspec.structs import replace

from huozi.read import schema
from huozi.read.report import Reporter
from huozi.read.shapes import mapping, one_or_many
from huozi.read.yamlnodes import Node, NodeShape
from huozi.values.script import is_traditional
from huozi.values.style import HOUSE_FANG, FontRoles

_LONGEST_NAME = 100
_MOST_FAMILIES = 12
_LIKE = 0.65  # a name as like as this is a slip: `sonq`, `fangsong`
#: Roles as an editor writes them.
_NO_ROLES = ("own", "unchosen")
ROLES = {
    name.replace("_", "-"): name for name in FontRoles.__struct_fields__ if name not in _NO_ROLES
}
#: A role of a book's own, as style sheets name it.
_OWN = re.compile(r"[^\W\d_][\w-]{0,29}")
#: What no family is called, and what would end a name in a style sheet.
_NOT_IN_NAMES = re.compile(r"""["'\\<>{};,\x00-\x1f]""")

_family = schema.verbatim(_LONGEST_NAME)
FAMILIES = one_or_many(_family.shape)


@schema.takes(mapping(((name, FAMILIES, False) for name in ROLES), FAMILIES))
def font_roles(node: Node, key: str, report: Reporter) -> FontRoles | None:
    """The families of the roles that are written, the house's for all others."""
    if node.shape is not NodeShape.MAP:
        report.error("expected-mapping", node.line, found=node)
        return None
    values: dict[str, Any] = {}
    own = []
    for name, written in node.pairs:
        known = name.text in ROLES
        meant = get_close_matches(name.written, ROLES, 1, _LIKE)
        if not known and (meant or not _OWN.fullmatch(name.written)):
            schema.unknown_key(name, ROLES, report)
        elif not written.empty and (families := _families(written, name.written, report)):
            if known:
                values[ROLES[name.text]] = families
            else:
                own.append((name.written, families))
    return FontRoles(**values, own=tuple(own))


def _families(node: Node, key: str, report: Reporter) -> tuple[str, ...]:
    """One family, or several in order."""
    items = node.items if node.shape is NodeShape.LIST else (node,)
    if len(items) > _MOST_FAMILIES:
        report.error("fonts-many", node.line, key=key, count=len(items), limit=_MOST_FAMILIES)
        return ()
    found = []
    for item in items:
        name = _family(item, key, report)
        if name and _NOT_IN_NAMES.search(name):
            report.error("font-name", item.line, key=key, found=name)
        elif name:
            found.append(name)
    return tuple(dict.fromkeys(found))


def with_fang(fonts: FontRoles, node: Node | None, language: str) -> FontRoles:
    """The roles with the house's 仿宋, where nobody chose another.

    Who chooses a 宋 and no 仿宋 has his documents in that. The house's face has the characters of
    GB/T 2312 and some more, too few for a book in traditional characters.
    """
    written = {name.text for name, value in node.pairs if not value.empty} if node else set()
    if written & {"song", "fang"} or is_traditional(language):
        return fonts
    return replace(fonts, unchosen=HOUSE_FANG)
