"""Wheel and source distribution: built, installed into an empty environment, and a book made there.

Nothing here needs the network: the build backend is the one of this environment, and the new
environment borrows its libraries, but not Huozi.
"""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email.parser import HeaderParser
from importlib.metadata import requires
from pathlib import Path

import pytest

from huozi import __version__
from huozi.cli.topics import TOPICS, page
from tests.books import make_book
from tests.pressing import FRONT, article, press

ROOT = Path(__file__).parent.parent
BUILD = "import sys; from hatchling import build; print(build.build_{}(sys.argv[1]))"

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path, **environ: str) -> str:
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, check=True, text=True, stdout=subprocess.PIPE,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | environ,
    ).stdout  # fmt: skip


def built(kind: str, source: Path, folder: Path) -> Path:
    """What the backend makes of a source tree: `kind` is wheel or sdist."""
    return folder / run(sys.executable, "-c", BUILD.format(kind), folder, cwd=source).split()[-1]


@pytest.fixture(scope="module")
def sdist(tmp_path_factory) -> Path:
    return built("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def huozi(wheel: Path, tmp_path_factory) -> Path:
    """The command, in an environment that holds the wheel and sees this one's libraries."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    libraries = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))",
                         cwd=folder).strip())  # fmt: skip
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index",
        "--no-deps", "--no-warn-script-location", wheel, cwd=folder)  # fmt: skip
    return folder / "bin" / "huozi"


def test_the_installed_command_makes_the_bytes_that_the_checkout_makes(huozi, tmp_path) -> None:
    book = make_book(
        tmp_path / "book",
        {"a.md": article("甲"), "b.md": article("乙")},
        {"title": "汇编", "front": FRONT, "back": ["colophon"]},
    )
    here = press(book, tmp_path / "here.pdf").output.read_bytes()
    there = tmp_path / "there.pdf"
    run(huozi, "book", "--book", book, "-o", there, cwd=tmp_path)
    assert there.read_bytes() == here


def test_the_installed_command_is_the_wheels(huozi, tmp_path) -> None:
    """Not this checkout's by way of the borrowed libraries."""
    python = huozi.with_name("python")
    assert (
        huozi.parent.parent
        in Path(run(python, "-c", "import huozi; print(huozi.__file__)", cwd=tmp_path)).parents
    )
    assert __version__ in run(huozi, "--version", cwd=tmp_path)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_installed_command_begins_a_book_and_shows_its_pages(huozi, tmp_path) -> None:
    run(huozi, "new", "书", cwd=tmp_path, LC_ALL="zh_CN.UTF-8")
    run(huozi, "check", "--book", "书", cwd=tmp_path)  # 仿宋 is told where it is not installed
    said = run(huozi, "help", "keys", cwd=tmp_path, LC_ALL="zh_CN.UTF-8")
    assert said.startswith((ROOT / "docs" / "keys.zh-CN.md").read_text("utf-8")[:40])


def test_a_source_distribution_makes_the_same_wheel(sdist, wheel, tmp_path) -> None:
    run("tar", "-xf", sdist, cwd=tmp_path)
    (source,) = tmp_path.iterdir()
    assert contents(built("wheel", source, tmp_path)) == contents(wheel)


def test_a_wheel_carries_all_that_is_not_python(wheel) -> None:
    names = set(contents(wheel))
    house = {
        f"huozi/house/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "styles", "starter")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    words = {f"huozi/messages/{path.name}" for path in (ROOT / "huozi/messages").glob("*.toml")}
    pages = {
        f"huozi/house/docs/{page(topic, language).name}"
        for topic in TOPICS
        for language in ("zh", "en")
    }
    assert house | words | pages | {"huozi/house/packages.txt"} <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "content/")) for name in names)


def test_the_metadata_say_licence_and_ranges(wheel) -> None:
    (text,) = (data for name, data in contents(wheel).items() if name.endswith("/METADATA"))
    said = HeaderParser().parsestr(text.decode())
    assert (said["License-Expression"], said["Version"]) == ("MIT", __version__)
    assert said["Description-Content-Type"] == "text/markdown"
    assert len(said.get_all("Requires-Dist")) > len(requires("weasyprint") or [])
