"""Composing an answer of hits: the sentences quoted of each, the same words of several articles put
together, and whether the best hit is sure enough."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.answers.answer import Answer, AnswerOutcome, Quote
from bot.answers.copies import Compared, Quoted, find_copy, read_quote
from bot.answers.notes import Note
from bot.answers.quote_bounds import (
    MAX_BLOCK_CHARACTERS,
    MAX_QUOTE_CHARACTERS,
    add_blocks,
    asks,
    ends_in_what_gives_way,
    goes_on_within,
    is_one_entry,
    is_short_unit,
    make_whole,
    says_nothing,
    skip_answer_mark,
)
from bot.answers.turns import is_answered, may_move, order_turns, replies
from bot.answers.yes_or_no import asks_yes_or_no, take_yes_or_no
from corpus import Article, Passage
from corpus.normalization import fold_typography
from corpus.structure.blocks.lines import has_letters
from embeddings import Hit

MAX_QUOTE_SENTENCES = 4

_TOGETHER = 1.5
"""What the evidence of all sentences of a quote counts, beside that of its best one alone."""
_FREE_CHARACTERS = 280
_COST_OF_LENGTH = 0.015 / 100
"""Evidence that every further character of a quote has to bring: up to 450 of them are allowed, so
that two long sentences may stand together, but a long sentence that adds next to nothing stays
out. A plain limit of 320 cut off what answers; one of 400 made every quote long."""

_CARRIED = 0.8
"""What a sentence of running text has of the evidence of the sentence before it: "he" and "this"
stand for what was named there."""
_ABOUT_AS_MUCH = 0.97
"""Share of a quote's score from which on another article's comes before it."""
_LEAST_OF_COPIES = 0.75
"""Share of a quote's score from which on passages of other articles are looked at for its words."""

_AGAIN = 0.9
"""What a further sentence of the first passage counts, beside another passage with as much
evidence: a reader has had something of it already."""
_COMPARED = 3
"""Quotes of which the last has to be weaker than that sentence."""


def compose_answer(
    question: str,
    hits: Sequence[Hit],
    max_quotes: int,
    min_confidence: float,
    notes: Sequence[Note] = (),
    unknown_words: Sequence[str] = (),
) -> Answer:
    """The answer that `hits` (best first) give to `question`; not found if there are none."""
    confidence = hits[0].confidence if hits else 0.0
    is_sure = bool(hits) and confidence >= min_confidence
    quotes = _spread(order_turns(question, _select_quotes(question, hits, max_quotes)))
    return Answer(
        question=question,
        outcome=AnswerOutcome.ANSWERED if is_sure else AnswerOutcome.NOT_FOUND,
        confidence=confidence,
        quotes=tuple(_quote_again(quotes, hits)[:max_quotes]),
        notes=tuple(notes),
        unknown_words=tuple(unknown_words),
    )


def _select_quotes(question: str, hits: Sequence[Hit], max_quotes: int) -> list[Quote]:
    """The quotes of `hits`, those with the same words, or nearly, as one; without what only asks
    behind its answer, and those that cannot be among the first `max_quotes` in any order."""
    wants_yes_or_no = asks_yes_or_no(question)
    quotes: dict[str, Quote] = {}
    read: dict[str, Quoted] = {}
    enough = -math.inf
    for hit in hits:
        compared = Compared(hit.passage)
        copies = _find_copies(hit, compared, quotes, read)
        for key, copy in copies.items():
            quotes[key] = _add_copy(quotes[key], copy)
        # What is too far behind may only be another source of the same words.
        if hit.score < enough and not _may_hold(hit, compared, quotes):
            continue
        quote = select_quote(hit, wants_yes_or_no)
        key = fold_typography(quote.text)
        if key in quotes:
            quotes[key] = _add_source(quotes[key], quote)
        elif any(_repeats(quote, copy) for copy in copies.values()):
            continue
        elif not any(quote.overlaps(better) for better in quotes.values()) and not is_answered(
            question, quote, quotes.values()
        ):
            quotes[key] = quote
            read[key] = read_quote(quote)
            if len(quotes) == max_quotes and not may_move(list(quotes.values()), hits):
                enough = _ABOUT_AS_MUCH * min(quote.score for quote in quotes.values())
    return list(quotes.values())


def _find_copies(
    hit: Hit, compared: Compared, quotes: Mapping[str, Quote], read: Mapping[str, Quoted]
) -> dict[str, Quote]:
    """What the passage of `hit`, which is `compared`, has of the words of each of `quotes`, as
    `find_copy` says, if its article is no source of them yet; by what they are kept by, as they are
    in `read`."""
    found: dict[str, Quote] = {}
    article_id = hit.article.id
    for key, quote in quotes.items():
        # The same words have about the same score, whatever stands around them.
        if hit.score < _LEAST_OF_COPIES * quote.score or quote.article.id == article_id:
            continue
        run = find_copy(read[key], compared)
        if run and not _is_source(hit.article, quote):
            found[key] = _cut_quote(hit, *run)
    return found


def _add_copy(quote: Quote, copy: Quote) -> Quote:
    """`quote` with what another article has of its words, all or most of them."""
    if fold_typography(copy.text) == fold_typography(quote.text):
        return _add_source(quote, copy)
    return replace(quote, nearly=(*quote.nearly, copy))


def _repeats(quote: Quote, copy: Quote) -> bool:
    """Whether what is best of `quote` stands in `copy`, which is of its passage: what that is a
    copy of is quoted already."""
    best = quote.start + quote.best[0]
    return copy.start <= best < copy.end


def _may_hold(hit: Hit, compared: Compared, quotes: Mapping[str, Quote]) -> bool:
    """Whether the words of one of `quotes`, by which they are kept as `fold_typography` has them,
    stand in the passage of `hit`, which is `compared`; not if its article is a source of all of
    them."""
    if all(_is_source(hit.article, quote) for quote in quotes.values()):
        return False
    folded = compared.folded_text
    return any(words in folded for words in quotes)


def select_quote(hit: Hit, wants_yes_or_no: bool = False) -> Quote:
    """The run of sentences of the hit's passage with the most evidence, which is what its sentences
    have together, and the best one alone, without the cost of its length. A sentence that adds
    nothing stays out; but `make_whole` says where it may begin and end, and `add_blocks` which
    short blocks beside it are as near to the question. A short unit that the question names is
    quoted whole, a long one that alone is named from its beginning: its number does not say what of
    it is asked for. If it `wants_yes_or_no`, a
    "Yes." that the passage begins with is quoted, with what follows as far as there is room."""
    passage, spans = hit.passage, hit.passage.sentences
    evidence = _carry(hit.evidence, hit)
    scores = evidence.sum(axis=0)
    run = _choose_run(evidence, scores, hit)
    if _stands_below_question(passage):
        run = _fill(passage, *run)
    first, last = make_whole(passage, *(_reply_whole(passage, *run) if replies(passage) else run))
    if not hit.uncovered:  # words alone do not tell what is about as near
        first, last = add_blocks(passage, first, last, scores.tolist())
    if hit.is_unit and is_short_unit(passage):
        first, last = _leave_out_asking(passage), len(spans)
    elif hit.is_asked_whole:
        first, last = make_whole(passage, *_begin_unit(passage))
    elif wants_yes_or_no:
        first, last = take_yes_or_no(passage, first, last)
    best = first + int(scores[first:last].argmax())
    return _cut_quote(hit, first, last, best)


def _quote_again(quotes: list[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """`quotes`, best first, with a further sentence of the passage of the first one as a quote of
    its own behind the second one, if the third is weaker than that."""
    if len(quotes) < _COMPARED:
        return quotes
    first, second, *others = quotes
    hit = next(hit for hit in hits if hit.passage.id == first.passage.id)
    again = _select_again(hit, first, others[0].score)
    if again is None:
        return quotes
    key = fold_typography(again.text)
    quoted, read = {key: again}, {key: read_quote(again)}
    found = (_find_copies(each, Compared(each.passage), quoted, read) for each in hits)
    copies = [copy for one in found for copy in one.values()]
    told = [again, *copies]
    repeated = [quote for quote in quotes if _says_the_same(quote, key, told)]
    if second in repeated or others[0] in repeated:
        return quotes
    for copy in [*copies, *(one for one in repeated if fold_typography(one.text) == key)]:
        if not _is_source(copy.article, again):
            again = _add_copy(again, copy)
    return [first, second, again, *(quote for quote in others if quote not in repeated)]


def _says_the_same(quote: Quote, folded: str, told: Sequence[Quote]) -> bool:
    """Whether `quote` has the words `folded`, or stands where one of `told` does."""
    return fold_typography(quote.text) == folded or any(map(quote.overlaps, told))


def _select_again(hit: Hit, quote: Quote, least: float) -> Quote | None:
    """The sentence of the hit's passage with the most evidence beside `quote`, which is of it as
    well, as `make_whole` has it; None if it scores less than `least`."""
    passage = hit.passage
    begin, end = quote.start - passage.start, quote.end - passage.start
    quoted = [n for n, span in enumerate(passage.sentences) if begin < span[1] <= end]
    evidence = _carry(hit.evidence, hit)
    scores = evidence.sum(axis=0)
    best = float(_TOGETHER * evidence[:, quoted].max(axis=1).sum() + scores[quoted].max())
    for place in np.argsort(-scores, kind="stable").tolist():
        share = (_TOGETHER + 1) * scores[place] / best if best > 0 else 0.0
        score = _AGAIN * quote.score * min(1.0, share)
        if score < least:
            return None
        first, last = make_whole(passage, place, place + 1)
        is_apart = last <= quoted[0] or quoted[-1] < first
        if is_apart and not (
            _says_nothing(passage, first, last) or ends_in_what_gives_way(passage, last)
        ):
            return replace(_cut_quote(hit, first, last, place), score=score)
    return None


def _leave_out_asking(passage: Passage) -> int:
    """The first sentence of `passage` that is quoted if all of it is: behind what asks, if its
    answer is marked as one."""
    spans = passage.sentences
    asking = itertools.takewhile(lambda span: asks(passage.text[slice(*span)]), spans)
    first = sum(1 for _ in asking)
    if not 0 < first < len(spans):
        return 0
    is_marked = skip_answer_mark(passage, first) > spans[first][0]
    between = passage.text[spans[first - 1][1] : spans[first][0]]
    return first if is_marked or has_letters(between) else 0


def _cut_quote(hit: Hit, first: int, last: int, best: int | None = None) -> Quote:
    """The sentences of the hit's passage from `first` to `last`, not included, of which number
    `best` has most evidence; all of them if that is not asked for."""
    passage, spans = hit.passage, hit.passage.sentences
    start, end = skip_answer_mark(passage, first), spans[last - 1][1]
    if start >= end:  # nothing but the mark is of it
        start = spans[first][0]
    best_start, best_end = (start, end) if best is None else spans[best]
    if best_end <= start:
        best_start, best_end = next(span for span in spans if span[0] == start)
    best_start = max(start, best_start)
    return Quote(
        text=passage.text[start:end],
        start=passage.start + start,
        end=passage.start + end,
        score=hit.score,
        passage=passage,
        article=hit.article,
        best=(best_start - start, best_end - start),
    )


def _carry(evidence: NDArray[np.float64], hit: Hit) -> NDArray[np.float64]:
    """`evidence`, shape `[clues, sentences]`, with what a sentence has from the one before it."""
    if hit.passage.kind not in {"prose", "answer"} or len(hit.passage.sentences) < 2:
        return evidence
    carried, before = evidence.copy(), evidence[:, :-1]
    np.maximum(carried[:, 1:], _CARRIED * before, out=carried[:, 1:], where=before > 0)
    return carried


def _choose_run(
    evidence: NDArray[np.float64], scores: NDArray[np.float64], hit: Hit
) -> tuple[int, int]:
    """The first and the last sentence, the latter not included, that are quoted of `hit`, by the
    `evidence` of each, which is `scores` together."""
    spans = hit.passage.sentences
    runs: dict[tuple[int, int], float] = {}
    together, best_alone = evidence, scores
    for count in range(1, min(MAX_QUOTE_SENTENCES, len(spans)) + 1):
        if count > 1:
            together = np.maximum(together[:, :-1], evidence[:, count - 1 :])
            best_alone = np.maximum(best_alone[:-1], scores[count - 1 :])
        weights = _TOGETHER * together.sum(axis=0) + best_alone
        for first, weight in enumerate(weights.tolist()):
            cost = _cost_length(spans[first][0], spans[first + count - 1][1])
            runs[first, first + count] = weight - cost
    # Of equals the first is taken, and shorter runs come first.
    ordered = sorted(runs, key=runs.__getitem__, reverse=True)
    allowed = (run for run in ordered if _may_be_quoted(hit.passage, *run))
    best = next(allowed)  # a sentence alone always is
    told = (run for run in itertools.chain([best], allowed) if not _says_nothing(hit.passage, *run))
    return next(told, best)


def _says_nothing(passage: Passage, first: int, last: int) -> bool:
    """Whether none of the sentences from `first` to `last`, not included, says anything."""
    return all(
        says_nothing(passage.text[start:end]) for start, end in passage.sentences[first:last]
    )


def _cost_length(start: int, end: int) -> float:
    return _COST_OF_LENGTH * max(0, end - start - _FREE_CHARACTERS)


def _begin_unit(passage: Passage) -> tuple[int, int]:
    """The run of sentences that `passage` begins with, as far as there is room."""
    last = 1
    while (
        last < min(len(passage.sentences), MAX_QUOTE_SENTENCES)
        and _may_be_quoted(passage, 0, last + 1)
    ):  # fmt: skip
        last += 1
    return 0, last


def _reply_whole(passage: Passage, first: int, last: int) -> tuple[int, int]:
    """The run of sentences of a reply that goes up to `last`, from the reply's beginning, with
    what follows, as far as there is room: what of it answers, the question's words do not tell."""
    spans = passage.sentences
    if _may_be_quoted(passage, 0, last, MAX_QUOTE_CHARACTERS):
        first = 0
    while (
        last < min(len(spans), first + MAX_QUOTE_SENTENCES)
        and spans[last][1] - spans[first][0] <= MAX_QUOTE_CHARACTERS
    ):
        last += 1
    return first, last


def _stands_below_question(passage: Passage) -> bool:
    """Whether `passage` is running text below a heading that asks, as in an interview without
    names: the heading is what the reader's words are like, and hardly tells its sentences apart."""
    return passage.kind in {"prose", "answer"} and any(map(asks, passage.headings[-1:]))


def _fill(passage: Passage, first: int, last: int) -> tuple[int, int]:
    """The run of sentences from `first` to `last`, not included, with what follows, as far as its
    length costs nothing."""
    spans = passage.sentences
    while (
        last < min(len(spans), first + MAX_QUOTE_SENTENCES)
        and spans[last][1] - spans[first][0] <= _FREE_CHARACTERS
        and _may_be_quoted(passage, first, last + 1)
    ):
        last += 1
    return first, last


def _may_be_quoted(
    passage: Passage, first: int, last: int, most: int = MAX_BLOCK_CHARACTERS
) -> bool:
    """Whether the sentences from `first` to `last`, not included, are one, or have at most `most`
    characters and are no more than one entry."""
    length = passage.sentences[last - 1][1] - passage.sentences[first][0]
    is_short = length <= most and is_one_entry(passage, first, last)
    is_short = is_short and goes_on_within(passage, first, last)
    return last == first + 1 or is_short


def _add_source(quote: Quote, other: Quote) -> Quote:
    if _is_source(other.article, quote):
        return quote
    return replace(quote, also=(*quote.also, other))


def _is_source(article: Article, quote: Quote) -> bool:
    return any(article.id == known.article.id for known in quote.places)


def _spread(quotes: list[Quote]) -> list[Quote]:
    """`quotes`, best first, but of those that say about as much, those of articles that have none
    yet come first."""
    left, ordered = list(quotes), list[Quote]()
    while left:
        used = {quote.article.id for quote in ordered}
        enough = _ABOUT_AS_MUCH * left[0].score
        others = (q for q in left if q.score >= enough and q.article.id not in used)
        ordered.append(next(others, left[0]))
        left.remove(ordered[-1])
    return ordered
