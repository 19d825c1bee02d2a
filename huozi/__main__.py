"""The program: `huozi`, `python -m huozi`, `build.py`. Ctrl-C is obeyed from its first moment."""

import gc
import importlib.util
import os
import signal
import sys
from pathlib import Path


def main() -> None:
    """Load the command line, and run it. Until it is there, Ctrl-C ends the process without words:
    it has none yet, and Python's would be a traceback.
    """
    # Who is started in the background of a shell does not hear of it.
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(200_000, 20, 50)  # a run leaves few cycles: looking for them was 5 % of it
    keep_bytecode()
    from huozi.patterns import lend

    lend()
    from huozi.cli import main as cli

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()


def keep_bytecode() -> None:
    """Have the bytecode of this process kept on this machine where it lies nowhere else.

    Container images set PYTHONDONTWRITEBYTECODE, so that nothing is written beside the sources; or
    that can't be written. As long as set-up compiled them, all is well. If not, every start would
    compile hundreds of modules again, which takes longer than to set an edited entry: so they are
    kept in our own cache folder. Only the command does so, never a program that imports Huozi.
    """
    if sys.pycache_prefix is not None:
        return
    if not sys.dont_write_bytecode and os.access(Path(__file__).parent, os.W_OK):
        return
    engine = importlib.util.find_spec("weasyprint")
    sources = (__file__, engine and engine.origin)
    if all(
        source and Path(importlib.util.cache_from_source(source)).exists() for source in sources
    ):
        return
    from huozi.files import code_folder

    if (folder := code_folder()) is not None:
        sys.pycache_prefix, sys.dont_write_bytecode = str(folder), False


if __name__ == "__main__":
    main()
