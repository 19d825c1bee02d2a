"""The package a Word text comes in: a zip of parts that name one another (OPC, ISO/IEC 29500-2).

It may be anybody's. What it says of itself is bounded before anything is inflated, and again while
it is; names are keys of this package alone and never paths; nothing that it points to outside is
followed; and a document type, which could unfold or fetch, is refused.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any, TypeAlias
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from huozi.intake.names import PACKAGE_NS, STRICT
from huozi.values.errors import InputError
from huozi.values.manuscript import Place, Severity, finding

Element: TypeAlias = Any  # lxml's; it is published without types

_STRICT_BYTES = [(old.encode(), new.encode()) for old, new in STRICT.items()]


class PackageLimits(Struct, frozen=True):
    """How much a package may be. A book of 500 pages with pictures stays far below."""

    members: int = 5_000
    file_bytes: int = 300 << 20
    member_bytes: int = 200 << 20
    xml_bytes: int = 80 << 20  # one part of XML
    total_bytes: int = 600 << 20
    ratio: int = 400  # inflated to packed, of what is large at all
    tags: int = 6_000_000  # of all parts that are read; libxml2 itself bounds their depth to 256


LIMITS = PackageLimits()
_LARGE = 4 << 20  # below it no ratio is too high


class Relation(Struct, frozen=True):
    """What one part says of another, or of something outside."""

    type: str  # the last word of its type: image, footnotes, hyperlink, …
    target: str  # a member's name, or an address
    external: bool


class Package:
    """An opened package. Raises InputError where it is not sound, or beyond its limits."""

    def __init__(self, data: bytes, name: str, limits: PackageLimits = LIMITS) -> None:
        self.name, self.limits = name, limits
        self._tags = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._fault("intake-broken") from error
        self._members = self._bounded()

    def _fault(self, code: str, **params: str | int) -> InputError:
        return InputError([finding(code, Place(self.name), Severity.ERROR, **params)])

    def _bounded(self) -> dict[str, zipfile.ZipInfo]:
        """The members by name, none of them inflated yet."""
        found = self._zip.infolist()
        if len(found) > self.limits.members:
            raise self._fault("intake-members", count=len(found), limit=self.limits.members)
        total = 0
        members: dict[str, zipfile.ZipInfo] = {}
        for info in found:
            if info.flag_bits & 1:
                raise self._fault("intake-encrypted")
            total += info.file_size
            ratio = info.file_size / max(1, info.compress_size)
            if info.file_size > self.limits.member_bytes or (
                info.file_size > _LARGE and ratio > self.limits.ratio
            ):
                raise self._fault("intake-unfolds", part=info.filename, mib=info.file_size >> 20)
            key = info.filename.replace("\\", "/").lstrip("/")
            if key in members:
                raise self._fault("intake-twice", part=key)
            members[key] = info
        if total > self.limits.total_bytes:
            raise self._fault("intake-unfolds", part=self.name, mib=total >> 20)
        return members

    def __contains__(self, part: str) -> bool:
        return part in self._members

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all members, as the package orders them."""
        return tuple(self._members)

    def read(self, part: str, limit: int | None = None) -> bytes:
        """The bytes of a member, not one more than it says that it has."""
        info = self._members[part]
        most = min(info.file_size, limit or self.limits.member_bytes)
        if info.file_size > most:
            raise self._fault("intake-unfolds", part=part, mib=info.file_size >> 20)
        try:
            with self._zip.open(info) as member:
                data = member.read(most + 1)
                if len(data) == most:
                    member.read(1)  # where the check sum is compared
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError,
                RuntimeError) as error:  # fmt: skip
            raise self._fault("intake-member", part=part) from error
        if len(data) != info.file_size:
            raise self._fault("intake-member", part=part)
        return data

    def xml_bytes(self, part: str) -> bytes:
        """A part of XML, strict namespaces written as transitional ones."""
        data = self.read(part, self.limits.xml_bytes)
        if b"http://purl.oclc.org/ooxml/" in data:
            for old, new in _STRICT_BYTES:
                data = data.replace(old, new)
        return data

    def xml(self, part: str) -> Element:
        """The root of a part. Raises InputError for what is no XML, has a document type, or is
        nested or divided beyond the limits.
        """
        data = self.xml_bytes(part)
        self._tags += data.count(b"<")
        if self._tags > self.limits.tags:
            raise self._fault("intake-nested", part=part)
        if b"<!DOCTYPE" in data:
            raise self._fault("intake-doctype", part=part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True,
            remove_comments=True, huge_tree=False, collect_ids=False,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            code = "intake-nested" if "depth" in str(error) else "intake-xml"
            raise self._fault(code, part=part, reason=_short(error)) from error
        if root.getroottree().docinfo.doctype:  # written in another encoding
            raise self._fault("intake-doctype", part=part)
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part names, by id; of the package itself for an empty name."""
        folder, name = posixpath.split(part)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        if file not in self:
            return {}
        found = {}
        for one in self.xml(file).iter(f"{{{PACKAGE_NS}}}Relationship"):
            external = one.get("TargetMode") == "External"
            target = one.get("Target") or ""
            if not external:
                target = self._member(folder, target)
            kind = (one.get("Type") or "").rstrip("/").rpartition("/")[2]
            found[one.get("Id") or ""] = Relation(kind, target, external)
        return found

    def _member(self, folder: str, target: str) -> str:
        """The member that a relation names; some writers write it as Windows or a browser would."""
        target = target.replace("\\", "/")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return path if path in self else unquote(path) if unquote(path) in self else path

    @cached_property
    def main(self) -> str:
        """The part with the text. Raises InputError where there is none."""
        for relation in self.relations("").values():
            if relation.type == "officeDocument" and not relation.external:
                if relation.target in self:
                    return relation.target
        if "word/document.xml" in self:
            return "word/document.xml"
        raise self._fault("intake-no-text")

    def text_parts(self) -> Iterator[str]:
        """All parts that are XML, relations and content types apart."""
        for part in self.parts:
            if part.endswith(".xml") and not part.startswith(("customXml/", "docProps/")):
                if part != "[Content_Types].xml":
                    yield part


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
