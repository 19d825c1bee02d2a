"""What commands share: options, and the look at a book's folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from huozi.cli.findings import work_on
from huozi.files import is_regular
from huozi.messages import say
from huozi.pdf.profile import PLAIN, PROFILES
from huozi.values.errors import UsageError
from huozi.values.manuscript import finding

#: Of two names: one is a slip of the hand for the other.
_ALIKE = 0.7


def book_option(command: Any) -> Any:
    """The option for which book to work on."""
    return click.option(
        "--book",
        "book_dir",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        help="help-book-dir",
    )(command)


quiet_option = click.option("--quiet", "-q", is_flag=True, help="help-quiet")

jobs_option = click.option("--jobs", "-j", type=click.IntRange(1, 64), help="help-jobs")


class _InputFile(click.Path):
    """A file that is read: no folder, and nothing that would be waited for (a pipe, a device)."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = super().convert(value, param, ctx)
        if not is_regular(Path(os.fsdecode(path))):
            raise UsageError([finding("input-irregular", found=path)])
        return path


input_file = _InputFile(exists=True, dir_okay=False, path_type=Path)


def output_option(suffix: str, *names: str, **more: Any) -> Any:
    """The option for a file to write. Its name ends as such files do: a slip of the hand may not
    overwrite the manuscript.
    """

    def check(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
        if value is not None and value.suffix.lower() != suffix:
            name = option.opts[0]
            raise UsageError([finding("output-name", option=name, found=value, suffix=suffix)])
        return value

    return click.option(
        *(names or ("--output", "-o")),
        type=click.Path(dir_okay=False, path_type=Path),
        callback=check,
        **more,
    )


def profile_options(default: str = PLAIN.name, names: Iterable[str] = PROFILES) -> Any:
    """What the PDF is for, and the printing condition that goes with it."""

    def add(command: Callable[..., Any]) -> Any:
        for option in (
            click.option("--icc", type=click.Path(dir_okay=False, path_type=Path),
                         help="help-icc"),
            click.option("--profile", type=click.Choice(list(names)), default=default,
                         show_default=True, help="help-profile"),
        ):  # fmt: skip
            command = option(command)
        return command

    return add


def slip(code: str, found: str, known: Iterable[str]) -> str:
    """What is said of a command or option that there is not, with the one meant if one is near."""
    from difflib import get_close_matches

    if near := get_close_matches(found, list(known), n=1, cutoff=_ALIKE):
        return say(f"{code}-near", found=found, near=near[0])
    return say(code, found=found)


def existing(book_dir: Path) -> Path:
    """The folder, if there is a book in it. Raises UsageError otherwise."""
    if not (book_dir / "content" / "book.yaml").is_file():
        raise UsageError([finding("no-book", folder=book_dir)])
    work_on(book_dir)
    return book_dir


def show(pdf: Path) -> None:
    """Open a PDF in the program that this desktop opens it with; say so where there is none."""
    openers = ("open",) if sys.platform == "darwin" else ("xdg-open", "wslview")
    if opener := next(filter(None, map(shutil.which, openers)), None):
        quiet = subprocess.DEVNULL
        subprocess.Popen([opener, pdf], stdin=quiet, stdout=quiet, stderr=quiet)
    else:
        click.echo(say("no-viewer", path=pdf), err=True)
