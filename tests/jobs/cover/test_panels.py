import pytest

from huozi.jobs.cover.panels import Panels
from huozi.values.length import mm, to_mm


def test_a_sheet_without_flaps():
    panels = Panels(mm(140), mm(203), 13.4, 0)
    assert to_mm(panels.trim_width_pt) == pytest.approx(140 + 13.4 + 140)
    assert to_mm(panels.width_pt) == pytest.approx(3 + 293.4 + 3)
    assert to_mm(panels.height_pt) == pytest.approx(209)
    assert [to_mm(x) for x in panels.folds_pt] == pytest.approx([140, 153.4], abs=0.001)
    assert panels.flaps == ()


def test_a_sheet_with_flaps():
    panels = Panels(mm(140), mm(203), 10, 80)
    assert to_mm(panels.trim_width_pt) == pytest.approx(80 + 140 + 10 + 140 + 80)
    assert [to_mm(x) for x in panels.folds_pt] == pytest.approx([80, 220, 230, 370], abs=0.001)
    back_flap, front_flap = panels.flaps
    assert back_flap.right_pt == pytest.approx(panels.back.left_pt)
    assert front_flap.left_pt == pytest.approx(panels.front.right_pt)
    assert front_flap.right_pt + panels.bleed_pt == pytest.approx(panels.width_pt)


def test_a_folded_back_is_one_fold():
    assert len(Panels(mm(140), mm(203), 0, 0).folds_pt) == 1
