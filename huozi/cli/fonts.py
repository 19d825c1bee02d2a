"""`fonts`: which fonts this machine offers, for which role of a book."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huozi.cli.help import Spoken
from huozi.cli.options import book_option, existing
from huozi.messages import say

if TYPE_CHECKING:
    from huozi.fonts.families import Family
    from huozi.jobs.font_list import FontList

_ROLES = ("song", "hei", "kai", "fang", "latin", "latin-sans", "mono", "fallback")


@click.command("fonts", cls=Spoken)
@book_option
def fonts(book_dir: Path) -> None:
    """List the fonts of this machine by the role they suit."""
    from huozi.jobs.font_list import font_list

    for line in _lines(font_list(existing(book_dir))):
        click.echo(line)


def _lines(found: "FontList") -> Iterator[str]:
    """A paragraph for each role, and one for what can't be used."""
    stacks = found.roles.stacks | {"fallback": found.roles.fallback}
    for role in (*_ROLES, *(name for name in stacks if name not in _ROLES)):
        what = say(f"fonts-{role}") if role in _ROLES else say("fonts-own")
        chosen = say("comma").join(stacks[role]) or say("fonts-none")
        yield say("fonts-role", role=role, what=what, chosen=chosen)
        for family in found.families:
            if family.role == role and not family.fault:
                yield f"  {_told(family)}"
    if unusable := [family for family in found.families if family.fault]:
        yield say("fonts-unusable")
        for family in unusable:
            yield f"  {say(family.fault, family=family.names[0], file=family.file)}"


def _told(family: "Family") -> str:
    """A family in a line: its names, whether it has a bold, and what it lacks of Han."""
    facts = [say("fonts-bold" if family.has_bold else "fonts-no-bold"), family.file]
    if family.role == "fallback" and family.han:
        facts.insert(0, say("fonts-han", count=family.han))
    return say("fonts-family", name=" / ".join(family.names), facts=say("comma").join(facts))
