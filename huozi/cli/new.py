"""`new`: a book's folder with something of everything in it."""

import shlex
import shutil
import sys
from pathlib import Path

import click

from huozi.cli.help import Spoken
from huozi.jobs.new import begin_book, kinds
from huozi.messages import locale_language, say


@click.command("new", cls=Spoken)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(kinds()), default=kinds()[0], show_default=True)
@click.option("--title", default="")
@click.option("--open", "at_once", is_flag=True)
def new(folder: Path, kind: str, title: str, at_once: bool) -> int:
    """Begin a book in an empty folder."""
    files = begin_book(folder, kind, title, locale_language())
    for name in files:
        click.echo(f"  {folder / name}")
    if not at_once:
        program = "huozi" if shutil.which("huozi") else f"{shlex.quote(sys.executable)} -m huozi"
        called = f"{program} --book {shlex.quote(str(folder))}"
        click.echo(say("new-done", folder=folder, command=called))
        return 0
    from huozi.cli.main import cli

    code: int = cli.main(["book", "--book", str(folder), "--open"], standalone_mode=False) or 0
    return code
