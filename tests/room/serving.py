"""A room with books that are not pressed, as a process: STATE BOOK [PORT]."""

import logging
import sys
from pathlib import Path

from huozi.room.serve import RoomOrder, serve
from huozi.room.shelf import BookMakers
from tests.room.fakes import FakeDesk, FakeMarks, FakeProofs

if __name__ == "__main__":
    state, book, port = Path(sys.argv[1]), Path(sys.argv[2]), int((*sys.argv, "0")[3])
    logging.basicConfig(level=logging.WARNING)
    order = RoomOrder((book,), state, port=port)
    makers = BookMakers(FakeDesk, FakeMarks, FakeProofs)
    serve(order, makers, lambda opened: sys.stdout.write(f"{opened.link}\n") and sys.stdout.flush())
    sys.stdout.write("closed\n")
