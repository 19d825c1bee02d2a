"""What the routes of a room share: who may come in, the books, and what browsers load."""

from asyncio import Semaphore
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from huozi.files import private_folder, read_below
from huozi.room.accounts import Accounts
from huozi.room.addresses import Addresses
from huozi.room.atonce import AtOnce
from huozi.room.attempts import Attempts
from huozi.room.browsers import KnownBrowsers
from huozi.room.sessions import Sessions
from huozi.room.shelf import BookShelf

_STATIC = Path(__file__).parent / "static"
_STATIC_LIMIT = 8 << 20
#: What browsers load, by ending; nothing else of the folder is served.
_KINDS = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
    ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".ico": "image/x-icon",
}  # fmt: skip
_TRIES_OF_ADDRESS, _TRIES_OF_NAME = 30, 8
_MOST_AT_ONCE, _MOST_LIVE = 60, 60  # requests and live connections of one person, of all books


class StaticFile(Struct, frozen=True):
    """A file that browsers load."""

    data: bytes
    kind: str
    etag: str


class Office:
    """The room's own things."""

    def __init__(self, state: Path, addresses: Addresses, shelf: BookShelf, port: int) -> None:
        self.state = private_folder(state)
        self.accounts = Accounts(self.state)
        self.sessions = Sessions(self.state, self.accounts)
        self.addresses, self.shelf, self.port = addresses, shelf, port
        self.static = static_files()
        self.by_address, self.by_name = Attempts(_TRIES_OF_ADDRESS), Attempts(_TRIES_OF_NAME)
        self.browsers, self.by_browser = KnownBrowsers(self.state), Attempts(_TRIES_OF_NAME)
        self.passwords = Semaphore(2)  # scrypt takes 32 MiB and a core each
        self.asking, self.living = AtOnce(_MOST_AT_ONCE), AtOnce(_MOST_LIVE)
        self.uploads = Semaphore(2)  # each is held in memory, once it is whole

    def cookie(self, secure: bool) -> str:
        """The cookie's name. Cookies know no ports: two rooms on one machine have two names."""
        return f"__Host-huozi-{self.port}" if secure else f"huozi-{self.port}"


def static_files() -> Mapping[str, StaticFile]:
    """What browsers load, by its path below `static/`: read once, so no path leads elsewhere."""
    found: dict[str, StaticFile] = {}
    for path in sorted(_STATIC.rglob("*")):
        name = path.relative_to(_STATIC)
        kind = _KINDS.get(path.suffix)
        if kind and path.is_file():
            data = read_below(_STATIC, name, _STATIC_LIMIT)
            found[name.as_posix()] = StaticFile(data, kind, sha256(data).hexdigest()[:32])
    return found
