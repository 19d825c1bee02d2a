"""The compiler as the press knows it: what all units are set from, without the engine.

A press that leaves setting to worker processes only sends it to them, so this module loads nothing
heavy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from huozi.compile.bounds import MEMORY_MIB, SpentError, bounded, seconds
from huozi.compile.markup import origin, translate
from huozi.compile.materials import Materials
from huozi.compile.pictures import Folder
from huozi.compile.speed import way
from huozi.confine import at_work
from huozi.values.errors import InputError
from huozi.values.galley import Galley, Unit
from huozi.values.manuscript import Finding, finding

if TYPE_CHECKING:
    from huozi.compile.layout import Engine

_R = TypeVar("_R")


@dataclass(frozen=True)
class Compiler(Materials):
    """Compiles units one by one. It holds what they have in common; each process has one."""

    def __getstate__(self) -> dict[str, object]:
        """Leave the engine out when the compiler is sent to another process."""
        return {name: value for name, value in vars(self).items() if name != "engine"}

    @cached_property
    def engine(self) -> "Engine":
        """The layout engine, which is started when it is first needed."""
        from huozi.compile.ready import get_ready

        get_ready()
        from huozi.compile.layout import Engine

        return Engine(self.pictures, self.setting.line, self.case, self.setting.drawn)

    def take_engine(self, other: "Compiler") -> None:
        """Take over the engine of another compiler where ours would be the same."""
        if (
            "engine" in vars(other)
            and other.case == self.case
            and other.setting.drawn == self.setting.drawn
        ):
            vars(self)["engine"] = other.engine.in_lines(self.setting.line)

    def reach(self) -> tuple[Path, ...]:
        """The folders that are read while units are set, beside the program's own.

        It starts the engine, which looks fonts up on the whole machine, and translates the
        templates, whose translation is kept: both have to happen before access to files is
        confined.
        """
        _ = self.engine
        translate(self.house)
        return self._files

    def prepare(self) -> None:
        """Set a rehearsal text, so that the first real unit finds everything loaded."""
        way().rehearse(self.compile)

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        """The folders of pictures and of fonts."""
        book = [self.pictures.root] if isinstance(self.pictures, Folder) else []
        return (*book, *dict.fromkeys(face.path.parent for face in self.case.faces))

    def compile(self, unit: Unit) -> Galley:
        """Set a unit. Raises InputError with all that is wrong with it, or if it takes too much."""
        return self._within_bounds(self._galley_of, unit)

    def _within_bounds(self, work: Callable[[Unit], _R], unit: Unit) -> _R:
        """Do work on a unit as on a stranger's: with bounded time and memory, and with access to
        the named files alone. Raises InputError.
        """
        _ = self.engine
        translate(self.house)
        limit = seconds(unit.weight)
        try:
            with at_work(self._files), bounded(limit):
                return way().call(work, unit)
        except SpentError as error:
            found = finding("unit-time", origin(error, unit.place), title=unit.title, limit=limit)
        except MemoryError as error:
            place = origin(error, unit.place)
            found = finding("unit-memory", place, title=unit.title, limit=MEMORY_MIB)
        except PermissionError as error:  # of the second line: the first one had let it through
            found = finding("fetch-refused", origin(error, unit.place), found=error)
        except RecursionError as error:
            found = finding("unit-deep", origin(error, unit.place), title=unit.title)
        raise InputError([found])

    def foresee(self, unit: Unit) -> tuple[Finding, ...]:
        """The findings that can be told of a unit without setting it. The engine is loaded only
        where something may not fit.
        """
        from huozi.compile import foresee

        told, parcel = foresee.pictures(unit, self)
        found = [*foresee.absent(unit, self.case), *told]
        chars = self.setting.format.measure_chars
        wide = (
            foresee.fitting(unit, chars, foresee.doubt(unit, self)) if parcel is not None else None
        )
        if wide is not None:
            try:
                found += self._within_bounds(self._unfit, wide)
            except InputError as error:
                found += error.findings
        return tuple(dict.fromkeys(found))

    def _unfit(self, unit: Unit) -> tuple[Finding, ...]:
        engine = self.engine
        from huozi.compile.foresee import unfit

        return unfit(unit, self, engine)

    def _galley_of(self, unit: Unit) -> Galley:
        engine = self.engine
        from huozi.compile.galley import galley_of

        return galley_of(unit, self, engine)
