"""Postings in parts: they say what those of one part would, and a change writes few of them."""

import errno
import itertools
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import read_corpus
from embeddings import BuildFolder, Maker, build_index, load_index, open_known
from embeddings.index.segments import postings
from embeddings.index.segments.postings import cut_rows, digest_terms, read_parts, write_postings
from embeddings.index.segments.word_search import StoredPostings
from embeddings.index.words.lexical import LexicalIndex
from tests.support.fake_encoder import FakeEncoder
from tests.support.mounting import leave_room, mounted, needs_mount

_MAKER = Maker("fake", "f1", "code")
_WORDS = ("port", "ship", "sea", "king", "old", "mast", "gull", "harbour", "rope", "tide")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of some four passages, and few rows that a search is limited to."""
    monkeypatch.setattr(postings, "_SMALLEST", 4)
    monkeypatch.setattr(postings, "_MANY_PARTS", 1000)
    monkeypatch.setattr("embeddings.index.segments.word_search._MAX_RUNS", 4)
    monkeypatch.setattr("embeddings.index.segments.word_search._MAX_NAMED_ROWS", 20)


def _make_ids(count: int) -> np.ndarray[tuple[int], np.dtype[np.bytes_]]:
    source = random.Random(count)
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return np.asarray(["".join(source.choices(letters, k=16)) for _ in range(count)], dtype="S16")


def _write(lines: Sequence[str], folder: Path) -> LexicalIndex:
    folder.mkdir()
    digests = np.asarray(list(map(digest_terms, lines)), dtype=np.uint64)
    ids = _make_ids(len(lines))
    write_postings(ids, digests, lambda rows: lines[rows.start : rows.stop], folder)
    return LexicalIndex(StoredPostings(folder), ["en"])


@given(count=st.integers(0, 3000), size=st.sampled_from([2, 4, 64, 4096]))
def test_each_row_is_in_one_part_and_all_are_of_about_one_size(count: int, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_SMALLEST", size)
        parts = cut_rows(_make_ids(count))
    assert [row for part in parts for row in part] == list(range(count))
    assert all(parts)
    if count >= 8 * size:
        assert 5 <= len(parts) <= 20
        assert max(map(len, parts)) <= count / 8 * 4
        while count >= 16 * size:
            size *= 2
        assert all(len(part) >= size // 2 for part in parts)


def test_ids_that_begin_alike_make_no_more_parts_than_others() -> None:
    ids = np.asarray([f"aaaaaaaa{number:08}" for number in range(100_000)], dtype="S16")
    assert len(cut_rows(ids)) < 20


@given(
    count=st.integers(0, 400),
    place=st.integers(0, 400),
    removed=st.integers(0, 9),
    added=st.integers(0, 9),
)
def test_a_change_moves_no_bound_far_from_it(
    count: int, place: int, removed: int, added: int
) -> None:
    """Without that a word more at the beginning would be paid for to the end."""
    ids = _make_ids(count)
    place = min(place, count)
    new = np.concatenate([ids[:place], _make_ids(1000)[:added], ids[place + removed :]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_SMALLEST", 16)
        patch.setattr(postings, "_MANY_PARTS", 1000)
        before = {ids[part.start] for part in cut_rows(ids) if part.start}
        after = {new[part.start] for part in cut_rows(new) if part.start}
    around = set(ids[max(0, place - 9) : place + removed + 9]) | set(_make_ids(1000)[:added])
    assert before - around == after - around


@pytest.mark.usefixtures("small")
def test_parts_say_what_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = random.Random(1)
    lines = []
    for number in range(150):
        # A third of them are the same as others: equals are in the order of rows.
        chosen = random.Random(number % 100).choices(_WORDS, k=6) + source.choices(["x"], k=1)
        lines.append("\t".join([" ".join(chosen)] * 2 + [" ".join(word[:3] for word in chosen)]))
    monkeypatch.setattr(postings, "_AT_ONCE", 3)
    parts = _write(lines, tmp_path / "parts")
    assert len(read_parts(tmp_path / "parts")) > 20
    assert sum(len(part.written) for part in read_parts(tmp_path / "parts")) > 50
    monkeypatch.setattr(postings, "_SMALLEST", 1 << 20)
    monkeypatch.setattr(postings, "_AT_ONCE", 200)
    one = _write(lines, tmp_path / "one")
    assert len(read_parts(tmp_path / "one")) == 1
    every = np.arange(150)
    chosen_rows = [None, every, every[3:90], every[7:8], every[::2], every[::9], every[:0]]
    for text in ("port", "the old ship", "king of the sea", "gull rope tide", "nothing"):
        words = one.read_query(text)
        assert parts.read_query(text) == words
        for rows in chosen_rows:
            for k in (1, 7, 200):
                assert parts.search(words, k, rows) == one.search(words, k, rows)
        for span in (range(150), range(5, 40), range(3, 4), range(9, 9)):
            assert parts.find_in(text.split(), span, 9) == one.find_in(text.split(), span, 9)
            assert [parts.is_held(word, span) for word in words] == [
                one.is_held(word, span) for word in words
            ]
    assert parts.list_words(99) == one.list_words(99)
    assert parts.list_stems(3) == one.list_stems(3)
    assert parts.find_word("mast") == one.find_word("mast") == "mast"
    assert parts.complete_word("ha") == one.complete_word("ha") == "harbour"
    assert parts.passage_count == one.passage_count == 150


@needs_mount
@pytest.mark.parametrize(("count", "step"), [(40, 1), (8000, 12)])
def test_of_a_full_disk_it_is_told_whatever_tantivy_says(
    count: int, step: int, tmp_path: Path
) -> None:
    """Of an error in one of its threads it says no more than that there was one."""
    lines = [
        "\t".join([f"ship {number} port {number * 7919 % 997}"] * 3) for number in range(count)
    ]
    disk = tmp_path / "disk"
    with mounted(disk, "size=64m,nr_inodes=1000"):
        (disk / "ballast").write_text("so that the disk is not empty")
        for room in itertools.count(0, step):
            leave_room(disk, pages=room, files=100)
            try:
                _write(lines, disk / "build")
            except OSError as exc:
                assert exc.errno == errno.ENOSPC
                shutil.rmtree(disk / "build")
            else:
                break
        assert room >= 5 * step
        assert StoredPostings(disk / "build").passage_count == count


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(60):
        text = f"Ship {number} has an old mast of {number} yards.\n\nIt is in port {number}."
        (folder / f"{number:02}.md").write_text(f"# Ship number {number}\n\n{text}\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> BuildFolder:
    return BuildFolder(tmp_path / "index")


def _build(articles: Path, folder: BuildFolder) -> Path:
    known = open_known(folder, _MAKER)
    corpus = read_corpus(articles, kept=known.readings)
    build_index(corpus, articles, FakeEncoder(), folder, known=known, maker=_MAKER)
    live = folder.current()
    assert live is not None
    return live


def _read_keys(build: Path) -> list[tuple[str, int]]:
    return [(part.key, part.rows) for part in read_parts(build)]


@pytest.mark.usefixtures("small")
def test_a_change_writes_few_parts_and_leaves_those_of_a_build_made_anew(
    articles: Path, folder: BuildFolder
) -> None:
    before = _build(articles, folder)
    changes = (
        ("30.md", "# Ship\n\nA gull sits on the mast.\n\nAnother one, too.\n\nAnd a third.\n"),
        ("00.md", None),
        ("99.md", "# Last\n\nThe last ship.\n"),
        ("59.md", None),
    )
    for name, text in changes:
        if text is None:
            (articles / name).unlink()
        else:
            (articles / name).write_text(text)
        after = _build(articles, folder)
        anew = _build(articles, BuildFolder(folder.path.with_name(f"anew-{name}")))
        assert _read_keys(after) == _read_keys(anew)
        kept = {path.name for path in (after / "lexical").glob("*.idx")}
        shared = kept & {path.name for path in (before / "lexical").glob("*.idx")}
        assert len(kept) - len(shared) <= 3
        for file in shared:
            one, other = (build / "lexical" / file for build in (before, after))
            assert one.samefile(other)
        before = after


@pytest.mark.usefixtures("small")
def test_a_word_of_removed_articles_alone_is_not_known(articles: Path, folder: BuildFolder) -> None:
    (articles / "30.md").write_text("# Gull\n\nA gull sits on the mast.\n")
    _build(articles, folder)
    lexical = load_index(folder, FakeEncoder()).lexical
    assert lexical.read_words("gull")[0].is_known
    (articles / "30.md").unlink()
    _build(articles, folder)
    lexical = load_index(folder, FakeEncoder()).lexical
    assert not lexical.read_words("gull")[0].is_known
    assert "gull" not in lexical.list_words(9999)


@pytest.mark.usefixtures("small")
def test_a_damaged_part_is_written_anew(articles: Path, folder: BuildFolder) -> None:
    before = _build(articles, folder)
    path = max((before / "lexical").glob("*.idx"), key=lambda path: path.stat().st_size)
    data = path.read_bytes()
    path.write_bytes(data[:9] + bytes([data[9] ^ 1]) + data[10:])
    (articles / "99.md").write_text("# Last\n\nThe last ship.\n")
    after = _build(articles, folder)
    assert not (after / "lexical" / path.name).exists()
    load_index(folder, FakeEncoder())
