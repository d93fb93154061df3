"""Sentences that lead up to a listing, parted from the paragraph that they end where it has no room
in one passage with that."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.article import Article, Paragraph
from corpus.passages.packing import MAX_COUNTED, leads_up
from corpus.structure.sentences.sentences import split_sentences

_MAX_LOOKED_AT = 1000
"""Characters of a paragraph's end, which its last sentence is looked for in."""


def part_lead_ins(
    article: Article, count_tokens: Callable[[str], int], max_tokens: int
) -> Iterator[Paragraph]:
    """The paragraphs of `article`, those as two whose last sentence leads up to the code below them
    and that have more than `max_tokens` together with it: the sentence goes with the code. Linear.
    """

    def count(paragraph: Paragraph) -> int:
        end = min(paragraph.end, paragraph.start + MAX_COUNTED)
        return count_tokens(article.text[paragraph.start : end])

    waiting: Paragraph | None = None
    for paragraph in article.paragraphs:
        if waiting:
            is_lead_in = paragraph.kind == "code" and leads_up(article, waiting, paragraph)
            if is_lead_in and count(waiting) + count(paragraph) > max_tokens:
                yield from _part(article, waiting)
            else:
                yield waiting
        waiting = paragraph
    if waiting:
        yield waiting


def _part(article: Article, paragraph: Paragraph) -> Iterator[Paragraph]:
    """`paragraph` without its last sentence, and that."""
    looked_at = max(paragraph.start, paragraph.end - _MAX_LOOKED_AT)
    sentences = split_sentences(article.text[looked_at : paragraph.end], article.language)
    if paragraph.kind not in {"prose", "answer"} or len(sentences) < 2:
        yield paragraph
        return
    end, start = looked_at + sentences[-2][1], looked_at + sentences[-1][0]
    before = tuple(place for place in paragraph.places if place[0] <= start)
    locator = paragraph.locator
    if locator and before:
        locator = replace(locator, value=before[-1][1])
    yield replace(paragraph, end=end, places=tuple(p for p in paragraph.places if p[0] < end))
    places = paragraph.places[len(before) :]
    yield replace(paragraph, start=start, locator=locator, places=places, context=())
