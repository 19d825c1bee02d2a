"""By which addresses browsers reach the room.

A `Host` that is none of them is refused: a stranger's name that leads here (DNS rebinding) would
make the stranger's page one of ours. The origin of a write has to be that of the same address.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from huozi.values.errors import UsageError
from huozi.values.manuscript import finding

_PORTS = {"http": 80, "https": 443}
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class RoomAddress(Struct, frozen=True):
    """An address of the room. With https, a program in front of us has the certificate."""

    host: str  # as browsers send it: without the port that goes with the scheme
    scheme: str

    @property
    def origin(self) -> str:
        """What browsers send as `Origin`."""
        return f"{self.scheme}://{self.host}"

    @property
    def secure(self) -> bool:
        """Whether cookies are for TLS alone."""
        return self.scheme == "https"


class Addresses:
    """The addresses that are allowed."""

    def __init__(self, port: int, bound: str = "127.0.0.1", urls: Iterable[str] = ()) -> None:
        told = socket.gethostname() if _everywhere(bound) else _bracketed(bound)
        names = (*_LOCAL, told)
        self._known = {_host(name, "http", port): "http" for name in names}
        for url in urls:
            address = _parsed(url)
            self._known[address.host] = address.scheme

    @property
    def proxied(self) -> bool:
        """Whether a program in front of us has the certificate, and all come through it."""
        return "https" in self._known.values()

    def find(self, host: str, server: tuple[str, int | None] | None) -> RoomAddress | None:
        """The address that a `Host` names: one that was told, or the very IP address and port
        at which the machine was reached (no name leads to it, so none can be borrowed).
        """
        host = host.lower()
        if scheme := self._known.get(host):
            return RoomAddress(host, scheme)
        if server and _is_ip(server[0]) and host == _host(_bracketed(server[0]), "http", server[1]):
            return RoomAddress(host, "http")
        return None


def _parsed(url: str) -> RoomAddress:
    """Raises UsageError for what is no address of a whole site."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
        parts = urlsplit("")
    if parts.scheme not in _PORTS or not host or parts.path.strip("/") or parts.username:
        raise UsageError([finding("room-address", found=url)])
    name = host.encode("idna").decode() if not host.isascii() else host
    return RoomAddress(_host(_bracketed(name), parts.scheme, port), parts.scheme)


def _host(name: str, scheme: str, port: int | None) -> str:
    return name.lower() if port in (None, _PORTS[scheme]) else f"{name.lower()}:{port}"


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _everywhere(bound: str) -> bool:
    return bound in ("0.0.0.0", "::", "")


def is_local(bound: str) -> bool:
    """Whether only this machine reaches what is bound there."""
    return bound == "localhost" or (_is_ip(bound) and ipaddress.ip_address(bound).is_loopback)


def one_site(client: str) -> str:
    """Whom failures are counted for: an address of IPv6 is one of 2^64 that a site has."""
    if not _is_ip(client):
        return client
    address = ipaddress.ip_address(client)
    if isinstance(address, ipaddress.IPv4Address):
        return client
    mapped = address.ipv4_mapped
    return str(mapped or ipaddress.ip_network((int(address), 64), strict=False))


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
