"""Fields: what they show is their result, and for some their instruction (ECMA-376, 17.16)."""

import re

from msgspec.structs import replace

from huozi.intake.formula import field_formula
from huozi.intake.names import tag
from huozi.intake.package import Element
from huozi.intake.reading import OpenField, Walk, Within
from huozi.intake.styles import is_on, value
from huozi.intake.symbols import enclosed, guided, sign
from huozi.intake.values import AtomKind, UncarriedLook, WordField

_FIELD_CHAR, _KIND = tag("w:fldChar"), tag("w:fldCharType")
_STORIES = (tag("w:txbxContent"), tag("w:footnote"), tag("w:endnote"), tag("w:comment"))
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))?', re.IGNORECASE)
_BOOKMARK = re.compile(r'\\l\s+"?([^"\s]+)"?', re.IGNORECASE)
_SYMBOL = re.compile(r"SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,7})", re.IGNORECASE)
_FONT = re.compile(r'\\f\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)
#: Fields that mark a place, ask, or set something, and show nothing of their own.
_SHOW_NOTHING = frozenset({
    "XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "NEXT", "NEXTIF", "SKIPIF",
    "ADDIN", "HYPERLINK", "TOC", "INDEX", "TOA", "BIDIOUTLINE", "FORMTEXT", "",
})  # fmt: skip


def stray_ends(root: Element) -> set[Element]:
    """Beginnings and ends of fields that have no other: Word shows what stands behind them."""
    found: set[Element] = set()
    open_in: dict[Element | None, list[Element]] = {}
    for one in root.iter(_FIELD_CHAR):
        story = open_in.setdefault(next(one.iterancestors(*_STORIES), None), [])
        kind = one.get(_KIND)
        if kind == "begin":
            story.append(one)
        elif not story:
            found.add(one)
        elif kind == "end":
            story.pop()
    for story in open_in.values():
        found.update(story)
    return found


def step(walk: Walk, element: Element, within: Within) -> None:
    """A w:fldChar: a field begins, has its result next, or ends."""
    if element in walk.stray:
        return
    kind = element.get(_KIND)
    if kind == "begin":
        begin(walk, "", in_result=False)
        walk.fields.open[-1].form = element.find(tag("w:ffData"))
    elif kind == "separate" and walk.fields.open:
        walk.fields.open[-1].separate()
    elif kind == "end" and walk.fields.open:
        end(walk, within)


def begin(walk: Walk, instruction: str, *, in_result: bool = True) -> None:
    """A field begins; a simple one with its result."""
    walk.reading.fields += 1
    walk.fields.open.append(OpenField(walk.reading.fields, instruction))
    if in_result:
        walk.fields.open[-1].separate()


def end(walk: Walk, within: Within) -> None:
    """A field ends. One without a result may show what its instruction says."""
    field = walk.fields.open[-1]
    field.separate()
    if not field.shown and not walk.fields.instructing:
        _show_instruction(walk, field, within)
    walk.fields.open.pop()


def _show_instruction(walk: Walk, field: OpenField, within: Within) -> None:
    instruction = field.instruction.strip()
    name = field.field.name if field.field else ""
    if name == "EQ":
        _equation(walk, instruction, within)
    elif name == "SYMBOL" and (found := _SYMBOL.match(instruction)):
        font = _FONT.search(instruction)
        family = (font[1] or font[2]) if font else "Symbol"
        code = min(int(found[1], 0), 0x10FFFF)
        _made(walk, sign(family, code), within, f"{family}:{code:04X}")
    elif name == "MACROBUTTON":
        words = instruction.split(None, 2)
        _made(walk, words[2] if len(words) > 2 else "", within, instruction)
    elif field.form is not None:
        _form(walk, field.form, within)
    elif name not in _SHOW_NOTHING:
        walk.reading.tell([UncarriedLook("field-empty", instruction[:60])], walk.spot())


def _equation(walk: Walk, instruction: str, within: Within) -> None:
    if (guide := guided(instruction)) is not None:
        walk.reading.rubies += 1
        within = replace(within, ruby=walk.reading.rubies)
        _made(walk, guide[0], within, instruction)
        walk.emit(AtomKind.RUBY, guide[1], within, raw="", source=instruction)
    elif text := enclosed(instruction):
        _made(walk, text, within, instruction)
    elif text := field_formula(instruction):
        walk.emit(AtomKind.FORMULA, text, within, raw="", source=instruction)


def _made(walk: Walk, text: str, within: Within, source: str) -> None:
    walk.emit(AtomKind.ENCLOSED, text, within, raw="", source=source)


def _form(walk: Walk, form: Element, within: Within) -> None:
    """A form field: a box that is ticked or not, or the entry that is chosen of a list."""
    if (box := form.find(tag("w:checkBox"))) is not None:
        state = box.find(tag("w:checked"))
        ticked = is_on(state if state is not None else box.find(tag("w:default")))
        walk.emit(AtomKind.CHECKBOX, "☑" if ticked else "□", within, raw="")
    elif (menu := form.find(tag("w:ddList"))) is not None:
        entries = [value(entry) for entry in menu.iterchildren(tag("w:listEntry"))]
        chosen = value(menu.find(tag("w:result"))) or value(menu.find(tag("w:default")))
        at = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 4 else 0
        if at < len(entries) and entries[at]:
            _made(walk, entries[at], within, "FORMDROPDOWN")


def address(field: WordField | None) -> str:
    """Where a HYPERLINK field leads; empty for another one."""
    if field is None or field.name != "HYPERLINK":
        return ""
    found, mark = _HYPERLINK.match(field.instruction.strip()), _BOOKMARK.search(field.instruction)
    target = (found[1] or found[2] or "") if found else ""
    return target + (f"#{mark[1]}" if mark else "")
