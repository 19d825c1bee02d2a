"""`--help` in the reader's language.

A command's own words stand under `help-NAME` in `messages/help.*.toml`, those of an option under
`help-NAME-OPTION` unless it gives another code as its help. They are looked up when they are shown,
and not before.
"""

import re
from copy import copy
from typing import Any
from unicodedata import east_asian_width

import click

from huozi.messages import say, words

#: What a line is not broken in: a Latin word, or a character, with the marks behind it.
_PIECE = re.compile(r"\s|(?:[!-~]+|.)[，。、；：）》”\]]*")

_FIRST = 30  # columns of the names of options, at most


class Spoken(click.Command):
    """A command that tells of itself in the reader's language."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for option in self.params:
            if isinstance(option, click.Option) and option.help is None:
                option.help = f"help-{self.name}-{option.opts[0].lstrip('-')}"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words behind the command. Raises UsageError where there are too many."""
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(say("usage-extra", found=left[0]), ctx)
        return left

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, with words of ours."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "help-help-option"
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line that stands in the list of commands."""
        return words(f"help-{self.name}").partition("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            room = formatter.width - formatter.current_indent
            for paragraph in words(f"help-{self.name}").split("\n"):
                formatter.write_text(kept(folded(paragraph, room)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What each option is for."""
        rows = []
        for option in self.get_params(ctx):
            if isinstance(option, click.Option) and option.help:
                told = copy(option)
                told.help = words(option.help)
                rows.append(told.get_help_record(ctx) or ("", ""))
        first = min(max(len(names) for names, _ in rows), _FIRST)
        room = formatter.width - first - 4
        with formatter.section("Options"):
            formatter.write_dl([(names, kept(folded(text, room))) for names, text in rows], _FIRST)


def kept(lines: list[str]) -> str:
    """Lines as a paragraph that click leaves as it is."""
    return "\b\n" + "\n".join(lines)


def folded(text: str, room: int) -> list[str]:
    """Lines of no more than `room` columns; a Han character takes two of them."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and columns(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
