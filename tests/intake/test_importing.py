"""From Word texts to entries: the five samples with what is expected of them, and small texts."""

from pathlib import Path

import pytest

from huozi.intake.answers import read_answers, written_answers
from huozi.intake.document import read_package
from huozi.intake.fates import AsMatter, Changed, LeftOut, Set
from huozi.intake.importing import convert
from huozi.intake.inquiry import Answers
from huozi.intake.ledger import check_fates
from huozi.intake.outcome import Converted
from huozi.intake.passages import visible
from huozi.intake.readback import PlacedMark, compare, marks_of, read_file
from huozi.intake.values import AtomKind, Origin, Revision, RevisionKind, WordLook, WordText
from huozi.read.report import Reporter
from huozi.values.manuscript import BlockKind
from tests.intake.labelled import labelled
from tests.intake.manuscripts import CENTRED, INDENTED, RIGHT, TITLE, Maker, revised

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> WordText:
    (path,) = SAMPLES.glob(f"{name}*.docx")
    return read_package(path.read_bytes(), Origin(path.name, "docx", ""))


def body(made: Converted, at: int = 0) -> list[str]:
    """The blocks of an entry, as its Markdown has them."""
    return made.entries[at].markdown.split("---\n", 2)[2].strip().split("\n\n")


def codes(made: Converted) -> list[str]:
    return [notice.code for notice in made.notices]


def told(made: Converted, code: str) -> list[str]:
    return [notice.words for notice in made.notices if notice.code == code]


def left(made: Converted, reason: str) -> str:
    """The visible words that were left out for a reason."""
    fates = (fated.fate for fated in made.ledger)
    return visible("".join(f.words for f in fates if isinstance(f, LeftOut) and f.reason == reason))


def asked(made: Converted) -> dict[str, tuple[str, ...]]:
    return {question.code: question.proposals for question in made.questions}


def check_places(text: WordText, made: Converted) -> None:
    """What was set stands on the line that its fate names."""
    files = {entry.path: entry.markdown.split("\n") for entry in made.entries}
    for fated in made.ledger:
        if isinstance(fated.fate, Set):
            line = "".join(files[fated.fate.file][fated.fate.line - 1].replace("\\", "").split())
            words = visible(text.atoms[fated.atom].text[fated.start : fated.stop])
            assert words.replace("\\", "") in line, (fated, words, line)


# ------------------------------------------------------------------------------- the samples


@pytest.mark.parametrize("name", ["01", "02", "03", "04", "05"])
def test_samples_are_read_back_as_they_were_set(name: str) -> None:
    text = sample(name)
    made = convert(text)
    assert made.differences == () and made.ready
    check_fates(text, made.ledger)
    check_places(text, made)


@pytest.mark.parametrize("seed", range(1, 40, 4))
def test_fates_name_the_lines_where_words_stand(seed: int) -> None:
    text, _ = labelled(seed)
    check_places(text, convert(text))


def test_numbers_of_the_first_sample() -> None:
    made = convert(sample("01"))
    (entry,) = made.entries
    read = read_file(entry.path, entry.markdown, annex=False)
    heads = [
        (block.level, "".join(node.text for node in block.inlines))
        for block in read.body
        if block.kind is BlockKind.HEADING
    ]
    assert heads == [
        (1, "第一章　总则"), (1, "第二章　借用"), (1, "第三章　归还"), (1, "一、附则"),
        (2, "1.1　解释"), (2, "1.2　施行"),
    ]  # fmt: skip
    assert [b.kind.value for b in read.body].count("list") == 2
    assert "1、先点铜模\n2、再点铅字" in entry.markdown
    assert "第五条　缺字的，记在下面：" in body(made)
    assert "表：表1　借还登记" in body(made)
    assert codes(made).count("number-switch") == 3


def test_an_official_document_with_annexes() -> None:
    made = convert(sample("02"))
    entry, first, second = made.entries
    assert entry.markdown.split("---\n")[1].splitlines() == [
        "title: 春水县刻书局关于做好旧版片清点工作的通知（试行）",
        "title_lines:",
        "  - 春水县刻书局关于做好旧版片",
        "  - 清点工作的通知",
        "  - （试行）",
        "kind: document",
        "issuers:",
        "  - 春水县刻书局",
        "docno: 春刻发〔2023〕7号",
        "date: 2023-02-20",
        "date_display: 二○二三年二月二十日",
    ]
    assert [(e.title, e.annex) for e in (first, second)] == [
        ("清点登记表", True), ("版片编号办法", True),
    ]  # fmt: skip
    for block in (
        "::: 主送\n各刻坊、版片库:\n:::",
        "（一）早年刻成的版片。凡是本局名下的，不论存在哪里，都要清点。",
        "::: 附件\n附件：1.清点登记表\n2.版片编号办法\n:::",
        "::: 落款\n春水县刻书局\n二○二三年二月二十日\n:::",
        "（此件公开发布）",
    ):
        assert block in body(made)
    assert set(asked(made)) == {"annex-number", "docno", "date-zero", "public"}
    assert left(made, "signer") == "签发人：某某某"
    assert left(made, "footer") == "—1—"
    assert left(made, "imprint").startswith("抄送：县志办公室")
    whole = "".join(e.markdown for e in made.entries)
    assert "文件" not in whole and "抄送" not in whole
    (number,) = {
        f.fate for f in made.ledger if isinstance(f.fate, Changed) and f.fate.key == "docno"
    }
    assert (number.before, number.after) == ("春刻发[2023]7号", "春刻发〔2023〕7号")


def test_answers_are_followed() -> None:
    text = sample("02")
    ids = {question.code: question.id for question in convert(text).questions}
    answers = Answers({ids["date-zero"]: "二〇二三年二月二十日", ids["public"]: "drop"})
    made = convert(text, answers)
    assert "date_display: 二〇二三年二月二十日" in made.entries[0].markdown
    assert "（此件公开发布）" not in made.entries[0].markdown
    assert left(made, "public") == "（此件公开发布）"
    no = Answers(
        {question.id: "no" for question in made.questions if question.id.startswith("split")}
    )
    (whole,) = convert(text, no).entries
    assert "附件1" in whole.markdown and "编号由一个天干" in whole.markdown


def test_boxes_stand_behind_their_paragraph() -> None:
    made = convert(sample("03"))
    blocks = body(made)
    at = blocks.index("这一段带着一个文本框，框外的这句话也要留下。")
    assert blocks[at + 1 : at + 4] == [
        "框中第一行", "框中第二行", "没有备用内容的文本框：腾讯文档就是这样写的。",
    ]  # fmt: skip
    moved = [n for n in made.notices if n.code == "box-moved"]
    assert len(moved) == 3 and all(notice.detail.startswith("版面说明.md:") for notice in moved)
    assert told(made, "made-word-art") == ["艺术字标题"]
    assert "picture-moved" in codes(made)
    assert len(made.entries[0].pictures) == 3


def test_tables_of_the_fourth_sample() -> None:
    made = convert(sample("04"))
    text = made.entries[0].markdown
    assert "| ^ | 刻工 | 印工 | ^ |" in text and "| ^ | ^ | 8 | 乙 |" in text
    assert "第一段说明。<br>第二段说明。" in text
    assert "1.格中有编号<br>2.第二条" in text
    lifted = [text.index(words) for words in ("| 登记 |", "| 内一 |", "![](图/", "| 姓名 |")]
    assert lifted == sorted(lifted)
    assert "浮动的表格原来排在标题右边" in body(made)
    assert {"table-lifted", "table-opened", "picture-moved", "blank-cells"} <= set(codes(made))


def test_running_text_of_the_fifth_sample() -> None:
    made = convert(sample("05"))
    blocks = body(made)
    assert blocks[0].startswith(
        "[着重的地方]{.着重}要看清；{活字|huó zì}要念准；面积写成 m^2^，水写成 H~2~O"
    )
    assert "☑已核　□未核　☑另存" in blocks
    assert "第一行是软回车\\\n第二行也是\\\n第三行" in blocks
    assert "藏起来的字" not in made.entries[0].markdown
    assert left(made, "hidden") == "藏起来的字"
    assert {"made-symbol", "made-enclosed", "made-formula"} <= set(codes(made))


# ------------------------------------------------------------------------- small manuscripts


BREAK = {"text": "\n", "kind": AtomKind.LINE_BREAK}


def document() -> Maker:
    maker = Maker().add(("关于清点铜模的通知", TITLE), **CENTRED).add("各坊、各库：")
    return maker.add("现将有关事项通知如下。", **INDENTED)


def test_revisions_are_asked_and_both_answers_followed() -> None:
    added, gone = Revision(RevisionKind.INSERTED, "甲"), Revision(RevisionKind.DELETED, "乙")
    maker = document().add(
        "清点", revised("全部", added), revised("部分", gone), "铜模，写明数目。"
    )
    made = convert(maker.text())
    assert not made.ready and made.questions[0].blocks
    accepted = convert(maker.text(), Answers({"changes": "accept"}))
    rejected = convert(maker.text(), Answers({"changes": "reject"}))
    assert accepted.ready and "清点全部铜模" in accepted.entries[0].markdown
    assert rejected.ready and "清点部分铜模" in rejected.entries[0].markdown
    assert left(rejected, "revision") == "全部"


def test_every_atom_has_its_fate() -> None:
    maker = (
        document()
        .add("附件：1.登记表", **INDENTED)
        .add("春水县刻书局", **RIGHT)
        .add("2023年2月20日", **RIGHT)
    )
    maker.add({"text": "\f", "kind": AtomKind.PAGE_BREAK})
    made = convert(maker.text())
    fates = {f.atom: f.fate for f in made.ledger}
    assert fates[0] == AsMatter("title", "关于清点铜模的通知.md")
    assert fates[1] == Set("关于清点铜模的通知.md", 10)
    assert made.entries[0].markdown.split("\n")[9] == "各坊、各库："
    assert fates[len(maker.atoms) - 1] == LeftOut("page-break", "\f")


def test_two_documents_in_one_file() -> None:
    maker = document().add("春水县刻书局", **RIGHT).add("2023年2月20日", **RIGHT)
    maker.add(("关于归还铜模的通知", TITLE), page_break_before=True, **CENTRED)
    maker.add("各坊、各库：").add("请于月底前归还。", **INDENTED)
    made = convert(maker.text())
    assert [entry.title for entry in made.entries] == ["关于清点铜模的通知", "关于归还铜模的通知"]
    assert "second-title" in asked(made)


def test_a_heading_that_is_not_sure_is_asked_for() -> None:
    maker = document().add("1.清点的办法").add("先看铜模，后看铅字，件件过目。" * 3, **INDENTED)
    made = convert(maker.text())
    (question,) = [q for q in made.questions if q.id.startswith("heading-")]
    assert question.proposals[0] == "3"
    assert "1.清点的办法" in body(made)
    plain = convert(maker.text(), Answers({question.id: "0"}))
    assert "\\1.清点的办法" in body(plain)
    first = convert(maker.text(), Answers({question.id: "1"}))
    assert "## 1.清点的办法" in body(first)


def test_a_document_without_a_date_is_asked_for() -> None:
    made = convert(document().add("春水县刻书局", **RIGHT).text())
    assert "date-missing" in asked(made)


def test_headers_comments_and_contents_are_told() -> None:
    maker = document().add(("目录", WordLook()), contents=True)
    assert left(convert(maker.text()), "contents") == "目录"


def test_the_answers_file_comes_back(tmp_path: Path) -> None:
    made = convert(sample("02"))
    first = written_answers("02.docx", made.questions, Answers())
    assert read_answers(first, Reporter()) == Answers()
    answers = Answers({made.questions[0].id: "no", "gone-1": "含: 冒号"})
    again = written_answers("02.docx", convert(sample("02"), answers).questions, answers)
    report = Reporter()
    assert read_answers(again, report) == answers
    assert report.findings == []


def test_wrong_answers_files_are_reported() -> None:
    report = Reporter("answers.yaml")
    assert read_answers("id: 甲", report) == Answers()
    assert read_answers("- answer: 甲", report) == Answers()
    assert [found.code for found in report.findings] == ["expected-list", "missing-key"]


def test_what_is_read_otherwise_is_a_difference_with_its_place() -> None:
    (entry,) = convert(document().add("第一段话，写得清楚。").text()).entries
    spoilt = entry.markdown.replace("写得", "写不")
    read, good = (read_file(entry.path, text, annex=False) for text in (spoilt, entry.markdown))
    wanted = [PlacedMark(mark, line) for mark, line in marks_of(good.body)]
    (difference,) = compare(entry.path, wanted, {}, read)
    assert (difference.line, difference.wanted[:7], difference.found[:7]) == (
        11, "第一段话，写得", "第一段话，写不",
    )  # fmt: skip


def test_the_note_of_a_title_is_its_star() -> None:
    maker = Maker()
    maker.add(("清点铜模的几点做法", TITLE), maker.note("原载《活字》。"), **CENTRED)
    made = convert(maker.add("文字在这里，写得清楚。").text())
    assert "title_note: 原载《活字》。" in made.entries[0].markdown
    assert "[^1]" not in made.entries[0].markdown
    assert told(made, "title-note") == ["原载《活字》。"]


def test_a_note_whose_call_was_deleted_is_told() -> None:
    maker = document()
    gone = Revision(RevisionKind.DELETED, "乙")
    maker.add("文字。", {**maker.note("注文。"), "revisions": (gone,)})
    made = convert(maker.text(), Answers({"changes": "accept"}))
    assert "注文" not in made.entries[0].markdown
    assert left(made, "note-uncalled") == "注文。"


def test_changes_of_one_author_are_decided_apart() -> None:
    author, reviewer = (Revision(RevisionKind.INSERTED, name) for name in ("作者", "审稿人"))
    maker = document().add(
        "清点", revised("全部", author), "铜模", revised("数目不对", reviewer), "。"
    )
    asked_for = {question.id for question in convert(maker.text()).questions}
    assert {"changes", "changes-inserted-作者", "changes-inserted-审稿人"} <= asked_for
    apart = {"changes": "accept", "changes-inserted-审稿人": "reject"}
    made = convert(maker.text(), Answers(apart))
    assert made.ready and "清点全部铜模。" in made.entries[0].markdown


def test_a_change_of_a_paragraph_mark_alone_is_asked_for() -> None:
    maker = document()
    first = maker.blocks[-1]
    gone = Revision(RevisionKind.DELETED, "甲")
    maker.blocks[-1] = type(first)(first.spot, first.atoms, mark_revisions=(gone,))
    assert convert(maker.add("后文。").text()).questions[0].id == "changes"


def test_a_note_made_by_hand_is_asked_for() -> None:
    maker = document().add("铜模见附录①，铅字另计。").add("又一段。").add("①附录从略。", **INDENTED)
    plain = convert(maker.text())
    (question,) = [q for q in plain.questions if q.code == "typed-note"]
    assert (question.words, question.proposals) == ("①附录从略。", ("text", "note"))
    assert "①附录从略。" in body(plain)
    made = convert(maker.text(), Answers({question.id: "note"}))
    assert made.ready and "铜模见附录[^1]，铅字另计。" in body(made)
    assert body(made)[-1] == "[^1]: 附录从略。"
    assert left(made, "note-mark") == "①"


def test_a_list_that_counts_in_circles_is_no_note() -> None:
    maker = document().add("写明以下各项：").add("①名称；").add("②号数，见①。").add("①另一项。")
    asked_for = [q.words for q in convert(maker.text()).questions if q.code == "typed-note"]
    assert asked_for == ["①另一项。"]


def test_a_number_without_its_agency_is_asked_for() -> None:
    maker = Maker().add("〔2023〕7号", **CENTRED).add(("关于清点铜模的通知", TITLE), **CENTRED)
    maker.add("各坊、各库：").add("请于月底前清点。", **INDENTED)
    plain = convert(maker.text())
    (question,) = [q for q in plain.questions if q.code == "docno-agency"]
    assert question.words == "〔2023〕7号" and "docno:" not in plain.entries[0].markdown
    assert plain.entries[0].title == "关于清点铜模的通知"
    made = convert(maker.text(), Answers({question.id: "春刻发〔2023〕7号"}))
    assert "docno: 春刻发〔2023〕7号" in made.entries[0].markdown and "〔2023〕" not in body(made)


def test_a_sign_that_nobody_knows_is_asked_for() -> None:
    sign = {"kind": AtomKind.SYMBOL, "source": "Wingdings:F0AA", "raw": "\uf0aa"}
    maker = document().add("先看", sign, "再看字。")
    plain = convert(maker.text())
    (question,) = [q for q in plain.questions if q.code == "symbol"]
    assert question.words == "Wingdings:F0AA" and "先看再看字。" in body(plain)
    assert "先看★再看字。" in body(convert(maker.text(), Answers({question.id: "★"})))


def test_one_answer_may_hold_for_all_of_a_kind() -> None:
    maker = document().add("一行", BREAK, "二行").add("三行", BREAK, "四行")
    ids = [q.id for q in convert(maker.text()).questions]
    assert ids == ["lines", "lines-4", "lines-5"]
    made = convert(maker.text(), Answers({"lines": "paragraphs", "lines-5": "lines"}))
    assert body(made)[-3:] == ["一行", "二行", "三行\\\n四行"]
