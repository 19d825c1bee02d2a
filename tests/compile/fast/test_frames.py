import pytest

from huozi.compile.fast.frames import roomy


def test_a_function_gives_what_it_gives() -> None:
    assert roomy(divmod, 7, 2) == (3, 1)
    assert roomy(sorted, [1, 3, 2], reverse=True) == [3, 2, 1]


def test_an_exception_passes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        roomy(divmod, 1, 0)


def test_recursion_still_ends() -> None:
    def endless() -> None:
        endless()

    with pytest.raises(RecursionError):
        roomy(endless)
