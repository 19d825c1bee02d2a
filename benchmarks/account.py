"""`python -m benchmarks.account --books N`: random rich books, none of which may lose a character.

Each book is drawn from its number, so that any can be made again. It is set, and its account has to
balance; then PDFium reads it, who knows nothing of the account, and has to find every marker: each
text bears a number of its own. `--million` makes one book of a million characters with 2,000 notes.
"""

import argparse
import io
import random
import re
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PIL import Image

from huozi.compositor import Warm
from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.values.errors import InputError
from huozi.values.manuscript import Severity

_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就"
    "分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
_LATIN = ("Internet", "PC", "ISO 9001", "Zhang Wei", "km", "2004年12月", "3.5%", "A4")
_LATIN += ("a / b", "x = y + z", "1990 – 2000", "`git commit -m`", "CO~2~", "x^2^+y^2^", "m^3^/s")
_MARKS = "，，，、；：，，。"
_NUMBERS = "一二三四五六七八九"
_LIKE = 20  # books one after another that are set in one manner


@dataclass(slots=True)
class Writer:
    """Writes one random book. Every text that has to be found again bears a marker."""

    draw: random.Random
    markers: list[str] = field(default_factory=list)
    notes: int = 0
    defined: list[str] = field(default_factory=list)

    def mark(self) -> str:
        """A number that no other text bears."""
        self.markers.append(f"{100000 + len(self.markers)}")
        return self.markers[-1]

    def words(self, least: int, most: int) -> str:
        """Some running text without marks of its own."""
        draw, text = self.draw, ""
        count = draw.randint(least, most)
        while len(text) < count:
            text += "".join(draw.choices(_HAN, k=draw.randint(2, 11)))
            if draw.random() < 0.06:
                text += draw.choice(_LATIN)
            if draw.random() < 0.08:
                text += draw.choice(("“", "（", "《"))
                closing_ = {"“": "”", "（": "）", "《": "》"}[text[-1]]
                text += "".join(draw.choices(_HAN, k=draw.randint(1, 8))) + closing_
            text += draw.choice(_MARKS)
        return text.rstrip("，、；：。")

    def dressed(self) -> str:
        """A stretch of text in some dress."""
        inner = self.words(2, 9)
        kind = self.draw.choice(
            ("**{}**", "*{}*", "[{}]{{.着重}}", "[{}]{{.专名}}", "[{}]{{.书名}}", "ruby",
             "m^2^", "H~2~O", "`{}`", "[{}](https://example.org/a)", "[{}]{{.索引}}", "note",
             "inline")
        )  # fmt: skip
        if kind == "ruby":
            return "".join(
                f"{{{c}|{self.draw.choice(('huó', 'zì', 'zhōng'))}}}"
                for c in "活字"[: self.draw.randint(1, 2)]
            )
        if kind == "note":
            return self.note()
        if kind == "inline":
            self.notes += 1
            return f"^[{self.words(3, 40)}{self.mark()}。]"
        if kind == "`{}`":
            return f"`{self.draw.choice(('build.py', 'git commit', 'x=1'))}`"
        return kind.format(inner)

    def note(self) -> str:
        """A call, whose text is written at the end of the file."""
        self.notes += 1
        label = f"n{self.notes}"
        self.defined.append(f"[^{label}]: {self.words(5, 160)}{self.mark()}。")
        return f"[^{label}]"

    def running(self, least: int = 20, most: int = 260) -> str:
        """A paragraph."""
        text = f"{self.words(4, 20)}{self.mark()}"
        for _ in range(self.draw.randint(0, 4)):
            text += f"{self.words(least // 4 + 1, most // 4 + 1)}{self.dressed()}"
        return f"{text}{self.words(2, 30)}。"

    # ---------------------------------------------------------------- blocks

    def heading(self) -> str:
        """A heading of some level."""
        number = self.draw.choice(_NUMBERS)
        kind = self.draw.choice(("{}、{}", "（{}）{}", "## {1}", "### {1}", "{}、{}"))
        return kind.format(number, f"{self.words(2, 14)}{self.mark()}")

    def items(self) -> str:
        """A list, some of it below other items."""
        count = self.draw.randint(2, 6)
        ordered = self.draw.random() < 0.5
        lines = []
        for number in range(1, count + 1):
            label = f"{number}." if ordered else "-"
            lines.append(f"{label} {self.words(3, 60)}{self.mark()}")
            if self.draw.random() < 0.15:
                lines.append(f"   - {self.words(3, 20)}{self.mark()}")
        return "\n".join(lines)

    def table(self) -> str:
        """A table, with merged cells and notes at times."""
        draw = self.draw
        columns, rows = draw.randint(2, 5), draw.randint(1, 24)
        brace = draw.choice(("", "", " {.ruled}", f' {{widths="{" ".join("2" * columns)}"}}'))
        lines = [f"表：{self.words(2, 12)}{self.mark()}{brace}", ""] if draw.random() < 0.8 else []
        head = [f"{self.words(1, 3)[:4]}" for _ in range(columns)]
        lines += [_row(head), _row(["---"] * columns)]
        for row in range(rows):
            cells = [f"{self.words(1, 6)[:7]}{self.mark()}" for _ in range(columns)]
            if row and columns > 2 and draw.random() < 0.06:
                self.drop(cells[0])
                cells[0] = "^"
            elif columns > 2 and draw.random() < 0.06:
                self.drop(cells[-1])
                cells[-1] = "<"
            if draw.random() < 0.08 and cells[0] != "^":
                cells[0] += self.note()
            lines.append(_row(cells))
        return "\n".join(lines)

    def drop(self, text: str) -> None:
        """A text that is not written after all."""
        self.markers[self.markers.index(text[-6:])] = ""

    def figure(self) -> str:
        """A picture with a caption, or two side by side."""
        if self.draw.random() < 0.2:
            width = self.draw.choice(("", "{width=40%}", "{width=10字}"))
            one, other = (
                f"![{self.words(2, 9)}{self.mark()}](图/{name}.png){width}" for name in "甲乙"
            )
            return f"{one} {other}"
        size = self.draw.choice(("", "{width=12字}", "{height=5行}", "{width=50% .页首}"))
        return f"![{self.words(2, 12)}{self.mark()}](图/{self.draw.choice('甲乙')}.png){size}"

    def verse(self) -> str:
        """A stanza."""
        lines = [f"{self.words(4, 7)[:7]}{self.mark()}，" for _ in range(self.draw.randint(2, 8))]
        return "::: 诗\n" + "\n".join(lines) + "\n:::"

    def quote(self) -> str:
        """A quotation."""
        return "\n>\n".join(f"> {self.running(8, 90)}" for _ in range(self.draw.randint(1, 2)))

    def centred(self) -> str:
        """Centred lines."""
        return (
            "::: 居中\n" + "\n".join(f"{self.words(2, 9)}{self.mark()}" for _ in range(2)) + "\n:::"
        )

    def source(self) -> str:
        """Where a text comes from."""
        return f"::: 出处\n（据《{self.words(3, 6)}》{self.mark()}刊印）\n:::"

    def signature(self) -> str:
        """Names and a date."""
        names = "\n".join(
            f"{self.words(4, 9)[:9]}{self.mark()}" for _ in range(self.draw.randint(1, 2))
        )
        return f"::: 落款\n{names}\n2004年12月27日\n:::"

    def attachments(self) -> str:
        """A note of attachments."""
        names = [f"{self.words(3, 12)}{self.mark()}" for _ in range(2)]
        return f"::: 附件\n附件：1. {names[0]}\n2. {names[1]}\n:::"

    def blocks(self, count: int) -> str:
        """The body of a file."""
        kinds: list[tuple[Callable[[], str], float]] = [
            (self.running, 9), (self.heading, 2), (self.items, 1.2), (self.table, 0.8),
            (self.figure, 0.7), (self.verse, 0.5), (self.quote, 0.6), (self.centred, 0.3),
            (lambda: "---", 0.3),
        ]  # fmt: skip
        made = [self.running()]
        for _ in range(count):
            (make,) = self.draw.choices([kind for kind, _ in kinds], [w for _, w in kinds])
            made.append(make())
            if make in (self.heading, self.figure):
                made.append(self.running())
        made.append(self.running())
        if self.draw.random() < 0.4:
            made.append(self.draw.choice((self.source, self.signature, self.attachments))())
        made += self.defined
        self.defined = []
        return "\n\n".join(made) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write(folder: Path, seed: int) -> list[str]:
    """Write the book of a number; the markers that have to be found in it."""
    draw = random.Random(seed)
    writer = Writer(draw)
    files = {}
    names = [f"{number}.md" for number in range(1, draw.randint(2, 4))]
    for name in names:
        front = [f"title: {writer.words(3, 14)}{writer.mark()}"]
        if draw.random() < 0.3:
            front.append(f"title_note: {writer.words(4, 20)}{writer.mark()}")
        if draw.random() < 0.3:
            front.append(f"contributor: {writer.words(2, 6)[:6]}{writer.mark()}")
        if draw.random() < 0.3:
            docno = f"docno: 京平发〔2004〕{len(files) + 1}号"
            front += ["kind: document", docno, "date: 2004-12-27"]
        files[name] = "---\n" + "\n".join(front) + "\n---\n\n" + writer.blocks(draw.randint(3, 16))
    book = [f"title: {writer.words(3, 9)[:9]}", f"notes: {draw.choice(('foot', 'foot', 'end'))}"]
    manner = random.Random(seed // _LIKE)  # the engine is kept for books of one manner
    book += [f"line: {{punctuation: {manner.choice(('quanjiao', 'kaiming', 'banjiao'))}, "
             f"hanging: {manner.choice(('true', 'false'))}, "
             f"prefer: {manner.choice(('push-out', 'push-in', 'balanced'))}}}"]  # fmt: skip
    if draw.random() < 0.4:
        size = f"lines: {draw.randint(22, 31)}, measure: {draw.randint(24, 29)}"
        book.append(f"format: {{{size}, leading: 15.75 pt, head_margin: 17 mm}}")
    front = [kind for kind in ("half-title", "title-page", "copyright") if draw.random() < 0.4]
    if draw.random() < 0.3:
        files["前言.md"] = writer.blocks(draw.randint(2, 6))
        front.append("preface: 前言.md")
    front.append("contents")
    text = "".join(files[name] for name in names)
    lists = {"list-of-tables": "表：", "list-of-figures": "!["}
    front += [kind for kind, sign in lists.items() if sign in text and draw.random() < 0.3]
    book += [f"front: [{', '.join(front)}]", f"entries: [{', '.join(names)}]"]
    if ".索引" in text and draw.random() < 0.4:
        book.append("back: [index]")
    _put(folder, files, "\n".join(book) + "\n", draw)
    return [marker for marker in writer.markers if marker]


def _put(folder: Path, files: dict[str, str], book: str, draw: random.Random) -> None:
    pictures = folder / "content/图"
    pictures.mkdir(parents=True)
    for name in "甲乙":
        size = draw.randint(300, 1400), draw.randint(200, 900)
        Image.new("L", size, draw.randint(60, 200)).save(pictures / f"{name}.png")
    for name, text in files.items():
        (folder / "content" / name).write_text(text, encoding="utf-8")
    (folder / "content/book.yaml").write_text(book, encoding="utf-8")


def lost(book: bytes, markers: list[str]) -> list[str]:
    """The markers that PDFium does not find, in whatever order it reads the pages."""
    with pypdfium2.PdfDocument(io.BytesIO(book)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    text = re.sub(r"[\s\u200b\ufffe\x02]+", "", "".join(pages))
    return [marker for marker in markers if marker not in text]


def _books(first: int, count: int, keep: Path | None) -> int:
    """Press some books. How many were refused or lost a marker."""
    bad, codes, began = 0, Counter[str](), time.monotonic()
    with tempfile.TemporaryDirectory() as name, closing(Warm(Path(name))) as warm:
        folder = Path(name)
        for seed in range(first, first + count):
            shutil.rmtree(folder / "content", ignore_errors=True)
            markers = write(folder, seed)
            outcome = _outcome(folder, markers, warm)
            codes.update(dict.fromkeys(outcome, 1))
            if wrong := [text for code, text in outcome.items() if text]:
                bad += 1
                _tell("\n    ".join((f"book {seed}:", *wrong[:3])))
                if keep:
                    shutil.copytree(folder / "content", keep / str(seed) / "content")
            if (seed + 1 - first) % 250 == 0:
                _tell(f"{seed + 1 - first} books: {dict(codes)}")
    seconds = time.monotonic() - began
    _tell(f"{count} books from {first} in {seconds:.0f} s: {dict(codes)}; {bad} bad")
    return bad


def _outcome(folder: Path, markers: list[str], warm: Warm) -> dict[str, str]:
    """What became of a book, by code; with words where it is not as it should be."""
    order = Order(folder, folder / "output/book.pdf", jobs=1)
    try:
        edition = press_book(order, Progress(), warm)
    except InputError as error:
        errors = (f for f in error.findings if f.severity is Severity.ERROR)
        return {f.code: f"{f.code} {f.place} {dict(f.params)}" for f in errors}
    if missing := lost(edition.pdf, markers):
        return {"lost": f"PDFium misses {missing[:5]} of {len(markers)}"}
    return {"balanced": ""}


# ---------------------------------------------------------------------------- the large book


def _million(folder: Path) -> Iterator[str]:
    """Write a million characters with 2,000 notes, tables, pictures and verse; what was written."""
    writer = Writer(random.Random(2010))
    files, characters = {}, 0
    for number in range(1, 101):
        parts = [f"---\ntitle: {writer.words(4, 12)}{writer.mark()}\n---"]
        for at in range(40):
            if at % 8 == 0:
                parts.append(f"{_NUMBERS[at // 8]}、{writer.words(3, 12)}{writer.mark()}")
            parts.append(
                f"{writer.words(210, 240)}{writer.mark()}{writer.note() if at % 2 else ''}。"
            )
            if at % 10 == 3:
                parts.append((writer.table, writer.figure, writer.verse, writer.items)[at // 10]())
        body = "\n\n".join([*parts, *writer.defined]) + "\n"
        writer.defined = []
        files[f"{number}.md"] = body
        characters += len(body)
    entries = ", ".join(files)
    _put(folder, files, f"title: 百万字\nfront: [contents]\nentries: [{entries}]\n", writer.draw)
    yield f"{characters} characters, {writer.notes} notes, {len(writer.markers)} markers"
    began, cpu = time.monotonic(), _cpu()
    with closing(Warm(folder)) as warm:
        edition = press_book(Order(folder, folder / "output/book.pdf"), Progress(), warm)
    yield f"{edition.pages} pages in {time.monotonic() - began:.1f} s, CPU {_cpu() - cpu:.1f} s"
    peak = max(resource.getrusage(who).ru_maxrss for who in _WHOSE)
    yield f"peak of one process {peak / 1024:.0f} MB"
    markers = [marker for marker in writer.markers if marker]
    yield f"PDFium misses {len(lost(edition.pdf, markers))} markers"


_WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu() -> float:
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, _WHOSE))


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Make the books that are asked for; the exit code says whether all of them balance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=0, help="so many random books")
    parser.add_argument("--first", type=int, default=0, help="number of the first of them")
    parser.add_argument("--keep", type=Path, help="folder where the books are left")
    parser.add_argument("--million", action="store_true", help="one book of a million characters")
    given = parser.parse_args()
    bad = _books(given.first, given.books, given.keep) if given.books else 0
    if given.million:
        with tempfile.TemporaryDirectory() as name:
            for line in _million(Path(name)):
                _tell(line)
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
