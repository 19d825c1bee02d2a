"""What tests of one process need not do anew for every book: meet the fonts of this machine.

An engine is lent from book to book, as a watch lends it from save to save, to books of the same
type case in the same thread; what fontconfig answered is kept for whoever asks in the same way. Of
books nothing is kept: texts, house style, galleys, and what is linked. The first book of a process
does all of it, and so do processes that tests start, and tests that ask for `own_engine`.
"""

import os
import subprocess
import threading
from functools import cached_property
from typing import Self

import pytest

from huozi.compile.compiler import Compiler
from huozi.compile.speed import way
from huozi.fonts import machine

_MADE = Compiler.__dict__["engine"].func
_ASK = machine.ask


class KeptAnswer:
    """What fontconfig answered once, as a process that answers."""

    def __init__(self, said: str, returncode: int) -> None:
        self.said, self.returncode = said, returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def communicate(self) -> tuple[str, None]:
        return self.said, None

    def kill(self) -> None:
        pass


def engine_property(made) -> cached_property:
    found = cached_property(made)
    found.__set_name__(Compiler, "engine")
    return found


def lend_engines(patch: pytest.MonkeyPatch) -> None:
    """Let compilers take over the engine of the last one, where it is as theirs would be."""
    last: list = [None, None]

    def engine(compiler: Compiler):
        wanted = threading.get_ident(), way(), compiler.case, compiler.setting.drawn
        if last[0] != wanted:
            last[:] = None, None  # before the next one is made: it has met the fonts of a case
            last[:] = wanted, _MADE(compiler)
        return last[1].in_lines(compiler.setting.line).showing(compiler.pictures)

    patch.setattr(Compiler, "engine", engine_property(engine))


def keep_answers(patch: pytest.MonkeyPatch) -> None:
    """Let fontconfig be asked once by each way of starting a process: not by tests that give it a
    configuration of their own, whose fonts come and go.
    """
    kept: dict[object, KeptAnswer] = {}

    def ask():
        if any(name.startswith("FONTCONFIG_") for name in os.environ):
            return _ASK()
        way_of_asking = subprocess.Popen, machine._COMMAND, frozenset(os.environ.items())
        if way_of_asking not in kept:
            with _ASK() as asked:
                said, _ = asked.communicate()
            kept[way_of_asking] = KeptAnswer(said, asked.returncode)
        return kept[way_of_asking]

    patch.setattr(machine, "ask", ask)


def as_it_is(patch: pytest.MonkeyPatch) -> None:
    """Nothing is lent."""
    patch.setattr(Compiler, "engine", engine_property(_MADE))
    patch.setattr(machine, "ask", _ASK)
