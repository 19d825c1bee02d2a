"""What font files say of themselves."""

from pathlib import Path

import pytest

from huozi.fonts import rights
from tests.fonts.small import make


def test_a_file_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.ttf", "Any").read_bytes()
    for length in (0, 3, 8, 40):
        (tmp_path / "cut.ttf").write_bytes(whole[:length])
        assert rights.refusal(tmp_path / "cut.ttf", 0) == "font-damaged"


def test_a_file_without_the_table_forbids_nothing(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(make(tmp_path / "a.ttf", "Any", fs_type=2))
    del font["OS/2"]
    font.save(tmp_path / "b.ttf")
    assert rights.refusal(tmp_path / "a.ttf", 0) == "font-restricted"
    assert rights.refusal(tmp_path / "b.ttf", 0) == ""


def test_a_file_that_is_gone_is_the_callers_to_tell(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        rights.refusal(tmp_path / "none.ttf", 0)
