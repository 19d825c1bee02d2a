"""Random Word texts: whatever constructs are put into one another, each character is read once.

Every text of a made file bears a number of its own, so that a lost, doubled or misplaced one is
seen without the ledger; and the ledger, which `read` asks, has to balance.
"""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.intake.values import AtomKind
from huozi.values.errors import InputError
from tests.intake.word import SPACES, docx, field, p, r, read, root

Tree = tuple[str, list]

_LEAVES = ("text", "tab", "break", "sym", "note", "formula", "deleted", "blank")
_INLINE = (
    "hyperlink",
    "ins",
    "del",
    "sdt",
    "smart",
    "field",
    "ruby",
    "box",
    "either",
    "vml",
    "bold",
)
_BLOCKS = ("paragraph", "table", "control", "changed")


def _trees() -> st.SearchStrategy[list[Tree]]:
    leaf = st.sampled_from(_LEAVES).map(lambda name: (name, []))
    inline = st.recursive(
        leaf,
        lambda inner: st.tuples(st.sampled_from(_INLINE), st.lists(inner, max_size=3)),
        max_leaves=8,
    )
    paragraph = st.lists(inline, max_size=4).map(lambda inside: ("paragraph", inside))
    block = st.recursive(
        paragraph,
        lambda inner: st.tuples(
            st.sampled_from(_BLOCKS[1:]), st.lists(inner, min_size=1, max_size=3)
        ),
        max_leaves=6,
    )
    return st.lists(block, max_size=5)


class Maker:
    """XML of a tree, and the words that a reader of it should find, in order."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.shown: list[str] = []
        self.notes: list[str] = []

    def word(self) -> str:
        self.shown.append(f"文{next(self.numbers)}。")
        return self.shown[-1]

    def inline(self, tree: Tree) -> str:
        name, inside = tree
        if name in _LEAVES:
            return self.leaf(name)
        if name == "ruby":  # the reading stands first in the file
            reading = f"音{next(self.numbers)}。"
            base = self.word()
            self.shown.append(reading)
            return r(inside=f"<w:ruby><w:rubyPr/><w:rt>{r(reading)}</w:rt><w:rubyBase>{r(base)}"
                            "</w:rubyBase></w:ruby>")  # fmt: skip
        return self.wrapped(name, inside)

    def leaf(self, name: str) -> str:
        if name == "text":
            return r(self.word())
        if name == "deleted":
            return f'<w:del w:id="1"><w:r><w:delText>{self.word()}</w:delText></w:r></w:del>'
        if name == "formula":
            return f"<m:oMath><m:r><m:t>{self.word()}</m:t></m:r></m:oMath>"
        if name == "note":
            number = len(self.notes) + 2
            self.notes.append(f"注{number}。")
            return r(inside=f'<w:footnoteReference w:id="{number}"/>')
        return {
            "tab": r(inside="<w:tab/>"),
            "break": r(inside='<w:br w:type="page"/>'),
            "sym": r(inside='<w:sym w:font="Wingdings" w:char="F0FE"/>'),
            "blank": "<w:r><w:t> </w:t></w:r>",
        }[name]

    def wrapped(self, name: str, inside: list) -> str:
        if name == "box":
            return r(inside=f"<w:drawing><wp:inline><wps:txbx><w:txbxContent>{self.box(inside)}"
                            "</w:txbxContent></wps:txbx></wp:inline></w:drawing>")  # fmt: skip
        if name == "vml":
            box = f"<v:textbox><w:txbxContent>{self.box(inside)}</w:txbxContent></v:textbox>"
            return r(inside=f"<w:pict><v:shape>{box}</v:shape></w:pict>")
        if name == "either":
            inner = "".join(map(self.inline, inside))
            other = r("另一支") + p(r("里")) if len(inside) > 1 else inner
            return (
                f"<mc:AlternateContent><mc:Choice Requires='wps'>{inner}</mc:Choice>"
                f"<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
            )
        inner = "".join(map(self.inline, inside))
        if name == "field":
            return field("REF x", inner)
        return {
            "hyperlink": "<w:hyperlink w:anchor='a'>{}</w:hyperlink>",
            "ins": "<w:ins w:id='1'>{}</w:ins>",
            "del": "<w:moveFrom w:id='1'>{}</w:moveFrom>",
            "sdt": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            "smart": "<w:smartTag>{}</w:smartTag>",
            "bold": "{}" + r("", "<w:b/>"),
        }[name].format(inner)

    def box(self, inside: list) -> str:
        return p("".join(map(self.inline, inside)))

    def block(self, tree: Tree) -> str:
        name, inside = tree
        if name == "paragraph":
            return p("".join(map(self.inline, inside)))
        if name == "table":
            cells = "".join(f"<w:tc>{self.block(one)}{p()}</w:tc>" for one in inside)
            return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        blocks = "".join(map(self.block, inside))
        if name == "control":
            return f"<w:sdt><w:sdtContent>{blocks}</w:sdtContent></w:sdt>"
        return f"<w:ins w:id='1'>{blocks}</w:ins>"


_WORDS: tuple[AtomKind, ...] = (AtomKind.TEXT, AtomKind.RUBY, AtomKind.FORMULA)


@pytest.mark.slow
@given(_trees())
def test_each_text_is_read_once_in_its_place(trees: list[Tree]) -> None:
    maker = Maker()
    body = "".join(map(maker.block, trees))
    notes = "".join(
        f'<w:footnote w:id="{at}">{p(r(text))}</w:footnote>'
        for at, text in enumerate(maker.notes, 2)
    )
    text = read(docx(body, {"footnotes.xml": root("w:footnotes", notes)}))
    found = "".join(a.text for a in in_reading_order(text) if a.kind in _WORDS)
    assert found == "".join(maker.shown)
    assert [note.blocks[0].text for note in text.notes] == maker.notes
    assert [atom.number for atom in text.atoms] == list(range(len(text.atoms)))
    calls = [a for a in text.atoms if a.kind is AtomKind.NOTE_CALL]
    assert len(calls) == len(maker.notes) and all(note.called for note in text.notes)


def in_reading_order(text) -> list:
    """Atoms of the text, those of a box where it is anchored."""
    boxes = {box.id: box for box in text.boxes}
    found: list = []

    def blocks(some) -> None:
        for block in some:
            if hasattr(block, "rows"):
                for row in block.rows:
                    for cell in row.cells:
                        blocks(cell.blocks)
                continue
            for atom in block.atoms:
                found.append(atom)
                if atom.kind is AtomKind.BOX:
                    blocks(boxes[atom.refers].blocks)

    blocks(text.blocks)
    return found


_NAMES = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:sdt",
    "w:sdtContent",
    "w:hyperlink",
    "w:ins",
    "w:del",
    "w:delText",
    "w:tab",
    "w:br",
    "w:ruby",
    "w:rt",
    "w:rubyBase",
    "w:fldSimple",
    "w:pict",
    "w:drawing",
    "w:object",
    "w:txbxContent",
    "w:sectPr",
    "w:pPr",
    "w:rPr",
    "w:fldChar",
    "w:instrText",
    "w:footnoteReference",
    "w:sym",
    "v:shape",
    "v:textpath",
    "v:imagedata",
    "a:t",
    "a:blip",
    "m:oMath",
    "m:r",
    "m:t",
    "m:f",
    "m:num",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
    "w:vMerge",
    "w:gridSpan",
    "w:numPr",
    "w:numId",
    "w:bookmarkStart",
    "w:commentRangeStart",
    "w:noBreakHyphen",
    "w:altChunk",
    "w:subDoc",
    "w:control",
    "w14:contentPart",
]
_ATTRIBUTES = ("w:val", "w:type", "w:fldCharType", "w:id", "w:char", "r:embed", "string")
_VALUES = st.sampled_from(
    ["", "1", "0", "restart", "page", "begin", "separate", "end", "-9", "x" * 40]
)


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def made(name: str, value: str, inside: list[str]) -> str:
        attributes = "".join(f" {attribute}='{value}'" for attribute in _ATTRIBUTES)
        return f"<{name}{attributes}>{''.join(inside)}</{name}>"

    return st.builds(made, st.sampled_from(_NAMES), _VALUES, st.lists(inner, max_size=3))


_ANY = st.recursive(st.sampled_from(["文", " ", ""]), _element, max_leaves=12)


@pytest.mark.slow
@given(st.lists(_ANY, max_size=4))
def test_any_elements_in_any_order_balance_or_are_refused(elements: list[str]) -> None:
    """What no schema allows: a balanced ledger, or an error with a code; nothing else."""
    try:
        read(docx("".join(elements)))
    except InputError as error:
        assert {one.code for one in error.findings} <= {
            "intake-unknown", "intake-unbalanced", "intake-nested",
        }  # fmt: skip


def test_the_prefixes_of_random_elements_are_declared() -> None:
    assert {name.partition(":")[0] for name in _NAMES} <= SPACES.keys()
