"""The compiler as the press knows it: what units are set by, without the engine that sets them.

A press that has others set type only sends it to them; so nothing here is heavy to load.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from huozi.compile.materials import Materials
from huozi.compile.speed import way
from huozi.values.errors import InputError
from huozi.values.galley import Galley, Unit
from huozi.values.manuscript import Finding

if TYPE_CHECKING:
    from huozi.compile.layout import Engine


@dataclass(frozen=True)
class Compiler(Materials):
    """Compiles units one by one. Holds all that is common to them; one per process."""

    def __getstate__(self) -> dict[str, object]:
        """Travels to other processes without its engine."""
        return {name: value for name, value in vars(self).items() if name != "engine"}

    @cached_property
    def engine(self) -> "Engine":
        """The layout engine, started when first needed."""
        from huozi.compile.ready import get_ready

        get_ready()
        from huozi.compile.layout import Engine

        return Engine(self.pictures, self.setting.line, self.case)

    def take_engine(self, other: "Compiler") -> None:
        """Take over the engine of another compiler, if it has one and it is as ours would be."""
        if "engine" in vars(other) and other.case == self.case:
            vars(self)["engine"] = other.engine.in_lines(self.setting.line)

    def prepare(self) -> None:
        """Do what every unit needs, before there is one."""
        way().rehearse(self._galley_of)

    def compile(self, unit: Unit) -> Galley:
        """Set a unit. Raises InputError with all that is wrong with it."""
        return way().call(self._galley_of, unit)

    def foresee(self, unit: Unit) -> tuple[Finding, ...]:
        """What can be said of a unit that is not set. The engine is only loaded for what may not
        fit.
        """
        from huozi.compile import foresee

        told, parcel = foresee.pictures(unit, self)
        found = [*foresee.absent(unit, self.case), *told]
        chars = self.setting.format.measure_chars
        wide = foresee.fitting(unit, chars) if parcel is not None else None
        if wide is not None:
            try:
                found += way().call(self._unfit, wide)
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
