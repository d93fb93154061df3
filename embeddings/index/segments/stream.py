"""The articles of an index one after the other, for whoever has room for one of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus import Article, Passage
from embeddings.encoders.encoder import Vectors
from embeddings.index.passage_index import PassageIndex


@dataclass(frozen=True, slots=True)
class StreamedArticle:
    """An article with its passages and their vectors, shape `[passages, dimension]`. `digest` is
    the SHA-256 of the file that it was read from, `""` if that is not known."""

    article: Article
    digest: str
    passages: list[Passage]
    vectors: Vectors


def stream_articles(index: PassageIndex) -> Iterator[StreamedArticle]:
    """The articles of `index`, in the order of its rows, one at a time in memory but for their
    heads. They can be read to the last also if other builds go live and this one is removed.

    :raises DamagedError: if a text is not as it was written.
    """
    for article_id, (segment, number) in index.heads.stored.items():
        rows = slice(*segment.row_starts[number : number + 2].tolist())
        yield StreamedArticle(
            index.heads[article_id].with_text(segment.read_text(number)),
            segment.read_source(number).digest,
            [segment.read_passage(row) for row in range(rows.start, rows.stop)],
            segment.vectors.read(rows),
        )
