"""Damaged, locked, hostile: refused or judged as far as it goes, in bounded time and memory."""

import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream

from huozi.pdf.boxes import Box
from huozi.pdf.profile import PROFILES
from huozi.preflight.checks import contents
from huozi.preflight.inspect import inspect
from huozi.preflight.job import Wanted
from huozi.preflight.judge import Verdict, judge
from huozi.preflight.limits import DEFAULT, Budget, PreflightLimits
from huozi.preflight.paint import Painter
from huozi.values.errors import InputError
from huozi.values.manuscript import Place, Severity
from tests.preflight.sample import Book, made

PLAIN_K = PROFILES["plain-k"]
SMALL = replace(DEFAULT, operators=20_000, page_operators=8_000, marks=5_000, depth=6,
                stream_bytes=1 << 20, streams_bytes=4 << 20, pages=40)  # fmt: skip


def codes(verdict: Verdict) -> set[str]:
    return {fault.finding.code for fault in verdict.faults}


def refusal(path: Path, limits: PreflightLimits = DEFAULT) -> str:
    with pytest.raises(InputError) as caught:
        judge(path, PLAIN_K, limits=limits)
    (finding,) = caught.value.findings
    return finding.code


def limits_named(verdict: Verdict) -> set[str]:
    return {dict(fault.finding.params)["limit"] for fault in verdict.faults
            if fault.finding.code == "preflight-unjudged"}  # fmt: skip


def packed(book: Book, data: bytes) -> Stream:
    stream = Stream(book.pdf, b"")
    stream.write(zlib.compress(data, 9), filter=Name.FlateDecode)
    return stream


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\3\4" + bytes(2000)])
def test_what_is_no_pdf_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    assert refusal(path) == "preflight-not-pdf"


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"garbage " * 100)
    assert refusal(path) == "preflight-damaged"


def test_a_file_cut_short_is_refused_or_said_to_be_mended(tmp_path: Path) -> None:
    path = made().save(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"startxref", b"startxxxx"))
    (found,) = [f.finding for f in judge(path, PLAIN_K).faults]
    assert (found.code, found.severity) == ("preflight-repaired", Severity.ERROR)


def spoilt(data: bytes) -> bytes:
    return data[:50] + b"\xff\xff\xff" + data[53:]


@pytest.mark.parametrize(
    "spoil", [lambda data: data[: len(data) // 2], lambda data: b"no flate", spoilt],
    ids=["cut short", "something else", "spoilt"],
)  # fmt: skip
def test_content_that_can_t_be_read_to_its_end_is_an_error(spoil, tmp_path: Path) -> None:
    book = made()
    data = zlib.compress(b"".join(b"0 0 %d 9 re f\n" % width for width in range(60, 2000)))
    stream = Stream(book.pdf, b"")
    stream.write(spoil(data), filter=Name.FlateDecode)
    book.page(6).Contents = stream
    book.save_options = {"compress_streams": False, "stream_decode_level":
                         pikepdf.StreamDecodeLevel.none}  # fmt: skip
    faults = judge(book.save(tmp_path), PLAIN_K).faults
    damaged = [f for f in faults if f.finding.code == "preflight-content-damaged"]
    assert [(f.page, f.finding.severity) for f in damaged] == [(6, Severity.ERROR)]
    assert "preflight-unjudged" not in {f.finding.code for f in faults}


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    book = made()
    book.save_options = {"encryption": pikepdf.Encryption(owner="a", user="b")}
    assert refusal(book.save(tmp_path)) == "preflight-encrypted"


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    book = Book()
    assert refusal(book.save(tmp_path)) == "preflight-no-pages"


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    assert refusal(made(pages=41).save(tmp_path), SMALL) == "preflight-pages-limit"


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    path = made().save(tmp_path)
    assert refusal(path, replace(DEFAULT, file_bytes=100)) == "preflight-too-large"


# ----------------------------------------------------------------------------------- bombs


@pytest.mark.slow
def test_a_stream_that_unpacks_to_gigabytes_is_left(tmp_path: Path) -> None:
    book = made()
    once = zlib.compress(bytes(200 << 20), 1)
    stream = Stream(book.pdf, b"")
    stream.write(zlib.compress(once, 9), filter=Array([Name.FlateDecode, Name.FlateDecode]))
    book.page(6).Contents = stream
    book.save_options = {"compress_streams": False, "stream_decode_level":
                         pikepdf.StreamDecodeLevel.none}  # fmt: skip
    path = book.save(tmp_path)
    verdict = judge(path, PLAIN_K)
    assert limits_named(verdict) == {"bytes"}
    assert {f.page for f in verdict.faults if f.finding.code == "preflight-unjudged"} == {6}


def test_one_stream_a_hundred_times_is_unpacked_no_more_than_allowed(tmp_path: Path) -> None:
    book = made()
    stream = book.pdf.make_indirect(packed(book, b"0 g " * (200 << 10)))
    for page in book.pdf.pages:
        page.obj.Contents = Array([stream] * 100)
    path = book.save(tmp_path)
    unpacked = []
    spend = Budget.spend_bytes

    def counted(budget: Budget, count: int) -> None:
        unpacked.append(count)
        spend(budget, count)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Budget, "spend_bytes", counted)
        verdict = judge(path, PLAIN_K, limits=SMALL)
    assert limits_named(verdict) == {"bytes"}
    assert sum(unpacked) <= SMALL.streams_bytes + SMALL.stream_bytes


def test_more_operators_than_any_page_has(tmp_path: Path) -> None:
    book = made()
    book.page(6).Contents = packed(book, b"0 g " * 9_000)
    assert limits_named(judge(book.save(tmp_path), PLAIN_K, limits=SMALL)) == {"operators"}


def test_more_marks_than_any_book_has(tmp_path: Path) -> None:
    book = made()
    book.page(6).Contents = packed(book, b"0 0 9 9 re f " * 3_500)
    book.page(7).Contents = packed(book, b"0 0 9 9 re f " * 3_500)
    verdict = judge(book.save(tmp_path), PLAIN_K, limits=SMALL)
    assert limits_named(verdict) == {"marks"}
    unjudged = {f.page for f in verdict.faults if f.finding.code == "preflight-unjudged"}
    assert unjudged == set(range(7, 17)), "no page is passed in silence"


def test_forms_within_forms_end(tmp_path: Path) -> None:
    """Ten forms, each drawing the next one ten times: 10¹⁰ operators."""
    book = made()
    inner: object = None
    for _ in range(10):
        form = Stream(book.pdf, b"/X Do " * 10 if inner is not None else b"0 g", Subtype=Name.Form,
                      BBox=[0, 0, 9, 9])  # fmt: skip
        if inner is not None:
            form.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = book.pdf.make_indirect(form)
    book.resources.XObject["/X"] = inner
    book.page(6).Contents = Stream(book.pdf, b"/X Do")
    path = book.save(tmp_path)
    assert limits_named(judge(path, PLAIN_K, limits=SMALL)) == {"depth"}
    assert limits_named(judge(path, PLAIN_K, limits=replace(SMALL, depth=20))) == {"operators"}


def test_a_form_that_draws_itself_is_drawn_once(tmp_path: Path) -> None:
    book = made()
    form = book.pdf.make_indirect(
        Stream(book.pdf, b"0 0 0 rg /X Do", Subtype=Name.Form, BBox=[0, 0, 9, 9])
    )
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    book.resources.XObject["/X"] = form
    book.page(6).Contents = Stream(book.pdf, b"/X Do")
    assert {"preflight-colour", "preflight-content"} <= codes(judge(book.save(tmp_path), PLAIN_K))


def test_a_page_tree_in_a_circle_ends(tmp_path: Path) -> None:
    book = made()
    book.pdf.Root.Outlines = book.pdf.make_indirect(Dictionary())
    item = book.pdf.make_indirect(Dictionary(Title="a"))
    item.Next = item.First = item
    book.pdf.Root.Outlines.First = item
    assert "preflight-outline-nowhere" in codes(judge(book.save(tmp_path), PLAIN_K))


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("活字之母……（005）", ("活字之母", "005")),
        ("活字之母.....12", ("活字之母", "12")),
        ("前言·····iv", ("前言", "iv")),
        ("活.字……（5", ("活.字", "5")),
        ("……（005）", ("", "005")),
        ("活字之母5", None),
        ("活字.5", None),
        ("活字……12345", None),
        ("活字……", None),
        ("", None),
        ("." * 200_000, None),  # where an expression would try every dot with every other
        ("." * 200_000 + "x5", None),
    ],
)  # fmt: skip
def test_a_line_of_the_contents_is_a_title_dots_and_a_number(line, row) -> None:
    assert contents.leader(line) == row


def circle(book: Book) -> None:
    tree = book.pdf.Root.StructTreeRoot
    tree.K.append(tree.K[0])
    tree.K[0].K = Array([0, tree.K[0], tree])


def roles_in_a_circle(book: Book) -> None:
    roles = book.pdf.Root.StructTreeRoot.RoleMap
    roles.P, roles.Q = Name.Q, Name.P


def strange_link(book: Book) -> None:
    book.page(6).Annots = Array([7, Dictionary(Subtype=Name.Link, StructParent=Name.X)])


def no_parents(book: Book) -> None:
    book.pdf.Root.StructTreeRoot.ParentTree = 7


@pytest.mark.parametrize("after", [circle, roles_in_a_circle])
def test_a_structure_in_a_circle_ends(after, tmp_path: Path) -> None:
    path = made("screen", after=after).save(tmp_path)
    assert codes(judge(path, PROFILES["screen"])) == set()


def test_a_structure_without_parents_knows_no_tag(tmp_path: Path) -> None:
    path = made("screen", after=no_parents).save(tmp_path)
    found = codes(judge(path, PROFILES["screen"]))
    assert found == {"preflight-tag-parents", "preflight-link-untagged"}


def test_strange_links_are_faults(tmp_path: Path) -> None:
    found = codes(judge(made("screen", after=strange_link).save(tmp_path), PROFILES["screen"]))
    assert found == {"preflight-link-untagged", "preflight-link-silent"}


def test_time_is_bounded_inside(tmp_path: Path) -> None:
    book = made()
    book.page(6).Contents = packed(book, b"0 g " * 9_000)
    verdict = judge(book.save(tmp_path), PLAIN_K, limits=replace(DEFAULT, seconds=0.0))
    assert limits_named(verdict) == {"seconds"}


# ------------------------------------------------------------------------------------ the wall


@pytest.mark.parametrize("pages", [0, 6])
def test_a_verdict_comes_from_quarantine_with_pictures(pages: int, tmp_path: Path) -> None:
    path = made().save(tmp_path)
    verdict, pictures = inspect(path, "plain-k", Wanted(signature=pages), None, draw=True)
    assert verdict == judge(path, PLAIN_K, Wanted(signature=pages))
    assert bool(pictures) is any(fault.box for fault in verdict.faults)


def test_a_refusal_comes_from_quarantine(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"no")
    with pytest.raises(InputError) as caught:
        inspect(path, "plain-k", Wanted(), None, draw=False)
    assert caught.value.findings[0].code == "preflight-not-pdf"


def test_a_judge_that_does_not_end_is_ended(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("huozi.preflight.limits._GRACE_SECONDS", 0.0)
    path = made().save(tmp_path)
    with pytest.raises(InputError) as caught:
        inspect(path, "plain-k", Wanted(), None, False, replace(DEFAULT, seconds=0.0001))
    (found,) = caught.value.findings
    assert (found.code, found.place) == ("quarantine-time", Place("book.pdf"))


# ------------------------------------------------------------------------------ strange content

PIECES = st.sampled_from(
    [b"q", b"Q", b"BT", b"ET", b"/F", b"10", b"-1e9", b"Tf", b"(a\\", b")", b"<4", b">", b"[", b"]",
     b"Tj", b"TJ", b"re", b"f", b"W", b"n", b"cm", b"1 0 0 1 0 0", b"BI", b"ID", b"EI", b"/W 9",
     b"<<", b">>", b"Do", b"/X", b"sh", b"gs", b"scn", b"cs", b"/DeviceN", b"Tm", b"'", b'"',
     b"\xff\x00", b"%", b"\n", b"true", b"99999999999999999999999", b"." , b"--5",
     b"BMC", b"BDC", b"EMC", b"/MCID"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60))
def test_no_content_breaks_the_interpreter(pieces: list[bytes]) -> None:
    painter = Painter(Box(0, 0, 100, 100), Budget(SMALL), {})
    painter.run(b" ".join(pieces), {})
    assert painter.floor == 0 and painter.stack == []


@given(st.binary(max_size=200))
def test_no_bytes_break_the_interpreter(data: bytes) -> None:
    Painter(Box(0, 0, 100, 100), Budget(SMALL), {}).run(data, {})


STRANGE_VALUES = [None, 5, Name.X, "x", Array([]), Array([1]), Dictionary(), Array([Dictionary()])]
KEYS = ["MediaBox", "TrimBox", "Rotate", "UserUnit", "Resources", "Contents", "Annots", "Group"]


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", STRANGE_VALUES, ids=repr)
def test_strange_values_in_a_page_do_not_end_the_judge(key, value, tmp_path: Path) -> None:
    book = made()
    if value is None:
        if "/" + key in book.page(6):
            del book.page(6)["/" + key]
    else:
        book.page(6)["/" + key] = value
    verdict = judge(book.save(tmp_path), PLAIN_K)
    assert verdict.pages == 16
    assert "preflight-check-failed" not in codes(verdict)


FONT_KEYS = ["BaseFont", "Encoding", "DescendantFonts", "ToUnicode"]
ROOT_KEYS = ["PageLabels", "Outlines", "Metadata", "OutputIntents", "AcroForm", "Names",
             "MarkInfo", "StructTreeRoot", "OpenAction", "Lang"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(len(STRANGE_VALUES) - 1))
def test_strange_values_in_the_file_do_not_end_the_judge(turn: int, tmp_path: Path) -> None:
    """Each value in each place; the profiles take turns, so that each meets each value and each
    place.
    """
    value = STRANGE_VALUES[turn + 1]
    for number, key in enumerate([*ROOT_KEYS, *FONT_KEYS]):
        profile = ("x4", "archive", "screen")[(number + turn) % 3]
        book = made(profile)
        held = book.font if key in FONT_KEYS else book.pdf.Root
        held["/" + key] = value
        book.save_options = {"fix_metadata_version": False}  # that would read the metadata
        verdict = judge(book.save(tmp_path, f"{number}.pdf"), PROFILES[profile])
        assert "preflight-check-failed" not in codes(verdict), key
