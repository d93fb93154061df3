"""The articles of a build one after the other, for whoever has room for one of them."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from corpus import Article, Passage
from embeddings.encoders.encoder import Vectors
from embeddings.index.articles import select_fields
from embeddings.index.manifest import Manifest, ManifestError, check_files
from embeddings.index.ragged import accumulate
from embeddings.index.segments.files import SEGMENTS
from embeddings.index.segments.records import parse_article, parse_passages
from embeddings.index.segments.segment import (
    ARTICLES,
    PASSAGES,
    SOURCES,
    VECTORS,
    map_array,
    read_source_file,
)

_FILES = (SOURCES, ARTICLES, PASSAGES, VECTORS)
_DAMAGES = (OSError, ValueError, KeyError, TypeError, IndexError)


@dataclass(frozen=True, slots=True)
class StreamedArticle:
    """An article with its passages and their vectors, shape `[passages, dimension]`. `digest` is
    the SHA-256 of the file that it was read from, `""` if that is not known."""

    article: Article
    digest: str
    passages: list[Passage]
    vectors: Vectors


class BuildStream:
    """The articles of the build in the folder `build`, in the order of its rows, with those of
    their further fields that `show_fields` lists.

    Its files are compared with their checksums, then held open until `close`: it can be read to its
    end also if other builds go live and this one is removed. In memory are one article and, of each
    that there is, its id and where it lies, however many passages they have.

    :raises ManifestError: if it is damaged.
    """

    def __init__(self, build: Path, manifest: Manifest, show_fields: Sequence[str] = ()) -> None:
        self.build_name = build.name
        self.manifest = manifest
        self._show_fields = show_fields
        self._files = ExitStack()
        segments = [build / SEGMENTS / name for name in manifest.left_out]
        try:
            for segment in segments:
                names = (segment.relative_to(build) / name for name in _FILES)
                check_files(manifest, build, (name.as_posix() for name in names))
            parts = [_OpenSegment(segment, self._files) for segment in segments]
            places = [
                (article_id, part, number)
                for part, out in zip(parts, map(set, manifest.left_out.values()), strict=True)
                for number, article_id in enumerate(part.article_ids)
                if number not in out
            ]
        except _DAMAGES as exc:
            self.close()
            raise exc if isinstance(exc, ManifestError) else _damaged() from exc
        self._places = sorted(places, key=lambda place: place[0])

    def __iter__(self) -> Iterator[StreamedArticle]:
        """:raises ManifestError: if files cannot be read, or what they hold does not fit."""
        for _, part, number in self._places:
            try:
                one = part.read(number, self._show_fields)
            except _DAMAGES as exc:
                raise _damaged() from exc
            yield one

    def close(self) -> None:
        """Lets its files go."""
        self._files.close()


class _OpenSegment:
    """What is streamed of a segment; its files are held open by `files`."""

    def __init__(self, path: Path, files: ExitStack) -> None:
        sources = read_source_file(path / SOURCES)
        self.article_ids = [source.summary.id for source in sources]
        self._digests = [source.digest for source in sources]
        self._rows = accumulate([source.passages for source in sources])
        self._starts = tuple(
            accumulate([lengths[place] for lengths in (source.lengths for source in sources)])
            for place in range(2)
        )
        self._texts = tuple(
            files.enter_context((path / name).open("rb")) for name in (ARTICLES, PASSAGES)
        )
        self._vectors: Vectors = map_array(path / VECTORS, 2)
        if len(self._vectors) != self._rows[-1]:
            raise ValueError("vectors do not fit the passages")

    def read(self, number: int, show_fields: Sequence[str]) -> StreamedArticle:
        """The article `number` of the segment."""
        article_line, passage_lines = (
            self._read_bytes(place, number) for place in range(len(self._texts))
        )
        article = parse_article(article_line)
        passages = parse_passages(passage_lines, article.text)
        vectors = self._vectors[self._rows[number] : self._rows[number + 1]]
        if article.id != self.article_ids[number] or len(passages) != len(vectors):
            raise ValueError("an article is not where it should be")
        shown = next(select_fields([article], show_fields))
        return StreamedArticle(shown, self._digests[number], passages, vectors)

    def _read_bytes(self, place: int, number: int) -> bytes:
        starts, file = self._starts[place], self._texts[place]
        file.seek(starts[number])
        return file.read(int(starts[number + 1] - starts[number]))


def _damaged() -> ManifestError:
    return ManifestError("its files are damaged")
