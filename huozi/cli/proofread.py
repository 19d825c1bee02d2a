"""`build.py proofread`: arguments → job, alarms → words; or changes, or the sheet of a proof."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from huozi.cli.findings import opened, print_findings
from huozi.cli.help import Spoken
from huozi.cli.options import book_option, existing, quiet_option
from huozi.messages import say
from huozi.progress import Progress
from huozi.values.errors import InputError, UsageError
from huozi.values.manuscript import Place, finding

if TYPE_CHECKING:
    from huozi.jobs.proofreading.job import Proofreading
    from huozi.jobs.proofreading.mending import Mended

#: How a file that is written ends.
_ENDINGS = {"html": ".html", "sheet": ".pdf"}


@click.command("proofread", cls=Spoken)
@click.argument("entries", nargs=-1, metavar="[ENTRY]...")
@book_option
@click.option("--rules", multiple=True, metavar="LIST")
@click.option("--all", "everything", is_flag=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "github"]),
              default="text", show_default=True)  # fmt: skip
@click.option("--patch", is_flag=True)
@click.option("--accept", multiple=True, metavar="LIST")
@click.option("--sheet", is_flag=True)
@click.option("--proof", type=click.IntRange(1, 9), default=1, show_default=True)
@click.option("--strict", is_flag=True)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path))
@quiet_option
def proofread(
    entries: tuple[str, ...], book_dir: Path, rules: tuple[str, ...], everything: bool, form: str,
    patch: bool, accept: tuple[str, ...], sheet: bool, proof: int, strict: bool,
    output: Path | None, quiet: bool,
) -> int:  # fmt: skip
    """Put the rules of the language to the book; change nothing that is not accepted."""
    from huozi.jobs.proofreading.job import ProofOrder, named, proofread_book

    _refuse_together(patch, bool(accept), sheet)
    book_dir = existing(book_dir)
    if sheet:
        _sheet(book_dir, proof, _target(output, "sheet"), quiet)
        return 0
    target = _target(output, form)
    desk = proofread_book(ProofOrder(book_dir, entries, (*rules, *accept), everything))
    print_findings(desk.findings)
    if patch or accept:
        from huozi.jobs.proofreading.mending import mended, refuse_unmechanical

        chosen = named(accept, desk.rules) if accept else desk.rules
        if accept:
            refuse_unmechanical(chosen)
        made = mended(desk, book_dir, chosen)
        click.echo(made.diff(), nl=False)
        if accept:
            made.write(book_dir)
        if not quiet:
            _tell(made, bool(accept))
    else:
        _show(desk, form, target or book_dir / "output" / "审校.html", quiet)
    return InputError.exit_code if strict and desk.alarms else 0


def _refuse_together(*wanted: bool) -> None:
    if sum(wanted) > 1:
        raise UsageError([finding("proof-one-of")])


def _target(output: Path | None, what: str) -> Path | None:
    """The file to write. Raises UsageError where its name does not say what it is."""
    suffix = _ENDINGS.get(what)
    if output is not None and (suffix is None or output.suffix.lower() != suffix):
        wanted = suffix or " ".join(_ENDINGS.values())
        raise UsageError([finding("output-name", option="--output", found=output, suffix=wanted)])
    return output


def _show(desk: "Proofreading", form: str, target: Path, quiet: bool) -> None:
    from huozi.jobs.proofreading import report

    if form == "json":
        click.echo(report.as_json(desk, opened))
    elif form == "github":
        for line in report.as_github(desk, opened):
            click.echo(line)
    elif form == "html":
        from huozi.files import write_atomically
        from huozi.jobs.proofreading.page import as_html

        write_atomically(target, as_html(desk, opened))
        if not quiet:
            click.echo(report.summed(desk))
            click.echo(say("proof-written", path=target))
    else:
        for line in report.terminal(desk, opened):
            click.echo(line)
    if desk.errors and not quiet:
        click.echo(say("proof-unsound", count=len(desk.errors)), err=True)


def _tell(made: "Mended", applied: bool) -> None:
    """What was changed, or would be, and what is left; on stderr, beside the diff."""
    from huozi.jobs.proofreading.report import accepted_lines

    said = say(
        "proof-applied" if applied else "proof-offered", count=len(made.made),
        files=len(made.after), left=len(made.left),
    )  # fmt: skip
    click.echo(said, err=True)
    for alarm in made.left:
        place = opened(Place(alarm.passage.file, alarm.passage.line))
        click.echo(f"  {place} {alarm.rule} {alarm.words}", err=True)
    if applied and made.made:
        click.echo(say("proof-record"), err=True)
        for line in accepted_lines(made.made):
            click.echo(line, err=True)


def _sheet(book_dir: Path, proof: int, output: Path | None, quiet: bool) -> None:
    from huozi.jobs.proofreading.sheet import press_sheet, proof_name
    from huozi.press import Order

    target = output or book_dir / "output" / f"审校单-{proof_name(proof)}.pdf"
    progress = Progress(quiet)
    try:
        rate = press_sheet(Order(book_dir, target), proof, progress)
    finally:
        progress.clear()
    if not quiet:
        said = "sheet-passes" if rate.passes else "sheet-fails"
        click.echo(say(said, rate=rate.in_10_000, characters=f"{rate.characters:,}", path=target))
