"""Drawings: their words once, their pictures with size and crop, what is embedded by name."""

import pytest

from huozi.intake.graphics import picture_format
from huozi.intake.values import AtomKind
from tests.intake.word import p, r, read_body, root

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
BOX = "<w:txbxContent>{}</w:txbxContent>"
VML = "<w:pict><v:shape style='{}'><v:textbox>{}</v:textbox></v:shape></w:pict>"


def wps(inside: str) -> str:
    return (
        "<w:drawing><wp:inline><wp:extent cx='1270000' cy='635000'/><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx>{BOX.format(inside)}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing>"
    )


@pytest.mark.parametrize(
    "drawn",
    [
        wps(p(r("框"))),
        VML.format("width:10pt", BOX.format(p(r("框")))),
        f"<w:pict><v:group>{VML.format('', BOX.format(p(r('框'))))[8:-9]}</v:group></w:pict>",
        "<w:object><v:rect><v:textbox>"
        + BOX.format(p(r("框")))
        + "</v:textbox></v:rect></w:object>",
    ],
)
def test_a_box_is_read_and_its_paragraph_keeps_its_text(drawn: str) -> None:
    text = read_body(p(r("前") + r(inside=drawn) + r("后")))
    assert [(str(a.kind), a.text) for a in text.atoms if a.kind is not AtomKind.TEXT] == [
        ("box", "")
    ]
    (paragraph,) = text.blocks
    assert paragraph.text == "前后"
    assert text.boxes[0].blocks[0].text == "框"


def test_a_box_in_a_box() -> None:
    text = read_body(p(r(inside=wps(p(r("外") + r(inside=wps(p(r("里")))))))))
    assert [[b.text for b in box.blocks] for box in text.boxes] == [["外"], ["里"]]
    assert text.boxes[1].spot.paragraph == text.boxes[0].blocks[0].spot.paragraph


def test_letters_behind_a_box_look_as_before() -> None:
    inside = f"<w:t>前</w:t>{wps(p(r('框')))}<w:t>后</w:t>"
    text = read_body(p(r("", "<w:b/>", inside)))
    looks = {a.text: a.look.bold for a in text.atoms if a.text}
    assert looks == {"前": True, "框": False, "后": True}
    assert {a.text: a.spot.run for a in text.atoms}["后"] == 1


def test_word_art_and_words_of_drawings() -> None:
    art = "<w:pict><v:shape><v:textpath string='艺术&#10;字'/></v:shape></w:pict>"
    drawn = (
        "<w:drawing><a:graphic><a:p><a:r><a:t>画里的字</a:t></a:r></a:p></a:graphic></w:drawing>"
    )
    text = read_body(p(r(inside=art) + r(inside=drawn)))
    assert [(str(a.kind), a.text) for a in text.atoms] == [
        ("word-art", "艺术\n字"), ("drawn", "画里的字"),
    ]  # fmt: skip


def blip(key: str, crop: str = "", how: str = "embed") -> str:
    return (
        "<w:drawing><wp:anchor><wp:extent cx='1270000' cy='635000'/><wp:docPr id='1' name='图 1' "
        "descr='印章'/><a:graphic><pic:pic><pic:blipFill>"
        f"<a:blip r:{how}='{key}'/>{crop}</pic:blipFill></pic:pic></a:graphic></wp:anchor>"
        "</w:drawing>"
    )


def test_a_picture_with_size_and_crop() -> None:
    crop = "<a:srcRect l='25000' b='10000'/>"
    text = read_body(
        p(r(inside=blip("i", crop))),
        parts={"media/image1.png": PNG},
        links={"i": ("image", "media/image1.png")},
    )
    (one,) = text.pictures
    assert (one.member, one.format) == ("word/media/image1.png", "png")
    assert (one.width_pt, one.height_pt, one.floating) == (100, 50, True)
    assert (one.description, one.crop.left, one.crop.bottom) == ("印章", 0.25, 0.1)
    assert [a.refers for a in text.atoms] == [one.id]


def test_pictures_of_vml_and_objects() -> None:
    shape = (
        "<v:shape style='width:72pt;height:1in;position:absolute'>"
        "<v:imagedata r:id='i' cropleft='16384f' cropright='0.5'/></v:shape>"
    )
    ole = f"<w:object>{shape}<o:OLEObject ProgID='Equation.3' r:id='o'/></w:object>"
    text = read_body(
        p(r(inside=ole)),
        parts={"media/a.emf": bytes(40) + b" EMF"},
        links={"i": ("image", "media/a.emf"), "o": ("oleObject", "embeddings/o.bin")},
    )
    (one,) = text.pictures
    assert (one.format, one.width_pt, one.height_pt) == ("emf", 72, 72)
    assert one.floating
    assert (one.crop.left, one.crop.right) == (0.25, 0.5)
    assert [(n.what, n.target) for n in text.named] == [("ole", "word/embeddings/o.bin")]


def test_a_picture_elsewhere_is_named_and_not_fetched() -> None:
    text = read_body(
        p(r("文", inside=blip("i", how="link"))),
        links={"i": ("image", "http://evil.invalid/a.png")},
    )
    (one,) = text.pictures
    assert (one.member, one.external) == ("", "http://evil.invalid/a.png")
    assert [n.what for n in text.named] == ["external"]


@pytest.mark.parametrize("target", ["media/none.png", "../../etc/passwd", "/etc/passwd"])
def test_a_picture_that_is_not_in_the_package_is_not_looked_for(target: str) -> None:
    text = read_body(p(r("文", inside=blip("i"))), links={"i": ("image", target)})
    assert text.pictures[0].member == ""


def test_a_diagram_is_read_from_its_own_part_once() -> None:
    words = root("dgm:dataModel", "<a:t>第一步</a:t><a:t>第二步</a:t>")
    text = read_body(
        p(r(inside="<w:drawing><a:graphic><dgm:relIds r:dm='d'/></a:graphic></w:drawing>")),
        parts={"diagrams/data1.xml": words, "diagrams/drawing1.xml": words},
        links={"d": ("diagramData", "diagrams/data1.xml")},
    )
    assert [a.text for a in text.atoms] == ["第一步", "第二步"]
    assert [(u.reason, u.text) for u in text.unshown] == [("diagram-copy", "第一步第二步")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PNG, "png"), (b"\xff\xd8\xff\xe0", "jpeg"), (b"GIF89a", "gif"), (b"BM..", "bmp"),
        (b"\xd7\xcd\xc6\x9a", "wmf"), (b"\x01\x00\x09\x00", "wmf"), (b"II*\0", "tiff"),
        (b"RIFF1234WEBP", "webp"), (b"<svg>", "svg"), (b"nothing", ""), (b"", ""),
    ],
)  # fmt: skip
def test_formats_by_their_bytes(data: bytes, name: str) -> None:
    assert picture_format(data) == name


@pytest.mark.parametrize(
    "target", [r"media\a.png", "/word/media/a.png", "media/%61.png", "./media/a.png"]
)
def test_a_picture_is_found_however_its_name_is_written(target: str) -> None:
    text = read_body(
        p(r(inside=blip("i"))), parts={"media/a.png": PNG}, links={"i": ("image", target)}
    )
    assert text.pictures[0].member == "word/media/a.png"


def test_what_an_object_may_hold() -> None:
    inside = f"<w:object>{blip('i')}<w:control r:id='c'/><w:objectEmbed w:progId='x'/></w:object>"
    text = read_body(
        p(r("文", inside=inside)),
        parts={"media/a.png": PNG},
        links={"i": ("image", "media/a.png"), "c": ("control", "activeX/a.xml")},
    )
    assert len(text.pictures) == 1
    assert [one.what for one in text.named] == ["active-x", "ole"]
