"""审校单: the sheet of a proof to be signed: characters, errors by page, rate, verdict."""

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from huozi.files import write_atomically
from huozi.jobs.proofreading.job import rulings_of
from huozi.jobs.single_sheet import set_sheet
from huozi.press import Order, Press, made_up, open_press
from huozi.progress import Progress
from huozi.proofread.rate import UNCONFIRMED, WEIGHTS, PageCount, Rate, characters, rate
from huozi.read.dates import display
from huozi.read.places import located
from huozi.read.rulings import RULINGS_FILE
from huozi.read.source import MissingFileError, ReadOnce
from huozi.values.errors import InputError
from huozi.values.galley import SheetFacts, SheetText, Unit
from huozi.values.length import ISO_MM, mm
from huozi.values.manuscript import BookInfo, Entry, Place, finding
from huozi.values.pages import Forme
from huozi.values.rulings import AcceptedError, ProofRead
from huozi.values.style import PageFormat, Status, UnitKind

_A4_PT = (mm(ISO_MM["A4"][0]), mm(ISO_MM["A4"][1]))
_MOST_PAGES = 200  # of a sheet: a list of errors beyond any proof
_NUMBERS = "一二三四五六七八九"
#: What paints text; a page without it is blank, or kept for text that has not come in.
_TEXT = re.compile(rb"T[jJ]\s")
_PROOFS = re.compile(r"proofs\s*:")
_HALF_PAGES = (UnitKind.TITLE_PAGE,)
_FULL_PAGES = (UnitKind.COPYRIGHT, UnitKind.COLOPHON)  # whether they are numbered or not


class ErrorLine(Struct, frozen=True):
    """Errors of a kind on the sheet."""

    kind: str
    accepted: int
    counted: int
    weight: str  # of each
    errors: str  # together
    confirmed: bool  # the weight was read in the annex


class ProofSheetFacts(SheetFacts, frozen=True):
    """What `templates/proof-sheet.html` shows, by the names it uses."""

    book: BookInfo
    proof: str  # 一校
    who: str
    date: str
    per_line: int
    lines: int
    full: int  # pages, as `PageCount` has them
    halves: int
    unset: int
    characters: str
    kinds: tuple[ErrorLine, ...]
    errors: tuple[AcceptedError, ...]
    sum: str
    rate: str
    passes: bool
    pages: int = 1  # of the sheet

    @property
    def told(self) -> tuple[SheetText, ...]:
        """What nobody may miss: of which book, the figures, and each error."""
        texts = [SheetText("book", self.book.title, "title"), SheetText("rate", self.rate)]
        for error in self.errors:
            texts += (SheetText("errors", error.wrong), SheetText("errors", error.right))
        return tuple(told for told in texts if told.text)


def proof_name(number: int) -> str:
    """The name of a proof: 一校."""
    return f"{_NUMBERS[number - 1]}校"


def press_sheet(order: Order, number: int, progress: Progress) -> Rate:
    """Make the sheet of a proof of the book as it stands. Raises as `press_book` does, and
    InputError where the proof was not recorded.
    """
    source = ReadOnce(order.book_dir)
    rulings = rulings_of(source)
    proof = rulings.proof(number)
    if proof is None:
        place = Place(RULINGS_FILE, _line_of_proofs(source))
        raise InputError(located([finding("sheet-proof-missing", place, number=number)], source))
    with open_press(order, progress) as press:
        forme = made_up(press)
        pages, page = page_count(forme), press.manuscript.format
        if not pages.full:
            raise InputError([finding("sheet-no-pages", press.manuscript.book.place)])
        found = rate(proof.errors, characters(page.measure_chars, page.lines, pages))
        progress.step("link")
        made = _set(press, proof, pages, found)
    write_atomically(order.output, made)
    return found


def _line_of_proofs(source: ReadOnce) -> int:
    """The line on which proofs are recorded; the last one where none are, 0 without the file."""
    try:
        lines = source.peek(RULINGS_FILE).splitlines()
    except MissingFileError:
        return 0
    return next((n for n, line in enumerate(lines, 1) if _PROOFS.match(line)), len(lines))


def page_count(forme: Forme) -> PageCount:
    """The pages of a book by how they count (annex, 2): the numbered ones that show something,
    title and copyright pages. Texts that have not come in have none.
    """
    waiting = {
        text.id
        for text in forme.manuscript.texts
        if isinstance(text, Entry) and text.status is Status.PENDING
    }
    kinds = {unit.id: unit.kind for unit in forme.units}
    full = titles = unset = 0
    for page in forme.page_map.pages:
        stream = b"" if page.page is None else forme.galleys[page.unit_id].contents[page.page]
        kind = kinds[page.unit_id]
        if page.unit_id in waiting or not _TEXT.search(stream):
            unset += 1
        elif kind in _HALF_PAGES:
            titles += 1
        elif page.number is None and kind not in _FULL_PAGES:
            unset += 1
        else:
            full += 1
    return PageCount(full, titles, unset)


def _set(press: Press, proof: ProofRead, pages: PageCount, found: Rate) -> bytes:
    info = press.manuscript.book
    content = sheet_facts(info, press.manuscript.format, proof, pages, found)
    unit = Unit("proof-sheet", UnitKind.PROOF_SHEET, Place(RULINGS_FILE, proof.line), content)

    def numbered(unit: Unit, pages: int) -> Unit:
        return replace(unit, content=replace(content, pages=pages))

    title = f"{info.title}　审校单（{content.proof}）"
    return set_sheet(unit, title, _A4_PT, press, most=_MOST_PAGES, numbered=numbered)


def sheet_facts(
    info: BookInfo, page: PageFormat, proof: ProofRead, pages: PageCount, found: Rate
) -> ProofSheetFacts:
    """The figures of a sheet as they are read; all its other words are in the template."""
    kinds = tuple(
        ErrorLine(
            one.kind.value, one.accepted, one.counted, f"{WEIGHTS[one.kind]:g}",
            f"{one.errors:g}", one.kind not in UNCONFIRMED,
        )
        for one in found.kinds
    )  # fmt: skip
    return ProofSheetFacts(
        book=info,
        proof=proof_name(proof.number),
        who=proof.who,
        date=display(proof.date),
        per_line=page.measure_chars,
        lines=page.lines,
        full=pages.full,
        halves=pages.titles,
        unset=pages.unset,
        characters=f"{found.characters:,}",
        kinds=kinds,
        errors=tuple(in_order(proof.errors)),
        sum=f"{found.errors:g}",
        rate=f"{found.in_10_000}",
        passes=found.passes,
    )


def in_order(errors: Iterable[AcceptedError]) -> list[AcceptedError]:
    """Errors by page: those with numerals of the front before those of the text."""

    def key(error: AcceptedError) -> tuple[bool, int]:
        number = error.page.isdecimal()
        return number, int(error.page) if number else _roman(error.page)

    return sorted(errors, key=key)


def _roman(numeral: str) -> int:
    """The value of a small Roman numeral; 0 for what is none."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}.get(sign, 0) for sign in numeral.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
