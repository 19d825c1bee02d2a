"""Old formats: by LibreOffice where it is installed, bound and without network; else told so."""

import os
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from huozi.intake import office
from huozi.intake.sniff import Form
from huozi.kernel import refuse_files, refuse_network
from huozi.messages import render
from huozi.values.errors import InputError, MachineError
from tests.intake.receiving import receive
from tests.intake.word import docx, p, r
from tests.test_confine import in_a_child

RTF = b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\\f0\\u27963?\\u23383?\\par}"


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    file = tmp_path / "旧 稿;$(x).rtf"
    file.write_bytes(RTF)
    return file


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program in LibreOffice's place; `$out` is where it has to put what it makes."""
    there = tmp_path / "soffice"
    there.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2\n{script}\n')
    there.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(there))


def test_without_it_the_message_says_what_to_install(
    rtf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(MachineError) as caught:
        receive(rtf)
    assert "libreoffice-writer" in render(caught.value.findings[0], "zh")


def test_what_it_makes_is_read_as_a_stranger_s_package(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(docx(p(r("转好的稿子"))))
    stand_in(tmp_path, monkeypatch, f'cp "{tmp_path / "made.docx"}" "$out/manuscript.docx"')
    received = receive(rtf)
    assert [a.text for a in received.text.atoms] == ["转好的稿子"]
    assert received.text.origin.form == "rtf"
    assert received.package.startswith(b"PK") and received.data == RTF


@pytest.mark.parametrize("script", ["exit 1", ":", 'mkdir "$out/manuscript.docx"'])
def test_what_it_can_not_open_is_told(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(InputError) as caught:
        receive(rtf)
    assert caught.value.findings[0].code == "intake-office-failed"


def test_one_that_does_not_end_is_ended_with_all_it_started(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = f"600.{os.getpid()}"  # known again among all processes of the machine
    stand_in(tmp_path, monkeypatch, f"sleep {seconds} & sleep {seconds}")
    monkeypatch.setattr(office, "SECONDS", 0.3)
    with pytest.raises(InputError) as caught:
        office.to_package(rtf, Form.RTF)
    assert caught.value.findings[0].code == "intake-office-slow"
    until = time.monotonic() + 120
    while running(seconds):  # what was killed is gone when the system comes to it
        assert time.monotonic() < until
        time.sleep(0.01)


def running(words: str) -> bool:
    """Whether a process with such an argument runs."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended
            if words.encode() in file.read_bytes():
                return True
    return False


def test_it_gets_a_profile_of_its_own_and_sees_no_other_files(
    rtf: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    letter = tmp_path_factory.mktemp("others") / "letter"
    letter.write_text("密")
    script = (
        f'(cat "$HOME/profile/user/registrymodifications.xcu"; cat "{letter}"; '
        f'echo x > "{letter}") > "$out/manuscript.docx" 2>&1; exit 0'
    )
    stand_in(tmp_path, monkeypatch, script)
    said = office.to_package(rtf, Form.RTF).decode()
    assert "BlockUntrustedRefererLinks" in said and "DisableMacrosExecution" in said
    assert "密" not in said and letter.read_text() == "密"


def test_it_begins_without_network_or_not_at_all(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> bool:
        raise OSError

    stand_in(tmp_path, monkeypatch, 'echo > "$out/manuscript.docx"')
    monkeypatch.setattr(office.kernel, "refuse_network", fails)
    with pytest.raises(subprocess.SubprocessError):
        office.to_package(rtf, Form.RTF)


@pytest.mark.parametrize("file", ["read", "write"])
def test_the_kernel_lets_it_see_its_own_folder_alone(file: str, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a").write_text("x")
    (tmp_path / "letter").write_text("密")

    def inside() -> object:
        assert refuse_files((), (tmp_path / "own",))
        path = tmp_path / "own" / "a"
        return path.read_text() if file == "read" else path.write_text("y")

    def outside() -> object:
        assert refuse_files((), (tmp_path / "own",))
        path = tmp_path / "letter"
        return path.read_text() if file == "read" else path.write_text("y")

    assert in_a_child(inside) == b"done"
    assert in_a_child(outside) == b"PermissionError"


def test_the_kernel_refuses_sockets_that_lead_elsewhere() -> None:
    def reach(family: socket.AddressFamily) -> bytes:
        def work() -> object:
            assert refuse_network()
            return socket.socket(family)

        return in_a_child(work)

    assert reach(socket.AF_UNIX) == b"done"
    assert reach(socket.AF_INET) == reach(socket.AF_INET6) == b"PermissionError"


@pytest.mark.slow
def test_the_program_itself_where_it_is_installed(rtf: Path) -> None:
    if office.program() is None:
        with pytest.raises(MachineError):
            receive(rtf)
    else:
        assert "".join(a.text for a in receive(rtf).text.atoms) == "活字"
