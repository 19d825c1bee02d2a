"""What a sheet carries beside its pages: marks for cutting, folding and gathering, and the slug."""

from huozi.finish.slug import Typesetter
from huozi.finish.ticks import drawn
from huozi.impose import marks
from huozi.impose.plan import ImpositionOrder, ImpositionPlan
from huozi.impose.schedule import Seam, Sheet
from huozi.impose.source import SourcePdf
from huozi.messages import say
from huozi.values.length import mm

SLUG_SIZE_PT = 6.0
_FIGURE_SIZE_PT = 6.0
_ROOM_FOR_FIGURES_PT = mm(2.5)


def furniture(
    job: ImpositionOrder, plan: ImpositionPlan, source: SourcePdf, index: int, back: bool,
    bleed: float, pen: Typesetter | None,
) -> bytes:  # fmt: skip
    """Marks and slug of one side."""
    sheet, stream = plan.sheets[index], b""
    if job.marks:
        stream += drawn(marks.crop_marks(plan.frame, bleed))
        stream += drawn(marks.fold_marks(plan.frame, bleed), dashed=True)
        if sheet.outermost and not back and plan.signatures > 1:
            stream += _collation(job, plan, sheet, pen)
    if job.slug and pen and (spot := marks.slug_spot(plan.frame, bleed, SLUG_SIZE_PT)):
        words = slug_words(job.slug_language, plan, source, index, back)
        room = spot.room_pt - pen.width_pt(words, SLUG_SIZE_PT)
        title = pen.fitted(source.title, SLUG_SIZE_PT, room)
        stream += pen.line(title + words, SLUG_SIZE_PT, spot.x, spot.y, spot.upright)
    return stream


def slug_words(
    language: str, plan: ImpositionPlan, source: SourcePdf, index: int, back: bool
) -> str:
    """What the slug says after the title: date of the book, sheet, side, section."""
    sheet = plan.sheets[index]
    words = [source.date] if source.date else []
    words.append(say("impose-slug-sheet", language, sheet=index + 1, total=len(plan.sheets)))
    words.append(say("impose-slug-back" if back else "impose-slug-front", language))
    if plan.signatures > 1:
        counted = {"signature": sheet.signature, "total": plan.signatures}
        words.append(say("impose-slug-signature", language, **counted))
    return "".join(f"　{word}" for word in words)


def _collation(
    job: ImpositionOrder, plan: ImpositionPlan, sheet: Sheet, pen: Typesetter | None
) -> bytes:
    """The mark on the back of a section, and its number where that will be ground off."""
    outer = min(
        (cell for cell in sheet.front if cell.depth == 0), key=lambda cell: cell.column
    )  # its last page; the first lies right of it, and the fold between them
    trim, room = plan.frame.trim(outer), job.room.at(Seam.SPINE)
    spine_x = trim.right + room / 2
    mark = marks.collation_mark(trim.height, sheet.signature, plan.signatures)
    box = marks.collation_box(spine_x, trim, mark, room)
    stream = marks.filled(box)
    if pen and room >= _ROOM_FOR_FIGURES_PT:
        number = str(sheet.signature)
        x = spine_x - pen.width_pt(number, _FIGURE_SIZE_PT) / 2
        stream += pen.line(number, _FIGURE_SIZE_PT, x, box.bottom - _FIGURE_SIZE_PT)
    return stream
