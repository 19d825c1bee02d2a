"""The house style: templates and style sheets, with a book's own files laid over ours.

A book overrides the house style file by file: `templates/part.html` in the book's folder replaces
ours, the rest stays. Style sheets may `@import` one another by plain name; imports are put in
place when the house is read, so that a unit's key can digest all the CSS that reaches it.
"""

import errno
import hashlib
import io
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path, PurePath
from urllib.parse import unquote

from msgspec import Struct

from huozi.account.allowed import HOUSE, Declared
from huozi.compile.families import cuts
from huozi.compile.idle import idle
from huozi.compile.pictures import Folder
from huozi.compile.sheets import Layers, flat, foreign, marked, stacked
from huozi.files import file_state, read_below, read_file
from huozi.values.errors import InputError
from huozi.values.galley import Setting
from huozi.values.length import mm
from huozi.values.manuscript import Finding, Place, finding
from huozi.values.style import Families, FolioPlace, UnitKind

#: What a template reaches for; nothing is captured where the name is reckoned, not plainly written.
_INCLUDE = re.compile(
    r"""{%[-+]?\s*(?:include|extends|import|from)\b\s*"""
    r"""(?:["']([^"'\\]+)["']\s*(?:[-+]?%}|import\b|as\b|ignore\b|with))?"""
)
#: A picture of the book that a template addresses, however it goes on: in quotes or without.
_PICTURE = re.compile(r"""book:([^\s"'<>(){}|;,]+)""")
_PART = re.compile(r"""{%[-+]?\s*(?:include|extends)\s+["']([^"']+)["']""")
_FILE_LIMIT = 512 * 1024
_KINDS = (("templates", "html"), ("styles", "css"))


@dataclass(frozen=True, eq=False)
class House:
    """The sources of all templates and style sheets, by name. Houses are compared by identity.

    `own` names the sources that the book brings itself.
    """

    templates: dict[str, str]
    styles: dict[str, str]
    own: frozenset[str] = frozenset()
    pictures: dict[str, str] = field(default_factory=dict)  # that templates address: path → digest
    idle: tuple[Finding, ...] = ()  # files of the book's that nothing uses

    def same_as(self, other: "House") -> bool:
        """Whether all sources are the same."""
        mine = self.templates, self.styles, self.own, self.pictures, self.idle
        return mine == (other.templates, other.styles, other.own, other.pictures, other.idle)

    @cached_property
    def is_slanting(self) -> bool:
        """Whether any style asks for italics."""
        return any(slanted for _, slanted in cuts(self.styles.values()))

    @cached_property
    def template_digests(self) -> dict[str, str]:
        """A digest of each template together with all that it includes or extends."""
        return {name: _digest("\0".join(self._closure(name, set()))) for name in self.templates}

    def _closure(self, name: str, seen: set[str]) -> Iterator[str]:
        """The sources that a template is made of; all of them where it computes its includes."""
        if name in seen or name not in self.templates:
            return
        seen.add(name)
        yield from (name, self.templates[name])
        for path in addressed(self.templates[name]):
            yield self.pictures.get(path, "")
        for wanted in _INCLUDE.findall(self.templates[name]):
            for included in (wanted,) if wanted in self.templates else sorted(self.templates):
                yield from self._closure(included, seen)

    def declared(self, kind: UnitKind) -> Declared:
        """What a book's own files declare to add to a kind of unit, or to leave out."""
        if not self.own:
            return HOUSE
        if kind not in self._declared:
            from huozi.compile.declared import declared

            closure = self._closure(f"{kind.value}.html", set())
            templates = {name: self.templates[name] for name in closure if name in self.templates}
            sheets = self.sheets(kind)
            styles = {name: self.styles[name] for name in self.styles if _reached(name, sheets)}
            self._declared[kind] = declared(templates, styles, self.own)
        return self._declared[kind]

    @cached_property
    def _declared(self) -> dict[UnitKind, Declared]:
        return {}

    def css(self, kind: UnitKind, setting: Setting) -> tuple[str, ...]:
        """All style sheets of a kind of unit, stacked; the rules of the page format stand first."""
        common, *own = self.sheets(kind, setting.folio_place)
        sheets = (f"{format_css(setting)}\n{common}", *own)
        return stacked(*(resolve_roles(sheet, setting) for sheet in sheets))

    def sheets(self, kind: UnitKind, folios: FolioPlace = FolioPlace.FOOT_OUTER) -> tuple[str, ...]:
        """The style sheets of a kind of unit, each marked with its name."""
        moved = () if folios is FolioPlace.FOOT_OUTER else (f"folio-{folios.value}.css",)
        names = ("base.css", *moved, f"{kind.value}.css")
        return tuple(marked(name, self.styles[name]) for name in names if name in self.styles)


def _reached(name: str, sheets: tuple[str, ...]) -> bool:
    """Whether a sheet is one of `sheets` or is imported by one of them."""
    return any(f"/*@ {name}:" in sheet for sheet in sheets)


def addressed(template: str) -> tuple[str, ...]:
    """Paths of the pictures that a template addresses (`book:content/标志.png`)."""
    return tuple(dict.fromkeys(unquote(path) for path in _PICTURE.findall(template)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_house(ours: Path, book: Path | None = None, style: str = "") -> House:
    """Read `templates/` and `styles/` of the house, a style of either, and what the book brings.

    What a style has lies in `styles/NAME/`, the book's before the house's. Its sheets stand behind
    those of the house of the same name; its templates take their place. The book's own files take
    the place of both.

    Raises InputError when a style sheet reaches for a file or an address of its own, or imports a
    sheet that is not there.
    """
    templates: dict[str, str] = {}
    sheets: dict[str, Layers] = {}
    findings: list[Finding] = []
    own: set[str] = set()
    for layer in _layers(ours, book, style):
        for path in sorted(layer.folder.glob(f"*.{layer.suffix}")):
            place = layer.place(path)
            try:
                text = _read(path, layer)
            except UnicodeDecodeError as error:
                findings.append(finding("house-encoding", place, byte=error.start))
            except OSError as error:
                linked = error.errno == errno.ELOOP
                code = "linked-file" if linked else "house-file"
                findings.append(finding(code, place, path=place.file, limit=_FILE_LIMIT))
            else:
                own.update([path.name] if layer.own else ())
                if layer.suffix == "html":
                    templates[path.name] = text
                else:
                    below = sheets.get(path.name, ()) if layer.added else ()
                    written = place.file.removeprefix("styles/")
                    sheets[path.name] = (*below, (written, text))
    findings.extend(_circles(templates))
    styles = {name: flat(name, sheets, findings) for name in sheets}
    for layers in sheets.values():
        for written, text in layers:
            findings.extend(foreign(written, text))
    if findings:
        raise InputError(dict.fromkeys(findings))  # a sheet may be imported more than once
    made = House(templates, styles, frozenset(own), _pictures(templates, book or ours))
    return replace(made, idle=tuple(_idle(made, tuple(_layers(ours, book, style)))))


class _HouseLayer(Struct, frozen=True):
    """A folder of templates or style sheets; later layers replace or extend earlier ones."""

    root: Path
    below: str  # its path in the root
    suffix: str
    own: bool  # the book's
    added: bool = False  # to what lies below it; else it takes its place

    @property
    def folder(self) -> Path:
        return self.root / self.below

    def place(self, path: Path) -> Place:
        return Place(f"{self.below}/{path.name}")


def _idle(house: House, layers: tuple[_HouseLayer, ...]) -> Iterator[Finding]:
    """Files of a book's own that nothing uses: neither by the name of a kind of unit, or of a file
    of ours, nor by what is used.
    """
    own = [layer for layer in layers if layer.own and layer.folder.is_dir()]
    ours = {path.name for layer in layers if not layer.own for path in layer.folder.glob("*.*")}
    used = ours | {f"{kind.value}.{suffix}" for kind in UnitKind for _, suffix in _KINDS}
    if used.issuperset(path.name for layer in own for path in layer.folder.glob("*.*")):
        return
    sheets = tuple(house.styles[name] for name in used if name in house.styles)
    reached = set[str]()
    for name in used:
        tuple(house._closure(name, reached))
    used |= reached | {name for name in house.styles if _reached(name, sheets)}
    for below, folder in dict.fromkeys((layer.below, layer.folder) for layer in own):
        suffixes = tuple(layer.suffix for layer in own if layer.below == below)
        yield from idle(folder, below, {name for name in used if name.endswith(suffixes)})


def _layers(ours: Path, book: Path | None, style: str) -> Iterator[_HouseLayer]:
    """The layers of a house style, the lowest first."""
    for below, suffix in _KINDS:
        yield _HouseLayer(ours, below, suffix, own=False)
    if style:
        below = f"styles/{style}"
        own = book is not None and (book / below).is_dir()
        root = book if own and book else ours
        for _, suffix in _KINDS:
            yield _HouseLayer(root, below, suffix, own=own, added=True)
    if book:
        for below, suffix in _KINDS:
            yield _HouseLayer(book, below, suffix, own=True)


def _read(path: Path, layer: _HouseLayer) -> str:
    """Read a template or style sheet; one of a book's own is reached through no link. Raises
    OSError.
    """
    if layer.own:
        data = read_below(layer.root, PurePath(layer.below, path.name), _FILE_LIMIT)
    else:
        data = read_file(path, _FILE_LIMIT)
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8").read()  # with LF line ends


def state(house: House | None, ours: Path, book: Path, style: str = "") -> tuple[object, ...]:
    """A value that changes whenever a file of the house style, or a picture it addresses, does."""
    found: list[object] = [style]
    for layer in _layers(ours, book, style):
        folder = str(layer.folder)
        with suppress(OSError):
            names = sorted(os.listdir(folder))  # noqa: PTH208  (names are enough)
            found += (_state(f"{folder}/{name}") for name in names)
    return (*found, *(_state(f"{book}/{path}") for path in (house.pictures if house else ())))


def _state(path: str) -> tuple[str, tuple[int, ...]]:
    try:
        return path, file_state(os.stat(path))  # noqa: PTH116  (a few dozen with each save)
    except OSError:
        return path, ()


def _pictures(templates: dict[str, str], book: Path) -> dict[str, str]:
    """The digests of pictures that templates address; empty for a missing one."""
    wanted = dict.fromkeys(path for text in templates.values() for path in addressed(text))
    found = dict.fromkeys(wanted, "")
    for path in wanted:
        with suppress(LookupError, OSError):
            found[path] = hashlib.sha256(Folder(book)(path)).hexdigest()
    return found


def _circles(templates: dict[str, str]) -> Iterator[Finding]:
    """Findings for templates that include or extend themselves, directly or through others."""
    parts = {name: set(_PART.findall(text)) for name, text in templates.items()}
    for name, text in templates.items():
        for match in _PART.finditer(text):
            reached, queue = set[str](), [match[1]]
            while queue:
                part = queue.pop()
                if part not in reached:
                    reached.add(part)
                    queue += sorted(parts.get(part, ()))
            if name in reached:
                line = text.count("\n", 0, match.start()) + 1
                yield finding("template-circle", Place(f"templates/{name}", line), found=match[1])


#: Font roles as style sheets name them. They are constants of a book, so they are put in place
#: here: WeasyPrint resolves custom properties anew for every element.
_ROLE = re.compile(r"(font-family:\s*)?var\(--([\w-]+)\)")
#: Roles that set Latin letters themselves, and those of a book's own that begin so.
_LATIN = ("latin", "mono")


@lru_cache(maxsize=32)  # all units of a kind ask the same
def resolve_roles(css: str, setting: Setting) -> str:
    """Replace `var(--song)` and the like by the families of that font role.

    A role brings its Latin face with it (`--huozi-latin`): 黑 has one of its own, 宋 and 楷 take
    that of the book, since figures in a written hand do not suit a printed date.
    """
    stacks = setting.fonts.stacks

    def put(match: re.Match[str]) -> str:
        begins, role = match.groups()  # lines are counted: a line end in what begins stays
        if role not in stacks:
            return match[0]
        families = _quoted(stacks[role])
        if begins is None:
            return families
        latin = "latin-sans" if role == "hei" else "latin"
        letters = families if role.startswith(_LATIN) else _quoted(stacks[latin])
        return f"--huozi-latin: {letters}; {begins}{families}"

    return _ROLE.sub(put, css)


def _quoted(families: Families) -> str:
    return ", ".join(f'"{family}"' for family in families)


#: Of the trim that sizes of type are given for, on pages that show little: width, height.
_SHOWN_AT_PT = mm(140), mm(203)


def format_css(setting: Setting) -> str:
    """The page format as CSS: the page box, `rem` as the body size and `rlh` as the leading.

    Galleys are set as rectos; the linker shifts versos. With `rlh` a style sheet gives heights in
    whole lines. Black is device grey from the start (100 % K).
    """
    page = setting.format
    margins = (
        page.head_margin_pt, page.outer_margin_pt, page.foot_margin_pt, page.inner_margin_pt
    )  # fmt: skip
    scales = zip((page.trim_width_pt, page.trim_height_pt), _SHOWN_AT_PT, strict=True)
    # The link puts the whole folio where figures stood, in their face: 第 and — are in 宋 alone.
    song = ".furniture .folio { --huozi-latin: var(--song) }\n"
    formed = song if setting.formed_folios else ""
    margin = " ".join(f"{value:.4f}pt" for value in margins)
    return f"""@page {{ size: {page.trim_width_pt:.4f}pt {page.trim_height_pt:.4f}pt;
  margin: {margin} }}
@page furniture {{ margin: 0 }}
html {{ font-size: {page.body_size_pt}pt; line-height: {page.leading_pt}pt;
  font-family: var(--song); color: #000 }}
body {{ margin: 0 }}
.furniture {{ page: furniture; break-before: page; position: relative;
  width: {page.trim_width_pt:.4f}pt; height: {page.trim_height_pt:.4f}pt; margin-bottom: -1pt }}
.furniture {{ --head-margin: {page.head_margin_pt:.4f}pt;
  --foot-margin: {page.foot_margin_pt:.4f}pt }}
.furniture .head, .furniture .folio {{ position: absolute; white-space: nowrap }}
.furniture .head {{ font-size: {page.head_size_pt}pt }}
.furniture .folio {{ font-size: {page.folio_size_pt}pt }}
.furniture.recto .head, .furniture.recto .folio {{
  left: {page.inner_margin_pt:.4f}pt; right: {page.outer_margin_pt:.4f}pt }}
.furniture.verso .head, .furniture.verso .folio {{
  left: {page.outer_margin_pt:.4f}pt; right: {page.inner_margin_pt:.4f}pt }}
{formed}.type-area {{ height: {page.type_height_pt:.4f}pt; box-sizing: border-box }}
.type-area.flowing {{ height: auto; min-height: {page.type_height_pt:.4f}pt }}
img {{ max-height: {max(page.leading_pt, page.type_height_pt - 6 * page.leading_pt):.4f}pt }}
:root {{ --picture-most: {page.type_height_pt - 3 * page.leading_pt:.4f}pt;
  --scale: {min(1.0, *(own / house for own, house in scales)):.4g} }}
figure img {{ max-height: var(--picture-most) }}
section.turned {{ height: {max(page.type_height_pt, page.measure_pt):.4f}pt }}
.turned .sheet {{ width: {page.type_height_pt:.4f}pt;
  transform: translate(0, {page.type_height_pt:.4f}pt) rotate(-90deg) }}
"""
