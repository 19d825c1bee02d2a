"""The command line: arguments → press, findings → words, errors → exit codes.

Exit codes: 0 done; 1 the input is wrong; 2 the call is wrong; 3 the machine lacks something, or
huozi has a bug, which it says. As in any program: 130 after Ctrl-C, 141 where nobody reads on.
"""

import atexit
import gc
import io
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.shell_completion import CompletionItem

from huozi import __version__
from huozi.cli.commands import booklet_command, cover_command, deliver_command, diff_command
from huozi.cli.findings import placed, print_findings
from huozi.cli.formats import FORMATS, as_json
from huozi.cli.help import Spoken
from huozi.cli.misuse import misuse
from huozi.cli.options import (
    book_option,
    existing,
    jobs_option,
    output_option,
    profile_options,
    quiet_option,
    show,
    slip,
)
from huozi.files import write_atomically
from huozi.messages import say
from huozi.pdf.profile import purpose, stem_for
from huozi.progress import Progress
from huozi.store.standby import standby
from huozi.values.errors import HuoziError, InputError, MachineError, UsageError, machine_error
from huozi.values.manuscript import Finding, Severity
from huozi.values.style import UnitKind

if TYPE_CHECKING:
    from huozi.press import Edition

_MAX_UNITS_NAMED = 8
#: The variable by which a shell asks what may follow.
_COMPLETING = re.compile("_COMPLETE$")
#: What a build found that gave no book.
_FINDINGS = "findings.json"
_LEAST_MIB = 640  # of address space: libraries, fonts, and a book

#: Commands that put a file in the place of the one that they made before.
_MAKING = frozenset({"book", "booklet", "cover", "deliver", "watch"})
_STILL_THERE = {"stopped": "stopped-making", "interrupted": "interrupted-making"}


class DefaultGroup(click.Group, Spoken):
    """A group with a default command: `build.py --final` means `build.py book --final`."""

    command_class = Spoken

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front where none is named. A shell that asks what may stand
        here is told the commands.
        """
        if ctx.resilient_parsing and not args:
            return super().parse_args(ctx, args)
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise click.UsageError(slip("unknown-command", args[0], self.commands))
        if args and args[0].startswith("-") and (behind := self._behind(args)):
            others = [word for word in args if word is not behind]
            better = " ".join([ctx.command_path, behind, *others])
            raise click.UsageError(say("command-behind", better=better))
        return super().parse_args(ctx, self.with_command(args))

    def with_command(self, args: list[str]) -> list[str]:
        """The arguments; the default command stands in front where they name none."""
        named = args and args[0] in (*self.commands, "--help", "-h", "--version")
        return args if named else ["book", *args]

    def _behind(self, args: list[str]) -> str:
        """A command that stands behind options of its own (`--book 书 check`), or nothing."""
        options = [one for one in self.commands["book"].params if isinstance(one, click.Option)]
        valued = {name for one in options if not one.is_flag for name in one.opts}
        found = (
            word
            for before, word in pairwise(args)
            if word in self.commands and before not in valued
        )
        return next(found, "")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands; and the options of the default one."""
        found = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-"):
            with self.commands["book"].make_context("book", [], ctx, resilient_parsing=True) as of:
                found += of.command.shell_complete(of, incomplete)
        return found


class Elsewhere(Spoken):
    """A command of a stage: its module is loaded when it is called, not to be listed."""

    def __init__(self, name: str, module: str, called: str = "") -> None:
        super().__init__(name)
        self.module, self.called = module, called or name

    @property
    def command(self) -> click.Command:
        """The command itself."""
        command: click.Command = getattr(import_module(self.module), self.called)
        return command

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """Hand over to the command itself."""
        return self.command.make_context(*arguments, **extra)


@click.group("cli", cls=DefaultGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="huozi", help="help-version")
def cli() -> None:
    """Huozi 活字: Markdown and YAML in, a print-ready Chinese book out."""


@cli.command("book")
@book_option
@output_option(".pdf")
@click.option("--final", is_flag=True)
@output_option(".json", "--findings", "findings_file")
@click.option("--explain", is_flag=True)
@click.option("--open", "shown", is_flag=True)
@click.option("--scheduler", default="", metavar="ADDRESS")
@jobs_option
@click.option("--proof", type=click.IntRange(0, 9), default=0, metavar="N")
@profile_options()
@quiet_option
def book(
    book_dir: Path, output: Path | None, final: bool, findings_file: Path | None, explain: bool,
    shown: bool, scheduler: str, jobs: int | None, proof: int, profile: str, icc: Path | None,
    quiet: bool,
) -> None:  # fmt: skip
    """Make the book (the default command)."""
    book_dir = existing(book_dir)
    wanted = purpose(profile, icc, proof)
    target = output or book_dir / "output" / f"{stem_for('book', wanted.profile)}.pdf"
    progress = Progress(quiet)
    with standby(book_dir, target.with_suffix(".json"), 1 if scheduler else jobs) as hands:
        from huozi.press import Order, press_book

        try:
            order = Order(book_dir, target, final, jobs, wanted, scheduler)
            started = time.monotonic()
            edition = press_book(order, progress, hands=hands)
            edition.write(target)
        except HuoziError as error:
            _keep(error.findings, findings_file or book_dir / "output" / _FINDINGS)
            raise
        finally:
            progress.clear()
    if findings_file:
        _keep(edition.findings, findings_file)
    else:
        (book_dir / "output" / _FINDINGS).unlink(missing_ok=True)
    if not quiet:
        _tell(edition, target, time.monotonic() - started, explain)
    if shown:
        show(target)


def _keep(findings: Iterable[Finding], file: Path) -> None:
    """Write findings for other programs, with places in the book's folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, as_json(findings).encode())


def _tell(edition: "Edition", output: Path, seconds: float, explain: bool = False) -> None:
    """What a run did, and what an editor should look at all the same."""
    print_findings(f for f in edition.findings if f.severity is not Severity.ERROR)
    if explain:
        for unit_id, why in edition.rebuilt.items():
            title, told = _names(edition)[unit_id], (say(f"reason-{reason}") for reason in why)
            click.echo("  " + say("explained", title=title, why=say("comma").join(told)))
    rebuilt = _rebuilt(edition)
    click.echo(
        say("done", pages=edition.pages, seconds=f"{seconds:.1f}", rebuilt=rebuilt, path=output)
    )


@cli.command("watch")
@book_option
@output_option(".pdf")
@jobs_option
@quiet_option
def watch(book_dir: Path, output: Path | None, jobs: int | None, quiet: bool) -> None:
    """Make the book whenever something of it is saved, until Ctrl-C."""
    from huozi.jobs.watch import watch as keep_making
    from huozi.press import Order

    book_dir = existing(book_dir)
    order = Order(book_dir, output or book_dir / "output" / "book.pdf", jobs=jobs)

    def done(edition: "Edition", seconds: float) -> None:
        if not quiet:
            _tell(edition, order.output, seconds)

    click.echo(say("watching", folder=book_dir.resolve()), err=True)
    try:
        keep_making(order, done, _failed)
    except KeyboardInterrupt:
        click.echo(say("watched"), err=True)


@cli.command("clean")
@book_option
@click.option("--all", "everything", is_flag=True)
@quiet_option
def clean_command(book_dir: Path, everything: bool, quiet: bool) -> None:
    """Remove the stored galleys; the next run sets everything again."""
    from huozi.store.clean import clean

    cleaned = clean(existing(book_dir), everything)
    if not quiet:
        mb = f"{cleaned.size / 1e6:.1f}"
        click.echo(say("cleaned", files=cleaned.files, size=mb, kept=cleaned.kept))


@cli.command("check")
@book_option
@click.option("--format", "form", type=click.Choice(["text", *FORMATS]), default="text",
              show_default=True)  # fmt: skip
@click.option("--strict", is_flag=True)
@click.option("--explain", is_flag=True)
@quiet_option
def check(book_dir: Path, form: str, strict: bool, explain: bool, quiet: bool) -> int:
    """Tell all that is wrong with the book; make nothing."""
    from huozi.jobs.check import check_book

    checked = check_book(existing(book_dir), explain)
    count = Counter(found.severity for found in checked.findings)
    failed = checked.failed or (strict and count[Severity.WARNING] > 0)
    if form in FORMATS:
        click.echo(FORMATS[form](map(placed, checked.findings)))
    elif failed:
        print_findings(checked.findings)
        severity = Severity.ERROR if checked.failed else Severity.WARNING
        click.echo(say(f"check-failed-{severity.value}", count=count[severity]), err=True)
    elif not quiet:
        print_findings(checked.findings)
        entries = len(checked.manuscript.entries) if checked.manuscript else 0
        click.echo(say("checked", entries=entries, warnings=count[Severity.WARNING]))
    return InputError.exit_code if failed else 0


for command in (
    booklet_command,
    cover_command,
    deliver_command,
    diff_command,
    Elsewhere("doctor", "huozi.cli.doctor"),
    Elsewhere("fonts", "huozi.cli.fonts"),
    Elsewhere("help", "huozi.cli.topics", "help_command"),
    Elsewhere("import", "huozi.cli.manuscripts", "import_command"),
    Elsewhere("impose", "huozi.cli.impose"),
    Elsewhere("new", "huozi.cli.new"),
    Elsewhere("preflight", "huozi.cli.preflight"),
    Elsewhere("proofread", "huozi.cli.proofread"),
    Elsewhere("room", "huozi.cli.room"),
    Elsewhere("schema", "huozi.cli.schema"),
):
    cli.add_command(command)


def _names(edition: "Edition") -> dict[str, str]:
    """What to call each unit that was set again: its title, or what it is if it has none."""
    return {
        unit: say(f"kind-{name.value}") if isinstance(name, UnitKind) else name
        for unit, name in ((unit, edition.named.get(unit, unit)) for unit in edition.rebuilt)
    }


def _rebuilt(edition: "Edition") -> str:
    """Which units were set again and why, in one line."""
    rebuilt = edition.rebuilt
    if not rebuilt:
        return say("rebuilt-none")
    reasons = dict.fromkeys(reason for why in rebuilt.values() for reason in why)
    why = say("comma").join(say(f"reason-{reason}") for reason in reasons)
    if len(rebuilt) <= _MAX_UNITS_NAMED:
        names = say("comma").join(_names(edition).values())
        return say("rebuilt-named", count=len(rebuilt), names=names, why=why)
    return say("rebuilt-many", count=len(rebuilt), units=edition.units, why=why)


def main() -> NoReturn:
    """Run, and turn whatever happens into words and an exit code. No traceback reaches a user."""
    _open_streams()
    try:
        code = _run()
    except (BrokenPipeError, SystemExit) as ended:  # both where nobody reads on: `| head`
        code = 128 + signal.SIGPIPE
        if isinstance(ended, SystemExit) and any(map(_COMPLETING.search, os.environ)):
            code = int(ended.code or 0)  # so click ends when a shell has been told what may follow
        for number in (1, 2):  # what is left to be said is said to nobody
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    gc.freeze()  # the interpreter would look for cycles in all there is before it ends: a tenth
    sys.exit(code)


def _open_streams() -> None:
    """Open what a shell has closed (`>&-`): else the next file would take its number, and be
    written into by whoever says something.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)


def _run() -> int:
    code = 0
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)  # what is done, is done
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows question marks
    try:
        _refuse_little_memory()
        code = cli.main(prog_name=Path(sys.argv[0]).name, standalone_mode=False) or 0
    except click.exceptions.Abort:
        code = _interrupted()
    except KeyboardInterrupt:
        code = _interrupted()
    except click.ClickException as error:
        click.echo(say("usage", reason=misuse(error)), err=True)
        code = UsageError.exit_code
    except Exception as error:
        code = _failed(error)
    return int(code)


def _refuse_little_memory() -> None:
    """Raise MachineError where libraries would fall over for want of memory, without words."""
    with suppress(ImportError):  # not on every system
        import resource

        most = resource.getrlimit(resource.RLIMIT_AS)[0]
        if most != resource.RLIM_INFINITY and most < _LEAST_MIB << 20:
            raise machine_error("memory-limit", found=most >> 20, wanted=_LEAST_MIB)


def _failed(error: Exception) -> int:
    """Tell of a run that gave no book. Returns the exit code."""
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("huozi"):
        error = machine_error("environment-incomplete", reason=error)
    if isinstance(error, HuoziError):
        print_findings(error.findings)
        count = sum(found.severity is Severity.ERROR for found in error.findings)
        click.echo(say(_ended("stopped"), count=count), err=True)
        return error.exit_code
    if isinstance(error, OSError):
        click.echo(say("os-error", reason=error), err=True)
    elif os.environ.get("HUOZI_DEBUG"):
        raise error
    else:
        click.echo(say("bug", kind=type(error).__name__, reason=error), err=True)
    return MachineError.exit_code


def _ended(how: str) -> str:
    """The words for an end: of what makes a book, that the one before is still there."""
    return _STILL_THERE[how] if cli.with_command(sys.argv[1:])[0] in _MAKING else how


def _interrupted() -> int:
    click.echo(say(_ended("interrupted")), err=True)
    return 128 + signal.SIGINT
