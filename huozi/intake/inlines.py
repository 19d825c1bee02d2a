"""What stands in a paragraph: runs and what wraps them, ruby, signs, formulas, calls of notes.

Functions on a walk; `wordml` calls `inline` for each paragraph, and blocks that runs lead to (text
boxes) are read by the walk again.
"""

from lxml import etree
from msgspec.structs import replace

from huozi.intake import fields
from huozi.intake.formula import linear
from huozi.intake.names import MC_NS, tag, tags
from huozi.intake.package import Element
from huozi.intake.reading import R, Walk, Within, branches, break_sign, piece, symbol_code
from huozi.intake.styles import is_on, letter_properties, value
from huozi.intake.symbols import sign, symbol_font
from huozi.intake.values import AtomKind, Named, Revision, RevisionKind

REVISIONS = {
    tag("w:ins"): RevisionKind.INSERTED,
    tag("w:del"): RevisionKind.DELETED,
    tag("w:moveTo"): RevisionKind.MOVED_HERE,
    tag("w:moveFrom"): RevisionKind.MOVED_AWAY,
}
#: Marks and properties: they hold nothing that is shown.
SILENT = tags(
    "w",
    "pPr rPr tblPr tblGrid tblPrEx trPr tcPr sectPr sdtPr sdtEndPr rubyPr customXmlPr smartTagPr "
    "proofErr permStart permEnd bookmarkStart bookmarkEnd lastRenderedPageBreak annotationRef "
    "footnoteRef endnoteRef separator continuationSeparator softHyphen moveFromRangeStart "
    "moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd "
    "customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd pgNum "
    "dayShort dayLong monthShort monthLong yearShort yearLong fldData",
)
WRAPPERS = tags("w", "customXml smartTag sdtContent dir bdo")
FORMULAS = frozenset({tag("m:oMath"), tag("m:oMathPara")})
ALTERNATE = f"{{{MC_NS}}}AlternateContent"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SDT, _HYPERLINK, _SIMPLE, _RUBY = (
    tag("w:sdt"),
    tag("w:hyperlink"),
    tag("w:fldSimple"),
    tag("w:ruby"),
)
_T, _DEL_TEXT, _SYM, _FIELD_CHAR = tag("w:t"), tag("w:delText"), tag("w:sym"), tag("w:fldChar")
_INSTRUCTIONS = tags("w", "instrText delInstrText")
_TABS, _BREAKS = tags("w", "tab ptab"), tags("w", "br cr")
_HYPHEN, _COMMENT = tag("w:noBreakHyphen"), tag("w:commentReference")
_NOTES = {tag("w:footnoteReference"): "footnote", tag("w:endnoteReference"): "endnote"}
_DRAWINGS = tags("w", "drawing pict object")
_INK = (tag("w14:contentPart"), tag("w:contentPart"))
_BREAK_KINDS = {"\f": AtomKind.PAGE_BREAK, "\v": AtomKind.COLUMN_BREAK, "\n": AtomKind.LINE_BREAK}


def revision(element: Element, kind: RevisionKind) -> Revision:
    """A tracked change, by whom and when."""
    return Revision(kind, element.get(tag("w:author"), ""), element.get(tag("w:date"), ""))


def revised(within: Within, element: Element) -> Within:
    """What stands in a tracked change."""
    change = revision(element, REVISIONS[element.tag])
    return replace(within, revisions=(*within.revisions, change))


def controlled(element: Element, within: Within) -> Within:
    """What stands in a content control: a table of contents, or a prompt, or anything."""
    properties = element.find(tag("w:sdtPr"))
    if properties is None:
        return within
    gallery = value(properties.find(f"{tag('w:docPartObj')}/{tag('w:docPartGallery')}"))
    prompt = is_on(properties.find(tag("w:showingPlcHdr")))
    return replace(
        within,
        contents=within.contents or gallery == "Table of Contents",
        place_holder=within.place_holder or prompt,
    )


def mark(walk: Walk, element: Element) -> bool:
    """Note what comments are about, or a document that is named. Was it such a mark?"""
    local = element.tag.rpartition("}")[2]
    if element.tag == tag(f"w:{local}"):
        number = element.get(tag("w:id"), "")
        if local == "commentRangeStart":
            walk.reading.about[number] = []
            return True
        if local == "commentRangeEnd":
            words = walk.reading.about.pop(number, None)
            walk.reading.comment_words[number] = "".join(words or ())
            return True
        if local == "subDoc":
            relation = walk.relations.get(element.get(tag("r:id"), ""))
            target = relation.target if relation else ""
            walk.reading.named.append(Named("sub-document", target, walk.spot()))
            return True
    return False


# ---------------------------------------------------------------------------- in paragraphs


def inline(walk: Walk, parent: Element, within: Within) -> None:
    """All that stands in a paragraph, or in what wraps runs of it."""
    for element in parent:
        name = element.tag
        if name == R:
            run(walk, element, within)
        elif name in SILENT or not isinstance(name, str):
            continue
        elif name in REVISIONS:
            inline(walk, element, revised(within, element))
        elif name in WRAPPERS:
            inline(walk, element, within)
        elif name == _HYPERLINK:
            inline(walk, element, replace(within, link=_address(walk, element) or within.link))
        elif name == _SDT:
            if (content := element.find(tag("w:sdtContent"))) is not None:
                inline(walk, content, controlled(element, within))
        elif name == _SIMPLE:
            fields.begin(walk, element.get(tag("w:instr"), ""))
            inline(walk, element, within)
            fields.end(walk, within)
        elif name == ALTERNATE:
            for branch in branches(walk, element):
                inline(walk, branch, within)
        elif name in FORMULAS:
            formula(walk, element, within)
        elif name in _DRAWINGS:  # some writers leave the run away
            walk.graphic(element, within)
        elif not mark(walk, element):
            walk.unknown(element)


def _address(walk: Walk, element: Element) -> str:
    relation = walk.relations.get(element.get(tag("r:id"), ""))
    anchor = element.get(tag("w:anchor"), "")
    return (relation.target if relation else "") + (f"#{anchor}" if anchor else "")


def formula(walk: Walk, element: Element, within: Within) -> None:
    """A formula is one atom; the file's own signs of it are its raw text."""
    if walk.fields.instructing:
        walk.pass_over(element, "instruction")
        return
    for _run in element.iter(R):
        walk.next_run()
    raw = "".join(map(piece, element.iter()))
    source = etree.tostring(element, encoding="unicode", with_tail=False)
    if raw:
        walk.emit(AtomKind.FORMULA, linear(element), within, raw=raw, source=source)


# ---------------------------------------------------------------------------- runs


def run(walk: Walk, element: Element, within: Within) -> None:
    """A run, and the state of the one around it afterwards."""
    before = walk.run, walk.run_letters
    walk.next_run()
    walk.run_letters = letter_properties(element.find(tag("w:rPr")))
    _in_run(walk, element, within)
    walk.run, walk.run_letters = before


def _in_run(walk: Walk, parent: Element, within: Within) -> None:
    for element in parent:
        name = element.tag
        if name == _FIELD_CHAR:
            fields.step(walk, element, within)
        elif name in _INSTRUCTIONS:
            walk.fields.instruct(element.text or "")
        elif name in SILENT or not isinstance(name, str):
            continue
        elif walk.fields.instructing:
            walk.pass_over(element, "instruction")
        elif name in (_T, _DEL_TEXT):
            _text(walk, element, within)
        elif name in _TABS:
            walk.emit(AtomKind.TAB, "\t", within)
        elif name in _BREAKS:
            said = break_sign(element)
            walk.emit(_BREAK_KINDS[said], said, within)
        elif name in _DRAWINGS:
            walk.graphic(element, within)
        else:
            _rare(walk, element, within)


def _rare(walk: Walk, element: Element, within: Within) -> None:
    """What few runs hold."""
    name = element.tag
    if name == _HYPHEN:
        walk.emit(AtomKind.HYPHEN, "-", within, raw="\u2011")
    elif name == _SYM:
        font, code = element.get(tag("w:font"), ""), symbol_code(element)
        _symbol(walk, font, code, within)
    elif name in _NOTES:
        own = "own-mark" if _marks_a_note(element) else ""
        number = element.get(tag("w:id"), "")
        walk.emit(
            AtomKind.NOTE_CALL, "", within, refers=f"{_NOTES[name]}:{number}", source=own, raw=""
        )
    elif name == _COMMENT:
        number = element.get(tag("w:id"), "")
        walk.emit(AtomKind.COMMENT_CALL, "", within, refers=f"comment:{number}", raw="")
    elif name == _RUBY:
        _ruby(walk, element, within)
    elif name == ALTERNATE:
        for branch in branches(walk, element):
            _in_run(walk, branch, within)
    elif name == R:
        run(walk, element, within)
    elif name in _INK:
        relation = walk.relations.get(element.get(tag("r:id"), ""))
        walk.reading.named.append(Named("ink", relation.target if relation else "", walk.spot()))
    elif not mark(walk, element):
        walk.unknown(element)


def _text(walk: Walk, element: Element, within: Within) -> None:
    raw: str = element.text or ""
    text = raw
    if raw != raw.strip(" \t\r\n") and not _keeps_blanks(element):
        text = raw.strip(" \t\r\n")
        if not text:
            walk.pass_over(element, "blank")
            return
    if not text.isprintable():
        text = text.replace("\r\n", " ").translate({9: " ", 10: " ", 13: " "})
    if not raw:
        return
    font = walk.look().latin
    if symbol_font(font) and any(_in_symbols(char) for char in text):
        for char in text:
            if _in_symbols(char):
                _symbol(walk, font, ord(char), within)
            else:
                walk.emit(AtomKind.TEXT, char, within)
        return
    own = "own-mark" if _marks_a_note(element.getprevious()) else ""
    walk.emit(AtomKind.TEXT, text, within, raw=None if text == raw else raw, source=own)


def _marks_a_note(before: Element | None) -> bool:
    """Whether what stands before a text is the call of a note whose sign is that text."""
    if before is None or before.tag not in _NOTES:
        return False
    return before.get(tag("w:customMarkFollows"), "0") in ("1", "true", "on")


def _in_symbols(char: str) -> bool:
    """Whether a letter in a symbol font is one of its signs."""
    return "\uf020" <= char <= "\uf0ff" or "!" <= char <= "\xff"


def _keeps_blanks(element: Element) -> bool:
    if element.get(_SPACE) == "preserve":
        return True
    return any(above.get(_SPACE) == "preserve" for above in element.iterancestors())


def _symbol(walk: Walk, font: str, code: int, within: Within) -> None:
    walk.emit(AtomKind.SYMBOL, sign(font, code), within, raw=chr(code), source=f"{font}:{code:04X}")


def _ruby(walk: Walk, element: Element, within: Within) -> None:
    """A ruby has its reading first in the file, and behind its base here."""
    walk.reading.rubies += 1
    within = replace(within, ruby=walk.reading.rubies)
    scribe = walk.scribe
    drafts = scribe.drafts if scribe else []
    start = len(drafts)
    for reading in element.iterchildren(tag("w:rt")):
        inline(walk, reading, replace(within, reading=True))
    middle = len(drafts)
    for base in element.iterchildren(tag("w:rubyBase")):
        inline(walk, base, within)
    drafts[start:] = drafts[middle:] + drafts[start:middle]
