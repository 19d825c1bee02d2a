"""Browsers that have signed in before: whoever tries passwords elsewhere does not lock them out.

A limit of wrong passwords is a means to lock a colleague out: who shares an address with him (an
office behind one router, a program in front of the room) needs eight tries. So a browser in which
somebody has signed in keeps a sign of it, for that name alone, and its failures are counted by that
sign and not by name and address (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
It opens nothing: the password is asked as before. A new password makes it void.
"""

import hashlib
import hmac
import secrets
from contextlib import suppress
from pathlib import Path

from huozi.files import read_file, write_atomically
from huozi.room.accounts import RoomAccount

KNOWN_SECONDS = 365 * 24 * 3600
_KEY_BYTES = 32


class KnownBrowsers:
    """The signs that a room gives to browsers, by a key of its state folder."""

    def __init__(self, state: Path) -> None:
        path = state / "browsers.key"
        self._key = b""
        with suppress(OSError):
            self._key = read_file(path, _KEY_BYTES)
        if len(self._key) != _KEY_BYTES:
            self._key = secrets.token_bytes(_KEY_BYTES)
            write_atomically(path, self._key, mode=0o600)

    def sign(self, account: RoomAccount) -> str:
        """A new sign for a browser in which somebody has signed in."""
        number = secrets.token_hex(16)
        return f"{number}.{self._seal(number, account)}"

    def known(self, sign: str, account: RoomAccount | None) -> str:
        """The number of a browser in which this account has signed in; empty for any other."""
        number, _, seal = sign.partition(".")
        if account is None or not sign.isascii():
            return ""
        return number if hmac.compare_digest(seal, self._seal(number, account)) else ""

    def _seal(self, number: str, account: RoomAccount) -> str:
        told = "\0".join((number, account.stamp, account.name)).encode()
        return hmac.new(self._key, told, hashlib.sha256).hexdigest()


def sign_name(cookie: str, name: str) -> str:
    """The name of the cookie that holds a browser's sign: one for each person who uses it."""
    return f"{cookie}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"
