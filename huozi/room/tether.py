"""A job on a tether: it ends, with all it started, when the room that ordered it is gone.

Run as `python -m huozi.room.tether MODULE ARGUMENT…`, as the head of a group of processes. Its
input is a pipe whose other end the room alone holds, and to which nothing is written: its end says
that the room was ended, even by a signal that nobody can hear.
"""

import os
import signal
import subprocess
import sys
import threading

_DIED = 128  # and the number of the signal, as shells tell it


def main() -> int:
    """Run the job. Returns its exit code."""
    job = subprocess.Popen([sys.executable, "-P", "-m", *sys.argv[1:]], stdin=subprocess.DEVNULL)
    threading.Thread(target=_hold, args=(job,), daemon=True).start()
    code = job.wait()
    return code if code >= 0 else _DIED - code


def _hold(job: "subprocess.Popen[bytes]") -> None:
    """Wait for the room's end."""
    while os.read(0, 1):
        pass
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    job.kill()


if __name__ == "__main__":
    sys.exit(main())
