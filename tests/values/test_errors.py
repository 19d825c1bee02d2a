"""Errors of the press carry findings."""

import pickle

import pytest

from huozi.values.errors import HuoziError, InputError, MachineError, UsageError, machine_error
from huozi.values.manuscript import Severity, finding


@pytest.mark.parametrize("kind", [HuoziError, InputError, UsageError, MachineError])
def test_an_error_without_a_finding_cannot_be_made(kind: type[HuoziError]) -> None:
    with pytest.raises(ValueError, match="finding"):
        kind(())


def test_an_error_travels_whole_between_processes() -> None:
    error = pickle.loads(pickle.dumps(machine_error("no-fonts", name="Song")))
    assert isinstance(error, MachineError)
    assert error.findings == (finding("no-fonts", None, Severity.ERROR, name="Song"),)
    assert str(error) == "no-fonts"
