import stat
from pathlib import Path

import pytest

from huozi.room.accounts import Accounts
from huozi.room.sessions import SESSION_SECONDS, Sessions, same_token, token_of
from huozi.values.errors import InputError, MachineError

GOOD = "a long password"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, quick_passwords: None, clock: Clock) -> Accounts:
    return Accounts(tmp_path / "state", clock)


def test_a_password_opens_its_own_account_and_no_other(accounts: Accounts) -> None:
    accounts.add("王五", "editor", GOOD)
    accounts.add("李四", "reader", "another password")
    assert accounts.verify("王五", GOOD).role == "editor"
    assert accounts.verify("王五", "another password") is None
    assert accounts.verify("nobody", GOOD) is None
    accounts.set_password("王五", "a newer password")
    assert accounts.verify("王五", GOOD) is None
    assert accounts.verify("王五", "a newer password")


def test_the_file_holds_no_password_and_is_private(accounts: Accounts) -> None:
    accounts.add("王五", "editor", GOOD)
    secret = accounts.invite("赵六", "reader")
    path = accounts.state / "accounts.json"
    written = path.read_text("utf-8")
    assert GOOD not in written and secret not in written
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(accounts.state.stat().st_mode) == 0o700


def test_another_process_is_seen(accounts: Accounts, clock: Clock) -> None:
    other = Accounts(accounts.state, clock)
    assert other.find("王五") is None
    accounts.add("王五", "editor", GOOD)
    assert other.find("王五")
    other.remove("王五")
    assert accounts.find("王五") is None


def test_a_link_is_followed_once_and_in_time(accounts: Accounts, clock: Clock) -> None:
    secret = accounts.invite("", "chief")
    assert accounts.redeem(secret, "王五", GOOD).role == "chief"
    with pytest.raises(InputError, match="room-link-spent"):
        accounts.redeem(secret, "李四", GOOD)
    late = accounts.invite("", "reader", hours=1)
    clock.now += 3601
    assert accounts.invited(late) is None
    with pytest.raises(InputError, match="room-link-spent"):
        accounts.redeem(late, "李四", GOOD)


def test_a_link_for_somebody_sets_their_password_alone(accounts: Accounts) -> None:
    accounts.add("王五", "reader", GOOD)
    secret = accounts.invite("王五", "editor")
    made = accounts.redeem(secret, "李四", "a newer password")
    assert (made.name, made.role) == ("王五", "editor")
    assert [one.name for one in accounts.all()] == ["王五"]


def test_an_open_link_takes_no_account_over(accounts: Accounts) -> None:
    accounts.add("王五", "chief", GOOD)
    secret = accounts.invite("", "reader")
    with pytest.raises(InputError, match="room-name-taken"):
        accounts.redeem(secret, "王五", "a newer password")
    assert accounts.verify("王五", GOOD)


@pytest.mark.parametrize(
    "name", ["", " a", "a\n", "a\0b", "<b>", 'a"', "a/b", "字" * 41, "\u202ea"]
)
def test_what_is_no_name(accounts: Accounts, name: str) -> None:
    with pytest.raises(InputError, match="room-name"):
        accounts.add(name, "reader", GOOD)


@pytest.mark.parametrize("password", ["", "123456789", "p" * 201])
def test_what_is_no_password(accounts: Accounts, password: str) -> None:
    with pytest.raises(InputError, match="room-password"):
        accounts.add("王五", "reader", password)
    assert accounts.all() == ()


def test_nobody_is_removed_twice(accounts: Accounts) -> None:
    accounts.add("王五", "reader", GOOD)
    accounts.invite("王五", "chief")
    accounts.remove("王五")
    with pytest.raises(InputError, match="room-name-unknown"):
        accounts.remove("王五")
    assert accounts._read().links == ()


def test_a_file_that_is_none_is_told(accounts: Accounts) -> None:
    accounts.add("王五", "reader", GOOD)
    (accounts.state / "accounts.json").write_text("{")
    with pytest.raises(MachineError, match="room-state"):
        accounts.find("王五")


def test_a_session_lasts_its_time_and_over_a_restart(accounts: Accounts, clock: Clock) -> None:
    sessions = Sessions(accounts.state, accounts, clock)
    secret = sessions.begin(accounts.add("王五", "reader", GOOD))
    again = Sessions(accounts.state, accounts, clock)
    assert again.account(secret).name == "王五"
    assert again.account(secret + "x") is None
    assert secret not in (accounts.state / "sessions.json").read_text()
    clock.now += SESSION_SECONDS + 1
    assert again.account(secret) is None


def test_a_clock_that_is_set_back_makes_no_session_last_longer(
    accounts: Accounts, clock: Clock
) -> None:
    clock.now = 1e9
    sessions = Sessions(accounts.state, accounts, clock)
    secret = sessions.begin(accounts.add("王五", "reader", GOOD))
    clock.now -= 365 * 24 * 3600
    assert sessions.account(secret)  # nobody is put out
    again = Sessions(accounts.state, accounts, clock)  # nor is it forgotten by a restart
    clock.now += SESSION_SECONDS + 1
    assert again.account(secret) is None


def test_a_clock_that_is_set_back_makes_no_link_last_longer(
    accounts: Accounts, clock: Clock
) -> None:
    clock.now = 1e9
    secret = accounts.invite("", "chief")
    clock.now -= 24 * 3600
    assert accounts.invited(secret)  # by a day, as where a machine starts without its clock
    clock.now -= 3600
    assert accounts.invited(secret) is None


def test_a_session_ends_with_its_account_and_its_password(accounts: Accounts, clock: Clock) -> None:
    sessions = Sessions(accounts.state, accounts, clock)
    one = sessions.begin(accounts.add("王五", "reader", GOOD))
    two = sessions.begin(accounts.add("李四", "reader", GOOD))
    accounts.set_password("王五", "a newer password")
    accounts.remove("李四")
    assert (sessions.account(one), sessions.account(two)) == (None, None)


def test_signing_out_everywhere(accounts: Accounts, clock: Clock) -> None:
    sessions = Sessions(accounts.state, accounts, clock)
    account, other = accounts.add("王五", "reader", GOOD), accounts.add("李四", "reader", GOOD)
    mine, his = [sessions.begin(account) for _ in range(3)], sessions.begin(other)
    sessions.end(mine[0])
    assert (sessions.account(mine[0]), bool(sessions.account(mine[1]))) == (None, True)
    sessions.end_all("王五")
    assert [sessions.account(secret) for secret in mine] == [None] * 3
    assert sessions.account(his)


def test_the_oldest_of_too_many_sessions_ends(accounts: Accounts, clock: Clock) -> None:
    sessions = Sessions(accounts.state, accounts, clock)
    account = accounts.add("王五", "reader", GOOD)
    first, *others = [sessions.begin(account) for _ in range(21)]
    assert sessions.account(first) is None
    assert all(map(sessions.account, others))


def test_a_token_is_one_sessions(accounts: Accounts) -> None:
    assert same_token("secret", token_of("secret"))
    assert not same_token("other", token_of("secret"))
    assert not same_token("secret", "字")
