"""Notes that were made by hand: a ① in the text, and below it a line that begins with ①.

Such a line is text until a person says that it is a note.
"""

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.fates import Fated, LeftOut
from huozi.intake.inquiry import Inquiry
from huozi.intake.passages import Bit, Flow, FlowItem, FlowPassage, cut
from huozi.intake.values import AtomKind

_SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
#: How far below its call a note made by hand stands at most, in items.
_NEAR = 60


class _Call(Struct, frozen=True):
    """A circled number inside a text: of which item, atom and character."""

    item: int
    atom: int
    at: int


def with_typed_notes(made: Flow, inquiry: Inquiry) -> Flow:
    """The flow with the notes that a person said are some; the others are asked for."""
    items: list[FlowItem | None] = list(made.items)
    notes, left = dict(made.notes), list(made.left)
    open_calls: dict[str, _Call] = {}
    for at, item in enumerate(made.items):
        if not isinstance(item, FlowPassage):
            continue
        sign = item.words.strip()[:1]
        call = open_calls.pop(sign, None) if sign in _SIGNS else None
        if call and sign and at - call.item <= _NEAR and _is_typed(item, sign):
            said = inquiry.ask("typed-note", item.spot, item.words, ("text", "note"))
            holder = items[call.item]
            if said == "note" and isinstance(holder, FlowPassage):
                id = f"typed:{item.spot.paragraph}"
                items[call.item], items[at] = _with_call(holder, call, id), None
                mark, rest = cut(item, item.words.index(sign) + 1)
                notes[id] = (rest,)
                left += (
                    Fated(b.atom.number, b.start, b.stop, LeftOut("note-mark", b.text))
                    for b in mark.bits
                )
                continue
        open_calls |= _calls(item, at)
    return Flow(tuple(item for item in items if item), notes, tuple(left))


def _is_typed(item: FlowPassage, sign: str) -> bool:
    """Whether it has words behind the sign, which no program made."""
    return item.bits[0].atom.kind is AtomKind.TEXT and len(item.words.strip()) > len(sign) + 1


def _calls(item: FlowPassage, at: int) -> dict[str, _Call]:
    """Circled numbers inside a passage, not at its beginning; each where it stands alone."""
    found: dict[str, list[_Call]] = {}
    seen = False
    for bit in item.bits:
        for offset, char in enumerate(bit.text if bit.atom.kind is AtomKind.TEXT else ""):
            if char in _SIGNS and seen:
                found.setdefault(char, []).append(_Call(at, bit.atom.number, bit.start + offset))
            seen = seen or bool(char.strip())
    return {sign: calls[0] for sign, calls in found.items() if len(calls) == 1}


def _with_call(item: FlowPassage, call: _Call, id: str) -> FlowPassage:
    """A passage whose circled number is the call of a note."""
    made: list[Bit] = []
    for bit in item.bits:
        if bit.atom.number == call.atom and bit.start <= call.at < bit.stop:
            own = replace(bit.atom, kind=AtomKind.NOTE_CALL, refers=id)
            pieces = (
                Bit(bit.atom, bit.start, call.at), Bit(own, call.at, call.at + 1),
                Bit(bit.atom, call.at + 1, bit.stop),
            )  # fmt: skip
            made += (piece for piece in pieces if piece.start < piece.stop)
        else:
            made.append(bit)
    return replace(item, bits=tuple(made))
