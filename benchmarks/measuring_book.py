"""The measuring book: 70 entries of shuffled sentences, for Huozi and for its peers.

Its sentences are those of the entries in `content/` that have come in, drawn with a fixed seed;
its entries are as long as the pages that the contents of the real book give them. It says nothing
and is never printed.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from huozi.compile.galley import plain
from huozi.read.manuscript import read
from huozi.values.manuscript import BlockKind, Manuscript

ROOT = Path(__file__).resolve().parent.parent
TITLE = "活字量书"
_CHARS_PER_PAGE = 490
_CHARS_PER_PARAGRAPH = 180
_PARAGRAPHS_PER_HEADING = 3.5
_PAGES_OF_COMPLETE = 3
_SENTENCE = re.compile(r"[^。；]+[。；]")


@dataclass(frozen=True, slots=True)
class Article:
    """An entry: (kind, text) blocks, kind being `h2` or `p`."""

    number: int
    title: str
    blocks: tuple[tuple[str, str], ...]


def articles(repeat: int = 1) -> tuple[Article, ...]:
    """The measuring book, `repeat` times over."""
    manuscript = read(ROOT).manuscript
    sentences, headings = _material(manuscript)
    draw = random.Random(2010)
    once = [
        _article(entry.toc_title, entry.reserve_pages or _PAGES_OF_COMPLETE, sentences, headings,
                 draw)
        for entry in manuscript.entries
    ]  # fmt: skip
    return tuple(
        replace(article, number=number)
        for number, article in enumerate((a for _ in range(repeat) for a in once), 1)
    )


def _material(manuscript: Manuscript) -> tuple[list[str], list[str]]:
    sentences, headings = [], []
    for entry in manuscript.entries:
        for block in entry.body:
            text = plain(block.inlines)
            if block.kind is BlockKind.HEADING:
                headings.append(text.split("、", 1)[-1])
            else:
                sentences += [s for s in _SENTENCE.findall(text) if len(s) > 8 and "（" not in s]
    return sentences, headings


def _article(
    title: str, pages: int, sentences: Sequence[str], headings: Sequence[str], draw: random.Random
) -> Article:
    blocks: list[tuple[str, str]] = []
    left = pages * _CHARS_PER_PAGE
    count = 0
    while left > 0:
        if draw.random() < 1 / _PARAGRAPHS_PER_HEADING and (not blocks or blocks[-1][0] == "p"):
            count += 1
            blocks.append(
                ("h2", f"{'一二三四五六七八九十'[count % 10 - 1]}、{draw.choice(headings)}")
            )
        text = ""
        wanted = draw.uniform(0.4, 1.8) * _CHARS_PER_PARAGRAPH
        while len(text) < wanted:
            text += draw.choice(sentences)
        text = text[:-1] + "。"
        blocks.append(("p", text))
        left -= len(text) + 15
    return Article(0, title, tuple(blocks))


def edited(book: Sequence[Article], kind: str) -> tuple[Article, ...]:
    """The book after an edit: `char` adds one character to the middle article, `page` a page to
    the fifth, which moves all that follow.
    """
    at = len(book) // 2 if kind == "char" else 4
    article = book[at]
    blocks = list(article.blocks)
    where = next(i for i, (name, _) in enumerate(blocks) if name == "p")
    text = blocks[where][1]
    middle = len(text) // 2
    added = "新" if kind == "char" else text[:middle] + (text * 5)[: _CHARS_PER_PAGE * 2]
    blocks[where] = ("p", text[:middle] + added + text[middle:])
    return (*book[:at], replace(article, blocks=tuple(blocks)), *book[at + 1 :])


# ---------------------------------------------------------------------------- for each maker


#: The page that the other makers are given below.
_FORMAT = """\
format: {trim: 140 × 203 mm, size: 五号, leading: 15.75 pt, measure: 29, lines: 31,
  inner_margin: 18 mm, head_margin: 17 mm}
"""


def huozi_folder(book: Sequence[Article], folder: Path) -> Path:
    """A book folder for Huozi. Only files that differ are written anew."""
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    for article in book:
        body = "\n\n".join(f"## {text}" if name == "h2" else text for name, text in article.blocks)
        short = article.title[:20]
        _put(content / f"a{article.number:04d}.md",
             f"---\ntitle: {article.title}\nshort_title: {short}\n---\n\n{body}\n")  # fmt: skip
    entries = "\n".join(f"  - a{article.number:04d}.md" for article in book)
    _put(
        content / "book.yaml",
        f"title: {TITLE}\ndate: 2010-04\n{_FORMAT}front: [contents]\nentries:\n{entries}\n",
    )
    return folder


def _put(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def html_file(book: Sequence[Article], path: Path) -> Path:
    """The book for plain WeasyPrint: one HTML file, contents by `target-counter()`."""
    parts = [f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>{_CSS}</style>',
             '<nav><h1>目　录</h1>']  # fmt: skip
    parts += [f'<a href="#a{a.number}">{a.number}. {escape(a.title)}</a>' for a in book]
    parts.append("</nav>")
    for article in book:
        parts.append(f'<section><h1 id="a{article.number}">{escape(article.title)}</h1>')
        parts += [f"<{name}>{escape(text)}</{name}>" for name, text in article.blocks]
        parts.append("</section>")
    _put(path, "\n".join(parts))
    return path


_CSS = f"""
@page {{ size: 140mm 203mm; margin: 17mm 14.6mm 13.8mm 18mm;
  @bottom-right {{ content: counter(page); font: 9pt "Noto Serif CJK SC" }} }}
@page :left {{ margin: 17mm 18mm 13.8mm 14.6mm; @top-left {{ content: "{TITLE}" }} }}
@page :right {{ @top-right {{ content: string(t) }} }}
html {{ font: 10.5pt/15.75pt "Noto Serif CJK SC" }} body {{ margin: 0 }}
p {{ margin: 0; text-indent: 2em; text-align: justify }}
h1 {{ break-before: page; font: 700 16pt/24pt "Noto Serif CJK SC"; text-align: center;
  margin: 16pt 0; string-set: t content() }}
h2 {{ font: 12pt/15.75pt "Noto Sans CJK SC"; margin: 8pt 0; text-indent: 21pt; break-after: avoid }}
nav h1 {{ break-before: auto }} nav a {{ display: block; color: inherit; text-decoration: none }}
nav a::after {{ content: leader('.') '(' target-counter(attr(href), page) ')' }}
"""


def typst_file(book: Sequence[Article], path: Path) -> Path:
    """The book for Typst, by the idioms of its manual."""
    parts = [_TYPST]
    for article in book:
        parts.append(f"= {_typst(article.title)}")
        parts += [("== " if name == "h2" else "") + _typst(text) for name, text in article.blocks]
    _put(path, "\n\n".join(parts))
    return path


def _typst(text: str) -> str:
    return re.sub(r"([\\#$*_@<>`~\[\]/=+-])", r"\\\1", text)


_TYPST = f"""
#set document(title: "{TITLE}")
#set page(width: 140mm, height: 203mm,
  margin: (inside: 18mm, outside: 14.6mm, top: 17mm, bottom: 13.8mm),
  header: context {{
    set text(9pt)
    if calc.even(here().page()) [{TITLE}] else {{ align(right, hydra-title()) }}
  }},
  footer: context align(if calc.even(here().page()) {{ left }} else {{ right }},
    text(9pt, str(here().page()))))
#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh", region: "cn",
  top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 5.25pt,
  spacing: 5.25pt)
#show heading.where(level: 1): it => {{ current.update(it.body); pagebreak(weak: true)
  block(width: 100%, above: 16pt, below: 16pt,
    align(center, text(size: 16pt, weight: 700, it.body))) }}
#show heading.where(level: 2): it => block(above: 13pt, below: 13pt, sticky: true,
  inset: (left: 21pt), text(font: "Noto Sans CJK SC", size: 12pt, weight: 400, it.body))
#show outline.entry: it => {{ set par(first-line-indent: 0pt)
  link(it.element.location(), block(above: 5.25pt, below: 5.25pt)[
    #it.body() #box(width: 1fr, repeat[.]) (#it.element.location().page())]) }}
#align(center, text(size: 16pt, weight: 700)[目　录])
#outline(title: none, depth: 1)
""".replace(
    "#set document",
    '#let current = state("title", [])\n#let hydra-title() = current.get()\n#set document',
    1,
)
