"""What there is to say of an article without having it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Article, Paragraph, hash_text

MAX_PARAGRAPH_CHARACTERS = 5000
"""What is longer is probably a text whose paragraphs were not found."""
_MAX_SCRAP_CHARACTERS = 40
_MIN_SCRAPS = 10
_MIN_SHARE_OF_SCRAPS = 0.3
_ENDS = tuple(".!?…。！？؟۔।:：\"'”’»)")


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the article `id`: its `title` and whether the file states it, `hash_text` of its text in
    hexadecimal digits, which of its source is known, and whether somebody speaks in it.

    `warnings` are about what was left out of it, `guessed_encoding` is the file's if that is a
    guess, and `doubts` are why its paragraphs deserve a look.
    """

    id: str
    title: str
    text_digest: str
    states_title: bool = False
    has_date: bool = False
    has_publisher: bool = False
    has_author: bool = False
    has_speakers: bool = False
    warnings: tuple[str, ...] = ()
    guessed_encoding: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptReading:
    """What was made of a file before, while its bytes have the SHA-256 `digest`, in hexadecimal
    digits. `state` is as `find_state` had it then, None if that told nothing for sure."""

    digest: str
    summary: Summary
    state: str | None = None


def summarise(
    article: Article,
    warnings: Sequence[str] = (),
    guessed_encoding: str | None = None,
    states_title: bool = False,
) -> Summary:
    """The summary of `article`, of which the reader said the rest. The work grows with its length
    and the number of its paragraphs."""
    return Summary(
        id=article.id,
        title=article.title,
        text_digest=hash_text(article.text).hex(),
        states_title=states_title,
        has_date=article.published is not None,
        has_publisher=article.source is not None,
        has_author=article.author is not None,
        has_speakers=any(paragraph.speaker for paragraph in article.paragraphs),
        warnings=tuple(warnings),
        guessed_encoding=guessed_encoding,
        doubts=tuple(_judge_paragraphs(article)),
    )


def _judge_paragraphs(article: Article) -> Iterator[str]:
    scraps = sum(_is_scrap(article, paragraph) for paragraph in article.paragraphs)
    if scraps >= max(_MIN_SCRAPS, _MIN_SHARE_OF_SCRAPS * len(article.paragraphs)):
        yield f"{scraps} of {len(article.paragraphs)} paragraphs are scraps"
    longest = max((paragraph.end - paragraph.start for paragraph in article.paragraphs), default=0)
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
