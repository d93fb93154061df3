import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings import (
    FITTED_NUMBERS,
    RANKING_PARAMETERS,
    Fitted,
    FittedError,
    read_fitted,
    remove_fitted,
    write_fitted,
)
from embeddings.retrieval.fitted import FITTED_NAME

NUMBERS = {name: 1.5 + place for place, name in enumerate(FITTED_NUMBERS)}
FITTED = Fitted("some", "f1", NUMBERS, 30, 12)


def test_what_is_written_is_read_and_removed(tmp_path: Path) -> None:
    assert read_fitted(tmp_path) is None
    write_fitted(FITTED, tmp_path)
    assert read_fitted(tmp_path) == FITTED
    assert [path.name for path in tmp_path.iterdir()] == [FITTED_NAME]
    assert stat.S_IMODE((tmp_path / FITTED_NAME).stat().st_mode) == 0o600
    assert remove_fitted(tmp_path)
    assert read_fitted(tmp_path) is None
    assert not remove_fitted(tmp_path)


@pytest.mark.parametrize(
    "damaged",
    ["", "[]", "null", "{}", "\0", '{"format": 1, "numbers": {}}', '{"format": 2}', "[" * 99_999],
)
def test_a_damaged_file_is_told_in_one_line(damaged: str, tmp_path: Path) -> None:
    (tmp_path / FITTED_NAME).write_text(damaged)
    with pytest.raises(FittedError, match=r"\A[^\n]*footnote fit --reset\Z"):
        read_fitted(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FITTED_NAME)
    with pytest.raises(FittedError, match="footnote fit"):
        read_fitted(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_make_room_for_what_is_fitted(tmp_path: Path) -> None:
    for name in (FITTED_NAME, f"{FITTED_NAME}.new"):
        os.mkfifo(tmp_path / name)
    write_fitted(FITTED, tmp_path)
    assert read_fitted(tmp_path) == FITTED


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    """The commands that mend a damaged file do not mend that."""
    (tmp_path / FITTED_NAME / "mine").mkdir(parents=True)
    told = rf"\A[^\n]*{FITTED_NAME} is a folder: remove it\Z"
    with pytest.raises(FittedError, match=told):
        read_fitted(tmp_path)
    with pytest.raises(FittedError, match=told):
        write_fitted(FITTED, tmp_path)
    with pytest.raises(FittedError, match=told):
        remove_fitted(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FITTED_NAME]
    (tmp_path / FITTED_NAME / "mine").rmdir()
    (tmp_path / FITTED_NAME).rmdir()
    (tmp_path / f"{FITTED_NAME}.new").mkdir()
    with pytest.raises(FittedError, match=r"confidence\.json\.new is a folder: remove it\Z"):
        write_fitted(FITTED, tmp_path)


@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", '"3"', "null", "true", "[]", "-Infinity", "1e300", "-1e7", "9" * 400],
)
def test_a_number_that_is_none_or_that_no_fit_comes_near_is_damage(
    number: str, tmp_path: Path
) -> None:
    numbers = NUMBERS | {FITTED_NUMBERS[2]: json.loads(number)}
    write_fitted(replace(FITTED, numbers=numbers), tmp_path)
    with pytest.raises(FittedError, match="damaged"):
        read_fitted(tmp_path)


def test_a_bit_that_has_changed_is_damage_wherever_it_is(tmp_path: Path) -> None:
    """Another number would do as well, and every confidence would be another."""
    write_fitted(FITTED, tmp_path)
    path = tmp_path / FITTED_NAME
    data = path.read_bytes()
    for place in range(len(data)):
        for bit in (0, 3):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            path.write_bytes(changed)
            with pytest.raises(FittedError, match="damaged"):
                read_fitted(tmp_path)


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FittedError, match="cannot write"):
        write_fitted(FITTED, tmp_path / "missing")


def test_it_is_for_one_encoder_and_changes_only_its_numbers() -> None:
    assert FITTED.is_for("some", "f1")
    assert not FITTED.is_for("some", "f2")
    assert not FITTED.is_for("other", "f1")
    changed = FITTED.change(RANKING_PARAMETERS)
    assert changed.similarity_slope == NUMBERS["similarity_slope"]
    assert changed.passage == RANKING_PARAMETERS.passage
