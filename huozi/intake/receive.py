"""The way in: a file that an editor received, to a text that accounts for every character.

A stranger's file is opened in quarantine. What another program has to convert first (.doc, .wps,
.rtf) is converted without network (`office`), and the result is a stranger's file again.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from huozi.files import NoFileError, TooBigError, read_file
from huozi.intake import office
from huozi.intake.count import counted
from huozi.intake.document import read_package
from huozi.intake.ledger import check_balance
from huozi.intake.package import LIMITS, Package
from huozi.intake.plaintext import count_text, read_lines
from huozi.intake.sniff import Form, sniff
from huozi.intake.values import Origin, WordPicture, WordText
from huozi.sandbox import Bounds, quarantined
from huozi.values.errors import InputError
from huozi.values.manuscript import Place, finding

#: 500,000 characters take two seconds and 200 MiB.
BOUNDS = Bounds(seconds=120.0, memory_mib=1536)
#: Endings that a folder is searched for.
ENDINGS = (".docx", ".docm", ".dotx", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".txt", ".md")


class Opened(Struct, frozen=True):
    """A file as it was received, before anything of it is read."""

    data: bytes
    origin: Origin

    @property
    def place(self) -> Place:
        """Where it is told of."""
        return Place(self.origin.name)


def opened(path: Path) -> Opened:
    """The bytes of a file. Raises InputError where there are none, or too many."""
    data = _opened(path)
    ending = path.suffix.lower().lstrip(".")
    return Opened(data, Origin(path.name, ending, hashlib.sha256(data).hexdigest()))


def converted(path: Path, origin: Origin, form: Form) -> tuple[bytes, Origin]:
    """The package that LibreOffice makes of a file of an old form."""
    package = office.to_package(path, form)
    return package, Origin(origin.name, form.value, origin.digest)


def _opened(path: Path) -> bytes:
    place = Place(path.name)
    try:
        return read_file(path, LIMITS.file_bytes)
    except TooBigError as error:
        code, mib = "intake-too-big", error.size >> 20
        raise InputError([finding(code, place, mib=mib, limit=error.limit >> 20)]) from error
    except NoFileError as error:
        raise InputError([finding("intake-no-file", place)]) from error
    except OSError as error:
        raise InputError([finding("intake-unreadable", place, reason=error.strerror)]) from error


def read_received(data: bytes, origin: Origin) -> WordText | Form:
    """What a file says, or by which program it has to be converted first.

    Raises InputError for a form that is not read, and where the ledger does not balance.
    """
    form = sniff(data, origin.name)
    if form.needs_office:
        return form
    if form in (Form.TEXT, Form.MARKDOWN):
        text = read_lines(data, Origin(origin.name, form.value, origin.digest))
        check_balance(text, count_text(data, text.origin))
        return _with_words(text)
    if form is not Form.DOCX:
        raise InputError([finding(f"intake-is-{form.value}", Place(origin.name))])
    return read_converted(data, Origin(origin.name, form.value, origin.digest))


def read_converted(data: bytes, origin: Origin) -> WordText:
    """What a package says. Raises InputError where the ledger does not balance."""
    text = read_package(data, origin)
    check_balance(text, counted(Package(data, origin.name)))
    return _with_words(text)


def _with_words(text: WordText) -> WordText:
    """The text, if it has any: pictures alone are scans."""
    if any(atom.text.strip() for atom in text.atoms):
        return text
    code = "intake-scans" if text.pictures else "intake-is-empty"
    raise InputError([finding(code, Place(text.origin.name), count=len(text.pictures))])


def picture_bytes(package: bytes, name: str, pictures: Iterable[WordPicture]) -> dict[str, bytes]:
    """The bytes of pictures, by member. Raises InputError where the package is unsound."""
    members = tuple(dict.fromkeys(one.member for one in pictures if one.member))
    if not members:
        return {}
    return quarantined(members_of, package, name, members, bounds=BOUNDS, place=Place(name))


def members_of(data: bytes, name: str, members: tuple[str, ...]) -> dict[str, bytes]:
    """Members of a package."""
    package = Package(data, name)
    return {member: package.read(member) for member in members}


class FolderFiles(Struct, frozen=True):
    """The files of a folder in the order of their names: manuscripts, and what is none."""

    manuscripts: tuple[Path, ...]
    others: tuple[Path, ...]  # lock files too; what is hidden is in neither


def files_below(folder: Path) -> FolderFiles:
    """The files of a folder that look like manuscripts, and the others."""
    found = sorted(folder.rglob("*"), key=lambda path: path.as_posix())
    found = [p for p in found if not _hidden(p.relative_to(folder)) and p.is_file()]
    wanted = [p for p in found if p.suffix.lower() in ENDINGS and not p.name.startswith("~$")]
    return FolderFiles(tuple(wanted), tuple(path for path in found if path not in set(wanted)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(path.as_posix()).parts)
