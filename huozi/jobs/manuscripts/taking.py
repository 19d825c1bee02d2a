"""A manuscript taken in: read, made entries of, and told of, as values; nothing is written here.

What strangers wrote is read, judged and opened in the sandbox alone.
"""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.images import BookImage, ImageWish, book_images
from huozi.intake.importing import convert
from huozi.intake.inquiry import Answers
from huozi.intake.metafiles import Metafile, as_package, rendered
from huozi.intake.office import to_pdf
from huozi.intake.outcome import Converted
from huozi.intake.receive import BOUNDS, Received, picture_bytes, receive
from huozi.intake.values import Origin, WordPicture, WordText
from huozi.jobs.manuscripts.report import ImportAccount, ReportQuestion, ReportRow
from huozi.jobs.manuscripts.rows import account_of, picture_rows, questions_of, rows_of
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


class _Told(Struct, frozen=True):
    """What leaves the sandbox."""

    converted: Converted
    account: ImportAccount
    questions: tuple[ReportQuestion, ...]
    rows: tuple[ReportRow, ...]


def take(path: Path, answers: Answers) -> Taken:
    """Read a file and make entries of it. Raises InputError and MachineError as `receive` does."""
    received = receive(path)
    place = Place(path.name)
    told = quarantined(converted_and_told, received.text, answers, bounds=BOUNDS, place=place)
    images = _images(received, told.converted)
    rows = (*told.rows, *picture_rows(received.text, images))
    return Taken(
        received.text.origin, received.data, told.converted, images, told.account,
        told.questions, rows,
    )  # fmt: skip


def converted_and_told(text: WordText, answers: Answers) -> _Told:
    """Make entries of a text, and rows of the report: run in the sandbox."""
    converted = convert(text, answers)
    account = account_of(text, converted.ledger)
    questions = questions_of(text, converted.questions)
    rows = rows_of(text, converted)
    return _Told(replace(converted, ledger=(), notices=()), account, questions, rows)


def _images(received: Received, converted: Converted) -> dict[str, BookImage]:
    """The pictures that entries ask for, as files of a book."""
    asked = {wish.picture for entry in converted.entries for wish in entry.pictures}
    known: dict[str, WordPicture] = {one.id: one for one in received.text.pictures}
    wanted = [known[id] for id in sorted(asked) if id in known and known[id].member]
    if not wanted:
        return {}
    data = picture_bytes(received)
    name = received.text.origin.name
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
