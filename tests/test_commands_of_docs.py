"""The command lines that README and docs name work as they are written."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from huozi.cli.main import Elsewhere, cli
from huozi.cli.room import account
from tests.pressing import rich_book
from tests.shell import DONE, INPUT, caller

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
#: A command line: fenced, indented, or within a text.
_LINE = re.compile(
    r"(?<![\w/])((?:\w+=\S+ )?(?:[\w./]*python3? )?build\.py(?: [^`\n#]*)?|make [a-z]+[^`\n#]*)"
)
_PREFIX = ".venv/bin/python build.py"


def commands(path: Path) -> Iterator[str]:
    """Command lines of a page: what stands in code, up to a comment or two blanks."""
    text = path.read_text(encoding="utf-8")
    code = re.findall(r"^ {4}\S.*$", text, re.MULTILINE)
    code += re.findall(r"^```(?:sh|bash)?\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    code += re.findall(r"`([^`\n]+)`", text)
    for piece in code:
        for line in piece.splitlines():
            found = _LINE.match(line.strip())
            if found and found[1] != "build.py":  # the file's name
                yield re.split(r" {2,}", found[1].strip())[0].removesuffix(" …")


NAMED = [(page.name, line) for page in PAGES for line in dict.fromkeys(commands(page))]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "line"), NAMED)
def test_a_command_is_one(page: str, line: str) -> None:
    """It can be typed as it stands, and its options are there."""
    if line.startswith("make "):
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert line.split()[1] in targets
        return
    before, _, rest = line.partition("build.py")
    assert before.strip().split(" ")[-1] == ".venv/bin/python", "a system's Python has no press"
    words = shlex.split(rest)
    if not words or words[0].startswith("-"):
        words = ["book", *words]
    command = cli.commands[words[0]]
    if isinstance(command, Elsewhere):
        command = command.command
    if words[:2] == ["room", "account"]:
        command = account.commands[words[2]] if words[2:] else account
    named = {word.split("=")[0] for word in words[1:] if word.startswith("-")}
    known = {name for option in command.params for name in option.opts}
    assert named <= {*known, "--help", "-h"}


README = [line for name, line in NAMED if name == "README.md" and "build.py" in line]


@pytest.mark.slow
def test_the_commands_of_the_readme_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = caller(monkeypatch, capsys)
    rich_book(tmp_path)
    with (tmp_path / "content" / "book.yaml").open("a", encoding="utf-8") as listing:
        listing.write("booklets:\n- {name: 单行本, part: 经验篇}\n")
    monkeypatch.chdir(tmp_path)
    assert run("--quiet").code == 0
    for name in ("OLD.pdf", "NEW.pdf"):
        shutil.copy("output/book.pdf", name)
    (tmp_path / "DIR").symlink_to(tmp_path)
    for line in README:
        words = shlex.split(line.partition("build.py")[2])
        if "watch" not in words:  # it goes on until Ctrl-C
            said = run(*words)
            unfinished = {INPUT} if {"--final", "deliver"} & set(words) else set()
            assert said.code in {DONE, *unfinished}, f"{line}\n{said.words}"


@pytest.mark.parametrize("lacking", ["click", "msgspec"])
def test_a_python_without_the_press_says_what_to_run(lacking: str) -> None:
    blocked = (
        f"import runpy, sys; sys.modules[{lacking!r}] = None;"
        f"sys.argv = ['build.py', 'check']; runpy.run_path({str(ROOT / 'build.py')!r}, "
        "run_name='__main__')"
    )
    made = subprocess.run(
        [sys.executable, "-c", blocked], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert made.returncode == 3
    assert "Traceback" not in made.stderr
    assert "make " in made.stderr or ".venv/bin/python" in made.stderr
