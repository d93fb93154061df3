"""The answer to one question, searched as it is, without its slips, as its subject alone, and
without what it says of the asking."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.answers.answer import QUOTES_TO_KEEP, Answer
from bot.answers.follow_ups import asks_the_same, is_pointing
from bot.answers.limits import Limits
from bot.answers.notes import (
    FiltersApplied,
    Note,
    OtherLanguage,
    PhraseAbsent,
    ReadAs,
    UnitAbsent,
)
from bot.answers.preambles import drop_preamble
from bot.answers.quoting import compose_answer
from bot.answers.subjects import find_further_subject, find_said, find_subject
from bot.answers.turns import is_called, leave_out_quoted
from corpus.structure.language import detect_other_language
from embeddings import Hit, Query, Retriever, Scope

_SHARE_FOR_PHRASES = 0.1
"""Of the confidence that is asked for otherwise, if the words that the reader wants literally were
found: they are much of the answer."""

_CLEARLY = 0.02
"""How much surer an answer has to be for words to be read otherwise that it did without."""

_MOST_FOR_ONE_WORD = 0.25
"""Confidence, the most that a passage has for a single common word: who is still typing, of whom
less is asked, may choose from what has it."""

_SHARE_OF_BOTH = 0.1
"""Of the confidence of the best passage for two questions as one, from which on another may answer
both, where the second asks the same: what has but a word of it has none."""

_MOSTLY = 0.5

_MORE_HITS = 10
"""Looked at beyond as many as are quoted: some say the same or overlap."""


@dataclass(frozen=True, slots=True)
class Search:
    """What all questions of a message are searched with."""

    query: Query
    scope: Scope
    retriever: Retriever
    limits: Limits
    alone: str = ""
    """A question that points back, where what is searched is it and the one before it."""


def says_something(text: str, retriever: Retriever) -> bool:
    return retriever.spelling.count_content(text) > 0


def answer_alone(text: str, search: Search) -> Answer:
    """The answer to `text`, a question of the query; without what it says of the asking, if it has
    none with that."""
    answer = _answer_as_it_is(text, search)
    shorter = None if answer.answered else drop_preamble(text)
    if shorter is None or not says_something(shorter, search.retriever):
        return answer
    if _loses_article(text, shorter, search.retriever) or not search.limits.take():
        return answer
    without = _answer_as_it_is(shorter, search)
    return replace(without, question=text) if without.answered else answer


def _loses_article(text: str, shorter: str, retriever: Retriever) -> bool:
    """Whether `text` names an article together with a unit, and `shorter` the unit alone: another
    article's would be found then."""
    if not any(of_article for _, of_article in retriever.list_units(text)):
        return False
    return not any(of_article for _, of_article in retriever.list_units(shorter))


def _answer_as_it_is(text: str, search: Search) -> Answer:
    """The answer to `text`, word for word but for slips."""
    query, scope, retriever = search.query, search.scope, search.retriever
    min_confidence, today = search.limits.min_confidence, search.limits.today
    notes: list[Note] = [] if query.filters.is_empty else [FiltersApplied(query.filters)]
    notes += [PhraseAbsent(phrase) for phrase in scope.missing_phrases]
    if len(scope.missing_phrases) < len(query.phrases):
        min_confidence *= _SHARE_FOR_PHRASES
    max_hits = max(QUOTES_TO_KEEP, search.limits.max_quotes) + _MORE_HITS
    hits = retriever.search(text, max_hits, scope, today)
    unknown = retriever.spelling.find_unknown_words(text)
    corrected, readings = _correct_text(text, query.phrases, retriever, unknown)
    mended = bool(readings) and search.limits.take()
    better = retriever.search(corrected, max_hits, scope, today) if mended else []
    if better and _is_gain(better[0], hits, min_confidence):
        hits = better
        if _is_sure(hits, min_confidence):  # what brought nothing need not be told
            said = ((w, r) for w, r in readings.items() if not retriever.spelling.only_asks(r))
            notes += [ReadAs(word, reading) for word, reading in said]
            parts = {part for word in readings for part in word.split()}
            unknown = [word for word in unknown if word not in parts]
    names_unit = bool(hits) and bool(hits[0].absent)  # its subject alone is another question
    if not names_unit and not _is_sure(hits, min_confidence):
        hits = _search_subject(corrected, max_hits, search) or hits
    if not names_unit:
        hits = _search_said(corrected, hits, max_hits, search) or hits
    is_unit = bool(hits) and hits[0].is_unit
    if retriever.spelling.is_common_word(text) and not query.phrases and not is_unit:
        # Whatever has the word matches it in full: that is no answer to anything.
        hits = [hit.with_confidence_between(0.0, _MOST_FOR_ONE_WORD) for hit in hits]
    if hits and not hits[0].absent:  # of units that were not asked for nothing stands beside it
        hits = [hit for hit in hits if not hit.absent]
    if hits and not _is_sure(hits, min_confidence):
        notes += [UnitAbsent(unit) for unit in hits[0].absent[:1]]
    absent = " ".join(hits[0].absent if hits else ()).casefold()
    unknown = [word for word in unknown if word.casefold() not in absent]
    asks_more = not names_unit or bool(unknown)  # "Question 9" is of many languages
    if not _is_sure(hits, min_confidence) and asks_more:
        other = _find_other_language(text, retriever)
        if other:
            notes, unknown = [*notes, other], []  # all words of a language are not missing ones
    unknown = _leave_out_function_words(unknown, text, retriever)
    # The head of a table stands above its rows, and in none of them.
    unknown = retriever.leave_out_held(unknown, [hit.passage for hit in hits])
    if search.alone and _is_sure(hits, min_confidence) and search.limits.take():
        hits = _search_alone(hits, max_hits, search)
    hits = leave_out_quoted(hits)
    return compose_answer(text, hits, search.limits.max_quotes, min_confidence, notes, unknown)


def _search_alone(hits: Sequence[Hit], max_hits: int, search: Search) -> list[Hit]:
    """`hits` for two questions as one, told apart by the second; if that asks the same, what may
    answer both comes before what has but a word of it."""
    likely = hits
    if asks_the_same(search.alone):
        least = _SHARE_OF_BOTH * hits[0].confidence
        likely = [hit for hit in hits if hit.confidence >= least]
    alone = search.retriever.search(search.alone, max_hits, search.scope, search.limits.today)
    return [*_tell_apart(likely, alone), *(hit for hit in hits if hit not in likely)]


def _tell_apart(hits: Sequence[Hit], alone: Sequence[Hit]) -> list[Hit]:
    """`hits` for two questions as one, in the order of their scores and of those for the second
    question `alone`, each as a share of the best, and with the evidence for that: what both are
    about is told by both, but the answer to the first is not wanted again. As sure as before."""
    if not alone:
        return list(hits)
    by_id = {hit.passage.id: hit for hit in alone}
    weighed = []
    for hit in hits:
        share = hit.score / hits[0].score
        if own := by_id.get(hit.passage.id):
            share += own.score / alone[0].score
            hit = hit.with_evidence_of(own)
        weighed.append((share, hit))
    weighed.sort(key=lambda pair: pair[0], reverse=True)
    first, *others = (hit for _, hit in weighed)
    return [first.with_confidence_between(hits[0].confidence, 1.0), *others]


def _find_other_language(text: str, retriever: Retriever) -> OtherLanguage | None:
    """In which language `text` is, if no article is in it and holds most of its words."""
    held = retriever.list_languages()
    if not held or retriever.spelling.share_unknown(text) < _MOSTLY:
        return None
    asked = detect_other_language(text, held)
    if asked is None or retriever.knows_languages(asked, held[0]):
        return None
    return OtherLanguage(asked, held)


def _leave_out_function_words(unknown: Sequence[str], text: str, retriever: Retriever) -> list[str]:
    """Those of the `unknown` words of `text` that name something, in whichever of the articles'
    languages it may be, and its own."""
    return _leave_out_known([w for w in unknown if not is_pointing(w)], text, retriever)


def _leave_out_known(words: Collection[str], text: str, retriever: Retriever) -> list[str]:
    """Those of `words` of `text` that are no function words in these languages."""
    held = retriever.list_languages()
    named = retriever.spelling.name_missing(words, held)
    # What tells languages takes a third of a second and 90 MiB to load, and most words, be they
    # names or slips, are function words in none.
    if named == retriever.spelling.name_missing(named):
        return named
    asked = detect_other_language(text, held)
    return retriever.spelling.name_missing(named, [asked]) if asked else named


def _is_sure(hits: Sequence[Hit], min_confidence: float) -> bool:
    return bool(hits) and hits[0].confidence >= min_confidence


def _search_subject(text: str, max_hits: int, search: Search) -> list[Hit]:
    """The hits for what `text` is about, if that is all it says; `[]` if some word of it is in no
    article."""
    subject = find_subject(text) or find_further_subject(text)
    spelling = search.retriever.spelling
    if subject is None or not spelling.count_content(subject):
        return []
    if spelling.find_unknown_words(subject) or not search.limits.take():
        return []
    return search.retriever.search(subject, max_hits, search.scope, search.limits.today)


def _search_said(text: str, hits: Sequence[Hit], max_hits: int, search: Search) -> list[Hit]:
    """The hits, `hits` being those for all of `text`, of what somebody says or writes of something,
    if `text` asks for no more than that: of their passages that name it."""
    said = find_said(text)
    spelling = search.retriever.spelling
    if said is None or not any(is_called(hit.passage.speaker, said[0]) for hit in hits):
        return []
    name, subject = said
    if not spelling.count_content(subject) or spelling.find_unknown_words(subject):
        return []
    if not search.limits.take():
        return []
    found = search.retriever.search(subject, max_hits, search.scope, search.limits.today)
    told = [
        hit
        for hit in found
        if is_called(hit.passage.speaker, name)
        and search.retriever.holds_words(subject, hit.passage)
    ]
    return told if _is_sure(told, search.limits.min_confidence) else []


def _correct_text(
    text: str, phrases: Sequence[str], retriever: Retriever, unknown: Sequence[str]
) -> tuple[str, dict[str, str]]:
    """`text` with its misspelt words mended, of which there are none if no word is
    `unknown`, and what was mended."""
    readings = retriever.spelling.correct_words(text, phrases) if unknown else {}
    named = _leave_out_known(readings, text, retriever)
    readings = {w: r for w, r in readings.items() if w in named or retriever.spelling.only_asks(r)}
    for word, reading in readings.items():
        written = re.escape(word).replace("\\ ", r"\s{1,2}")
        text = re.sub(rf"(?<!\w){written}(?!\w)", reading, text, flags=re.IGNORECASE)
    return text, readings


def _is_gain(better: Hit, hits: Sequence[Hit], min_confidence: float) -> bool:
    """Whether `better` is surer than the first of `hits`; clearly, if that is sure already."""
    if not hits:
        return True
    needed = _CLEARLY if _is_sure(hits, min_confidence) else 0.0
    return better.confidence > hits[0].confidence + needed
