"""Huozi as a library: lazy, typed, silent, usable in a thread and in a script without a guard."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import huozi
from huozi import library
from tests.books import make_book

ROOT = Path(__file__).parent.parent

#: A script as people write them: no main guard, the press in a thread.
SCRIPT = """
import sys, threading
from pathlib import Path
import huozi

book, profile = Path(sys.argv[1]), sys.argv[2]
made = []
thread = threading.Thread(target=lambda: made.append(huozi.make(book, profile=profile)))
thread.start()
thread.join()
(edition,) = made
edition.write(book / "output" / "book.pdf")
assert "click" not in sys.modules
print(edition.pages)
"""


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book")


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["plain", "plain-k"])
def test_a_thread_of_a_script_makes_a_book(tmp_path: Path, book: Path, profile: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{SCRIPT}")
    done = run(str(script), book, profile)
    assert (done.stdout.split(), done.stderr) == (["6"], "")


def test_to_import_it_costs_nothing() -> None:
    code = "import sys, huozi; print(*(name for name in sys.modules if name.startswith('huozi')))"
    assert run("-c", code).stdout.split() == ["huozi"]


def test_what_is_offered_is_there_and_typed() -> None:
    assert sorted(huozi._OFFERED) == sorted(library.__all__)
    assert set(library.__all__) <= set(dir(huozi))
    for name in library.__all__:
        assert getattr(huozi, name) is getattr(library, name)
    stub = (ROOT / "huozi" / "__init__.py").read_text(encoding="utf-8")
    assert "from huozi.library import *" in stub  # what type checkers see
    assert (ROOT / "huozi" / "py.typed").is_file()


def test_what_is_not_offered_is_missed_by_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'print_book'"):
        huozi.print_book  # noqa: B018


def test_a_profile_that_is_not_known_is_a_wrong_call(book: Path) -> None:
    for call in (huozi.make, huozi.booklets, huozi.judge):
        with pytest.raises(huozi.UsageError) as raised:
            call(book, profile="screem")
        assert huozi.words(raised.value.findings[0]).endswith("did you mean 'screen'?")


EXAMPLES = [*doctest.DocTestFinder().find(library, "library")]


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_examples_are_true(example: doctest.DocTest, book: Path) -> None:
    example.globs = {"huozi": huozi, "book": book}
    huozi.make(book).write(book / "output" / "book.pdf")
    assert doctest.DocTestRunner().run(example).failed == 0


def test_the_examples_of_the_page_are_true(book: Path) -> None:
    page = ROOT / "docs" / "library.md"
    made = doctest.testfile(str(page), module_relative=False, globs={"huozi": huozi, "book": book})
    assert (made.failed, made.attempted > 5) == (0, True)
