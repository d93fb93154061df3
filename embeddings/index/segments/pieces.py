"""Articles as they are encoded, into segments that are whole one after the other."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus import Corpus, Passage
from embeddings.encoders.encoder import Encoder
from embeddings.index.builds import remove_folder
from embeddings.index.segments.files import Maker, finish_segment, make_name
from embeddings.index.segments.segment import Segment
from embeddings.index.segments.writing import EncodedTexts, NewArticle, write_new_segment

_PIECE_PASSAGES = 1024
"""About so many are encoded in a few seconds: what a build that is ended by force loses."""
_MAX_PIECES = 64
"""Of one build: each has some files open until it has ended."""


def pair_articles(corpus: Corpus, passages: Sequence[Passage]) -> list[NewArticle]:
    """The articles of `corpus` that were read, each with its passages."""
    of_article = {
        name: list(group) for name, group in itertools.groupby(passages, lambda p: p.article_id)
    }
    summaries = {summary.id: summary for summary in corpus.summaries}
    return [
        NewArticle(
            article,
            of_article.get(article.id, []),
            summaries[article.id],
            corpus.digests.get(article.id, ""),
        )
        for article in corpus.articles
    ]


def write_pieces(
    folder: Path,
    new: Sequence[NewArticle],
    encoder: Encoder,
    texts: EncodedTexts,
    maker: Maker,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Segment]:
    """The segments of the articles `new`, in `folder`. Of `texts`, to which they are added, nothing
    is encoded again. Each is whole as soon as it is written, so that the next build knows it if
    this one comes to nothing. `on_progress` is as in `build_index`.

    :raises OSError: if they cannot be written.
    """
    total, done = sum(len(each.passages) for each in new), 0

    def count(encoded: int, known: int) -> None:
        # Which are known shows when it is their turn.
        nonlocal done, total
        done += encoded
        total -= known
        if on_progress and done:  # nothing is said to be encoded of what is known
            on_progress(done, total)

    if not new:
        return []
    pieces = []
    for some in _cut(new, max(_PIECE_PASSAGES, -(-total // _MAX_PIECES))):
        path = folder / make_name()
        path.mkdir(parents=True)
        try:
            write_new_segment(path, some, encoder, maker.token_bits, texts, count)
            finish_segment(path, maker)
        except BaseException:
            remove_folder(path)  # a full disk has no room for it
            raise
        pieces.append(Segment(path))
        texts.add(pieces[-1])
    return pieces


def _cut(new: Sequence[NewArticle], size: int) -> Iterator[list[NewArticle]]:
    """`new`, so many at a time that they have about `size` passages."""
    piece: list[NewArticle] = []
    passages = 0
    for each in new:
        piece.append(each)
        passages += len(each.passages)
        if passages >= size:
            yield piece
            piece, passages = [], 0
    if piece:
        yield piece
