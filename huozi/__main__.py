"""The program: `huozi`, `python -m huozi`, `build.py`. Ctrl-C is obeyed from its first moment."""

import signal


def main() -> None:
    """Load the command line, and run it. Until it is there, Ctrl-C ends the process without words:
    it has none yet, and Python's would be a traceback.
    """
    # Who is started in the background of a shell does not hear of it.
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from huozi.cli import main as cli

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()


if __name__ == "__main__":
    main()
