"""Profiles on a small book, read by libraries that did not write it; and seeded faults."""

import io
import re
import subprocess

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from huozi.finish.acceptance import inspected
from huozi.finish.finish import Slip, finish
from huozi.finish.margin import SlugNote
from huozi.finish.standards import srgb
from huozi.pdf.profile import BLEED_PT, PLAIN, PROFILES, Icc, Purpose, purpose
from huozi.preflight.job import Wanted
from huozi.prove.readback import ReadBack
from huozi.prove.verify import verify
from huozi.values.errors import InputError, UsageError
from huozi.values.length import mm, to_mm
from tests.link.proofs import FORMAT
from tests.link.test_write import a_plan, book

ICC = Icc(b"\0" * 128, 4, "Test Press")
PRESS = [name for name, profile in PROFILES.items() if profile.press]


def slip(count, **more):
    plan = a_plan()
    notes = tuple(
        SlugNote(f"汇编 第{page.index + 1}面", "右", page.unit_id, page.side, page.blank)
        for page in plan.page_map.pages
    )
    return Slip(notes[:count], FORMAT, **more)


def made(name, data=None, **more):
    profile = PROFILES[name]
    data = book() if data is None else data
    return finish(data, profile, slip(None, **more), ICC if profile.icc else None)


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def changed(change):
    """The book with a fault seeded into its first page."""
    with opened(book()) as pdf:
        change(pdf, pdf.pages[0].obj)
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def codes(error):
    return {found.code for found in error.value.findings}


def sizes(page, name):
    return [round(to_mm(float(value)), 2) for value in page.obj[name]]


# ---------------------------------------------------------------------------- the sheet


def test_plain_is_the_book_itself():
    assert finish(book(), PLAIN, Slip()) is book()


@pytest.mark.parametrize("name", PRESS)
def test_boxes_of_every_page(name):
    with opened(made(name)) as pdf:
        assert len(pdf.pages) > 5
        for page in pdf.pages:
            assert sizes(page, "/MediaBox") == [0, 0, 164, 227]
            assert sizes(page, "/BleedBox") == [9, 9, 155, 218]
            assert sizes(page, "/TrimBox") == [12, 12, 152, 215]
            assert "/ArtBox" not in page.obj and "/Annots" not in page.obj


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_pages_lie_as_their_version_of_pdf_can_say(name):
    """`TwoPageRight` is of PDF 1.5."""
    with opened(made(name)) as pdf:
        found = pdf.Root.get("/PageLayout")
        assert found == (None if pdf.pdf_version < "1.5" else Name.TwoPageRight)


def test_proof_and_screen_keep_links_and_they_follow_the_page():
    with opened(book()) as before, opened(made("proof")) as after:
        moved = 0
        for one, other in zip(before.pages, after.pages, strict=True):
            for old, new in zip(
                one.obj.get("/Annots", ()), other.obj.get("/Annots", ()), strict=True
            ):
                shifts = [float(b) - float(a) for a, b in zip(old.Rect, new.Rect, strict=True)]
                assert shifts == pytest.approx([mm(12)] * 4, abs=0.01)
                moved += 1
        assert moved >= 2
        with before.open_outline() as old_outline, after.open_outline() as new_outline:
            old, new = old_outline.root[0].destination, new_outline.root[0].destination
            assert float(new[3]) - float(old[3]) == pytest.approx(mm(12), abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PROFILES))
def test_pages_show_the_same_inside_the_trim(name):
    with pypdfium2.PdfDocument(book()) as before, pypdfium2.PdfDocument(made(name)) as after:
        for index in range(len(before)):
            box = after[index].get_trimbox()
            page = after[index]
            page.set_cropbox(*box)
            one, other = (
                p.render(scale=1, grayscale=True, may_draw_forms=False).to_pil()
                for p in (before[index], page)
            )
            inside = (2, 2, one.width - 2, one.height - 2)  # the edge's pixels are half outside
            assert one.crop(inside).tobytes() == other.crop(inside).tobytes(), index


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_the_finished_file_still_proves_right(name):
    titles = {"a": "甲", "b": "乙", "title-page": "汇编"}
    assert list(verify(made(name), a_plan().page_map, (), range(0), titles)) == []


def test_the_slug_stands_outside_the_trim():
    with pypdfium2.PdfDocument(made("plain-k")) as pdf:
        page = pdf[0]
        left, bottom, right, top = page.get_trimbox()
        text = page.get_textpage()
        assert "汇编 第1面" in text.get_text_range()
        assert "第1面" not in text.get_text_bounded(left, bottom, right, top)


def test_a_proof_has_stamp_source_and_line_numbers():
    plan = a_plan()
    text = next(p for p in plan.page_map.pages if p.unit_id == "a" and p.page == 0)
    with pypdfium2.PdfDocument(made("proof")) as pdf:
        said = pdf[text.index].get_textpage().get_text_range()
        assert "校样" in said
        assert re.search(r"\ba\b", said)  # the entry's id
        assert {str(n) for n in range(1, FORMAT.lines + 1)} <= set(said.split())
        blank = next(page.index for page in plan.page_map.pages if page.blank)
        assert "31" not in pdf[blank].get_textpage().get_text_range().split()


def test_the_round_of_a_proof_asks_for_one():
    assert purpose("plain", proof=2) == Purpose(PROFILES["proof"], proof=2)
    with pytest.raises(UsageError) as error:
        purpose("plain-k", proof=1)
    assert codes(error) == {"proof-unused"}


def test_folds_are_marked_outside_the_bleed():
    plain, folded = made("plain-k"), made("plain-k", folds_pt=(mm(60),))
    with opened(plain) as one, opened(folded) as other:
        forms = [pdf.pages[0].obj.Resources.XObject.HzMarks for pdf in (one, other)]
        before, after = (form.read_bytes().decode() for form in forms)
    x = f"{mm(72):.3f}"
    assert f"{x} " not in before
    ends = re.findall(rf"{x} ([\d.]+) m {x} ([\d.]+) l", after)
    assert len(ends) == 2
    for y in (float(value) for pair in ends for value in pair):
        assert y < mm(9) or y > mm(12 + 203 + 3)


def test_art_over_the_edge_is_the_bleed():
    """A cover's page is its sheet with bleed: the trim lies inside it."""
    with opened(book()) as pdf:
        width = float(pdf.pages[0].mediabox[2])
    for name, margin in (("plain", BLEED_PT), ("plain-k", mm(12))):
        data = finish(book(), PROFILES[name], slip(None, art_bleed_pt=BLEED_PT))
        with opened(data) as pdf:
            box = [float(value) for value in pdf.pages[0].trimbox]
            assert box[0] == pytest.approx(margin, abs=0.01)
            assert box[2] - box[0] == pytest.approx(width - 2 * BLEED_PT, abs=0.01)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_same_book_same_bytes(name):
    assert made(name) == made(name)


# ---------------------------------------------------------------------------- standards


def test_x4_claims_and_carries_its_condition():
    with opened(made("x4")) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX" and intent.DestOutputProfile.read_bytes() == ICC.data
        assert int(intent.DestOutputProfile.N) == 4
        with pdf.open_metadata() as xmp:
            assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
            assert xmp["xmp:CreateDate"].startswith("2010-04-01")
            assert xmp["dc:title"] == "汇编"
        assert str(pdf.docinfo["/Trapped"]) == "/False" and pdf.pdf_version == "1.6"
        assert "/ID" in pdf.trailer


def test_x1a_is_pdf_1_4_without_object_streams():
    data = made("x1a")
    with opened(data) as pdf:
        assert pdf.pdf_version == "1.4"
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
    assert data.startswith(b"%PDF-1.4") and b"/ObjStm" not in data


@pytest.mark.slow
def test_archive_passes_a_checker_of_pdf_a():
    """pikepdf's allow-list knows level B; what U adds is checked when the file is made."""
    from pikepdf import pdfa

    with opened(made("archive")) as pdf:
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "U")
            xmp["pdfaid:conformance"] = "B"
        assert [str(found) for found in pdfa.check(pdf, "2b").findings] == []


def test_srgb_has_no_time_of_today():
    assert srgb()[36:40] == b"acsp" and srgb()[24:26] == (2010).to_bytes(2)


def test_x_wants_a_date():
    def undate(pdf, page):
        del pdf.docinfo["/CreationDate"]

    with pytest.raises(InputError) as error:
        made("x4", changed(undate))
    assert codes(error) == {"finish-undated"}
    assert made("plain-k", changed(undate))


# ---------------------------------------------------------------------------- seeded faults


def red(pdf, page):
    page.Contents = pdf.make_stream(b"1 0 0 rg 100 100 20 20 re f\n" + page.Contents.read_bytes())


def cmyk(pdf, page):
    page.Contents = pdf.make_stream(b"1 0 0 0 k 9 9 2 2 re f\n" + page.Contents.read_bytes())


def named_rgb(pdf, page):
    page.Contents = pdf.make_stream(b"/DeviceRGB cs 1 0 0 scn\n" + page.Contents.read_bytes())


def shown(pdf, page, stream):
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nq 9 0 0 9 99 99 cm /Im0 Do Q")
    page.Resources = Dictionary(dict(page.Resources.items()) | {"/XObject": Dictionary(Im0=stream)})


def rgb_picture(pdf, page):
    shown(
        pdf, page,
        pdf.make_stream(b"\0\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                        BitsPerComponent=8, ColorSpace=Name.DeviceRGB),
    )  # fmt: skip


def rgb_in_a_form(pdf, page):
    shown(
        pdf, page,
        pdf.make_stream(b"0 0 1 RG 0 0 m 9 9 l S", Type=Name.XObject, Subtype=Name.Form,
                        BBox=Array([0, 0, 9, 9])),
    )  # fmt: skip


def indexed_rgb(pdf, page):
    space = Array([Name.Indexed, Name.DeviceRGB, 0, b"\xff\0\0"])
    shown(
        pdf, page,
        pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                        BitsPerComponent=8, ColorSpace=space),
    )  # fmt: skip


def faint(pdf, page):
    page.Contents = pdf.make_stream(b"/G0 gs\n" + page.Contents.read_bytes())
    page.Resources = Dictionary(
        dict(page.Resources.items()) | {"/ExtGState": Dictionary(G0=Dictionary(ca=0.5))}
    )


def grouped(pdf, page):
    page.Group = Dictionary(S=Name.Transparency)


def refused(name, data, icc=ICC, **wanted):
    """What keeps a file back that was made of the book for a profile: codes of errors."""
    purpose = Purpose(PROFILES[name], icc if PROFILES[name].icc else None)
    pdf = finish(data, purpose.profile, slip(None), purpose.icc)
    try:
        inspected(pdf, "book.pdf", Wanted(**wanted), purpose)
    except InputError as error:
        return {found.code: found for found in error.findings}
    return {}


COLOURED = {"preflight-colour", "preflight-colour-inks", "preflight-image-colour"}


@pytest.mark.slow
@pytest.mark.parametrize("fault", [red, named_rgb, rgb_picture, rgb_in_a_form, indexed_rgb])
@pytest.mark.parametrize("name", PRESS)
def test_rgb_never_reaches_a_plate(name, fault):
    found = refused(name, changed(fault))
    first = next(found[code] for code in found if code in COLOURED)
    assert str(first.place).endswith("1")  # the page
    assert "finish-colour" in found  # what to do about it


def test_cmyk_is_for_x_alone():
    data = changed(cmyk)
    for name in ("plain-k", "archive"):
        assert COLOURED & set(refused(name, data))
    for name in ("x4", "x1a"):
        assert not COLOURED & set(refused(name, data))


@pytest.mark.parametrize("name", ["x4", "x1a"])
def test_a_book_in_one_colour_has_no_other_ink(name):
    assert "preflight-colour-inks" in refused(name, changed(cmyk), one_colour=True)
    assert not COLOURED & set(refused(name, book(), one_colour=True))


def test_a_grey_condition_has_no_cmyk():
    grey = Icc(b"\0" * 128, 1, "Grey")
    assert "preflight-colour" in refused("x4", changed(cmyk), grey)
    assert "preflight-colour" not in refused("x4", book(), grey)


@pytest.mark.parametrize("fault", [faint, grouped])
def test_x1a_refuses_transparency(fault):
    assert {"preflight-transparency", "finish-transparency"} <= set(refused("x1a", changed(fault)))
    assert "preflight-transparency" not in refused("x4", changed(fault))


def test_colours_are_free_on_the_desk():
    for name in ("proof", "screen", "archive"):
        assert not COLOURED & set(refused(name, changed(red)))


def test_archive_refuses_glyphs_that_say_nothing():
    def unmap(pdf, page):
        for font in page.Resources.Font.values():
            if "/ToUnicode" in font:  # one font has two names
                del font["/ToUnicode"]

    with pytest.raises(InputError) as error:
        made("archive", changed(unmap))
    assert codes(error) == {"finish-unmapped"}


def test_archive_refuses_glyphs_that_are_said_to_be_nothing():
    def silence(pdf, page):
        for font in page.Resources.Font.values():
            said = re.sub(rb"> <[0-9a-f]{4}>", b"> <>", font.ToUnicode.read_bytes(), count=1)
            font.ToUnicode.write(said)

    with pytest.raises(InputError) as error:
        made("archive", changed(silence))
    assert codes(error) == {"finish-unmapped"}


# ---------------------------------------------------------------------------- other readers


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_qpdf_has_nothing_to_say(name, tmp_path):
    file = tmp_path / "book.pdf"
    file.write_bytes(made(name))
    run = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", PRESS)
def test_ink_is_on_the_black_plate_alone(name, tmp_path):
    from PIL import Image

    file = tmp_path / "book.pdf"
    file.write_bytes(made(name))
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r30"]
    run = subprocess.run(
        [*command, "-o", tmp_path / "p%d.tif", file], capture_output=True, text=True
    )
    assert run.returncode == 0 and run.stderr == ""
    darkest = {}
    for plate in tmp_path.glob("p*(*).tif"):
        with Image.open(plate) as picture:
            ink = plate.name.partition("(")[2].partition(")")[0]
            darkest[ink] = min(darkest.get(ink, 255), picture.convert("L").getextrema()[0])
    assert darkest.pop("Black") < 64
    assert set(darkest.values()) == {255}


def test_the_margin_is_no_text_of_the_page():
    """What is read back is the page: the slug lies in a form."""
    one, other = ReadBack(book()), ReadBack(made("plain-k"))
    assert [list(one.runs(i)) for i in range(6)] == [list(other.runs(i)) for i in range(6)]
