"""Patterns that are kept are those that `re` would have made."""

import marshal
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from huozi import patterns
from huozi.compile import speed

PATTERNS = (
    ("[一-鿿\U00020000-\U0003ffff]+|\\w", 0),
    ("(?P<year>[0-9]{4})年(?P<month>[0-9]+)月|(x)", 0),
    ("abc|[α-ω]", re.IGNORECASE | re.MULTILINE),
    (b"(?:\\[.*?\\])+?\xff", re.DOTALL),
    ("(?x) a  # a word\n (?<=b)c", 0),
)
#: All modules that read a book, and what their patterns are when they are compiled as ever.
OF_THE_READER = """
import marshal, pkgutil, re, sys
from importlib import import_module
from pathlib import Path
from huozi import patterns

def load():
    import huozi.read
    for module in pkgutil.iter_modules(huozi.read.__path__, "huozi.read."):
        import_module(module.name)

count = patterns.keep(load, Path(sys.argv[1]))
(path,) = Path(sys.argv[1]).iterdir()
kept = marshal.loads(path.read_bytes())
make = import_module("_sre").compile
other = [key for key, code in kept.items() if make(key[0], *code) != re.compile(*key)]
print(count, other)
"""


@pytest.fixture(autouse=True)
def ordinary(monkeypatch: pytest.MonkeyPatch):
    """`re` as it is, and as it was when a test is done."""
    compiler = import_module("re._compiler")
    monkeypatch.setattr(compiler, "compile", compiler.compile)
    re.purge()
    yield compiler.compile
    re.purge()


def compiled() -> list[re.Pattern[str] | re.Pattern[bytes]]:
    re.purge()
    return [re.compile(pattern, flags) for pattern, flags in PATTERNS]


def lent() -> bool:
    return import_module("re._compiler").compile.__module__ == "huozi.patterns"


def test_a_kept_pattern_is_the_one_that_is_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = compiled()
    assert patterns.keep(compiled, tmp_path) == len(PATTERNS)
    assert not lent()

    def not_asked(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(import_module("re._compiler"), "compile", not_asked)
    patterns.lend(tmp_path)
    made = compiled()
    assert made == wanted
    assert [one.groupindex for one in made] == [one.groupindex for one in wanted]
    assert [one.groups for one in made] == [one.groups for one in wanted]
    assert made[1].fullmatch("2010年4月")["month"] == "4"


def test_a_pattern_that_is_not_kept_is_compiled(tmp_path: Path) -> None:
    patterns.keep(compiled, tmp_path)
    patterns.lend(tmp_path)
    assert lent()
    assert re.compile("新(的)").fullmatch("新的")[1] == "的"
    assert re.compile("ABC", re.IGNORECASE).fullmatch("abc")
    with pytest.raises(re.error):
        re.compile("(")


SPOILT = [None, b"", b"\0rubbish", b"N", marshal.dumps({PATTERNS[0]: (0, [1, 2, 3], 0, {}, ())})]


@pytest.mark.parametrize("spoilt", SPOILT, ids=range(len(SPOILT)))
def test_no_file_and_a_damaged_one_are_none(spoilt: bytes | None, tmp_path: Path) -> None:
    patterns.keep(compiled, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.unlink() if spoilt is None else kept.write_bytes(spoilt)
    patterns.lend(tmp_path)
    assert compiled()[0].fullmatch("字")


def test_the_plain_way_does_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.keep(compiled, tmp_path)
    monkeypatch.setenv(speed.SWITCH, "1")
    patterns.lend(tmp_path)
    assert not lent()


def test_who_imports_huozi_has_re_as_it_is() -> None:
    code = "import re, huozi; huozi.check; print(re._compiler.compile.__module__)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "re._compiler\n"


@pytest.mark.slow
def test_every_pattern_of_the_reader_is_kept_as_it_is(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", OF_THE_READER, tmp_path],
        capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": "."},
        cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    count, other = said.stdout.split(" ", 1)
    assert (int(count) > 200, other) == (True, "[]\n")
