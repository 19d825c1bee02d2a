import socket

import pytest

from huozi.room.addresses import Addresses, is_local, one_site
from huozi.room.attempts import Attempts
from huozi.values.errors import UsageError


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8420", "http://127.0.0.1:8420"),
        ("LOCALHOST:8420", "http://localhost:8420"),
        ("[::1]:8420", "http://[::1]:8420"),
        ("room.example.org", "https://room.example.org"),
        ("pc7:8420", "http://pc7:8420"),
        ("10.0.0.7:8420", "http://10.0.0.7:8420"),  # where the machine was reached
    ],
)
def test_an_address_of_the_room(host: str, origin: str) -> None:
    known = Addresses(8420, "0.0.0.0", ["https://Room.example.org/", "http://pc7:8420"])
    assert known.find(host, ("10.0.0.7", 8420)).origin == origin


@pytest.mark.parametrize(
    "host", ["", "127.0.0.1", "localhost", "evil.example:8420", "localhost:8421", "10.0.0.8:8420",
             "room.example.org:8420", "localhost:8420.evil.example", "127.0.0.1:8420@evil.example"],
)  # fmt: skip
def test_any_other_is_none(host: str) -> None:
    known = Addresses(8420, "0.0.0.0", ["https://room.example.org"])
    assert known.find(host, ("10.0.0.7", 8420)) is None


@pytest.mark.parametrize(
    "url", ["", "room.example.org", "ftp://a", "http://", "http://a/b", "https://u@a", "http://a:x"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError, match="room-address"):
        Addresses(8420, urls=[url])


def test_local() -> None:
    assert all(map(is_local, ("127.0.0.1", "localhost", "::1", "127.1.2.3")))
    assert not any(map(is_local, ("0.0.0.0", "::", "10.0.0.7", "pc7", "")))


def test_attempts_are_counted_for_a_while_and_in_bounds() -> None:
    now = [0.0]
    tries = Attempts(3, lambda: now[0])
    for _ in range(3):
        assert tries.wait("a") == 0
        tries.failed("a")
        now[0] += 10
    assert tries.wait("a") == 570
    assert tries.wait("b") == 0
    now[0] = 601
    assert tries.wait("a") == 0
    for _ in range(2):
        tries.failed("a")
    assert tries.wait("a") > 0
    tries.forget("a")
    assert tries.wait("a") == 0
    for number in range(11_000):
        tries.failed(str(number))
    assert len(tries._failed) == 10_000


def test_a_site_is_counted_once() -> None:
    assert one_site("2001:db8:1:2:3::4") == one_site("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert one_site("::ffff:10.0.0.7") == one_site("10.0.0.7") == "10.0.0.7"
    assert one_site("testclient") == "testclient"


def test_the_machines_own_name_is_an_address_where_it_is_told() -> None:
    name = socket.gethostname().lower()
    assert Addresses(8420, "0.0.0.0").find(f"{name}:8420", None)
    assert Addresses(8420, "10.0.0.7").find("10.0.0.7:8420", None)
    assert Addresses(8420, "10.0.0.7").find("10.0.0.9:8420", None) is None
