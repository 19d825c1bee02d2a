"""The program, called again and again without being started again: what a campaign calls.

    host = Host(seconds=300)
    ended = host.run("preflight", "x.pdf")

A process of its own (`python -m benchmarks.host`) has loaded the program and takes calls, one a
line. A book is made in a fork of it, which is as good as a new process; what works in a sandbox
anyhow is run in the host itself. Whatever runs over the bound is killed, with all that it started,
and another host takes the next call.
"""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent
_MOST_CALLS = 100  # of one host: a call freezes what it leaves, since it is the last of its process
_LOADED = (
    "huozi.press", "huozi.compile.layout", "huozi.cli.preflight", "huozi.cli.impose",
    "huozi.jobs.check", "huozi.diff",
)  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a call ended. The code is None where it was killed."""

    code: int | None
    words: str


class Host:
    """Takes calls; begins with the first."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._calls = 0

    def run(self, *arguments: object) -> Ended:
        """Call the program with arguments."""
        if self._calls % _MOST_CALLS == 0:
            self.close()
        self._calls += 1
        process = self._process = self._process or _started()
        assert process.stdin and process.stdout
        with tempfile.TemporaryFile() as said:
            # The file is handed over by name: both are processes of one machine.
            call = {
                "words": list(map(str, arguments)),
                "said": f"/proc/{os.getpid()}/fd/{said.fileno()}",
            }
            process.stdin.write(json.dumps(call).encode() + b"\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], self.seconds)
            answer = process.stdout.readline() if ready else b""
            if not answer:
                self.close()
            said.seek(0)
            words = said.read().decode(errors="replace")
        return Ended(int(answer) if answer else None, words)

    def close(self) -> None:
        """End the process, and what it started."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.host"], cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def _serve(answers: IO[bytes]) -> None:
    for name in _LOADED:
        import_module(name)
    for line in sys.stdin:
        call = json.loads(line)
        with Path(call["said"]).open("wb") as said:
            for number in (1, 2):
                os.dup2(said.fileno(), number)
        sys.argv = ["build.py", *call["words"]]
        code = _forked() if call["words"][0] == "book" else _called()
        answers.write(b"%d\n" % code)
        answers.flush()


def _called() -> int:
    from huozi.cli.main import main

    try:
        main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return code


def _forked() -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 99
    try:
        code = _called()
        atexit._run_exitfuncs()
    finally:
        os._exit(code)


if __name__ == "__main__":
    with os.fdopen(os.dup(1), "wb") as kept:
        _serve(kept)
