"""What an editor should look at in a manuscript, whatever becomes of it: changes and remarks of
others, numbers of persons, words of secrecy, faces, marks that are not those of print.

Nothing is changed here. Each observation quotes its words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from unicodedata import normalize

from msgspec import Struct

from huozi.intake.context import Paragraphs, Quoted
from huozi.intake.formats import known_format
from huozi.intake.values import AtomKind, Revision, WordAtom, WordText

_MOST_ALIKE = 12  # paragraphs that are examples of what is only counted
_NEAR = 40  # characters that are quoted together
#: Text that Word shows nowhere and that is lost to nobody.
_SAID_AGAIN = ("alternate", "separator", "blank")


class Observed(Struct, frozen=True):
    """Something to look at. Where it is only counted, the words are those of some examples."""

    family: str  # number, revision, comment, named, unshown, person, mark, character, face
    code: str
    quoted: Quoted
    detail: str = ""
    author: str = ""
    date: str = ""
    count: int = 1


def observed(text: WordText) -> tuple[Observed, ...]:
    """All of it, kind by kind."""
    paragraphs = Paragraphs(text)
    return (
        *_numbers(paragraphs),
        *_revisions(paragraphs),
        *_comments(text, paragraphs),
        *_named(text, paragraphs),
        *_patterns(paragraphs),
        *_counted(paragraphs),
        *_looks(text, paragraphs),
        *_odd(paragraphs),
        *_faces(text),
    )


# ---------------------------------------------------------------------------- numbers, changes


def _numbers(paragraphs: Paragraphs) -> Iterator[Observed]:
    """Numbers that Word makes and no file holds, each with its paragraph."""
    for paragraph in paragraphs.shown:
        for atom in paragraph.atoms:
            if atom.kind is AtomKind.NUMBER and atom.text:
                template = paragraph.label.template if paragraph.label else ""
                quoted = paragraphs.of_atoms(atom, atom)
                yield Observed("number", "made", quoted, template)
                if paragraph.label and not known_format(paragraph.label.format):
                    yield Observed("number", "format-unknown", quoted, paragraph.label.format)


def _revisions(paragraphs: Paragraphs) -> Iterator[Observed]:
    for paragraph in paragraphs.shown:
        for revisions, found in groupby(paragraph.atoms, lambda atom: atom.revisions):
            atoms = list(found)
            for revision in revisions:
                yield _revised(revision, paragraphs.of_atoms(atoms[0], atoms[-1]))
        for revision in paragraph.mark_revisions:
            at = paragraphs.shown.index(paragraph)
            end = len(paragraphs.lines[at])
            yield _revised(revision, paragraphs.cut(at, end, end), "mark")


def _revised(revision: Revision, quoted: Quoted, detail: str = "") -> Observed:
    change = revision.change.value
    return Observed("revision", change, quoted, detail, revision.author, revision.date)


def _comments(text: WordText, paragraphs: Paragraphs) -> Iterator[Observed]:
    calls = {a.refers: a for a in text.atoms if a.kind is AtomKind.COMMENT_CALL}
    for comment in text.comments:
        said = " ".join(filter(None, (_text_of(p) for p in comment.blocks)))
        call = calls.get(comment.id)
        quoted = paragraphs.of_words(call.spot if call else None, comment.about)
        yield Observed("comment", "comment", quoted, said, comment.author, comment.date)


def _text_of(block: object) -> str:
    return str(getattr(block, "text", "")).strip()


def _named(text: WordText, paragraphs: Paragraphs) -> Iterator[Observed]:
    """What the package holds or names and nobody reads; text in it that Word shows nowhere."""
    placed = {one.target for one in text.named if one.spot}
    for one in text.named:
        if one.spot is None and one.target in placed:
            continue
        yield Observed("named", one.what, paragraphs.of_words(one.spot, ""), one.target)
    reasons: dict[str, list[str]] = {}
    for unshown in text.unshown:
        if unshown.text.strip() and unshown.reason not in _SAID_AGAIN:
            reasons.setdefault(unshown.reason, []).append(unshown.text.strip())
    for reason, texts in reasons.items():
        words = " ".join(texts)
        yield Observed("unshown", reason, Quoted(None, "", words[:120], ""), count=len(texts))


# ---------------------------------------------------------------------------- patterns

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity(number: str) -> bool:
    """Whether 18 figures are a citizen's number: their check figure is right (GB 11643)."""
    total = sum(int(figure) * by for figure, by in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def _always(_: str) -> bool:
    return True


_L, _R = r"(?<![0-9A-Za-z-])", r"(?![0-9A-Za-z])"  # no part of a longer number
_DATE = r"(?:19|20)\d\d[01]\d[0-3]\d"
_KEEP = "内部(?:文件|资料)[，,、 ]*(?:注意|妥善)保[存密管]"
_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("identity", re.compile(rf"{_L}[1-9]\d{{5}}{_DATE}\d{{3}}[\dXx]{_R}"), is_identity),
    ("mobile", re.compile(rf"{_L}(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{{4}}){{2}}{_R}"), _always),
    ("telephone", re.compile(rf"{_L}[（(]?0\d{{2,3}}[)）]?[-－—– ]\d{{7,8}}{_R}"), _always),
    ("secrecy", re.compile(r"(?:绝密|机密|秘密)(?:[★☆]\s*\S{0,6}|(?=\s*$))"), _always),
    ("secrecy", re.compile(rf"{_KEEP}|不得(?:外传|公开|翻印)|注意保密"), _always),
    ("urgency", re.compile(r"^\s*(?:特提|特急|加急|急件|平急)\s*$"), _always),
)


def _patterns(paragraphs: Paragraphs) -> Iterator[Observed]:
    for at, line in enumerate(paragraphs.lines):
        for code, pattern, holds in _PATTERNS:
            for found in pattern.finditer(line):
                if holds(found[0]):
                    yield Observed("person", code, paragraphs.cut(at, *found.span()))


_HAN = "㐀-䶿一-鿿\uf900-\ufaff〇"
_NINE = "〇○一二三四五六七八九"
_COUNTED = (
    (
        "half-width",
        re.compile(rf"(?<=[{_HAN}])(?:[,;:?!()]|\.(?![0-9.]))|[(](?=[{_HAN}])"),
    ),
    ("straight-quotes", re.compile(rf"(?<=[{_HAN}])[\"']|[\"'](?=[{_HAN}])")),
    ("blank-in-han", re.compile(rf"(?<=[{_HAN}])[ \u00a0]+(?=[{_HAN}])")),
    ("circle-zero", re.compile(rf"(?<=[{_NINE}])[○O０]|[○O０](?=[{_NINE}])")),
    ("square-year", re.compile(r"[\[［【（(](?:19|20)\d\d[\]］】）)](?=\s*(?:第\s*)?\d+\s*号)")),
)


def _counted(paragraphs: Paragraphs) -> Iterator[Observed]:
    """Marks that a proofreader would change and import does not: counted, with some examples."""
    for code, pattern in _COUNTED:
        lines = {at: list(pattern.finditer(line)) for at, line in enumerate(paragraphs.lines)}
        lines = {at: found for at, found in lines.items() if found}
        count = sum(map(len, lines.values()))
        for at, found in tuple(lines.items())[:_MOST_ALIKE]:
            start, near = found[0].start(), [f for f in found if f.end() - found[0].start() < _NEAR]
            times = f"×{len(found)}" if len(found) > 1 else ""
            quoted = paragraphs.cut(at, start, near[-1].end() if near else found[0].end())
            yield Observed("mark", code, quoted, times, count=count)


# ---------------------------------------------------------------------------- looks

_BLACK = ("", "000000", "auto")


def _look(atom: WordAtom) -> str:
    """The look of an atom that no book takes over, or a blank to be filled in."""
    look = atom.look
    if look.strike:
        return "struck"
    if look.underline and atom.text and not atom.text.strip():
        return "form-line"
    if not atom.text.strip():
        return ""
    if look.highlight:
        return "highlighted"
    if look.combined or look.bordered:
        return "combined" if look.combined else "bordered"
    if look.caps and atom.text.upper() != atom.text:
        return "capitals"
    return "coloured" if look.colour not in _BLACK else ""


def _looks(text: WordText, paragraphs: Paragraphs) -> Iterator[Observed]:
    heads = {head.part for head in text.heads}
    for told, spot in text.told:
        if spot.part not in heads:
            family = "notice" if told.code == "field-empty" else "look"
            yield Observed(family, told.code, paragraphs.near(spot), told.detail)
    for paragraph in paragraphs.shown:
        for more, found in groupby(paragraph.atoms, lambda atom: atom.look.told):
            atoms = list(found)
            for one in more if any(atom.text.strip() for atom in atoms) else ():
                yield Observed(
                    "look", one.code, paragraphs.of_atoms(atoms[0], atoms[-1]), one.detail
                )
        for code, found in groupby(paragraph.atoms, _look):
            if code:
                atoms = list(found)
                look = atoms[0].look
                detail = {"coloured": look.colour, "highlighted": look.highlight}.get(code, "")
                yield Observed("look", code, paragraphs.of_atoms(atoms[0], atoms[-1]), detail)


# ---------------------------------------------------------------------------- characters, faces

#: No font of a press has these, or what they show is another character.
_ODD = (
    ("private", re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")),
    ("radical", re.compile("[⺀-⻳⼀-⿕]")),
    ("ligature", re.compile("[ﬀ-ﬆ]")),
    ("replacement", re.compile("\ufffd")),
    ("compatibility", re.compile("[\uf900-\ufaff]")),
)


def _odd(paragraphs: Paragraphs) -> Iterator[Observed]:
    for code, pattern in _ODD:
        for at, line in enumerate(paragraphs.lines):
            for found in pattern.finditer(line):
                points = f"U+{ord(found[0]):04X}"
                if (plain := normalize("NFKC", found[0])) != found[0]:
                    points += f" → {plain}"
                yield Observed("character", code, paragraphs.cut(at, *found.span()), points)


def _faces(text: WordText) -> Iterator[Observed]:
    """The faces that Han is set in, by how many characters: a book has its own."""
    faces: Counter[str] = Counter()
    examples: dict[str, WordAtom] = {}
    for atom in text.atoms:
        if atom.kind is AtomKind.TEXT and (count := _han_in(atom.text)):
            faces[atom.look.east_asian] += count
            examples.setdefault(atom.look.east_asian, atom)
    for face, count in faces.most_common():
        example = examples[face]
        quoted = Quoted(example.spot, "", example.text[:24], "")
        yield Observed("face", "face", quoted, face or "—", count=count)


def _han_in(text: str) -> int:
    return sum("㐀" <= char <= "鿿" or char >= "\U00020000" for char in text)
