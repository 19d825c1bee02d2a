"""`build.py impose`: arguments → job, report → words."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from huozi.cli.findings import print_findings
from huozi.cli.help import Spoken
from huozi.cli.options import input_file, output_option, quiet_option
from huozi.impose.frame import Room
from huozi.impose.paper import SHEETS_MM, parse_sheet
from huozi.impose.plan import Flip, ImpositionOrder, Mixed, Style
from huozi.impose.schedule import Blanks, Edge
from huozi.messages import say
from huozi.values.errors import UsageError
from huozi.values.length import mm, parse_unit_length
from huozi.values.manuscript import finding

if TYPE_CHECKING:
    from huozi.impose.job import ImpositionReport

_GRIND_PT = mm(3)  # 铣背: what perfect binding takes off the back of a section
_TRIM_PT = mm(3)  # 切口: what is trimmed off folded edges


def _sheet(_: click.Context, __: click.Parameter, value: str) -> Any:
    try:
        return parse_sheet(value)
    except ValueError as error:
        raise UsageError(
            [finding("impose-sheet", found=value, known=", ".join(SHEETS_MM))]
        ) from error


def _length(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    if value is None:
        return None
    try:
        return parse_unit_length(value)
    except ValueError as error:
        raise UsageError([finding("impose-length", found=value)]) from error


def _choice(kind: Any) -> click.Choice[str]:
    return click.Choice([member.value for member in kind])


def _length_option(name: str, default: str | None) -> Callable[..., Any]:
    return click.option(
        name, default=default, callback=_length, metavar="LENGTH",
        show_default=default is not None,
    )  # fmt: skip


@click.command("impose", cls=Spoken)
@click.argument("source", type=input_file)
@output_option(".pdf", required=True)
@click.option("--style", type=_choice(Style), default=Style.SADDLE.value, show_default=True)
@click.option("--sheet", callback=_sheet, default="A4", show_default=True, metavar="SHEET")
@click.option("--up", type=int, default=2, show_default=True)
@click.option("--signature", type=int, default=16, show_default=True)
@click.option("--short", is_flag=True)
@click.option("--blanks", type=_choice(Blanks), default=Blanks.END.value, show_default=True)
@click.option("--last", type=click.IntRange(1), default=1, show_default=True)
@click.option("--binding", type=_choice(Edge), default=Edge.LEFT.value, show_default=True)
@click.option("--flip", type=_choice(Flip), default=None)
@click.option("--one-sided", is_flag=True)
@_length_option("--caliper", "0.1mm")
@_length_option("--creep", None)
@_length_option("--grind", None)
@_length_option("--trim", None)
@_length_option("--gap", "0")
@_length_option("--margin", "0")
@_length_option("--bleed", "3mm")
@click.option("--marks/--no-marks", default=True, show_default=True)
@click.option("--slug/--no-slug", default=True, show_default=True)
@click.option("--slug-language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--fit", is_flag=True)
@click.option("--mixed", type=_choice(Mixed), default=Mixed.CENTRE.value, show_default=True)
@quiet_option
def impose(
    grind: float | None, trim: float | None, gap: float, margin: float, quiet: bool, **asked: Any
) -> None:
    """Impose SOURCE, any PDF: its pages in order on sheets, for folding, cutting and binding."""
    from huozi.impose.job import impose as run

    style = Style(asked.pop("style"))
    if grind is None:
        grind = _GRIND_PT if style is Style.PERFECT else 0.0
    job = ImpositionOrder(
        source=asked.pop("source"),
        output=asked.pop("output"),
        sheet=asked.pop("sheet"),
        style=style,
        blanks=Blanks(asked.pop("blanks")),
        binding=Edge(asked.pop("binding")),
        flip=Flip(flip) if (flip := asked.pop("flip")) else None,
        mixed=Mixed(asked.pop("mixed")),
        caliper_pt=asked.pop("caliper"),
        creep_pt=asked.pop("creep"),
        bleed_pt=asked.pop("bleed"),
        room=Room(grind, _TRIM_PT if trim is None else trim, gap, margin),
        **asked,
    )
    report = run(job)
    if not quiet:
        _tell(report, job.output)


def _tell(report: "ImpositionReport", output: Path) -> None:
    print_findings(report.findings)
    click.echo(
        say(
            "impose-done",
            pages=report.pages, sheets=report.sheets, sheet=report.sheet, path=output,
        )
    )  # fmt: skip
