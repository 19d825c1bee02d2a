"""What a file is, by its bytes."""

import io
import zipfile

import pytest

from huozi.intake.sniff import Form, sniff
from tests.intake.word import docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (docx(p()), "稿.doc", Form.DOCX),
        (ole("WordDocument"), "稿.docx", Form.DOC),
        (ole("WordDocument"), "稿.wps", Form.WPS),
        (ole("EncryptedPackage"), "稿.docx", Form.ENCRYPTED),
        (ole("Workbook"), "表.xls", Form.SHEET),
        (ole("PowerPoint Document"), "片.ppt", Form.SLIDES),
        (OLE, "谁.docx", Form.BINARY),
        (b"{\\rtf1\\ansi", "稿.doc", Form.RTF),
        (b"\xef\xbb\xbf{\\rtf1", "稿.doc", Form.RTF),
        (docx(p())[:900], "稿.docx", Form.BROKEN),
        (b"PK\x03\x04", "稿.docx", Form.BROKEN),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "稿.docx", Form.SHEET),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "稿.docx", Form.SLIDES),
        (packed("mimetype", "content.xml"), "稿.docx", Form.ODF),
        (packed("甲.txt"), "稿.docx", Form.ZIP),
        (b"Rar!\x1a\x07", "稿.docx", Form.RAR),
        (b"%PDF-1.7", "稿.docx", Form.PDF),
        (b"\x89PNG\r\n", "稿.docx", Form.PICTURE),
        (b"\xff\xd8\xff\xe0", "扫描.docx", Form.PICTURE),
        (b"<html xmlns:o='urn:schemas-microsoft-com:office:office'>", "稿.doc", Form.HTML),
        (b"\r\n<!DOCTYPE html>", "稿.doc", Form.HTML),
        ("\ufeff<html>".encode("utf-16-le"), "稿.doc", Form.HTML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "稿.doc", Form.MHTML),
        (b"<?xml version='1.0'?><pkg:package>", "稿.xml", Form.FLAT),
        (bytes(162), "~$稿.docx", Form.LOCK),
        (b"\x05zhang" + bytes(48), "~$稿.docx", Form.LOCK),
        (b"", "稿.docx", Form.EMPTY),
        (b"\0" * 2000, "稿.docx", Form.EMPTY),
        (b"\x01\x02\0\x03", "稿.docx", Form.BINARY),
        ("活字".encode(), "稿.txt", Form.TEXT),
        ("活字\r\n".encode("utf-16"), "稿.txt", Form.TEXT),
        ("活字\r\n".encode("utf-16-le"), "稿.txt", Form.TEXT),
        ("# 活字".encode("gb18030"), "稿.md", Form.MARKDOWN),
        (b"a < b, <p> in text", "稿.txt", Form.TEXT),
    ],
)
def test_what_a_file_is(data: bytes, name: str, form: Form) -> None:
    assert sniff(data, name) is form


def test_a_whole_manuscript_may_bear_the_name_of_a_lock() -> None:
    assert sniff(docx(p("一" * 3000)), "~$稿.docx") is Form.DOCX
