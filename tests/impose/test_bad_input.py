"""Files that are damaged, locked, or made to do harm: refused by name, with bounds kept."""

import random
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from huozi.impose.job import impose
from huozi.impose.limits import LIMITS, ImpositionLimits
from huozi.impose.plan import Style
from huozi.impose.source import opened
from huozi.messages import render
from huozi.sandbox import Bounds
from huozi.values.errors import HuoziError, InputError
from tests.impose.pdfs import PAGE, job, numbered, page, saved

TIGHT = ImpositionLimits(pages=50, file_mib=1, stream_mib=4, content_mib=8, work=Bounds(20, 512))


def refusal(source: Path, limits: ImpositionLimits = LIMITS) -> str:
    """The one code a source is refused with; nothing is written."""
    order = job(source)
    order.output.write_bytes(b"the last good sheets")
    with pytest.raises(InputError) as error:
        impose(order, limits)
    assert order.output.read_bytes() == b"the last good sheets"
    (found,) = error.value.findings
    for language in ("zh", "en"):
        assert str(source.parent) not in render(found, language)
    return found.code


def compressed(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    return pikepdf.Stream(pdf, zlib.compress(data, 9), Filter=Name.FlateDecode)


# ---------------------------------------------------------------------------- not a sound PDF


@pytest.mark.parametrize("owner_only", [True, False])
def test_an_encrypted_file(tmp_path: Path, owner_only: bool) -> None:
    source = numbered(tmp_path / "a.pdf", 4)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        secret = pikepdf.Encryption(owner="o", user="" if owner_only else "u")
        pdf.save(source, encryption=secret)
    assert refusal(source) == "impose-encrypted"


def test_a_file_without_pages(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        assert refusal(saved(pdf, tmp_path / "a.pdf")) == "impose-no-pages"


def _cut_short(pdf: pikepdf.Pdf) -> pikepdf.Object:
    data = zlib.compress(b"BT ET " * 5000)
    return pikepdf.Stream(pdf, data[: len(data) // 2], Filter=Name.FlateDecode)


def _rubbish(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pikepdf.Stream(pdf, b"rubbish", Filter=Name.FlateDecode)


def _no_stream(_: pikepdf.Pdf) -> pikepdf.Object:
    return Dictionary(Not=Name.Stream)


@pytest.mark.parametrize("content", [_cut_short, _rubbish, _no_stream])
def test_damaged_content_is_not_printed_in_part(tmp_path: Path, content) -> None:
    with pikepdf.new() as pdf:
        page(pdf, b"", PAGE)
        page(pdf, content(pdf), PAGE)
        source = saved(pdf, tmp_path / "a.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(InputError) as error:
        impose(job(source))
    (found,) = error.value.findings
    assert found.code == "impose-content"
    assert dict(found.params)["page"] == "2"


def test_repairs_are_told(tmp_path: Path) -> None:
    """A page without /Resources is mended by the reader, and the editor hears of it."""
    with pikepdf.new() as pdf:
        page(pdf, b"", PAGE)
        source = saved(pdf, tmp_path / "a.pdf")
    source.write_bytes(source.read_bytes().replace(b"/Resources", b"/Resourcez"))
    (told,) = (f for f in impose(job(source)).findings if f.code == "impose-repaired")
    assert "Resources" in dict(told.params)["first"]
    assert str(tmp_path) not in dict(told.params)["first"]


# ---------------------------------------------------------------------------- bombs


def test_a_stream_that_unfolds_to_gigabytes(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page(pdf, compressed(pdf, b"q Q " * (8 << 20)), PAGE)
        source = saved(pdf, tmp_path / "a.pdf")
    assert source.stat().st_size < 60_000
    assert refusal(source, TIGHT) == "impose-expansion"


def test_many_streams_that_unfold_together(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        shared = pdf.make_indirect(compressed(pdf, b"q Q " * (768 << 10)))
        page(pdf, b"", PAGE)
        page(pdf, Array([shared, shared]), PAGE)
        source = saved(pdf, tmp_path / "a.pdf")
        with pytest.raises(InputError) as error:
            impose(job(source), TIGHT)
        (found,) = error.value.findings
        assert (found.code, dict(found.params)["page"]) == ("impose-expansion", "2")
        with pikepdf.new() as pages:
            held = pages.make_indirect(compressed(pages, b"q Q " * (768 << 10)))
            for _ in range(4):
                page(pages, held, PAGE)
            saved(pages, source)
    assert refusal(source, TIGHT) == "impose-expansion-all"


def test_a_filter_on_a_filter(tmp_path: Path) -> None:
    twice = zlib.compress(zlib.compress(b" " * (32 << 20), 9), 9)
    with pikepdf.new() as pdf:
        filters = Array([Name.FlateDecode, Name.FlateDecode])
        page(pdf, pikepdf.Stream(pdf, twice, Filter=filters), PAGE)
        whole = pikepdf.StreamDecodeLevel.none
        source = saved(pdf, tmp_path / "a.pdf", stream_decode_level=whole, compress_streams=False)
    assert source.stat().st_size < 5_000
    assert refusal(source, TIGHT) == "impose-expansion"


def test_what_need_not_be_unfolded_is_not(tmp_path: Path) -> None:
    """A picture is handed on as it is, however large it would be unfolded."""
    packed = zlib.compress(zlib.compress(b" " * (32 << 20), 9), 9)
    with pikepdf.new() as pdf:
        picture = pikepdf.Stream(
            pdf, packed, Type=Name.XObject, Subtype=Name.Image, Width=8192, Height=4096,
            BitsPerComponent=8, ColorSpace=Name.DeviceGray,
            Filter=Array([Name.FlateDecode, Name.FlateDecode]),
        )  # fmt: skip
        page(pdf, b"/I Do", PAGE, Resources=Dictionary(XObject=Dictionary(I=picture)))
        source = saved(pdf, tmp_path / "a.pdf", compress_streams=False)
    assert packed in impose(job(source)).data


def test_object_streams_that_unfold(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page(pdf, b"", PAGE)
        pdf.Root.Filler = pdf.make_indirect(pikepdf.String("x" * (6 << 20)))
        source = saved(
            pdf, tmp_path / "a.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    assert refusal(source, TIGHT) in ("impose-damaged", "impose-memory")


def test_too_many_pages(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(51):
            page(pdf, b"", PAGE)
        source = saved(pdf, tmp_path / "a.pdf")
    assert refusal(source, TIGHT) == "impose-many-pages"


def test_a_page_tree_that_runs_in_circles(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page(pdf, b"", PAGE)
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        source = saved(pdf, tmp_path / "a.pdf")
    assert refusal(source, TIGHT) == "impose-damaged"


@pytest.mark.slow
def test_a_chain_of_objects_too_long_to_follow(tmp_path: Path) -> None:
    """Copied by recursion in the reader's C++: a fall there must not take the press along."""
    with pikepdf.new() as pdf:
        link = pdf.make_indirect(Dictionary())
        for _ in range(100_000):
            link = pdf.make_indirect(Dictionary(Next=link))
        page(pdf, b"", PAGE, Resources=Dictionary(Properties=Dictionary(P=link)))
        source = saved(pdf, tmp_path / "a.pdf")
    order = job(source)
    try:
        impose(order)
    except InputError as error:
        assert {f.code for f in error.findings} <= {
            "impose-damaged", "quarantine-died", "quarantine-memory",
        }  # fmt: skip


def test_nesting_beyond_reason(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 1)
    data = source.read_bytes()
    deep = b"[" * 100_000 + b"]" * 100_000
    source.write_bytes(data.replace(b"/Contents", b"/Deep " + deep + b" /Contents", 1))
    with pytest.raises(InputError):
        impose(job(source))


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    with source.open("wb") as file:
        file.truncate(2 << 20)
    assert refusal(source, TIGHT) == "impose-big"


@pytest.mark.slow
def test_rubbish_in_any_place_is_a_message(tmp_path: Path) -> None:
    """Bytes changed at random: sheets, or a refusal that names the file; never a traceback."""
    source = numbered(tmp_path / "a.pdf", 6, rotations=[0, 90])
    data, dice = source.read_bytes(), random.Random(1)
    refused = 0
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 20)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        source.write_bytes(bytes(broken))
        try:
            impose(job(source))
        except HuoziError as error:
            refused += 1
            assert all(render(f, "zh") and render(f, "en") for f in error.findings)
    assert refused > 20


# ---------------------------------------------------------------------------- bounds


def test_work_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 8)
    assert refusal(source, replace(LIMITS, work=Bounds(0.0001, 512))) == "quarantine-time"


def test_limits_of_the_reader_are_put_back(tmp_path: Path) -> None:
    before = pikepdf.settings.get_qpdf_limits()
    with opened(numbered(tmp_path / "a.pdf", 8), TIGHT):
        assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == TIGHT.stream_mib << 20
    assert pikepdf.settings.get_qpdf_limits() == before


@pytest.mark.slow
def test_a_long_book_is_done(tmp_path: Path) -> None:
    """5,000 pages, the most that is taken, in the time that a job may take."""
    with pikepdf.new() as pdf:
        resources = pdf.make_indirect(Dictionary())
        for number in range(5000):
            page(pdf, b"0 0 %d 10 re f" % number, PAGE, Resources=resources)
        source = saved(pdf, tmp_path / "a.pdf")
    assert impose(job(source, style=Style.SEWN)).sheets == 1252
