"""From ranked hits to an answer: which sentences are quoted, and whether they answer at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import Article, Passage
from embeddings import Hit

MAX_QUOTE_CHARACTERS = 300
"""A quote is longer only if its one sentence is."""
MAX_QUOTE_SENTENCES = 3

QUOTES_TO_SHOW = 3
HITS_TO_SHOW = 10
"""Hits looked at for as many quotes as are shown: some say the same or overlap."""

_SHARE_OF_BEST_SCORE = 0.8


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of `article`: `article.text[start:end] == text`, one to three sentences.

    `also` are further articles that hold the same words.
    """

    text: str
    start: int
    end: int
    score: float
    passage: Passage
    article: Article
    also: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes for a question, best first. With `answered` false they are near misses, not to be
    shown as an answer. `confidence` is between 0 and 1."""

    question: str
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...]


def compose_answer(
    question: str, hits: Sequence[Hit], most_quotes: int, min_confidence: float
) -> Answer:
    """The answer that `hits` (best first) give to `question`; not answered if there are none."""
    confidence = hits[0].confidence if hits else 0.0
    quotes: dict[str, Quote] = {}
    for hit in hits:
        quote = select_quote(hit)
        key = " ".join(quote.text.casefold().split())
        if key in quotes:
            quotes[key] = _add_source(quotes[key], hit.article)
        elif not any(_overlap(quote, better) for better in quotes.values()):
            quotes[key] = quote
    return Answer(
        question=question,
        answered=bool(hits) and confidence >= min_confidence,
        confidence=confidence,
        quotes=tuple(quotes.values())[:most_quotes],
    )


def select_quote(hit: Hit) -> Quote:
    """The best sentence of the hit's passage, with its better neighbours as long as they fit."""
    scores, spans = hit.sentence_scores, hit.passage.sentences
    first = last = max(range(len(scores)), key=scores.__getitem__)
    while last - first + 1 < MAX_QUOTE_SENTENCES:
        options = [
            (low, high)
            for low, high in ((first - 1, last), (first, last + 1))
            if low >= 0
            and high < len(spans)
            and spans[high][1] - spans[low][0] <= MAX_QUOTE_CHARACTERS
        ]
        if not options:
            break
        first, last = max(options, key=lambda o: scores[o[0]] if o[0] < first else scores[o[1]])
    start, end = spans[first][0], spans[last][1]
    return Quote(
        text=hit.passage.text[start:end],
        start=hit.passage.start + start,
        end=hit.passage.start + end,
        score=hit.score,
        passage=hit.passage,
        article=hit.article,
    )


def quotes_to_show(answer: Answer, most: int = QUOTES_TO_SHOW) -> tuple[Quote, ...]:
    """The quotes that a reader should see, best first: `()` unless answered, and beside the best
    one only those that come near it."""
    if not answer.answered:
        return ()
    enough = _SHARE_OF_BEST_SCORE * answer.quotes[0].score
    return tuple(quote for quote in answer.quotes[:most] if quote.score >= enough)


def _overlap(quote: Quote, other: Quote) -> bool:
    same_article = quote.article.id == other.article.id
    return same_article and quote.start < other.end and other.start < quote.end


def _add_source(quote: Quote, article: Article) -> Quote:
    if article.id in {known.id for known in (quote.article, *quote.also)}:
        return quote
    return replace(quote, also=(*quote.also, article))
