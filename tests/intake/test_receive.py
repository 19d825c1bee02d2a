"""The way in: every kind of file ends in a text or in a clear word."""

import os
from pathlib import Path

import pytest

from huozi.intake.receive import files_below, picture_bytes
from huozi.messages import render
from huozi.values.errors import InputError
from tests.intake.receiving import receive
from tests.intake.word import docx, p, r

SAMPLES = Path(__file__).parent / "samples"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PICTURE = (
    "<w:drawing><a:graphic><pic:pic><pic:blipFill><a:blip r:embed='i'/></pic:blipFill></pic:pic>"
    "</a:graphic></w:drawing>"
)
SCANS = docx(
    "".join(p(r(inside=PICTURE)) for _ in range(4)),
    {"media/a.png": b"\x89PNG"},
    {"i": ("image", "media/a.png")},
)


@pytest.mark.parametrize(
    ("data", "name", "code", "word"),
    [
        (bytes(162), "~$稿.docx", "intake-is-lock", "关闭 Word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "稿.docx", "intake-is-encrypted", "密码"),
        (docx(p(r("一")))[:900], "稿.docx", "intake-is-broken", "重新下载"),
        (b"<html><body>", "稿.doc", "intake-is-html", "另存为 .docx"),
        (b"%PDF-1.4", "稿.pdf", "intake-is-pdf", "Word 原稿"),
        (b"\xff\xd8\xff\xe0", "稿.jpg", "intake-is-picture", "识别"),
        (SCANS, "稿.docx", "intake-scans", "4 张图片"),
        (docx(p()), "稿.docx", "intake-is-empty", "没有文字"),
        (b"", "稿.docx", "intake-is-empty", "没有文字"),
        (b"\n \n", "稿.txt", "intake-is-empty", "没有文字"),
        (OLE, "稿.docx", "intake-is-binary", "另存为 .docx"),
    ],
)
def test_what_is_no_manuscript_is_told_with_what_to_do(
    data: bytes, name: str, code: str, word: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        receive(tmp_path / name)
    (found,) = caught.value.findings
    assert found.code == code
    assert word in render(found, "zh")
    assert found.place is not None and found.place.file == name


def test_a_manuscript_with_its_pictures() -> None:
    received = receive(SAMPLES / "03-boxes.docx")
    found = picture_bytes(received.package, "稿.docx", received.text.pictures)
    assert {name: data[:4] for name, data in found.items()} == {
        "word/media/image1.png": b"\x89PNG",
        "word/media/image2.wmf": b"\xd7\xcd\xc6\x9a",
    }
    assert received.text.origin.application == "WPS Office_12.1.0.17827"


def test_text_files(tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_bytes("活字印刷的起源很早。\r\n第二段在这里。".encode("gb18030"))
    received = receive(file)
    assert (received.text.origin.encoding, len(received.text.blocks)) == ("gb18030", 2)
    assert picture_bytes(received.package, "稿.docx", received.text.pictures) == {}


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.docx")
    for name, code in (("管.docx", "intake-no-file"), ("没有.docx", "intake-unreadable"),
                       ("", "intake-no-file")):  # fmt: skip
        with pytest.raises(InputError) as caught:
            receive(tmp_path / name)
        assert caught.value.findings[0].code == code


def test_a_folder_s_manuscripts(tmp_path: Path) -> None:
    for name in ("乙.docx", "甲.doc", "~$乙.docx", ".隐.docx", "图.png", "里/丙.WPS", ".g/丁.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [str(one.relative_to(tmp_path)) for one in files_below(tmp_path).manuscripts] == [
        "乙.docx", "甲.doc", "里/丙.WPS",
    ]  # fmt: skip
