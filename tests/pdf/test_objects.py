"""Objects of a finished PDF: what the file says, and nothing that only a forgiving reader reads."""

import io
import zlib

import pikepdf
import pytest

from huozi.pdf.objects import BrokenError, Objects, Ref, Stream, _value
from huozi.values.reuse import Standing


def made(**options: object) -> bytes:
    """A PDF of a few objects."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 200))
        pdf.Root.Held = pdf.make_indirect(pikepdf.Array([1, pikepdf.Name("/A B"), "(x)"]))
        pdf.Root.Data = pdf.make_stream(b"words " * 40)
        buffer = io.BytesIO()
        pdf.save(buffer, **options)
    return buffer.getvalue()


GENERATE = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"1 ", 1),
        (b" -1.5]", -1.5),
        (b"/A#20B/C", "A B"),
        (b"12 0 R ", Ref(12)),
        (b"[1 0 2 0 R 3]", [1, 0, Ref(2), 3]),
        (b"<< /A << /B [ ] >> /C<00ff> >>", {"A": {"B": []}, "C": b"<00ff>"}),
        (rb"(a \) b) ", rb"(a \) b)"),
        (b"[true false null]", [True, False, None]),
    ],
)
def test_values(text: bytes, value: object) -> None:
    assert _value(text, 0)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        b"", b"]", b"[1", b"[1>>", b"<< /A 1 ]", b"<< /A >>", b"<< 1 /A >>", b"<< /A 1 /A 2 >>",
        b"% a comment\n1", b"(open", b"truely", b"1 1 R ",
    ],
)  # fmt: skip
def test_what_is_not_a_value(text: bytes) -> None:
    with pytest.raises(ValueError):
        _value(text, 0)


@pytest.mark.parametrize("options", [GENERATE, {}, {"compress_streams": False}])
def test_objects_and_streams(options: dict[str, object]) -> None:
    objects = Objects(made(**options), Standing())
    root = objects[objects.trailer["Root"]]
    assert objects[root["Held"]] == [1, "A B", rb"(\(x\))"]
    stream = objects[root["Data"]]
    assert isinstance(stream, Stream)
    assert objects.unpacked(stream) == b"words " * 40


def swapped(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert old in data
    return data.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\nendobj", b"\nendobi"),
        (b"\n2 0 obj", b"\n7 0 obj"),
        (b"\nendstream", b"\nendstreem"),
        (b"/Length 240", b"/Length 230"),
        (b" 00000 n", b" 00000 f"),
        (b"trailer <<", b"trailer  <"),
        (b"/Root ", b"/Prev "),
    ],
)
def test_a_file_that_is_not_as_it_says(old: bytes, new: bytes) -> None:
    data = made(compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pytest.raises((ValueError, LookupError)):
        objects = Objects(swapped(data, old, new), Standing())
        root = objects[objects.trailer["Root"]]
        for key in root:
            objects[root[key]]


def test_an_object_that_lies_in_itself() -> None:
    body = b"%PDF-1.4\n1 0 obj\n<< /Length 1 0 R >>\nstream\n\nendstream\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer << /Root 1 0 R >>\n"
    objects = Objects(body + table + b"startxref\n%d\n%%%%EOF\n" % len(body), Standing())
    with pytest.raises(BrokenError, match="in itself"):
        objects[Ref(1)]


def test_what_was_read_of_another_file_is_not_believed_of_this_one() -> None:
    """Only streams that are the same to the byte are known."""
    standing = Standing()
    for number in range(3):
        with pikepdf.open(io.BytesIO(made())) as pdf:
            pdf.Root.Held.append(number)
            buffer = io.BytesIO()
            pdf.save(buffer, **GENERATE)
        objects = Objects(buffer.getvalue(), standing)
        root = objects[objects.trailer["Root"]]
        assert objects[root["Held"]][-1] == number
        standing.turn()


@pytest.mark.parametrize(
    "about",
    [
        {"Filter": "LZWDecode"},
        {"Filter": Ref(3)},
        {"Filter": "FlateDecode", "DecodeParms": {"Predictor": 12}},
    ],
)
def test_a_stream_that_is_packed_otherwise(about: dict[str, object]) -> None:
    with pytest.raises(BrokenError):
        Objects(made(), Standing()).unpacked(Stream(about, zlib.compress(b"x")))
