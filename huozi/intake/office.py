"""Old formats (.doc, .wps, .rtf) turned into packages by LibreOffice, where it is installed.

It is a large program that reads what strangers wrote: it gets a profile of its own that is thrown
away, with macros off and linked pictures not fetched; a copy of the file under a plain name; and
bounded time and memory. On Linux the kernel refuses it sockets that lead elsewhere, and all files
but the machine's programs and settings to read, and its own folder to write.
"""

import hashlib
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import partial
from pathlib import Path

from huozi import kernel
from huozi.files import read_file, workshop, write_atomically
from huozi.intake.package import LIMITS
from huozi.intake.sniff import Form
from huozi.values.errors import InputError, machine_error
from huozi.values.manuscript import Place, finding

SECONDS = 90.0
_MEMORY = 4 << 30  # of address space
_WRITTEN = 400 << 20  # bytes of one file
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
#: What it reads of a machine: itself, its settings, fonts.
_MACHINE = (
    "/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/nix/store", "/var/lib/libreoffice",
    "/var/spool/libreoffice", "/var/cache/fontconfig", "/proc", "/sys/devices/system/cpu",
    "/dev/urandom",
)  # fmt: skip
_SOCKETS = Path("/tmp")  # one by which two of it find each other; it looks nowhere else for it
_DEVICES = ("/dev/null", "/dev/shm")
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{name}" '
    'oor:op="fuse"><value>{value}</value></prop></item>'
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items '
    'xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        _ITEM.format(name=name, value=value)
        for name, value in (
            ("BlockUntrustedRefererLinks", "true"),
            ("DisableMacrosExecution", "true"),
            ("DisableActiveContent", "true"),
            ("MacroSecurityLevel", "3"),
        )
    )
    + "</oor:items>"
)


def program() -> str | None:
    """LibreOffice's program, if it is installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def to_package(path: Path, form: Form) -> bytes:
    """The file as a package. Raises MachineError where LibreOffice is not installed, and InputError
    where it makes nothing of the file.
    """
    office = program()
    if office is None:
        raise machine_error("intake-no-office", name=path.name, form=form.value)
    data = read_file(path, LIMITS.file_bytes)
    return _converted(office, data, form.value, "docx:MS Word 2007 XML", path.name)


def to_pdf(package: bytes, name: str) -> bytes:
    """The pages of a package; empty where LibreOffice is not installed. Raises InputError where it
    makes nothing of it.
    """
    office = program()
    if office is None:
        return b""
    return _converted(office, package, "docx", "pdf:writer_pdf_Export", name)


def _converted(office: str, data: bytes, form: str, into: str, name: str) -> bytes:
    """What LibreOffice makes of a file; `into` is an ending and a filter."""
    with workshop() as folder:
        source = folder / f"manuscript.{form}"
        write_atomically(source, data, lasting=False)
        profile = folder / "profile" / "user"
        write_atomically(profile / "registrymodifications.xcu", _PROFILE.encode(), lasting=False)
        made = folder / "made"
        made.mkdir()
        _convert(office, source, folder, made, into, name)
        try:
            ending = into.partition(":")[0]
            return read_file(made / f"manuscript.{ending}", LIMITS.file_bytes)
        except OSError as error:
            raise InputError([finding("intake-office-failed", Place(name))]) from error


def _convert(office: str, source: Path, folder: Path, made: Path, into: str, name: str) -> None:
    command = [
        office, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        "--nofirststartwizard", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", into, "--outdir", str(made), str(source),
    ]  # fmt: skip
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
    running = subprocess.Popen(
        command,
        cwd=folder,
        env={**kept, "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=partial(_bound, Path(office), folder),
    )
    try:
        running.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise InputError([finding("intake-office-slow", Place(name), limit=SECONDS)]) from error
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        _remove_socket((folder / "profile").as_uri())


def _remove_socket(profile: str) -> None:
    """Remove the socket that it leaves where it is ended; named after its profile."""
    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    name = f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"
    with suppress(OSError):
        (_SOCKETS / name).unlink()


def _bound(office: Path, folder: Path) -> None:
    """What the program may take, said in its own process before it begins."""
    kernel.die_with_parent()
    with suppress(ImportError):  # not on every system
        import resource

        for what, limit in (
            (resource.RLIMIT_AS, _MEMORY),
            (resource.RLIMIT_CPU, int(SECONDS) + 1),
            (resource.RLIMIT_FSIZE, _WRITTEN),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # a lower limit is in force already
                resource.setrlimit(what, (limit, limit))
    kernel.refuse_network()
    home = office.resolve().parent  # …/libreoffice/program
    kernel.refuse_files(
        (*map(Path, _MACHINE), office.parent, home.parent if home.name == "program" else home),
        (folder, *map(Path, _DEVICES)),
        (_SOCKETS,),
    )
