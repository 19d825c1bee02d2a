"""Wall time, CPU seconds and peak memory of a whole process tree."""

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_S = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took. `peak_mb` is the proportional set size of the tree at its largest."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def run(command: Sequence[str], *, memory: bool = False) -> Cost:
    """Run a command to its end; raises CalledProcessError when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0.0
    while memory and process.poll() is None:
        peak = max(peak, _tree_mb(process.pid))
        time.sleep(_SAMPLE_S)
    _, errors = process.communicate()
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=errors)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak)


def _tree_mb(root: int) -> float:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    total, queue = 0, [root]
    while queue:
        pid = queue.pop()
        queue += parents.get(pid, [])
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(
            int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")
        )
    return total / 1024


def alternate(runs: int, *makers: Callable[[int], Cost]) -> list[Cost]:
    """Run several things in turn, `runs` times, and give the median of each. A first round, not
    counted, warms caches. Load of other programs then falls on all alike.
    """
    costs: list[list[Cost]] = [[] for _ in makers]
    for number in range(runs + 1):
        for maker, kept in zip(makers, costs, strict=True):
            cost = maker(number)
            if number:
                kept.append(cost)
    return [
        Cost(*(statistics.median(getattr(c, name) for c in kept) for name in Cost.__slots__))
        for kept in costs
    ]


def machine() -> str:
    """This machine in a line."""
    model = next(
        (line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")), "?",
    )  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{len(os.sched_getaffinity(0))} cores of {model}, {memory:.0f} GiB"
