"""The shelf: whatever happens to its files, a galley is right or it is not there."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from huozi.files import _mark
from huozi.store import secret
from huozi.store import shelf as shelf_module
from huozi.store.shelf import Shelf, refuse_linked
from huozi.values.errors import InputError
from huozi.values.galley import Anchor, FontUse, Galley, Heading, Link, Relocation
from huozi.values.manuscript import Place, Severity, finding
from tests.disks import DISKS

KEY, OTHER = "ab" + "0" * 62, "cd" + "1" * 62
GALLEY = Galley(
    "a",
    (b"q Q", b""),
    furniture=(b"f",),
    fonts=(FontUse("ABCDEF", "d" * 64, 0, "Song", 880, -120, 4, b"0001 1000 4e00"),),
    anchors=(Anchor("a", 0, 1.5, 2.25),),
    headings=(Heading(1, "一、", 0, 3.0),),
    links=(Link(0, "b", (0.0, 1.0, 2.0, 3.0)),),
    relocations=(Relocation("s0", "b", 3, place=Place("content/a.md", 3)),),
    findings=(finding("line-runt", Place("content/a.md", 9), Severity.WARNING, sample="字"),),
    counts=(("lines", 3),),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path / "shelf")
    made.put(KEY, GALLEY)
    return made


def files(shelf: Shelf, pattern: str = "*/*.galley") -> list[Path]:
    return sorted(shelf.folder.glob(pattern))


def again(shelf: Shelf) -> Shelf:
    """What the next run sees."""
    return Shelf(shelf.folder)


# ---------------------------------------------------------------------------- galleys


def test_a_galley_comes_back_as_it_was_put(shelf: Shelf) -> None:
    assert again(shelf).get(KEY) == GALLEY
    assert again(shelf).get(OTHER) is None


def test_a_galley_that_is_not_there_is_no_damage(shelf: Shelf) -> None:
    shelf.get(OTHER)
    assert shelf.damaged == []


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def cut_to_nothing(path: Path) -> None:
    path.write_bytes(b"")


def edited(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-8] ^= 1
    path.write_bytes(data)


def replaced(path: Path) -> None:
    path.write_text("%PDF-1.7 of somebody else")


def grown(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def of_another_type(path: Path) -> None:
    """Rightly sealed, by an older program that kept other things."""
    body = b"\x81\xa1x\x01"
    path.write_bytes(hashlib.sha256(path.name.encode() + body).digest() + body)


def of_another_unit(path: Path) -> None:
    """A sound galley, copied to where another belongs."""
    other = Shelf(path.parent.parent)
    other.put(OTHER, replace(GALLEY, unit_id="b"))
    shutil.copy(other.folder / OTHER[:2] / f"{OTHER}.galley", path)


@pytest.mark.parametrize(
    "damage", [truncated, cut_to_nothing, edited, replaced, grown, of_another_type, of_another_unit]
)
def test_damage_is_noticed_told_and_mended(shelf: Shelf, damage: Callable[[Path], None]) -> None:
    (path,) = files(shelf)
    damage(path)
    after = again(shelf)
    assert after.get(KEY) is None
    assert after.damaged == [KEY]
    after.put(KEY, GALLEY)
    assert again(shelf).get(KEY) == GALLEY


def test_a_folder_in_the_place_of_a_galley_is_passed_over(shelf: Shelf) -> None:
    (path,) = files(shelf)
    path.unlink()
    path.mkdir()
    shelf.put(KEY, GALLEY)
    assert shelf.get(KEY) is None


def test_the_same_galley_gives_the_same_file(shelf: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other")
    other.put(KEY, GALLEY)
    assert files(shelf)[0].read_bytes() == files(other)[0].read_bytes()


# ---------------------------------------------------------------------------- whose it is


@pytest.fixture
def home(tmp_path: Path, monkeypatch) -> Path:
    """A user who has no secret yet. Each call of the fixture's value makes another one."""
    folder = tmp_path / "home" / "cache"  # neither of which may be there
    monkeypatch.setattr(secret, "cache_folder", lambda: folder)
    return folder


def test_a_galley_of_somebody_else_is_foreign_until_it_is_set_again(
    shelf: Shelf, home: Path
) -> None:
    after = again(shelf)
    assert after.get(KEY) == GALLEY
    assert (after.foreign, after.damaged) == ({KEY}, [])
    after.put(KEY, GALLEY)
    assert after.foreign == set()
    anew = again(shelf)
    assert anew.get(KEY) == GALLEY
    assert anew.foreign == set()


def test_the_secret_is_whole_and_for_nobody_else(home: Path) -> None:
    path = home / "secret"
    mark = secret.tag(b"digest")
    assert (len(path.read_bytes()), path.stat().st_mode & 0o777) == (32, 0o600)
    assert [entry.name for entry in home.iterdir()] == ["secret"]
    assert secret.is_ours(b"digest", mark)
    assert not secret.is_ours(b"another", mark)
    assert not secret.is_ours(b"digest", bytes(len(mark)))


def test_a_secret_is_made_in_a_folder_that_is_there(home: Path) -> None:
    home.mkdir(parents=True)
    assert any(secret.tag(b"digest"))


@pytest.mark.parametrize("held", [b"", b"x" * 31])
def test_half_a_secret_is_none(home: Path, held: bytes) -> None:
    home.mkdir(parents=True)
    (home / "secret").write_bytes(held)
    mark = secret.tag(b"digest")
    assert not any(mark)
    assert not secret.is_ours(b"digest", mark)


def test_where_no_secret_can_be_kept_nothing_is_ours(home: Path, tmp_path: Path) -> None:
    home.parent.mkdir()
    home.write_text("a file in the place of the folder")
    after = Shelf(tmp_path / "shelf")
    after.put(KEY, GALLEY)
    assert after.get(KEY) == GALLEY
    assert after.foreign == {KEY}


# ---------------------------------------------------------------------------- other bytes


def test_what_is_kept_under_a_key_is_made_once(shelf: Shelf) -> None:
    made = iter([b"first", b"second"])
    assert shelf.kept(OTHER, lambda: next(made)) == b"first"
    assert again(shelf).kept(OTHER, lambda: next(made)) == b"first"
    (path,) = files(shelf, "*/*.kept")
    assert path.relative_to(shelf.folder).as_posix() == f"cd/{OTHER}.kept"
    truncated(path)
    assert shelf.kept(OTHER, lambda: next(made)) == b"second"
    assert again(shelf).kept(OTHER, bytes) == b"second"


def test_what_is_kept_and_was_just_used_stays(shelf: Shelf) -> None:
    shelf.kept(OTHER, lambda: b"first")
    (path,) = files(shelf, "*/*.kept")
    os.utime(path, (1, 1))
    shelf.kept(OTHER, bytes)
    assert path.stat().st_mtime > 1


def test_whether_there_is_a_file_for_a_galley(shelf: Shelf) -> None:
    assert shelf.holds(KEY)
    assert not shelf.holds(OTHER)


@pytest.mark.parametrize("linked", ["output", "output/.galleys"])
def test_nothing_is_written_through_a_link(tmp_path: Path, linked: str) -> None:
    book, elsewhere = tmp_path / "book", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (book / linked).parent.mkdir(parents=True)
    refuse_linked(book)
    (book / linked).symlink_to(elsewhere)
    with pytest.raises(InputError) as error:
        refuse_linked(book)
    (found,) = error.value.findings
    assert (found.code, dict(found.params)["path"]) == ("output-link", str(book / linked))


# ---------------------------------------------------------------------------- ledger


def test_the_ledger_is_kept_for_the_next_run(shelf: Shelf) -> None:
    shelf.note("a", {"text": "1"})
    shelf.close()
    assert again(shelf).ledger == {"a": {"text": "1"}}


def memory(shelf: Shelf) -> list[Path]:
    """The files beside the galleys."""
    shelf.note("a", {"text": "1"})
    shelf.close()
    return [path for path in files(shelf, "*") if path.is_file()]


@pytest.mark.parametrize("damage", [truncated, cut_to_nothing, edited, replaced, grown])
def test_a_damaged_memory_is_forgotten(shelf: Shelf, damage: Callable[[Path], None]) -> None:
    (path,) = memory(shelf)
    damage(path)
    assert again(shelf).ledger == {}


def test_nothing_is_written_where_nothing_changed(shelf: Shelf) -> None:
    paths = memory(shelf)
    before = [path.stat().st_mtime_ns for path in paths]
    time.sleep(0.01)
    again(shelf).close()
    assert [path.stat().st_mtime_ns for path in paths] == before


# ---------------------------------------------------------------------------- size


def test_the_galleys_used_least_recently_go_first(shelf: Shelf, monkeypatch) -> None:
    keys = [f"{n:02d}" + "e" * 62 for n in range(4)]
    for age, key in enumerate(keys):
        shelf.put(key, GALLEY)
        os.utime(shelf.folder / key[:2] / f"{key}.galley", (100 + age, 100 + age))
    files(shelf)[-1].unlink()  # the fixture's own
    shelf.get(keys[0])  # looked at: now the youngest
    size = files(shelf)[0].stat().st_size
    monkeypatch.setattr(shelf_module, "_LIMIT_BYTES", 2 * size)
    shelf.close()
    assert [path.stem for path in files(shelf)] == [keys[0], keys[3]]


def test_what_lies_beside_the_galleys_is_never_put_out(shelf: Shelf, monkeypatch) -> None:
    """The memory of the read stage, for one, has to be found again."""
    beside = shelf.folder / "memory"
    beside.write_bytes(b"entries")
    os.utime(beside, (1, 1))
    monkeypatch.setattr(shelf_module, "_LIMIT_BYTES", 0)
    shelf.close()
    assert files(shelf) == []
    assert beside.exists()


def test_at_the_limit_everything_stays(shelf: Shelf, monkeypatch) -> None:
    """… to the byte."""
    size = files(shelf)[0].stat().st_size
    monkeypatch.setattr(shelf_module, "_LIMIT_BYTES", size)
    shelf.close()
    assert len(files(shelf)) == 1
    monkeypatch.setattr(shelf_module, "_LIMIT_BYTES", size - 1)
    shelf.close()
    assert files(shelf) == []


def test_below_the_limit_everything_stays(shelf: Shelf) -> None:
    shelf.put(OTHER, GALLEY)
    shelf.close()
    assert len(files(shelf)) == 2


def test_what_killed_runs_left_is_swept(shelf: Shelf) -> None:
    live = shelf.folder / "ab" / f".{_mark()}-0123456789abcdef.part"
    left = live.with_name(live.name.replace(str(os.getpid()), "4194305"))  # no such process
    left.write_bytes(b"half")
    live.write_bytes(b"half")
    shelf.close()
    assert not left.exists()
    assert live.exists()


# ---------------------------------------------------------------------------- disks that refuse


@pytest.mark.parametrize("disk", DISKS)
def test_a_shelf_that_cannot_be_written_costs_time_not_the_book(
    shelf: Shelf, disk, monkeypatch
) -> None:
    disk(monkeypatch)
    after = again(shelf)
    after.put(OTHER, GALLEY)
    after.note("a", {"text": "1"})
    after.close()
    assert after.get(OTHER) is None
    assert after.get(KEY) == GALLEY
    assert files(shelf, "*/.*.part") == files(shelf, ".*.part") == []


def test_a_file_in_the_place_of_the_shelf_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("not a folder")
    blocked = Shelf(tmp_path / "shelf")
    blocked.put(KEY, GALLEY)
    blocked.close()
    assert blocked.get(KEY) is None


# ---------------------------------------------------------------------------- others, and death


WRITER = """
import sys
from pathlib import Path
from huozi.values.galley import Galley
from huozi.store.shelf import Shelf
shelf = Shelf(Path(sys.argv[1]))
print("ready", flush=True)
for round in range(int(sys.argv[2])):
    for number in range(8):
        shelf.put(f"{number:02d}" + "f" * 62, Galley(f"u{number}", (b"x" * 200_000,)))
"""


def writer(shelf: Shelf, rounds: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(shelf.folder), str(rounds)], stdout=subprocess.PIPE
    )


@pytest.mark.slow
def test_two_builds_may_write_one_shelf(shelf: Shelf) -> None:
    builds = [writer(shelf, 20), writer(shelf, 20)]
    for build in builds:
        build.communicate(timeout=600)
        assert build.returncode == 0
    after = again(shelf)
    for number in range(8):
        galley = after.get(f"{number:02d}" + "f" * 62)
        assert galley is not None
        assert galley.unit_id == f"u{number}"
    assert after.damaged == []


def test_a_writer_that_is_killed_leaves_whole_files_or_none(shelf: Shelf) -> None:
    with writer(shelf, 100_000) as process:
        assert process.stdout
        process.stdout.readline()
        while len(files(shelf)) < 4:
            time.sleep(0.01)
        time.sleep(0.05)  # at no moment of our choice
        process.send_signal(signal.SIGKILL)
    after = again(shelf)
    found = [after.get(path.stem) for path in files(shelf)]
    assert len(found) > 1
    assert None not in found
    assert after.damaged == []
