"""A package read whole: its text, then notes, comments, heads and feet, then what no one shows."""

from collections.abc import Iterator

from msgspec.structs import replace

from huozi.intake.names import tag
from huozi.intake.numbers import Numbering
from huozi.intake.package import Element, Package
from huozi.intake.reading import PackageReading
from huozi.intake.styles import Styles
from huozi.intake.values import (
    AtomKind,
    HeadFoot,
    Named,
    Origin,
    WordAtom,
    WordComment,
    WordNote,
    WordSpot,
    WordText,
)
from huozi.intake.wordml import PartWalk
from huozi.values.errors import InputError
from huozi.values.manuscript import Place, finding

_ORNAMENTED = ("numbering.xml", "settings.xml", "styles.xml")  # pictures of bullets
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
#: Relations to what is not followed, by the last word of their type.
_NAMED = {
    "attachedTemplate": "template",
    "vbaProject": "macros",
    "aFChunk": "alt-chunk",
    "package": "embedded",
    "subDocument": "sub-document",
    "frame": "external",
}


def read_package(data: bytes, origin: Origin) -> WordText:
    """All of a package. Raises InputError for what is unsound, or not known."""
    package = Package(data, origin.name)
    try:
        return _read(package, origin)
    except RecursionError as error:
        raise InputError([finding("intake-nested", Place(origin.name), part="")]) from error


def _read(package: Package, origin: Origin) -> WordText:
    main = package.main
    root = package.xml(main)
    body = root.find(tag("w:body"))
    if body is None:
        raise InputError([finding("intake-no-text", Place(origin.name))])
    relations = package.relations(main)
    parts: dict[str, list[str]] = {}
    for relation in relations.values():
        if not relation.external and relation.target in package:
            parts.setdefault(relation.type, []).append(relation.target)

    def first(kind: str) -> Element | None:
        return package.xml(parts[kind][0]) if kind in parts else None

    styles = Styles(first("styles"), first("theme"))
    reading = PackageReading(package, styles, Numbering(first("numbering"), styles))
    reading.read.add(main)
    for beside in root.iterchildren():
        if beside is not body and isinstance(beside.tag, str):
            reading.leave(beside, "ornament", WordSpot(main))
    for relation in relations.values():
        if relation.type in _NAMED:
            reading.named.append(Named(_NAMED[relation.type], relation.target))
    blocks = PartWalk(reading, main, relations, "text").walk(body)
    notes = tuple(_notes(reading, parts))
    comments = tuple(_comments(reading, parts))
    heads = tuple(_heads(reading))
    _leave_the_rest(reading)
    return WordText(
        origin=_described(package, origin),
        blocks=tuple(blocks),
        atoms=tuple(reading.atoms),
        notes=tuple(_with_call(notes, reading.atoms)),
        comments=comments,
        boxes=tuple(reading.boxes),
        heads=heads,
        pictures=tuple(reading.pictures),
        named=tuple(dict.fromkeys(reading.named)),
        told=tuple(dict.fromkeys(reading.told)),
        unshown=tuple(reading.unshown),
    )


def _walk(reading: PackageReading, part: str, story: str) -> PartWalk:
    reading.read.add(part)
    return PartWalk(reading, part, reading.package.relations(part), story)


def _notes(reading: PackageReading, parts: dict[str, list[str]]) -> Iterator[WordNote]:
    """Footnotes and endnotes, as the file orders them; the lines above them are none."""
    for kind in ("footnote", "endnote"):
        for part in parts.get(f"{kind}s", ())[:1]:
            walk = _walk(reading, part, f"{kind}s")
            for element in reading.package.xml(part).iterchildren():
                if element.tag != tag(f"w:{kind}"):
                    walk.unknown(element)
                elif element.get(tag("w:type")) in _SEPARATORS:
                    walk.pass_over(element, "separator")
                else:
                    number = f"{kind}:{element.get(tag('w:id'), '')}"
                    yield WordNote(number, tuple(walk.walk(element)), end=kind == "endnote")


def _with_call(notes: tuple[WordNote, ...], atoms: list[WordAtom]) -> Iterator[WordNote]:
    """Notes, told whether the text calls them."""
    calls = {atom.refers for atom in atoms if atom.kind is AtomKind.NOTE_CALL}
    for note in notes:
        yield replace(note, called=note.id in calls)


def _comments(reading: PackageReading, parts: dict[str, list[str]]) -> Iterator[WordComment]:
    for part in parts.get("comments", ())[:1]:
        walk = _walk(reading, part, "comments")
        for element in reading.package.xml(part).iterchildren():
            if element.tag != tag("w:comment"):
                walk.unknown(element)
                continue
            number = element.get(tag("w:id"), "")
            yield WordComment(
                id=f"comment:{number}",
                blocks=tuple(walk.walk(element)),
                author=element.get(tag("w:author"), ""),
                date=element.get(tag("w:date"), ""),
                about=reading.comment_words.get(number, ""),
            )


def _heads(reading: PackageReading) -> Iterator[HeadFoot]:
    for part, kind in list(reading.heads.items()):
        if part in reading.package and part not in reading.read:
            walk = _walk(reading, part, "heads")
            blocks = tuple(walk.walk(reading.package.xml(part)))
            yield HeadFoot(part, blocks, kind == "footer")


def _leave_the_rest(reading: PackageReading) -> None:
    """Parts that no shown part names: Word shows nothing of them, and the account has them."""
    for part in reading.package.text_parts():
        if part in reading.read:
            continue
        reason = (
            "glossary" if "/glossary/" in part
            else "diagram-copy" if "/diagrams/" in part
            else "ornament" if part.endswith(_ORNAMENTED) or "/theme/" in part
            else "orphan-part"
        )  # fmt: skip
        reading.leave(reading.package.xml(part), reason, WordSpot(part))


def _described(package: Package, origin: Origin) -> Origin:
    """The file with the program that it says it was written by."""
    part = "docProps/app.xml"
    if part not in package:
        return origin
    found = {one.tag.rpartition("}")[2]: one.text or "" for one in package.xml(part)
             if isinstance(one.tag, str)}  # fmt: skip
    said = (found.get(name, "") for name in ("Application", "AppVersion"))
    return replace(origin, application=" ".join(filter(None, said)).strip())
