"""The compositor (排字工): gets the galleys a book needs, from the shelf or newly set."""

import hashlib
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from huozi.compile.families import cuts, idle_roles, unnamed
from huozi.compile.house import House, read_house, state
from huozi.files import cache_folder, house_dir, write_atomically
from huozi.fonts import machine, typecase
from huozi.fonts.coverage import advised, without_han
from huozi.fonts.own import house_faces, own_faces
from huozi.fonts.typecase import TypeCase
from huozi.progress import Progress
from huozi.read.source import FileMemory
from huozi.read.units import setting
from huozi.store.digests import FileDigests
from huozi.store.hands import Appointment, Hands
from huozi.store.key import Key, KeyMaker, reasons
from huozi.store.memory import EntryMemory
from huozi.store.pages import PackedPages
from huozi.store.shelf import FOLDER, Shelf
from huozi.values.errors import InputError, MachineError
from huozi.values.galley import Galley, Unit
from huozi.values.manuscript import Finding, Manuscript, Place, Severity, finding
from huozi.values.reuse import Standing
from huozi.values.style import HOUSE_FANG, FontRoles, UnitKind

if TYPE_CHECKING:
    from huozi.compile.compiler import Compiler
    from huozi.fonts.faces import Faces
    from huozi.link.plan import Means
    from huozi.store.workers import Hire


class Crew(Struct, frozen=True):
    """Who sets type: so many processes of this machine, those that stand by, or a cluster."""

    jobs: int | None = None  # None: one for each core
    scheduler: str = ""  # address of a Dask cluster
    hands: Hands | None = None

    def hire(self, case: TypeCase) -> "Hire | None":
        """The workers of a cluster; None for this machine's own cores."""
        if not self.scheduler:
            return None
        from huozi.store.cluster import crew

        return partial(crew, self.scheduler, case)


class Warm:
    """What stays of one run for the next in the same process. It saves time and changes no book.

    It begins with what earlier processes left on the book's shelf.
    """

    def __init__(self, book_dir: Path) -> None:
        self.book_dir = book_dir
        self.memory = EntryMemory(book_dir / "output" / FOLDER)
        self.files = FileMemory()
        self.compositor: Compositor | None = None
        self.house: House | None = None
        self._state: tuple[object, ...] = ()  # of its files
        self.compiler: Compiler | None = None  # of the last run that needed one
        self.keys: KeyMaker | None = None  # of the last run
        self.galleys: dict[str, Galley] = {}  # of the last run that set any, by key
        self.standing = Standing()  # of the last book written
        self.read_back = Standing()  # of the last book read back
        self._faces: tuple[TypeCase, Faces] | None = None
        #: The faces of the machine, where who keeps this asks for them by himself.
        self.installed: tuple[machine.Installed, ...] = ()

    @cached_property
    def shelf(self) -> Shelf:
        """The shelf of galleys: opened when the manuscript is read and sound."""
        return Shelf(self.book_dir / "output" / FOLDER)

    @cached_property
    def pages(self) -> PackedPages:
        """Pages of the process before, packed. Only the first run of a process has a use for it."""
        return PackedPages(self.shelf.folder)

    def furnished(self, style: str = "") -> House:
        """The house style of a name as it is now; the same value as long as no file of it changes.

        Raises InputError for faulty style sheets.
        """
        folders = house_dir(), self.book_dir, style
        if self.house is None or state(self.house, *folders) != self._state:
            before = state(None, *folders)
            house = read_house(*folders)
            if self.house is None or not self.house.same_as(house):
                self.house = house
            same = state(None, *folders) == before  # else it is read again the next time
            self._state = state(self.house, *folders) if same else ()
        return self.house

    def faces(self, case: TypeCase) -> "Faces":
        """The faces of a type case: opened once for a book, its booklets and the next run."""
        from huozi.fonts.faces import Faces

        if self._faces is None or self._faces[0] != case:
            self._faces = case, Faces({face.digest: face.path for face in case.faces})
        return self._faces[1]

    def close(self) -> None:
        """Write down what other processes may use."""
        self.memory.close()
        if "pages" in vars(self):
            vars(self).pop("pages").close()
        if "shelf" in vars(self):
            self.shelf.close()


class Compositor:
    """Gets galleys: from the shelf where the key is there, set anew where it is not."""

    def __init__(
        self,
        warm: Warm,
        manuscript: Manuscript,
        crew: Crew,
        progress: Progress,
        asked: machine.Asked | None = None,
    ) -> None:
        """Open the book's shelf and type case; `asked` is the question for fonts.

        The house style is what `warm` was last furnished with, if it was. Raises InputError for
        faulty style sheets, MachineError when fonts are not installed or can't be used.
        """
        house = warm.house or warm.furnished(manuscript.style)
        if found := unnamed(house.styles, manuscript.fonts):
            raise InputError(found)
        self._warm = warm
        self._crew = crew
        self._progress = progress
        self._first = warm.compositor is None  # run of this process
        self.shelf = warm.shelf
        digests = FileDigests(cache_folder())
        asked_for = cuts(house.styles.values())
        own = _own(warm.book_dir, manuscript)
        self.case = typecase.find(manuscript.fonts, digests, asked, asked_for, own, warm.installed)
        digests.close()
        if found := _without_han(manuscript, self.case):
            raise InputError(found)
        keys = KeyMaker(house, setting(manuscript), self.case)
        self._keys = warm.keys = keys.as_before(warm.keys)
        self.shelf.damaged.clear()
        self.rebuilt: dict[str, tuple[str, ...]] = {}
        self._before = dict(self.shelf.ledger)  # reasons are told against the last run
        self._held = dict(warm.galleys)  # galleys of this run and the last, by key
        self._used: dict[str, Galley] = {}
        self._sample: Unit | None = None  # a unit that is quickly set
        warm.compositor = self

    @property
    def idle(self) -> tuple[Finding, ...]:
        """What of the book's own style nothing uses: files, roles of fonts."""
        return _idle(self._keys.house, self._keys.setting.fonts)

    @cached_property
    def compiler(self) -> "Compiler":
        """Sets what is missing. A run that misses nothing never loads its engine."""
        from huozi.compile.compiler import Compiler
        from huozi.compile.pictures import Folder

        keys, warm = self._keys, self._warm
        compiler = Compiler(Folder(warm.book_dir), keys.house, keys.setting, self.case)
        if warm.compiler is not None:
            compiler.take_engine(warm.compiler)
        warm.compiler = compiler
        return compiler

    def means(self, manuscript: Manuscript) -> "Means":
        """What linking and proving a manuscript need: its faces, and what is kept of the last book.

        Pages of booklets are many and seldom made: they are not kept.
        """
        from huozi.link.plan import Means

        warm = self._warm
        pack = warm.pages.pack if self._first and not manuscript.name else zlib.compress
        faces = warm.faces(self.case)
        pause = self._progress.pause
        return Means(faces, self.shelf.kept, pack, warm.standing, warm.read_back, pause)

    def set_all(self, units: Sequence[Unit]) -> dict[str, Galley]:
        """The galleys of all units. Raises InputError with what is wrong in any of them."""
        try:
            return self._set_all(units)
        except InputError as error:
            raise InputError(advised(error.findings)) from error

    def _set_all(self, units: Sequence[Unit]) -> dict[str, Galley]:
        self._sample = next(iter(units), None)
        if self._crew.hands:
            work = self.compiler
            self._crew.hands.expect(Appointment(work.compile, work.prepare, work.reach))
        keys = {unit.id: self._keys.key(unit) for unit in units}
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
            self._held[keys[unit.id].digest] = self._used[keys[unit.id].digest] = galleys[unit.id]
            self.shelf.note(unit.id, keys[unit.id].ingredients)
        self._warm.galleys = self._used
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
        from huozi.account.balance import account
        from huozi.store.foreign import is_plain

        if found := account(unit, galley, self._keys.setting, self._keys.house.declared(unit.kind)):
            raise InputError((finding("galley-foreign", unit.place), *found))
        return galley if is_plain(galley, self._warm.faces(self.case)) else None

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
        from huozi.compile.engine.hooks import batch
        from huozi.store.workers import compile_all

        self.rebuilt |= {unit.id: self._why(unit.id, keys[unit.id]) for unit in missing}

        def meanwhile() -> None:
            fetch()
            load_linker()

        with batch(), self._progress.counting(len(missing)) as tick:

            def keep(galley: Galley) -> None:
                self.shelf.put(keys[galley.unit_id].digest, galley)
                tick()

            crew = self._crew
            return compile_all(
                missing, self.compiler, crew.jobs, keep, meanwhile, crew.hire(self.case), crew.hands
            )

    def warm_up(self) -> None:
        """Load the engine and let it meet the fonts, so that the next unit is set sooner."""
        if "engine" not in vars(self.compiler) and self._sample is not None:
            self.compiler.compile(self._sample)

    def rest(self) -> None:
        """Nothing is left to set: the memory of those who stood by is wanted for the link."""
        if self._crew.hands:
            self._crew.hands.dismiss()

    def narrow(self, beside: Collection[int] = ()) -> None:
        """Make the faces ready for many books of the galleys of this run, and of these code points
        beside theirs.
        """
        self._warm.faces(self.case).narrow(self._used.values(), beside)

    def shelf_findings(self) -> list[Finding]:
        """What was wrong on the shelf: it was set again, but somebody should know."""
        return [
            finding("galley-damaged", severity=Severity.WARNING, key=digest[:12])
            for digest in self.shelf.damaged
        ]


def foreseen(book_dir: Path, manuscript: Manuscript, units: Sequence[Unit]) -> tuple[Finding, ...]:
    """What can be said of units before they are set. Nothing is written into the book's folder.

    Faulty style sheets and fonts that are not there are told, too, as findings.
    """
    from huozi.compile.compiler import Compiler
    from huozi.compile.engine.hooks import batch
    from huozi.compile.pictures import Folder
    from huozi.store.pictures import PictureMemory

    try:
        house = read_house(house_dir(), book_dir, manuscript.style)
        if found := unnamed(house.styles, manuscript.fonts):
            return found
        digests = FileDigests(cache_folder())
        asked_for = cuts(house.styles.values())
        own = _own(book_dir, manuscript)
        case = typecase.find(manuscript.fonts, digests, cuts=asked_for, own=own)
        digests.close()
    except (InputError, MachineError) as error:
        return error.findings
    if found := _without_han(manuscript, case):
        return found
    compiler = Compiler(Folder(book_dir), house, setting(manuscript), case)
    pictures = PictureMemory(cache_folder())
    with batch():
        found = advised(found for unit in units for found in compiler.foresee(unit))
    pictures.close()
    return (*_idle(house, manuscript.fonts), *unfound(manuscript, case), *found)


def _idle(house: House, fonts: FontRoles) -> tuple[Finding, ...]:
    return (*house.idle, *idle_roles((*house.styles.values(), *house.templates.values()), fonts))


def _without_han(manuscript: Manuscript, case: TypeCase) -> tuple[Finding, ...]:
    """Fonts that a Chinese book names for its Chinese, and that have none."""
    if not manuscript.book.language.startswith("zh"):
        return ()
    return tuple(without_han(case, manuscript.fonts))


def unfound(manuscript: Manuscript, case: TypeCase) -> tuple[Finding, ...]:
    """Documents that are set in 宋, since the house's 仿宋 is not on this machine."""
    documents = (entry for entry in manuscript.entries if entry.kind is UnitKind.DOCUMENT)
    if not case.lacking or (first := next(documents, None)) is None:
        return ()
    families = case.lacking, manuscript.fonts.song
    found = dict(zip(("family", "song"), (names[0] for names in families), strict=True))
    return (finding("fang-missing", first.place, Severity.WARNING, **found),)


def _own(book_dir: Path, manuscript: Manuscript) -> tuple[machine.Installed, ...]:
    """The faces that are not installed: files of the book, its drawn characters, the house's."""
    house = () if set(HOUSE_FANG).isdisjoint(manuscript.fonts.families) else house_faces()
    return (*own_faces(book_dir), *_drawn(book_dir, manuscript), *house)


def _drawn(book_dir: Path, manuscript: Manuscript) -> tuple[machine.Installed, ...]:
    """The font of the book's own characters, made of their drawings. Raises InputError."""
    if not manuscript.drawn:
        return ()
    from huozi.compile.drawing.faults import DrawingError
    from huozi.compile.drawing.font import drawn_font
    from huozi.compile.pictures import Folder

    pictures, book = Folder(book_dir), Place("content/book.yaml")
    drawings = []
    for _, path in manuscript.drawn:
        try:
            drawings.append(pictures(path))
            drawn_font(drawings[-1:])
        except LookupError as error:
            raise InputError([finding("image-changed", book, path=path)]) from error
        except DrawingError as error:
            found = finding(error.code, book, path=path, found=error.found)
            raise InputError([found]) from error
    data = drawn_font(drawings)
    file = cache_folder() / "drawn" / f"{hashlib.sha256(data).hexdigest()}.otf"
    if not file.is_file():
        write_atomically(file, data)
    return machine.scanned([file])


def load_linker() -> None:
    """Load what comes after setting; worth doing while others set."""
    import huozi.link.write
    import huozi.prove.verify  # noqa: F401
