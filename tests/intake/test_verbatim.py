"""Markdown that comes in stays Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.intake.fates import Changed, Set
from huozi.intake.importing import convert
from huozi.intake.inquiry import Answers
from huozi.intake.ledger import check_fates
from huozi.intake.outcome import Converted
from huozi.intake.readback import read_file
from huozi.intake.receive import read_received
from huozi.intake.values import Origin, WordText
from huozi.values.manuscript import BlockKind, plain

BODY = """\
# 关于铜模的说明

第一段**加粗**，有注[^1]，有[链接](https://a.example/)。

## 一、清点

- 一
- 二

| 甲 | 乙 |
|---|---|
| 1 | 2 |

[^1]: 注文。
"""


def received(text: str, name: str = "稿件.md", encoding: str = "utf-8") -> WordText:
    found = read_received(text.encode(encoding), Origin(name, "md", ""))
    assert isinstance(found, WordText)
    return found


def made(text: str, name: str = "稿件.md", **answers: str) -> Converted:
    return convert(received(text, name), Answers(of=answers))


def test_it_is_an_entry_as_it_stands() -> None:
    converted = made(BODY)
    (entry,) = converted.entries
    assert (entry.markdown, entry.title) == (BODY, "关于铜模的说明")
    assert (converted.notices, converted.questions) == ((), ())
    read = read_file("a.md", entry.markdown, annex=False)
    kinds = [block.kind for block in read.body]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST, BlockKind.TABLE]
    assert "*" not in plain(read.body[0].inlines)
    assert len(read.notes) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_in_any_encoding_and_with_any_line_ends(encoding: str) -> None:
    text = received(BODY.replace("\n", "\r\n"), encoding=encoding)
    (entry,) = convert(text).entries
    assert entry.markdown == BODY


FRONTED = "---\ntitle: 题\ndate: 2026-01-02\n---\n\n正文。\n"


@pytest.mark.parametrize(
    ("text", "answers", "markdown", "title"),
    [
        (FRONTED, {}, FRONTED, "题"),
        ("正文。\n", {}, '---\ntitle: "稿件"\n---\n\n正文。\n', "稿件"),
        (
            "## 一\n\n## 二\n\n正文。\n", {},
            '---\ntitle: "稿件"\n---\n\n## 一\n\n## 二\n\n正文。\n', "稿件",
        ),
        ("---\ntags: a\n---\n正文。\n", {}, '---\ntitle: "稿件"\ntags: a\n---\n正文。\n', "稿件"),
        (FRONTED, {"kind": "article"}, FRONTED, "题"),
        (FRONTED, {"kind": "document"}, FRONTED.replace("---\n", "---\nkind: document\n", 1), "题"),
        (
            "# 题\n\n正文。\n", {"kind": "document"},
            "---\nkind: document\n---\n\n# 题\n\n正文。\n", "题",
        ),
        ("---\ntitle: [坏\n---\n正文。\n", {}, "---\ntitle: [坏\n---\n正文。\n", "稿件"),
        (
            "正文。\n\n```yaml\ntitle: 例\n```\n", {},
            '---\ntitle: "稿件"\n---\n\n正文。\n\n```yaml\ntitle: 例\n```\n', "稿件",
        ),
        ("---\ntitle: 没有完\n\n正文。\n", {}, "---\ntitle: 没有完\n\n正文。\n", "稿件"),
    ],
)  # fmt: skip
def test_front_matter_is_added_where_it_lacks(
    text: str, answers: dict[str, str], markdown: str, title: str
) -> None:
    converted = made(text, **answers)
    (entry,) = converted.entries
    assert (entry.markdown, entry.title) == (markdown, title)
    lines = markdown.split("\n")
    source = received(text)
    for fated in converted.ledger:
        assert isinstance(fated.fate, Set)
        assert source.atoms[fated.atom].text in lines[fated.fate.line - 1]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            "\n## 1.1 一\n\n### 甲\n\n```\n## 码\n```\n\n#### 乙 ####\n\n正文。\n",
            "\n# 1.1 一\n\n## 甲\n\n```\n## 码\n```\n\n### 乙 ####\n\n正文。\n",
        ),
        ("### 一\n\n正文。\n", "# 一\n\n正文。\n"),
        ("---\ntags: a\n---\n\n## 一\n\n正文。\n", "---\ntags: a\n---\n\n# 一\n\n正文。\n"),
    ],
)
def test_a_text_that_begins_with_a_lower_heading_has_it_for_its_title(
    text: str, markdown: str
) -> None:
    converted = made(text)
    (entry,) = converted.entries
    assert entry.markdown == markdown
    assert entry.title == markdown.partition("# ")[2].partition("\n")[0]
    check_fates(received(text), converted.ledger)
    changed = {fated.fate.rule for fated in converted.ledger if isinstance(fated.fate, Changed)}
    assert changed == {"heading-raised"}


def test_a_title_from_the_name_of_the_file_is_told() -> None:
    assert [notice.code for notice in made("正文。\n").notices] == ["title-of-name"]
    assert (
        made("正文。\n", name='带"引号\\.md')
        .entries[0]
        .markdown.startswith('---\ntitle: "带\\"引号\\\\"\n---\n')
    )


def test_pictures_that_may_lie_beside_it_are_wished_for() -> None:
    text = (
        '# 题\n\n![一](图/a.png "题") ![](<b c.jpg>) ![三](https://x.example/c.png)\n\n'
        "<img alt='六' src='f.png'>\n\n"
        "![四](/d.svg){width=3字} ![五](data:image/png;base64,AAAA) ![一](图/a.png) [连](e.md)\n"
    )
    (entry,) = made(text).entries
    assert [wish.path for wish in entry.pictures] == ["图/a.png", "b c.jpg", "f.png", "/d.svg"]


@given(st.text(st.sampled_from("甲。# -*_`|[]()!<>\\$&\t\f:~^{}1\"'\n"), max_size=120))
def test_any_markdown_is_kept_to_the_sign(text: str) -> None:
    if not text.strip("\0 \r\n\t\f"):
        return
    source = received(text)
    converted = convert(source)
    check_fates(source, converted.ledger)
    shown = converted.entries[0].markdown
    if any(isinstance(fated.fate, Changed) for fated in converted.ledger):
        shown, text = shown.replace("#", ""), text.replace("#", "")
    assert shown.rstrip("\n").endswith(text.rstrip("\n"))
