"""Odd combinations, each of which an editor may write: all of them are set, and nothing is lost.

The account of the build says that all characters stand where they belong; here it is said besides
on which page, where a page was once empty or a line stood alone.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from huozi.compositor import Warm
from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.values.manuscript import Severity
from tests.books import entry, make_book
from tests.compile.test_figures import png

SENTENCE = "为加强农村基层组织建设，提高党员队伍素质，平谷区委组织部坚持以人为本，大胆探索。"
PARAGRAPH = f"{SENTENCE * 4}\n\n"  # six lines of the house's measure
FILES: dict[str, bytes | str] = {
    "content/p.png": png(1200, 800), "content/tall.png": png(600, 3000),
    "content/wide.png": png(4000, 500),
}  # fmt: skip


def note(label: str, count: int = 1) -> str:
    """The text of a note, in a paragraph of its own."""
    return f"[^{label}]: {f'注文{label}说明出处。' * count}\n\n"


def table(rows: Iterator[str] | list[str], head: str = "|甲|乙|\n|--|--|", title: str = "") -> str:
    """A table with its title."""
    return "\n".join((f"{title}{head}", *rows)) + "\n\n"


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Warm]]:
    """A folder, and what is kept of the book before."""
    folder = tmp_path_factory.mktemp("odd")
    with closing(Warm(folder)) as kept:
        yield folder, kept


def pages(warm: tuple[Path, Warm], body: str, title_note: str = "", **book: object) -> list[str]:
    """The texts of the pages of a book of one article, without its contents."""
    folder, kept = warm
    text = entry(body, **({"title_note": title_note} if title_note else {}))
    made = make_book(folder, {"甲.md": text}, {"front": [], **book}, FILES)
    edition = press_book(Order(made, made / "output/book.pdf", jobs=1), Progress(), kept)
    assert not [f for f in edition.findings if f.severity is Severity.ERROR]
    with pypdfium2.PdfDocument(edition.pdf) as document:
        return [
            "".join(page.get_textpage().get_text_bounded().split())
            for page, told in zip(document, edition.page_map.pages, strict=True)
            if not told.blank
        ]


TURNED = [f"|{'^' if at % 5 else '村'}|格{at}[^q{at}]|丙|" for at in range(30)]

#: Name → body, and words with the number of the page on which they have to stand.
ODD: dict[str, tuple[str, dict[str, int]]] = {
    "note in caption and head": (
        PARAGRAPH
        + "![图说[^a]](p.png){width=40%}\n\n"
        + PARAGRAPH
        + note("a")
        + table(["|1[^c]|2|"], title="表：表题[^b]\n\n")
        + note("b")
        + note("c"),
        {},
    ),
    "items that begin with no paragraph": (
        "- - 甲\n  - 乙\n- > 引文\n- ```\n  x = 1\n  ```\n- ![图题](p.png){width=20%}\n\n"
        "1. | 甲 | 乙 |\n   |---|---|\n   | 一 | 二 |\n2. ::: 诗\n   白日\n   :::\n"
        "3. > [!NOTE]\n   > 提示\n"
        "4. 术语\n   : 定义\n5. （1）甲\n   （2）乙\n\n（1）甲\n（2）- 乙\n",
        {},
    ),
    "signs that share a glyph with letters": (
        "甲⸺乙，丙——丁。\n\nThe \ufb01rst fi and the ﬂow of fl words © a b.\n\n辻\U000e0100氏。\n",
        {},
    ),
    "row of twenty lines below an opening": (
        "第一段。\n\n" + table([f"|始{'<br>行' * 20}|丙|", "|末|丁|"]),
        {"始": 1, "末": 2},
    ),
    "row of twenty lines in a table that has begun": (
        "第一段。\n\n" * 8 + table(["|戊|己|", f"|始{'<br>行' * 20}|丙|", "|末|丁|"]),
        {"始": 1, "末": 2},
    ),
    "signs of Latin text between words": (
        "Copyright © 2020 by A, see § 5 of it ® and ¬ a ` b ¦ c ´ d.\n\nf(x) © (y) § [z]\n",
        {},
    ),
    "ruby in note in heading": (
        "## 标题里的注[^a]与{活字|huó zì}\n\n"
        + PARAGRAPH
        + "[^a]: 注里有{活字|huó zì}和`code`、H~2~O、**粗**。\n",
        {},
    ),
    "figure, list and notes in a quotation": (
        f"> {SENTENCE}[^a]\n>\n> ![引文里的图[^b]](p.png){{width=30%}}\n>\n"
        "> - 列表里[^c]\n> - 又一项\n\n" + note("a") + note("b") + note("c"),
        {},
    ),
    "table in a quotation": ("> 引。\n>\n> 表：引文里的表\n>\n> |甲|乙|\n> |--|--|\n> |1|2|\n", {}),
    "table, quotation and figure in a list": (
        f"1. 第一项\n\n   |甲|乙|\n   |--|--|\n   |1|2|\n\n2. 第二项\n\n   > 引{SENTENCE}\n\n"
        "3. 第三项\n\n   ![图](p.png){width=30%}\n",
        {},
    ),
    "tall picture in a list": (
        f"- 第二项 ![高](tall.png)\n- 第三项\n\n{PARAGRAPH}"
        "1. 一\n\n   ![很高](tall.png)\n\n2. 二\n",
        {},
    ),
    "tall pictures side by side": (PARAGRAPH + "![甲](tall.png) ![乙](tall.png)\n\n", {}),
    "seven pictures in a row": (" ".join(f"![图{at}说](p.png)" for at in range(7)), {"图6说": 1}),
    "height beyond the page": (PARAGRAPH + "![高图](tall.png){height=40行}\n", {"高图": 2}),
    "picture in a heading": ("## 标题 ![小](p.png) 图\n\n" + PARAGRAPH, {}),
    "pictures in cells": (
        table([f"|![x](p.png)|{SENTENCE}|", "|![y](tall.png)|终|"], title="表：格中图\n\n"),
        {"格中图": 1, "终": 2},
    ),
    "picture in a note": ("有注[^a]。\n\n[^a]: 注里 ![x](p.png) 有图。\n", {}),
    "merged over a page": (
        table([f"|{'^' if at else '大村'}|项{at}|" for at in range(40)], title="表：合并\n\n"),
        {},
    ),
    "two columns merged over pages": (
        table(
            [
                f"|{'^' if at else '大村'}|{'^' if at % 7 else '一组'}|{SENTENCE[:20]}|"
                for at in range(40)
            ],
            "|村|组|项目|\n|--|--|--|",
            "表：合并 {.ruled}\n\n",
        ),
        {},
    ),
    "merged across": (
        table(
            ["|全行合并|<|<|<|", "|1|二三|<|4|", "|^|二三|<|^|", "|a|b|c|d|"],
            "|甲|乙|丙|丁|\n|--|--|--|--|",
        ),
        {},
    ),
    "tall row with notes": (
        table([f"|{SENTENCE * 30}[^a]|乙[^b]|", "|丙|丁|"], title="表：高格\n\n")
        + note("a", 20)
        + note("b"),
        {"高格": 1, "注文b": 1, "注文a": 3},
    ),
    "tall cell merged down": (
        table(
            [f"|{SENTENCE * 25}|一|", "|^|二|", "|^|三|", "|丙|丁|"], title="表：高并 {.ruled}\n\n"
        ),
        {"高并": 1},
    ),
    "whole table higher than a page": (
        PARAGRAPH + table([f"|{SENTENCE * 3}|乙|"] * 7, title="表：八行 {.ruled}\n\n"),
        {"表1八行": 1},
    ),
    "long words in narrow columns": (
        table(
            [f"|Constantinople|ABCDEFGH123456789|{SENTENCE}|"],
            "|甲|乙|丙|\n|--|--|--|",
            '表：窄 {widths="1 1 12"}\n\n',
        ),
        {},
    ),
    "long words": (
        f"{'甲' * 10}{'A' * 200}\n\nhttps://example.org/{'abcdefghij' * 20}\n\n`{'x' * 150}`\n\n"
        f"## Pneumonoultramicroscopicsilicovolcanoconiosis{'x' * 30}\n\n注[^a]\n\n"
        f"[^a]: https://example.org/{'a' * 120}\n",
        {},
    ),
    "long word in verse": (
        f"::: 诗\nPneumonoultramicroscopicsilicovolcano的诗行\n{SENTENCE}\n:::\n",
        {},
    ),
    "note before ruby": ("字[^a]{活|huó}[^b]。\n\n" + note("a") + note("b"), {}),
    "signature, attachments and note on a last page": (
        f"{PARAGRAPH * 4}::: 附件\n附件：1. {SENTENCE}\n2. 任务分工[^a]\n:::\n\n::: 落款\n"
        f"中共北京市平谷区委组织部办公室综合科{'很长' * 10}\n2004年12月27日\n:::\n\n{note('a')}",
        {},
    ),
    "signature of thirty": (
        PARAGRAPH
        + "::: 落款\n"
        + "".join(f"第{at}个单位\n" for at in range(30))
        + "2004年12月27日\n:::\n",
        {"第0个单位": 1, "第29个单位": 2},
    ),
    "signature in Latin": (
        "文。\n\n::: 落款\nAdministration of the People's "
        "Superlongorganizationname\n2004年12月27日\n:::\n",
        {},
    ),
    "fifty centred lines": (
        "::: 居中\n" + "".join(f"第{at}行\n" for at in range(50)) + ":::\n",
        {},
    ),
    "long source and addressee": (
        f"::: 主送\n{'各镇乡党委，' * 12}：\n:::\n\n"
        f"文。\n\n::: 出处\n（据《{SENTENCE * 2}》刊印）\n:::\n",
        {},
    ),
    "verse with notes": (
        "::: 诗\n"
        + "".join(f"白日依山尽[^v{at}]，\n黄河入海流。\n\n" for at in range(20))
        + ":::\n\n"
        + "".join(note(f"v{at}", 1 + at % 6) for at in range(20)),
        {},
    ),
    "paragraphs of one character": ("\n\n".join(f"{'甲乙丙丁'[at % 4]}。" for at in range(70)), {}),
    "one character": ("甲", {}),
    "sections without text": (
        "## 一节\n\n## 二节\n\n### 三节\n\n一、四节\n\n（一）五节\n\n" + PARAGRAPH,
        {},
    ),
    "a heading at the end": (PARAGRAPH + "## 最后的标题\n", {}),
    "nothing but a note": (f"^[全文只有一条注。{SENTENCE}]\n", {}),
    "nothing but a table": (table(["|1|2|"]), {}),
    "nothing but a figure": ("![图](p.png)\n", {}),
    "thirty notes in a line": (
        "".join(f"字[^n{at}]" for at in range(30))
        + "。\n\n"
        + "".join(note(f"n{at}") for at in range(30)),
        {},
    ),
    "a note in every row": (
        table([f"|行{at}[^t{at}]|乙|" for at in range(45)])
        + "".join(note(f"t{at}", 2) for at in range(45)),
        {},
    ),
    "turned, merged, with notes": (
        PARAGRAPH
        + table(TURNED, "|甲|乙|丙|\n|--|--|--|", "表：横表 {.turned}\n\n")
        + PARAGRAPH
        + "".join(note(f"q{at}") for at in range(30)),
        {},
    ),
    "turned before the signature": (
        PARAGRAPH
        + table(["|1|2|"], title="表：横表 {.turned}\n\n")
        + "::: 落款\n某单位\n2004年12月27日\n:::\n",
        {},
    ),
    "table in a box over pages": (
        "> [!NOTE]\n> 表：框中表 {.ruled}\n>\n> |甲|乙|\n> |--|--|\n"
        + "".join(f"> |{at}|{SENTENCE[:15]}|\n" for at in range(40)),
        {},
    ),
    "long box": (f"::: 提示 题目{SENTENCE}\n{PARAGRAPH * 9}- 列表[^a]\n:::\n\n" + note("a"), {}),
    "figure in a definition": (f"铅字[^a]\n: ![x](p.png){{width=20%}}\n\n{note('a')}", {}),
    "code in a list": (f"- 项\n\n  ```\n  code line {'x' * 120}\n  ```\n\n- 项二\n", {}),
    "marks in one another": (
        f"[夹批：{SENTENCE * 3}]{{.夹批}}，[着重{SENTENCE}]{{.着重}}"
        "[书名{活字|huó zì}]{.书名}\n",
        {},
    ),
    "formulas without blanks": ("CO~2~" * 40 + "\n\n" + "m^3^/s" * 30 + "\n", {}),
    "new pages": ("甲\n\n\\newpage\n\n\\newpage\n\n乙\n\n\\newpage\n\n丙\n", {}),
    "attachments of long words": (
        f"文。\n\n::: 附件\n附件：1. {SENTENCE * 3}\n2. {'x' * 60}\n:::\n",
        {},
    ),
    "lists in cells": (
        table(
            [f"|a|下列：<br>- 一{SENTENCE}[^a]<br>- 二<br><br>末段{{活\\|huó}}|"],
            title='表：列 {widths="1 3"}\n\n',
        )
        + note("a"),
        {},
    ),
    "a head of three rows": (
        table(
            ["|^|乙一|丙一[^a]|", "|^|^|丙二|", *(f"|{at}|二|三|" for at in range(45))],
            "|甲|乙|丙|\n|--|--|--|",
            '表：三头 {head="3" .ruled}\n\n',
        )
        + note("a"),
        {},
    ),
    "brackets and dashes": (
        f"{'（' * 30}字{'）' * 30}\n\n{'。' * 40}\n\n“引‘里’外”……《书〈篇〉》\n",
        {},
    ),
    "figures at the head": (
        "".join(f"{PARAGRAPH}![等{at}](p.png){{.页首}}\n\n" for at in range(4)),
        {},
    ),
    "a line before the last figure": (
        f"{PARAGRAPH * 2}末尾[^a]\n\n![图说](p.png)\n\n{note('a', 15)}",
        {"末尾": 1, "图说": 2},
    ),
    "tall figures and long notes": (
        "".join(
            f"{PARAGRAPH}句[^f{at}]。\n\n![图{at}](p.png){{height=15行}}\n\n" for at in range(5)
        )
        + "".join(note(f"f{at}", 12) for at in range(5)),
        {},
    ),
    "quotation in a list": (
        f"- 项\n\n  > 引{SENTENCE}[^a]\n\n  又一段{SENTENCE}\n\n- 末\n\n{note('a', 9)}",
        {},
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_it_is_set_and_nothing_is_lost(warm: tuple[Path, Warm], name: str) -> None:
    body, stands = ODD[name]
    made = pages(warm, body)
    for words, number in stands.items():
        assert words in made[number - 1], (words, [words in page for page in made])


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["tall row with notes", "note before ruby", "whole table higher than a page",
     "signature of thirty", "a line before the last figure", "pictures in cells"],
)  # fmt: skip
def test_what_once_was_refused_or_left_a_page_empty(warm: tuple[Path, Warm], name: str) -> None:
    test_it_is_set_and_nothing_is_lost(warm, name)


@pytest.mark.slow
def test_notes_at_the_end_and_a_small_page(warm: tuple[Path, Warm]) -> None:
    rows = [f"|行{at}[^t{at}]|乙|" for at in range(45)]
    body = table(rows, title="表：尾注 {.ruled}\n\n") + "".join(note(f"t{at}") for at in range(45))
    assert any("注释" in page for page in pages(warm, body, notes="end"))
    small = {"trim": "100 × 140 mm", "measure": 12, "lines": 10, "leading": "15.75 pt",
             "inner_margin": "15 mm", "head_margin": "20 mm"}  # fmt: skip
    columns = table([f"|一二三四五六七八|{SENTENCE}|3|"], "|甲|乙|丙|\n|--|--|--|", "表：表\n\n")
    assert pages(warm, f"{PARAGRAPH}![图](p.png)\n\n{columns}", format=small)


@pytest.mark.slow
@pytest.mark.parametrize("notes", ["end", "paragraph", "foot"])
@pytest.mark.parametrize("length", [1, 40])
def test_the_note_of_a_title_stands_at_the_foot_below_notes_that_end_the_text(
    warm: tuple[Path, Warm], notes: str, length: int
) -> None:
    body = f"正文^[篇末的注。]很短。\n\n{PARAGRAPH}正文^[又一条注。]也短。\n"
    first, *_ = pages(warm, body, title_note="题注在页脚。" * length, notes=notes)
    assert first.index("篇末的注") < first.index("又一条注")
    assert (first.index("题注在页脚") > first.index("又一条注")) == (notes != "foot")


@pytest.mark.slow
@pytest.mark.parametrize("count", [120, 1040])
def test_numbers_of_lines_of_code_are_parted_as_they_stand(tmp_path: Path, count: int) -> None:
    lines = "\n".join(f"x{n}" for n in range(count))
    book = make_book(tmp_path, {"甲.md": f"```c {{.行号}}\n{lines}\n```"})
    edition = press_book(Order(book, tmp_path / "out.pdf", jobs=1), Progress())
    assert not [found for found in edition.findings if found.severity is Severity.ERROR]


def test_numbers_of_items_stand_on_one_line_however_long(tmp_path: Path) -> None:
    body = "".join(f"{n}. 第{n}项\n" for n in range(98, 103)) + "\n文。\n\n2008. 甲\n2009. 乙\n\n"
    body += "（１２）甲\n（１３）乙\n\n" + table(
        ["|9. 甲<br>10. 乙<br>11. 丙|（9）甲<br>（10）乙|"]
    )
    made = make_book(tmp_path, {"甲.md": entry(body)}, {"front": []})
    edition = press_book(Order(made, made / "output/book.pdf", jobs=1), Progress())
    assert not edition.findings
