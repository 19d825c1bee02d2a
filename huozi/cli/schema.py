"""`schema`: the JSON Schema of a file that Huozi reads or writes."""

import json

import click

from huozi.cli.formats import Findings
from huozi.cli.help import Spoken
from huozi.jobs.schemas import schemas

_NAMES = ("book", "entry", "matter", "record", "findings")


@click.command("schema", cls=Spoken)
@click.argument("name", type=click.Choice(_NAMES))
def schema(name: str) -> None:
    """Print a JSON Schema."""
    click.echo(as_text(name))


def as_text(name: str) -> str:
    """A schema as its file in `docs/schemas/` has it."""
    return json.dumps(schemas(Findings)[name], ensure_ascii=False, indent=1)
