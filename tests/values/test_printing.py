import pytest
from msgspec.structs import replace

from huozi.values.printing import Binding, Cover, Paper, Printing, Stock, signatures, spine_mm


@pytest.mark.parametrize(
    ("stock", "leaf"),
    [
        (Stock(Paper.OFFSET, 80), 0.09),
        (Stock(Paper.OFFSET, 100), 0.11),
        (Stock(Paper.COATED, 250), 0.25),
        (Stock(Paper.LIGHT, 80), 0.128),
        (Stock(Paper.OFFSET, 80, bulk=1.3), 0.104),
        (Stock(Paper.OFFSET, 80, caliper_mm=0.1, bulk=1.3), 0.1),
    ],
)
def test_a_leaf(stock, leaf):
    assert stock.leaf_mm == pytest.approx(leaf)


def test_the_spine_of_a_book_of_272_pages():
    # 136 leaves of 0.09 mm, two covers of 0.25 mm, 0.5 mm of glue
    assert spine_mm(272, Printing(), Cover()) == pytest.approx(13.2)
    assert spine_mm(276, Printing(), Cover()) == pytest.approx(13.4)  # as docs/press-files.md says
    assert spine_mm(272, Printing(binding=Binding.SEWN), Cover()) == pytest.approx(13.4)


def test_an_odd_page_takes_a_leaf():
    assert spine_mm(271, Printing(), Cover()) == spine_mm(272, Printing(), Cover())


def test_a_folded_back_has_no_width_and_a_dummy_decides():
    folded = Printing(binding=Binding.SADDLE)
    assert spine_mm(48, folded, Cover()) == 0
    assert spine_mm(272, Printing(), Cover(spine_mm=14.5, spine_pages=272)) == 14.5


def test_the_spine_grows_with_pages_and_paper():
    thin, thick = Printing(), replace(Printing(), stock=Stock(weight_gsm=120))
    widths = [spine_mm(pages, thin, Cover()) for pages in (16, 160, 320)]
    assert widths == sorted(set(widths))
    assert spine_mm(160, thick, Cover()) > spine_mm(160, thin, Cover())


def test_sections():
    assert signatures(276, 16) == (17, 4)
    assert signatures(272, 16) == (17, 0)
