"""The five samples by the whole command: what an editor finds in the book and in the report."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from huozi.jobs.manuscripts.report import ImportReport, ReportRow
from tests.jobs.manuscripts.test_import import SAMPLES, a_book, report, run

ANSWERS = "- id: {id}\n  answer: {answer}\n"


class Sample:
    """A sample as it was taken in: the texts by their titles, and the report."""

    def __init__(self, folder: Path, name: str, answers: dict[str, str] | None = None) -> None:
        self.book = a_book(folder)
        (path,) = SAMPLES.glob(f"{name}*.docx")
        run(self.book, path, into="文件篇")
        if answers:
            lines = (ANSWERS.format(id=id, answer=answer) for id, answer in answers.items())
            (self.book / "sources" / f"{path.name}.answers.yaml").write_text(
                "".join(lines), "utf-8"
            )
            (again,) = run(self.book, path, into="文件篇")
            assert again.state == "merged"
        self.told: ImportReport = report(self.book, path.name)
        self.texts = {
            file.title: (self.book / file.path).read_text("utf-8") for file in self.told.files
        }

    @property
    def text(self) -> str:
        """The first text."""
        return next(iter(self.texts.values()))

    def rows(self, family: str, code: str = "") -> list[ReportRow]:
        found = [row for row in self.told.rows if row.family == family]
        return [row for row in found if code in ("", row.code)]

    def words(self, family: str, code: str) -> list[str]:
        return [" ".join(row.words.split()) for row in self.rows(family, code)]

    def asked(self) -> dict[str, str]:
        """The words of questions, by their ids."""
        return {q.id: q.words for q in self.told.questions}


@cache
def sample(name: str) -> Sample:
    with TemporaryDirectory() as folder:
        return Sample(Path(folder), name)


# ---------------------------------------------------------------------------- 01-numbers


def test_numbers_and_what_is_told_of_them() -> None:
    one = sample("01")
    assert list(one.texts) == ["活字房借还办法"]
    assert len(one.rows("number", "made")) == 16
    assert sum(row.count for row in one.rows("number", "number-switch")) >= 3
    assert [row.place for row in one.rows("number", "made")][:3] == ["¶3", "¶4", "¶5"]
    order = ["（三）归还日期。", "1、先点铜模\n2、再点铅字", "表：表1　借还登记", "| 日期 |",
             "3、最后点空铅\n4、双方签字", "①缺几枚，", "②缺哪几枚。"]  # fmt: skip
    places = [one.text.index(words) for words in order]
    assert places == sorted(places)


def test_the_number_of_a_table_is_asked_for(tmp_path: Path) -> None:
    assert sample("01").asked() == {"caption-14": "表1　借还登记"}
    again = Sample(tmp_path, "01", {"caption-14": "renumber"})
    assert "表：借还登记\n" in again.text
    assert again.words("left", "caption-number") == ["表1"]


# ---------------------------------------------------------------------------- 02-red-head


def test_an_official_document_and_its_annexes() -> None:
    one = sample("02")
    assert [(f.title, f.annex) for f in one.told.files] == [
        ("春水县刻书局关于做好旧版片清点工作的通知（试行）", False),
        ("清点登记表", True),
        ("版片编号办法", True),
    ]
    assert set(one.asked()) == {"split-27", "split-36", "docno-4", "date-zero-22", "public-23"}
    assert one.words("left", "signer") == ["签发人：某某某"]
    (number,) = one.rows("changed", "docno-corrected")
    assert (number.words, number.to) == ("春刻发[2023]7号", "春刻发〔2023〕7号")
    assert one.words("left", "footer") == ["— 1 —"]
    assert "抄送：县志办公室，县图书馆。" in one.words("left", "imprint")
    assert "各刻坊、版片库" in [row.before for row in one.rows("mark", "half-width")]
    (red,) = one.rows("changed", "issuers-corrected")
    assert (red.before, red.words, red.to) == ("", "春水县刻书局文件", "春水县刻书局")
    assert "".join(one.texts.values()).count("文件") == 0


def test_answers_about_it_hold_when_it_is_taken_in_again(tmp_path: Path) -> None:
    again = Sample(tmp_path, "02", {"date-zero-22": "二〇二三年二月二十日", "public-23": "drop"})
    assert "date_display: 二〇二三年二月二十日\n" in again.text
    assert "::: 落款\n春水县刻书局\n二〇二三年二月二十日\n:::" in again.text
    assert again.words("changed", "date-zero") == ["二○二三年二月二十日"]
    assert "此件公开发布" not in again.text
    assert again.words("left", "public") == ["（此件公开发布）"]


# ---------------------------------------------------------------------------- 03-boxes


@pytest.mark.slow
def test_boxes_and_pictures_have_a_place_that_is_asked_for(tmp_path: Path) -> None:
    one = sample("03")
    asked = {q.code: q.words for q in one.told.questions}
    assert {"place-all", "place-box", "place-picture", "caption"} == set(asked)
    assert asked["place-picture"] == "浮动的印章"
    assert len(one.rows("moved", "box-moved")) == 3
    assert {row.code for row in one.rows("picture")} >= {"format", "cropped"}
    for words in (
        "段里的字一个也不能少。",
        "框外的这句话也要留下。",
        "框中第一行",
        "框中第二行",
        "没有备用内容的文本框：腾讯文档就是这样写的。",
        "表后一句。",
        "艺术字标题",
    ):
        assert one.text.count(words) == 1
    again = Sample(tmp_path, "03", {"place": "before", "place-23": "drop"})
    assert again.text.index("框中第一行") < again.text.index("这一段带着一个文本框")
    assert "版面说明-1.png" not in again.text and "版面说明-2.wmf" in again.text


# ---------------------------------------------------------------------------- 04-tables


def test_tables_and_what_was_lifted_out_of_them() -> None:
    one = sample("04")
    assert "| 西坊和南坊共用一处库房 | < | 5 | 第一段说明。<br>第二段说明。 |" in one.text
    assert "| 两行两列的格 | < | 7 | 甲 |\n| ^ | ^ | 8 | 乙 |" in one.text
    assert one.words("moved", "table-lifted") == ["内一内二内三内四"]
    assert one.words("moved", "table-opened") == ["浮动的表格原来排在标题右边"]
    assert len(one.rows("moved", "picture-moved")) == 1
    assert len(one.rows("notice", "blank-cells")) == 2
    assert {"place-29", "place-36", "caption-3"} <= set(one.asked())


# ---------------------------------------------------------------------------- 05-inline


def test_ways_of_writing_and_what_is_told_of_them() -> None:
    one = sample("05")
    assert "m^2^，水写成 H~2~O" in one.text and "{活字|huó zì}" in one.text
    assert len(one.rows("look", "form-line")) == 2
    assert [row.detail for row in one.rows("made", "symbol")] == [
        "Wingdings:F0FE", "Wingdings:F0A8", "Wingdings 2:F052",
    ]  # fmt: skip
    assert one.words("made", "enclosed") == ["㉑"]
    assert one.words("made", "formula") == ["S=(a+b)/2"]
    assert one.words("left", "hidden") == ["藏起来的字"]
    assert one.words("look", "struck") == ["删除线"]
    assert one.words("look", "coloured") == ["红字"]
    assert one.words("look", "highlighted") == ["底纹"]
    assert "电话010-5555，软连字符。" in one.text
    counts = {row.code: row.count for row in one.rows("mark")}
    assert counts == {"half-width": 3, "straight-quotes": 2, "blank-in-han": 5, "circle-zero": 3}
    assert [row.detail for row in one.rows("character", "radical")] == [
        "U+2F00 → 一", "U+2F47 → 日",
    ]  # fmt: skip
    assert [row.detail for row in one.rows("character", "ligature")] == ["U+FB01 → fi"]
    assert len(one.rows("character", "private")) == 1
    assert "𠮷、\ue000（造字）、⼀⽇（部首）、ﬁ（连字）" in one.text


@pytest.mark.parametrize(
    ("answer", "block"),
    [
        ("lines", "第一行是软回车\\\n第二行也是\\\n第三行"),
        ("paragraphs", "第一行是软回车\n\n第二行也是\n\n第三行"),
    ],
)
def test_soft_returns_are_asked_for(answer: str, block: str, tmp_path: Path) -> None:
    assert sample("05").asked() == {"lines-8": "第一行是软回车\n第二行也是\n第三行"}
    if answer == "lines":
        assert block in sample("05").text
        return
    assert block in Sample(tmp_path, "05", {"lines-8": answer}).text
