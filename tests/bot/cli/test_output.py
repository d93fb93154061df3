import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.output import fail, make_plain, write_json


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Ja", "\\x1b[2Ja"),
        ("a\x9b31m\x07", "a\\x9b31m\\x07"),
        ("a\u202eb\u2028c", "a\\u202eb\\u2028c"),
        ("a\r\x08b", "a\\r\\x08b"),
        ("a\tb\nc", "a\tb\nc"),
        ("\u2067a\nb\u2069", "\u2060a\nb\u2060"),
        ("می\u200cشود ❤️", "می\u200cشود ❤️"),
    ],
)
def test_a_terminal_is_told_nothing(text: str, shown: str) -> None:
    assert make_plain(text) == shown


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\x7f", "\u202e", "\u2067", "\u2069"])
def test_json_has_no_sign_that_a_terminal_obeys(sign: str) -> None:
    written = write_json({"title": f"a{sign}b"})
    assert sign not in written
    assert json.loads(written) == {"title": f"a{sign}b"}


@pytest.mark.parametrize("name", ["a\x1b[2J.md", "a\u202edm.txt"])
def test_what_fails_is_told_plainly(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    fail(f"cannot read {name}")
    told = capsys.readouterr().err
    assert told.startswith("footnote: cannot read a\\")
    assert len(told.splitlines()) == 1
