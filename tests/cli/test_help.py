"""`--help` in the reader's language."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from huozi.cli.help import Spoken, columns, folded
from huozi.cli.main import Elsewhere, cli
from huozi.cli.room import account
from huozi.messages import catalogue, words

LANGUAGES = {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}


def commands() -> Iterator[click.Command]:
    yield cli
    for _, command in sorted(cli.commands.items()):
        yield command.command if isinstance(command, Elsewhere) else command
    yield account
    yield from account.commands.values()


COMMANDS = list(commands())
#: How commands below others are called.
BELOW = {"account": ["room", "account"]} | {
    str(command.name): ["room", "account", name] for name, command in account.commands.items()
}


def help_of(command: click.Command, language: str) -> str:
    name = str(command.name)
    args = [] if command is cli else BELOW.get(name, [name])
    env = {"LC_ALL": LANGUAGES[language], "COLUMNS": "80"}
    made = CliRunner().invoke(cli, [*args, "--help"], prog_name="build.py", env=env)
    assert made.exit_code == 0, made.output
    return made.output


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_and_option_has_its_words(command: click.Command) -> None:
    assert isinstance(command, Spoken)
    options = [param for param in command.params if isinstance(param, click.Option)]
    codes = [f"help-{command.name}", *(option.help for option in options)]
    for language in LANGUAGES:
        assert set(codes) <= set(catalogue(language))
        shown = "".join(help_of(command, language).split())
        for code in codes:
            assert "".join(words(code, language).split()) in shown, code


def test_no_words_are_left_over() -> None:
    options = (param for command in COMMANDS for param in command.params)
    asked = {option.help for option in options if isinstance(option, click.Option)}
    asked |= {f"help-{command.name}" for command in COMMANDS} | {"help-help-option"}
    assert {code for code in catalogue("en") if code.startswith("help-")} == asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_no_line_is_wider_than_the_terminal(command: click.Command, language: str) -> None:
    assert [line for line in help_of(command, language).split("\n") if columns(line) > 80] == []


def test_the_list_of_commands_has_a_line_for_each() -> None:
    shown = help_of(cli, "zh")
    for name in cli.commands:
        assert f"  {name}" in shown
        assert words(f"help-{name}", "zh").partition("\n")[0] in shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("一二三四五六", ["一二三四", "五六"]),
        ("一二三四，五", ["一二三", "四，五"]),  # no mark begins a line
        ("一二 --part，三", ["一二", "--part，", "三"]),
        ("--a-very-long-one 一", ["--a-very-long-one", "一"]),
    ],
)
def test_lines_are_folded(text: str, lines: list[str]) -> None:
    assert folded(text, 8) == lines


@pytest.mark.slow
@given(st.text("一二 a，。", max_size=40), st.integers(8, 20))
def test_folding_loses_nothing(text: str, room: int) -> None:
    assert "".join("".join(folded(text, room)).split()) == "".join(text.split())
