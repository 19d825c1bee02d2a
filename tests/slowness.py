"""What tests cost: `make slow` names those that should be marked slow, or no longer need to be.

CPU seconds are counted, of the test and of the processes it waited for: they say the same on a
machine that others use. A parametrised test is counted whole. Nothing here fails a test.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest

#: Unmarked tests cost no more than this; marked ones cost at least this.
MOST_UNMARKED_S, LEAST_MARKED_S = 0.3, 0.1


class Scales:
    """Weighs each test function while it runs."""

    def __init__(self) -> None:
        self.cost_s: Counter[str] = Counter()
        self.fixtures_s: Counter[str] = Counter()  # by file
        self.marked: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Count what the test itself costs; what fixtures cost belongs to many."""
        name = item.nodeid.partition("[")[0]
        if item.get_closest_marker("slow"):
            self.marked.add(name)
        before = sum(os.times()[:4])
        try:
            return (yield)
        finally:
            self.cost_s[name] += sum(os.times()[:4]) - before

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        """Count what fixtures cost: who marks all tests that share a dear one spares it."""
        before = sum(os.times()[:4])
        try:
            return (yield)
        finally:
            self.fixtures_s[item.nodeid.partition("::")[0]] += sum(os.times()[:4]) - before

    def wrong(self) -> Iterator[str]:
        """Tests whose mark does not say what they cost, the dearest first."""
        for name, cost_s in self.cost_s.most_common():
            if name not in self.marked and cost_s > MOST_UNMARKED_S:
                yield f"{cost_s:6.1f} s  mark it slow:      {name}"
            elif (
                name in self.marked
                and cost_s < LEAST_MARKED_S
                and self.fixtures_s[name.partition("::")[0]] < MOST_UNMARKED_S
            ):
                yield f"{cost_s:6.1f} s  need not be slow:  {name}"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was found."""
        terminalreporter.section("marks of slow tests")
        for line in self.wrong():
            terminalreporter.write_line(line)
        quick = sum(cost for name, cost in self.cost_s.items() if name not in self.marked)
        whole = self.cost_s.total()
        terminalreporter.write_line(f"CPU: {quick:.0f} s of {whole:.0f} s are not marked slow")
