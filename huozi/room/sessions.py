"""Sessions: who has signed in, in which browser, until when.

A cookie holds a secret of 256 bits, the file its SHA-256 alone; so who reads the file can't come
in. The token that a write needs is made of the secret: a page of another origin can't read it.
A session ends with its time, by signing out, and when its account goes or gets a new password;
a clock that was set back makes none last longer than one that begins now.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from huozi.files import private_folder, read_file, write_atomically
from huozi.room.accounts import Accounts, RoomAccount
from huozi.room.values import from_json, to_json

SESSION_SECONDS = 7 * 24 * 3600
_MOST_SESSIONS = 20  # of one account: browsers, not tabs
_FILE_LIMIT = 16 << 20


class KeptSession(Struct, frozen=True):
    """A session as the file has it."""

    digest: str
    name: str
    stamp: str
    expires: float


class Sessions:
    """The sessions of a room, in its state folder."""

    def __init__(
        self, state: Path, accounts: Accounts, clock: Callable[[], float] = time.time
    ) -> None:
        self._path = state / "sessions.json"
        self._accounts, self._clock = accounts, clock
        self._kept: dict[str, KeptSession] = {}
        # A file that can't be read costs everybody a sign-in, and no more.
        with suppress(OSError, ValueError):
            found = from_json(read_file(self._path, _FILE_LIMIT), tuple[KeptSession, ...])
            self._kept = {one.digest: one for one in found}

    def begin(self, account: RoomAccount) -> str:
        """Sign somebody in. Returns the cookie's secret."""
        secret = secrets.token_urlsafe(32)
        mine = [one for one in self._kept.values() if one.name == account.name]
        for old in mine[: max(0, len(mine) - _MOST_SESSIONS + 1)]:
            del self._kept[old.digest]
        digest = _digest(secret)
        expires = self._clock() + SESSION_SECONDS
        self._kept[digest] = KeptSession(digest, account.name, account.stamp, expires)
        self._write()
        return secret

    def account(self, secret: str) -> RoomAccount | None:
        """Whose session this is, while it lasts."""
        kept = self._kept.get(_digest(secret))
        now = self._clock()
        if kept is None or kept.expires <= now:
            return None
        if kept.expires > now + SESSION_SECONDS:
            self._kept[kept.digest] = replace(kept, expires=now + SESSION_SECONDS)
            self._write()
        account = self._accounts.find(kept.name)
        return account if account and account.stamp == kept.stamp else None

    def end(self, secret: str) -> None:
        """Sign out of one browser."""
        if self._kept.pop(_digest(secret), None):
            self._write()

    def end_all(self, name: str) -> None:
        """Sign out of all browsers."""
        self._drop(one.digest for one in self._kept.values() if one.name == name)

    def _drop(self, digests: Iterable[str]) -> None:
        for digest in tuple(digests):
            del self._kept[digest]
        self._write()

    def _write(self) -> None:
        now = self._clock()
        self._kept = {one.digest: one for one in self._kept.values() if one.expires > now}
        private_folder(self._path.parent)
        write_atomically(self._path, to_json(tuple(self._kept.values())), mode=0o600)


def token_of(secret: str) -> str:
    """The token of a session, for the header of its writes."""
    return hmac.new(secret.encode(), b"huozi room token", hashlib.sha256).hexdigest()[:32]


def same_token(secret: str, token: str) -> bool:
    """Whether a token is that of a session, in constant time."""
    return hmac.compare_digest(token_of(secret).encode(), token.encode("utf-8", "replace"))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
