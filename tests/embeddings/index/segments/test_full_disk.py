"""Builds on a disk that has room for nothing, for a little more, and so on until one succeeds: so
it is full at each page that a build writes, or at each file and folder that it makes."""

import itertools
from pathlib import Path

import pytest

from corpus import read_corpus
from embeddings import BuildError, BuildFolder, Maker, build_index, load_index, open_known
from embeddings.index.segments import pieces
from tests.support.fake_encoder import FakeEncoder
from tests.support.mounting import leave_room, mounted, needs_mount

_MAKER = Maker("fake", "f1", "code")
_MANY = 4000
_BALLAST = "ballast"
_ARTICLES = 6
_PIECE_PASSAGES = 2
"""So that a disk is also full behind the first piece of what is encoded."""


class _Scene:
    """Articles, and the folder of their index, a file system of its own."""

    def __init__(self, articles: Path, folder: BuildFolder) -> None:
        self.articles, self.folder = articles, folder
        self.version = 0
        for number in range(_ARTICLES):
            self._write(number)

    def change(self) -> None:
        """What a build by changes has to write, link and leave out."""
        self.version += 1
        for number in (0, 1, 2, _ARTICLES + self.version):
            self._write(number)
        (self.articles / f"{_ARTICLES + self.version - 1}.md").unlink(missing_ok=True)

    def build(self) -> int:
        """How many passages were encoded."""
        known = open_known(self.folder, _MAKER)
        corpus = read_corpus(self.articles, kept=known.readings)
        encoded = 0

        def count(done: int, _: int) -> None:
            nonlocal encoded
            encoded = done

        build_index(
            corpus, self.articles, FakeEncoder(), self.folder, count, known=known, maker=_MAKER
        )
        return encoded

    def read(self) -> list[str]:
        """All passages of the live index, and what is found for a question; none if there is no
        index."""
        if self.folder.current() is None:
            return []
        index = load_index(self.folder, FakeEncoder())
        found = index.lexical.search(index.lexical.read_query("mast"), 5)
        return [*(passage.text for passage in index.passages), *map(str, found)]

    def list_names(self) -> set[str]:
        return {path.name for path in self.folder.path.iterdir()} - {_BALLAST}

    def _write(self, number: int) -> None:
        text = f"# Ship {number}\n\nShip {number} has the mast {self.version}.\n"
        (self.articles / f"{number}.md").write_text(text)


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Scene:
    monkeypatch.setattr(pieces, "_PIECE_PASSAGES", _PIECE_PASSAGES)
    (tmp_path / "articles").mkdir()
    return _Scene(tmp_path / "articles", BuildFolder(tmp_path / "index"))


@needs_mount
@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("what", ["pages", "files"])
@pytest.mark.parametrize("changes", [0, 1, 5])
def test_a_build_without_room_is_told_and_the_next_goes_on(
    scene: _Scene, changes: int, what: str, step: int
) -> None:
    """The first build, one by changes, and one that writes several segments anew as one."""
    with mounted(scene.folder.path, f"size=64m,nr_inodes={_MANY}"):
        (scene.folder.path / _BALLAST).write_text("so that the disk is not empty")
        for _ in range(changes):
            scene.build()
            scene.change()
        before, live, previous = scene.read(), scene.folder.current(), scene.folder.previous()
        told = f"cannot write in {scene.folder.path}: No space left on device"
        for room in itertools.count(0, step):
            rooms = {"pages": _MANY, "files": _MANY} | {what: room}
            leave_room(scene.folder.path, **rooms)
            try:
                encoded = scene.build()
            except BuildError as exc:
                assert str(exc) == told
            else:
                break
            assert (scene.folder.current(), scene.folder.previous()) == (live, previous)
            assert scene.read() == before
            assert len(list((scene.folder.path / "builds").glob("*"))) <= min(changes, 2)
            assert len(list(scene.folder.pieces.glob("*"))) <= _ARTICLES // _PIECE_PASSAGES
        print(f"{room // step} full disks")
        assert room > 2 * step
        assert encoded <= _PIECE_PASSAGES, "what was encoded is lost"
        assert scene.list_names() - {"PREVIOUS"} == {"CURRENT", "build.lock", "builds"}
        assert len(list((scene.folder.path / "builds").iterdir())) <= 2
        leave_room(scene.folder.path, pages=_MANY, files=_MANY)
        found = scene.read()
        build_index(read_corpus(scene.articles), scene.articles, FakeEncoder(), scene.folder)
        assert scene.read() == found
