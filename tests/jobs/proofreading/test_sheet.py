"""审校单: its figures come from the pages and from what was accepted; it is read back by others."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from huozi.jobs.proofreading.sheet import in_order, press_sheet, proof_name
from huozi.press import Order
from huozi.progress import Progress
from huozi.proofread.rate import Rate
from huozi.values.errors import InputError
from huozi.values.rulings import AcceptedError, ErrorKind
from tests.books import entry, make_book
from tests.pressing import squeezed

ERRORS = """\
proofs:
  - number: 1
    who: 张三
    date: 2026-01-05
    errors:
      - {page: 2, kind: 字, wrong: 工帐, right: 台账, note: 第二段}
      - {page: 1, kind: 标点, wrong: '说,好', right: 说，好}
  - number: 2
"""


def library(folder: Path, rulings: str = ERRORS) -> Path:
    return make_book(
        folder,
        {
            "甲.md": "文。\n",
            "乙.md": entry("", title="未到的题名", status="pending", reserve_pages=3),
        },
        {"title": "汇编", "front": ["half-title", "title-page", "copyright", "contents"]},
        {"content/审校.yaml": rulings},
    )


def made(book: Path, number: int = 1) -> tuple[Rate, list[str]]:
    target = book / "output" / "单.pdf"
    found = press_sheet(Order(book, target, jobs=1), number, Progress(quiet=True))
    return found, [squeezed(page.extract_text()) for page in PdfReader(target).pages]


@pytest.mark.slow
def test_the_sheet_of_a_proof(tmp_path: Path) -> None:
    found, (text,) = made(library(tmp_path))
    # half-title, copyright page, contents and one page of text are full, the title page half one
    assert found.characters == int(28 * 27 * 4.5)
    assert f"{found.errors}" == "1.1"
    assert not found.passes
    for words in ("汇编", "一校", "张三", "2026年1月5日", "3,402", "27×28×4.5", "工帐台账第二段",
                  "说,好说，好", "3.23/10000不合格", "标点*", "校对责任编辑审核日期"):  # fmt: skip
        assert words in text
    assert text.index("说,好") < text.index("工帐")  # by page


@pytest.mark.slow
def test_a_sheet_of_several_pages_numbers_them(tmp_path: Path) -> None:
    rows = [f"      - {{page: {n}, kind: 字, wrong: 工帐, right: 台账}}\n" for n in range(1, 60)]
    _, texts = made(library(tmp_path, "proofs:\n  - number: 1\n    errors:\n" + "".join(rows)))
    count = len(texts)
    assert count > 1
    assert [text[-7:] for text in texts] == [f"共{count}页，第{n}页" for n in range(1, count + 1)]


@pytest.mark.parametrize(("rulings", "line"), [(ERRORS, 1), ("terms: [甲]\nnames: []\n", 2)])
def test_where_a_proof_is_to_be_recorded_is_told(tmp_path: Path, rulings: str, line: int) -> None:
    with pytest.raises(InputError) as raised:
        made(library(tmp_path, rulings), 5)
    (found,) = raised.value.findings
    assert found.code == "sheet-proof-missing"
    assert found.place is not None
    assert (found.place.file, found.place.line) == ("content/审校.yaml", line)


def test_a_proof_without_errors_passes(tmp_path: Path) -> None:
    found, (text,) = made(library(tmp_path), 2)
    assert found.passes
    assert "二校" in text
    assert "0.00/10000合格" in text
    assert "没有认可的差错" in text


@pytest.mark.slow
def test_a_long_list_goes_on_over_pages(tmp_path: Path) -> None:
    rows = "".join(
        f"      - {{page: {n // 3 + 1}, kind: 字, wrong: 错{n}处, right: 对{n}处}}\n"
        for n in range(70)
    )
    found, pages = made(library(tmp_path, f"proofs:\n  - number: 1\n    errors:\n{rows}"))
    assert found.errors == 70
    assert len(pages) > 1
    assert all(page.count("页码类别错对说明") == 1 for page in pages[:-1])
    assert "责任编辑" in pages[-1]


def test_a_proof_that_was_not_recorded_has_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        made(library(tmp_path), 3)
    assert [found.code for found in told.value.findings] == ["sheet-proof-missing"]


def test_a_book_without_text_has_no_rate(tmp_path: Path) -> None:
    waiting = entry("", title="未到的题名", status="pending", reserve_pages=2)
    book = make_book(tmp_path, {"甲.md": waiting}, {"front": []}, {"content/审校.yaml": ERRORS})
    with pytest.raises(InputError) as told:
        made(book)
    assert [found.code for found in told.value.findings] == ["sheet-no-pages"]


def test_errors_stand_by_page_with_those_of_the_front_first() -> None:
    pages = ["12", "iv", "3", "xii", "ix", "ii", "封面"]
    errors = [AcceptedError(page, ErrorKind.MARK, "，") for page in pages]
    assert [error.page for error in in_order(errors)] == [
        "封面",
        "ii",
        "iv",
        "ix",
        "xii",
        "3",
        "12",
    ]


def test_proofs_have_names() -> None:
    assert [proof_name(number) for number in (1, 2, 9)] == ["一校", "二校", "九校"]
