"""What a report has to say of a conversion beside guesses: what was left out, what was changed, how
letters looked that are now plain, signs that are not what they look like.

All of it follows from the atoms and their fates.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from huozi.intake.fates import Changed, Fated, LeftOut, Set
from huozi.intake.outcome import IntakeNotice
from huozi.intake.values import AtomKind, WordAtom, WordText

#: Reasons that are told with all words, one notice each.
_TOLD = (
    "hidden", "revision", "place-holder", "contents", "header", "footer", "comment",
    "note-uncalled",
    "hidden-cell", "picture-in-note", "picture-missing", "invisible", "red-head", "note-mark",
)  # fmt: skip
_HAN = "\u4e00-\u9fff"
#: What proofreading may offer to change: told with its count, left as it is.
_SIGNS = (
    ("half-width-marks", re.compile(f"(?<=[{_HAN}])[,;:!?()]|[,;:!?()](?=[{_HAN}])")),
    ("straight-quotes", re.compile("[\"']")),
    ("blanks-between-han", re.compile(f"(?<=[{_HAN}])[ \u3000\xa0]+(?=[{_HAN}])")),
    (
        "zero-alike",
        re.compile("[○O０o](?=[一二三四五六七八九〇])|(?<=[一二三四五六七八九〇])[○O０o]"),
    ),
    ("private-character", re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")),
    ("look-alike", re.compile("[\u2e80-\u2fd5\uf900-\ufa2d\ufb00-\ufb06]")),
    ("identity-number", re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")),
    ("telephone-number", re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")),
    ("secret-word", re.compile("绝密|机密|秘密(?=★|[ \u3000]*$)")),
)  # fmt: skip
_STALE = ("PAGEREF", "REF", "NOTEREF", "SEQ")


def remarks(text: WordText, ledger: Iterable[Fated]) -> tuple[IntakeNotice, ...]:
    """Notices of all that was not simply set."""
    fates: defaultdict[int, list[Fated]] = defaultdict(list)
    for fated in ledger:
        fates[fated.atom].append(fated)
    found = [*_left_out(text, fates), *_changed(text, fates), *_looks(text, fates)]
    found += [*_pictures(text), *_comments(text), *_signs(text, fates), *_named(text)]
    return tuple(found)


def placed(
    notices: Iterable[IntakeNotice], text: WordText, ledger: Iterable[Fated]
) -> tuple[IntakeNotice, ...]:
    """Notices of what was moved, with the file and line where it stands now."""
    where: dict[str, str] = {}
    for fated in ledger:
        if isinstance(fated.fate, Set):
            spot = text.atoms[fated.atom].spot
            where.setdefault(str(spot), f"{fated.fate.file}:{fated.fate.line}")
    inside = {str(box.spot): _first(box.blocks) for box in text.boxes}
    made = []
    for notice in notices:
        here = str(notice.spot)
        if notice.code == "box-moved":
            notice = replace(notice, detail=where.get(inside.get(here, ""), ""))
        elif notice.code in ("picture-moved", "table-lifted", "table-opened", "layout-opened"):
            notice = replace(notice, detail=where.get(here, ""))
        made.append(notice)
    return tuple(made)


def _first(blocks: Iterable[object]) -> str:
    return next((str(block.spot) for block in blocks if hasattr(block, "spot")), "")


def _left_out(text: WordText, fates: Mapping[int, list[Fated]]) -> Iterator[IntakeNotice]:
    """What was left out, neighbours of one reason and paragraph put together."""
    run: list[tuple[WordAtom, LeftOut]] = []
    for atom in text.atoms:
        for fated in fates.get(atom.number, ()):
            fate = fated.fate
            if not isinstance(fate, LeftOut) or fate.reason not in _TOLD or not fate.words.strip():
                continue
            if run and (run[-1][1].reason, run[-1][0].spot.part) != (fate.reason, atom.spot.part):
                yield _told(run)
                run = []
            run.append((atom, fate))
    if run:
        yield _told(run)
    for unshown in text.unshown:
        yield IntakeNotice(f"unshown-{unshown.reason}", unshown.text[:200], unshown.spot)


def _told(run: list[tuple[WordAtom, LeftOut]]) -> IntakeNotice:
    words = "".join(fate.words for _, fate in run)
    return IntakeNotice(f"left-out-{run[0][1].reason}", words[:200], run[0][0].spot)


def _changed(text: WordText, fates: Mapping[int, list[Fated]]) -> Iterator[IntakeNotice]:
    """Changes other than of blanks each; those of blanks by their count."""
    blanks: list[WordAtom] = []
    last: Changed | None = None
    for atom in text.atoms:
        for fated in fates.get(atom.number, ()):
            if not isinstance(fated.fate, Changed) or fated.fate == last:
                continue
            last = fated.fate
            if fated.fate.rule == "blanks":
                blanks.append(atom)
            else:
                detail = f"{fated.fate.before} → {fated.fate.after}"
                yield IntakeNotice(f"changed-{fated.fate.rule}", atom.text[:60], atom.spot, detail)
    if blanks:
        yield IntakeNotice("changed-blanks", "", blanks[0].spot, count=len(blanks))


def _looks(text: WordText, fates: Mapping[int, list[Fated]]) -> Iterator[IntakeNotice]:
    """Looks that print has not, signs made from codes, numbers that Word makes."""
    for atom in text.atoms:
        if not any(isinstance(f.fate, Set) for f in fates.get(atom.number, ())):
            continue
        look, words = atom.look, atom.text[:60]
        if atom.kind is AtomKind.NUMBER:
            yield IntakeNotice("number-made", words, atom.spot, text_of(text, atom)[:40])
        elif atom.kind in (AtomKind.FORMULA, AtomKind.WORD_ART, AtomKind.SYMBOL, AtomKind.DRAWN,
                           AtomKind.ENCLOSED):  # fmt: skip
            yield IntakeNotice(f"made-{atom.kind}", words, atom.spot, atom.source[:80])
        if atom.field and atom.field.name in _STALE:
            yield IntakeNotice("field-stale", words, atom.spot, atom.field.instruction[:60])
        if not words.strip():
            if look.underline and words:
                yield IntakeNotice("form-line", words, atom.spot)
            continue
        if look.strike:
            yield IntakeNotice("look-struck", words, atom.spot)
        if look.highlight:
            yield IntakeNotice("look-highlight", words, atom.spot, look.highlight)
        if look.colour not in ("", "000000", "auto"):
            yield IntakeNotice("look-colour", words, atom.spot, look.colour)


def text_of(text: WordText, atom: WordAtom) -> str:
    """The words that stand behind a number in its paragraph."""
    following = (
        other.text
        for other in text.atoms[atom.number + 1 : atom.number + 6]
        if other.spot.paragraph == atom.spot.paragraph
    )
    return "".join(following)


def _pictures(text: WordText) -> Iterator[IntakeNotice]:
    for picture in text.pictures:
        crop = picture.crop
        if picture.format in ("wmf", "emf"):
            yield IntakeNotice("picture-metafile", picture.member, picture.spot, picture.format)
        if any((crop.left, crop.top, crop.right, crop.bottom)):
            share = f"{crop.left:.0%} {crop.top:.0%} {crop.right:.0%} {crop.bottom:.0%}"
            yield IntakeNotice("picture-cropped", picture.member, picture.spot, share)
        if picture.external:
            yield IntakeNotice("picture-external", picture.external, picture.spot)
        if picture.of_object:
            yield IntakeNotice("picture-of-object", picture.member, picture.spot)


def _comments(text: WordText) -> Iterator[IntakeNotice]:
    for comment in text.comments:
        said = "".join(b.text for b in comment.blocks if hasattr(b, "text"))
        detail = f"{comment.author} {comment.date}".strip()
        yield IntakeNotice("comment", f"{comment.about[:60]} ⇒ {said[:200]}", None, detail)


def _signs(text: WordText, fates: Mapping[int, list[Fated]]) -> Iterator[IntakeNotice]:
    """Signs that proofreading may change, by their count, with the first place."""
    counts: dict[str, list[tuple[WordAtom, str]]] = {code: [] for code, _ in _SIGNS}
    for atom in text.atoms:
        if not any(isinstance(f.fate, Set) for f in fates.get(atom.number, ())):
            continue
        for code, form in _SIGNS:
            counts[code] += ((atom, match[0]) for match in form.finditer(atom.text))
    for code, found in counts.items():
        if found:
            signs = "".join(dict.fromkeys(sign for _, sign in found))[:40]
            offered = unicodedata.normalize("NFKC", signs) if code == "look-alike" else ""
            yield IntakeNotice(code, signs, found[0][0].spot, offered, len(found))


def _named(text: WordText) -> Iterator[IntakeNotice]:
    for named in text.named:
        yield IntakeNotice(f"named-{named.what}", named.target, named.spot)
