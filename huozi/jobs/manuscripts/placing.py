"""Where the files of a manuscript go: entries, annexes and pictures, new ones and those of before.

Nothing here is written; what a file is to hold once it is placed is a value.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from msgspec import Struct

from huozi.intake.addresses import readdressed
from huozi.intake.images import BookImage
from huozi.intake.outcome import ConvertedEntry
from huozi.jobs.manuscripts.keeping import ImportRecord, Keeping, KeptPicture, KeptText
from huozi.jobs.manuscripts.names import FileNames, stem_of
from huozi.read.paths import CONTENT
from huozi.read.source import IMAGE_LIMIT, TEXT_LIMIT

PICTURES = "图"


class PlacedText(Struct, frozen=True):
    """A text with its place: what the last import wrote there, what lies there, what is new."""

    path: str  # below content/
    title: str
    annex: bool
    new: str
    before: str | None = None  # None: not imported before
    edited: str | None = None  # None: nothing lies there


class PlacedImage(Struct, frozen=True):
    """A picture with its place; without data where it lies there already."""

    path: str  # below content/
    digest: str
    data: bytes | None


class Placed(Struct, frozen=True):
    """All files of a manuscript; `paths` leads from the ids of pictures to their files."""

    texts: tuple[PlacedText, ...]
    images: tuple[PlacedImage, ...]
    paths: dict[str, str]

    @property
    def kept_pictures(self) -> tuple[KeptPicture, ...]:
        """What the record is to say of pictures."""
        return tuple(KeptPicture(image.path, image.digest) for image in self.images)


class Places:
    """The names that are free below `content/`, while manuscripts are placed one by one."""

    def __init__(self, book_dir: Path, keeping: Keeping) -> None:
        self.content = book_dir / CONTENT
        self.keeping = keeping
        self.names = FileNames(self._there())
        self.placed: set[str] = set()  # texts of this run

    def _there(self) -> Iterator[str]:
        for folder, _, files in os.walk(self.content):
            for name in files:
                yield (Path(folder) / name).relative_to(self.content).as_posix()

    def place(
        self, entries: tuple[ConvertedEntry, ...], images: dict[str, BookImage],
        kept: ImportRecord | None, folder: str, named: str = "",
        links: Mapping[str, str] = MappingProxyType({}),
    ) -> Placed:  # fmt: skip
        """Find a place for everything. What was imported before stays where it was.

        A text that keeps the name of its file and of the folders around it is `named`; `links` are
        those that it has under other names now.
        """
        olds = _matched(entries, kept.texts if kept else ())
        pictures = dict.fromkeys(kept.pictures if kept else ())
        texts, made, paths = [], list[PlacedImage](), dict[str, str]()
        for entry, old in zip(entries, olds, strict=True):
            title = Path(named).stem if named else entry.title or Path(entry.path).stem
            stem = Path(old.path).stem if old else stem_of(title)
            renamed = dict[str, str]()
            for wish in entry.pictures:
                name = f"{stem}-{len(renamed) + 1}"
                if wish.picture in paths:
                    pass
                elif (image := images.get(wish.picture)) is None:  # the reader asks for it
                    paths[wish.picture] = f"{PICTURES}/{name}.png"
                else:
                    made.append(self._image(image, name, pictures))
                    paths[wish.picture] = made[-1].path
                renamed[wish.path] = paths[wish.picture]
            text = readdressed(entry.markdown, {**links, **renamed})
            texts.append(self._text(entry, text, old, stem, _below(folder, named)))
        return Placed(tuple(texts), tuple(made), paths)

    def _text(
        self, entry: ConvertedEntry, text: str, old: KeptText | None, stem: str, folder: str
    ) -> PlacedText:  # fmt: skip
        if old is None:
            path = self._free(stem, ".md", folder, text.encode(), TEXT_LIMIT)
            if path in self.placed or self.keeping.owned(path):  # of another that says the same
                path = self.names.new(stem, ".md", folder)
            self.placed.add(path)
            return PlacedText(path, entry.title, entry.annex, text)
        data = self.keeping.bytes_of(f"{CONTENT}/{old.path}", TEXT_LIMIT)
        edited = None if data is None else data.decode("utf-8", "replace")
        return PlacedText(old.path, entry.title, entry.annex, text, old.text, edited)

    def _image(
        self, image: BookImage, stem: str, kept: dict[KeptPicture, None]
    ) -> PlacedImage:  # fmt: skip
        digest = hashlib.sha256(image.data).hexdigest()
        for old in kept:
            if old.digest == digest:
                del kept[old]
                there = self.keeping.bytes_of(f"{CONTENT}/{old.path}", IMAGE_LIMIT)
                return PlacedImage(old.path, digest, image.data if there is None else None)
        path = self._free(stem, image.ending, PICTURES, image.data, IMAGE_LIMIT)
        return PlacedImage(path, digest, image.data)

    def _free(self, stem: str, ending: str, folder: str, data: bytes, limit: int) -> str:
        """A new name; or that of a file which says the same: of a run that was killed."""
        path = f"{folder}/{stem}{ending}" if folder else f"{stem}{ending}"
        if self.keeping.bytes_of(f"{CONTENT}/{path}", limit) == data:
            return path
        return self.names.new(stem, ending, folder)


def _below(folder: str, named: str) -> str:
    """The folder of a text that keeps its folders."""
    path = str(PurePosixPath(folder, named).parent) if named else folder
    return "" if path == "." else path


def _matched(
    entries: tuple[ConvertedEntry, ...], kept: tuple[KeptText, ...]
) -> list[KeptText | None]:
    """For each entry the text it was before: of the same title, else the next of its kind."""
    left = list(kept)
    found: list[KeptText | None] = []
    for entry in entries:
        old = next((k for k in left if (k.title, k.annex) == (entry.title, entry.annex)), None)
        found.append(old)
        if old:
            left.remove(old)
    for at, entry in enumerate(entries):
        if found[at] is None:
            found[at] = next((k for k in left if k.annex == entry.annex), None)
            if old := found[at]:
                left.remove(old)
    return found
