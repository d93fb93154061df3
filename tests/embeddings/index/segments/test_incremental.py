"""Builds that use again what the build before them has: they are as if all had been made anew."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus, read_corpus
from embeddings import (
    BuildError,
    BuildFolder,
    EncodedText,
    Known,
    Maker,
    PassageIndex,
    PassageIndexError,
    Retriever,
    build_index,
    check_live_tokens,
    load_index,
    open_known,
    roll_back,
)
from embeddings.index.builds import OutdatedError
from embeddings.index.segments.files import link_segment
from embeddings.index.segments.merging import Size, choose_merged
from embeddings.index.segments.segment import DamagedError, Segment
from embeddings.index.vectors import pack_signs
from tests.support.fake_encoder import FakeEncoder

_MAKER = Maker("fake", "f1", "code")


class _Counting(FakeEncoder):
    """Remembers the texts that it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        self.seen += texts
        return super().encode_passages(texts)


def _build(
    corpus_dir: Path, folder: BuildFolder, maker: Maker = _MAKER, encoder: FakeEncoder | None = None
) -> list[str]:
    """Builds what has changed; gives the texts that were encoded."""
    counting = encoder or _Counting()
    known = open_known(folder, maker)
    corpus = read_corpus(corpus_dir, kept=known.readings)
    build_index(corpus, corpus_dir, counting, folder, known=known, maker=maker)
    return getattr(counting, "seen", [])


def _build_anew(corpus_dir: Path, folder: BuildFolder) -> PassageIndex:
    build_index(read_corpus(corpus_dir), corpus_dir, FakeEncoder(), folder)
    return load_index(folder, FakeEncoder())


def _assert_same(index: PassageIndex, other: PassageIndex) -> None:
    """All that an answer depends on."""
    assert list(index.articles.values()) == list(other.articles.values())
    assert list(index.passages) == list(other.passages)
    assert index.article_rows == other.article_rows
    assert index.manifest.likeness == other.manifest.likeness
    assert index.tokens.passage_frequency == other.tokens.passage_frequency
    assert np.array_equal(index.sentence_starts, other.sentence_starts)
    assert np.array_equal(index.language_coverage, other.language_coverage)
    for name in ("preceding", "answers", "line_starts", "line_kinds", "asks", "begins", "places"):
        one, two = getattr(index.passage_context, name), getattr(other.passage_context, name)
        assert np.array_equal(one, two), name
    rows = np.arange(len(index.passages))
    assert np.array_equal(index.vectors.read(rows), other.vectors.read(rows))
    for text in ("the port", "who guards the old ship", "king of the sea"):
        hits, others = (Retriever(each, FakeEncoder()).search(text, 20) for each in (index, other))
        assert hits == others


_WORDS = ("port", "ship", "sea", "king", "old", "the", "who", "guards", "zoë", "港口")
_TEXTS = st.lists(
    st.lists(st.sampled_from(_WORDS), min_size=2, max_size=8).map(
        lambda words: " ".join(words).capitalize() + "."
    ),
    min_size=1,
    max_size=5,
).map("\n\n".join)
_FOLDERS = st.dictionaries(st.sampled_from("abcdefgh"), _TEXTS, min_size=1, max_size=6)


def _check_changes(states: list[dict[str, str]], base: Path) -> None:
    folder, articles = BuildFolder(base / "index"), base / "articles"
    before = None
    for state in states:
        shutil.rmtree(articles, ignore_errors=True)
        articles.mkdir()
        for name, text in state.items():
            (articles / f"{name}.md").write_text(f"# Title {name}\n\n{text}\n")
        _build(articles, folder)
        before = load_index(folder, FakeEncoder(), before=before)
        anew = _build_anew(articles, BuildFolder(base / "anew"))
        _assert_same(before, anew)
        _assert_same(load_index(folder, FakeEncoder()), anew)


@pytest.mark.parametrize("count", [5, pytest.param(100, marks=pytest.mark.soak)])
def test_after_any_changes_it_is_as_if_all_were_built_anew(
    count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @given(states=st.lists(_FOLDERS, min_size=2, max_size=5))
    @settings(deadline=None, max_examples=count)
    def check(states: list[dict[str, str]]) -> None:
        _check_changes(states, tmp_path_factory.mktemp("any"))

    check()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return _write_articles(tmp_path / "articles")


def _write_articles(folder: Path) -> Path:
    folder.mkdir()
    for number in range(30):
        texts = (f"Ship {number} has an old mast of {number} yards." for _ in range(2))
        text = "\n\n".join(f"{line} It is in port {row}." for row, line in enumerate(texts))
        (folder / f"{number}.md").write_text(f"# Ship number {number}\n\n{text}\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> BuildFolder:
    return BuildFolder(tmp_path / "index")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of `articles`. Do not write into it."""
    base = tmp_path_factory.mktemp("once")
    _build(_write_articles(base / "articles"), BuildFolder(base / "index"))
    return base / "index"


@pytest.fixture
def built(built_once: Path, folder: BuildFolder) -> BuildFolder:
    """`folder` with the index of `articles`."""
    shutil.copytree(built_once, folder.path)
    return folder


def test_what_is_encoded_is_what_has_changed(articles: Path, folder: BuildFolder) -> None:
    assert len(_build(articles, folder)) > 60
    assert _build(articles, folder) == []
    path = articles / "7.md"
    path.write_text(path.read_text() + "\nA new line about a gull.\n")
    seen = _build(articles, folder)
    assert any("gull" in text for text in seen)
    assert len(seen) <= 2
    (articles / "8.md").unlink()
    assert _build(articles, folder) == [], "nothing is encoded for what is gone"
    (articles / "9.md").rename(articles / "renamed.md")
    assert [text for text in _build(articles, folder) if text != "renamed"] == []


def test_what_another_maker_made_is_not_used(articles: Path, folder: BuildFolder) -> None:
    everything = len(_build(articles, folder))
    others: list[tuple[Any, ...]] = [("other", "f1", "code"), ("fake", "f2", "code")]
    others += [("fake", "f1", "another"), ("fake", "f1", "code", 1)]
    for fields in others:
        assert open_known(folder, Maker(*fields)).readings == {}
    assert len(_build(articles, folder, Maker("fake", "f1", "another"))) == everything
    assert open_known(folder, Maker("fake", "f1", "")).readings == {}, "nobody is to use it"


def test_files_that_are_shared_take_no_room(articles: Path, built: BuildFolder) -> None:
    before = {path.name: path for path in _list_segments(built)}
    (articles / "new.md").write_text("# New\n\nA gull sits on the mast.\n")
    _build(articles, built)
    shared = [path for path in _list_segments(built) if path.name in before]
    assert shared
    for path in shared:
        assert (path / "tokens.codes").samefile(before[path.name] / "tokens.codes")


def test_where_files_cannot_be_shared_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one" / "lines").mkdir(parents=True)
    (tmp_path / "one" / "lines" / "file").write_text("text")

    def refuse(*_arguments: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    link_segment(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "two" / "lines" / "file").read_text() == "text"


def test_what_a_killed_build_has_encoded_is_used(
    articles: Path, folder: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.index.segments.pieces._PIECE_PASSAGES", 10)

    class Failing(_Counting):
        def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
            if len(self.seen) > 50:
                raise KeyboardInterrupt
            return super().encode_passages(texts)

    failing = Failing()
    with pytest.raises(KeyboardInterrupt):
        _build(articles, folder, encoder=failing)
    assert folder.current() is None
    left = _build(articles, folder)
    everything = len(_build(articles, BuildFolder(folder.path.with_name("anew"))))
    assert 0 < len(left) < everything - 20
    assert len(left) + len(failing.seen) <= everything + 20, "but for the piece that was begun"
    assert not folder.pieces.exists()
    anew = _build_anew(articles, BuildFolder(folder.path.with_name("other")))
    _assert_same(load_index(folder, FakeEncoder()), anew)


def test_a_build_of_many_articles_has_few_pieces(
    articles: Path, folder: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each holds files open."""
    monkeypatch.setattr("embeddings.index.segments.pieces._PIECE_PASSAGES", 1)
    for number in range(200):
        (articles / f"more-{number}.md").write_text(f"# Gull\n\nGull {number} sits on the mast.\n")
    (articles / "z.md").write_text("# Last\n\nThe last ship.\n")

    class Failing(_Counting):
        def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
            if any("last ship" in text for text in texts):
                raise KeyboardInterrupt
            return super().encode_passages(texts)

    with pytest.raises(KeyboardInterrupt):
        _build(articles, folder, encoder=Failing())
    assert 30 < len(list(folder.pieces.iterdir())) <= 64


_KILLED = """
import os, signal, sys
from contextlib import nullcontext
from pathlib import Path
from corpus import folder
from corpus.containment.contained_reader import ContainedReader
from embeddings.index.segments import pieces
from tests.embeddings.index.segments.test_incremental import _build
from embeddings import BuildFolder

pieces._PIECE_PASSAGES = 10

def trace(frame, event, argument):
    global left
    if "embeddings/index" not in frame.f_code.co_filename.replace(os.sep, "/"):
        return None
    left -= event == "line"
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace

with ContainedReader() as reader:
    folder.ContainedReader = lambda: nullcontext(reader)
    for asked in sys.stdin:
        articles, index, lines = asked.rstrip().split(chr(9))
        if (child := os.fork()) == 0:
            left = int(lines)
            sys.settrace(trace)
            _build(Path(articles), BuildFolder(Path(index)))
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Forks a build for each line that it reads; what all of them import, and what reads files, is
there once."""


@pytest.fixture(scope="module")
def build_killed(project_dir: Path) -> Iterator[Callable[[Path, BuildFolder, int], int]]:
    """Builds in a process that is killed at a line of the index's code; its exit code."""
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED],
        cwd=project_dir,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        asking, answers = process.stdin, process.stdout
        assert asking is not None
        assert answers is not None

        def build(articles: Path, folder: BuildFolder, lines: int) -> int:
            asking.write(f"{articles}\t{folder.path}\t{lines}\n")
            asking.flush()
            return int(answers.readline())

        yield build


@pytest.mark.parametrize(
    "lines",
    [300, 4000, 15000, *(pytest.param(lines, marks=pytest.mark.soak) for lines in (1500, 9000))],
)
def test_a_build_that_is_killed_leaves_the_live_one_and_does_no_harm(
    articles: Path,
    built: BuildFolder,
    lines: int,
    build_killed: Callable[[Path, BuildFolder, int], int],
) -> None:
    live = built.current()
    for number in range(0, 30, 3):
        path = articles / f"{number}.md"
        path.write_text(path.read_text() + f"\nGull {number} sits on the mast.\n")
    code = build_killed(articles, built, lines)
    assert code in (0, -signal.SIGKILL)
    if code:
        assert built.current() == live
    load_index(built, FakeEncoder())
    _build(articles, built)
    anew = _build_anew(articles, BuildFolder(built.path.with_name("anew")))
    _assert_same(load_index(built, FakeEncoder()), anew)


def test_pieces_of_many_killed_builds_do_not_stop_the_next(
    articles: Path, folder: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were held open: when there were too many none could be built any more."""
    resource = pytest.importorskip("resource")
    monkeypatch.setattr("embeddings.index.segments.pieces._PIECE_PASSAGES", 1)

    class Failing(_Counting):
        def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
            if len(self.seen) > 8:
                raise KeyboardInterrupt
            return super().encode_passages(texts)

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (250, limits[1]))
    try:
        for _ in range(12):
            with suppress(KeyboardInterrupt):
                _build(articles, folder, encoder=Failing())
        _build(articles, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert len(load_index(folder, FakeEncoder()).articles) == 30


def test_signs_are_told_from_one_centre_whatever_builds_left(
    articles: Path, built: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that uses nothing of the live one finds a centre of its own."""
    for number in range(40):
        (articles / f"0-gull-{number}.md").write_text(f"# Gull\n\nThe king of gulls is {number}.\n")
    monkeypatch.setattr("embeddings.index.segments.pieces._PIECE_PASSAGES", 10)

    class Failing(_Counting):
        def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
            if any("of 7 yards" in text for text in texts):
                raise KeyboardInterrupt
            return super().encode_passages(texts)

    with pytest.raises(KeyboardInterrupt):
        build_index(read_corpus(articles), articles, Failing(), built, maker=_MAKER)
    _build(articles, built)
    segments = [Segment(path) for path in _list_segments(built)]
    for segment in segments:
        assert np.array_equal(segment.centre, segments[0].centre)
        assert np.array_equal(
            segment.signs, pack_signs(segment.vectors.read(slice(None)), segments[0].centre)
        )


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"CURRENT", b"20260101T000000-00000000x"])
def test_what_is_encoded_is_used_again_where_the_live_build_cannot_be_told(
    pointer: bytes, articles: Path, built: BuildFolder
) -> None:
    (articles / "0.md").write_text("# Ship number 0\n\nIt has sunk.\n")
    _build(articles, built)
    (built.path / "CURRENT").write_bytes(pointer)
    (articles / "new.md").write_text("# New\n\nA ship that is new.\n")
    (built.path / "builds" / "20991231T000000-00000000").mkdir()  # one that was killed
    known = open_known(built, _MAKER)
    assert known.manifest is None, "there is a build to be made, whatever has changed"
    encoded = _build(articles, built)
    assert "A ship that is new." in encoded
    assert not any("Ship 1 has" in text for text in encoded)
    anew = _build_anew(articles, BuildFolder(built.path / "anew"))
    _assert_same(load_index(built, FakeEncoder()), anew)


def _remove_pointer(folder: BuildFolder) -> None:
    (folder.path / "CURRENT").unlink()


def _point_elsewhere(folder: BuildFolder) -> None:
    (folder.path / "CURRENT").write_text("20240229T000000-00000000\n")


def _link_in_a_circle(folder: BuildFolder) -> None:
    _remove_pointer(folder)
    (folder.path / "CURRENT").symlink_to("CURRENT")


def _damage_manifest(folder: BuildFolder) -> None:
    live = folder.current()
    assert live
    (live / "manifest.json").write_text("{}")


@pytest.mark.parametrize(
    "damage", [_remove_pointer, _point_elsewhere, _link_in_a_circle, _damage_manifest]
)
@pytest.mark.parametrize("changes", [0, 2])
def test_nothing_is_encoded_again_for_a_pointer_or_a_manifest(
    articles: Path, built: BuildFolder, damage: Callable[[BuildFolder], None], changes: int
) -> None:
    for number in range(changes):
        (articles / "new.md").write_text(f"# New\n\nA gull {number} sits on the mast.\n")
        _build(articles, built)
    before = load_index(built, FakeEncoder())
    damage(built)
    with pytest.raises(PassageIndexError, match="run footnote index"):
        load_index(built, FakeEncoder())
    known = open_known(built, _MAKER)
    assert known.manifest is None, "there is a build to be made, though nothing has changed"
    assert _build(articles, built) == []
    _assert_same(load_index(built, FakeEncoder()), before)
    assert len(list((built.path / "builds").iterdir())) <= 2


def test_builds_that_are_refused_again_and_again_leave_no_more_than_one(
    articles: Path, built: BuildFolder
) -> None:
    """As when a question is missed that must be answered, or a disk is too full for all but what
    is encoded, while somebody goes on writing."""

    def refuse(_: PassageIndex) -> None:
        raise ValueError("refused")

    left = []
    for number in range(6):
        (articles / "0.md").write_text(f"# Ship number 0\n\nGull {number} sits on the mast.\n")
        known = open_known(built, _MAKER)
        corpus = read_corpus(articles, kept=known.readings)
        with pytest.raises(ValueError, match="refused"):
            build_index(
                corpus, articles, _Counting(), built, approve=refuse, known=known, maker=_MAKER
            )
        left.append(len(list(built.pieces.iterdir())))
    assert left == [1] * 6
    assert _build(articles, built) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_in_the_place_of_files_are_not_waited_for(
    articles: Path, folder: BuildFolder
) -> None:
    for path in sorted(articles.iterdir())[1:]:
        path.unlink()
    _build(articles, folder)
    before = load_index(folder, FakeEncoder())
    live = folder.current()
    assert live
    names = {path.relative_to(live) for path in live.rglob("*") if path.is_file()}
    for name in sorted(names, key=lambda name: (len(name.parts), name)):
        live = folder.current()
        assert live
        # Segments, and tantivy's, have other names in each build.
        wanted = f"segments/*/{'/'.join(name.parts[2:])}" if name.parts[0] == "segments" else name
        if name.parts[0] == "lexical" and name.suffix != ".json":
            wanted = f"lexical/*{name.suffix}"
        path = next(live.glob(str(wanted)))
        path.unlink()
        os.mkfifo(path)
        if name.name not in (".managed.json", ".tantivy-meta.lock"):
            with pytest.raises(PassageIndexError, match=r"unusable: .*: run footnote index"):
                load_index(folder, FakeEncoder())
        _build(articles, folder)
        _assert_same(load_index(folder, FakeEncoder()), before)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_among_pieces_are_not_waited_for(articles: Path, folder: BuildFolder) -> None:
    (folder.pieces / "0123").mkdir(parents=True)
    os.mkfifo(folder.pieces / "0123" / "segment.json")
    os.mkfifo(folder.pieces / "4567")
    _build(articles, folder)
    assert not folder.pieces.exists()


def test_a_damaged_segment_is_made_again(articles: Path, folder: BuildFolder) -> None:
    everything = len(_build(articles, folder))
    for name in ("texts.txt", "places.npy", "terms.zlib", "keys.npz", "sources.jsonl", "ids.npy"):
        (path,) = (segment / name for segment in _list_segments(folder))
        data = path.read_bytes()
        path.unlink()  # the build before has the same file
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        assert len(_build(articles, folder)) == everything, name
        load_index(folder, FakeEncoder())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tokens.codes", "mast of 7 yards"),
        ("tokens.ids", "mast of 7 yards"),
        ("lines/tokens.codes", "Ship number 7"),
    ],
)
def test_damaged_tokens_are_encoded_again(
    name: str, text: str, articles: Path, built: BuildFolder
) -> None:
    """A copy would have a checksum of its own, by which nobody could see it."""
    path = articles / "7.md"
    path.write_text(path.read_text() + "\nA new line about a gull.\n")
    _damage(built, name)
    assert any(text in seen for seen in _build(articles, built))
    with pytest.raises(PassageIndexError, match=r"tokens.* is damaged: run footnote index --full"):
        check_live_tokens(built)


@pytest.mark.parametrize("name", ["tokens.codes", "tokens.ids", "lines/tokens.codes"])
def test_a_segment_with_damaged_tokens_is_not_written_anew(
    name: str, articles: Path, built: BuildFolder
) -> None:
    live = built.current()
    for number in range(8, 14):
        path = articles / f"{number}.md"
        path.write_text(path.read_text() + "\nA new line about a gull.\n")
    _damage(built, name)
    with pytest.raises(DamagedError, match=r"tokens.* run footnote index --full"):
        _build(articles, built)
    assert built.current() == live
    build_index(read_corpus(articles), articles, FakeEncoder(), built, maker=_MAKER)
    check_live_tokens(built)


def _damage(folder: BuildFolder, name: str) -> None:
    """Changes each byte of a file of the only segment."""
    (path,) = (segment / name for segment in _list_segments(folder))
    data = path.read_bytes()
    path.unlink()  # the build before has the same file
    path.write_bytes(bytes(byte ^ 1 for byte in data))


def test_what_is_kept_must_be_known(articles: Path, built: BuildFolder) -> None:
    known = open_known(built, _MAKER)
    corpus = read_corpus(articles, kept=known.readings)
    assert not corpus.articles
    with pytest.raises(OutdatedError):
        build_index(corpus, articles, FakeEncoder(), built, known=Known(), maker=_MAKER)


@pytest.mark.parametrize("changes", [20, pytest.param(60, marks=pytest.mark.soak)])
def test_many_changes_leave_few_segments_and_little_that_is_dead(
    articles: Path, folder: BuildFolder, changes: int
) -> None:
    for number in range(changes):
        (articles / f"{number % 30}.md").write_text(f"# Ship\n\nShip {number} is old.\n\nA gull.\n")
        _build(articles, folder)
    assert len(_list_segments(folder)) <= 5
    anew = BuildFolder(folder.path.with_name("anew"))
    _assert_same(load_index(folder, FakeEncoder()), _build_anew(articles, anew))


def _list_segments(folder: BuildFolder) -> list[Path]:
    live = folder.current()
    assert live is not None
    return sorted((live / "segments").iterdir())


def test_segments_are_merged_by_size() -> None:
    assert choose_merged([]) == choose_merged([Size(5000, 5000), Size(10, 10)]) == []
    assert choose_merged([Size(1000, 900), Size(1000, 1000)]) == [0]
    assert choose_merged([Size(90_000, 90_000), *[Size(10, 10)] * 5]) == [1, 2, 3, 4, 5]
    assert choose_merged([Size(5000, 5000), *[Size(2000, 2000)] * 5, Size(9, 9)]) == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def test_what_a_change_copies_does_not_grow_with_the_index() -> None:
    sizes, copied = [100_000], 0
    for _ in range(1000):
        sizes.append(8)
        merged = choose_merged([Size(size, size) for size in sizes])
        if merged:
            joined = sum(sizes[number] for number in merged)
            copied += joined
            sizes = [size for number, size in enumerate(sizes) if number not in merged] + [joined]
        assert len(sizes) <= 20
    assert copied < 256 * 1000


def test_one_goes_back_to_what_was_answered_before(articles: Path, built: BuildFolder) -> None:
    before = load_index(built, FakeEncoder())
    with pytest.raises(BuildError, match="no index before the live one"):
        roll_back(built, "fake", "f1")
    (articles / "new.md").write_text("# New\n\nA gull sits on the mast.\n")
    _build(articles, built)
    assert roll_back(built, "fake", "f1").articles == 30
    _assert_same(load_index(built, FakeEncoder()), before)
    (segment, *_) = _list_segments(built)
    tokens = segment / "tokens.codes"
    size = tokens.stat().st_size
    tokens.unlink()  # the other build has the same file
    tokens.write_bytes(bytes(size))
    assert roll_back(built, "fake", "f1").articles == 31
    with pytest.raises(PassageIndexError, match=r"tokens\.codes is damaged"):
        roll_back(built, "fake", "f1")


def test_one_does_not_go_back_to_what_another_encoder_made(
    articles: Path, built: BuildFolder
) -> None:
    """The next start could not use it: first EMBEDDING_MODEL has to be as it was then."""
    _build(articles, built, Maker("new", "f2", "code"), FakeEncoder("new", "f2"))
    live = built.current()
    with pytest.raises(PassageIndexError, match="encoder fake, EMBEDDING_MODEL is new"):
        roll_back(built, "new", "f2")
    assert built.current() == live
    assert roll_back(built, "fake", "f1").encoder == "fake"


def test_corpora_of_two_builders_do_not_mix(articles: Path, built: BuildFolder) -> None:
    """What was read by a build that another one overtook is not taken for what lies there now."""
    known = open_known(built, _MAKER)
    corpus: Corpus = read_corpus(articles, kept=known.readings)
    (articles / "new.md").write_text("# New\n\nA gull sits on the mast.\n")
    _build(articles, built)
    build_index(corpus, articles, FakeEncoder(), built, known=known, maker=_MAKER)
    assert len(load_index(built, FakeEncoder()).articles) == 30


def test_files_in_the_state_that_the_live_build_has_seen_are_not_opened(
    articles: Path, folder: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.file_states._SETTLED_NS", -(10**12))
    _build(articles, folder)
    known = open_known(folder, _MAKER)
    assert set(known.states) == {path.name for path in articles.iterdir()}
    monkeypatch.setattr("corpus.folder.read_inside", None)  # which cannot be called
    corpus = read_corpus(articles, kept=known.readings)
    assert [summary.id for summary in corpus.kept] == sorted(known.states)


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"0.md": 1}', b"\xff"])
def test_without_sound_states_the_files_are_read(
    articles: Path, built: BuildFolder, damage: bytes
) -> None:
    live = built.current()
    assert live
    (live / "states.json").write_bytes(damage)
    assert open_known(built, _MAKER).states == {}
    assert _build(articles, built) == []


def test_only_what_is_encoded_is_counted(tmp_path: Path) -> None:
    corpus_dir, folder = tmp_path / "articles", BuildFolder(tmp_path / "index")
    corpus_dir.mkdir()
    file = corpus_dir / "a.md"
    file.write_text("---\nurl: https://a.org/1\n---\nThe pier is open.\n")
    told: list[tuple[int, int]] = []

    def build() -> list[tuple[int, int]]:
        told.clear()
        known = open_known(folder, _MAKER)
        corpus = read_corpus(corpus_dir, kept=known.readings)
        build_index(
            corpus,
            corpus_dir,
            FakeEncoder(),
            folder,
            lambda done, total: told.append((done, total)),
            known=known,
            maker=_MAKER,
        )
        return told

    assert build() == [(1, 1)]
    file.write_text(file.read_text().replace("a.org/1", "b.org/2"))
    assert build() == []
    (corpus_dir / "b.md").write_text("The ferry sails on Tuesdays.\n")
    file.write_text(file.read_text().replace("b.org/2", "c.org/3"))
    assert build() == [(1, 1)]
