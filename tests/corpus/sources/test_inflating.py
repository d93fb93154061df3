"""What is packed is unpacked, as far as it may."""

import gzip
import time
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sources.inflating import Inflater, InflationError, inflate

_RAW = zlib.compressobj(wbits=-15)
TEXT = b"The winch is oiled on Mondays. " * 100


_PACKED = {
    "gzip": gzip.compress(TEXT),
    "two of gzip": gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:]),
    "filled": gzip.compress(TEXT) + b"\0" * 20,
    "zlib": zlib.compress(TEXT),
    "raw": _RAW.compress(TEXT) + _RAW.flush(),
}
"""By names that are the same in every process: gzip writes the time."""


@pytest.mark.parametrize("packed", _PACKED.values(), ids=_PACKED)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_what_comes_in_parts_is_whole_in_the_end(packed: bytes, step: int) -> None:
    inflater = Inflater(len(TEXT))
    parts = [inflater.feed(packed[n : n + step]) for n in range(0, len(packed), step)]
    assert b"".join(parts) == TEXT
    assert inflater.is_whole


def test_a_bomb_is_given_up_before_it_is_unpacked() -> None:
    bomb = gzip.compress(b"\0" * (20 << 20))
    with pytest.raises(InflationError, match="too large"):
        Inflater(1 << 20).feed(bomb)
    with pytest.raises(InflationError, match="too large"):
        inflate(bomb, 1 << 20)


@given(st.binary(max_size=200))
def test_any_bytes_are_unpacked_or_refused(data: bytes) -> None:
    for packed in (data, b"\x1f\x8b" + data, gzip.compress(TEXT)[: len(data)] + data):
        with suppress(InflationError):
            assert len(Inflater(1000).feed(packed)) <= 1000


def test_many_small_members_cost_no_more_than_their_length() -> None:
    member = gzip.compress(b"", mtime=0)
    begun = time.process_time()
    assert inflate(member * 200_000 + gzip.compress(b"rope"), 10) == b"rope"
    assert time.process_time() - begun < 3


def test_padding_behind_the_end_is_dropped_as_it_comes() -> None:
    inflater = Inflater(100)
    packed = gzip.compress(b"one")
    assert inflater.feed(packed) == b"one"
    assert [inflater.feed(part) for part in (b"\0" * 5, packed, b"\x1f")] == [b"", b"", b""]
    assert inflater.is_whole
    assert not inflater._engine or not inflater._engine.unused_data


def test_a_member_may_be_cut_anywhere() -> None:
    packed = gzip.compress(b"one") + gzip.compress(b"two")
    for place in range(1, len(packed)):
        inflater = Inflater(100)
        assert inflater.feed(packed[:place]) + inflater.feed(packed[place:]) == b"onetwo"
