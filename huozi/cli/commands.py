"""Commands around the book: its booklets, its cover, its hand-over, what changed in it."""

from pathlib import Path

import click

from huozi.cli.findings import print_findings
from huozi.cli.help import Spoken
from huozi.cli.options import (
    book_option,
    existing,
    input_file,
    jobs_option,
    output_option,
    profile_options,
    quiet_option,
)
from huozi.messages import say
from huozi.pdf.profile import PLAIN, PLAIN_K, PROFILES, purpose, stem_for
from huozi.progress import Progress
from huozi.store.standby import standby
from huozi.values.length import to_mm
from huozi.values.manuscript import Place, Severity
from huozi.values.style import ENTRY_KINDS, Folios

_DIFF_SECONDS = 300.0
_DIFF_MEMORY_MIB = 3_072
_PRESS = [name for name, profile in PROFILES.items() if profile.press]


@click.command("booklet", cls=Spoken)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@book_option
@click.option("--part", "parts", multiple=True, metavar="NUMBER|TITLE")
@click.option("--entries", metavar="LIST")
@click.option("--kind", type=click.Choice(list(ENTRY_KINDS)))
@click.option("--all-entries", is_flag=True)
@click.option("--title", default="")
@click.option("--name", default="")
@click.option("--folios", type=click.Choice([f.value for f in Folios]))
@click.option("--output", "-o", type=click.Path(file_okay=False, path_type=Path))
@jobs_option
@profile_options()
@quiet_option
def booklet_command(
    names: tuple[str, ...], book_dir: Path, parts: tuple[str, ...], entries: str | None,
    kind: str | None, all_entries: bool, title: str, name: str, folios: str | None,
    output: Path | None, jobs: int | None, profile: str, icc: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Make booklets: those that book.yaml names, or of parts, entries or one kind of entry."""
    from huozi.jobs.booklets import Wish, selections, wanted

    wish = Wish(
        names, selections(parts, entries, ENTRY_KINDS[kind] if kind else None), all_entries,
        title, name, Folios(folios) if folios else None,
    )  # fmt: skip
    target = output or existing(book_dir) / "output" / "booklets"
    asked, progress = purpose(profile, icc), Progress(quiet)

    def file_of(name: str) -> Path:
        return target / f"{stem_for(name, asked.profile)}.pdf"

    # The folder's time is that of the booklet that was last put into it.
    with standby(existing(book_dir), target, jobs) as hands:
        from huozi.jobs.press_booklets import press_booklets
        from huozi.press import Order

        try:
            order = Order(book_dir, target, jobs=jobs, purpose=asked)
            made = press_booklets(
                order, lambda m: wanted(m, wish), progress, hands,
                lambda name, edition: edition.write(file_of(name)),
            )  # fmt: skip
        finally:
            progress.clear()
    if quiet:
        return
    told = (found for edition in made.values() for found in edition.findings)
    print_findings(f for f in dict.fromkeys(told) if f.severity is not Severity.ERROR)
    for name, edition in made.items():
        click.echo(say("booklet-done", pages=edition.pages, path=file_of(name)))


@click.command("cover", cls=Spoken)
@book_option
@output_option(".pdf")
@jobs_option
@profile_options(PLAIN_K.name, [PLAIN.name, *_PRESS])
@quiet_option
def cover_command(
    book_dir: Path, output: Path | None, jobs: int | None, profile: str, icc: Path | None,
    quiet: bool,
) -> None:  # fmt: skip
    """Make the cover: back, spine and front on one sheet, as wide as the body asks for."""
    from huozi.jobs.cover.make import press_cover
    from huozi.press import Order

    wanted = purpose(profile, icc)
    name = stem_for("cover", wanted.profile, PLAIN_K)
    target = output or existing(book_dir) / "output" / f"{name}.pdf"
    order = Order(existing(book_dir), target, jobs=jobs, purpose=wanted)
    progress = Progress(quiet)
    try:
        report = press_cover(order, progress)
    finally:
        progress.clear()
    if quiet:
        return
    print_findings(report.findings)
    panels = report.panels
    click.echo(
        say(
            "cover-done",
            pages=report.pages,
            spine=f"{panels.spine_mm:.1f}",
            width=f"{to_mm(panels.trim_width_pt):.1f}",
            height=f"{to_mm(panels.page_height_pt):.1f}",
            path=target,
        )
    )


@click.command("deliver", cls=Spoken)
@book_option
@output_option(".zip")
@click.option("--cover", "cover_file", type=input_file)
@click.option("--draft", is_flag=True)
@jobs_option
@profile_options(PLAIN_K.name, _PRESS)
@quiet_option
def deliver_command(
    book_dir: Path, output: Path | None, cover_file: Path | None, draft: bool, jobs: int | None,
    profile: str, icc: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Make the ZIP for the printer: body, cover, print order, preflight, page map, licences."""
    from huozi.jobs.delivery import deliver
    from huozi.press import Order

    target = output or existing(book_dir) / "output" / "deliver.zip"
    order = Order(existing(book_dir), target, jobs=jobs, purpose=purpose(profile, icc))
    progress = Progress(quiet)
    try:
        made = deliver(order, cover_file, draft, progress)
    finally:
        progress.clear()
    if quiet:
        return
    print_findings(found for found in made.findings if found.severity is not Severity.INFO)
    click.echo(
        say(
            "deliver-done", files=len(made.names), pages=made.pages,
            spine=f"{made.spine_mm:.1f}", path=target,
        )
    )  # fmt: skip


@click.command("diff", cls=Spoken)
@click.argument("old", type=input_file)
@click.argument("new", type=input_file)
@output_option(".html", "--html", "html_file")
@quiet_option
def diff_command(old: Path, new: Path, html_file: Path | None, quiet: bool) -> None:
    """Which pages to read again: text or picture differ; and which entries moved."""
    from huozi.diff.compare import compare
    from huozi.diff.report import as_html, terminal
    from huozi.files import write_atomically
    from huozi.sandbox import Bounds, quarantined

    bounds = Bounds(_DIFF_SECONDS, _DIFF_MEMORY_MIB)
    both = Place(f"{old.name}, {new.name}")
    changes = quarantined(compare, old, new, html_file is not None, bounds=bounds, place=both)
    if html_file:
        write_atomically(html_file, as_html(changes, (old.name, new.name)))
    if not quiet:
        for line in terminal(changes):
            click.echo(line)
