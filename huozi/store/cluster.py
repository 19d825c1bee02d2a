"""A cluster: units set on other machines, through Dask (`pip install huozi[cluster]`).

Workers need Huozi and the book's fonts, and nothing of the book: style, unit and images travel to
them, the galley comes back as bytes. No disk is shared; the shelf stays with the press. A galley is
the same wherever it is set, or it is not set: each worker compares its engine and its fonts, by
digest, with those of the press before its first unit.

What a worker that dies was setting is set by another. Dask trusts everyone who reaches its ports:
keep a scheduler inside your own network.
"""

import hashlib
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from huozi.compile.compiler import Compiler
from huozi.compile.families import cuts
from huozi.compile.house import House
from huozi.compile.pictures import Parcel
from huozi.files import cache_folder
from huozi.fonts import typecase
from huozi.fonts.own import house_faces
from huozi.fonts.typecase import TypeCase
from huozi.store.digests import FileDigests
from huozi.store.hands import attempt
from huozi.store.key import engine_digest
from huozi.store.workers import Outcome, Setter
from huozi.values.errors import MachineError, machine_error
from huozi.values.galley import Galley, Setting, Unit
from huozi.values.manuscript import finding

#: How long to wait for a scheduler, and for the first worker to join it.
PATIENCE_SECONDS = 60.0
#: How often to look whether the scheduler is still there.
_LOOK_SECONDS = 1.0


class SharedInputs(Struct, frozen=True):
    """What all units of a book share, in the form that is sent to workers."""

    templates: dict[str, str]
    styles: dict[str, str]
    own: tuple[str, ...]  # names of those that are the book's
    pictures: dict[str, str]
    setting: Setting
    faces: tuple[tuple[str, str, str], ...]  # family, weight, SHA-256 of the file
    engine: str


_encode = msgspec.msgpack.Encoder().encode
_galley = msgspec.msgpack.Decoder(Galley).decode
_job = msgspec.msgpack.Decoder(SharedInputs).decode

# ---------------------------------------------------------------------------- at the press


@contextmanager
def crew(address: str, case: TypeCase, compiler: Compiler) -> Iterator[Setter]:
    """The workers of a scheduler. Raises MachineError when there are none."""
    with _client(address) as client:
        job = _encode(
            SharedInputs(
                compiler.house.templates,
                compiler.house.styles,
                tuple(sorted(compiler.house.own)),
                compiler.house.pictures,
                compiler.setting,
                tuple((face.family, face.weight, face.digest) for face in case.faces),
                engine_digest(),
            )
        )
        # A task's result, so that it can be had again when the worker that holds it dies.
        shared = client.submit(bytes, job, pure=False)
        executor = client.get_executor(pure=False)

        def start(units: Sequence[Unit]) -> Iterator[tuple[Unit, Outcome]]:
            sent = {}
            for unit in units:
                asked = (
                    *(path for path, _ in unit.images),
                    *(path for path, digest in compiler.house.pictures.items() if digest),
                )
                images = {path: compiler.pictures(path) for path in asked}
                sent[executor.submit(_set, shared, unit, images)] = unit
            return ((sent[future], _landed(future, sent[future])) for future in _come(sent, client))

        try:
            yield start
        finally:
            with suppress(Exception):  # the scheduler may be gone
                executor.shutdown(wait=False)


def _come(sent: Iterable["Future[bytes]"], client: Any) -> Iterator["Future[bytes]"]:
    """The outcomes as they come; all that are left at once when the scheduler is gone, or when it
    has had no worker for as long as one is waited for.

    What was sent while the connection broke might otherwise be waited for without end.
    """
    waiting = set(sent)
    alone = 0.0
    while waiting:
        done, waiting = wait(waiting, _LOOK_SECONDS, FIRST_COMPLETED)
        yield from done
        if done:
            continue
        alone = 0.0 if _manned(client) else alone + _LOOK_SECONDS
        if client.status != "running" or alone > PATIENCE_SECONDS:
            yield from waiting
            return


def _manned(client: Any) -> bool:
    """Whether a scheduler has a worker; not, where it does not answer."""
    with suppress(Exception):  # what Dask raises of a broken connection is of many kinds
        return bool(client.nthreads())
    return False


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError as error:
        raise machine_error("cluster-extra") from error
    for name in ("distributed", "tornado", "asyncio"):  # we say what matters, in words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(address, timeout=PATIENCE_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise machine_error("cluster-missing", address=address, reason=error) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
        except TimeoutError as error:
            raise machine_error("cluster-idle", address=address) from error
        yield client


def _landed(future: "Future[bytes]", unit: Unit) -> Outcome:
    """The galley from the bytes that came, or the cluster's failure as an error with words."""
    try:
        return attempt(lambda: _galley(future.result(timeout=0)))
    except (CancelledError, OSError, TimeoutError) as error:
        return _lost(unit, error)
    except Exception as error:
        if not type(error).__module__.startswith(("distributed", "dask")):
            raise
        return _lost(unit, error)


def _lost(unit: Unit, error: BaseException) -> MachineError:
    reason = f"{type(error).__name__} {error}".strip()
    return MachineError([finding("cluster-lost", unit.place, reason=reason)])


# ---------------------------------------------------------------------------- at a worker

_lock = threading.Lock()  # a worker may have threads, the engine has one
_ready: dict[bytes, tuple[Compiler, Parcel]] = {}


def _set(job: bytes, unit: Unit, images: dict[str, bytes]) -> bytes:
    """Set a unit on a worker. Raises what the compiler raises, and MachineError from `_case`."""
    with _lock:
        compiler, parcel = _compiler(job)
        parcel.files = images
        return _encode(compiler.compile(unit))


def _compiler(job: bytes) -> tuple[Compiler, Parcel]:
    """The compiler for these inputs; a worker keeps its last one."""
    digest = hashlib.sha256(job).digest()
    if digest not in _ready:
        wanted = _job(job)
        case = _case(wanted)
        parcel = Parcel({})
        house = House(wanted.templates, wanted.styles, frozenset(wanted.own), wanted.pictures)
        _ready.clear()
        _ready[digest] = Compiler(parcel, house, wanted.setting, case), parcel
    return _ready[digest]


def _case(wanted: SharedInputs) -> TypeCase:
    """The faces on this machine. Raises MachineError when they would give other galleys."""
    import distributed

    worker = distributed.get_worker().address
    if engine_digest() != wanted.engine:
        raise machine_error("cluster-engine", worker=worker)
    digests = FileDigests(cache_folder())
    try:
        case = typecase.find(
            wanted.setting.fonts, digests, None, cuts(wanted.styles.values()), house_faces()
        )
    except MachineError:
        case = TypeCase(())
    digests.close()
    here = {(face.family, face.weight): face.digest for face in case.faces}
    differing = [
        finding("cluster-font", worker=worker, family=family, weight=weight, expected=digest[:12],
                found=here.get((family, weight), "-")[:12])
        for family, weight, digest in wanted.faces
        if here.get((family, weight)) != digest
    ]  # fmt: skip
    if differing:
        raise MachineError(differing)
    names = {(family, weight) for family, weight, _ in wanted.faces}
    there = tuple(face for face in case.faces if (face.family, face.weight) in names)
    return replace(case, faces=there)
