"""Configures the fonts of an engine: those of one type case."""

import ctypes
import logging
from contextlib import suppress

from huozi.compile.engine.library import FontConfiguration, ffi, fontconfig, pangoft2
from huozi.fonts.configuration import added_files, configuration
from huozi.fonts.typecase import TypeCase
from huozi.values.errors import machine_error

#: Under which names a system keeps fontconfig; WeasyPrint tries the same.
_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig-1.dll")


def font_configuration(case: TypeCase) -> FontConfiguration:
    """A font configuration with the files of the case and no others.

    Raises MachineError where fontconfig does not take the rules.
    """
    made = FontConfiguration()
    rules = fontconfig.FcConfigParseAndLoadFromMemory(made._config, configuration(case), True)
    if not rules or not _build(made):
        raise machine_error("fontconfig-missing", reason="FcConfigBuildFonts")
    for path in added_files(case):
        fontconfig.FcConfigAppFontAddFile(made._config, bytes(path))
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", made.font_map))
    made.add_font_face = _refuse
    return made


def _refuse(*_: object) -> None:
    """Refuse a face that a template brings: fonts are named in `book.yaml`. WeasyPrint would also
    make a folder for it, which a worker does not live to remove.
    """
    log = logging.getLogger("weasyprint")
    log.log(logging.WARNING, "'@font-face' is refused, fonts stand in book.yaml")


def _build(made: FontConfiguration) -> bool:
    """Rebuild the font list by the current rules; WeasyPrint declares no function for it."""
    for name in _LIBRARIES:
        with suppress(OSError):
            library = ctypes.CDLL(name)
            address = int(ffi.cast("uintptr_t", made._config))
            return bool(library.FcConfigBuildFonts(ctypes.c_void_p(address)))
    return False
