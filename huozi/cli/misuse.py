"""What is said of a command that was called wrongly, in the reader's language: click says it in
English, with what it found in quotation marks.
"""

import re

import click

from huozi.cli.options import slip
from huozi.messages import say
from huozi.values.manuscript import BETWEEN

_FOUND = re.compile(r"^'?(.*?)'? is not ")
_PATH = re.compile(r"'(.*)' (does not exist|is a file|is a directory)")
_PATHS = {
    "does not exist": "usage-no-path",
    "is a file": "usage-file",
    "is a directory": "usage-folder",
}


def misuse(error: click.ClickException) -> str:
    """The words for an error of click's; those that are ours stay as they are."""
    match error:
        case click.NoSuchOption():
            known = error.ctx.command.params if error.ctx else ()
            names = [name for param in known for name in param.opts if name.startswith("--")]
            return slip("unknown-option", error.option_name, names)
        case click.MissingParameter(param=click.Parameter() as param):
            return say("usage-missing", name=_name(param))
        case click.BadOptionUsage(option_name=name):
            return say("usage-no-value", name=name)
        case click.BadParameter(param=click.Parameter() as param):
            return _unfit(param, error.message)
    return error.format_message()


def _unfit(param: click.Parameter, message: str) -> str:
    """What is said of a value that a parameter does not take."""
    name, kind = _name(param), param.type
    if path := _PATH.search(message):
        return say(_PATHS[path[2]], found=path[1])
    found = match[1] if (match := _FOUND.match(message)) else ""
    if isinstance(kind, click.Choice):
        return say("usage-choice", name=name, found=found, wanted=BETWEEN.join(kind.choices))
    if isinstance(kind, click.IntRange) and kind.max is not None:
        least = kind.min or 0
        return say("usage-range", name=name, found=found, least=least, most=kind.max)
    if isinstance(kind, click.types.IntParamType):
        return say("usage-number", name=name, found=found)
    return message


def _name(param: click.Parameter) -> str:
    """As it is typed: an option by its long name, an argument as the help shows it."""
    names = sorted(param.opts, key=len)
    return names[-1] if isinstance(param, click.Option) else param.make_metavar(_BARE)


_BARE = click.Context(click.Command(""))
