"""Jobs: the command line itself, run beside the room; one at a time, with what it says.

A job is a child process at the lowest priority in a group of its own, so that typing goes on and
all of it can be ended; it does not outlive the room (`tether`). It is bounded in time, its words
and its number are, and what it makes lies in a folder of its own below the book's `.room/jobs/`.
"""

import asyncio
import logging
import os
import re
import secrets
import shutil
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

import huozi
from huozi.files import private_folder, read_below, write_atomically
from huozi.room import tether
from huozi.room.contract import Tell
from huozi.room.values import JobState, RoomJob, from_json, now, to_json

_LOG = logging.getLogger("huozi.room")
_SECONDS = 1800.0
_GRACE_SECONDS = 5.0
_TELL_SECONDS = 0.3
_MOST_LINES, _MOST_COLUMNS = 200, 400
_MOST_WAITING, _MOST_KEPT = 20, 40
_STATE_FILE = "job.json"
_STATE_LIMIT = 4 << 20
#: From its first instant on: processes that it starts take over the priority it has then.
_LOWEST = ("nice", "-n", "19")
_BREAK = re.compile(rb"\r\n|\n|\r")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LANGUAGES = {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}


class TooManyJobsError(Exception):
    """A book has as many jobs waiting as it may have."""


class JobPlan(Struct, frozen=True):
    """What a job does: calls of the command line, or of another module, one after the other.

    Of a `judging` plan the last one's exit code 1 says what it found, not that it failed. `after`
    is called when they have ended, with the job's folder and whether all went well. `report` is
    the name of the file to look at.
    """

    steps: tuple[tuple[str, ...], ...]
    module: str = "huozi"
    judging: bool = False
    report: str | None = None
    after: Callable[[Path, bool], None] | None = None


class JobSlots:
    """How many jobs run at once, of all books."""

    def __init__(self, number: int = 1) -> None:
        self.free = asyncio.Semaphore(number)


class Jobs:
    """The jobs of a book, in their folder. What a killed room left running is told as stopped."""

    def __init__(self, folder: Path, tell: Tell, slots: JobSlots) -> None:
        self.folder, self._tell, self._slots = private_folder(folder), tell, slots
        self._jobs: dict[str, RoomJob] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        for path in sorted(self.folder.iterdir()):
            with suppress(OSError, ValueError):
                kept = from_json(read_below(path, Path(_STATE_FILE), _STATE_LIMIT), RoomJob)
                if kept.id == path.name:  # a book from elsewhere may name another folder
                    self._jobs[kept.id] = _ended(kept)
        in_order = sorted(self._jobs.values(), key=lambda job: (job.number, job.at))
        self._jobs = {job.id: job for job in in_order}

    def all(self) -> tuple[RoomJob, ...]:
        """All jobs, the newest first."""
        return tuple(reversed(self._jobs.values()))

    def find(self, id: str) -> RoomJob | None:
        """The job of an id."""
        return self._jobs.get(id)

    def folder_of(self, id: str) -> Path:
        """What a job made lies there."""
        return self.folder / id

    def begin(self, kind: str, who: str) -> RoomJob:
        """A new job, with its folder; `run` follows. Raises TooManyJobsError."""
        active = [one for one in self._jobs.values() if one.state in ("waiting", "running")]
        if len(active) >= _MOST_WAITING:
            raise TooManyJobsError
        number = max((one.number for one in self._jobs.values()), default=0) + 1
        job = RoomJob(secrets.token_hex(8), kind, who, now(), "waiting", number=number)
        private_folder(self.folder_of(job.id))
        self._jobs[job.id] = job
        self._drop_old()
        return job

    def run(self, job: RoomJob, plan: JobPlan, language: str) -> None:
        """Run a job when its turn comes."""
        self._keep(replace(job, report=plan.report))
        task = asyncio.create_task(self._run(job.id, plan, language))
        self._tasks[job.id] = task
        task.add_done_callback(lambda _: self._tasks.pop(job.id, None))

    def forget(self, job: RoomJob) -> None:
        """Drop a job that could not be planned."""
        self._jobs.pop(job.id, None)
        shutil.rmtree(self.folder_of(job.id), ignore_errors=True)

    async def stop(self, id: str) -> None:
        """Stop a job, with all its processes."""
        if task := self._tasks.get(id):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def close(self) -> None:
        """Stop all jobs."""
        await asyncio.gather(*(self.stop(id) for id in list(self._tasks)))

    # ------------------------------------------------------------------------ one job

    async def _run(self, id: str, plan: JobPlan, language: str) -> None:
        state: JobState = "stopped"
        try:
            async with self._slots.free, asyncio.timeout(_SECONDS):
                self._change(id, state="running")
                state = "done" if await self._steps(id, plan, language) else "failed"
                if plan.after:
                    await asyncio.to_thread(plan.after, self.folder_of(id), state == "done")
        except TimeoutError:
            state = "failed"
        except Exception as error:  # a disk that is full, a machine without processes left
            state = "failed"
            _LOG.log(logging.ERROR, "job %s: %s", id, type(error).__name__)
        finally:
            files = _made(self.folder_of(id))
            report = plan.report if plan.report in files else None
            self._change(id, state=state, files=files, report=report)

    async def _steps(self, id: str, plan: JobPlan, language: str) -> bool:
        for step in plan.steps:
            code = await self._step(id, plan.module, step, language)
            judged = plan.judging and step is plan.steps[-1] and code == 1
            if code and not judged:
                return False
        return True

    async def _step(self, id: str, module: str, arguments: Iterable[str], language: str) -> int:
        process = await asyncio.create_subprocess_exec(
            *_LOWEST, sys.executable, "-P", "-m", tether.__name__, module, *arguments,
            cwd=self.folder_of(id), env=_environment(os.environ, language),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            await self._listen(id, process)
            return await process.wait()
        finally:
            await _end(process)

    async def _listen(self, id: str, process: asyncio.subprocess.Process) -> None:
        """Keep the last lines, and tell them now and then."""
        lines, rest, told = deque(self._jobs[id].lines, _MOST_LINES), b"", 0.0
        output = process.stdout
        while output and (chunk := await output.read(1 << 14)):
            *whole, rest = _BREAK.split((rest + chunk)[-(1 << 16) :])
            lines.extend(filter(None, (self._told(id, line) for line in whole)))
            clock = asyncio.get_running_loop().time()
            if whole and clock - told > _TELL_SECONDS:
                told = clock
                self._change(id, lines=tuple(lines))
        if last := self._told(id, rest):
            lines.append(last)
        self._change(id, lines=tuple(lines))

    def _told(self, id: str, line: bytes) -> str:
        """A line as an editor reads it: of files, the place in the book and not in the machine."""
        text = _plain(line)
        for folder in (self.folder_of(id), self.folder.parent.parent):
            text = text.replace(f"{folder}/", "")
        return text

    # ------------------------------------------------------------------------ what is kept

    def _change(self, id: str, **fields: object) -> None:
        job = self._jobs.get(id)
        if job is not None:
            self._keep(replace(job, **fields))

    def _keep(self, job: RoomJob) -> None:
        before = self._jobs.get(job.id)
        self._jobs[job.id] = job
        if before is None or before.state != job.state or job.state == "waiting":
            write_atomically(
                self.folder_of(job.id) / _STATE_FILE, to_json(job), lasting=False, mode=0o600
            )
        self._tell({"type": "job", "job": job})

    def _drop_old(self) -> None:
        old = [one for one in self._jobs.values() if one.state not in ("waiting", "running")]
        for job in old[: max(0, len(self._jobs) - _MOST_KEPT)]:
            self.forget(job)


async def _end(process: asyncio.subprocess.Process) -> None:
    """End what is left of a job's group: with a word first, then without."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        if process.returncode is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _GRACE_SECONDS)


def _environment(given: Mapping[str, str], language: str) -> dict[str, str]:
    """The room's own, with messages in the language of who ordered. LC_ALL would go before it."""
    made = dict(given)
    if characters := made.pop("LC_ALL", ""):
        made["LC_CTYPE"] = characters
    made["LC_MESSAGES"] = _LANGUAGES.get(language, _LANGUAGES["en"])
    here = str(Path(huozi.__file__).parent.parent)
    made["PYTHONPATH"] = os.pathsep.join(filter(None, (here, made.get("PYTHONPATH", ""))))
    return made


def _plain(line: bytes) -> str:
    """A line as text that commands no terminal."""
    text = _ESCAPES.sub("", line.decode("utf-8", "replace"))
    return "".join(char if char.isprintable() else " " for char in text)[:_MOST_COLUMNS].rstrip()


def _made(folder: Path) -> tuple[str, ...]:
    """What a job made: the files of its folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        files = (one.name for one in entries if one.is_file(follow_symlinks=False))
        return tuple(sorted(name for name in files if name != _STATE_FILE and name[0] != "."))
    return ()


def _ended(job: RoomJob) -> RoomJob:
    return replace(job, state="stopped") if job.state in ("waiting", "running") else job
