"""The charset of a CFF program, against fontTools and against programs written byte by byte."""

import io

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from hypothesis import given, settings
from hypothesis import strategies as st

from huozi.fonts.cff import cids
from tests.link.proofs import opened

ROS = bytes([29, 0, 0, 1, 135, 29, 0, 0, 1, 136, 139, 12, 30])  # SIDs 391 and 392, supplement 0


def index(*items: bytes) -> bytes:
    if not items:
        return b"\0\0"
    ends = [1]
    for item in items:
        ends.append(ends[-1] + len(item))
    return (
        len(items).to_bytes(2) + b"\x02" + b"".join(e.to_bytes(2) for e in ends) + b"".join(items)
    )


def number(value: int) -> bytes:
    return b"\x1d" + value.to_bytes(4, signed=True)


def program(charset: bytes, glyphs: int, first: bytes = ROS) -> bytes:
    """A CFF program with nothing in it but what says how its glyphs are called."""
    strings = index(b"Adobe", b"Identity") + index()

    def top(charset_at: int, char_strings_at: int) -> bytes:
        told = number(charset_at) + b"\x0f" + number(char_strings_at) + b"\x11"
        return index(first + b"\x8b\x0d" + told)  # 0 UniqueID between them

    head = b"\1\0\4\2" + index(b"A")
    start = len(head + top(0, 0) + strings)
    return head + top(start, start + len(charset)) + strings + charset + index(*[b"\x0e"] * glyphs)


CHARSETS = {
    "listed one by one": (b"\0" + bytes([0, 7, 0, 9, 1, 0]), (0, 7, 9, 256)),
    "short ranges": (b"\1" + bytes([0, 7, 1, 1, 0, 0]), (0, 7, 8, 256)),
    "long ranges": (b"\2" + bytes([0, 1, 1, 44]), (0, *range(1, 302))),
    "a range longer than there are glyphs": (b"\2" + bytes([0, 1, 255, 255]), (0, 1, 2)),
    "one glyph": (b"\0", (0,)),
}


@pytest.mark.parametrize(("charset", "expected"), CHARSETS.values(), ids=CHARSETS)
def test_each_format(charset: bytes, expected: tuple[int, ...]) -> None:
    assert cids(program(charset, len(expected))) == expected


NUMBERS = {  # operands before ROS that have to be stepped over
    "one byte": b"\xef\x05",
    "two bytes, positive": b"\xf7\x00\x05",
    "two bytes, negative": b"\xfe\xff\x05",
    "three bytes": b"\x1c\x27\x10\x05",
    "a real": b"\x1e\xe2\xa2\x5f\x05",
    "a real that ends with its byte": b"\x1e\x0a\x14\x05\x41\xff\x05",
    "an escaped operator": b"\x8b\x0c\x07",
}


@pytest.mark.parametrize("operands", NUMBERS.values(), ids=NUMBERS)
def test_numbers_of_all_kinds_are_stepped_over(operands: bytes) -> None:
    assert cids(program(b"\0\0\5", 2, ROS + operands)) == (0, 5)


def test_a_program_whose_glyphs_have_names_has_no_cids() -> None:
    assert cids(program(b"\0\0\5", 2, b"")) is None
    assert cids(named_font()) is None


def named_font() -> bytes:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    pen = T2CharStringPen(500, None)
    shapes = {".notdef": pen.getCharString(), "A": pen.getCharString()}
    builder.setupCFF("Named", {}, shapes, {})
    file = io.BytesIO()
    builder.font["CFF "].cff.compile(file, builder.font)
    return file.getvalue()


@pytest.mark.parametrize("end", [0, 3, 20, 60])
def test_half_a_program_is_a_lookup_error(end: int) -> None:
    with pytest.raises(LookupError):
        cids(program(b"\0\0\5", 2)[:end])


@settings(max_examples=20, deadline=None)
@given(st.sets(st.integers(1, 60_000), max_size=200))
def test_real_subsets_are_read_as_fonttools_reads_them(glyphs: set[int]) -> None:
    program = opened().subset(glyphs)
    other = CFFFontSet()
    other.decompile(io.BytesIO(program), None)
    named = tuple(f"cid{cid:05}" for cid in cids(program) or ())
    assert (".notdef", *named[1:]) == tuple(other[0].charset)
    assert cids(program) == tuple(sorted({0, *glyphs}))
