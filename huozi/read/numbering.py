"""Levels told from typed numbers: 一、 → （一） → 1. → （1） (GB/T 9704-2012, 7.3.3), and 第一条.

A number makes a heading of a short paragraph that does not end like a sentence. In a longer one
numbered （一） the first sentence is a heading run in with the text.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from huozi.read.report import Reporter
from huozi.read.text import SENTENCE_END, han_number
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, plain

_HAN = "一二三四五六七八九十百零〇"
_DIGIT = "[0-9０-９]"
_BEHIND = "[ \u3000\t]"
_NUMBER = f"(?:[{_HAN}]{{1,6}}|{_DIGIT}{{1,3}})"
_LEVELS = (
    (re.compile(f"[{_HAN}]{{1,6}}(?:、|[.．](?![0-9{_HAN}]))"), 1),
    (re.compile(f"第{_NUMBER}(?:[编篇章卷回讲课]|部分?){_BEHIND}"), 1),
    (re.compile(f"第{_NUMBER}节{_BEHIND}"), 2),
    (re.compile(f"[（(][{_HAN}]{{1,6}}[）)]"), 2),
    (re.compile(f"{_DIGIT}{{1,2}}[.．、](?!{_DIGIT})"), 3),
    (re.compile(f"[（(]{_DIGIT}{{1,2}}[）)]"), 4),
)
_RUN_IN = re.compile(f"[（(][{_HAN}]{{1,6}}[）)]")
_HALF_WIDTH = re.compile(
    rf"\((?:[{_HAN}]{{1,6}}|{_DIGIT}{{1,2}})\)"
    rf"|（[{_HAN}0-9０-９]{{1,6}}\)|\([{_HAN}0-9０-９]{{1,6}}）"
)
#: 第一千零二条, 第12条, and what was put in later: 第一百二十条之一.
_ARTICLE_NUMBER = f"第(?:[{_HAN}千万两]{{1,9}}|{_DIGIT}{{1,5}})条(?:之[{_HAN}]{{1,3}})?"
_ARTICLE = re.compile(f"({_ARTICLE_NUMBER}){_BEHIND}+")
#: 第一条为了…: a label only among others that count, and not where a sentence speaks of an article.
_CLOSE_ARTICLE = re.compile(
    f"第([{_HAN}千万两]{{1,9}}|{_DIGIT}{{1,5}})条(?=[^\\s之、，。；：款项的是规和与及中第])"
)
#: So many articles in a row are a regulation.
_ARTICLES = 3

#: A backslash before a number, or inside one, says that it makes nothing of its line; signs of
#: emphasis may stand before it.
_ESCAPED = re.compile(rf"(?:[\[*~]|<su[bp]>)*(?:\\|{_DIGIT}{{1,3}}\\[.)])")
#: What a backslash may stand before at the beginning of a line, beside signs of ASCII.
ESCAPABLE = re.compile(
    f"[{_HAN}千万两]{{1,9}}[、.．]|第{_NUMBER}|第[{_HAN}千万两]{{1,9}}条|[（(][{_HAN}0-9０-９A-Za-z]{{1,6}}[）)]"
    f"|{_DIGIT}{{1,3}}[.．、)）]|[①-⒛㈠-㈩Ⅰ-ⅿ]|[A-Za-z][.．、)）]|—|[•●○※★☆■□◆◇▪▫►➢◦‣⁃·・－＊]"
    "|[\ue000-\uf8ff]"
)

#: A line of the source that begins like this was meant as a paragraph of its own.
_NEW_PARAGRAPH = re.compile(
    f"[{_HAN}]{{1,6}}、|[（(][{_HAN}]{{1,6}}[）)]|第{_NUMBER}[编篇章节]{_BEHIND}"
    f"|{_ARTICLE_NUMBER}{_BEHIND}"
)
#: Behind a full stop or colon, so was this.
_NEW_ITEM = re.compile(f"[（(]{_DIGIT}{{1,2}}[）)]|[①-⑳]|{_DIGIT}{{1,2}}[、．]|——[^—]|[•●■◆►➢]")

#: Numbers of headings that are not read as such: 1.1 背景, IV. 结论, Chapter 3.
_OTHER_NUMBER = re.compile(
    r"[1-9][0-9]?(?:[.．][1-9][0-9]?){1,3}[ \u3000\t]+\S"
    r"|[IVXivxⅠ-Ⅻ]{1,5}[.．、][ \u3000]?\S|(?:Chapter|Section|Part)[ ][0-9IVX]"
)
#: Numbers that titles of chapters bring: 第一回　…, 第 3 章, 1.2 …, 三、….
_OF_TITLE = re.compile(
    f"第 ?(?:[{_HAN}千]{{1,7}}|{_DIGIT}{{1,4}}) ?(?:分?[编篇章节卷回讲课]|部分?)"
    rf"|{_DIGIT}{{1,3}}(?:\.{_DIGIT}{{1,3}})*[.、]?{_BEHIND}|[{_HAN}]{{1,4}}、"
)

MAX_HEADING = 45
MAX_RUN_IN = 90
_STOPS = "。！？；：，、…;:,.!?"
_CLOSERS = "”’）》〉」』"


def list_numbers(written: Sequence[tuple[int, int]], report: Reporter) -> list[int]:
    """The numbers of a list, each typed on a line; 1. 1. 1. is counted, as Markdown does."""
    numbers = [number for number, _ in written]
    if len(numbers) > 1 and set(numbers) == {1}:
        report.note("list-counted", written[0][1], count=len(numbers))
        return list(range(1, len(numbers) + 1))
    for before, (after, line) in zip(numbers, written[1:], strict=False):
        if after != before + 1:
            report.warning("list-number", line, found=after, expected=before + 1)
    return numbers


def brings_number(title: str) -> bool:
    """Whether a title of a chapter begins with a number."""
    return _OF_TITLE.match(title) is not None


def is_escaped(written: str) -> bool:
    """Whether a line of the source says by a backslash that its number is only words."""
    return _ESCAPED.match(written) is not None


def close_articles(written: Sequence[str]) -> frozenset[int]:
    """Which paragraphs are articles of a regulation without a blank behind their number.

    Their numbers count by one over three paragraphs at least, whatever stands between them, and
    different words follow: 第一条经验…, 第二条经验… is prose.
    """
    found: list[list[tuple[int, str]]] = [[]]
    last = 0
    for at, text in enumerate(written):
        if (match := _CLOSE_ARTICLE.match(text)) is None:
            continue
        if (number := han_number(match[1])) != last + 1:
            found.append([])
        found[-1].append((at, text[match.end() :][:2]))
        last = number
    return frozenset(
        at
        for run in found
        if len(run) >= _ARTICLES and len({words for _, words in run}) > 1
        for at, _ in run
    )


def numbered(
    paragraph: Block, one_line: bool, top: bool, report: Reporter, close: bool = False
) -> Block:
    """The paragraph, as a heading or with its run-in words marked when its number says so.

    `close` says that it is an article whose number has no blank behind it.
    """
    text = plain(paragraph.inlines)
    if half := half_width(text):
        report.warning("half-width-bracket", paragraph.place.line, found=half)
    if top and one_line and (level := heading_level(text)):
        return replace(paragraph, kind=BlockKind.HEADING, level=level)
    if top and one_line and _OTHER_NUMBER.match(text) and is_short(text):
        report.warning("number-unread", paragraph.place.line, found=text)
    first = paragraph.inlines[0] if paragraph.inlines else Inline(InlineKind.TEXT)
    article = (_CLOSE_ARTICLE if close else _ARTICLE).match(first.text)
    if article and len(text) > article.end():
        strong = Inline(InlineKind.STRONG, children=(Inline(InlineKind.TEXT, article[0].rstrip()),))
        label = Inline(InlineKind.RUN_IN, children=(strong,))
        rest = Inline(InlineKind.TEXT, f"\u3000{first.text[article.end() :]}")
        return replace(paragraph, inlines=(label, rest, *paragraph.inlines[1:]))
    if _RUN_IN.match(text):
        return replace(paragraph, inlines=_run_in(paragraph.inlines))
    return paragraph


def half_width(text: str) -> str:
    """The number a text begins with, where its brackets are half-width."""
    found = _HALF_WIDTH.match(text)
    return found[0] if found else ""


def begins_paragraph(text: str, above: str) -> bool:
    """Whether a line begins like a paragraph of its own below another."""
    if _NEW_PARAGRAPH.match(text):
        return True
    return bool(_NEW_ITEM.match(text)) and SENTENCE_END.search(above) is not None


def heading_level(text: str) -> int:
    """The level of a heading, 1 to 4; 0 if the text is not one."""
    if not is_short(text):
        return 0
    return next((level for form, level in _LEVELS if form.match(text)), 0)


def sign_of(text: str) -> str:
    """The number that makes a heading of a text."""
    matches = (form.match(text) for form, _ in _LEVELS)
    return next((match[0].strip() for match in matches if match), "")


def bears_number(text: str) -> bool:
    """Whether a title brings a number of its own: 一、, 第三章, 1.2."""
    return bool(sign_of(text) or _OTHER_NUMBER.match(text))


def is_short(text: str) -> bool:
    """Whether text has the length and the end of a heading."""
    bare = text.rstrip(f" \u3000{_CLOSERS}")
    return 0 < len(text) <= MAX_HEADING and not bare.endswith(tuple(_STOPS))


def _run_in(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Mark the first sentence; not a clause of a list, nor a paragraph of one sentence."""
    text = plain(inlines)
    end = text.find("。") + 1
    if not end or end > MAX_RUN_IN or end == len(text) or "；" in text[:end]:
        return inlines
    head: list[Inline] = []
    for index, node in enumerate(inlines):
        size = len(plain((node,)))
        if size <= end:
            head.append(node)
            end -= size
        elif node.kind is InlineKind.TEXT:
            if end:
                head.append(Inline(InlineKind.TEXT, node.text[:end]))
            rest = Inline(InlineKind.TEXT, node.text[end:])
            return (Inline(InlineKind.RUN_IN, children=tuple(head)), rest, *inlines[index + 1 :])
        elif not end:
            return (Inline(InlineKind.RUN_IN, children=tuple(head)), *inlines[index:])
        else:
            return inlines  # the sentence ends inside emphasis: leave it as typed
    return inlines


def lone_item(block: Block) -> Block:
    """`1. 短标题` by itself, with text below it, is a heading of the third level."""
    if len(block.children) != 1 or len(block.children[0].children) != 1:
        return block
    item = block.children[0]
    paragraph = item.children[0]
    if paragraph.kind is not BlockKind.PARAGRAPH or not is_short(plain(paragraph.inlines)):
        return block
    number = Inline(InlineKind.TEXT, f"{item.label} ")
    inlines = _joined(number, paragraph.inlines)
    return Block(BlockKind.HEADING, block.place, inlines, level=3)


def _joined(first: Inline, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if inlines[0].kind is InlineKind.TEXT:
        return (Inline(InlineKind.TEXT, first.text + inlines[0].text), *inlines[1:])
    return (first, *inlines)
