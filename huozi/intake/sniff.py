"""What a file is, by its bytes and not by its name: names lie.

A .docx may be an old .doc, an encrypted package, or the lock file of an open one; a .doc may be RTF
or a web page.
"""

import re
import zipfile
from enum import StrEnum
from io import BytesIO


class Form(StrEnum):
    """What is received. Only the first five are read."""

    DOCX = "docx"  # also .docm, .dotx, .dotm
    DOC = "doc"  # Word 97 to 2003, and WPS Writer's own .wps
    WPS = "wps"
    RTF = "rtf"
    TEXT = "txt"
    MARKDOWN = "md"
    LOCK = "lock"  # ~$…: Word's note of who has the file open
    ENCRYPTED = "encrypted"  # a package behind a password
    BROKEN = "broken"  # begins as a package and has no directory: cut short
    HTML = "html"
    MHTML = "mhtml"
    FLAT = "flat"  # a package as one XML file, or Word 2003 XML
    ODF = "odf"
    PDF = "pdf"
    PICTURE = "picture"  # a scan
    SHEET = "sheet"
    SLIDES = "slides"
    ZIP = "zip"
    RAR = "rar"
    EMPTY = "empty"
    BINARY = "binary"  # nothing known

    @property
    def needs_office(self) -> bool:
        """Whether another program has to turn it into a package first."""
        return self in (Form.DOC, Form.WPS, Form.RTF)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCK_BYTES = 162  # what Word writes; newer versions write 54 or 165
_HEAD = 4096
_PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\xd7\xcd\xc6\x9a",
    b"\x00\x00\x00\x0cjP",
)  # fmt: skip


def sniff(data: bytes, name: str) -> Form:
    """What these bytes are. The name decides only between text and Markdown, .doc and .wps, and
    tells lock files, whose bytes say nothing.
    """
    if name.startswith(("~$", ".~lock.", ".~")) and len(data) < 4 * _LOCK_BYTES:
        return Form.LOCK
    if not data.strip(b"\0 \r\n\t"):
        return Form.EMPTY
    if data.startswith(_OLE):
        return _compound(data, name)
    if data.startswith(b"PK"):
        return _package(data)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")
    for form, begins in (
        (Form.RTF, (b"{\\rtf",)),
        (Form.PDF, (b"%PDF-",)),
        (Form.RAR, (b"Rar!", b"7z\xbc\xaf\x27\x1c")),
        (Form.PICTURE, _PICTURES),
    ):
        if head.startswith(begins):
            return form
    return _text(data, head, name)


def _compound(data: bytes, name: str) -> Form:
    """A compound file: its directory names the streams in it, in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return Form.ENCRYPTED
    if holds("WordDocument"):
        return Form.WPS if name.lower().endswith(".wps") else Form.DOC
    if holds("Workbook") or holds("Book"):
        return Form.SHEET
    return Form.SLIDES if holds("PowerPoint Document") else Form.BINARY


def _package(data: bytes) -> Form:
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            names = file.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return Form.BROKEN
    if "[Content_Types].xml" in names:
        for folder, form in (("xl/", Form.SHEET), ("ppt/", Form.SLIDES)):
            if any(name.startswith(folder) for name in names) and "word/document.xml" not in names:
                return form
        return Form.DOCX
    if "mimetype" in names or "META-INF/manifest.xml" in names:
        return Form.ODF
    return Form.ZIP


_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta\s)", re.IGNORECASE)
_HTML_16 = re.compile(r"<(?:!doctype\s+html|html|head|body|meta\s)", re.IGNORECASE)


def _text(data: bytes, head: bytes, name: str) -> Form:
    if _HTML.search(head) and head.startswith(b"<"):
        return Form.HTML
    if head[:1200].lower().startswith((b"mime-version:", b"from:")) and b"multipart/" in head:
        return Form.MHTML
    if head.startswith(b"<?xml") and (b"pkg:package" in head or b"wordDocument" in head):
        return Form.FLAT
    wide = _wide(data)
    if wide and _HTML_16.match(data[:_HEAD].decode(wide, "replace").lstrip("\ufeff \r\n\t")):
        return Form.HTML
    if not wide and b"\0" in data:
        return Form.BINARY
    return Form.MARKDOWN if name.lower().endswith((".md", ".markdown")) else Form.TEXT


def _wide(data: bytes) -> str | None:
    """UTF-16 by its mark, or by the noughts of line ends and ASCII in it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    ends = (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n"))
    return next((name for name, end in ends if end in data and len(data) % 2 == 0), None)
