"""What tests of one process need not do anew for every book: meet the fonts of this machine.

An engine is lent from book to book, as a watch lends it from save to save, to books of the same
type case in the same thread. What fontconfig answered is kept for whoever asks in the same way; the
house style, and furniture set in it, for books that bring nothing of their own to it. Of books
nothing else is kept: neither texts nor their galleys, nor what is linked. The first book of a
process does all of it, and so do processes that tests start, and tests that ask for `own_engine`.
"""

import os
import subprocess
import threading
from functools import cached_property
from pathlib import Path
from typing import Self

import pytest

from huozi import compositor
from huozi.compile.compiler import Compiler
from huozi.compile.house import House, read_house, state
from huozi.compile.speed import way
from huozi.fonts import machine
from huozi.values.galley import Galley, Unit
from huozi.values.style import UnitKind

_MADE = Compiler.__dict__["engine"].func
_ASK = machine.ask
_COMPILE = Compiler.compile


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


def keep_house(patch: pytest.MonkeyPatch) -> None:
    """Let the house style be read once, for books that bring nothing of their own to it, and the
    same furniture be set in it once: it is handed over as if it were set, and lies on each shelf.
    """
    houses: dict[object, House] = {}
    furniture: dict[object, Galley] = {}

    def read(ours: Path, book: Path | None = None, style: str = "") -> House:
        if book is not None and any((book / own).exists() for own in ("styles", "templates")):
            return read_house(ours, book, style)
        asked = state(None, ours, book or ours, style)
        if asked not in houses:
            made = read_house(ours, book, style)
            if made.pictures:  # they are of the book
                return made
            houses[asked] = made
        return houses[asked]

    def compile(compiler: Compiler, unit: Unit) -> Galley:
        house = compiler.house
        if unit.kind is not UnitKind.FURNITURE or all(house is not one for one in houses.values()):
            return _COMPILE(compiler, unit)
        asked = id(house), way(), unit, compiler.setting, compiler.case
        if asked not in furniture:
            furniture[asked] = _COMPILE(compiler, unit)
        return furniture[asked]

    patch.setattr(compositor, "read_house", read)
    patch.setattr(Compiler, "compile", compile)


def as_it_is(patch: pytest.MonkeyPatch) -> None:
    """Nothing is lent."""
    patch.setattr(Compiler, "engine", engine_property(_MADE))
    patch.setattr(machine, "ask", _ASK)
    patch.setattr(compositor, "read_house", read_house)
    patch.setattr(Compiler, "compile", _COMPILE)
