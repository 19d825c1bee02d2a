"""A part of WordprocessingML read to blocks: every character once, in order, with its place.

An element that is not known here is an error, with its XPath, unless its namespace says that it may
be ignored; then its characters are accounted for as unshown.
"""

import re

from huozi.intake import graphics, inlines, tables
from huozi.intake.fields import address, stray_ends
from huozi.intake.inlines import ALTERNATE, FORMULAS, REVISIONS, SILENT, WRAPPERS, revision
from huozi.intake.names import MC_NS, tag
from huozi.intake.package import Element, Relation
from huozi.intake.properties import SECTION, all_told
from huozi.intake.reading import (
    Draft,
    Fields,
    P,
    PackageReading,
    Scribe,
    Within,
    branches,
)
from huozi.intake.styles import (
    Properties,
    alignment,
    indents,
    letter_properties,
    paragraph_properties,
    told_in,
    value,
)
from huozi.intake.values import (
    PLAIN,
    AtomKind,
    Label,
    Named,
    Revision,
    WordAtom,
    WordBlock,
    WordLook,
    WordParagraph,
    WordSpot,
)

_PPR, _RPR, _TBL, _SDT = tag("w:pPr"), tag("w:rPr"), tag("w:tbl"), tag("w:sdt")
_ALT_CHUNK, _SECTION = tag("w:altChunk"), tag("w:sectPr")
#: Namespaces whose elements are marks for one program; some writers forget to say so.
_EXTENSIONS = ("http://schemas.microsoft.com/office/word/20", "http://www.wps.cn/officeDocument/")
_CONTENTS_STYLE = re.compile(r"(?i)toc ?\d|目录 ?\d|wpsoffice手动目录")
_OUTLINES = tuple("012345678")  # another value means body text


class PartWalk:
    """A part while it is read. Paragraphs and runs are counted in document order."""

    def __init__(
        self, reading: PackageReading, part: str, relations: dict[str, Relation], story: str
    ) -> None:
        self.reading, self.part, self.relations = reading, part, relations
        self._story = story
        self._paragraphs = self._runs = 0
        self._paragraph = 0  # the number of the one that is read
        self.run = 0
        self.fields = Fields()
        self.stray: set[Element] = set()  # ends and beginnings of fields that have no other
        self.scribe: Scribe | None = None
        self.run_letters: Properties = {}
        #: Of which letters in which paragraph the look was asked last.
        self._looked: tuple[Properties | None, Scribe | None, WordLook] = None, None, PLAIN

    def walk(self, root: Element) -> list[WordBlock]:
        """All blocks of the part, or of one element of it."""
        self.stray |= stray_ends(root)
        return self.blocks(root, Within())

    # ------------------------------------------------------------------------ places

    def spot(self) -> WordSpot:
        """Where the walk is."""
        return WordSpot(self.part, self._paragraph or self._paragraphs, self.run)

    def next_run(self) -> None:
        """A run begins."""
        self._runs += 1
        self.run = self._runs

    def pass_over(self, element: Element, reason: str) -> str:
        """Account for all in an element as unshown; its text."""
        text, paragraphs, runs = self.reading.leave(element, reason, self.spot())
        self._paragraphs += paragraphs
        self._runs += runs
        return text

    def unknown(self, element: Element) -> None:
        """Account for an element that may be ignored. Raises InputError for any other one."""
        namespace = element.tag[1:].partition("}")[0]
        ignorable = element.getroottree().getroot().get(f"{{{MC_NS}}}Ignorable", "").split()
        names = {element.nsmap.get(prefix) for prefix in ignorable}
        if namespace in names or namespace.startswith(_EXTENSIONS):
            self.pass_over(element, "ignorable")
            return
        raise self.reading.fault("intake-unknown", self.part, element)

    # ------------------------------------------------------------------------ blocks

    def blocks(self, parent: Element, within: Within) -> list[WordBlock]:
        """The blocks in an element."""
        found: list[WordBlock] = []
        for element in parent:
            name = element.tag
            if name == P:
                found.append(self._read_paragraph(element, within))
            elif name == _TBL:
                found.append(tables.read_table(self, element, within))
            elif not isinstance(name, str):
                continue  # an entity that is not resolved
            else:
                found += self._other_block(element, name, within)
        return found

    def _other_block(self, element: Element, name: str, within: Within) -> list[WordBlock]:
        if name in SILENT:
            if name == _SECTION:
                self._section(element)
        elif name in REVISIONS:
            return self.blocks(element, inlines.revised(within, element))
        elif name == _SDT:
            return self._control(element, within)
        elif name in WRAPPERS:
            return self.blocks(element, within)
        elif name == ALTERNATE:
            return [b for branch in branches(self, element) for b in self.blocks(branch, within)]
        elif name in FORMULAS:  # one that stands between paragraphs
            return [self._loose_formula(element, within)]
        elif name == _ALT_CHUNK:
            target = self.relations.get(element.get(tag("r:id"), ""))
            self.reading.named.append(
                Named("alt-chunk", target.target if target else "", self.spot())
            )
        elif not inlines.mark(self, element):
            self.unknown(element)
        return []

    def _control(self, element: Element, within: Within) -> list[WordBlock]:
        content = element.find(tag("w:sdtContent"))
        if content is None:
            return []
        return self.blocks(content, inlines.controlled(element, within))

    def box(self, parent: Element, within: Within) -> list[WordBlock]:
        """The blocks in a text box: a story of its own, with fields of its own."""
        before = self.scribe, self.fields, self._story, self._paragraph, self.run, self.run_letters
        self.scribe, self.fields, self._story = None, Fields(), "boxes"
        found = self.blocks(parent, within)
        (self.scribe, self.fields, self._story, self._paragraph, self.run,
         self.run_letters) = before  # fmt: skip
        return found

    # ------------------------------------------------------------------------ paragraphs

    def _loose_formula(self, element: Element, within: Within) -> WordParagraph:
        spot = WordSpot(self.part, self._paragraphs)
        self.scribe = Scribe("")
        inlines.formula(self, element, within)
        return WordParagraph(spot, self._closed())

    def _closed(self) -> tuple[WordAtom, ...]:
        scribe, self.scribe = self.scribe, None
        return self.reading.numbered(scribe.drafts if scribe else [])

    def _read_paragraph(self, element: Element, within: Within) -> WordParagraph:
        self._paragraphs += 1
        self._paragraph, self.run = self._paragraphs, 0
        spot = self.spot()
        styles = self.reading.styles
        ppr = element.find(_PPR)
        style_id = value(ppr.find(tag("w:pStyle"))) if ppr is not None else ""
        style_id = style_id or styles.default
        mark = ppr.find(_RPR) if ppr is not None else None
        letters = letter_properties(mark)
        self.scribe = scribe = Scribe(style_id)
        scribe.contents = within.contents or bool(_CONTENTS_STYLE.match(styles.name(style_id)))
        hidden = styles.look(style_id, letters).hidden
        label, level = (None, {}) if hidden else self._label(ppr, style_id, letters)
        inlines.inline(self, element, within)
        found = styles.paragraph(style_id, level, paragraph_properties(ppr))
        outline = found.get("outlineLvl")
        self._paragraph, self.run = spot.paragraph, 0
        tabs = any(draft.kind is AtomKind.TAB for draft in scribe.drafts)
        self.reading.tell((one for one in told_in(found) if tabs or one.code != "leader"), spot)
        return WordParagraph(
            spot=spot,
            atoms=self._closed(),
            style=styles.name(style_id),
            outline=int(outline) if outline in _OUTLINES else None,
            alignment=alignment(found),
            indents=indents(found),
            page_break_before=bool(found.get("pageBreakBefore")),
            section_end=self._section(ppr.find(_SECTION)) if ppr is not None else "",
            label=label,
            contents=scribe.contents,
            framed="frame" in found,
            drop_cap=found.get("frame") in ("drop", "margin"),
            mark_revisions=_mark_revisions(mark),
        )

    def _label(
        self, ppr: Element | None, style_id: str, letters: Properties
    ) -> tuple[Label | None, Properties]:
        """Count the paragraph, if it is of a list; its number or bullet is its first atom."""
        own = ppr.find(tag("w:numPr")) if ppr is not None else None
        numbered = self.reading.numbering.named_by(own, style_id)
        definition = numbered.definition if numbered else None
        if numbered is None or definition is None:
            return None, {}
        label = self.reading.story(self._story).label(numbered)
        if label is None or not label.text:
            return None, definition.paragraph
        kind = AtomKind.BULLET if label.bullet else AtomKind.NUMBER
        look = self.reading.styles.look(style_id, letters, definition.letters)
        if self.scribe is not None:
            self.scribe.drafts.append(Draft(kind, label.text, self.spot(), look, raw=""))
        return label, definition.paragraph

    def _section(self, element: Element | None) -> str:
        """How a section ends; the heads and feet that it names are noted."""
        if element is None:
            return ""
        self.reading.tell(all_told(SECTION, element), self.spot())
        for kind in ("header", "footer"):
            for reference in element.iterchildren(tag(f"w:{kind}Reference")):
                relation = self.relations.get(reference.get(tag("r:id"), ""))
                if relation is not None and not relation.external:
                    self.reading.heads.setdefault(relation.target, kind)
        return value(element.find(tag("w:type")), "nextPage")

    # ------------------------------------------------------------------------ atoms

    def look(self) -> WordLook:
        """The look of the run that is read."""
        if self._looked[0] is not self.run_letters or self._looked[1] is not self.scribe:
            style = self.scribe.style if self.scribe else ""
            look = self.reading.styles.look(style, self.run_letters)
            self._looked = self.run_letters, self.scribe, look
        return self._looked[2]

    def emit(self, kind: AtomKind, text: str, within: Within, **more: str | None) -> None:
        """Add an atom to the paragraph that is read, or one of its own where there is none."""
        scribe = self.scribe
        look = self.look()
        if scribe is None:  # a drawing that stands between paragraphs
            scribe = Scribe(self.reading.styles.default)
        if within.reading and kind is AtomKind.TEXT:
            kind = AtomKind.RUBY
        spot = WordSpot(part) if (part := more.get("part")) else self.spot()
        draft = Draft(
            kind, text, spot, look,
            within.revisions, self.fields.innermost,
            within.link or address(self.fields.hyperlink), within.ruby,
            more.get("refers") or "", more.get("source") or "", more.get("raw"),
            within.place_holder,
        )  # fmt: skip
        scribe.contents |= self.fields.emitted()
        for words in self.reading.about.values():
            words.append(text)
        last = scribe.drafts[-1] if scribe.drafts else None
        if last is None or not last.grows_by(draft):
            scribe.drafts.append(draft)
        if scribe is not self.scribe:
            self.reading.numbered(scribe.drafts)

    def graphic(self, element: Element, within: Within) -> None:
        """A drawing."""
        graphics.read_graphic(self, element, within)


def _mark_revisions(mark: Element | None) -> tuple[Revision, ...]:
    """Changes of a paragraph's mark: two paragraphs became one, or one two."""
    if mark is None:
        return ()
    return tuple(revision(one, REVISIONS[one.tag]) for one in mark if one.tag in REVISIONS)
