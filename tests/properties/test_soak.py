"""Killed or refused at any call to the system: `scripts/soak.py` with its strides made long."""

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from soaking.kills import SavedRegister, faults, kills

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="SIGKILL and fork")


@pytest.fixture
def register(tmp_path: Path) -> SavedRegister:
    return SavedRegister(tmp_path, 12)


def test_killed_at_any_moment_the_register_is_whole_and_the_next_save_works(register: SavedRegister) -> None:
    left = Counter(kills(register, every=12))
    assert left.total() >= 30
    assert left["old"] and left["new"]


def test_refused_at_any_moment_the_register_is_as_it_was_and_the_next_save_works(register: SavedRegister) -> None:
    went = Counter(faults(register, every=24))
    assert went.total() >= 30
    assert went["refused"]
