"""The contents 目录 as data: parts, entries, annexes, headings, and where titles turn over."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from huozi.read.numbering import brings_number
from huozi.read.sense import broken
from huozi.values.galley import ContentsLine, ContentsList, ContentsPart, Known
from huozi.values.groups import listed_headings
from huozi.values.length import ems
from huozi.values.manuscript import Manuscript, Matter, Part, plain
from huozi.values.style import ContentsNumbers, UnitKind

#: Before a title, in characters: the column of numbers, and how far lines below a line stand in.
_NUMBER_EM, _BELOW_EM, _HANG_EM = 2.0, 2.0, 1.0
#: Between columns, and what stands at least between a title and its page number.
_GAP_EM, _LEADER_EM = 2.0, 1.5


def contents_list(manuscript: Manuscript, known: Known, title: str) -> ContentsList:
    """The contents of a book whose page numbers are as wide as is known."""
    wider = dict(known.wider)
    style = manuscript.contents
    padded = style.numbers is ContentsNumbers.PADDED
    parts = contents(manuscript)
    last = max((line.number for part in parts for line in part.lines), default=0)
    room = (manuscript.format.measure_chars - _GAP_EM * (style.columns - 1)) / style.columns
    room -= _NUMBER_EM + max(0, len(str(last)) - 2) * 0.5

    def turned(line: ContentsLine) -> ContentsLine:
        before = (line.level - 1) * _HANG_EM + (_BELOW_EM if line.below else 0)
        whole = room - before
        digits = wider.get(line.target, known.digits)
        number_em = _LEADER_EM + ems("0" * digits) + (ems("()") if padded else 0)
        turns = broken(line.title, whole, whole if line.details else whole - number_em)
        return replace(line, turns=turns)

    made = tuple(replace(part, lines=tuple(map(turned, part.lines))) for part in parts)
    return ContentsList(made, known.digits, title, padded, style.columns, known.wider)


def contents(manuscript: Manuscript) -> tuple[ContentsPart, ...]:
    """The contents as data: entries are numbered through, whatever part they are in; but not where
    most titles bring numbers of their own, 第一章.
    """
    own = sum(brings_number(entry.toc_title) for entry in manuscript.entries)
    bare = own * 2 > len(manuscript.entries)
    numbers = iter(manuscript.numbers or range(1, len(manuscript.entries) + 1))
    parts = list(_contents_of(manuscript.front))
    depth = manuscript.contents.depth
    listed = listed_headings(manuscript) if depth > 1 else {}
    for at, part in enumerate(manuscript.parts, 1):
        lines = []
        for entry in part.entries:
            number = next(numbers)
            shown = (entry.date_display, entry.docno)
            details = tuple(filter(None, shown)) if entry.kind is UnitKind.DOCUMENT else ()
            number = 0 if bare else number
            lines.append(ContentsLine(number, entry.toc_title, details, entry.id))
            lines += [
                ContentsLine(0, plain(h.block.inlines), (), h.target, level=h.block.level + 1)
                for h in listed.get(entry.id, ())
                if h.block.level < depth
            ]
            lines += [
                ContentsLine(0, f"{annex.label}\u3000{annex.title}", (), annex.id, below=True)
                for annex in entry.annexes
                if annex.in_contents
            ]
        parts.append(ContentsPart(part.title, tuple(lines), _target(manuscript, part, at)))
    return (*parts, *_contents_of(manuscript.back))


def _target(manuscript: Manuscript, part: Part, number: int) -> str:
    """Whose page number a part bears: its own page's; that of its first entry if it has none."""
    if not manuscript.contents.parts or not part.title:
        return ""
    if manuscript.rule(UnitKind.PART).counted:
        return f"part-{number}"
    return part.entries[0].id if part.entries else ""


def _contents_of(matters: Iterable[Matter]) -> Iterator[ContentsPart]:
    """The contents lines of front or back matter, without numbers."""
    lines = [ContentsLine(0, m.title, (), m.id) for m in matters if m.in_contents]
    if lines:
        yield ContentsPart("", tuple(lines))
