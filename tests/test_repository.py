"""Promises about the files of the repository: what they say, and what they keep in step."""

import ast
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest
from packaging.requirements import Requirement

from huozi import __version__
from huozi.messages import catalogue

ROOT = Path(__file__).parent.parent
PROGRAM = sorted((ROOT / "huozi").rglob("*.py"))
MESSAGES = ROOT / "huozi" / "messages"
MADE_FOLDERS = {"output", "dist", "build", "__pycache__", "node_modules"}  # and all hidden but .ci
MAX_LINES = 400


def files() -> Iterator[Path]:
    """All files that are the repository's own; works without git."""
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [
            name
            for name in subfolders
            if name == ".ci" or not (name in MADE_FOLDERS or name.startswith("."))
        ]
        # In a git worktree `.git` is a file that says where the checkout lies.
        own = (name for name in names if name != ".git" and not name.endswith(".pyc"))
        yield from (Path(folder, name) for name in own)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---------------------------------------------------------------------- nothing of one machine

REGISTRY = re.compile(
    rb"pypi[.]org|pythonhosted[.]org|npmjs[.](?:com|org)|debian[.]org|ubuntu[.]com|crates[.]io"
)
MACHINE_PATH = re.compile(rb"(?<![\w.)\]}~-])/(?:work|root|Users|home/\w+)/|\b[A-Z]:[\\]Users[\\]")


@pytest.mark.slow
@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry", "machine-path"])
def test_no_file_names_a_registry_or_a_machine(pattern: re.Pattern[bytes]) -> None:
    named = {
        name_of(path): found[0] for path in files() if (found := pattern.search(path.read_bytes()))
    }
    assert named == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRY, "see https://files.{}.org/x".format("pythonhosted")),
        (MACHINE_PATH, 'open("/{}/main/book.yaml")'.format("work")),
        (MACHINE_PATH, "cd /{}/liu/book".format("home")),
    ],
)
def test_a_registry_or_machine_path_is_seen(pattern: re.Pattern[bytes], text: str) -> None:
    assert pattern.search(text.encode())


def test_relative_paths_and_addresses_are_not_machine_paths() -> None:
    for text in ("docs/work/x", "../home/a/b", "https://example.net/root/x"):
        assert MACHINE_PATH.search(text.encode()) is None, text


# ---------------------------------------------------------------------------------- messages


def fields(message: str) -> set[str]:
    return {field.partition(".")[0] for _, field, _, _ in Formatter().parse(message) if field}


def codes_in_files(language: str) -> Counter[str]:
    """Codes of one language, counted over the files of all stages."""
    return Counter(
        code
        for path in MESSAGES.glob(f"*.{language}.toml")
        for code in tomllib.loads(path.read_text(encoding="utf-8"))
    )


@dataclass(frozen=True)
class Speaker:
    """A function that takes the code of a message: at which position, what it adds to the code
    and, for each of these, to the parameters. `opaque`: the parameters come from elsewhere."""

    position: int = 0
    adds: tuple[tuple[str, frozenset[str]], ...] = (("", frozenset()),)
    opaque: bool = False


SPEAKERS = {
    "finding": Speaker(),
    "machine_error": Speaker(),
    "say": Speaker(),
    "words": Speaker(),
    "error": Speaker(),
    "warning": Speaker(),
    "problem": Speaker(position=1),
    "unknown": Speaker(
        adds=(("", frozenset({"found", "known"})), ("-near", frozenset({"found", "near"})))
    ),
    "unknown_file": Speaker(
        adds=(("", frozenset({"found", "known"})), ("-near", frozenset({"found", "near"})))
    ),
    "slip": Speaker(
        adds=(("", frozenset({"found", "known"})), ("-near", frozenset({"found", "near"})))
    ),
    "RefusedError": Speaker(opaque=True),
    "_RefusedError": Speaker(opaque=True),
    "_glyph_finding": Speaker(opaque=True),
}


@dataclass(frozen=True)
class Speech:
    """A call that names a message. `params` is None where they can't be read from the call."""

    place: str
    code: str
    params: frozenset[str] | None
    prefix: bool  # an f-string: the code only begins like this


def speeches(name: str, tree: ast.Module) -> Iterator[Speech]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else None
        speaker = SPEAKERS.get(function or ast.unparse(node.func))
        if speaker is None or len(node.args) <= speaker.position:
            continue
        code, place = node.args[speaker.position], f"{name}:{node.lineno}"
        begin = code.values[0] if isinstance(code, ast.JoinedStr) else code
        if not isinstance(begin, ast.Constant) or not isinstance(begin.value, str):
            continue
        given = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
        opaque = speaker.opaque or any(keyword.arg is None for keyword in node.keywords)
        for suffix, more in speaker.adds:
            params = None if opaque else given | more | {"place"}
            yield Speech(place, begin.value + suffix, params, begin is not code)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def all_speeches() -> tuple[Speech, ...]:
    return tuple(speech for path in PROGRAM for speech in speeches(name_of(path), tree(path)))


def begins_any(prefix: str, codes: Iterable[str]) -> bool:
    return any(code.startswith(prefix) for code in codes)


def constants() -> set[str]:
    return {
        node.value
        for path in [*PROGRAM, *ROOT.glob("*.py")]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_both_languages_say_the_same_things() -> None:
    chinese, english = catalogue("zh"), catalogue("en")
    assert chinese.keys() == english.keys()
    differing = [code for code in english if fields(chinese[code]) != fields(english[code])]
    assert differing == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_code_belongs_to_one_stage(language: str) -> None:
    assert [code for code, times in codes_in_files(language).items() if times > 1] == []


@pytest.mark.slow
def test_every_code_has_its_message() -> None:
    said = set(catalogue("en"))
    silent = [
        f"{speech.place} {speech.code}"
        for speech in all_speeches()
        if not (speech.code in said or (speech.prefix and begins_any(speech.code, said)))
    ]
    assert silent == []


@pytest.mark.slow
def test_every_call_gives_the_parameters_of_its_message() -> None:
    english = catalogue("en")
    lacking = [
        f"{speech.place} {speech.code} lacks {', '.join(sorted(missing))}"
        for speech in all_speeches()
        if speech.params is not None and not speech.prefix and speech.code in english
        if (missing := fields(english[speech.code]) - speech.params)
    ]
    assert lacking == []


@pytest.mark.slow
def test_every_message_is_used() -> None:
    """Its code stands in the sources, or begins as an f-string does and ends in a constant."""
    literals, spoken = constants(), all_speeches()
    known = literals | {speech.code for speech in spoken if not speech.prefix}
    begins = {speech.code for speech in spoken if speech.prefix}
    unused = [
        code
        for code in sorted(catalogue("en"))
        if code not in known
        and not code.startswith("help-")  # test_help.py
        and not any(code.startswith(b) and code.removeprefix(b) in literals for b in begins)
    ]
    assert unused == []


def test_speeches_are_read_from_the_source() -> None:
    source = """
finding("a", place, x=1)
report.error("b", 3, **params)
report.unknown("c", 4, found, known, key=5)
problem(env, "d", 6)
say(f"e-{reason}")
say(code)
print("f")
"""
    assert {
        (s.code, s.params and s.params - {"place"}, s.prefix)
        for s in speeches("", ast.parse(source))
    } == {
        ("a", frozenset({"x"}), False),
        ("b", None, False),
        ("c", frozenset({"found", "known", "key"}), False),
        ("c-near", frozenset({"found", "near", "key"}), False),
        ("d", frozenset(), False),
        ("e-", frozenset(), True),
    }


# ------------------------------------------------------------------------------ size, packages


def test_files_of_the_program_stay_readable() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in PROGRAM}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


#: A pin, a hash, or what a package was brought by.
LOCK_LINE = re.compile(r"\S+==.* \\| {4}--hash=sha256:[0-9a-f]{64}( \\)?| {4}#.*")


#: Hooked or drawn into: they go with one version of WeasyPrint, and are named exactly.
ENGINE = {"weasyprint", "pydyf", "cssselect2"}
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = CONFIG["dependency-groups"]
RUN = [*CONFIG["project"]["dependencies"], *GROUPS["build"]]
ROOM = CONFIG["project"]["optional-dependencies"]["room"]
LOCKS = {
    "requirements.txt": RUN,
    "requirements-room.txt": [*RUN, *ROOM],
    "requirements-dev.txt": [*RUN, *ROOM, *GROUPS["dev"]],
    "requirements-browser.txt": GROUPS["browser"],
    "requirements-conformance.txt": GROUPS["conformance"],
    "requirements-mutants.txt": GROUPS["mutants"],
}


def locked(lock: str) -> dict[str, str]:
    """Name and exact version of all that a lock holds."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)(?: ; .*)? \\$", text, re.MULTILINE))


def test_the_engine_is_exact_and_all_else_a_range() -> None:
    extras = CONFIG["project"]["optional-dependencies"].values()
    for line in {*chain(*LOCKS.values(), *extras)}:
        wanted = Requirement(line)
        operators = sorted(each.operator for each in wanted.specifier)
        assert operators in ([["=="]] if wanted.name in ENGINE else [["<", ">="], [">="]]), line
    assert CONFIG["build-system"]["requires"] == GROUPS["build"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_ranges_allow_and_hashes_only(lock: str) -> None:
    versions = locked(lock)
    outside = [
        line
        for line in LOCKS[lock]
        if not (wanted := Requirement(line)).specifier.contains(versions.get(wanted.name, "0"))
    ]
    assert outside == [], f"{lock}: run `make lock`"
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LOCK_LINE.fullmatch(line)] == []


@pytest.mark.slow
def test_locks_agree_with_one_another() -> None:
    """What two locks hold is one version: they are installed into one environment."""
    merged = {name: {locked(lock).get(name) for lock in LOCKS} - {None} for name in
              {*chain.from_iterable(map(locked, LOCKS))}}  # fmt: skip
    assert {name: held for name, held in merged.items() if len(held) > 1} == {}


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == __version__
