"""Running text as Markdown of this press: escapes, emphasis, ruby, notes, blanks to be filled in.

Whatever is written here is read back by `huozi.read` as the same characters. What a piece is meant
to be read as is noted beside it, from the atoms and not from the Markdown (`Mark`s), so that the
two can be held against each other.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.escapes import TextPlace, escaped, escapes_of
from huozi.intake.fates import Changed, Fate, LeftOut
from huozi.intake.marks import Mark
from huozi.intake.passages import Bit, is_blank_rule
from huozi.intake.values import AtomKind, WordAtom
from huozi.read.text import INVISIBLE


class TextFate(NamedTuple):
    """What becomes of characters of an atom, and how many lines below the first. None: set."""

    atom: int
    start: int
    stop: int
    below: int
    fate: Fate | None


class WrittenText(Struct, frozen=True):
    """A piece of running text."""

    markdown: str
    marks: tuple[Mark, ...]
    fates: tuple[TextFate, ...]
    dressed: bool = False  # emphasis or the like is in it


@dataclass(slots=True)
class _Segment:
    """Characters of one atom and one fate."""

    atom: WordAtom
    start: int
    stop: int
    shown: str
    dress: frozenset[str] = frozenset()
    fate: Fate | None = None
    raw: str = ""  # Markdown as it is, for what is no text
    marks: tuple[Mark, ...] = ()
    covers: list[tuple[WordAtom, int, int]] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether it is a blank to be filled in."""
        return bool(self.marks) and self.marks[0].kind == "u"

    @property
    def ends_line(self) -> bool:
        return self.atom.kind is AtomKind.LINE_BREAK


_EDGE = " \t\n\u3000\xa0\u2002\u2003\u2009"
_BLANKS = re.compile("[ \t\xa0\u2000-\u200a\u202f\u205f]{2,}|[\t\xa0\u2000-\u200a\u202f\u205f]")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s()<>\[\]\\{}|^`]{1,400}", re.IGNORECASE)
_RUBY_BASE, _RUBY_READING = re.compile(r"[^{}|\n\\]{1,40}"), re.compile(r"[^{}|\n]{1,80}")
_RAISED = re.compile(r"[^\s^~\[\]{}*`\\<&|]{1,12}")
_LOWERED = re.compile(r"[0-9A-Za-z+\-=()]{1,12}")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇0-9]{1,9}条(?=[ \u3000\t])")
_HOLD = "\ufffc"  # stands for what is no text, when escapes are looked for

#: Dress that is a pair of signs or a span, the outermost first.
_SPANS = {"struck": "删除", "underline": "下划线", "wavy": "书名", "dots": "着重"}
_ORDER = ("strong", "em", *_SPANS, "sup", "sub")

NoteName = Callable[[str], str]
PicturePath = Callable[[str], str]


def write_text(
    bits: Sequence[Bit], place: TextPlace, note: NoteName, picture: PicturePath
) -> WrittenText:
    """Write the characters of a passage."""
    segments = list(_segments(_trimmed(bits), place, note, picture))
    left = list(_left(bits, segments))
    segments = [s for s in segments if not (s.ends_line and not place.line_end)]
    _undress(segments, place.blank)
    if place.blank and segments:
        segments[0].raw = segments[0].shown + place.blank  # behind an automatic number
    markdown = _markdown(segments, place)
    marks = tuple(mark for segment in segments for mark in segment.marks)
    below, fates = 0, list(left)
    for s in segments:
        covers = s.covers or [(s.atom, s.start, s.stop)]
        fates += (TextFate(atom.number, a, z, below, s.fate) for atom, a, z in covers)
        below += s.ends_line and "\n" in place.line_end
    return WrittenText(markdown, marks, tuple(fates), any(s.dress for s in segments))


def undressed(bits: Sequence[Bit]) -> tuple[Bit, ...]:
    """The same characters in plain dress: where emphasis can't be written beside its neighbours."""
    return tuple(
        replace(bit, atom=replace(bit.atom, look=replace(bit.atom.look, bold=False, italic=False)))
        for bit in bits
    )


# -------------------------------------------------------------------------------------- segments


def _trimmed(bits: Sequence[Bit]) -> list[Bit]:
    """Without blanks at the ends, and beside line ends; blanks to be filled in stay."""
    made: list[Bit] = []
    starts = True
    for bit in bits:
        if bit.atom.kind is AtomKind.LINE_BREAK:
            _strip_end(made)
            made.append(bit)
            starts = True
            continue
        text, start = bit.text, bit.start
        if starts and not is_blank_rule(bit) and _is_text(bit.atom):
            start += next((n for n, c in enumerate(text) if not _is_edge(c)), len(text))
        if start < bit.stop:
            made.append(replace(bit, start=start))
            starts = False
    _strip_end(made)
    while made and made[-1].atom.kind is AtomKind.LINE_BREAK:
        made.pop()
        _strip_end(made)
    while made and made[0].atom.kind is AtomKind.LINE_BREAK:
        made.pop(0)
    return made


def _strip_end(made: list[Bit]) -> None:
    while made and not is_blank_rule(made[-1]) and _is_text(made[-1].atom):
        bit = made[-1]
        text = bit.text
        stop = bit.start + next(
            (n for n in range(len(text), 0, -1) if not _is_edge(text[n - 1])), 0
        )
        if stop == bit.stop:
            return
        made.pop()
        if stop > bit.start:
            made.append(replace(bit, stop=stop))
            return


def _is_edge(char: str) -> bool:
    """Whether a character at an end shows nothing."""
    return char in _EDGE or INVISIBLE.match(char) is not None


def _is_text(atom: WordAtom) -> bool:
    return atom.kind not in (AtomKind.RUBY, AtomKind.NOTE_CALL, AtomKind.PICTURE)


def _left(bits: Sequence[Bit], segments: Sequence[_Segment]) -> Iterator[TextFate]:
    """Fates of what was trimmed off."""
    kept: dict[int, list[tuple[int, int]]] = {}
    for s in segments:
        for atom, start, stop in s.covers or [(s.atom, s.start, s.stop)]:
            kept.setdefault(atom.number, []).append((start, stop))
    for bit in bits:
        at = bit.start
        for start, stop in (*sorted(kept.get(bit.atom.number, ())), (bit.stop, bit.stop)):
            if at < start <= bit.stop:
                words = bit.atom.text[at:start]
                yield TextFate(bit.atom.number, at, start, 0, LeftOut("edge-blank", words))
            at = max(at, stop)


def _segments(
    bits: Sequence[Bit], place: TextPlace, note: NoteName, picture: PicturePath
) -> Iterator[_Segment]:
    for ruby, group in groupby(bits, key=lambda bit: bit.atom.ruby):
        same = list(group)
        if ruby and any(bit.atom.kind is AtomKind.RUBY for bit in same):
            yield from _ruby(same, "\\|" if place.cell else "|")
            continue
        for bit in same:
            atom = bit.atom
            if atom.kind is AtomKind.LINE_BREAK:
                fate = None if place.line_end else LeftOut("line-break", "\n")
                marks = (Mark("l"),) if "\n" in place.line_end else ()
                yield _Segment(atom, bit.start, bit.stop, "", fate=fate, marks=marks)
            elif atom.kind is AtomKind.NOTE_CALL:
                name = note(atom.refers)
                marks = (Mark("n", name),)
                words, call = atom.text[bit.start : bit.stop], f"[^{name}]"
                by_hand = Changed(words, call, "typed-note") if words else None
                yield _Segment(atom, bit.start, bit.stop, "", fate=by_hand, raw=call, marks=marks)
            elif atom.kind is AtomKind.PICTURE:
                path = picture(atom.refers)
                yield _Segment(atom, 0, 1, "", raw=f"![]({path})", marks=(Mark("p", path),))
            else:
                yield from _text(bit, place)


def _text(bit: Bit, place: TextPlace) -> Iterator[_Segment]:
    """Text, parted where signs that show nothing are left out and where blanks are folded."""
    dress = _dress(bit.atom) if place.dress else frozenset[str]()
    text, at = bit.text, 0
    forms = (INVISIBLE, _BLANKS)
    breaks = sorted(
        (m.start(), m.end(), n) for n, form in enumerate(forms) for m in form.finditer(text)
    )
    for start, stop, kind in breaks:
        if start < at:
            continue
        yield from _words(bit, at, start, dress)
        words = text[start:stop]
        span = bit.atom, bit.start + start, bit.start + stop
        if kind == 0:
            yield _Segment(*span, "", fate=LeftOut("invisible", words))
        elif "underline" in dress and len(words) > 1 or "underline" in dress and words == "\t":
            yield _blank(span, words, dress)
        else:
            yield _Segment(*span, " ", dress, Changed(words, " ", "blanks"))
        at = stop
    yield from _words(bit, at, len(text), dress)


def _words(bit: Bit, start: int, stop: int, dress: frozenset[str]) -> Iterator[_Segment]:
    """Text without anything to fold; underlined full-width blanks by themselves."""
    text = bit.text[start:stop]
    if "underline" not in dress:
        if text:
            span = bit.atom, bit.start + start, bit.start + stop
            yield _Segment(*span, text, dress, marks=(Mark("t", text),))
        return
    for match in re.finditer("\u3000+|[^\u3000]+", text):
        span = bit.atom, bit.start + start + match.start(), bit.start + start + match.end()
        if match[0].strip("\u3000 "):
            yield _Segment(*span, match[0], dress, marks=(Mark("t", match[0]),))
        else:
            yield _blank(span, match[0], dress)


def _blank(span: tuple[WordAtom, int, int], words: str, dress: frozenset[str]) -> _Segment:
    """A blank to be filled in: two narrow ones are an em, a tab is four."""
    width = sum({"\u3000": 2, "\t": 8}.get(blank, 1) for blank in words)
    shown = "\u3000" * ((width + 1) // 2)
    fate = None if words == shown else Changed(words, shown, "blank-rule")
    return _Segment(*span, shown, dress, fate, marks=(Mark("u"),))


def _ruby(bits: Sequence[Bit], bar: str) -> Iterator[_Segment]:
    """`{活字|huó zì}`; in brackets where the braces can't hold it."""
    base = "".join(bit.text for bit in bits if bit.atom.kind is not AtomKind.RUBY)
    reading = "".join(bit.text for bit in bits if bit.atom.kind is AtomKind.RUBY)
    covers = [(bit.atom, bit.start, bit.stop) for bit in bits]
    first = bits[0].atom
    if (
        _RUBY_BASE.fullmatch(base)
        and _RUBY_READING.fullmatch(reading)
        and base.strip()
        and reading.strip()
    ):
        raw = f"{{{base}{bar}{reading}}}"
        marks = Mark("t", base), Mark("r", reading)
        yield _Segment(first, 0, first.size, "", raw=raw, marks=marks, covers=covers)
        return
    shown = f"{base}（{reading}）"
    fate = Changed(reading, f"（{reading}）", "ruby-in-brackets")
    yield _Segment(first, 0, first.size, shown, fate=fate, marks=(Mark("t", shown),), covers=covers)


def _dress(atom: WordAtom) -> frozenset[str]:
    look = atom.look
    names = {
        "strong": look.bold, "em": look.italic, "struck": look.strike,
        "underline": look.underline and look.underline != "wave",
        "wavy": look.underline == "wave", "dots": look.emphasis,
        "sup": look.raised == "superscript", "sub": look.raised == "subscript",
    }  # fmt: skip
    link = {f"link {atom.link}"} if _LINK.fullmatch(atom.link) else set[str]()
    return frozenset((name for name, on in names.items() if on)) | link


def _undress(segments: Sequence[_Segment], blank: str) -> None:
    """The number of an article is dressed by the press."""
    first = segments[0].shown if segments else ""
    text = f"{first}{blank}{''.join(s.shown for s in segments[1:])}"
    left = len(match[0]) if (match := _ARTICLE.match(text)) else 0
    for s in segments:
        if left <= 0 or s.raw:
            return
        s.dress -= {"strong"}
        left -= len(s.shown)


# -------------------------------------------------------------------------------------- Markdown


def _markdown(segments: Sequence[_Segment], place: TextPlace) -> str:
    text = "".join("\n" if s.ends_line else s.shown or (_HOLD if s.raw else "") for s in segments)
    escapes = escapes_of(text, place)
    at, lines = 0, [list[tuple[_Segment, str]]()]
    for s in segments:
        if s.ends_line:
            lines.append([])
            at += 1
            continue
        if s.raw:
            lines[-1].append((s, escaped(s.shown, at, escapes) + s.raw[len(s.shown) :]))
            at += len(s.shown) or 1
        else:
            lines[-1].append((s, escaped(s.shown, at, escapes)))
            at += len(s.shown)
    order = ("link", *_ORDER) if any(s.dress for s in segments) else ()
    return place.line_end.join(_dressed(line, order) for line in lines)


def _dressed(line: Sequence[tuple[_Segment, str]], order: Sequence[str]) -> str:
    """Nested emphasis: what neighbours share is put around both."""
    if not order:
        return "".join(markdown for _, markdown in line)
    name, made = order[0], []

    def key(pair: tuple[_Segment, str]) -> tuple[str, bool]:
        own = next((d for d in pair[0].dress if d == name or d.startswith(f"{name} ")), "")
        return own, bool(own) and name == "underline" and pair[0].blank

    for (own, _), group in groupby(line, key=key):
        inner = _dressed(list(group), order[1:])
        made.append(_wrapped(own, inner) if own else inner)
    return "".join(made)


def _wrapped(name: str, inner: str) -> str:
    core = inner.strip(" ") if name in _SPANS else inner.strip(" \u3000")
    if not core:
        return inner
    before, after = inner[: inner.index(core)], inner[inner.index(core) + len(core) :]
    if name == "strong":
        core = f"**{core}**"
    elif name == "em":
        core = f"*{core}*"
    elif name == "sup":
        core = f"^{core}^" if _RAISED.fullmatch(core) else f"<sup>{core}</sup>"
    elif name == "sub":
        core = f"~{core}~" if _LOWERED.fullmatch(core) else f"<sub>{core}</sub>"
    elif name in _SPANS:
        core = f"[{core}]{{.{_SPANS[name]}}}"
    else:
        core = f"[{core}]({name.removeprefix('link ')})"
    return f"{before}{core}{after}"
