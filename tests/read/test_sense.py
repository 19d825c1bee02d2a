"""Titles that turn over by sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.read.sense import LEAST_CHARS, broken, costs
from huozi.values.length import ems

#: title, room, room of the last line, balanced → lines
TITLES = [
    ("短题", 27, 24, False, "短题"),
    ("以“五个好”党员争创活动为载体，促进社会和谐进步", 20, 17, False,
     "以“五个好”党员争创活动为载体，|促进社会和谐进步"),
    ("完善农村基层组织建设推进社会和谐进步", 16, 14, False,
     "完善农村基层组织建设推进社会|和谐进步"),
    ("关于加强党员教育和管理服务工作的意见", 12, 10, False,
     "关于加强党员教育|和管理服务工作的意见"),
    ("改革开放30年平谷区基层组织建设经验与启示", 17, 17, True,
     "改革开放30年平谷区|基层组织建设经验与启示"),
    ("印发《加强农村基层工作的若干措施》的通知", 14, 14, False,
     "印发《加强农村基层工作的|若干措施》的通知"),
    ("构建新模式　推行大村社区化管理", 12, 12, True, "构建新模式　|推行大村社区化管理"),
    ("坚持以人为本，推进社会和谐进步，完善农村基层组织建设", 8, 6, False,
     "坚持以人为本，|推进社会和谐|进步，完善农村|基层组织建设"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "room", "last", "balanced", "lines"), TITLES)
def test_titles_turn_over_by_sense(title, room, last, balanced, lines):
    assert "|".join(broken(title, room, last, balanced)) == lines


@given(
    st.text("党员社会和谐的、与，《》（）“”ab12年", min_size=1, max_size=40),
    st.integers(8, 30),
    st.booleans(),
)
def test_nothing_is_lost_and_lines_fit(title, room, balanced):
    """Or the title comes back whole: the composer breaks what no sense does."""
    lines = broken(title, room, room - 3, balanced)
    assert "".join(lines) == title
    if len(lines) > 1:
        assert all(ems(line) <= room for line in lines) and ems(lines[-1]) <= room - 3


def test_no_line_is_left_with_less_than_a_few_characters():
    lines = broken("推动党建", 3.5)
    assert lines == ("推动", "党建")  # no way round it
    lines = broken("加强基层党组织建设工作", 10.5)
    assert min(map(len, lines)) >= LEAST_CHARS


def test_words_and_numbers_are_whole():
    text = "社会30年和谐"
    held = costs(text)
    assert held[1] >= 100 and held[3] >= 100 and held[6] >= 100  # 社会, 30年, 和谐
    assert held[2] < 20 and held[5] < 20


@pytest.mark.parametrize("drawn", ["⿰木喜", "⿱⿰木木水", "⿳亠口⿰一丨"])
def test_a_described_character_stays_whole(drawn) -> None:
    """It is set as one drawn character wherever it stands, and is no character in two halves."""
    for before in range(3, 12):
        title = f"{'说' * before}{drawn}{'字' * 9}"
        assert any(drawn in line for line in broken(title, 9))
