"""Imports the same WeasyPrint in less time.

Half of the time of its import goes into two things (figures in docs/speed.md): cffi parses the C
declarations of Pango and HarfBuzz anew in every process, and fontTools' subsetter is loaded, which
the press never calls. Inside `shorter()` the declarations come from a module that cffi itself
generated from the same text, and modules that may not be needed are loaded on first use.

What keeps this safe:
  * It is for the one WeasyPrint that our hooks are for; any other is imported as it is.
  * The generated module's name is a digest of the declarations, of cffi and of Python. Where it
    lies, and why it is trusted: `huozi.compile.fast.bytecode`.
  * `cffi.FFI` and `sys.modules` are restored when the block is left.
  * Whatever goes wrong inside, the caller imports WeasyPrint the usual way.
"""

import hashlib
import io
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from importlib.machinery import SourcelessFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from huozi.compile.engine.known import VERSION
from huozi.compile.fast.bytecode import folders
from huozi.files import release

#: Modules that WeasyPrint imports and the press does not use, with the functions it takes by name.
_UNUSED = {
    "fontTools.subset": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
    "fontTools.ttLib.woff2": (),
}


@contextmanager
def shorter() -> Iterator[None]:
    """Make the import of WeasyPrint inside the block faster."""
    if "weasyprint" in sys.modules or release("weasyprint") != VERSION:
        yield
        return
    import cffi

    ordinary = cffi.FFI
    deferred = {name: _Deferred(name) for name in _UNUSED if name not in sys.modules}
    cffi.FFI = _Declarations
    sys.modules.update(deferred)
    try:
        yield
    finally:
        cffi.FFI = ordinary
        for name, module in deferred.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class _Deferred(ModuleType):
    """Stands for a module until one of its attributes is asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        for function in _UNUSED[name]:
            setattr(self, function, self._later(function))

    def _later(self, function: str) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(self.__name__), function)(*args, **kwargs)

        return call

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


class _Declarations:
    """Replaces `cffi.FFI`: gathers declarations, then turns into the object for them."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._made: Any = None

    def cdef(self, text: str) -> None:
        assert self._made is None, "declarations after first use"
        self._texts.append(text)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._made is None:
            self._made = _ready_made("\n".join(self._texts))
        value = getattr(self._made, name)
        setattr(self, name, value)  # the next look is direct
        return value


def _ready_made(declarations: str) -> Any:
    """The FFI object for declarations: generated before, or parsed now."""
    name = _generated(declarations)
    places = [folder / name for folder in folders()]
    for path in places:
        with suppress(Exception):  # missing, damaged, made by another cffi: all the same
            return _load(path)
    from cffi.api import FFI  # the real one: only the name `cffi.FFI` stands for ours

    ffi = FFI()
    ffi.cdef(declarations)
    with suppress(OSError):  # where nothing can be written, it starts more slowly
        _generate(ffi, places[0])
    return ffi


def _generated(declarations: str) -> str:
    """The file name of the module generated for these declarations."""
    import _cffi_backend

    maker = (_cffi_backend.__version__, sys.version, platform.machine(), declarations)
    digest = hashlib.sha256("\0".join(maker).encode()).hexdigest()[:16]
    return f"declarations-{digest}.{sys.implementation.cache_tag}.pyc"


def _load(path: Path) -> Any:
    loader = SourcelessFileLoader("_huozi_declarations", str(path))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module.ffi


def _generate(ffi: Any, path: Path) -> None:
    """Let cffi write the module of an FFI object, and keep it as bytecode."""
    import py_compile
    import tempfile

    ffi.set_source("_huozi_declarations", None)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = str(Path(folder, "declarations.py"))
        with redirect_stdout(io.StringIO()):  # cffi says what it writes
            ffi.emit_python_code(source)
        py_compile.compile(source, cfile=str(path), dfile="declarations", doraise=True)


def load(importer: Callable[[], object]) -> None:
    """Call `importer`, which imports WeasyPrint, inside `shorter`; without it where that fails."""
    with suppress(Exception), shorter():
        importer()
        return
    importer()
