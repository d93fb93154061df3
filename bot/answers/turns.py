"""Whose turn of a conversation answers: not the question but what was replied to it, and of
several people the one that the reader names."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.answers.answer import Quote
from bot.answers.quote_bounds import asks, says_nothing
from corpus import Passage
from embeddings import Hit

_NAMED = 0.6
"""Share of the best quote's score from which on the turns of who is named come before it, in the
same conversation: another may call them otherwise."""
_NOTHING_SAID = 0.85
"""Share of the score of a quote that only asks, points on or breaks off, from which on another
comes first."""
_LEAST_OF_COPY = 8
"""Words, from which on what somebody said before is quoted: a "No" is said again."""
_BREAKS_OFF = ("...", "…", "--", "—", "–")
_MIN_NAME = 3
_MIN_INFLECTED = 5
_MIN_OTHER_WORDS = 3
_MIN_UNPARTED = 9
"""Characters a word, where a script does not part them."""
_MAX_ENDING = 3
_WORD = re.compile(r"[^\W\d_]+")


def order_turns(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """`quotes`, best first, but those of a speaker whom `question` names before others, and those
    that only ask, point on or break off, behind others near them; not those that their answer
    stands for."""
    first = [
        quote
        for quote in quotes
        if quote.score >= _NAMED * quotes[0].score
        and quote.article.id == quotes[0].article.id
        and _is_named(quote.passage.speaker, question)
    ]
    if first:
        first = _put_interrupted_off(first)
        return [*first, *(quote for quote in quotes if quote not in first)]
    ordered = _put_off(_put_interrupted_off(list(quotes)))
    return [q for q in ordered if not is_answered(question, q, ordered[:1])]


def may_move(quotes: Sequence[Quote], hits: Sequence[Hit]) -> bool:
    """Whether `order_turns` may put one of further quotes, of `hits`, before some of `quotes`,
    which are the first ones."""
    return says_nothing(quotes[0].text) or any(hit.passage.speaker for hit in hits)


def is_answered(question: str, quote: Quote, others: Iterable[Quote]) -> bool:
    """Whether `quote` only asks what one of `others` answers: beside that it tells nothing. Not if
    `question` names who asks it."""
    return (
        any(_answers(other, quote) for other in others)
        and all(asks(sentence) for sentence in _list_sentences(quote))
        and not _is_named(quote.passage.speaker, question)
    )


def is_called(speaker: str | None, name: str) -> bool:
    """Whether `name`, be it in small letters, is the name of `speaker` or words of it."""
    names = [word.casefold() for word in _WORD.findall(speaker or "")]
    words = [word.casefold() for word in _WORD.findall(name)]
    return bool(words) and all(word in names for word in words)


def leave_out_quoted(hits: Sequence[Hit]) -> list[Hit]:
    """`hits`, best first, but what a later message only quotes of what somebody said in the same
    article is left out where their own message is among them, which comes as early."""
    said = [hit for hit in hits if hit.passage.speaker is not None]
    if len(said) < 2:
        return list(hits)
    words = {hit.passage.id: f" {' '.join(hit.passage.text.split())} ".casefold() for hit in said}
    left = list(hits)
    for passage in [hit.passage for hit in said]:
        copy = next(hit for hit in left if hit.passage.id == passage.id)
        own = next((hit for hit in left if _is_quoted_in(copy, hit, words)), None)
        if own is None:
            continue
        others = [hit for hit in left if hit is not own]
        if left.index(copy) < left.index(own):
            own = replace(own.with_confidence_between(copy.confidence, 1.0), score=copy.score)
            others.insert(others.index(copy), own)
            left = others
        left = [hit for hit in left if hit is not copy]
    return left


def _is_quoted_in(copy: Hit, own: Hit, words: Mapping[str, str]) -> bool:
    """Whether all of `copy` stands in `own`, which the same one says earlier in the article."""
    one, other = copy.passage, own.passage
    is_alike = (one.article_id, one.speaker) == (other.article_id, other.speaker)
    is_alike = is_alike and words[one.id].count(" ") > _LEAST_OF_COPY
    return is_alike and other.start < one.start and words[one.id] in words.get(other.id, "")


def replies(passage: Passage) -> bool:
    """Whether `passage` is what somebody says, or a list of questions has, below a question."""
    return bool(passage.context) and (
        passage.kind == "answer" or (passage.kind == "prose" and passage.speaker is not None)
    )


def _is_named(speaker: str | None, question: str) -> bool:
    """Whether a word of the name stands in `question`, perhaps with an ending, beside what is
    asked of them: "Who is ...?" others say better."""
    if speaker is None:
        return False
    words = [word.casefold() for word in _WORD.findall(question)]
    names = [name.casefold() for name in _WORD.findall(speaker)]
    if not any(_is_name(name, word) for name in names for word in words):
        return False
    others = [w for w in words if w not in names and not any(_is_name(n, w) for n in names)]
    return len(others) >= _MIN_OTHER_WORDS or len(question) >= _MIN_UNPARTED * len(words)


def _is_name(name: str, word: str) -> bool:
    if unicodedata.category(name[0]) == "Lo":
        return len(name) > 1 and name in word  # of a script that may not part words
    if name == word:
        return len(name) >= _MIN_NAME
    ending = len(word) - len(name)
    return (
        len(name) >= _MIN_INFLECTED and word.startswith(name[:-1]) and -1 <= ending <= _MAX_ENDING
    )


def _put_interrupted_off(quotes: list[Quote]) -> list[Quote]:
    """`quotes`, best first, but one that somebody could not finish saying, as "Well, he approved
    it...", behind a whole one near it."""
    if not quotes or not _is_interrupted(quotes[0]):
        return quotes
    enough = _NOTHING_SAID * quotes[0].score
    near = (quote for quote in quotes if quote.score >= enough and not _is_interrupted(quote))
    whole = next(near, quotes[0])
    return [whole, *(quote for quote in quotes if quote is not whole)]


def _is_interrupted(quote: Quote) -> bool:
    return quote.passage.speaker is not None and quote.text.endswith(_BREAKS_OFF)


def _put_off(quotes: list[Quote]) -> list[Quote]:
    """`quotes`, best first, but one that only asks or points on behind its answer, if that is
    among them, or else behind another near it."""
    if not quotes or not says_nothing(quotes[0].text):
        return quotes
    said = [quote for quote in quotes if not says_nothing(quote.text)]
    enough = _NOTHING_SAID * quotes[0].score
    near = next((quote for quote in said if quote.score >= enough), None)
    answer = next((quote for quote in said if _answers(quote, quotes[0])), None)
    best = answer or near if _is_sought_in_asking(quotes[0]) else near
    return quotes if best is None else [best, *(quote for quote in quotes if quote is not best)]


def _is_sought_in_asking(quote: Quote) -> bool:
    """Whether no sentence of `quote` says anything, as that does which introduces a guest, or what
    is nearest to what is asked is its question: "Ok thanks. Who has the key?"."""
    if says_nothing(quote.text[slice(*quote.best)]):
        return True
    return all(says_nothing(sentence) for sentence in _list_sentences(quote))


def _list_sentences(quote: Quote) -> list[str]:
    return [quote.text[start:end] for start, end in quote.sentences]


def _answers(quote: Quote, asked: Quote) -> bool:
    """Whether `asked` stands above `quote` as the question that it answers."""
    return quote.article.id == asked.article.id and any(
        start < asked.end and asked.start < end for start, end in quote.passage.context
    )
