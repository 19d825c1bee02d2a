"""From what was found to rows of the report: guesses, changes, what was left out, what was moved.

Run in the sandbox, where the manuscript is: what leaves it are short strings.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from huozi.intake.context import Paragraphs, Quoted
from huozi.intake.fates import AsMatter, Changed, Fated, LeftOut, Set
from huozi.intake.images import BookImage, dpi_of
from huozi.intake.observed import observed
from huozi.intake.outcome import Converted, IntakeNotice, Question
from huozi.intake.values import AtomKind, WordPicture, WordSpot, WordText
from huozi.jobs.manuscripts.report import ImportAccount, ReportQuestion, ReportRow

_MAIN = "word/document.xml"
COARSE_DPI = 200  # below it a picture looks soft in print
#: Notices of the conversion that tell where something went.
_MOVED = ("box-", "table-", "layout-", "picture-", "cell-")
#: Notices of what other rows tell with authors and neighbours.
_TOLD_ELSEWHERE = (
    "change-", "changed-", "dropped-", "left-out-", "unshown-", "named-", "comment", "number-made",
    "look-struck", "look-highlight", "look-colour", "form-line", "half-width-marks",
    "straight-quotes", "blanks-between-han", "zero-alike", "private-character", "look-alike",
    "identity-number", "telephone-number", "secret-word", "picture-metafile", "picture-cropped",
    "picture-external", "picture-of-object",
)  # fmt: skip
#: What has no words and is told all the same when it is left out.
_TOLD_BARE = (AtomKind.PICTURE, AtomKind.SYMBOL)


def place_of(spot: WordSpot | None) -> str:
    """A place as the report has it: ¶12 of the text, `footnotes ¶2` of another part."""
    if spot is None:
        return ""
    part = "" if spot.part in (_MAIN, "") else spot.part.rpartition("/")[2].partition(".")[0]
    return f"{part} ¶{spot.paragraph}".strip() if spot.paragraph else part


def account_of(text: WordText, ledger: Iterable[Fated]) -> ImportAccount:
    """The fates of the visible characters; that they add up to all of them is the ledger's."""
    counts = {Set: 0, AsMatter: 0, Changed: 0, LeftOut: 0}
    for fated in ledger:
        words = text.atoms[fated.atom].text[fated.start : fated.stop]
        counts[type(fated.fate)] += _visible(words)
    return ImportAccount(sum(_visible(atom.text) for atom in text.atoms), *counts.values())


def _visible(words: str) -> int:
    return len("".join(words.split()))


def rows_of(text: WordText, converted: Converted) -> tuple[ReportRow, ...]:
    """All rows but those of pictures."""
    made = _RowsOf(text, converted)
    return (
        *made.guesses(),
        *made.observations(),
        *made.notices(),
        *made.changed(),
        *made.left(),
    )


def picture_rows(text: WordText, images: Mapping[str, BookImage]) -> tuple[ReportRow, ...]:
    """Each picture: format, size, resolution, and what was cut off. Where it is a file of the book,
    its id stands for its path, which is not known yet.
    """
    paragraphs = Paragraphs(text)
    rows, seen = list[ReportRow](), set[str]()
    for picture in text.pictures:
        if picture.id in seen:
            continue
        seen.add(picture.id)
        image = images.get(picture.id)
        facts = [picture.format.upper() or "?"]
        if image and image.width_px:
            facts.append(f"{image.width_px} × {image.height_px} px")
            if dpi := dpi_of(image, picture.width_pt, picture.height_pt):
                facts.append(f"{dpi} dpi")
        facts += (picture.description[:60], picture.external[:120])
        near = _parts(paragraphs.near(picture.spot))
        rows += (
            ReportRow(
                "picture", code, place_of(picture.spot), *near,
                detail=" · ".join(filter(None, facts)), target=picture.id,
            )
            for code in _picture_codes(picture, image)
        )  # fmt: skip
    return tuple(rows)


def questions_of(text: WordText, questions: Iterable[Question]) -> tuple[ReportQuestion, ...]:
    """Questions with the neighbours of their words."""
    paragraphs = Paragraphs(text)
    return tuple(
        ReportQuestion(
            q.id, q.code, place_of(q.spot), *_parts(paragraphs.of_words(q.spot, q.words)),
            q.proposals, q.answer, q.blocks,
        )
        for q in questions
    )  # fmt: skip


def _parts(quoted: Quoted) -> tuple[str, str, str]:
    return quoted.before, quoted.words, quoted.after


class _RowsOf:
    """The rows of one manuscript."""

    def __init__(self, text: WordText, converted: Converted) -> None:
        self.text, self.converted = text, converted
        self.paragraphs = Paragraphs(text)

    def row(self, family: str, code: str, quoted: Quoted, **more: object) -> ReportRow:
        """A row with its words between their neighbours."""
        before, words, after = _parts(quoted)
        return ReportRow(family, code, place_of(quoted.spot), before, words, after, **more)  # type: ignore[arg-type]

    def observations(self) -> Iterator[ReportRow]:
        """What stands in the manuscript, whatever became of it."""
        for one in observed(self.text):
            yield self.row(
                one.family, one.code, one.quoted, detail=one.detail, author=one.author,
                date=one.date, count=one.count,
            )  # fmt: skip

    def guesses(self) -> Iterator[ReportRow]:
        """What passages were taken for, with the reason and how sure that is."""
        for guess in self.converted.proposals:
            quoted = self.paragraphs.of_words(guess.spot, guess.words)
            yield self.row(
                "part", str(guess.part), quoted, detail=guess.reason,
                sure=round(guess.confidence, 2),
            )  # fmt: skip

    def notices(self) -> Iterator[ReportRow]:
        """What the conversion tells, beside what other rows tell."""
        pictures = {picture.spot: picture.id for picture in self.text.pictures}
        for notice in self.converted.notices:
            if notice.code.startswith(_TOLD_ELSEWHERE):
                continue
            family = self._family(notice)
            moved = family == "moved"
            target = notice.detail if moved else ""
            quoted = self.paragraphs.of_words(notice.spot, notice.words)
            if notice.spot and (notice.code == "picture-moved" or not notice.words):
                quoted = self.paragraphs.near(notice.spot)
                target = pictures.get(notice.spot, target) if moved else target
            detail = "" if moved or notice.detail.startswith("<") else notice.detail
            code = notice.code.removeprefix("made-")
            yield self.row(family, code, quoted, detail=detail, target=target, count=notice.count)

    @staticmethod
    def _family(notice: IntakeNotice) -> str:
        if notice.code.startswith(_MOVED):
            return "moved"
        if notice.code.startswith("number-"):
            return "number"
        if notice.code.startswith("made-"):
            return "made"
        if notice.code.startswith("symbol-"):
            return "character"
        return "notice"

    def changed(self) -> Iterator[ReportRow]:
        """What stands there as something else."""
        for fated in self.converted.ledger:
            fate = fated.fate
            if isinstance(fate, Changed) and fate.rule != "blank-rule":  # a look
                atom = self.text.atoms[fated.atom]
                quoted = self.paragraphs.of_atom(atom, fated.start, fated.stop)
                target = f"{fate.file}:{fate.line}" if fate.line else fate.key
                yield self.row("changed", fate.rule, quoted, to=fate.after, target=target)

    def left(self) -> Iterator[ReportRow]:
        """What stands nowhere: runs of a paragraph with one reason are one row."""
        fates = [f for f in self.converted.ledger if isinstance(f.fate, LeftOut)]
        fates.sort(key=lambda f: (f.atom, f.start))

        def place(fated: Fated) -> tuple[WordSpot, str]:
            spot = self.text.atoms[fated.atom].spot
            assert isinstance(fated.fate, LeftOut)
            return WordSpot(spot.part, spot.paragraph), fated.fate.reason

        for (spot, reason), found in groupby(fates, place):
            run = list(found)
            words = "".join(self.text.atoms[f.atom].text[f.start : f.stop] for f in run)
            bare = all(self.text.atoms[f.atom].kind not in _TOLD_BARE for f in run)
            if not words.strip() and bare:
                continue
            first, last = self.text.atoms[run[0].atom], self.text.atoms[run[-1].atom]
            whole = "".join(a.text for a in self.text.atoms[first.number : last.number + 1])
            quoted = (
                self.paragraphs.of_atoms(first, last)
                if whole == words
                else Quoted(spot, "", words[:120], "")
            )
            yield self.row("left", reason, quoted)


def _picture_codes(picture: WordPicture, image: BookImage | None) -> tuple[str, ...]:
    """What there is to say of a picture."""
    if picture.external:
        return ("external",)
    if image is None:
        return ("unused",) if picture.member else ("missing",)
    if image.fault:
        return ({"crop": "uncut"}.get(image.fault, image.fault),)
    dpi = dpi_of(image, picture.width_pt, picture.height_pt)
    said = (
        ("coarse", 0 < dpi < COARSE_DPI), ("cropped", image.cropped), ("drawn", image.drawn)
    )  # fmt: skip
    return tuple(code for code, holds in said if holds) or ("kept",)
