import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from huozi.room import jobs as jobs_module
from huozi.room.jobs import JobPlan, Jobs, JobSlots, TooManyJobsError, _environment, _plain

ROOT = Path(__file__).parent.parent.parent
SLEEPER = """#!/bin/sh
sleep 300 &
echo $! > "$PWD/child"
echo begun
sleep 300
"""


class Office:
    """Jobs that tell into a list, in a loop of their own."""

    def __init__(self, folder: Path) -> None:
        self.told: list[dict] = []
        self.folder = folder

    def run(self, work: Callable[[Jobs], Awaitable[None]]) -> None:
        async def go() -> None:
            jobs = Jobs(self.folder, self.told.append, JobSlots())
            try:
                await work(jobs)
            finally:
                await jobs.close()

        asyncio.run(go())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "jobs")


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Something else in the place of the command line."""
    path = tmp_path / "program"
    path.write_text(text)
    path.chmod(0o755)
    monkeypatch.setattr(jobs_module.sys, "executable", str(path))


async def ended(jobs: Jobs, id: str) -> None:
    while jobs.find(id).state in ("waiting", "running"):
        await asyncio.sleep(0.01)


def alive(number: int) -> bool:
    """Whether a process runs, other than as a name that nobody asked for."""
    with suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.slow
def test_the_command_line_itself_is_run(office: Office) -> None:
    async def work(jobs: Jobs) -> None:
        job = jobs.begin("profile", "editor")
        jobs.run(job, JobPlan((("--version",), ("no-such-command",), ("--version",))), "zh")
        await ended(jobs, job.id)
        found = jobs.find(job.id)
        assert found.state == "failed"
        assert found.lines[0].startswith("huozi")
        assert "没有" in found.lines[1] and len(found.lines) == 2

    office.run(work)
    assert office.told[-1]["job"].state == "failed"
    assert {event["type"] for event in office.told} == {"job"}


def test_a_job_is_stopped_with_all_its_processes(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, SLEEPER)

    async def work(jobs: Jobs) -> None:
        job, next_one = jobs.begin("profile", "a"), jobs.begin("profile", "b")
        for one in (job, next_one):
            jobs.run(one, JobPlan((("x",),)), "en")
        child = jobs.folder_of(job.id) / "child"
        while not jobs.find(job.id).lines:
            await asyncio.sleep(0.01)
        assert jobs.find(next_one.id).state == "waiting"
        number = int(child.read_text())
        assert os.getpriority(os.PRIO_PROCESS, number) == 19
        await jobs.stop(next_one.id)
        await jobs.stop(job.id)
        assert [jobs.find(one.id).state for one in (job, next_one)] == ["stopped"] * 2
        until = time.monotonic() + 120
        while alive(number) and time.monotonic() < until:
            await asyncio.sleep(0.01)
        assert not alive(number)

    office.run(work)


def test_a_job_that_takes_too_long_is_ended(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, SLEEPER)
    monkeypatch.setattr(jobs_module, "_SECONDS", 0.3)

    async def work(jobs: Jobs) -> None:
        job = jobs.begin("profile", "a")
        jobs.run(job, JobPlan((("x",),)), "en")
        await ended(jobs, job.id)
        assert jobs.find(job.id).state == "failed"

    office.run(work)


ROOM = """
import asyncio, os, sys
from pathlib import Path
from huozi.room.jobs import JobPlan, Jobs, JobSlots

async def main():
    jobs = Jobs(Path(sys.argv[1]), lambda event: None, JobSlots())
    job = jobs.begin("profile", "a")
    jobs.run(job, JobPlan((("x",),), "sleeping"), "en")
    await asyncio.sleep(300)

asyncio.run(main())
"""
SLEEPING = """
import os, subprocess, sys
from pathlib import Path
SLEEP = "import time; time.sleep(300)"
ORPHAN = (
    "import subprocess as s, sys; "
    f"print(s.Popen([sys.executable, '-c', '{SLEEP}'], stdout=s.DEVNULL).pid)"
)
child = subprocess.Popen([sys.executable, "-c", SLEEP])
# In a session of its own, its parent gone: as LibreOffice, whose first process may be killed.
orphan = subprocess.run(
    [sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True, start_new_session=True
).stdout.strip()
Path("pids.part").write_text(f"{child.pid} {orphan} {os.getpid()}")
Path("pids.part").rename("pids")
child.wait()
"""


def test_a_job_ends_with_a_room_that_is_killed(tmp_path: Path) -> None:
    """The signal is one that no room can hear."""
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "sleeping.py").write_text(SLEEPING)
    paths = os.pathsep.join((str(ROOT), str(modules)))
    room = subprocess.Popen(
        [sys.executable, "-c", ROOM, str(tmp_path / "jobs")], env=os.environ | {"PYTHONPATH": paths}
    )
    until = time.monotonic() + 240
    while not (told := list((tmp_path / "jobs").glob("*/pids"))) and time.monotonic() < until:
        time.sleep(0.01)
    pids = [int(number) for number in told[0].read_text().split()]
    assert all(map(alive, pids))
    room.kill()
    room.wait()
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    left = [pid for pid in pids if alive(pid)]
    for pid in left:
        os.kill(pid, 9)
    assert left == []


def test_what_a_job_left_in_another_session_ends_when_it_is_stopped(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "sleeping.py").write_text(SLEEPING)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), str(modules))))

    async def work(jobs: Jobs) -> None:
        job = jobs.begin("import", "a")
        jobs.run(job, JobPlan((("x",),), "sleeping"), "en")
        told = jobs.folder_of(job.id) / "pids"
        until = time.monotonic() + 240
        while not told.exists() and time.monotonic() < until:
            await asyncio.sleep(0.01)
        pids = [int(number) for number in told.read_text().split()]
        assert len(pids) == 3 and all(map(alive, pids))
        await jobs.stop(job.id)
        left = [pid for pid in pids if alive(pid)]
        for pid in left:
            os.kill(pid, 9)
        assert left == []

    office.run(work)


def test_words_tell_no_folder_of_the_machine(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "made $PWD/book.pdf of $PWD/../../../content/a"
    program(tmp_path, monkeypatch, f"#!/bin/sh\necho {said}\n")

    async def work(jobs: Jobs) -> None:
        job = jobs.begin("profile", "a")
        jobs.run(job, JobPlan((("x",),)), "en")
        await ended(jobs, job.id)
        (line,) = jobs.find(job.id).lines
        assert line.startswith("made book.pdf of ") and str(tmp_path) not in line

    office.run(work)


def test_a_job_that_can_not_be_begun_has_failed(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(jobs: Jobs) -> None:
        for argument in ("a\0b", "x" * (1 << 20)):
            job = jobs.begin("profile", "a")
            jobs.run(job, JobPlan(((argument,),)), "en")
            await ended(jobs, job.id)
            assert jobs.find(job.id).state == "failed"

    office.run(work)
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == [
        "ValueError", "OSError",
    ]  # fmt: skip


def test_words_are_bounded_and_plain(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "#!/bin/sh\ni=0; while [ $i -lt 500 ]; do echo line $i; i=$((i+1)); done\n"
    program(tmp_path, monkeypatch, text + "printf 'a\\033[31mb\\rc\\007d\\377\\n'\n")

    async def work(jobs: Jobs) -> None:
        job = jobs.begin("profile", "a")
        jobs.run(job, JobPlan((("x",),)), "en")
        await ended(jobs, job.id)
        lines = jobs.find(job.id).lines
        assert (len(lines), lines[-3:]) == (200, ("line 499", "ab", "c d\ufffd"))

    office.run(work)
    assert _plain(b"x" * 5000) == "x" * 400


def test_what_a_judge_finds_is_no_failure(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, '#!/bin/sh\necho > "$PWD/$5"; exit ${6:-1}\n')

    async def work(jobs: Jobs) -> None:
        found = []
        for steps in (("r.html",),), (("a", "1"), ("r.html",)), (("r.html", "2"),):
            job = jobs.begin("preflight", "a")
            jobs.run(job, JobPlan(steps, judging=True, report="r.html"), "en")
            await ended(jobs, job.id)
            found.append((jobs.find(job.id).state, jobs.find(job.id).report))
        assert found == [("done", "r.html"), ("failed", None), ("failed", "r.html")]

    office.run(work)


def test_jobs_are_kept_and_bounded(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "_MOST_WAITING", 2)
    monkeypatch.setattr(jobs_module, "_MOST_KEPT", 3)

    async def work(jobs: Jobs) -> None:
        for _ in range(2):
            jobs._keep(jobs.begin("profile", "a"))
        with pytest.raises(TooManyJobsError):
            jobs.begin("profile", "a")
        assert len(jobs.all()) == 2

    office.run(work)

    async def again(jobs: Jobs) -> None:
        assert [job.state for job in jobs.all()] == ["stopped"] * 2
        for _ in range(2):
            jobs._change(jobs.begin("profile", "a").id, state="done")
        assert len(jobs.all()) == len(list(jobs.folder.iterdir())) == 3

    office.run(again)


def test_messages_are_in_the_language_of_who_ordered() -> None:
    made = _environment({"LC_ALL": "C.UTF-8", "PATH": "/bin", "PYTHONPATH": "x"}, "zh")
    assert "LC_ALL" not in made
    assert (made["LC_CTYPE"], made["LC_MESSAGES"][:2]) == ("C.UTF-8", "zh")
    assert made["PYTHONPATH"].endswith(f"{os.pathsep}x") and sys.executable


def test_jobs_are_in_their_order_whatever_the_clock_says(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    async def work(jobs: Jobs) -> None:
        assert [one.id for one in jobs.all()] == made[::-1]
        for _ in range(2):
            at = f"2026-01-02T{23 - len(made)}:00:00+00:00"  # it goes back, an hour at a time
            monkeypatch.setattr(jobs_module, "now", lambda at=at: at)
            job = jobs.begin("booklet", "editor")
            jobs._keep(job)
            made.append(job.id)
        assert [one.id for one in jobs.all()] == made[::-1]

    for _ in range(3):  # the room is started again
        office.run(work)
