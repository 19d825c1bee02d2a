"""Books of every kind, as files of every profile, judged by programs that are not ours."""

import io
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from conformance.verapdf import failures
from tests.books import entry, make_book

ROOT = Path(__file__).parent.parent
TABLE = "表：人数\n\n| 镇 | 人 |\n|----|----|\n| 甲 | 1 |\n| 乙 | 2 |\n"
MODES = {
    "bit": ("1", "PNG"), "grey": ("L", "PNG"), "grey-alpha": ("LA", "PNG"), "deep": ("I;16", "PNG"),
    "palette": ("P", "PNG"), "colour": ("RGB", "PNG"), "colour-alpha": ("RGBA", "PNG"),
    "photo": ("RGB", "JPEG"), "grey-photo": ("L", "JPEG"), "web": ("RGB", "WEBP"),
}  # fmt: skip
ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
DPI = 300


def picture(mode: str, kind: str) -> bytes:
    """A picture that is not of one colour all over."""
    shades = Image.linear_gradient("L").resize((300, 200))
    if mode.endswith("A"):
        made = shades.convert(mode)
        made.putalpha(shades.rotate(90).resize(shades.size))
    else:
        made = shades.convert("I").convert("I;16") if mode == "I;16" else shades.convert(mode)
    file = io.BytesIO()
    made.save(file, kind, **({} if kind == "WEBP" else {"dpi": (DPI, DPI)}))
    return file.getvalue()


def pictures(folder: Path, colours: str) -> Path:
    """A book with a picture of every mode, in text and alone, told in words or by its caption."""
    names = {name: f"{name}.{ENDINGS[kind]}" for name, (_, kind) in MODES.items()}
    body = "".join(
        f'![一张图]({file} "说给看不见的人听：{name}")\n\n文里的![小图]({file})也在。\n\n'
        for name, file in names.items()
    )
    return make_book(
        folder,
        {"a.md": entry(body + TABLE, title="图")},
        {
            "title": "图册",
            "date": "2026-11",
            "front": ["title-page", "contents"],
            "printing": {"colours": colours},
        },
        {f"content/{names[name]}": picture(*kind) for name, kind in MODES.items()},
    )


def press(*words: object) -> None:
    """Call the program, in a process of its own: this one runs Java."""
    command = [sys.executable, ROOT / "build.py", *words]
    run = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The file of a book in a profile; every one is made once."""
    folder = tmp_path_factory.mktemp("books")
    known: dict[tuple[str, str], Path] = {}

    def book(name: str) -> Path:
        if name in ("one", "full"):
            path = folder / name
            return path if path.exists() else pictures(path, name)
        if name != "sink":
            return ROOT
        path = folder / name  # what is made of it must not lie where tests take their copies from
        if not path.exists():
            shutil.copytree(
                ROOT / "tests/books/kitchen-sink", path, ignore=shutil.ignore_patterns("output")
            )
        return path

    def call(name: str, profile: str) -> Path:
        if (name, profile) not in known:
            target = folder / f"{name}-{profile}.pdf"
            if name == "booklet":
                press("booklet", "--entries", "1-2", "--profile", profile, "-o", folder / profile)
                (target,) = (folder / profile).glob("*.pdf")
            else:
                press("book", "--book", book(name), "--profile", profile, "-o", target)
            known[name, profile] = target
        return known[name, profile]

    return call


BLACK = ["user", "sink", "one", "booklet"]
BOOKS = [*BLACK, "full"]  # whose pictures of red, green and blue no profile of a press takes


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize(("profile", "flavour"), [("archive", "2u"), ("screen", "ua1")])
def test_verapdf_finds_that_it_conforms(made, book: str, profile: str, flavour: str) -> None:
    assert failures(made(book, profile), flavour) == {}


@pytest.mark.parametrize(
    ("profile", "book"),
    [
        *product(["archive", "screen"], BOOKS),
        *product(["x4", "plain-k"], BLACK),
    ],
)
def test_qpdf_finds_nothing_wrong(made, book: str, profile: str) -> None:
    run = subprocess.run(["qpdf", "--check", made(book, profile)], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("book", BLACK)
@pytest.mark.parametrize("profile", ["x4", "plain-k"])
def test_ghostscript_finds_black_alone(made, book: str, profile: str) -> None:
    run = subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-r36", "-sDEVICE=inkcov",
         "-sOutputFile=-", made(book, profile)], capture_output=True, text=True,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    shares = re.findall(r"^ ([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) CMYK OK$", run.stdout, re.M)
    with pikepdf.open(made(book, profile)) as pdf:
        assert len(shares) == len(pdf.pages)
    assert {share[:3] for share in shares} == {("0.00000",) * 3}
    assert any(float(share[3]) for share in shares)


# ------------------------------------------------------------------- judges that are able to fail


def smooth(pdf: pikepdf.Pdf) -> None:
    image = next(o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o)
    image.Interpolate = True


def silent(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure":
            del element["/Alt"]


def headless(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TH":
            del element["/A"]


@pytest.mark.parametrize(
    ("profile", "flavour", "spoil", "clause"),
    [
        ("archive", "2u", smooth, "6.2.8-3"),
        ("screen", "ua1", silent, "7.3-1"),
        ("screen", "ua1", headless, "7.5-1"),
    ],
)
def test_verapdf_sees_what_is_spoilt(made, tmp_path, profile, flavour, spoil, clause) -> None:
    path = tmp_path / "spoilt.pdf"
    with pikepdf.open(made("full", profile)) as pdf:
        spoil(pdf)
        pdf.save(path)
    assert list(failures(path, flavour)) == [clause]
