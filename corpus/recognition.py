"""What was recognised in the articles of a folder, and which files deserve a look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.collection import Corpus, Note
from corpus.summary import Summary


@dataclass(frozen=True, slots=True)
class Recognition:
    """How many of so many `articles` state a title of their own, have a date, a publisher, an
    author, and speakers. `doubtful` has a note for each file that deserves a look."""

    articles: int
    titles: int
    dates: int
    publishers: int
    authors: int
    speakers: int
    doubtful: tuple[Note, ...]


def recognise(corpus: Corpus) -> Recognition:
    """What is known of the articles of `corpus`. The work is that of `Corpus.summaries`."""
    summaries = corpus.summaries
    return Recognition(
        articles=len(summaries),
        titles=sum(summary.states_title for summary in summaries),
        dates=sum(summary.has_date for summary in summaries),
        publishers=sum(summary.has_publisher for summary in summaries),
        authors=sum(summary.has_author for summary in summaries),
        speakers=sum(summary.has_speakers for summary in summaries),
        doubtful=tuple(_find_doubtful(summaries)),
    )


def _find_doubtful(summaries: Iterable[Summary]) -> Iterator[Note]:
    for summary in summaries:
        count, guess = len(summary.warnings), summary.guessed_encoding
        reasons = [
            *(["a warning"] if count == 1 else [f"{count} warnings"] if count else []),
            *([] if guess is None else [f"{guess} is a guess"]),
            *summary.doubts,
        ]
        if reasons:
            yield Note(summary.id, ", ".join(reasons))
