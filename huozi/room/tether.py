"""A job on a tether: it ends, with all it started, when the room that ordered it is gone.

Run as `python -m huozi.room.tether MODULE ARGUMENT…`, as the head of a group of processes. Its
input is a pipe whose other end the room alone holds, and to which nothing is written: its end says
that the room was ended, even by a signal that nobody can hear. What a job started outlives neither
the job nor the tether, in whatever group and session it is: LibreOffice is in its own.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from time import monotonic, sleep

from huozi.kernel import adopt_orphans, descendants

_DIED = 128  # and the number of the signal, as shells tell it
_GRACE_SECONDS = 3.0  # for a job that was told to end; the room waits for longer
_LOOK_SECONDS = 0.01


def main() -> int:
    """Run the job. Returns its exit code."""
    adopt_orphans()
    job = subprocess.Popen([sys.executable, "-P", "-m", *sys.argv[1:]], stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: _end_soon(job))
    threading.Thread(target=_hold, daemon=True).start()
    code = job.wait()
    _end_all()
    return code if code >= 0 else _DIED - code


def _end_soon(job: "subprocess.Popen[bytes]") -> None:
    """End a job that was told to end, and does not."""
    job.terminate()
    timer = threading.Timer(_GRACE_SECONDS, _end_all)
    timer.daemon = True
    timer.start()


def _hold() -> None:
    """Wait for the room's end."""
    while os.read(0, 1):
        pass
    _end_all()


def _end_all() -> None:
    """End what was started, and what that starts meanwhile."""
    end = monotonic() + _GRACE_SECONDS
    while (below := descendants(os.getpid())) and monotonic() < end:
        for process in below:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        sleep(_LOOK_SECONDS)  # one that waits for a disk ends when that is done


if __name__ == "__main__":
    sys.exit(main())
