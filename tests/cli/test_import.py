"""`build.py import` as a shell calls it: lines, sums, exit codes, and files that can't be read."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.books import PNG, make_book
from tests.intake.word import docx, p, r, repacked
from tests.shell import DONE, INPUT, USAGE

LANGUAGES = ("zh_CN.UTF-8", "C.UTF-8")
TEXT = docx(p(r("关于试收稿件的说明")) + p(r("各篇稿件先收进来，再逐篇核对。")))
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="952500" cy="952500"/><a:graphic><a:graphicData>'
    '<pic:pic><pic:blipFill><a:blip r:embed="i1"/></pic:blipFill></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", b" " * (90 << 20))
    return made.getvalue()


def scans() -> bytes:
    return docx(p(PICTURE) * 4, {"media/1.png": PNG}, {"i1": ("image", "media/1.png")})


def ole(*streams: str) -> bytes:
    names = "".join(streams).encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + names.ljust(4096, b"\0")


def doctype() -> bytes:
    xml = b'<!DOCTYPE x [<!ENTITY e "e">]><w:document/>'
    return repacked(TEXT, {"word/document.xml": xml})


#: What can't be read: the file's name, its bytes, and words of the message in both languages.
BAD = {
    "encrypted": ("密.docx", ole("EncryptedPackage"), "密码", "password"),
    "truncated": ("短.docx", TEXT[: len(TEXT) // 2], "", ""),
    "bomb": ("胀.docx", bomb(), "", ""),
    "doctype": ("类.docx", doctype(), "DOCTYPE", "DOCTYPE"),
    "lock": ("~$稿.docx", b"\x05someone".ljust(162, b"\0"), "Word", "Word"),
    "scans": ("扫描.docx", scans(), "扫描", "scan"),
    "pdf": ("版.docx", b"%PDF-1.4\n%%EOF\n", "PDF", "PDF"),
    "html": ("网页.doc", b"<html><body>x</body></html>", "网页", "web page"),
    "empty": ("空.docx", b"", "", ""),
    "sheet": ("表.doc", ole("Workbook"), "", ""),
    "binary": ("乱.txt", bytes(range(256)) * 40, "", ""),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "稿.docx"
    path.write_bytes(TEXT)
    return path


def files(book: Path) -> Iterator[str]:
    yield from (path.relative_to(book).as_posix() for path in book.rglob("*") if path.is_file())


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", BAD)
def test_what_can_not_be_read_is_told_and_nothing_is_written(
    kind: str, lang: str, book: Path, tmp_path: Path, huozi
) -> None:
    name, data, chinese, english = BAD[kind]
    path = tmp_path / name
    path.write_bytes(data)
    before = set(files(book))
    said = huozi("import", path, "--book", book, "--add", lang=lang)
    assert said.code == INPUT
    assert name in said.err
    assert (chinese if lang.startswith("zh") else english) in said.err
    assert len(said.err) < 1000
    assert set(files(book)) == before


def test_links_to_elsewhere_are_named_and_not_followed(book: Path, tmp_path: Path, huozi) -> None:
    path = tmp_path / "链.docx"
    linked = PICTURE.replace("r:embed", "r:link")
    path.write_bytes(
        docx(
            p(r("关于试收稿件的说明")) + p(r("图在别处。") + linked),
            links={"i1": ("image", "https://example.invalid/1.png")},
        )
    )
    said = huozi("import", path, "--book", book, "--add")
    assert said.code == DONE, said.words
    page = (book / "output" / "import" / "链.docx.html").read_text("utf-8")
    assert "https://example.invalid/1.png" in page
    assert "src=" not in page


def test_a_manuscript_in_a_line_with_what_goes_into_the_book(
    book: Path, source: Path, huozi
) -> None:
    said = huozi("import", source, "--book", book, lang="zh_CN.UTF-8")
    assert said.code == DONE
    first, *lines = said.out.splitlines()
    assert first.startswith(f"{source}：1 个文件，24 字；")
    assert "  - 关于试收稿件的说明.md" in lines
    assert "- 关于" not in (book / "content" / "book.yaml").read_text("utf-8")


def test_a_folder_has_a_line_for_each_file_and_a_sum(book: Path, tmp_path: Path, huozi) -> None:
    folder = tmp_path / "来稿"
    folder.mkdir()
    for number in "一二三":
        text = docx(p(r(f"第{number}篇说明")) + p(r(f"第{number}篇先收进来。")))
        (folder / f"{number}.docx").write_bytes(text)
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    said = huozi("import", folder, "--book", book, "--add")
    assert said.code == INPUT
    assert said.out.count("report") == 3
    assert "4 manuscripts: 3 new" in said.out
    assert "坏.docx" in said.err
    assert (book / "content" / "book.yaml").read_text("utf-8").count("说明.md") == 3
    assert huozi("check", "--book", book).code == DONE


def test_quiet_says_nothing_but_what_is_wrong(book: Path, source: Path, tmp_path: Path, huozi):
    said = huozi("import", source, "--book", book, "-q")
    assert (said.code, said.words) == (DONE, "")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    said = huozi("import", source, tmp_path / "坏.docx", "--book", book, "-q")
    assert said.code == INPUT
    assert said.out == ""
    assert "坏.docx" in said.err


@pytest.mark.parametrize(
    "words",
    [
        (), ("nowhere.docx",), ("{source}", "--into", "没有"), ("{source}", "--changes", "perhaps"),
        ("{source}", "{source2}", "--answers", "{source}"),
    ],
)  # fmt: skip
def test_a_call_that_is_wrong(words: tuple[str, ...], book: Path, source: Path, huozi) -> None:
    other = source.with_name("另.docx")
    other.write_bytes(TEXT)
    said = huozi("import", *(w.format(source=source, source2=other) for w in words), "--book", book)
    assert said.code == USAGE
    assert not (book / "sources").exists()


def test_a_dry_run_says_so(book: Path, source: Path, huozi) -> None:
    said = huozi("import", source, "--book", book, "--dry-run")
    assert said.code == DONE
    assert "dry run" in said.out
    assert not (book / "sources").exists()
