"""The program as a shell calls it, in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from huozi.cli import main as cli

DONE, INPUT, USAGE, MACHINE = range(4)


@dataclass(frozen=True)
class Said:
    """What a run said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        return self.out + self.err


def caller(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Calls the program with arguments; never is a traceback shown."""

    def run(*args: object, lang: str = "C.UTF-8") -> Said:
        for name in ("LC_ALL", "LC_MESSAGES", "HUOZI_DEBUG"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", lang)
        monkeypatch.setattr(sys, "argv", ["build.py", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        said = Said(int(ended.value.code or 0), out, err)
        assert "Traceback" not in said.words
        return said

    return run
