"""Every fault that preflight knows, seeded into a clean book, is found."""

import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from pikepdf import Array, Dictionary, Name, String

from huozi.pdf.profile import PROFILES
from huozi.preflight import checks
from huozi.preflight.checks import CHECKS
from huozi.preflight.job import Check, PlacedFinding, Wanted
from huozi.preflight.judge import judge
from huozi.values.length import mm
from huozi.values.manuscript import Severity
from tests.preflight.sample import LEFT, LINE, RECORD, icc, intent, made, show, xmp
from tests.preflight.spoil import (
    BLACK_LINE,
    BODY_TEXT,
    CROP_MARK,
    ERROR,
    FILLED,
    RECORDED,
    WARNING,
    Spoil,
    adding,
    bad_bookmark,
    below_title,
    broken_stream,
    changed_link,
    code_zero,
    contents_line,
    crossed,
    differing,
    form,
    group,
    info,
    labels,
    layers,
    link,
    move,
    no_grid,
    off_grid,
    paint,
    part_in_outline,
    protect,
    retitled,
    root,
    script,
    separation,
    setting,
    silent,
    silent_figure,
    type3,
    unembed,
    unmap,
    white_over,
    whole_font,
    with_image,
    with_space,
    with_state,
)


@dataclass
class Seed:
    """A way to spoil the clean book, and what must be said about it."""

    code: str
    before: Spoil | None = None
    after: Spoil | None = None
    profile: str = "plain-k"
    page: int | None = None  # where it is found; 0: the whole file
    boxed: bool = False  # with its place on the page
    severity: Severity | None = None
    wanted: Wanted = field(default_factory=Wanted)
    pages: int = 16
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.code


SEEDS = [
    Seed("preflight-content", broken_stream, page=6, severity=WARNING),
    Seed("preflight-protected", after=protect, page=0, severity=ERROR),
    Seed("preflight-protected", after=protect, profile="archive", page=0, severity=ERROR,
         name="protected in an archive"),
    # Pages and boxes
    Seed("preflight-signature", wanted=Wanted(signature=32), page=0, severity=ERROR),
    Seed("preflight-record-pages", wanted=Wanted(record={"pages": 17}), page=0),
    Seed("preflight-box-unequal", after=setting(6, TrimBox=[20, 20, 220, 299]), page=6),
    Seed("preflight-trim-size", wanted=Wanted(trim_pt=(200, 281)), page=1),
    Seed("preflight-page-turned", after=setting(6, Rotate=90), page=6),
    Seed("preflight-user-unit", after=setting(6, UserUnit=2), page=6),
    Seed("preflight-box-missing", after=lambda book: book.page(6).__delitem__("/BleedBox"), page=6),
    Seed("preflight-box-missing", after=setting(6, TrimBox=[20, 20, 20, 300]), page=6,
         name="a box without area"),
    Seed("preflight-box-origin", after=setting(6, MediaBox=[-5, 0, 235, 320]), page=6),
    Seed("preflight-box-nesting", after=setting(6, BleedBox=[20, 20, 219, 300]), page=6),
    Seed("preflight-box-bleed", after=setting(6, BleedBox=[18, 18, 222, 302]), page=6),
    # Ink
    Seed("preflight-bleed", adding(6, b"0 g 20 20 200 40 re f\n"), page=6, boxed=True),
    Seed(
        "preflight-bleed", adding(6, b"0 g 10 100 30 40 re f\n"), page=6, boxed=True,
        wanted=Wanted(bleed_pt=mm(5)), name="bleed short of a wider bleed",
    ),
    Seed("preflight-lost-ink", adding(6, show(LINE, 190, 100)), page=6, boxed=True),
    Seed("preflight-lost-ink",
         adding(6, b"q 0 0 120 300 re W n\n" + show(LINE, LEFT, 100) + b"Q\n"),
         page=6, boxed=True, name="a line in a narrow clip"),
    Seed("preflight-near-trim", adding(6, show(LINE, 25, 100)), page=6, boxed=True,
         severity=WARNING),
    Seed("preflight-colour", adding(6, b"0 0 0 rg\n" + show(LINE, LEFT, 100)), page=6, boxed=True),
    Seed("preflight-colour", adding(6, b"0 0 0 RG\n"), page=6, name="rgb that paints nothing"),
    Seed("preflight-colour", with_space(b"/C cs 0.5 0.5 0.5 scn\n", Array([Name.CalRGB,
         Dictionary(WhitePoint=[1, 1, 1])])), page=6, name="cal-rgb"),
    Seed("preflight-colour-inks", adding(6, b"0.2 0 0 0 k\n" + show(LINE, LEFT, 100)), page=6,
         boxed=True),
    Seed("preflight-rich-black", adding(6, b"1 1 1 1 k\n" + show(LINE, LEFT, 100)), page=6,
         boxed=True, profile="x4"),
    Seed("preflight-rich-black", adding(6, b".7 .7 .7 0 K\n" + BLACK_LINE[4:]), page=6,
         boxed=True, profile="x1a", name="rule of three inks"),
    Seed("preflight-tinted-text", adding(6, b"0.4 g\n" + show(LINE, LEFT, 100)), page=6,
         boxed=True),
    Seed("preflight-hairline", adding(6, b"0 w 50 100 m 100 100 l S\n"), page=6, boxed=True),
    Seed("preflight-hairline", adding(6, b"50 100 100 0.1 re f\n"), page=6, boxed=True,
         name="hairline as a rectangle"),
    Seed("preflight-ink-coverage", adding(6, b".9 .9 .9 .9 k 60 60 50 50 re f\n"), page=6,
         boxed=True, profile="x4"),
    Seed("preflight-colour-inks", adding(6, b"0.2 0 0 0 k\n" + show(LINE, LEFT, 100)), page=6,
         profile="x4", boxed=True, wanted=Wanted(one_colour=True), name="one colour as X-4"),
    Seed("preflight-colour-inks", with_space(b"/C cs 1 scn\n" + show(LINE, LEFT, 100),
         separation("Gold")), page=6, profile="x1a", boxed=True, wanted=Wanted(one_colour=True),
         name="a spot colour beside black"),
    Seed("preflight-image-colour", with_image(b"q 20 0 0 20 60 60 cm /I Do Q\n",
         ColorSpace=Name.DeviceCMYK), page=6, profile="x4", boxed=True,
         wanted=Wanted(one_colour=True), name="a coloured picture in one colour"),
    Seed("preflight-registration", with_space(b"/C cs 1 scn\n" + show(LINE, LEFT, 100),
         separation("All")), page=6, boxed=True, severity=ERROR),
    Seed("preflight-white-overprint", white_over(b"0 0 0 0 k\n"), page=6, boxed=True,
         severity=ERROR),
    Seed("preflight-white-overprint", white_over(b"0 0 0 0 K 1 Tr\n"), page=6, profile="x4",
         boxed=True, name="white outlines"),
    Seed("preflight-layers", after=layers, page=0, severity=WARNING),
    Seed("preflight-layers", after=layers, page=0, profile="x1a", severity=ERROR,
         name="layers in X-1a"),
    # Pictures
    Seed("preflight-image-resolution", with_image(b"q 100 0 0 100 60 60 cm /I Do Q\n"), page=6,
         boxed=True, severity=ERROR),
    Seed("preflight-image-resolution", with_image(b"q 36 0 0 36 60 60 cm /I Do Q\n"), page=6,
         boxed=True, severity=WARNING, name="200 dpi"),
    Seed("preflight-image-resolution",
         adding(6, b"q 50 0 0 50 60 60 cm BI /W 2 /H 2 /CS /G /BPC 8 ID EI  EI Q\n"), page=6,
         boxed=True, name="inline image"),
    Seed("preflight-image-colour", with_image(b"q 20 0 0 20 60 60 cm /I Do Q\n",
         ColorSpace=Name.DeviceRGB), page=6, boxed=True),
    # Fonts
    Seed("preflight-font-embedded", after=unembed, page=1),
    Seed("preflight-font-subset", after=whole_font, page=1, severity=WARNING),
    Seed("preflight-font-allowed", wanted=Wanted(fonts=("Noto Serif",)), page=1, boxed=True),
    Seed("preflight-font-type3", type3, page=6, severity=ERROR),
    Seed("preflight-unmapped", after=unmap, page=1, severity=WARNING),
    Seed("preflight-unmapped", after=unmap, page=1, profile="archive", severity=ERROR,
         name="unmapped in an archive"),
    Seed("preflight-unmapped", after=lambda book: silent(book, "活"), page=5, boxed=True,
         severity=WARNING, name="a glyph with an outline that stands for no text"),
    Seed("preflight-unmapped", FILLED, lambda book: silent(book, "空"), page=6, boxed=True,
         profile="archive", severity=ERROR, name="a silent blank in an archive"),
    Seed("preflight-notdef", code_zero, page=6, boxed=True),
    Seed("preflight-notdef", adding(6, b"BT /F 10 Tf 60 100 Td <00ff> Tj ET\n"), page=6,
         name="a code the font has not"),
    Seed("preflight-notdef", differing, page=6, name="an encoding that says .notdef"),
    Seed("preflight-glyph-empty", adding(6, show("空", LEFT, 100)), page=6, boxed=True),
    # Transparency, standards
    Seed("preflight-transparency", with_state(b"/G gs\n", ca=0.5), page=6, severity=WARNING),
    Seed("preflight-transparency", with_state(b"/G gs\n", BM=Name.Multiply), page=6,
         profile="x1a", severity=ERROR, name="blend mode"),
    Seed("preflight-transparency", after=group(Name.DeviceGray), page=6, profile="x1a",
         name="page group"),
    Seed("preflight-blend-space", after=group(Name.DeviceRGB), page=6, profile="x4"),
    Seed("preflight-intent-missing", after=root(OutputIntents=None), profile="x4", page=0),
    Seed("preflight-intent-missing", after=root(OutputIntents=None), profile="archive", page=0,
         name="archive without intent"),
    Seed("preflight-intent-identifier", profile="x4", page=0, after=lambda book:
         book.pdf.Root.OutputIntents[0].__delitem__("/OutputConditionIdentifier")),
    Seed("preflight-intent-profile", after=lambda book: intent(book, "GTS_PDFX", b"no", 4),
         profile="x4", page=0),
    Seed("preflight-intent-profile", profile="x4", page=0, name="intent of a screen",
         after=lambda book: intent(book, "GTS_PDFX", icc(b"RGB ", b"mntr"), 3)),
    Seed("preflight-intent-profile", profile="x1a", page=0, name="intent newer than PDF 1.4",
         after=lambda book: intent(book, "GTS_PDFX", icc(version=4), 4)),
    Seed("preflight-x-version", profile="x4", page=0,
         after=lambda book: xmp(book, **{"{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion": "X"})),
    Seed("preflight-x-version", after=info("GTS_PDFXVersion", None), profile="x1a", page=0,
         name="no claim of X-1a"),
    Seed("preflight-x-pdf", after=lambda book: book.save_options.update(force_version="1.6"),
         profile="x1a", page=0),
    Seed("preflight-x-trapped", after=info("Trapped", None), profile="x4", page=0),
    Seed("preflight-x-date", after=info("ModDate", String("yesterday")), profile="x4", page=0),
    Seed("preflight-x-title", after=info("Title", None), profile="x4", page=0),
    Seed("preflight-a-claim", profile="archive", page=0,
         after=lambda book: xmp(book, **{"{http://www.aiim.org/pdfa/ns/id/}part": "1"})),
    Seed("preflight-a-forbidden", profile="archive", page=0,
         after=root(AcroForm=Dictionary(XFA=String("x")))),
    Seed("preflight-a-forbidden", with_image(b"q 24 0 0 24 60 60 cm /I Do Q\n", Interpolate=True),
         profile="archive", page=6, boxed=True, name="a picture that is smoothed"),
    Seed("preflight-a-forbidden", adding(6, b"q 2 0 0 2 60 60 cm BI /W 2 /H 2 /CS /G /BPC 8 /I true"
         b" ID EI  EI Q\n"), profile="archive", page=6, name="an inline picture that is smoothed"),
    Seed("preflight-a-title", after=info("Title", String("别")), profile="archive", page=0),
    Seed("preflight-untagged", after=root(MarkInfo=None), profile="screen", page=0),
    Seed("preflight-no-language", after=root(Lang=None), profile="screen", page=0),
    Seed("preflight-no-title", after=info("Title", None), profile="screen", page=0),
    Seed("preflight-untagged", after=root(StructTreeRoot=None), profile="screen", page=0,
         name="tags without a tree"),
    Seed("preflight-content-untagged", after=paint(6, show(LINE, LEFT, 100)), profile="screen",
         page=6, boxed=True, severity=WARNING),
    Seed("preflight-content-untagged", profile="screen", page=6, boxed=True,
         after=paint(6, b"/Span BMC\n" + show(LINE, LEFT, 100) + b"EMC\n"),
         name="marked, but in no tag"),
    Seed("preflight-tag-parents", after=crossed, profile="screen", page=3, severity=WARNING),
    Seed("preflight-tag-parents", after=paint(6, b"/P <</MCID 1>> BDC EMC\n"), profile="screen",
         page=6, name="a tag that no element claims"),
    Seed("preflight-tag-parents", after=paint(6, b"/P <</MCID 0>> BDC EMC\n"), profile="screen",
         page=6, name="a number that is there twice"),
    Seed("preflight-tag-parents", profile="screen", page=6, name="content that is not there",
         after=lambda book: book.page(6).Contents.write(b"")),
    Seed("preflight-tag-parents", profile="screen", page=6, name="a page without its parents",
         after=lambda book: book.page(6).__delitem__("/StructParents")),
    Seed("preflight-figure-silent", after=silent_figure, profile="screen", severity=WARNING),
    Seed("preflight-link-untagged", after=changed_link("/StructParent"), profile="screen", page=6,
         boxed=True, severity=WARNING),
    Seed("preflight-link-silent", after=changed_link("/Contents"), profile="screen", page=6,
         boxed=True, severity=WARNING),
    Seed("preflight-annotation", after=link, page=6, boxed=True, severity=WARNING),
    Seed("preflight-annotation", after=link, page=6, profile="x4", severity=ERROR,
         name="link in X-4"),
    Seed("preflight-form", after=form, page=0),
    Seed("preflight-script", after=script, page=0, severity=ERROR),
    # The book
    Seed("preflight-part-verso", after=move(1, 2), page=2, wanted=Wanted(
         record={"entries": [{**RECORD["entries"][0], "page": 2}]})),
    Seed("preflight-part-verso", after=part_in_outline, page=6, severity=WARNING,
         name="verso by the outline"),
    Seed("preflight-blank-marks", adding(2, b"1 g 20 20 200 280 re f\n"), page=2, boxed=True),
    Seed("preflight-blank-inked", adding(2, show(LINE, LEFT, 100)), page=2, boxed=True,
         wanted=RECORDED),
    Seed("preflight-blank-inked", adding(2, b"0 g 100 100 30 30 re f\n" + CROP_MARK),
         page=2, boxed=True, wanted=RECORDED, name="a blank page with marks and ink"),
    Seed("preflight-page-empty", lambda book: book.contents.update({7: b""}), page=7,
         wanted=RECORDED),
    Seed("preflight-page-empty", lambda book: book.contents.update({7: CROP_MARK}), page=7,
         wanted=RECORDED, name="nothing but crop marks"),
    Seed("preflight-label", after=labels(3), page=5, wanted=RECORDED),
    Seed("preflight-folio", after=labels(3), page=5, boxed=True),
    Seed("preflight-folio", lambda book: book.contents.update({7: show("9", 118, 45, 8)}), page=7,
         boxed=True, wanted=RECORDED, name="folio against the record"),
    Seed("preflight-folio-side", after=move(5, 6), page=5, severity=WARNING),
    Seed("preflight-folio-sequence", after=move(5, 9), page=9, boxed=True),
    Seed("preflight-contents", retitled(9, "活字活字"), page=3, boxed=True),
    Seed("preflight-contents-page", contents_line("（009）", "（099）"), page=3, boxed=True),
    Seed("preflight-contents-lacks", contents_line("2.印刷工匠", "2.印刷工工"), page=3,
         wanted=RECORDED),
    Seed("preflight-contents-number", contents_line("（009）", "（010）"), page=3,
         wanted=RECORDED),
    Seed("preflight-outline-nowhere", after=bad_bookmark("书", 0), page=0),
    Seed("preflight-outline-title", after=bad_bookmark("精神", 6), page=6),
    Seed("preflight-line-start", adding(6, show("，活字印刷", LEFT, 100)), page=6, boxed=True),
    Seed("preflight-line-end", adding(6, show("活字印刷（", LEFT, 100)), page=6, boxed=True),
    Seed("preflight-grid", off_grid, page=6, boxed=True),
    Seed("preflight-grid", below_title(105, LINE, 3), page=6, boxed=True,
         name="body that a title threw off the grid"),
    Seed("preflight-grid", below_title(LEFT + 40, LINE[:8], 3), page=6, boxed=True,
         name="short lines off the grid that are not centred below the title"),
    Seed("preflight-no-grid", no_grid, page=0, severity=WARNING),
    Seed("preflight-overlap", adding(6, show("活字", LEFT, 100) + show("书籍", LEFT + 15, 100)),
         page=6, boxed=True),
    Seed("preflight-text", wanted=Wanted(text=BODY_TEXT[:-3] + "母母母"), page=5),
    Seed("preflight-text", lambda book: book.contents.update({7: b""}),
         wanted=Wanted(text=LINE * 6 + "书" + LINE * 5), name="a piece is missing over a page"),
    Seed("preflight-text", wanted=Wanted(text="精神精神"), page=0, name="text that is nowhere"),
]  # fmt: skip


def faults(seed: Seed, folder: Path) -> list[PlacedFinding]:
    path = made(seed.profile, seed.before, seed.after, seed.pages).save(folder)
    return list(judge(path, PROFILES[seed.profile], seed.wanted).faults)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS, ids=str)
def test_a_seeded_fault_is_found(seed: Seed, tmp_path: Path) -> None:
    found = [fault for fault in faults(seed, tmp_path) if fault.finding.code == seed.code]
    assert found
    if seed.page is not None:
        assert seed.page in {fault.page for fault in found}
    if seed.boxed:
        assert found[0].box is not None and not found[0].box.empty
    if seed.severity is not None:
        assert found[0].finding.severity is seed.severity


def test_a_file_identifier_is_asked_of_pdf_x(tmp_path: Path) -> None:
    path = made("x4").save(tmp_path)
    data = path.read_bytes()
    at = data.rindex(b"/ID")
    path.write_bytes(data[:at] + b"/Xx" + data[at + 3 :])
    verdict = judge(path, PROFILES["x4"])
    assert [fault.finding.code for fault in verdict.faults] == ["preflight-x-id"]


@pytest.mark.parametrize(
    ("size", "code"),
    [
        ((2 * 200 + 20, 280), "preflight-spine"),
        ((2 * 200 + 30, 283), "preflight-cover-height"),
        ((2 * 200 + 30, 280), None),
    ],
)
def test_the_cover_fits_its_body(size, code, tmp_path: Path) -> None:
    body = made().save(tmp_path)
    cover = made(after=setting(1, TrimBox=[0, 0, *size]), pages=16).save(tmp_path, "cover.pdf")
    verdict = judge(body, PROFILES["plain-k"], Wanted(spine_pt=30), cover)
    assert [fault.finding.code for fault in verdict.faults] == ([code] if code else [])


#: Said in a test above, or (of damaged files) in test_bad_input.py.
ELSEWHERE = {"preflight-x-id", "preflight-spine", "preflight-cover-height"}
DAMAGED = {"preflight-repaired", "preflight-unjudged", "preflight-content-damaged"}


def said_by(check: Check) -> set[str]:
    """The codes that stand in a check and in what it calls of its own module."""
    module = inspect.getmodule(check)
    todo, seen, codes = [check.__name__], set(), set()
    while todo:
        name = todo.pop()
        seen.add(name)
        source = inspect.getsource(inspect.unwrap(vars(module)[name]))
        codes |= set(re.findall(r'"(preflight-[a-z0-9-]+)"', source))
        called = set(re.findall(r"\b(_\w+)\(", source))
        todo += [own for own in called if own in vars(module) and own not in seen]
    return codes


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_has_a_book_that_it_passes_and_one_that_it_fails(check, tmp_path) -> None:
    """The same book in the same profile, before it was spoilt and after."""
    codes = said_by(check)
    seed = next((seed for seed in SEEDS if seed.code in codes), None)
    if seed is None:  # it compares a cover with its body: two files, above
        assert codes & ELSEWHERE
        return
    assert codes & {fault.finding.code for fault in faults(seed, tmp_path)}
    sound = replace(seed, before=None, after=None, wanted=Wanted())
    assert not codes & {fault.finding.code for fault in faults(sound, tmp_path)}


def test_every_code_of_a_check_is_seeded() -> None:
    """A check that can't fail is a defect: whatever a check may say is said in a test."""
    folder = Path(checks.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    messages = folder.parent.parent / "messages" / "preflight.en.toml"
    codes = tomllib.loads(messages.read_text(encoding="utf-8"))
    said = {code for code in codes if f'"{code}"' in sources}
    assert said - {seed.code for seed in SEEDS} - ELSEWHERE - DAMAGED == set()
    assert len(said) > 60


def test_every_check_is_in_the_list_and_says_why() -> None:
    modules = [value for value in vars(checks).values() if isinstance(value, ModuleType)]
    folder = Path(checks.__file__).parent
    assert {Path(module.__file__ or "").stem for module in modules} == {
        path.stem for path in folder.glob("*.py") if path.stem != "__init__"
    }
    written = {
        name
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
        and not name.startswith("_") and value.__annotations__["return"] == Iterator[PlacedFinding]
    }  # fmt: skip
    assert written == {check.__name__ for check in CHECKS}
    assert all(check.__doc__ for check in CHECKS)
