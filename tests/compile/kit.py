"""Units and compilers for tests of the compiler. Engines are costly: one a set of pictures."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from huozi.compile.compiler import Compiler
from huozi.compile.house import House, read_house
from huozi.compile.pictures import Parcel
from huozi.files import house_dir
from huozi.fonts import typecase
from huozi.store.digests import FileDigests
from huozi.values.galley import EntryText, Galley, RunningHead, Setting, Unit
from huozi.values.length import Side, mm
from huozi.values.manuscript import Block, BlockKind, Entry, Inline, InlineKind, Note, Place
from huozi.values.style import FontRoles, LineStyle, PageFormat, UnitKind

FORMAT = PageFormat(mm(140), mm(203), 10.5, 15.75, 29, 31, mm(18), mm(17))
SETTING = Setting(FORMAT, LineStyle(), FontRoles(), "zh-CN")
FILE = "content/甲.md"


@cache
def case() -> typecase.TypeCase:
    return typecase.find(FontRoles(), FileDigests(Path("no-such-folder")))


@cache
def house() -> House:
    return read_house(house_dir())


def styled(css: str, name: str = "article.css") -> House:
    """The house with a rule of a book's own."""
    return House(house().templates, house().styles | {name: house().styles[name] + css})


@cache
def _engine_of() -> Callable[[Mapping[str, bytes]], Compiler]:
    """One engine for all compilers: its fonts stay loaded, its pictures change."""
    parcel = Parcel({})
    first = Compiler(parcel, house(), SETTING, case())

    def give(files: Mapping[str, bytes]) -> Compiler:
        parcel.files = files
        return first

    return give


def compiler(house_: House | None = None, files: Mapping[str, bytes] | None = None) -> Compiler:
    """A compiler of this house style, with these pictures."""
    first = _engine_of()(files or {})
    if house_ is None:
        return first
    made = Compiler(first.pictures, house_, SETTING, first.case)
    made.__dict__["engine"] = first.engine
    return made


def text(words: str) -> Inline:
    return Inline(InlineKind.TEXT, words)


def paragraph(words: str, line: int = 5, kind: BlockKind = BlockKind.PARAGRAPH, **fields) -> Block:
    return Block(kind, Place(FILE, line), (text(words),), **fields)


def unit(
    *body: Block, title: str = "题名", head: str = "题名", reserve_pages: int = 0,
    notes: tuple[Note, ...] = (), **fields,
) -> Unit:  # fmt: skip
    """An article."""
    place = Place(FILE, 1)
    entry = Entry("jia", place, UnitKind.ARTICLE, title, (title,), title, title, body=body,
                  notes=notes, reserve_pages=reserve_pages, **fields)  # fmt: skip
    heads = (RunningHead(Side.RECTO, head),) if head else ()
    return Unit("jia", UnitKind.ARTICLE, place, EntryText(entry), title, heads, reserve_pages)


def galley(*body: Block, house_: House | None = None, files=None, **fields) -> Galley:
    """The galley of an article."""
    images = tuple((path, "") for path in files or {})
    return compiler(house_, files).compile(replace(unit(*body, **fields), images=images))


def shown(made: Galley, content: bytes) -> str:
    """The text of a content stream, through the galley's own fonts."""
    import re

    fonts = {use.resource: {glyph: words for glyph, _, words in use.rows} for use in made.fonts}
    words, font = "", {}
    for name, show in re.findall(rb"/(\w+) [\d.]+ Tf|(\[[^\]]*\]|<[0-9a-f]*>)\s*T[jJ]", content):
        if name:
            font = fonts[name.decode()]
            continue
        for ids in re.findall(rb"<([0-9a-f]*)>", show):
            words += "".join(font[int(ids[at : at + 4], 16)] for at in range(0, len(ids), 4))
    return words
