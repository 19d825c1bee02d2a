"""Books for tests of the press: made in a folder, and read back by others."""

import atexit
import io
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pypdfium2
import pytest
from pypdf import PdfReader

from huozi.jobs.press_booklets import press_booklets as booklets
from huozi.press import Edition, Order, press_book
from huozi.progress import Progress
from huozi.values.errors import InputError
from huozi.values.manuscript import Booklet, Finding
from tests.books import PNG, entry, make_book

ROOT = Path(__file__).parent.parent
SENTENCE = "为加强农村基层组织建设，提高党员队伍素质，平谷区委组织部坚持以人为本，大胆探索。"
FRONT = ["half-title", "title-page", "copyright", "contents"]


@cache
def lasting_folder() -> Path:
    """A folder for books that tests of several files read: it lasts as long as this process."""
    folder = Path(mkdtemp(prefix="huozi-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@dataclass(frozen=True)
class Report:
    """An edition, and where it was written."""

    output: Path
    edition: Edition

    def __getattr__(self, name: str):
        return getattr(self.edition, name)


def press(book: Path, output: Path | None = None, **order) -> Report:
    """Make a book and write it."""
    target = output or book / "output" / "book.pdf"
    edition = press_book(Order(book, target, **({"jobs": 1} | order)), Progress())
    edition.write(target)
    return Report(target, edition)


def press_booklets(
    book: Path, *wanted: Booklet, folder: Path | None = None, **order
) -> list[Report]:
    """Make booklets and write them."""
    target = folder or book / "output" / "booklets"
    made = booklets(
        Order(book, target, **({"jobs": 1} | order)), lambda manuscript: wanted, Progress(),
        done=lambda name, edition: edition.write(target / f"{name}.pdf"),
    )  # fmt: skip
    return [Report(target / f"{name}.pdf", edition) for name, edition in made.items()]


def refused(book: Path, **options) -> list[Finding]:
    with pytest.raises(InputError) as raised:
        press(book, **options)
    return list(raised.value.findings)


def squeezed(text: str) -> str:
    """Without white space, of width or of none."""
    return re.sub(r"[\s\u200b]+", "", text)


@dataclass(frozen=True)
class Printed:
    """A finished book, as two readers see it."""

    data: bytes

    @property
    def reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.data))

    @property
    def labels(self) -> list[str]:
        return self.reader.page_labels

    def pages(self) -> list[str]:
        """The text of each page, as PDFium extracts it."""
        with pypdfium2.PdfDocument(self.data) as document:
            return [page.get_textpage().get_text_bounded() for page in document]

    def contents(self) -> list[tuple[str, str]]:
        """(title, page number) of every line of the contents, as printed."""
        lines = [squeezed(line) for page in self.pages() for line in page.splitlines()]
        listing = re.compile(r"^\d+\n?\.(.+?)[.…·]+\(?(\d+)\)?$", re.MULTILINE | re.DOTALL)
        found = listing.findall("\n".join(lines))
        return [(squeezed(title), number.lstrip("0")) for title, number in found]


def printed(report: Report) -> Printed:
    return Printed(report.output.read_bytes())


def paragraphs(count: int, seed: str = "") -> list[str]:
    return [f"{seed}第{number}段。{SENTENCE}" for number in range(1, count + 1)]


def article(title: str, count: int = 2, **front) -> str:
    return entry("\n\n".join(paragraphs(count, title)) + "\n", title=title, **front)


RICH = """一、背景

改革开放30年来，PC机与Internet进入农村，**党员**人数达到1978年的*3倍*。

（一）做法

1. 第一条做法。
2. 第二条做法。

> 引文一段，用楷体。

| 年份 | 人数 |
|------|------|
| 2008 | 120 |

有注释的一段[^1]，注后还有文字。

[^1]: 注释的文字。

![](a.png)

末段。
"""


def rich_book(folder: Path) -> Path:
    return make_book(
        folder,
        {
            "经验/甲.md": article("甲篇经验", 12),
            "经验/乙.md": entry(RICH, title="乙篇体例"),
            "文件/丙.md": entry(
                "各乡镇党委：\n\n正文。\n", title="关于印发通知", kind="document",
                docno="京平发〔2004〕26号", date="2004-12-27", date_display="2004年12月27日",
            ),
            "文件/丁.md": entry("", title="待收一篇", status="pending", reserve_pages=3),
        },
        {
            "title": "汇编", "editor": "编者", "date": "2010-04", "date_display": "2010年4月",
            "front": [*FRONT[:3], {"preface": "前言.md"}, "contents"],
            "parts": [
                {"title": "经验篇", "entries": ["经验/甲.md", "经验/乙.md"]},
                {"title": "文件篇", "entries": ["文件/丙.md", "文件/丁.md"]},
            ],
            "back": ["colophon"],
        },
        {"content/前言.md": "这是前言。\n", "content/a.png": PNG},
    )  # fmt: skip


def small_book(folder: Path) -> Path:
    """Three short entries."""
    return make_book(
        folder,
        {"a.md": article("甲"), "b.md": article("乙"), "c.md": article("丙")},
        {"title": "汇编", "front": FRONT},
    )


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_first_build_sets_everything_because_it_is_new(small: Path) -> None:
    report = press(small)
    assert set(report.rebuilt.values()) == {("new",)}
    assert len(report.rebuilt) == report.units


def test_nothing_changed_sets_nothing(small: Path) -> None:
    press(small)
    assert press(small).rebuilt == {}


def made_anew(book: Path, folder: Path, jobs: int) -> bytes:
    """The same book, made from nothing."""
    shutil.copytree(book, folder, ignore=shutil.ignore_patterns("output"))
    return press(folder, jobs=jobs).output.read_bytes()
