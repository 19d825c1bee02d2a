"""What Markdown addresses."""

import pytest

from huozi.intake.addresses import addresses, readdressed


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ('![一](a.png "题") [连](b.md)', [("a.png", True), ("b.md", False)]),
        ("![](<a b.png>) [连](<b c.md>)", [("a b.png", True), ("b c.md", False)]),
        ("[![图](a.png)](b.md)", [("a.png", True), ("b.md", False)]),
        ('<img alt="x" src="a.png">', [("a.png", True)]),
        ("![图](a.png)\n\n[名]: b.md", [("a.png", True), ("b.md", False)]),
        ("[a](https://x.example/) ![](data:x) [b](#c) [d](//x.example)", []),
    ],
)
def test_addresses_are_found(markdown: str, found: list[tuple[str, bool]]) -> None:
    assert [(one.written, one.picture) for one in addresses(markdown)] == found


def test_each_is_renamed_wherever_it_is_written() -> None:
    text = '![](a.png "题") [x](a.png) <img src="a.png">\n\n[n]: a.png\n\na.png [y](a.png.md)'
    made = '![](b.png "题") [x](b.png) <img src="b.png">\n\n[n]: b.png\n\na.png [y](a.png.md)'
    assert readdressed(text, {"a.png": "b.png"}) == made


@pytest.mark.parametrize("sign", ["![", "](", "](a)", "<img ", "[", "![](<"])
def test_any_number_of_signs_is_read_at_once(sign: str) -> None:
    """A run that was read again at each of its signs would take hours."""
    assert len(list(addresses(sign * 50_000))) in (0, 50_000)
