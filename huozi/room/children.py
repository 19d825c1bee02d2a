"""A child process of the room: asked by a pipe, killed when it hangs or grows, and started anew.

Setting type and drawing pages work on what strangers wrote. What falls there falls alone: whoever
waited for an answer is told, and the next question goes to a new process.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from msgspec import Struct

import huozi
from huozi.files import read_file
from huozi.room.wire import HEAD_BYTES, BrokenWireError, Call, answer_in, framed, length_of

_LOOK_SECONDS = 0.5
#: While it works on something a child may hold so many times what it may at rest.
_WHILE_BUSY = 2
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class ChildFellError(Exception):
    """A child died, hung, or grew beyond its bound before it answered; `why` says which."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ChildRefusedError(Exception):
    """A child lives, and could not do what it was asked; `fault` is the name of its error."""

    def __init__(self, fault: str, reason: str) -> None:
        super().__init__(f"{fault}: {reason}")
        self.fault, self.reason = fault, reason


class _Waiting(Struct):
    """Somebody who waits for an answer, for so many seconds from when his turn has come. `told` is
    called with what is there before the answer.
    """

    answer: "asyncio.Future[Any]"
    seconds: float
    told: Callable[[Any], None]


def _passed_over(said: Any) -> None:
    """Nobody waits for less than the answer."""


class Child:
    """One child, and those that come after it. `begun` is called when one was started: it may ask
    first. `fell` is called with what ended one that was not stopped: died, hung, or grew. The last
    of the arguments is the folder that a child may write to, or read.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        most_bytes: int,
        begun: Callable[[], None] = lambda: None,
        fell: Callable[[str], None] = lambda why: None,
    ) -> None:
        # -P: a book's folder, where the room may have been started, holds no modules of ours.
        self._command = (sys.executable, "-P", "-m", module, *arguments)
        self._folder = arguments[-1]
        self._told_fall = fell
        self._most_bytes = most_bytes
        self._begun = begun
        self._process: Process | None = None
        self._starting = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._numbers = count(1)
        self._waiting: dict[int, _Waiting] = {}
        self._heard = 0.0  # when it last began something, as far as can be told

    @property
    def pid(self) -> int | None:
        """Of the process that runs now."""
        return self._process.pid if self._process else None

    async def ask(
        self,
        name: str,
        *arguments: Any,
        seconds: float,
        told: Callable[[Any], None] = _passed_over,
    ) -> Any:
        """What a child answers. Raises ChildFellError, ChildRefusedError."""
        await self.ready()
        return await self.asked(name, *arguments, seconds=seconds, told=told)

    async def ready(self) -> None:
        """Have a process that runs."""
        async with self._starting:
            if self._process is None:
                await self._start()

    def asked(
        self,
        name: str,
        *arguments: Any,
        seconds: float,
        told: Callable[[Any], None] = _passed_over,
    ) -> "asyncio.Future[Any]":
        """Ask the process that runs, and wait for its answer later."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if self._process is None or self._process.stdin is None:
            answer.set_exception(ChildFellError("died"))
            return answer
        if not self._waiting:
            self._heard = _now()
        number = next(self._numbers)
        self._waiting[number] = _Waiting(answer, seconds, told)
        self._process.stdin.write(framed(Call(number, name, arguments)))
        return answer

    async def stop(self, why: str = "stopped") -> None:
        """End the process that runs. Whoever waits is told."""
        if self._process is not None:
            self._end(self._process, why)
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def memory(self) -> int:
        """Bytes of memory that the process holds; 0 where the system does not tell."""
        try:
            statm = read_file(Path(f"/proc/{self.pid}/statm"), _PAGE_BYTES)
        except OSError:
            return 0
        return int(statm.split()[1]) * _PAGE_BYTES

    async def _start(self) -> None:
        package = str(Path(huozi.__file__).parent.parent)
        before = os.environ.get("PYTHONPATH")
        paths = os.pathsep.join([package, before] if before else [package])
        bytecode = {"PYTHONPYCACHEPREFIX": sys.pycache_prefix} if sys.pycache_prefix else {}
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            env=os.environ | bytecode | {"PYTHONPATH": paths, "TMPDIR": self._folder},
            start_new_session=True,  # Ctrl-C is the server's
        )
        self._process, self._heard = process, _now()
        self._tasks = [asyncio.create_task(self._listen(process)),
                       asyncio.create_task(self._look(process))]  # fmt: skip
        self._begun()

    async def _listen(self, process: Process) -> None:
        ears = process.stdout
        if ears is None:
            raise AssertionError
        with suppress(asyncio.IncompleteReadError, BrokenWireError, ConnectionError):
            while True:
                length = length_of(await ears.readexactly(HEAD_BYTES))
                answer = answer_in(await ears.readexactly(length))
                self._heard = _now()
                waiting = self._waiting.get(answer.id)
                if answer.last:
                    self._waiting.pop(answer.id, None)
                if waiting is None or waiting.answer.done():
                    continue
                if not answer.last:
                    waiting.told(answer.value)
                    continue
                if answer.fault:
                    refused = ChildRefusedError(answer.fault, answer.reason)
                    waiting.answer.set_exception(refused)
                else:
                    waiting.answer.set_result(answer.value)
        self._fell(process, "died")
        await process.wait()

    async def _look(self, process: Process) -> None:
        """Kill a process that neither answers nor dies, or that grows."""
        while self._process is process:
            await asyncio.sleep(_LOOK_SECONDS)
            if self._process is not process:
                return
            waiting = self._waiting.values()
            if waiting and _now() - self._heard > max(one.seconds for one in waiting):
                self._fell(process, "hung")
            elif self.memory() > self._most_bytes * (_WHILE_BUSY if waiting else 1):
                self._fell(process, "grew")

    def _fell(self, process: Process, why: str) -> None:
        if self._process is process:
            self._end(process, why)
            self._told_fall(why)

    def _end(self, process: Process, why: str) -> None:
        self._process = None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)  # with what it has forked
        with suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        waiting, self._waiting = self._waiting, {}
        for one in waiting.values():
            if not one.answer.done():
                one.answer.set_exception(ChildFellError(why))


def _now() -> float:
    return asyncio.get_running_loop().time()
