"""What Markdown that comes in addresses: pictures and other manuscripts, under their new names."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from msgspec import Struct

from huozi.files import TooBigError, read_file
from huozi.intake.addresses import addresses
from huozi.intake.receive import PAGES_OF_FOLDERS
from huozi.jobs.manuscripts.keeping import Keeping, label_of, next_label
from huozi.jobs.manuscripts.names import stem_of
from huozi.read.source import TEXT_LIMIT
from huozi.values.errors import HuoziError

#: Lists of the files of a folder: of GitBook and mdBook, of docsify.
_OUTLINES = ("SUMMARY.md", "summary.md", "_sidebar.md")
#: A line of one: an item, a heading, a line between parts, a remark.
_LISTS = re.compile(
    r"\s*(?:[-*+]\s|#{1,6}\s|[0-9]+[.)]\s|-{3,}\s*$|\[[^\]]*\]\([^)]*\)\s*$|<!--.*-->\s*$)"
)


def links_of(markdown: str, path: Path, own: str, texts: Mapping[Path, str]) -> dict[str, str]:
    """The links of a manuscript to others, as they are to be written.

    `texts` leads from the manuscripts of a run, by what they lie as, to their files in the book;
    `own` is that of the manuscript itself. What leads there as it is written is left as it is.
    """
    found = dict[str, str]()
    folder = PurePosixPath(own).parent
    for one in addresses(markdown):
        address, sign, part = one.written.partition("#")
        target = next((texts[one] for one in _meant(address, path) if one in texts), "")
        if target and os.path.normpath(folder / unquote(address)) != target:
            found[one.written] = os.path.relpath(target, folder) + sign + part
    return found


class Outline(Struct, frozen=True):
    """A file that lists the others of its folder in the order of the book."""

    path: Path
    places: dict[Path, int]  # of what it lists

    def ordered(self, files: Iterable[Path]) -> list[Path]:
        """The files in its order, what it does not list behind; itself it is none of them."""
        last = len(self.places)
        kept = (file for file in files if file != self.path)
        return sorted(kept, key=lambda file: self.places.get(file.absolute(), last))


def outline_of(folder: Path, files: Sequence[Path]) -> Outline | None:
    """The outline of a folder, as programs for web sites have it; None where there is none, or what
    is called so holds more than a list of links.
    """
    known = {file.absolute() for file in files}
    for path in (file for file in files if file.parent == folder and file.name in _OUTLINES):
        try:
            markdown = read_file(path, TEXT_LIMIT).decode("utf-8-sig")
        except (OSError, TooBigError, UnicodeDecodeError):  # told when its turn comes
            continue
        lines = [line for line in markdown.splitlines() if line.strip()]
        if not all(map(_LISTS.match, lines)):
            continue
        places = dict[Path, int]()
        for one in addresses(markdown):
            for file in _meant(one.written.partition("#")[0], path.absolute()):
                if file in known:
                    places.setdefault(file, len(places))
                    break
        if len(places) > 1:
            return Outline(path, places)
    return None


def texts_of(
    files: Iterable[tuple[Path, Path | None]], folder: str, records: Keeping
) -> dict[Path, str]:
    """Where Markdown goes that links may lead to: it keeps its name, or lies there already.

    `files` are the manuscripts of a run with the folders that were named; `folder` is that of the
    part they go to.
    """
    found, labels = dict[Path, str](), set[str]()
    for path, named in files:
        label = label_of(path, named)
        while label in labels:
            label = next_label(label)
        labels.add(label)
        if label.endswith(".md"):
            place = PurePosixPath(folder, label)
            with suppress(HuoziError):  # told when its turn comes
                kept = records.find(label)
                new = str(place.with_name(f"{stem_of(place.stem)}.md"))
                found[path.absolute()] = kept.texts[0].path if kept else new
    return found


def _meant(address: str, path: Path) -> Iterator[Path]:
    """The files that an address may mean, from where the text lies or from a folder above it."""
    named = unquote(address).split("?")[0]
    rooted = named.startswith("/")
    for folder in path.parents if rooted else path.parents[:1]:
        place = Path(os.path.normpath(folder / named.lstrip("/")))
        yield place
        yield place.with_name(f"{place.name}.md")
        if place.suffix == ".html":
            yield place.with_suffix(".md")
        yield from (place / page for page in PAGES_OF_FOLDERS)
