"""How a passage looks, said in the few words that rules for parts need."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from huozi.intake.passages import FlowItem, FlowPassage, FlowTable, PassageHome, visible
from huozi.intake.values import AtomKind, WordLook

#: Share of the characters of a passage that makes its look.
_MOST = 0.7
_HEI = ("黑", "Hei", "hei", "Gothic", "Sans", "Arial", "小标宋", "标宋", "粗")
_KAI = ("楷", "Kai", "kai")


class PassageLook(Struct, frozen=True):
    """The look of a passage as a whole, and its words."""

    text: str  # without blanks at the ends, soft returns as line ends
    size_pt: float
    bold: bool
    face: str  # song, hei, kai, or the name of another
    red: bool
    align: str
    indent_chars: float  # of its first line
    left_chars: float  # of all its lines
    outline: int | None  # level from 0: by style or by itself
    style: str
    number: str  # the automatic number it begins with
    home: PassageHome
    new_page: bool
    gap: bool

    @property
    def short(self) -> bool:
        """Whether it may be a heading, by its length."""
        return len(self.text) <= 45

    @property
    def right(self) -> bool:
        """Whether it stands at the right, by alignment or by a deep indent."""
        return self.align == "right" or self.left_chars + self.indent_chars >= 10

    @property
    def spread(self) -> bool:
        """Whether it stands in the middle."""
        return self.align in ("center", "distribute")


def look_of(passage: FlowPassage) -> PassageLook:
    """The look of most of its characters."""
    looks: Counter[WordLook] = Counter()
    for bit in passage.bits:
        if bit.atom.kind is not AtomKind.RUBY:
            looks[bit.atom.look] += len(visible(bit.text))
    most = looks.most_common(1)[0][0] if looks else WordLook()
    total = sum(looks.values()) or 1
    paragraph = passage.paragraph
    indents, size = paragraph.indents, most.size_pt or 10.5
    first = bits[0].atom if (bits := passage.bits) else None
    words = passage.words
    lead = len(words) - len(words.lstrip(" \u3000\t"))
    typed = sum(1.0 if blank == "\u3000" else 0.5 for blank in words[:lead])
    return PassageLook(
        text=words.strip(" \u3000\t\n\xa0"),
        size_pt=size,
        bold=sum(n for look, n in looks.items() if look.bold) >= _MOST * total,
        face=_face(most.east_asian),
        red=sum(n for look, n in looks.items() if _is_red(look.colour)) >= _MOST * total,
        align=paragraph.alignment,
        indent_chars=(indents.first_chars or indents.first_pt / size) + typed,
        left_chars=indents.left_chars or indents.left_pt / size,
        outline=paragraph.outline,
        style=paragraph.style,
        number=first.text if first and first.kind is AtomKind.NUMBER else "",
        home=passage.home,
        new_page=passage.new_page,
        gap=passage.gap,
    )


def body_look(looks: Iterable[PassageLook]) -> tuple[float, str, bool]:
    """Size, face and weight of most characters of a text."""
    found: Counter[tuple[float, str, bool]] = Counter()
    for look in looks:
        if look.outline is None:
            found[look.size_pt, look.face, look.bold] += len(look.text) * (len(look.text) > 20) + 1
    return found.most_common(1)[0][0] if found else (10.5, "song", False)


def passages_of(items: Sequence[FlowItem]) -> dict[int, PassageLook]:
    """Looks of the passages among some items, by their indices."""
    return {at: look_of(item) for at, item in enumerate(items) if isinstance(item, FlowPassage)}


def table_words(table: FlowTable) -> str:
    """The visible characters of a table."""
    return "".join(p.bare for row in table.rows for cell in row for p in cell.passages)


def _face(name: str) -> str:
    if any(sign in name for sign in _KAI):
        return "kai"
    return "hei" if any(sign in name for sign in _HEI) else "song"


def _is_red(colour: str) -> bool:
    """A colour that is red on paper: FF0000, C00000, E02020."""
    if len(colour) != 6:
        return False
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xA0 and green <= 0x60 and blue <= 0x60
