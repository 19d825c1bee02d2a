"""The compositor (排字工): gets the galleys a book needs, from the shelf or newly set."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from huozi.account.balance import account
from huozi.compile.house import House, read_house
from huozi.fonts import typecase
from huozi.progress import Progress
from huozi.read.units import setting
from huozi.store.digests import FileDigests, cache_folder
from huozi.store.foreign import is_plain
from huozi.store.hands import Appointment, Hands
from huozi.store.key import Key, KeyMaker, reasons
from huozi.store.memory import EntryMemory
from huozi.store.pages import PackedPages
from huozi.store.shelf import FOLDER, Shelf
from huozi.values.errors import InputError
from huozi.values.galley import Galley, Unit
from huozi.values.manuscript import Finding, Manuscript, Severity, finding
from huozi.values.reuse import Standing

if TYPE_CHECKING:
    from huozi.compile.compiler import Compiler
    from huozi.fonts.faces import Faces
    from huozi.store.workers import Hire


def house_dir() -> Path:
    """Where the default house style lies: beside the package, or inside it when installed."""
    root = Path(__file__).resolve().parent.parent
    if (root / "templates").is_dir():
        return root
    from importlib.resources import files

    return Path(str(files("huozi") / "house"))


@dataclass(slots=True)
class Warm:
    """What stays of one run for the next in the same process. It saves time and changes no book."""

    memory: EntryMemory
    compositor: "Compositor | None" = None

    def close(self) -> None:
        """Write down what other processes may use. The book does not wait for it."""
        self.memory.close()
        if self.compositor is not None:
            self.compositor.close()


def warmth(book_dir: Path) -> Warm:
    """Begin with what earlier processes left on the book's shelf."""
    return Warm(EntryMemory(book_dir / "output" / FOLDER))


class Compositor:
    """Gets galleys: from the shelf where the key is there, set anew where it is not."""

    def __init__(
        self,
        book_dir: Path,
        manuscript: Manuscript,
        jobs: int | None,
        progress: Progress,
        last: "Compositor | None" = None,
        scheduler: str = "",
        hands: Hands | None = None,
        asked: typecase.Asked | None = None,
    ) -> None:
        """Open the book's shelf, house style and type case.

        `last` is the compositor of the run before in this process; what still holds of it is used
        again. `scheduler` is the address of a Dask cluster that is to do the setting, `hands`
        are processes of this machine that stand by, `asked` is the question for fonts.

        Raises InputError for faulty style sheets, MachineError when fonts are not installed.
        """
        house = read_house(house_dir(), book_dir)
        if last and last.house.same(house):
            house = last.house
        self.book_dir = book_dir
        self.house: House = house
        self.common = setting(manuscript)
        self.jobs = jobs
        self.scheduler = scheduler
        self.hands = hands
        self.progress = progress
        self.shelf: Shelf = last.shelf if last else Shelf(book_dir / "output" / FOLDER)
        digests = FileDigests(cache_folder())
        self.case = typecase.find(manuscript.fonts, digests, asked)
        digests.close()
        if last and last.case == self.case:
            self.faces = last.faces
        self.keys = KeyMaker(house, self.common, self.case)
        self.shelf.damaged.clear()
        self._compiler_before: Compiler | None = last.made_compiler if last else None
        self.rebuilt: dict[str, tuple[str, ...]] = {}
        self._before = dict(self.shelf.ledger)  # reasons are told against the last run
        #: Galleys of this run and the last, by key.
        self._held: dict[str, Galley] = dict(last.used or last._held) if last else {}
        self.used: dict[str, Galley] = {}
        #: Of the process before; the second run of a process has no use for it.
        self._pages = None if last else PackedPages(self.shelf.folder)
        self.unit: Unit | None = None  # one that is quickly set
        self.standing: Standing = last.standing if last else Standing()
        self.read_back: Standing = last.read_back if last else Standing()

    @cached_property
    def compiler(self) -> "Compiler":
        """Sets what is missing. A run that misses nothing never loads its engine."""
        from huozi.compile.compiler import Compiler
        from huozi.compile.pictures import Folder

        compiler = Compiler(Folder(self.book_dir), self.house, self.common, self.case)
        if self._compiler_before is not None:
            compiler.take_engine(self._compiler_before)
        return compiler

    @cached_property
    def faces(self) -> "Faces":
        """The faces of the type case, for the link: opened once for a book and its booklets."""
        from huozi.fonts.faces import Faces

        return Faces({face.digest: face.path for face in self.case.faces})

    @property
    def made_compiler(self) -> "Compiler | None":
        """The compiler of this run or the last that needed one."""
        return vars(self).get("compiler", self._compiler_before)

    def set_all(self, units: Sequence[Unit]) -> dict[str, Galley]:
        """The galleys of all units. Raises InputError with what is wrong in any of them."""
        self.unit = next(iter(units), None)
        if self.hands:
            self.hands.expect(Appointment(self.compiler.compile, self.compiler.prepare))
        keys = {unit.id: self.keys.key(unit) for unit in units}
        there: list[Unit] = []
        missing: list[Unit] = []
        for unit in units:
            digest = keys[unit.id].digest
            found = digest in self._held or self.shelf.holds(digest)
            (there if found else missing).append(unit)
        fetch = cache(partial(self._fetched, there, keys))  # while others set, where others do

        made = self._set(missing, keys, fetch) if missing else {}
        galleys = fetch() | made
        if damaged := [unit for unit in there if unit.id not in galleys]:
            galleys |= self._set(damaged, keys, fetch)
        for unit in units:
            self._held[keys[unit.id].digest] = self.used[keys[unit.id].digest] = galleys[unit.id]
            self.shelf.note(unit.id, keys[unit.id].ingredients)
        return galleys

    def _fetched(self, units: Sequence[Unit], keys: Mapping[str, Key]) -> dict[str, Galley]:
        """The galleys of units that are there, but for those that are damaged."""
        galleys = {}
        for unit in units:
            digest = keys[unit.id].digest
            if galley := self._held.get(digest) or self._from_shelf(unit, digest):
                galleys[unit.id] = galley
        return galleys

    def _from_shelf(self, unit: Unit, digest: str) -> Galley | None:
        """A galley from the shelf. What somebody else made is counted as if it were set now.

        Raises InputError when it shows other than its unit says.
        """
        galley = self.shelf.get(digest)
        if galley is None or digest not in self.shelf.foreign:
            return galley
        if found := account(unit, galley, self.common, self.house.declared(unit.kind)):
            raise InputError((finding("galley-foreign", unit.place), *found))
        return galley if is_plain(galley, self.faces) else None

    def _why(self, unit_id: str, key: Key) -> tuple[str, ...]:
        """Why a unit is set again."""
        if key.digest in self.shelf.damaged:  # whichever round of numbers it was of
            return ("shelf",)
        return reasons(key, self._before.get(unit_id))

    def _set(
        self,
        missing: Sequence[Unit],
        keys: Mapping[str, Key],
        fetch: Callable[[], object],
    ) -> dict[str, Galley]:
        """Have units set, and keep each galley as it comes. Meanwhile get what else is needed."""
        from huozi.store.workers import compile_all

        self.rebuilt |= {unit.id: self._why(unit.id, keys[unit.id]) for unit in missing}

        def meanwhile() -> None:
            fetch()
            load_linker()

        with self.progress.counting(len(missing)) as tick:

            def keep(galley: Galley) -> None:
                self.shelf.put(keys[galley.unit_id].digest, galley)
                tick()

            return compile_all(
                missing, self.compiler, self.jobs, keep, meanwhile, self._hire(), self.hands
            )

    def packer(self, manuscript: Manuscript) -> Callable[[bytes], bytes]:
        """What packs pages. Those of booklets are many and seldom made: they are not kept."""
        return zlib.compress if manuscript.name or not self._pages else self._pages.pack

    def close(self) -> None:
        """The run is over: what it leaves for the next is written."""
        if self._pages:
            self._pages.close()
        self.shelf.close()

    def warm_up(self) -> None:
        """Load the engine and let it meet the fonts, so that the next unit is set sooner."""
        if "engine" not in vars(self.compiler) and self.unit is not None:
            self.compiler.compile(self.unit)

    def rest(self) -> None:
        """Nothing is left to set: the memory of those who stood by is wanted for the link."""
        if self.hands:
            self.hands.dismiss()

    def _hire(self) -> "Hire | None":
        """The workers of a cluster; None for this machine's own cores."""
        if not self.scheduler:
            return None
        from huozi.store.cluster import crew

        return partial(crew, self.scheduler, self.case)

    def shelf_findings(self) -> list[Finding]:
        """What was wrong on the shelf: it was set again, but somebody should know."""
        return [
            finding("galley-damaged", severity=Severity.WARNING, key=digest[:12])
            for digest in self.shelf.damaged
        ]


def load_linker() -> None:
    """Load what comes after setting; worth doing while others set."""
