"""What is allowed is no fault: the clean book, and books that only look spoilt."""

from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Dictionary, Name, Stream

from huozi.pdf.profile import JUDGED, PROFILES
from huozi.preflight.job import Wanted
from huozi.preflight.judge import judge
from tests.preflight.sample import LEADING, LEFT, LINE, RECORD, TOP, Book, made, show
from tests.preflight.spoil import (
    BODY_TEXT,
    CROP_MARK,
    FILLED,
    RECORDED,
    Spoil,
    adding,
    below_title,
    paint,
    separation,
    silent,
    silent_range,
    slug_in_another_font,
    two_lines,
    white_over,
    with_image,
    with_space,
    with_state,
    without_width,
)


@pytest.mark.slow
@pytest.mark.parametrize("profile", [PROFILES[name] for name in JUDGED], ids=lambda p: p.name)
@pytest.mark.parametrize("recorded", [True, False], ids=["record", "stranger"])
def test_a_clean_book_passes(profile, recorded: bool, tmp_path: Path) -> None:
    wanted = Wanted(signature=16, trim_pt=(200, 280), text=BODY_TEXT + "\n" + LINE * 12)
    if recorded:
        wanted = replace(wanted, record=RECORD)
    assert judge(made(profile.name).save(tmp_path), profile, wanted).faults == ()


HARMLESS = [
    ("crop marks", adding(6, CROP_MARK)),
    (
        "marks and slug of a blank page",
        adding(2, CROP_MARK + b"0 G 20 0 m 20 15 l S\n" + show("书籍", 30, 5)),
    ),
    ("a frame around the trim of a blank page", adding(2, b"0.25 w 19 19 202 282 re S\n")),
    ("what is centred below a title", below_title(105, LINE[:8], 2)),
    ("what is centred below a title with half a mark", below_title(108.5, LINE[:8], 2)),
    ("art that bleeds", adding(6, b"0 g 5 5 230 40 re f\n")),
    (
        "marks on all plates outside the trim",
        with_space(b"q /C CS 1 SCN 5 20 m 10 20 l S Q\n", separation("All")),
    ),
    (
        "black printed over a tint",
        with_state(
            b"q 0 0 0 0.2 k 60 60 80 40 re f /G gs 0 0 0 1 k " + show("活", 70, 70) + b"Q\n",
            OP=True,
            OPM=1,
        ),
    ),
    ("white that is left out", white_over(b"0 0 0 0 k\n", op=False)),
    ("white of the grey scale", white_over(b"1 g\n")),
    ("white in the other mode", white_over(b"0 0 0 0 k\n", OPM=0)),
    ("white behind a page", adding(6, b"q 1 g 0 0 240 320 re f Q\n")),
    ("rich black hidden by its clip", adding(6, b"q 60 60 m 60 60 l W n 0 g 0 0 9 9 re f Q\n")),
    ("a tint of 12 pt", adding(6, b"q 0.4 g\n" + show("活", LEFT, 100, 12) + b"Q\n")),
    ("a picture of 300 dpi", with_image(b"q 24 0 0 24 60 60 cm /I Do Q\n")),
    ("opaque by name", with_state(b"/G gs\n", ca=1, BM=Name.Normal, SMask=Name("/None"))),
    ("a heading in bold by printing it twice", adding(6, show("活字", LEFT, 100) * 2)),
    ("squeezed marks", adding(6, show("活字）", LEFT, 100) + show("（印刷", LEFT + 25, 100))),
    ("letter spacing", adding(6, b"2 Tc\n" + show("活字印刷", LEFT, 100))),
    ("white space without an outline", adding(6, show("活\u3000字 A", LEFT, 100))),
    ("another font in the slug", slug_in_another_font),
    ("a line number in the slug", adding(3, show("9", 2, TOP - LEADING))),
    ("an English apostrophe", adding(6, show("）AB", LEFT, 100))),
    ("an empty saved state", adding(6, b"q Q q q Q Q\n")),
]


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [s for _, s in HARMLESS], ids=[name for name, _ in HARMLESS])
def test_what_is_allowed_is_not_a_fault(spoil: Spoil, tmp_path: Path) -> None:
    verdict = judge(made(before=spoil).save(tmp_path), PROFILES["plain-k"], RECORDED)
    assert verdict.faults == ()


def in_a_form(book: Book) -> None:
    """A form that is tagged where it is drawn, or inside itself."""
    content = show(LINE, LEFT, 100)
    for name, inside in (("X", content), ("Y", b"/Artifact BMC\n" + content + b"EMC\n")):
        book.resources.XObject["/" + name] = book.pdf.make_indirect(
            Stream(book.pdf, inside, Type=Name.XObject, Subtype=Name.Form,
                   BBox=[0, 0, 240, 320], Resources=book.resources)
        )  # fmt: skip
    paint(6, b"/Artifact BMC /X Do EMC /Y Do\n")(book)


def named_properties(book: Book) -> None:
    """A tag whose number stands in a property list."""
    book.resources.Properties = Dictionary(T=Dictionary(MCID=0))
    held = book.page(6).Contents
    held.write(held.read_bytes().replace(b"<</MCID 0>>", b"/T"))


TAGGED = [
    ("a typed artifact", paint(6, b"/Artifact <</Type /Layout>> BDC\n" + CROP_MARK + b"EMC\n")),
    ("a span in an artifact", paint(6, b"/Artifact BMC /Span BMC\n" + CROP_MARK + b"EMC EMC\n")),
    ("what leaves no ink", paint(6, b"1 g 20 20 200 280 re f\n")),
    ("more ends than beginnings", paint(6, b"EMC EMC\n")),
    ("forms", in_a_form),
    ("properties by name", named_properties),
]  # fmt: skip


@pytest.mark.parametrize("spoil", [s for _, s in TAGGED], ids=[name for name, _ in TAGGED])
def test_what_is_tagged_in_other_ways_is_not_a_fault(spoil: Spoil, tmp_path: Path) -> None:
    found = judge(made("screen", after=spoil).save(tmp_path), PROFILES["screen"]).faults
    codes = ("preflight-content-untagged", "preflight-tag-parents", "preflight-content")
    assert [fault for fault in found if fault.finding.code in codes] == []


@pytest.mark.parametrize("after", [lambda book: silent(book, "空"), silent_range, without_width])
def test_a_blank_that_stands_for_no_text_fills_a_gap(after: Spoil, tmp_path: Path) -> None:
    wanted = replace(RECORDED, text=BODY_TEXT)
    path = made(before=FILLED, after=after).save(tmp_path)
    assert judge(path, PROFILES["plain-k"], wanted).faults == ()


def test_titles_of_the_contents_are_compared_without_white_space(tmp_path: Path) -> None:
    entries = [dict(entry) for entry in RECORD["entries"]]
    entries[3]["title"] = "印刷\u3000工 匠\n"
    record = {**RECORD, "entries": entries}
    path = made(before=two_lines).save(tmp_path)
    assert judge(path, PROFILES["plain-k"], Wanted(record=record)).faults == ()
