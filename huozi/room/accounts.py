"""Accounts: who may come in, and as what; links that make an account, once.

Passwords are kept as scrypt digests (RFC 7914), secrets of links as SHA-256. The file is this
user's alone and replaced whole, under a lock: the command line and a room that runs may both
write. What the other wrote is seen at the next question.
"""

import hashlib
import hmac
import os
import secrets
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from huozi.files import locked, private_folder, read_file, write_atomically
from huozi.room.values import Role, from_json, now, to_json
from huozi.values.errors import InputError, machine_error
from huozi.values.manuscript import finding

LINK_HOURS = 24
_LAST_HOURS = 2 * LINK_HOURS  # where the clock was set back by a day, as at a start without one
_COST, _BLOCK, _LANES = 15, 8, 1  # 2^15 × 8 × 128 bytes = 32 MiB, a tenth of a second
_MEMORY = 64 << 20
_SALT_BYTES = 16
LEAST_PASSWORD, _MOST_PASSWORD, _MOST_NAME = 10, 200, 40
_FILE_LIMIT = 4 << 20


class RoomAccount(Struct, frozen=True):
    """Somebody who may come in. `stamp` changes with the password: old sessions end."""

    name: str
    role: Role
    salt: str
    digest: str
    cost: int
    stamp: str
    at: str


class OnceLink(Struct, frozen=True):
    """A link that makes an account, or gives one a new password; `name` is empty for one that
    whoever follows it may choose. `expires` is in seconds of Unix time.
    """

    digest: str
    name: str
    role: Role
    expires: float


class _AccountFile(Struct, frozen=True):
    accounts: tuple[RoomAccount, ...] = ()
    links: tuple[OnceLink, ...] = ()


class Accounts:
    """The accounts of a room, in its state folder."""

    def __init__(self, state: Path, clock: Callable[[], float] = time.time) -> None:
        self.state, self._clock = state, clock
        self._path = state / "accounts.json"
        self._seen: tuple[int, ...] = ()
        self._file = _AccountFile()

    def all(self) -> tuple[RoomAccount, ...]:
        """All accounts."""
        return self._read().accounts

    def find(self, name: str) -> RoomAccount | None:
        """The account of a name."""
        return next((one for one in self.all() if one.name == name), None)

    def verify(self, name: str, password: str) -> RoomAccount | None:
        """The account, if this is its password. An unknown name takes as long as a wrong password.

        Takes a tenth of a second and 32 MiB: not to be called where others wait.
        """
        account = self.find(name)
        salt = account.salt if account else "00" * _SALT_BYTES
        digest = _scrypt(password, salt, account.cost if account else _COST)
        same = hmac.compare_digest(digest, account.digest if account else "")
        return account if same else None

    def add(self, name: str, role: Role, password: str) -> RoomAccount:
        """A new account. Raises InputError for a name or a password that can't be one."""
        name = checked_name(name)
        account = _account(name, role, checked_password(password))
        with self._changing() as file:
            if any(one.name == name for one in file.accounts):
                raise InputError([finding("room-name-taken", name=name)])
            self._write(replace(file, accounts=(*file.accounts, account)))
        return account

    def remove(self, name: str) -> None:
        """Remove an account and what links there are for it. Raises InputError for none."""
        with self._changing() as file:
            _known(file, name)
            accounts = tuple(one for one in file.accounts if one.name != name)
            links = tuple(link for link in file.links if link.name != name)
            self._write(_AccountFile(accounts, links))

    def set_password(self, name: str, password: str) -> RoomAccount:
        """Give an account a new password; all its sessions end. Raises InputError."""
        checked_password(password)
        with self._changing() as file:
            account = _account(name, _known(file, name).role, password)
            self._write(replace(file, accounts=_replaced(file, account)))
        return account

    def invite(self, name: str, role: Role, hours: float = LINK_HOURS) -> str:
        """A link's secret: who follows it chooses a password, and a name where none is given.

        An older link for the same name is void.
        """
        name, secret = name and checked_name(name), secrets.token_urlsafe(32)
        link = OnceLink(_digest(secret), name, role, self._clock() + hours * 3600)
        with self._changing() as file:
            left = tuple(one for one in self._valid(file) if one.name != name)
            self._write(replace(file, links=(*left, link)))
        return secret

    def invited(self, secret: str) -> OnceLink | None:
        """The link of a secret, while it is good."""
        digest = _digest(secret)
        links = self._valid(self._read())
        return next((one for one in links if hmac.compare_digest(one.digest, digest)), None)

    def redeem(self, secret: str, name: str, password: str) -> RoomAccount:
        """Follow a link: the account that it makes, or whose password it sets.

        Raises InputError for a link that is spent, and for a name or a password that can't be.
        """
        checked_password(password)
        with self._changing() as file:
            link = self.invited(secret)
            if link is None:
                raise InputError([finding("room-link-spent")])
            name = link.name or checked_name(name)
            known = next((one for one in file.accounts if one.name == name), None)
            if known and not link.name:
                raise InputError([finding("room-name-taken", name=name)])
            account = _account(name, link.role, password)
            links = tuple(one for one in self._valid(file) if one.digest != link.digest)
            accounts = _replaced(file, account) if known else (*file.accounts, account)
            self._write(_AccountFile(accounts, links))
        return account

    def _valid(self, file: _AccountFile) -> tuple[OnceLink, ...]:
        """The links that are good. One from too far ahead is of a clock that was set back since:
        it would be good for longer than anybody watches over it.
        """
        now = self._clock()
        return tuple(one for one in file.links if now < one.expires <= now + _LAST_HOURS * 3600)

    def _read(self) -> _AccountFile:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            self._seen, self._file = (), _AccountFile()
            return self._file
        seen = (status.st_ino, status.st_size, status.st_mtime_ns)
        if seen != self._seen:
            try:
                self._file = from_json(read_file(self._path, _FILE_LIMIT), _AccountFile)
            except ValueError as error:
                raise machine_error("room-state", path=self._path, reason=error) from error
            self._seen = seen
        return self._file

    def _write(self, file: _AccountFile) -> None:
        write_atomically(self._path, to_json(file), mode=0o600)

    def _changing(self) -> "_Changing":
        return _Changing(self)


class _Changing:
    """The file as it stands, held against others who would change it."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._lock = locked(private_folder(accounts.state) / "accounts.lock")

    def __enter__(self) -> _AccountFile:
        self._lock.__enter__()
        return self._accounts._read()

    def __exit__(self, *exception: object) -> None:
        self._lock.__exit__(None, None, None)


def checked_name(name: str) -> str:
    """A name as it is kept. Raises InputError for one that is empty, too long, or no plain text."""
    name = unicodedata.normalize("NFC", name)
    plain = all(char.isalnum() or char in " .-_·@" for char in name)
    if not plain or not 0 < len(name) <= _MOST_NAME or name != name.strip():
        raise InputError([finding("room-name", limit=_MOST_NAME)])
    return name


def checked_password(password: str) -> str:
    """A password. Raises InputError for one that is too short or too long."""
    if not LEAST_PASSWORD <= len(password) <= _MOST_PASSWORD:
        raise InputError([finding("room-password", least=LEAST_PASSWORD, most=_MOST_PASSWORD)])
    return password


def _known(file: _AccountFile, name: str) -> RoomAccount:
    for one in file.accounts:
        if one.name == name:
            return one
    raise InputError([finding("room-name-unknown", name=name)])


def _replaced(file: _AccountFile, account: RoomAccount) -> tuple[RoomAccount, ...]:
    return tuple(account if one.name == account.name else one for one in file.accounts)


def _account(name: str, role: Role, password: str) -> RoomAccount:
    salt = os.urandom(_SALT_BYTES).hex()
    digest = _scrypt(password, salt, _COST)
    return RoomAccount(name, role, salt, digest, _COST, secrets.token_hex(8), now())


def _scrypt(password: str, salt: str, cost: int) -> str:
    plain = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    made = hashlib.scrypt(
        plain, salt=bytes.fromhex(salt), n=1 << cost, r=_BLOCK, p=_LANES, maxmem=_MEMORY
    )
    return made.hex()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
