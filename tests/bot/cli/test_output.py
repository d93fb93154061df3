import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.output import write_json


@pytest.mark.parametrize("end", ["\u0085", "\u2028", "\u2029", "\n", "\r", "\x1c", "\x0c"])
def test_whatever_ends_a_line_is_escaped(end: str) -> None:
    record = {"quote": f"The ferry{end}leaves at noon."}
    assert len(write_json(record).splitlines()) == 1
    assert json.loads(write_json(record)) == record


def test_half_of_a_pair_can_be_written() -> None:
    record = {"path": "a\udcff.md"}
    assert json.loads(write_json(record).encode()) == record


@given(st.dictionaries(st.text(), st.text() | st.floats(allow_nan=False) | st.none()))
def test_any_record_is_one_line_that_reads_back(record: dict[str, object]) -> None:
    line = write_json(record)
    assert line.splitlines() == [line]
    assert json.loads(line) == record


def test_letters_stay_as_they_are() -> None:
    assert write_json({"q": "Qui êtes-vous ? 灯塔"}) == '{"q": "Qui êtes-vous ? 灯塔"}'
