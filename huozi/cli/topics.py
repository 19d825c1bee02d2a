"""`help TOPIC`: the pages of the documentation, without a browser; `help COMMAND`: its options."""

from collections.abc import Iterator
from pathlib import Path

import click

from huozi.cli.help import Spoken
from huozi.cli.options import slip
from huozi.files import house_dir
from huozi.messages import locale_language, say

#: The pages that travel with the program, in the order in which they are read.
TOPICS = (
    "first-hour", "content", "keys", "mistakes", "import", "theme", "press-files", "imposition",
    "preflight", "library",
)  # fmt: skip


def page(topic: str, language: str) -> Path:
    """The file of a topic, in English where there is none in the reader's language."""
    docs = house_dir() / "docs"
    own = docs / f"{topic}.zh-CN.md"
    return own if language == "zh" and own.is_file() else docs / f"{topic}.md"


@click.command("help", cls=Spoken)
@click.argument("topic", required=False)
@click.pass_context
def help_command(context: click.Context, topic: str | None) -> None:
    """Show a page, or list them."""
    group = context.parent.command if context.parent else None
    commands = group.commands if isinstance(group, click.Group) else {}
    if topic is None:
        for line in _listed(locale_language()):
            click.echo(line)
    elif topic in TOPICS:
        click.echo_via_pager(page(topic, locale_language()).read_text(encoding="utf-8"))
    elif topic in commands and context.parent is not None:
        commands[topic].main(
            ["--help"], f"{context.parent.info_name} {topic}", standalone_mode=False
        )
    else:
        raise click.UsageError(slip("unknown-topic", topic, (*TOPICS, *commands)))


def _listed(language: str) -> Iterator[str]:
    yield say("topics")
    for topic in TOPICS:
        with page(topic, language).open(encoding="utf-8") as file:
            title = file.readline().strip("# \n")
        yield f"  {topic:<13}{title}"
