"""What is ordered of an import, and what became of each manuscript."""

from pathlib import Path

from msgspec import Struct

from huozi.intake.receive import files_below
from huozi.jobs.manuscripts.addresses import outline_of
from huozi.jobs.manuscripts.keeping import SOURCES
from huozi.jobs.manuscripts.report import ImportAccount, ReportFile
from huozi.read.paths import CONTENT
from huozi.values.errors import UsageError
from huozi.values.manuscript import Finding, finding


class ImportOrder(Struct, frozen=True):
    """What is to be imported, and how."""

    book_dir: Path
    sources: tuple[Path, ...]
    into: str = ""  # a part, by title or number
    kind: str = ""  # document or article; empty: as the manuscript looks
    changes: str = "ask"  # ask, accept or reject
    dry_run: bool = False
    add: bool = False
    answers: Path | None = None


class Imported(Struct, frozen=True):
    """What became of one manuscript: new, merged, same, conflicts, asks, or refused."""

    source: str
    state: str
    files: tuple[ReportFile, ...] = ()
    account: ImportAccount | None = None
    questions: int = 0
    conflicts: int = 0
    report: Path | None = None
    book_lines: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the book does not hold what the manuscript says."""
        return self.state in ("conflicts", "asks", "refused")


class ManuscriptFile(Struct, frozen=True):
    """A file to be imported."""

    path: Path
    folder: Path | None  # that was named, where it was one


class OrderedFiles(Struct, frozen=True):
    """The files of an order: what is imported, and what lay beside it in folders and is not."""

    manuscripts: tuple[ManuscriptFile, ...]
    others: tuple[Path, ...] = ()
    outlines: tuple[Path, ...] = ()  # that said the order


def manuscripts(order: ImportOrder) -> OrderedFiles:
    """The files of an order, those of folders too. Raises UsageError where a folder has none."""
    found: dict[Path, ManuscriptFile] = {}
    others: dict[Path, Path] = {}
    outlines: list[Path] = []
    own = [(order.book_dir / name).resolve() for name in (CONTENT, SOURCES, "output")]

    def foreign(path: Path) -> bool:
        return not any(path.resolve().is_relative_to(folder) for folder in own)

    for source in order.sources:
        if not source.is_dir():
            found.setdefault(source.resolve(), ManuscriptFile(source, None))
            continue
        files = files_below(source)
        below = list(filter(foreign, files.manuscripts))
        if not below:
            raise UsageError([finding("import-empty", found=source)])
        outline = outline_of(source, below)
        if outline:
            outlines.append(outline.path)
            below = outline.ordered(below)
        for path in below:
            found.setdefault(path.resolve(), ManuscriptFile(path, source))
        others |= {path.resolve(): path for path in filter(foreign, files.others)}
    left = (path for known, path in others.items() if known not in found)
    return OrderedFiles(tuple(found.values()), tuple(left), tuple(outlines))
