import gc
import mmap
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.index.tokens.codes import TokenQuery, make_code
from embeddings.index.tokens.token_records import JoinedRecords, TokenRecords

_CODE = make_code(1, 16)
_TOKENS = 20_000
"""More than are read at once."""
_VECTORS = np.random.default_rng(0).standard_normal((_TOKENS, 16)).astype(np.float32)
_QUERY = TokenQuery(_VECTORS[:4])
_RECORDS = _CODE.encode(_VECTORS)
_ALL = _CODE.prepare(_QUERY.vectors).multiply(_RECORDS)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tokens") / "tokens.codes"
    path.write_bytes(_RECORDS.tobytes())
    return path


@given(
    runs=st.lists(
        st.tuples(st.integers(0, _TOKENS - 1), st.integers(0, 1500)).map(
            lambda run: range(run[0], min(_TOKENS, run[0] + run[1]))
        ),
        max_size=5,
    )
)
@settings(deadline=None)
def test_any_rows_are_read_in_their_order(path: Path, runs: list[range]) -> None:
    rows = np.asarray([row for run in runs for row in run], dtype=np.int64)
    file = TokenRecords(path, _CODE, _TOKENS)
    assert (JoinedRecords([file]).multiply(_QUERY, rows) == _ALL[rows]).all()
    assert (JoinedRecords([file]).take(rows) == _RECORDS[rows]).all()


@given(
    cuts=st.lists(st.integers(0, _TOKENS), max_size=4).map(sorted),
    rows=st.lists(st.integers(0, _TOKENS - 1), max_size=40),
)
@settings(deadline=None)
def test_rows_of_several_files_are_read_in_their_order(cuts: list[int], rows: list[int]) -> None:
    with TemporaryDirectory() as name:
        files = []
        for number, (first, last) in enumerate(pairwise([0, *cuts, _TOKENS])):
            part = Path(name) / str(number)
            part.write_bytes(_RECORDS[first:last].tobytes())
            files.append(TokenRecords(part, _CODE, last - first))
        joined = JoinedRecords(files)
        wanted = np.asarray(rows, dtype=np.int64)
        assert joined.starts.tolist() == [0, *cuts]
        assert (joined.multiply(_QUERY, wanted) == _ALL[wanted]).all()
        assert (joined.take(wanted) == _RECORDS[wanted]).all()


def test_files_of_several_codes_are_refused(path: Path, tmp_path: Path) -> None:
    other = make_code(8, 16)
    (tmp_path / "other").write_bytes(other.encode(_VECTORS[:9]).tobytes())
    files = [TokenRecords(path, _CODE, _TOKENS), TokenRecords(tmp_path / "other", other, 9)]
    with pytest.raises(ValueError, match="several codes"):
        JoinedRecords(files)


def test_nothing_is_read_around_what_is_asked_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advised = []

    class Mapped(mmap.mmap):
        def madvise(self, *advice: int) -> None:
            advised.append(advice)

    monkeypatch.setattr(mmap, "mmap", Mapped)
    TokenRecords(path, _CODE, _TOKENS)
    assert advised == [(mmap.MADV_RANDOM,)]


def test_no_row_at_all(tmp_path: Path) -> None:
    (tmp_path / "none").write_bytes(b"")
    file = TokenRecords(tmp_path / "none", _CODE, 0)
    assert JoinedRecords([file]).multiply(_QUERY, np.empty(0, dtype=np.int64)).shape == (0, 4)


def test_it_is_closed_with_its_last_user(path: Path) -> None:
    def is_mapped() -> bool:
        return str(path.resolve()) in Path("/proc/self/maps").read_text()

    file = TokenRecords(path, _CODE, _TOKENS)
    assert is_mapped()
    del file
    gc.collect()
    assert not is_mapped()


def test_another_number_of_tokens_is_refused(path: Path) -> None:
    with pytest.raises(ValueError, match="belong together"):
        TokenRecords(path, _CODE, _TOKENS + 1)


def test_records_are_read_as_they_are(path: Path) -> None:
    records = TokenRecords(path, _CODE, _TOKENS)
    assert len(records) == _TOKENS
    assert (records.read(7, 30) == _RECORDS[7:30]).all()
