"""`build.py import`: arguments → job, what became of each manuscript → a line, and a sum."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huozi.cli.findings import print_findings
from huozi.cli.help import Spoken
from huozi.cli.options import book_option, existing, quiet_option
from huozi.messages import say
from huozi.progress import Progress
from huozi.values.errors import InputError, UsageError
from huozi.values.manuscript import BETWEEN, finding

if TYPE_CHECKING:
    from huozi.jobs.manuscripts.order import Imported

_MOST_NAMES = 8  # of files that are passed over


@click.command("import", cls=Spoken)
@click.argument("sources", nargs=-1, metavar="FILE|FOLDER...", required=True,
                type=click.Path(exists=True, path_type=Path))  # fmt: skip
@book_option
@click.option("--into", default="", metavar="PART")
@click.option("--kind", type=click.Choice(["document", "article"]))
@click.option("--changes", type=click.Choice(["ask", "accept", "reject"]), default="ask",
              show_default=True)  # fmt: skip
@click.option("--add", is_flag=True)
@click.option("--answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True)
@quiet_option
def import_command(
    sources: tuple[Path, ...], book_dir: Path, into: str, kind: str | None, changes: str,
    add: bool, answers: Path | None, dry_run: bool, quiet: bool,
) -> int:  # fmt: skip
    """Make entries of Word manuscripts and texts, with a report of all that was not simply set."""
    from huozi.jobs.manuscripts.job import Import
    from huozi.jobs.manuscripts.order import ImportOrder, manuscripts

    order = ImportOrder(
        existing(book_dir), sources, into, kind or "", changes, dry_run, add, answers
    )
    ordered = manuscripts(order)
    found = ordered.manuscripts
    if answers and len(found) > 1:
        raise UsageError([finding("import-answers-many", count=len(found))])
    progress, run, done = Progress(quiet), Import(order), list["Imported"]()
    try:
        with progress.counting(len(found) if len(found) > 1 else 0, say("import-step")) as tick:
            for one in run.every(found):
                done.append(one)
                tick()
    finally:
        progress.clear()
    for one in done:
        if not quiet:
            click.echo(_line(one))
        print_findings(one.findings)
    if not quiet:
        _tell(done, order.add, dry_run)
        for outline in ordered.outlines:
            click.echo(say("import-outline", name=outline))
        if ordered.others:
            click.echo(_passed_over(ordered.others))
    return InputError.exit_code if any(one.failed for one in done) else 0


def _line(one: "Imported") -> str:
    """A manuscript in a line."""
    account = one.account
    return say(
        f"import-line-{one.state}",
        source=one.source, files=len(one.files), asks=one.questions, conflicts=one.conflicts,
        characters=account.all if account else 0, left=account.left if account else 0,
        report=one.report or "",
    )  # fmt: skip


def _passed_over(others: Sequence[Path]) -> str:
    """Files of folders that are no manuscripts, in a line."""
    names = [path.name for path in others[:_MOST_NAMES]]
    more = "…" if len(others) > _MOST_NAMES else ""
    return say("import-passed-over", count=len(others), names=BETWEEN.join(names), more=more)


def _tell(done: list["Imported"], added: bool, dry_run: bool) -> None:
    lines = "".join(one.book_lines for one in done)
    if lines:
        click.echo(say("import-lines-unadded" if added else "import-lines"))
        click.echo(lines, nl=False)
    states = Counter(one.state for one in done)
    if len(done) > 1:
        click.echo(
            say(
                "import-sum", all=len(done), new=states["new"], again=states["merged"],
                same=states["same"], asks=states["asks"], conflicts=states["conflicts"],
                refused=states["refused"],
                characters=sum(one.account.all for one in done if one.account),
            )
        )  # fmt: skip
    if dry_run:
        click.echo(say("import-dry"))
