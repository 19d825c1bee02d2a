"""What single passages are taken for, and why."""

import pytest

from huozi.intake.flow import flow
from huozi.intake.frontmatter import FrontKey, corrected_docno, iso_date, yaml_lines
from huozi.intake.importing import convert
from huozi.intake.inquiry import Answers, Inquiry
from huozi.intake.looks import passages_of
from huozi.intake.outcome import PartOfText
from huozi.intake.parts import units
from huozi.intake.passages import visible
from huozi.intake.policy import Policy
from huozi.intake.sequence import number_form
from huozi.intake.values import Revision, RevisionKind, WordLook
from huozi.read.report import Reporter
from huozi.read.yamlnodes import compose
from tests.intake.manuscripts import BOLD, CENTRED, INDENTED, RIGHT, TITLE, Maker, revised


def parts(maker: Maker) -> list[str]:
    """The part of each passage, the level behind a heading."""
    items = flow(maker.text(), Policy(), Inquiry(Answers())).items
    looks = passages_of(items)
    found = {at: str(PartOfText.TEXT) for at in looks}
    for unit in units(items, looks):
        for p in unit.proposals:
            found |= dict.fromkeys(p.passages, f"{p.part}{p.level or ''}")
    return [found[at] for at in sorted(found)]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("京平发[2004]26号", "京平发〔2004〕26号"),
        ("京平发（２００４）２６号", "京平发〔2004〕26号"),
        ("校教字【06】 52 号", "校教字〔2006〕52号"),
        ("京平发〔1998〕3", "京平发〔1998〕3号"),
        ("没有号", ""),
    ],
)
def test_numbers_of_documents_are_corrected(typed: str, right: str) -> None:
    assert corrected_docno(typed) == right


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("二○○四年十二月二十七日", "2004-12-27"),
        ("二〇二三年二月二日", "2023-02-02"),
        ("2004 年 12 月 7 日", "2004-12-07"),
        ("２００４年１月３日", "2004-01-03"),
        ("春水县刻书局 2004年12月", "2004-12"),
        ("2004年13月1日", ""),
        ("去年", ""),
    ],
)
def test_dates_are_read(typed: str, iso: str) -> None:
    assert iso_date(typed) == iso


@pytest.mark.parametrize(
    "value", ["题名", "题: 名", '引"号', "反\\斜", "#井", "true", "12", "- 甲", "甲 #乙"]
)
def test_values_of_front_matter_come_back(value: str) -> None:
    (line,) = yaml_lines([FrontKey("title", (value,))])
    node = compose(line, Reporter())
    assert node is not None and node.pairs[0][1].text == value


@pytest.mark.parametrize(
    ("text", "form", "value", "level"),
    [
        ("第十二章总则", "chapter", 12, 1),
        ("第三条", "article", 3, 0),
        ("一、甲", "han", 1, 1),
        ("（二十一）甲", "han-bracket", 21, 2),
        ("1.2 甲", "figures-2", 2, 2),
        ("1.2.3 甲", "figures-3", 3, 3),
        ("3．甲", "figure", 3, 3),
        ("（4）甲", "figure-bracket", 4, 4),
        ("⑤甲", "circle", 5, 0),
        ("b.甲", "letter", 2, 0),
    ],
)
def test_forms_of_numbers(text: str, form: str, value: int, level: int) -> None:
    found = number_form(text)
    assert found and (found.form, found.value, found.level) == (form, value, level)


def test_what_bears_no_number() -> None:
    assert number_form("1.5倍") is None and number_form("甲") is None


def test_titles_of_several_lines_and_salutations() -> None:
    maker = (
        Maker()
        .add(("春水县刻书局关于清点", TITLE), **CENTRED)
        .add(("铜模的通知", TITLE), **CENTRED)
    )
    maker.add("各位领导、同志们：").add("现在开始。", **INDENTED)
    assert parts(maker) == ["title", "title", "text", "text"]


def test_a_short_line_above_plain_text_is_the_title() -> None:
    assert parts(Maker().add("清点铜模").add("件件点到，写明数目。")) == ["title", "text"]
    assert parts(Maker().add("件件点到。").add("写明数目。")) == ["text", "text"]


def test_items_are_no_headings() -> None:
    maker = Maker().add(("清点铜模的做法", TITLE), **CENTRED).add("要求是：")
    maker.add("1、先点铜模").add("2、再点铅字").add("3、后点空铅")
    assert set(parts(maker)[1:]) == {"text"}
    assert "1、先点铜模\n2、再点铅字\n3、后点空铅" in convert(maker.text()).entries[0].markdown


def test_bold_numbers_with_text_below_are_headings() -> None:
    maker = Maker().add(("清点铜模的做法", TITLE), **CENTRED)
    for sign in ("一、", "二、"):
        maker.add((f"{sign}先点铜模", BOLD)).add("件件点到，写明数目，两人签字。", **INDENTED)
    assert parts(maker)[1:] == ["heading1", "text", "heading1", "text"]


def test_signature_above_a_date_and_attachments_before_it() -> None:
    maker = Maker().add(("关于清点铜模的通知", TITLE), **CENTRED).add("各坊、各库：")
    maker.add("请照办，月底前报来。", **INDENTED).add("附件：1.甲表", **INDENTED).add(
        "　　　2.乙表"
    )
    maker.add("春水县刻书局", **RIGHT).add("2004年12月7日", **RIGHT).add("抄送：县志办公室。")
    assert parts(maker)[1:] == [
        "addressee", "text", "attachments", "attachments", "signature", "date", "imprint",
    ]  # fmt: skip


def test_two_titles_alike_are_asked_about() -> None:
    maker = Maker().add(("活字丛书选编", TITLE), **CENTRED)
    maker.add("编者写在前面的话。", **CENTRED)
    maker.add(("清点铜模的通知", TITLE), **CENTRED).add("件件点到，写明数目。", **INDENTED)
    made = convert(maker.text())
    (question,) = [q for q in made.questions if q.code == "title"]
    assert question.proposals == ("活字丛书选编", "清点铜模的通知")
    assert made.entries[0].title == "活字丛书选编"
    other = convert(maker.text(), Answers({question.id: "清点铜模的通知"}))
    assert other.entries[0].title == "清点铜模的通知"
    assert "活字丛书选编" in other.entries[0].markdown.split("---")[2]


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    gone = Revision(RevisionKind.DELETED, "甲")
    maker = Maker().add("前半句，").add("后半句。")
    first = maker.blocks[0]
    maker.blocks[0] = type(first)(first.spot, first.atoms, mark_revisions=(gone,))
    words = [p.words for p in flow(maker.text(), Policy("accept"), Inquiry(Answers())).items]
    assert words == ["前半句，后半句。"]
    assert len(flow(maker.text(), Policy("reject"), Inquiry(Answers())).items) == 2


def test_revisions_of_revisions() -> None:
    both = (Revision(RevisionKind.INSERTED, "甲"), Revision(RevisionKind.DELETED, "乙"))
    maker = Maker().add(
        "文", {"text": "添后又删", "revisions": both}, "字。", revised("新", both[0])
    )
    assert [p.words for p in flow(maker.text(), Policy("accept"), Inquiry(Answers())).items] == [
        "文字。新"
    ]
    assert [p.words for p in flow(maker.text(), Policy("reject"), Inquiry(Answers())).items] == [
        "文字。"
    ]


def test_hidden_text_is_left_out() -> None:
    maker = Maker().add("看得见", ("看不见", WordLook(hidden=True)), "的字。")
    made = flow(maker.text(), Policy(), Inquiry(Answers()))
    assert made.items[0].words == "看得见的字。"
    assert [fated.fate.words for fated in made.left] == ["看不见"]


def test_a_table_that_lays_out_is_opened_unless_it_is_kept() -> None:
    maker = Maker().table(["甲" * 40], ["乙" * 40], ["丙。"])
    assert len(flow(maker.text(), Policy(), Inquiry(Answers())).items) == 3
    (question,) = convert(maker.text()).questions
    assert (question.code, question.proposals) == ("layout-opened", ("text", "table"))
    kept = convert(maker.text(), Answers({question.id: "table"}))
    assert "|---|" in kept.entries[0].markdown and kept.differences == ()


def test_visible_characters() -> None:
    assert visible(" 甲\u200b　乙\n\u00ad") == "甲乙"
