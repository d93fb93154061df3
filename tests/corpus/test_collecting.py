"""Garbage is looked for again after the block, however it ends."""

import gc

import pytest

from corpus.collecting import collecting_later


def test_it_is_looked_for_afterwards() -> None:
    with collecting_later():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_after_an_error() -> None:
    with pytest.raises(KeyError), collecting_later():
        raise KeyError
    assert gc.isenabled()


def test_it_is_not_if_it_was_not_before() -> None:
    gc.disable()
    try:
        with collecting_later(), collecting_later():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
