"""What a room started does not outlive it, even when it is ended by a signal that none can hear."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.room.test_jobs import alive

ROOT = Path(__file__).parent.parent.parent
#: A parent of a child that hangs where it can't hear that its input has ended.
PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(300)
"""
CHILD = """
import time
from huozi.kernel import die_with_parent
die_with_parent()
print("ready", flush=True)
time.sleep(300)
"""


def test_a_child_that_hangs_ends_with_its_parent() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", f"CHILD = {CHILD!r}\n{PARENT}"],
        stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
    until = time.monotonic() + 120
    while alive(child) and time.monotonic() < until:
        time.sleep(0.01)
    if left := alive(child):
        os.kill(child, signal.SIGKILL)
    assert not left
