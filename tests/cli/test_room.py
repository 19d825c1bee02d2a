"""`build.py room`: its accounts on the command line, and what it says where it can't open."""

import logging
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from huozi.cli import room as room_module
from huozi.cli.main import cli
from huozi.room.accounts import Accounts
from huozi.values.errors import InputError, MachineError, UsageError
from tests.books import make_book

PASSWORD = "a long password"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("huozi.room.accounts._COST", 8)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return tmp_path / "state"


def account(state: Path, *arguments: str, typed: str = "") -> Result:
    args = ["room", "account", *arguments, "--state", str(state)]
    return CliRunner().invoke(cli, args, input=typed)


def test_accounts_are_made_listed_and_removed(state: Path) -> None:
    made = account(state, "add", "王五", "--role", "editor", typed=f"{PASSWORD}\n")
    assert (made.exit_code, made.output) == (0, "王五 may come in as editor\n")
    assert Accounts(state).verify("王五", PASSWORD).role == "editor"
    assert account(state, "list").output.startswith("王五\teditor\t20")
    account(state, "password", "王五", typed="a newer password\n")
    assert Accounts(state).verify("王五", "a newer password")
    assert account(state, "remove", "王五").exit_code == 0
    assert account(state, "list").output == ""


def test_a_link_is_told_and_no_account_made(state: Path) -> None:
    told = account(state, "add", "王五", "--link").output
    secret = told.split("/once/")[1].strip()
    assert Accounts(state).invited(secret).name == "王五"
    assert Accounts(state).all() == ()


@pytest.mark.parametrize(
    ("arguments", "typed", "code"),
    [(["add", "王五"], "short\n", "room-password"), (["add", "<b>"], PASSWORD, "room-name"),
     (["remove", "王五"], "", "room-name-unknown"), (["password", "王五"], PASSWORD, "unknown")],
)  # fmt: skip
def test_what_is_wrong_is_told(state: Path, arguments: list[str], typed: str, code: str) -> None:
    found = account(state, *arguments, typed=typed).exception
    assert isinstance(found, InputError) and code in str(found)


def test_the_state_lies_where_the_desktop_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/s")
    assert room_module.state_folder() == Path("/s/huozi/room")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert room_module.state_folder() == Path("~/.local/state/huozi/room").expanduser()


def opened(*arguments: object) -> BaseException | None:
    return CliRunner().invoke(cli, ["room", *map(str, arguments)]).exception


def test_what_is_lacking_is_told_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_module, "find_spec", lambda name: name != "uvicorn")
    found = opened(make_book(tmp_path / "book"))
    assert isinstance(found, MachineError) and "room-extra" in str(found)


def test_a_folder_without_a_book(tmp_path: Path) -> None:
    found = opened(tmp_path)
    assert isinstance(found, UsageError) and "no-book" in str(found)


def test_a_port_that_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)
    monkeypatch.setattr("huozi.room.makers.makers", lambda: None)  # nothing is made before
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        book, state = make_book(tmp_path / "book"), tmp_path / "state"
        found = opened(book, "--port", port, "--state", state)
    assert isinstance(found, MachineError) and "room-bound" in str(found)
    assert not state.exists()


def test_a_build_loads_no_web_library() -> None:
    code = "import sys, huozi.cli.main, huozi.cli.room; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "click" in loaded
    assert not loaded & {"starlette", "uvicorn", "websockets", "h11", "anyio", "asyncio"}
