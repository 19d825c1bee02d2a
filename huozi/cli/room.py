"""`build.py room`: the proof room for some books, until it is told to end; and its accounts."""

import getpass
import logging
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from huozi.cli.help import Spoken
from huozi.cli.options import existing
from huozi.messages import say
from huozi.values.errors import machine_error

if TYPE_CHECKING:
    from huozi.room.accounts import Accounts
    from huozi.room.serve import OpenRoom

_PORT = 8420
_HOURS = 24
_NEEDED = ("starlette", "uvicorn", "websockets", "python_multipart")
#: As `room.values.ROLES`, which is not loaded for a list of options; a test holds them together.
_ROLES = ("reader", "editor", "chief")


def state_folder() -> Path:
    """Where accounts and sessions are kept unless told."""
    told = os.environ.get("XDG_STATE_HOME", "")
    above = Path(told) if Path(told).is_absolute() else Path("~/.local/state").expanduser()
    return above / "huozi" / "room"


def _state_option(command: Any) -> Any:
    return click.option(
        "--state", type=click.Path(file_okay=False, path_type=Path), help="help-room-state"
    )(command)


class _RoomCommand(Spoken):
    """The room, or what is said of its accounts: `room account …`."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:  # fmt: skip
        """Hand `account …` over. A book in a folder of that name is `./account`."""
        if args[:1] == [account.name]:
            return account.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("room", cls=_RoomCommand)
@click.argument("books", nargs=-1, metavar="[BOOK]...",
                type=click.Path(file_okay=False, path_type=Path))  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True)
@click.option("--address", "addresses", multiple=True, metavar="URL")
@_state_option
def room(
    books: tuple[Path, ...], host: str, port: int, addresses: tuple[str, ...], state: Path | None
) -> None:
    """Open the proof room: the books in the browser, live."""
    folders = tuple(existing(folder) for folder in books or (Path(),))
    if not all(map(find_spec, _NEEDED)):
        raise machine_error("room-extra")
    from huozi.room.makers import makers
    from huozi.room.serve import RoomOrder, serve

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    order = RoomOrder(folders, state or state_folder(), host, port, addresses)
    serve(order, makers(), _tell)
    click.echo(say("room-ended"), err=True)


def _tell(opened: "OpenRoom") -> None:
    click.echo(say("room-open", url=opened.url))
    if opened.link:
        click.echo(say("room-first", link=opened.link, hours=_HOURS))
    if opened.plain:
        click.echo(say("room-plain"), err=True)
    sys.stdout.flush()


# ------------------------------------------------------------------------------------- accounts


class _Accounts(click.Group, Spoken):
    """Its commands are listed by their own words."""

    command_class = Spoken


@click.group("account", cls=_Accounts)
def account() -> None:
    """Who may come into the proof room."""


def _kept(state: Path | None) -> "Accounts":
    from huozi.room.accounts import Accounts

    return Accounts(state or state_folder())


@click.command("account-add", cls=Spoken)
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default=_ROLES[0], show_default=True)
@click.option("--link", is_flag=True)
@_state_option
def add(name: str, role: str, link: bool, state: Path | None) -> None:
    """A new account, with a password that is typed, or by a link to be followed once."""
    from huozi.room.values import ROLES

    wanted = ROLES[_ROLES.index(role)]
    if link:
        secret = _kept(state).invite(name, wanted, _HOURS)
        click.echo(say("room-link", link=f"/once/{secret}", hours=_HOURS))
    else:
        _kept(state).add(name, wanted, _password())
        click.echo(say("room-added", name=name, role=say(f"room-role-{role}")))


@click.command("account-list", cls=Spoken)
@_state_option
def list_accounts(state: Path | None) -> None:
    """All accounts and what they may."""
    for one in _kept(state).all():
        click.echo(f"{one.name}\t{say(f'room-role-{one.role}')}\t{one.at}")


@click.command("account-remove", cls=Spoken)
@click.argument("name")
@_state_option
def remove(name: str, state: Path | None) -> None:
    """Remove an account; its sessions end at once."""
    _kept(state).remove(name)
    click.echo(say("room-removed", name=name))


@click.command("account-password", cls=Spoken)
@click.argument("name")
@_state_option
def password(name: str, state: Path | None) -> None:
    """Give an account a new password; its sessions end at once."""
    _kept(state).set_password(name, _password())
    click.echo(say("room-password-set", name=name))


for _name, _command in (
    ("add", add), ("list", list_accounts), ("remove", remove), ("password", password),
):  # fmt: skip
    account.add_command(_command, _name)


def _password() -> str:
    """A password that is typed unseen; from a pipe, its first line. It never is an argument, which
    other users of the machine could read.
    """
    if sys.stdin.isatty():
        return getpass.getpass(say("room-type-password"))
    return sys.stdin.readline().rstrip("\n")
