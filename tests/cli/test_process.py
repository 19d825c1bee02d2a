"""The program as a process of its own: terminals, signals, encodings, and what it loads."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from tests.books import entry, make_book

ROOT = Path(__file__).parents[2]
PATIENCE = 600  # seconds, on a machine that has much else to do
DONE, INPUT, INTERRUPTED, NOBODY_READS = 0, 1, 130, 141


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book", {"a.md": entry("正文。\n", title="甲")})


def shell(*args: object, env: dict[str, str] | None = None, **options) -> subprocess.Popen[bytes]:
    """The program as a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *map(str, args)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"LANG": "C.UTF-8"} | (env or {}), **options,
    )  # fmt: skip


@pytest.mark.slow
def test_a_terminal_gets_one_line_that_is_wiped(book: Path) -> None:
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "--book", str(book)],
        stdout=subprocess.DEVNULL, stderr=follower, env=os.environ | {"LANG": "C.UTF-8"},
    )  # fmt: skip
    os.close(follower)
    said = b""
    while True:
        try:
            chunk = os.read(leader, 4096)
        except OSError:
            break
        if not chunk:
            break
        said += chunk
    os.close(leader)
    assert process.wait() == DONE
    assert b"1/5 reading" in said
    assert said.endswith(b"\r\x1b[K")
    assert said.count(b"\n") <= 2


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_that_the_shell_has_closed(book: Path, closed: str) -> None:
    command = f'exec "$0" "$1" --book "$2" {closed}'
    run = subprocess.run(
        ["sh", "-c", command, sys.executable, ROOT / "build.py", book], capture_output=True
    )
    assert (run.returncode, (book / "output" / "book.json").is_file()) == (DONE, True)
    assert (book / "output" / "book.pdf").read_bytes().endswith(b"%%EOF\n")


@pytest.mark.slow
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("text", ["正文。\n", "<b>\n"], ids=["good", "bad"])
def test_a_pipe_that_nobody_reads(book: Path, stream: str, text: str) -> None:
    """`build.py check | true`: as the shell says of any program, never that the input is wrong."""
    (book / "content" / "a.md").write_text(entry(text, title="甲"))
    with shell("check", "--book", book) as process:
        getattr(process, stream).close()
        other = process.stderr if stream == "stdout" else process.stdout
        assert b"Traceback" not in other.read()
    spoke = {"正文。\n": "stdout"}.get(text, "stderr")
    ended = {"正文。\n": DONE}.get(text, INPUT)
    assert process.returncode == (NOBODY_READS if stream == spoke else ended)


@pytest.mark.slow
def test_an_interrupt(tmp_path: Path) -> None:
    text = "为加强农村基层组织建设，提高党员队伍素质。\n\n" * 60
    entries = {f"e{n}.md": entry(text, title=f"第{n}篇") for n in range(12)}
    book = make_book(tmp_path, entries)
    process = subprocess.Popen(
        [sys.executable, "-c", SET_SLOWLY, "--book", str(book), "--jobs", "2"], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"LANG": "C.UTF-8"},
        start_new_session=True,
    )  # fmt: skip
    assert process.stderr
    for line in process.stderr:
        if line.startswith(b"2/5 setting: "):
            break
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == INTERRUPTED
    assert b"interrupted" in err
    assert b"Traceback" not in err
    assert out == b""
    assert not (book / "output" / "book.pdf").exists()


SET_SLOWLY = """
import time
from huozi.cli.main import main
from huozi.compile.compiler import Compiler

compile = Compiler.compile

def slowly(compiler, unit):
    time.sleep(3)
    return compile(compiler, unit)

Compiler.compile = slowly
main()
"""


def interrupted(seconds: float, code: str, *arguments: object) -> tuple[int, bytes]:
    """Ctrl-C so long after a program has said its first line; its exit code and its errors."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    return process.returncode, err


@pytest.mark.slow
@pytest.mark.parametrize("modules", [1, 2, 5, 10, 20, 40, 80, 160])
def test_an_interrupt_while_the_program_is_loaded(book: Path, modules: int) -> None:
    """A shell says 130 of a process that a signal ended, too."""
    code, err = interrupted(0, STOPS_AT_A_MODULE, modules, "--book", book)
    assert code in (-signal.SIGINT, INTERRUPTED)
    assert b"Traceback" not in err


STOPS_AT_A_MODULE = """
import sys, time

class Stop:
    left = int(sys.argv.pop(1))

    def find_spec(self, name, *_):
        self.left -= 1
        if not self.left:
            print(flush=True)
            time.sleep(600)

from huozi.__main__ import main
sys.meta_path.insert(0, Stop())
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.05, 0.15, 0.3])
def test_an_interrupt_while_a_stranger_is_judged(tmp_path: Path, seconds: float) -> None:
    """Neither the press nor the process that it has the file read by leaves a traceback."""
    pdf = tmp_path / "a.pdf"
    with pikepdf.new() as made:
        for _ in range(200):
            made.add_blank_page()
        made.pages[0].Contents = made.make_stream(b"0 0 1 1 re f " * 900_000)
        made.save(pdf)
    code = (  # what is loaded at the start is not what is asked about
        "from huozi.cli.main import main; import huozi.preflight.inspect; print(flush=True); main()"
    )
    status, err = interrupted(seconds, code, "preflight", pdf)
    assert status == INTERRUPTED
    assert b"Traceback" not in err


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
def test_a_terminal_that_knows_no_chinese_is_no_reason_to_fail(book: Path, encoding: str) -> None:
    process = shell(
        "check", "--book", book, env={"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": encoding}
    )
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == DONE, err
    assert b"1" in out
    assert b"Traceback" not in err


def run(*args: object) -> tuple[str, set[str]]:
    """What a call says, and the modules it loads."""
    code = (
        "import sys\n"
        "from huozi.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('loaded', *sys.modules)"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, cwd=ROOT
    )
    said, _, loaded = process.stdout.rpartition("loaded ")
    return said, set(loaded.split())


def test_it_starts_fast_enough_to_say_no(tmp_path: Path) -> None:
    """A wrong call loads neither engine nor linker."""
    _, loaded = run("--book", tmp_path)
    tops = {name.partition(".")[0] for name in loaded}
    assert not tops & {"weasyprint", "pikepdf", "pypdf", "uharfbuzz"}


def test_commands_of_stages_are_listed_unloaded() -> None:
    said, loaded = run("--help")
    for name in ("impose", "preflight"):
        assert f"\n  {name} " in said
        assert f"huozi.cli.{name}" not in loaded


@pytest.mark.slow
def test_help_of_a_stage_loads_no_pdf_library() -> None:
    for name in ("impose", "preflight"):
        said, loaded = run(name, "--help")
        assert f"{name} [OPTIONS]" in said
        assert f"huozi.cli.{name}" in loaded
        assert "pikepdf" not in loaded
