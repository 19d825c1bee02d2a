"""A manuscript taken in: read, made entries of, and told of, as values; nothing is written here.

What strangers wrote is read, judged and opened in the sandbox alone.
"""

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from huozi.files import read_below
from huozi.intake.graphics import picture_format
from huozi.intake.images import BookImage, ImageWish, book_images
from huozi.intake.importing import convert
from huozi.intake.inquiry import Answers
from huozi.intake.metafiles import Metafile, as_package, rendered
from huozi.intake.office import to_pdf
from huozi.intake.outcome import Converted
from huozi.intake.package import LIMITS
from huozi.intake.receive import (
    BOUNDS,
    Opened,
    converted,
    opened,
    picture_bytes,
    read_converted,
    read_received,
)
from huozi.intake.sniff import Form
from huozi.intake.values import Origin, WordPicture, WordText
from huozi.jobs.manuscripts.report import ImportAccount, ReportQuestion, ReportRow
from huozi.jobs.manuscripts.rows import (
    NearPicture,
    account_of,
    near_pictures,
    picture_rows,
    questions_of,
    rows_of,
)
from huozi.read.source import IMAGE_LIMIT
from huozi.sandbox import quarantined
from huozi.values.errors import InputError
from huozi.values.manuscript import Place


class Taken(Struct, frozen=True):
    """What a manuscript yields."""

    origin: Origin
    data: bytes  # the file as received
    converted: Converted
    images: dict[str, BookImage]  # by the id of the manuscript's picture
    account: ImportAccount
    questions: tuple[ReportQuestion, ...]
    rows: tuple[ReportRow, ...]


class Told(Struct, frozen=True):
    """What leaves the sandbox of a manuscript; its text does not."""

    origin: Origin
    converted: Converted
    account: ImportAccount
    questions: tuple[ReportQuestion, ...]
    rows: tuple[ReportRow, ...]
    pictures: tuple[NearPicture, ...]


class Begun(Struct, frozen=True):
    """A manuscript that was read, or is to be converted by another program before."""

    path: Path
    opened: Opened
    found: Told | Form


def take(path: Path, answers: Answers, folder: Path | None = None) -> Taken:
    """Read a file and make entries of it. Pictures of Markdown are looked for in the folder that
    was named, or beside the file. Raises InputError and MachineError as `receive` does.
    """
    return finished(begun(path, answers), answers, folder)


def begun(path: Path, answers: Answers) -> Begun:
    """Read a file in the sandbox, in one process; several threads may do so at once."""
    file = opened(path)
    given = file.data, file.origin, answers
    return Begun(path, file, quarantined(read_and_told, *given, bounds=BOUNDS, place=file.place))


def finished(one: Begun, answers: Answers, folder: Path | None = None) -> Taken:
    """What a file that was begun yields, with its pictures. Arguments are those of `take`."""
    told, package = one.found, one.opened.data
    if isinstance(told, Form):
        package, origin = converted(one.path, one.opened.origin, told)
        place = one.opened.place
        given = package, origin, answers
        told = quarantined(converted_and_told, *given, bounds=BOUNDS, place=place)
    if told.origin.form == Form.MARKDOWN:
        told, images = _with_pictures_beside(told, one.path, folder or one.path.parent)
    else:
        images = _images(told, package)
    rows = (*told.rows, *picture_rows(told.pictures, images))
    return Taken(
        told.origin, one.opened.data, told.converted, images, told.account, told.questions, rows
    )


def read_and_told(data: bytes, origin: Origin, answers: Answers) -> Told | Form:
    """A file read and made entries of, or what has to convert it first: run in the sandbox."""
    text = read_received(data, origin)
    return text if isinstance(text, Form) else told_of(text, answers)


def converted_and_told(package: bytes, origin: Origin, answers: Answers) -> Told:
    """The same of what another program made of a file."""
    return told_of(read_converted(package, origin), answers)


def told_of(text: WordText, answers: Answers) -> Told:
    """Make entries of a text, and rows of the report."""
    made = convert(text, answers)
    return Told(
        text.origin,
        replace(made, ledger=(), notices=()),
        account_of(text, made.ledger),
        questions_of(text, made.questions),
        rows_of(text, made),
        near_pictures(text),
    )


def _with_pictures_beside(told: Told, path: Path, root: Path) -> tuple[Told, dict[str, BookImage]]:
    """The entry of a Markdown file with those pictures that lie where it says, below a folder, and
    these as files of a book. What lies elsewhere the entry goes on to address: the reader tells it.
    """
    (entry,) = told.converted.entries
    found, size = dict[str, bytes](), 0
    for wish in entry.pictures:
        data = _beside(wish.path, path, root)
        size += len(data)
        if data and size <= LIMITS.file_bytes:  # as much as a Word file may bring
            found[wish.picture] = data
    given, place = tuple(found.values()), Place(told.origin.name)
    made = quarantined(_files_of, given, bounds=BOUNDS, place=place) if given else ()
    images = {id: one for id, one in zip(found, made, strict=True) if not one.fault}
    kept = tuple(wish for wish in entry.pictures if wish.picture in images)
    converted = replace(told.converted, entries=(replace(entry, pictures=kept),))
    return replace(told, converted=converted), images


def _files_of(pictures: tuple[bytes, ...]) -> tuple[BookImage, ...]:
    """Pictures of any form as files of a book: run in the sandbox."""
    return book_images(tuple(ImageWish(data, picture_format(data)) for data in pictures))


def _beside(written: str, path: Path, root: Path) -> bytes:
    """What a Markdown file addresses, from where it lies or from the folder; nothing where that is
    outside, reached through a link, or too big.
    """
    address = unquote(written).replace("\\", "/").split("?")[0]
    own = PurePosixPath(os.path.relpath(path.parent, root)) / address
    for place in (own, PurePosixPath(address.lstrip("/"))):
        parts = PurePosixPath(os.path.normpath(place))
        if not parts.is_absolute() and ".." not in parts.parts:
            with suppress(OSError, ValueError):
                return read_below(root, parts, IMAGE_LIMIT)
    return b""


def _images(told: Told, package: bytes) -> dict[str, BookImage]:
    """The pictures that entries ask for, as files of a book."""
    asked = {wish.picture for entry in told.converted.entries for wish in entry.pictures}
    known = {one.picture.id: one.picture for one in told.pictures}
    wanted = [known[id] for id in sorted(asked) if id in known and known[id].member]
    if not wanted:
        return {}
    name = told.origin.name
    data = picture_bytes(package, name, wanted)
    place = Place(name)
    drawn = _drawn(wanted, data, name)
    wishes = tuple(
        ImageWish(drawn[one.id], "png", one.crop, drawn=True)
        if one.id in drawn
        else ImageWish(data[one.member], one.format, one.crop)
        for one in wanted
    )
    made = quarantined(book_images, wishes, bounds=BOUNDS, place=place)
    return {one.id: image for one, image in zip(wanted, made, strict=True)}


def _drawn(pictures: list[WordPicture], data: dict[str, bytes], name: str) -> dict[str, bytes]:
    """Metafiles as PNG, by the ids of pictures; none where LibreOffice is not installed, or makes
    nothing of them.
    """
    found = {}
    for one in pictures:
        crop = one.crop  # the whole picture is drawn, as large as its part is shown
        width = one.width_pt / max(0.05, 1 - crop.left - crop.right)
        height = one.height_pt / max(0.05, 1 - crop.top - crop.bottom)
        metafile = Metafile(data[one.member], one.format, width, height)
        if metafile.drawable:
            found[one.id] = metafile
    if not found:
        return {}
    metafiles = tuple(found.values())
    try:
        pdf = to_pdf(as_package(metafiles), name)
        made = (
            quarantined(rendered, pdf, metafiles, bounds=BOUNDS, place=Place(name)) if pdf else ()
        )
    except InputError:
        return {}
    return {id: png for id, png in zip(found, made, strict=False) if png}
