"""A proof says beside its lines where they were written: read in the finished PDF by PDFium."""

import re
import shutil
from ctypes import byref, c_double
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from huozi.pdf.profile import PROFILES, Purpose
from huozi.press import Order, made_up, open_press, print_off
from huozi.progress import Progress
from huozi.values.length import mm
from tests.books import PNG, entry, make_book

pytestmark = pytest.mark.slow

_NO_WORD = re.compile(r"[^\u3400-\u9fff0-9A-Za-z]")
_NUMBER = re.compile(r"([①-⑳]?)(\d+)")
#: Words of the press's own.
_OWN = ("附件", "说明", "本篇书稿待收", "以下书稿待收")
#: A fact of `book.yaml` whose label is one, too: the line is the label's.
_LABELLED = "编写样书编写组"
#: How many letters of a line of type are looked for in its source, one behind the other.
_RUN = 3


@dataclass(frozen=True)
class Sign:
    """A character on a page: its left edge and its baseline, from the corner of the trim."""

    char: str
    x: float
    y: float


@dataclass(frozen=True)
class ProofPage:
    """A page of a proof: the type on it, the words above it, the numbers beside and below it."""

    type: list[Sign]
    head: str
    beside: dict[float, str]  # by height of their baseline
    below: dict[float, str]  # by distance from the left edge

    @property
    def numbers(self) -> list[str]:
        """Beside the lines, from head to foot."""
        return [self.beside[y] for y in sorted(self.beside, reverse=True)]

    def line_at(self, y: float) -> str:
        """The type on a baseline, from left to right."""
        there = sorted((sign for sign in self.type if abs(sign.y - y) < 1), key=lambda one: one.x)
        return "".join(sign.char for sign in there)


def proof_pages(pdf: bytes) -> list[ProofPage]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_proof_page(page) for page in document]


def _proof_page(page: pypdfium2.PdfPage) -> ProofPage:
    left, bottom, right, top = page.get_trimbox()
    text = page.get_textpage()
    inside, head = [], []
    beside: dict[float, list[Sign]] = {}
    below: dict[float, list[Sign]] = {}
    for at in range(text.count_chars()):
        char = text.get_text_range(at, 1)
        if not char.strip() or char == "\ufffe":
            continue
        x, y = _origin(text, at)
        sign = Sign(char, x - left, y - bottom)
        if left <= x <= right and bottom <= y <= top:
            inside.append(sign)
        elif y > top:
            head.append(char)
        elif bottom - mm(5) < y < bottom:
            below.setdefault(round(sign.x, 1), []).append(sign)
        elif bottom <= y and (x > right + mm(4.9) or x < left - mm(4.9)):
            beside.setdefault(round(sign.y, 1), []).append(sign)
    return ProofPage(
        inside,
        "".join(head),
        {y: "".join(s.char for s in sorted(own, key=lambda s: s.x)) for y, own in beside.items()},
        {x: "".join(s.char for s in sorted(own, key=lambda s: s.y)) for x, own in below.items()},
    )


def _origin(text: pypdfium2.PdfTextPage, at: int) -> tuple[float, float]:
    x, y = c_double(), c_double()
    assert pypdfium2.raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
    return x.value, y.value


def proofed(folder: Path, profile: str = "proof") -> bytes:
    order = Order(
        folder, folder / "output" / "book.pdf", jobs=1, purpose=Purpose(PROFILES[profile])
    )
    with open_press(order, Progress(quiet=True)) as press:
        return print_off(made_up(press), press).pdf


# ---------------------------------------------------------------------------- a tiny book

FIRST = entry(
    "# 一、开头\n\n" + "甲" * 60 + "\n" + "乙" * 5 + "[^注]\n\n"
    "| 年份 | 人数 |\n|---|---|\n| 旧年 | 三人 |\n| 今年 | 九人 |\n\n"
    "表：人数表\n\n![会场](a.png)\n\n[^注]: 注文在此。\n",
    title="头一篇", title_note="题注在此",
)  # fmt: skip


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> list[ProofPage]:
    keys = {"start": "run-on", "front": ["contents"]}
    entries = {"甲.md": FIRST, "乙.md": entry("# 乙的标题\n\n乙的正文。\n", title="后一篇")}
    folder = make_book(tmp_path_factory.mktemp("tiny"), entries, keys, {"content/a.png": PNG})
    return proof_pages(proofed(folder))


def page_with(pages: list[ProofPage], words: str) -> ProofPage:
    (found,) = (page for page in pages if words in "".join(sign.char for sign in page.type))
    return found


def line_of(typed: str, words: str) -> str:
    return str(typed[: typed.index(words)].count("\n") + 1)


def test_each_line_bears_the_number_of_the_line_it_begins_in(tiny: list[ProofPage]) -> None:
    page = page_with(tiny, "甲甲甲")
    said = {page.line_at(y): number for y, number in page.beside.items()}
    lines = {text[:2]: number for text, number in said.items()}
    for words in ("一、", "甲甲", "年份", "旧年", "今年"):
        assert lines[words] == line_of(FIRST, words), words
    (title,) = (number for text, number in said.items() if text.startswith("头一篇"))
    assert title == line_of(FIRST, "title: ")
    for words, key in (
        ("人数表", "人数表"),
        ("会场", "会场"),
        ("注文在此", "注文"),
        ("题注在此", "题注"),
    ):
        (number,) = (number for text, number in said.items() if words in text)
        assert number == line_of(FIRST, key), words


def test_a_line_that_goes_on_bears_none(tiny: list[ProofPage]) -> None:
    page = page_with(tiny, "甲甲甲")
    numbers = [n for y, n in page.beside.items() if set(page.line_at(y)) & set("甲乙") == {"甲"}]
    assert numbers == [line_of(FIRST, "甲甲")]  # of three lines


def test_lines_of_a_further_file_bear_its_sign_and_the_head_says_which(
    tiny: list[ProofPage],
) -> None:
    page = page_with(tiny, "乙的正文")
    signs = {sign for number in page.numbers for sign, _ in _NUMBER.findall(number)}
    assert signs == {"", "②"}
    assert "②content/乙.md" in page.head
    (number,) = (n for y, n in page.beside.items() if "乙的正文" in page.line_at(y))
    assert number == "②" + line_of(entry("# 乙的标题\n\n乙的正文。\n", title="后一篇"), "乙的正文")


def test_what_is_repeated_bears_none(tiny: list[ProofPage]) -> None:
    contents = next(page for page in tiny if "目录" in "".join(s.char for s in page.type))
    assert contents.numbers == []


# ---------------------------------------------------------------------------- the kitchen sink


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[ProofPage]]:
    folder = tmp_path_factory.mktemp("sink")
    shutil.copytree(
        Path(__file__).parents[1] / "books" / "kitchen-sink", folder, dirs_exist_ok=True
    )
    return folder, proof_pages(proofed(folder))


def test_the_words_beside_each_number_stand_on_that_line(
    sink: tuple[Path, list[ProofPage]],
) -> None:
    folder, pages = sink
    checked, wrong = 0, []
    for page in pages:
        file = re.search(r"content/[^:]*?\.(md|yaml)", page.head)
        for y, number in page.beside.items():
            assert file is not None
            typed = (folder / file[0]).read_text(encoding="utf-8").splitlines()
            source = _NO_WORD.sub("", typed[int(number) - 1])
            shown = _NO_WORD.sub("", page.line_at(y))
            if shown.startswith(_OWN) or shown == _LABELLED:
                continue
            checked += 1
            runs = (shown[n : n + _RUN] for n in range(max(len(shown) - _RUN, 0) + 1))
            if not any(run in source for run in runs):
                wrong.append((file[0], number, page.line_at(y), source))
    assert wrong == []
    assert checked > 150


def test_turned_rows_bear_their_numbers_below_the_page(
    sink: tuple[Path, list[ProofPage]],
) -> None:
    _, pages = sink
    (page,) = (page for page in pages if page.below)
    assert [page.below[x] for x in sorted(page.below)] == ["7", "9", "11", "12", "13"]
    assert page.numbers == []
    left = {round(sign.x, 1) for sign in page.type}
    assert set(page.below) <= left  # each on the baseline of its row


def test_a_page_of_many_kinds_of_text(sink: tuple[Path, list[ProofPage]]) -> None:
    _, pages = sink
    page = page_with(pages, "自拼第一页起照办")
    lines = "32 33 34 35 37 38 40 42 44 46 47 49 52 53 57"
    assert page.numbers == lines.split()


def test_only_a_proof_bears_numbers(tmp_path: Path) -> None:
    folder = make_book(tmp_path, {"甲.md": FIRST}, None, {"content/a.png": PNG})
    assert not any(page.beside for page in proof_pages(proofed(folder, "plain")))
    assert not any(page.beside for page in proof_pages(proofed(folder, "plain-k")))
