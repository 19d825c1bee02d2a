"""The type case: which files stand behind the families a book names."""

import signal
import subprocess
from pathlib import Path

import pytest

from huozi.fonts import typecase
from huozi.values.errors import MachineError
from huozi.values.style import FontRoles

ROWS = """\
Song,宋体\t80\t0\t0\t/fonts/song.ttc
Song\t200\t0\t2\t/fonts/song-bold.ttc
Song\t80\t100\t0\t/fonts/song-italic.ttf
Song Light\t50\t0\t0\t/fonts/song-light.ttf
Kai\t80\t0\t0\t/fonts/kai.ttf
Hei\t[0 210]\t0\t0\t/fonts/hei-variable.ttf
Hei\t80\t0\t0\t/fonts/hei.ttf
"""
ROLES = FontRoles(song="Song", hei="Hei", kai="Kai", latin="Song")


@pytest.fixture
def fonts(monkeypatch, tmp_path: Path):
    """A machine with these fonts, as fontconfig lists them."""

    def install(rows: str = ROWS, code: int = 0) -> None:
        (tmp_path / "rows").write_text(rows)
        tell = ("sh", "-c", f"cat '{tmp_path}/rows'; exit {code}")
        monkeypatch.setattr(typecase, "_COMMAND", tell)

    return install


def digest(path: Path) -> str:
    return f"digest of {path.name}"


def test_each_family_brings_its_regular_and_its_bold(fonts) -> None:
    fonts()
    case = typecase.find(ROLES, digest)
    assert sorted((f.family, f.weight, f.path.name) for f in case.faces) == [
        ("Hei", "regular", "hei.ttf"),
        ("Kai", "regular", "kai.ttf"),
        ("Song", "bold", "song-bold.ttc"),
        ("Song", "regular", "song.ttc"),
    ]
    assert case.digests == {f"digest of {face.path.name}" for face in case.faces}


def test_a_family_may_be_called_by_its_chinese_name(fonts) -> None:
    fonts()
    (face,) = typecase.find(FontRoles("宋体", "宋体", "宋体", "宋体"), digest).faces
    assert face.path.name == "song.ttc"


def test_the_order_in_which_the_machine_lists_its_fonts_does_not_matter(fonts) -> None:
    fonts()
    case = typecase.find(ROLES, digest)
    fonts("\n".join(reversed(ROWS.splitlines())) + "\n")
    assert typecase.find(ROLES, digest) == case


def test_a_family_in_two_files_is_the_same_one_every_time(fonts) -> None:
    rows = "Kai\t80\t0\t0\t/b/kai.ttf\nKai\t80\t0\t0\t/a/kai.ttf\n"
    roles = FontRoles("Kai", "Kai", "Kai", "Kai")
    fonts(rows)
    (one,) = typecase.find(roles, digest).faces
    fonts("".join(reversed(rows.splitlines(keepends=True))))
    assert typecase.find(roles, digest).faces == (one,)


def test_all_families_that_are_missing_are_told_at_once(fonts) -> None:
    fonts("")
    with pytest.raises(MachineError) as raised:
        typecase.find(FontRoles(), digest)
    told = [dict(found.params) for found in raised.value.findings]
    assert {(p["family"], p["package"]) for p in told} == {
        ("Noto Serif CJK SC", "fonts-noto-cjk"),
        ("Noto Sans CJK SC", "fonts-noto-cjk"),
        ("LXGW WenKai", "fonts-lxgw-wenkai"),
    }


def test_a_family_without_a_regular_weight_is_missing(fonts) -> None:
    fonts("Song\t200\t0\t0\t/fonts/song-bold.ttc\n")
    with pytest.raises(MachineError) as raised:
        typecase.find(FontRoles("Song", "Song", "Song", "Song"), digest)
    assert [found.code for found in raised.value.findings] == ["font-missing"]


@pytest.mark.parametrize("error", [FileNotFoundError("fc-list"), PermissionError("fc-list")])
def test_a_machine_without_fontconfig(monkeypatch, error: OSError) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(MachineError) as raised:
        typecase.find(FontRoles(), digest)
    assert [found.code for found in raised.value.findings] == ["fontconfig-missing"]


def test_a_fontconfig_that_fails(fonts) -> None:
    fonts(code=1)
    with pytest.raises(MachineError) as raised:
        typecase.find(ROLES, digest)
    assert [found.code for found in raised.value.findings] == ["fontconfig-missing"]


def test_what_was_asked_before_is_what_counts(fonts) -> None:
    fonts()
    asked = typecase.ask()
    fonts(code=1)
    assert typecase.find(ROLES, digest, asked).faces


def test_lines_nobody_expects_are_passed_over(fonts) -> None:
    fonts("\nFontconfig warning: something\n" + ROWS)
    assert len(typecase.find(ROLES, digest).faces) == 4


def test_a_file_is_found_by_its_digest(fonts) -> None:
    fonts()
    case = typecase.find(ROLES, digest)
    assert case.path("digest of kai.ttf") == Path("/fonts/kai.ttf")
    with pytest.raises(KeyError):
        case.path("another")


def test_the_fonts_of_the_house_are_on_this_machine() -> None:
    """What every other test stands on."""
    case = typecase.find(FontRoles(), digest)
    assert {(f.family, f.weight) for f in case.faces} >= {
        ("Noto Serif CJK SC", "regular"), ("Noto Serif CJK SC", "bold"),
        ("Noto Sans CJK SC", "regular"), ("LXGW WenKai", "regular"),
    }  # fmt: skip


def test_who_leaves_before_the_answer_does_not_wait_for_it(monkeypatch) -> None:
    """The first question on a machine may take minutes; a mistake in the text is told at once."""
    monkeypatch.setattr(typecase, "_COMMAND", ("sleep", "60"))
    with pytest.raises(KeyError), typecase.asking() as asked:
        raise KeyError
    assert asked.returncode == -signal.SIGKILL
