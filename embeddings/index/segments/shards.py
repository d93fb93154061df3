"""An encoding job split over machines: each shard encodes its share of the articles into a folder
of its own, where the next build finds it."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus import Corpus, chunk_corpus
from embeddings.encoders.encoder import Encoder
from embeddings.index.builds import BuildFolder, BusyError, hold_lock, remove_folder
from embeddings.index.segments.assembly import Selection
from embeddings.index.segments.files import (
    Maker,
    finish_segment,
    list_whole,
    make_name,
    read_info,
)
from embeddings.index.segments.merging import Size, choose_merged
from embeddings.index.segments.pieces import pair_articles, write_pieces
from embeddings.index.segments.segment import Segment
from embeddings.index.segments.writing import EncodedTexts, merge_segments

_MAX_SEGMENTS = 8
"""Of a shard that has ended: the build that takes all shards has some files of each open."""
_FOLDER_NAME = re.compile(r"([1-9]\d{0,3})-of-([1-9]\d{0,3})")
_HASH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Shard:
    """The share `number`, from 1 on, of `count` that articles are split into."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def holds(self, article_id: str) -> bool:
        """Whether the article with this id is in it: which shard that is, is told by the id alone,
        so that machines agree whatever else lies in their folders. Shares are about equal in the
        number of articles."""
        digest = hashlib.blake2b(article_id.encode(), digest_size=_HASH_BYTES).digest()
        return int.from_bytes(digest) % self.count == self.number - 1


class ShardWriter:
    """What a shard has encoded, in the folder `path`, and encodes beside what is `known` of others.
    Few segments are open at a time, however much it is: they are merged as those of a build are."""

    def __init__(self, path: Path, maker: Maker, known: Iterable[Segment]) -> None:
        self._path, self._maker = path, maker
        self._known = tuple(known)
        self._segments = list(list_whole(path, maker))
        self._texts: EncodedTexts | None = None
        self._remove_all_but(_find_others(path, maker))  # what was not ended, or is damaged

    @property
    def segments(self) -> Sequence[Segment]:
        """All that it has encoded, what is newer behind what is older."""
        return tuple(self._segments)

    def encode(self, corpus: Corpus, encoder: Encoder) -> tuple[int, int]:
        """Encodes the articles of `corpus` that were read; how many articles and passages that
        are. What cannot be cut into passages is none of them.

        :raises OSError: if it cannot be written.
        """
        if self._texts is None:
            self._texts = EncodedTexts([*self._known, *self._segments])
        left, passages = chunk_corpus(corpus, encoder.count_tokens, encoder.max_tokens)
        new = pair_articles(left, passages)
        self._segments += write_pieces(self._path, new, encoder, self._texts, self._maker)
        self._merge(self._texts)
        return len(new), len(passages)

    def finish(self) -> None:
        """Leaves few segments, and nothing that others have made, such as a Footnote before this.

        :raises OSError: if it cannot be written.
        """
        self._merge(None, len(self._segments) > _MAX_SEGMENTS)
        self._remove_all_but(())

    def _remove_all_but(self, others: Iterable[Path]) -> None:
        kept = {*others, *(segment.path for segment in self._segments)}
        for path in self._path.glob("*"):
            if path not in kept:
                remove_folder(path)

    def _merge(self, texts: EncodedTexts | None, is_end: bool = False) -> None:
        """Writes some segments anew as one, or all, and tells `texts`. Of an article that was
        encoded twice only what is newer is kept."""
        alive = _select_newest(self._segments)
        sizes = [
            Size(each.segment.passage_count, len(each.segment.list_rows(each.numbers)))
            for each in alive
        ]
        chosen = list(range(len(alive))) if is_end else choose_merged(sizes)
        if not chosen:
            return
        parts = [alive[number] for number in chosen]
        gone = [part.segment for part in parts]
        filled = [part for part in parts if part.numbers.size]
        merged = [self._write_merged(filled)] if filled else []
        self._segments = [each for each in self._segments if each not in gone] + merged
        if texts:
            texts.replace(gone, merged)
        for segment in gone:
            remove_folder(segment.path)

    def _write_merged(self, parts: Sequence[Selection]) -> Segment:
        path = self._path / make_name()
        path.mkdir()
        largest = max((part.segment for part in parts), key=lambda each: each.passage_count)
        try:
            merge_segments(path, [(p.segment, p.numbers) for p in parts], largest.centre)
            finish_segment(path, self._maker)
        except BaseException:
            remove_folder(path)
            raise
        return Segment(path)


@dataclass(frozen=True, slots=True)
class TakenShards:
    """What shards have encoded, in `segments`. `unused` is why there is more that cannot be used, a
    text for each shard."""

    segments: tuple[Segment, ...]
    unused: tuple[str, ...]
    _folders: tuple[Path, ...]

    def remove(self, with_unused: bool) -> None:
        """Removes these segments, when a build is live that has what they have, or all that there
        is in the folders of these shards."""
        for segment in self.segments:
            remove_folder(segment.path)
        for folder in self._folders:
            if with_unused:
                remove_folder(folder)
            _remove_if_empty(folder)


@contextmanager
def take_shards(folder: BuildFolder, maker: Maker) -> Iterator[TakenShards]:
    """What shards have encoded for a build by `maker`; as long as the block lasts no shard changes
    it. Of a shard that is at work nothing is taken."""
    with ExitStack() as held:
        folders, unused = [], []
        for shard, path in _list_folders(folder):
            try:
                held.enter_context(hold_lock(_lock_of(path), "", patience_seconds=0))
            except BusyError:
                unused.append(f"nothing of shard {shard} is used: it is at work")
            except OSError as exc:
                unused.append(f"nothing of shard {shard} is used: {exc.strerror or exc}")
            else:
                folders.append(path)
                if why_not := next(iter(_find_others(path, maker).values()), ""):
                    unused.append(f"not all of shard {shard} is used: {why_not}")
        segments = tuple(segment for path in folders for segment in list_whole(path, maker))
        yield TakenShards(segments, tuple(unused), tuple(folders))


def list_encoded(folder: BuildFolder, maker: Maker, but_of: int = 0) -> Iterator[Segment]:
    """What `maker` has encoded in shards, but those of so many: which may change at any time."""
    for shard, path in _list_folders(folder):
        if shard.count != but_of:
            yield from list_whole(path, maker)


@contextmanager
def hold_shard(folder: BuildFolder, shard: Shard) -> Iterator[Path]:
    """The folder of `shard`, in which nobody else writes as long as the block lasts, as far as
    locks reach. Where they do not, on some network file systems, no file is written twice, as names
    of segments are never the same, and who lacks a file that somebody else has removed ends.

    :raises BusyError: if somebody encodes it, or a build takes it.
    :raises OSError: if the folder cannot be written.
    """
    path = folder.shards / f"{shard.number}-of-{shard.count}"
    refusal = f"shard {shard} is being encoded, or taken by a build: wait until that has ended"
    with hold_lock(_lock_of(path), refusal):
        path.mkdir(exist_ok=True)
        try:
            yield path
        finally:
            _remove_if_empty(path)


def _list_folders(folder: BuildFolder) -> Iterator[tuple[Shard, Path]]:
    for path in sorted(folder.shards.glob("*")):
        if (found := _FOLDER_NAME.fullmatch(path.name)) and path.is_dir():
            yield Shard(int(found[1]), int(found[2])), path


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + ".lock")


def _remove_if_empty(folder: Path) -> None:
    """Removes the folder of a shard that is held, its lock, and the folder of all shards, if
    nothing is in them."""
    with suppress(OSError):  # it is not empty
        if folder.is_dir():
            folder.rmdir()
        _lock_of(folder).unlink(missing_ok=True)
        folder.parent.rmdir()


def _find_others(folder: Path, maker: Maker) -> dict[Path, str]:
    """The segments in the folder of a shard that have come to their end, but that `maker` cannot
    use, each with why."""
    found = {}
    for path in sorted(folder.glob("*")):
        with suppress(OSError, ValueError, KeyError, TypeError):  # it has not
            if why_not := maker.why_not(read_info(path).maker):
                found[path] = why_not
    return found


def _select_newest(segments: Sequence[Segment]) -> list[Selection]:
    """Of each of `segments` the articles that no later one has."""
    last = {name: n for n, segment in enumerate(segments) for name in segment.columns.ids}
    return [
        Selection(
            segment,
            np.asarray(
                [number for number, name in enumerate(segment.columns.ids) if last[name] == n],
                dtype=np.int64,
            ),
        )
        for n, segment in enumerate(segments)
    ]
