"""`build.py preflight`: arguments to a job, the verdict to words and an exit code."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from huozi.cli.help import Spoken
from huozi.cli.options import input_file, output_option
from huozi.files import read_file, write_atomically
from huozi.pdf.profile import BLEED_PT, JUDGED, PLAIN_K
from huozi.values.errors import InputError, UsageError
from huozi.values.length import parse_size, parse_unit_length
from huozi.values.manuscript import finding

_BESIDE_BYTES = 64 << 20  # of a record or a text


@click.command("preflight", cls=Spoken)
@click.argument("file", type=input_file)
@click.option("--profile", "-p", type=click.Choice(JUDGED), default=PLAIN_K.name, show_default=True)
@output_option(".json", "--json", "json_file")
@output_option(".html", "--html", "html_file")
@click.option("--record", "record_file", type=input_file)
@click.option("--signature", type=click.Choice(["4", "8", "16", "32"]))
@click.option("--trim")
@click.option("--bleed")
@click.option("--one-colour", is_flag=True)
@click.option("--font", "fonts", multiple=True)
@click.option("--text", "text_file", type=input_file)
@click.option("--cover", "cover_file", type=input_file)
@click.option("--spine")
@click.option("--flap", default="0 mm")
@click.option("--quiet", "-q", is_flag=True)
def preflight(file: Path, profile: str, json_file: Path | None,
              html_file: Path | None, record_file: Path | None, signature: str | None,
              trim: str | None, bleed: str | None, one_colour: bool, fonts: tuple[str, ...],
              text_file: Path | None, cover_file: Path | None, spine: str | None, flap: str,
              quiet: bool) -> None:  # fmt: skip
    """Judge a PDF: is it fit for the press, the screen, the archive?

    Exit code 0: no error (warnings may be). 1: errors, or the file can't be judged.
    """
    from huozi.preflight import report
    from huozi.preflight.inspect import inspect
    from huozi.preflight.job import Wanted

    _refuse_overwriting((json_file, html_file), (file, record_file, text_file, cover_file))
    if spine and not cover_file:
        raise UsageError([finding("preflight-spine-alone")])
    wanted = Wanted(
        signature=int(signature or 0),
        trim_pt=_trim(trim) if trim else None,
        bleed_pt=_length("--bleed", bleed) if bleed else BLEED_PT,
        one_colour=one_colour,
        fonts=fonts,
        record=_record(record_file) if record_file else {},
        text=_text(text_file) if text_file else "",
        spine_pt=_length("--spine", spine) if spine else None,
        flap_pt=_length("--flap", flap),
    )
    verdict, pictures = inspect(file, profile, wanted, cover_file, html_file is not None)
    if json_file:
        write_atomically(json_file, report.as_json(verdict))
    if html_file:
        write_atomically(html_file, report.as_html(verdict, pictures))
    if not quiet:
        for line in report.terminal(verdict):
            click.echo(line, err=True)
        click.echo(report.summary(verdict))
    if not verdict.passed:
        raise click.exceptions.Exit(InputError.exit_code)


def _length(option: str, text: str) -> float:
    try:
        return parse_unit_length(text)
    except ValueError:
        raise UsageError([finding("preflight-length", option=option, found=text)]) from None


def _trim(text: str) -> tuple[float, float]:
    try:
        return parse_size(text)
    except ValueError:
        raise UsageError([finding("preflight-length", option="--trim", found=text)]) from None


def _refuse_overwriting(outputs: Iterable[Path | None], inputs: Iterable[Path | None]) -> None:
    """Raise UsageError where a report would replace what it is about."""
    held = {path.resolve() for path in inputs if path}
    for path in outputs:
        if path and path.resolve() in held:
            raise UsageError([finding("preflight-overwrites", file=path.name)])


def _record(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(read_file(path, _BESIDE_BYTES))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InputError([finding("preflight-record", name=path.name)])
    return value


def _text(path: Path) -> str:
    try:
        return read_file(path, _BESIDE_BYTES).decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError([finding("preflight-text-encoding", name=path.name)]) from None
