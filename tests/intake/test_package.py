"""Packages of strangers: bounded before anything is inflated, and a clear word for each fault."""

import io
import random
import zipfile

import pytest

from huozi.intake.package import LIMITS, Package, PackageLimits
from huozi.intake.receive import read_received
from huozi.intake.values import WordText
from huozi.messages import render
from huozi.values.errors import InputError
from tests.intake.word import ORIGIN, docx, p, r, relations, repacked, root

SOUND = docx(p(r("活字")), {"media/a.png": b"\x89PNG"})


def fault(data: bytes, limits: PackageLimits = LIMITS) -> str:
    """The code of what is wrong with a package."""
    from huozi.intake import document

    with pytest.raises(InputError) as caught:
        if limits is LIMITS:
            document.read_package(data, ORIGIN)
        else:
            package = Package(data, "稿.docx", limits)
            package.xml(package.main)
    (found,) = caught.value.findings
    assert render(found, "zh") != render(found, "en")
    return found.code


def test_a_sound_package_is_read() -> None:
    assert isinstance(read_received(SOUND, ORIGIN), WordText)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (PackageLimits(members=2), "intake-members"),
        (PackageLimits(member_bytes=100), "intake-unfolds"),
        (PackageLimits(total_bytes=100), "intake-unfolds"),
        (PackageLimits(xml_bytes=100), "intake-unfolds"),
        (PackageLimits(tags=2), "intake-nested"),
    ],
)
def test_each_limit_is_kept(limits: PackageLimits, code: str) -> None:
    assert fault(SOUND, limits) == code


def test_what_unfolds_to_much_more_is_not_unfolded() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", b" " * (12 << 20))
    assert fault(made.getvalue()) == "intake-unfolds"


def test_a_member_that_says_less_than_it_holds_is_damaged() -> None:
    lying = bytearray(SOUND)
    at = lying.rfind(b"PK\x01\x02")
    size = at + 24  # uncompressed size in the directory
    lying[size : size + 4] = (1).to_bytes(4, "little")
    package = Package(bytes(lying), "稿.docx")
    with pytest.raises(InputError) as caught:
        package.read(package.parts[-1])
    assert caught.value.findings[0].code == "intake-member"


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE a [<!ENTITY x 'y'>]><w:document/>",
        "<!DOCTYPE a SYSTEM 'http://evil.invalid/a.dtd'><w:document/>",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>",
    ],
)
def test_a_document_type_is_refused(xml: str) -> None:
    encoding = "utf-16" if "utf-16" in xml else "utf-8"
    assert fault(repacked(SOUND, {"word/document.xml": xml.encode(encoding)})) == "intake-doctype"


def test_depth_is_bounded() -> None:
    deep = "<w:smartTag>" * 300 + "</w:smartTag>" * 300
    assert fault(docx(p(deep))) == "intake-nested"


def test_a_depth_that_is_allowed_is_read() -> None:
    """Boxes in boxes, as deep as libxml2 lets them: the reader's own stack holds."""
    inside = r("底")
    for _ in range(27):
        box = f"<w:txbxContent>{p(inside)}</w:txbxContent>"
        inside = r(inside=f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>")
    text = read_received(docx(p(inside)), ORIGIN)
    assert isinstance(text, WordText) and text.boxes[-1].blocks[0].text == "底"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"word/document.xml": b"<w:document"}, "intake-xml"),
        ({"word/document.xml": b""}, "intake-xml"),
        ({"word/document.xml": b"\xff\xfe\x00"}, "intake-xml"),
        ({"word/document.xml": b'<?xml version="1.0" encoding="ebcdic-nix"?><a/>'}, "intake-xml"),
        ({"word/document.xml": root("w:document", "").encode()}, "intake-no-text"),
        ({"word/document.xml": None}, "intake-no-text"),
        ({"_rels/.rels": b"<a"}, "intake-xml"),
        ({"word/styles.xml": b"<a", "word/_rels/document.xml.rels":
          relations({"s": ("styles", "styles.xml")}).encode()}, "intake-xml"),
    ],
)  # fmt: skip
def test_parts_that_are_not_sound(members: dict[str, bytes | None], code: str) -> None:
    assert fault(repacked(SOUND, members)) == code


def test_a_member_that_stands_there_twice() -> None:
    made = io.BytesIO(SOUND)
    with zipfile.ZipFile(made, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("word/document.xml", "<a/>")
    assert fault(made.getvalue()) == "intake-twice"


def test_an_encrypted_member_is_refused() -> None:
    locked = bytearray(SOUND)
    at = locked.rfind(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert fault(bytes(locked)) == "intake-encrypted"


@pytest.mark.parametrize("name", ["../outside.xml", "/etc/passwd", "..\\win.xml", "a/../../b.xml"])
def test_names_are_keys_and_never_paths(name: str, tmp_path, monkeypatch) -> None:
    """A member of such a name changes nothing, and nothing is written or looked for outside."""
    monkeypatch.chdir(tmp_path)
    text = read_received(repacked(SOUND, {name: b"<a/>"}), ORIGIN)
    assert isinstance(text, WordText) and list(tmp_path.iterdir()) == []


def test_the_text_may_stand_in_another_part() -> None:
    data = repacked(
        SOUND,
        {
            "_rels/.rels": relations({"r": ("officeDocument", "word/document2.xml")}).encode(),
            "word/document2.xml": root("w:document", f"<w:body>{p(r('别处'))}</w:body>").encode(),
            "word/document.xml": None,
        },
    )
    text = read_received(data, ORIGIN)
    assert isinstance(text, WordText) and text.atoms[0].text == "别处"


@pytest.mark.parametrize("seed", range(12))
def test_damaged_packages_end_in_a_word_or_a_text(seed: int) -> None:
    """30 each: bytes changed, cut, doubled. No other exception, and what is read balances."""
    draw = random.Random(seed)
    for _ in range(30):
        data = bytearray(SOUND)
        for _ in range(draw.randint(1, 6)):
            at = draw.randrange(len(data))
            how = draw.randrange(4)
            if how == 0:
                data[at] = draw.randrange(256)
            elif how == 1:
                del data[at : at + draw.randint(1, 40)]
            elif how == 2:
                data[at:at] = data[at : at + draw.randint(1, 40)]
            else:
                data[at] ^= 1 << draw.randrange(8)
            if not data:
                break
        try:
            found = read_received(bytes(data), ORIGIN)
        except InputError as error:
            assert all(render(one, "zh") for one in error.findings)
        else:
            assert found


def test_an_encoding_that_no_package_may_have_is_told() -> None:
    said = '<?xml version="1.0" encoding="GB18030"?>' + root("w:document", "<w:body>字</w:body>")
    data = repacked(SOUND, {"word/document.xml": said.encode("gb18030")})
    with pytest.raises(InputError) as caught:
        read_received(data, ORIGIN)
    assert [one.code for one in caught.value.findings] == ["intake-xml"]
