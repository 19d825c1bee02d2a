"""What passes between the server and its children: whole messages, and no more than a bound."""

import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.room import wire
from huozi.room.wire import Answer, BrokenWireError, Call, answer_in, call_in, framed, length_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
    max_leaves=8,
)


@pytest.mark.slow
@given(st.integers(0, 2**40), st.text(), st.lists(VALUES, max_size=3))
def test_messages_come_as_they_went(number, name, arguments) -> None:
    data = framed(Call(number, name, tuple(arguments)))
    assert length_of(data[: wire.HEAD_BYTES]) == len(data) - wire.HEAD_BYTES
    assert call_in(data[wire.HEAD_BYTES :]) == Call(number, name, tuple(arguments))
    answer = Answer(number, arguments, "KeyError", name)
    assert answer_in(framed(answer)[wire.HEAD_BYTES :]) == answer


@given(st.binary(max_size=40))
def test_what_is_no_message_is_refused(data) -> None:
    for read in (call_in, answer_in):
        try:
            read(data)
        except BrokenWireError:
            continue


def test_lengths_are_bounded() -> None:
    with pytest.raises(BrokenWireError):
        length_of(struct.pack(">I", wire.MOST_BYTES + 1))
    with pytest.raises(ValueError, match=r"^\d+$"):
        framed(Answer(1, b"\0" * wire.MOST_BYTES))


def test_a_childs_own_words_do_not_get_between(monkeypatch) -> None:
    """Whatever is printed goes where errors go; the end of the asker ends the hearing."""
    kept = [os.dup(descriptor) for descriptor in (0, 1)]
    ask, hear = os.pipe()[::-1]
    answers, tell = os.pipe()
    try:
        os.dup2(hear, 0)
        os.dup2(tell, 1)
        pipes = wire.Pipes()
        os.write(1, b"printed\n")
        os.write(ask, framed(Call(7, "build")))
        assert pipes.hear() == Call(7, "build")
        pipes.tell(Answer(7, "made"))
        said = os.read(answers, 1000)
        assert answer_in(said[wire.HEAD_BYTES :]) == Answer(7, "made")
        os.close(ask)
        os.close(hear)
        with pytest.raises(BrokenWireError):
            pipes.hear()
    finally:
        for descriptor, old in enumerate(kept):
            os.dup2(old, descriptor)
