"""What an editor should look at in a manuscript."""

import pytest

from huozi.intake.context import Quoted
from huozi.intake.observed import Observed, is_identity, observed
from huozi.intake.values import (
    AtomKind,
    Label,
    Origin,
    Revision,
    RevisionKind,
    WordAtom,
    WordComment,
    WordLook,
    WordParagraph,
    WordSpot,
    WordText,
)

PART = "word/document.xml"


def manuscript(*lines: str | list[WordAtom], **more: object) -> WordText:
    """A manuscript of these paragraphs."""
    blocks, atoms = [], []
    for number, line in enumerate(lines, 1):
        spot = WordSpot(PART, number)
        if isinstance(line, str):
            line = [WordAtom(len(atoms), AtomKind.TEXT, line, spot)]
        atoms += line
        blocks.append(WordParagraph(spot, tuple(line)))
    return WordText(Origin("x.docx", "docx", ""), tuple(blocks), tuple(atoms), **more)


def found(text: WordText, code: str) -> list[Observed]:
    return [one for one in observed(text) if one.code == code]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("身份证号110101199003070759。", "identity", "110101199003070759"),
        ("联系人某某，13800138000。", "mobile", "13800138000"),
        ("电话：010-55555555", "telephone", "010-55555555"),
        ("机密★5年", "secrecy", "机密★5年"),
        ("内部资料，注意保存", "secrecy", "内部资料，注意保存"),
        ("特急", "urgency", "特急"),
        ("二○一〇年", "circle-zero", "○"),
        ("各镇(街道)", "half-width", "(街道)"),
        ("各镇,各街道", "half-width", ","),
        ("他说\"好\"", "straight-quotes", '"好"'),
        ("中 间有空格", "blank-in-han", " "),
        ("校教字[2006]52号", "square-year", "[2006]"),
        ("字\ue000的", "private", "\ue000"),
        ("⽇期", "radical", "⽇"),
        ("ﬁne", "ligature", "ﬁ"),
    ],
)  # fmt: skip
def test_it_is_seen_with_its_words(line: str, code: str, words: str) -> None:
    seen = found(manuscript("前面一段。", line), code)
    assert seen[0].quoted.words == words
    assert seen[0].quoted.spot == WordSpot(PART, 2)


@pytest.mark.parametrize(
    "line",
    [
        "圆周率3.14159，比例1:50,000。", "编号110101199003070758不是身份证号。",
        "〔2006〕52号", "No. 12 (a, b)", "保守国家秘密是义务", "2013800138000",
    ],
)  # fmt: skip
def test_what_is_none_is_not(line: str) -> None:
    codes = {one.code for one in observed(manuscript(line))} - {"face"}
    assert codes == set()


def test_the_check_figure_of_a_citizens_number() -> None:
    assert is_identity("11010519491231002X")
    assert not is_identity("110105194912310021")


def test_numbers_that_word_makes_stand_with_their_paragraph() -> None:
    spot = WordSpot(PART, 1)
    atoms = [
        WordAtom(0, AtomKind.NUMBER, "第一条", spot),
        WordAtom(1, AtomKind.TEXT, "　为了保护活字。", spot),
    ]
    text = manuscript(atoms)
    block = WordParagraph(
        spot, tuple(atoms), label=Label("第一条", "chineseCounting", "第%1条", "tab")
    )
    (seen,) = found(WordText(text.origin, (block,), text.atoms), "made")
    assert seen == Observed(
        "number", "made", Quoted(spot, "", "第一条", "为了保护活字。"), "第%1条"
    )


def test_changes_of_others_have_their_author_and_are_one_where_they_are_one() -> None:
    spot, change = WordSpot(PART, 1), Revision(RevisionKind.INSERTED, "某某", "2023-02-20")
    atoms = [
        WordAtom(0, AtomKind.TEXT, "共有", spot),
        WordAtom(1, AtomKind.TEXT, "三", spot, revisions=(change,)),
        WordAtom(2, AtomKind.TEXT, "十", spot, WordLook(bold=True), revisions=(change,)),
        WordAtom(3, AtomKind.TEXT, "枚", spot),
    ]
    (seen,) = found(manuscript(atoms), "inserted")
    assert seen.quoted == Quoted(spot, "共有", "三十", "枚")
    assert (seen.author, seen.date) == ("某某", "2023-02-20")


def test_comments_have_their_words_and_what_they_are_about() -> None:
    spot = WordSpot(PART, 1)
    atoms = [
        WordAtom(0, AtomKind.TEXT, "共有三十枚。", spot),
        WordAtom(1, AtomKind.COMMENT_CALL, "", spot, refers="c1"),
    ]
    said = WordAtom(2, AtomKind.TEXT, "请核对", WordSpot("word/comments.xml", 1))
    block = WordParagraph(said.spot, (said,))
    text = manuscript(atoms, comments=(WordComment("c1", (block,), "某某", about="三十枚"),))
    (seen,) = found(text, "comment")
    assert (seen.quoted.before, seen.quoted.words, seen.quoted.after) == ("共有", "三十枚", "。")
    assert (seen.detail, seen.author) == ("请核对", "某某")


def test_what_is_frequent_is_counted_with_some_examples() -> None:
    seen = found(manuscript(*["甲,乙"] * 40), "half-width")
    assert {one.count for one in seen} == {40}
    assert 1 < len(seen) < 20


def test_faces_are_counted_by_their_characters() -> None:
    spot = WordSpot(PART, 1)
    atoms = [
        WordAtom(0, AtomKind.TEXT, "活字", spot, WordLook(east_asian="仿宋_GB2312")),
        WordAtom(1, AtomKind.TEXT, "印刷术", spot, WordLook(east_asian="方正小标宋简体")),
    ]
    assert [(one.detail, one.count) for one in found(manuscript(atoms), "face")] == [
        ("方正小标宋简体", 3),
        ("仿宋_GB2312", 2),
    ]
