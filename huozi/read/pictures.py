"""Images a manuscript asks for: found inside the book, of a kind that prints, and digested."""

import unicodedata
from functools import cached_property
from pathlib import PurePosixPath

from huozi.read.paths import CONTENT, meant
from huozi.read.report import Reporter
from huozi.read.source import PRINTABLE, MissingFileError, RefusedError, Source

#: Formats by what their names end in.
_ENDINGS = {
    ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".svg": "svg", ".tif": "tiff",
    ".tiff": "tiff", ".gif": "gif", ".bmp": "bmp",
}  # fmt: skip
ENDINGS = tuple(_ENDINGS)

#: What is told of files that are no pictures, by what they are.
_NO_PICTURES = {"": "image-unknown", "empty": "image-empty", "html": "image-page"}


class Pictures:
    """Looks up images; remembers the digest of each."""

    def __init__(self, source: Source, drawn: tuple[str, ...] = ()) -> None:
        self.source = source
        self.drawn = drawn  # what drawn characters stand for
        self.digests: dict[str, str] = {}
        self._names: dict[str, str] = {}  # as written → as they lie there

    def find(self, written: str, report: Reporter, line: int) -> str:
        """The image's path relative to the book; an empty string when it was reported instead.

        `written` is relative to the file, or to `content/` as paths in `book.yaml` are.
        """
        if "://" in written or written.startswith(("data:", "//")):
            report.error("image-address", line, found=written[:80])
            return ""
        path = self._path(written, report, line)
        if path in self.digests:
            return path
        try:
            kind, digest = self.source.read_image(path)
        except MissingFileError:
            report.unknown_file("missing-image", line, written, self.beside(written))
            return ""
        except RefusedError as refused:
            report.error(refused.code, line, **refused.params)
            return ""
        if kind not in PRINTABLE:
            code = _NO_PICTURES.get(kind, "image-kind")
            report.error(code, line, path=written, kind=kind, wanted=PRINTABLE)
            return ""
        ending = f".{written.rpartition('.')[2].lower()}"
        if _ENDINGS.get(ending) != kind:
            report.warning("image-ending", line, path=written, kind=kind)
        self.digests[path] = digest
        return path

    def _path(self, written: str, report: Reporter, line: int) -> str:
        """The picture that is there; as it was written where there is none, or two (told)."""
        paths = (self._composed(f"{CONTENT}/{path}") for path in meant(written, report.file))
        there = [path for path in dict.fromkeys(paths) if self._is_there(path)]
        if len(there) > 1:
            taken, other = (path.removeprefix(f"{CONTENT}/") for path in there[:2])
            report.warning("path-twice", line, path=written, taken=taken, other=other)
        return there[0] if there else self._composed(str(PurePosixPath(CONTENT) / written))

    def _is_there(self, path: str) -> bool:
        return path in self.digests or self.source.is_there(path)

    def _composed(self, path: str) -> str:
        """The name under which a picture lies: ü may be one character there, or u and two dots."""
        if path.isascii() or path in self.digests:
            return path
        if path not in self._names:
            forms = (path, *(unicodedata.normalize(form, path) for form in ("NFC", "NFD")))
            there = (form for form in forms if self.source.is_there(form))
            self._names[path] = next(there, path)
        return self._names[path]

    @cached_property
    def known(self) -> tuple[str, ...]:
        """All pictures of the book's folder, which is walked once, when the first is missing."""
        files = self.source.files(CONTENT, tuple(_ENDINGS))
        return tuple(path.removeprefix(f"{CONTENT}/") for path in files)

    def beside(self, written: str) -> tuple[str, ...]:
        """The pictures that are there, those of the same folder before all others."""
        folder = written.rpartition("/")[0]
        return tuple(sorted(self.known, key=lambda path: path.rpartition("/")[0] != folder))
