"""Progress for a person at a terminal, plain lines for a log; nothing unless it is asked for."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from huozi.messages import say

STEPS = ("read", "compile", "paginate", "link", "verify")


class Progress:
    """Tells on stderr which step the press is at."""

    def __init__(self, quiet: bool = True, stream: TextIO | None = None) -> None:
        self.quiet = quiet
        self.stream = stream or sys.stderr
        self.terminal = not quiet and self.stream.isatty()
        self._title = ""

    def step(self, name: str) -> None:
        """Begin a step of the press."""
        if self.quiet:
            return
        self._title = f"{STEPS.index(name) + 1}/{len(STEPS)} {say(f'step-{name}')}"
        if self.terminal:
            self._say(f"\r\x1b[K{self._title}", end="")
        else:
            self._say(self._title)

    def pause(self) -> None:
        """Between two pieces of long work. Who waits for something else may end it here."""

    @contextmanager
    def counting(self, total: int, title: str = "") -> Iterator[Callable[[], None]]:
        """Count units within a step, or what the title says: a bar on a terminal, a line about
        every tenth in a log.
        """
        self._title = title or self._title
        if self.quiet or not total:
            yield lambda: None
        elif self.terminal:
            from click import progressbar  # the terminal's alone: the library needs none

            self.clear()
            with progressbar(length=total, label=self._title, file=self.stream) as bar:
                yield lambda: bar.update(1)
        else:
            yield self._logger(total)

    def _logger(self, total: int) -> Callable[[], None]:
        done = 0
        every = max(1, total // 10)

        def tick() -> None:
            nonlocal done
            done += 1
            if done % every == 0 or done == total:
                self._say(f"{self._title}: {done}/{total}")

        return tick

    def clear(self) -> None:
        """Leave the line free for what follows."""
        if self.terminal:
            self._say("\r\x1b[K", end="")

    def _say(self, words: str, end: str = "\n") -> None:
        print(words, end=end, file=self.stream, flush=True)
