"""What was recognised in the articles of a folder, and which files deserve a look."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Article, Paragraph
from corpus.collection import Corpus, Note

MAX_PARAGRAPH_CHARACTERS = 5000
"""What is longer is probably a text whose paragraphs were not found."""
_MAX_SCRAP_CHARACTERS = 40
_MIN_SCRAPS = 10
_MIN_SHARE_OF_SCRAPS = 0.3
_ENDS = tuple(".!?…。！？؟۔।:：\"'”’»)")


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
    """What is known of the articles of `corpus`. The work grows with the number of paragraphs."""
    articles = corpus.articles
    return Recognition(
        articles=len(articles),
        titles=sum(article.id in corpus.titled for article in articles),
        dates=sum(article.published is not None for article in articles),
        publishers=sum(article.source is not None for article in articles),
        authors=sum(article.author is not None for article in articles),
        speakers=sum(any(p.speaker for p in article.paragraphs) for article in articles),
        doubtful=tuple(_find_doubtful(corpus)),
    )


def _find_doubtful(corpus: Corpus) -> Iterator[Note]:
    warned: dict[str, int] = {}
    for note in corpus.warnings:
        warned[note.path] = warned.get(note.path, 0) + 1
    guessed = {note.path: note.reason for note in corpus.guessed}
    for article in corpus.articles:
        count = warned.get(article.id, 0)
        reasons = [
            *(["a warning"] if count == 1 else [f"{count} warnings"] if count else []),
            *([f"{guessed[article.id]} is a guess"] if article.id in guessed else []),
            *_judge_paragraphs(article),
        ]
        if reasons:
            yield Note(article.id, ", ".join(reasons))


def _judge_paragraphs(article: Article) -> Iterator[str]:
    scraps = sum(_is_scrap(article, paragraph) for paragraph in article.paragraphs)
    if scraps >= max(_MIN_SCRAPS, _MIN_SHARE_OF_SCRAPS * len(article.paragraphs)):
        yield f"{scraps} of {len(article.paragraphs)} paragraphs are scraps"
    longest = max(paragraph.end - paragraph.start for paragraph in article.paragraphs)
    if longest > MAX_PARAGRAPH_CHARACTERS:
        yield f"a paragraph of {longest} characters"


def _is_scrap(article: Article, paragraph: Paragraph) -> bool:
    """Whether it is prose by its kind, but too short for any, and ends as no sentence does."""
    return (
        paragraph.kind == "prose"
        and paragraph.speaker is None
        and paragraph.end - paragraph.start <= _MAX_SCRAP_CHARACTERS
        and not article.text[paragraph.start : paragraph.end].endswith(_ENDS)
    )
