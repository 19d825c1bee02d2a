"""The order of a body: which passages make a box, a list, a table with its title, a heading."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from huozi.intake.looks import PassageLook
from huozi.intake.outcome import PartOfText
from huozi.intake.passages import FlowItem, FlowPassage, FlowPicture, FlowTable
from huozi.intake.sequence import number_form
from huozi.intake.sheet import EntrySheet
from huozi.read.numbering import heading_level, is_short

#: Lists whose lines follow each other; the reader takes each line for an item.
_LISTED = ("figure", "figure-bracket", "half-bracket", "circle")


class EntryRoles(Struct, frozen=True):
    """What the passages of a unit are, by their indices; and the levels of headings."""

    parts: Mapping[int, PartOfText]
    levels: Mapping[int, int]


def write_body(
    sheet: EntrySheet,
    items: Sequence[FlowItem],
    looks: Mapping[int, PassageLook],
    wanted: Sequence[int],
    roles: EntryRoles,
) -> None:
    """Write the items at `wanted` indices in order; what is front matter is not among them."""
    at = 0
    while at < len(wanted):
        index = wanted[at]
        item = items[index]
        following = items[wanted[at + 1]] if at + 1 < len(wanted) else None
        part = roles.parts.get(index, PartOfText.TEXT)
        if isinstance(item, FlowTable):
            sheet.table(item, None)
        elif isinstance(item, FlowPicture):
            is_caption = at + 1 < len(wanted) and _is(roles, wanted[at + 1], PartOfText.CAPTION)
            caption = following if is_caption and isinstance(following, FlowPassage) else None
            caption = caption if caption and caption.words.lstrip()[:1] == "图" else None
            sheet.figure(item, caption)
            at += caption is not None
        elif part is PartOfText.CAPTION and isinstance(following, FlowTable):
            sheet.table(following, item)
            at += 1
        elif part in _BOXES:
            count = _same_box(wanted, roles, at)
            own = [items[n] for n in wanted[at : at + count]]
            sheet.box(_BOXES[part], [p for p in own if isinstance(p, FlowPassage)])
            at += count - 1
        elif part is PartOfText.HEADING:
            sheet.heading(item, roles.levels[index])
        else:
            at += _text(sheet, items, looks, wanted[at:], roles) - 1
        at += 1


#: Boxes of the dialect, by parts; a signature and its date share one.
_BOXES = {
    PartOfText.ADDRESSEE: "主送", PartOfText.ATTACHMENTS: "附件",
    PartOfText.SIGNATURE: "落款", PartOfText.DATE: "落款",
}  # fmt: skip


def _same_box(wanted: Sequence[int], roles: EntryRoles, at: int) -> int:
    """How many passages from one on go into the same box."""
    name = _BOXES[roles.parts[wanted[at]]]
    count = 1
    while at + count < len(wanted):
        part = roles.parts.get(wanted[at + count])
        if part is None or _BOXES.get(part) != name or wanted[at + count] != wanted[at] + count:
            break
        count += 1
    return count


def _text(
    sheet: EntrySheet,
    items: Sequence[FlowItem],
    looks: Mapping[int, PassageLook],
    wanted: Sequence[int],
    roles: EntryRoles,
) -> int:
    """Text from here on: items that count, centred lines, or one paragraph; how many passages."""
    run: list[FlowPassage] = []
    for index in wanted:
        item = items[index]
        if (
            not isinstance(item, FlowPassage)
            or roles.parts.get(index, PartOfText.TEXT) not in _TEXT
        ):
            break
        run.append(item)
    if len(counted := _counted(run)) > 1:
        sheet.items(counted)
        return len(counted)
    centred = [p for p, n in zip(run, wanted, strict=False) if _is_centred(looks[n])]
    if centred and centred[0] is run[0]:
        length = next((n for n, p in enumerate(run) if p not in centred), len(run))
        sheet.box("居中", run[:length])
        return length
    sheet.paragraph(run[0])
    return 1


_TEXT = (PartOfText.TEXT, PartOfText.PUBLIC, PartOfText.CAPTION, PartOfText.CONTRIBUTOR)


def _counted(run: Sequence[FlowPassage]) -> list[FlowPassage]:
    """The passages from the first on that are short lines of one list."""
    made: list[FlowPassage] = []
    for passage in run:
        words = passage.words.strip(" \u3000\t")
        form = number_form(words)
        last = number_form(made[-1].words.strip(" \u3000\t")) if made else None
        if form is None or form.form not in _LISTED or "\n" in words or not is_short(words):
            break
        if any(bit.atom.look.underline for bit in passage.bits):
            break
        rest = words[len(form.sign) :]
        if rest[:1] in (" ", "\u3000", "\t") or rest[:1].isdecimal() or not rest:
            break
        if last and (last.form, last.value + 1) != (form.form, form.value):
            break
        made.append(passage)
    return made if any(heading_level(p.words.strip()) for p in made) else []


def _is_centred(look: PassageLook) -> bool:
    return look.spread and look.short and "\n" not in look.text


def _is(roles: EntryRoles, index: int, part: PartOfText) -> bool:
    return roles.parts.get(index) is part
