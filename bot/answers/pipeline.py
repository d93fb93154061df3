"""From a question as it was typed to its answer: filters, phrases, search, quotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.answer import MISSES, QUOTES_TO_KEEP, Answer, AnswerOutcome
from bot.answers.asked import find_questions
from bot.answers.follow_ups import is_pointing, join_questions, points_back
from bot.answers.halves import split_halves
from bot.answers.limits import Limits
from bot.answers.notes import (
    FiltersApplied,
    Note,
    NothingSelected,
    OtherLanguage,
    PhraseAbsent,
    QuestionRefused,
    ReadAs,
    UnderstoodAfter,
    UnitAbsent,
)
from bot.answers.parts import join_answers
from bot.answers.preambles import drop_preamble
from bot.answers.quoting import compose_answer
from bot.answers.small_talk import read_small_talk
from bot.answers.subjects import find_subject
from corpus.structure.language import detect_other_language
from embeddings import Filters, Hit, Query, QueryError, Retriever, Scope, parse_query

_SHARE_FOR_PHRASES = 0.1
"""Of the confidence that is asked for otherwise, if the words that the reader wants literally were
found: they are much of the answer."""

_CLEARLY = 0.02
"""How much surer an answer has to be for words to be read otherwise that it did without."""

_MOST_FOR_ONE_WORD = 0.25
"""Confidence, the most that a passage has for a single common word: who is still typing, of whom
less is asked, may choose from what has it."""

_MAX_LOOKED_UP = 80
"""Characters of words that ask nothing: what is longer is said, not looked for."""

_MOSTLY = 0.5
_MAX_LANGUAGES = 3

_MORE_HITS = 10
"""Looked at beyond as many as are quoted: some say the same or overlap."""


def answer_question(
    question: str,
    retriever: Retriever,
    max_quotes: int,
    min_confidence: float,
    before: str | None = None,
    folders: frozenset[str] | None = None,
) -> Answer:
    """The answer to `question`, with at most `max_quotes`, of articles in `folders`; None are
    all. Up to `QUOTES_TO_KEEP` the first ones are the same, however many are asked for.

    `before` is the question before it, if there is one. It is only taken in where the question
    alone has no answer and may need it, so that it never costs an answer. Small talk is not
    searched.
    """
    if talk := read_small_talk(question, retriever):
        return Answer(question, AnswerOutcome.SMALL_TALK, 0.0, (), talk=talk)
    limits = Limits(max_quotes, min_confidence)
    answer = _answer_message(question, retriever, limits, folders)
    if before is None or answer.outcome not in MISSES or not points_back(question):
        return answer
    # What names things that no article knows has its own subject, and no answer.
    unknown = [word for word in answer.unknown_words if not is_pointing(word)]
    if unknown and retriever.spelling.count_content(question) <= 2 * len(unknown):
        return answer
    both = join_questions(before, question)
    together = _answer_message(both, retriever, limits, folders, is_one=True)
    if not together.answered:
        return answer
    notes = UnderstoodAfter(before), *together.notes
    return replace(together, question=question, before=before, notes=notes)


def look_up(
    words: str,
    retriever: Retriever,
    max_quotes: int,
    min_confidence: float,
    folders: frozenset[str] | None = None,
) -> Answer:
    """As `answer_question` for words that ask nothing, such as "granite tower" or "nice tower": not
    found unless the passage that is quoted first has each of them."""
    if len(words) > _MAX_LOOKED_UP:
        return Answer(words, AnswerOutcome.NOT_FOUND, 0.0, ())
    answer = answer_question(words, retriever, max_quotes, min_confidence, folders=folders)
    if answer.answered and not retriever.holds_words(words, answer.quotes[0].passage):
        return replace(answer, outcome=AnswerOutcome.NOT_FOUND)
    return answer


def read_question(question: str) -> Query | Answer:
    """What `question` asks for; or the answer to it where nothing has to be searched, as it holds
    no word, or its filters cannot be meant."""
    try:
        query = parse_query(question)
    except QueryError as exc:
        refused = QuestionRefused(exc.mistake)
        return Answer(question, AnswerOutcome.NOT_UNDERSTOOD, 0.0, (), notes=(refused,))
    return query if query.has_words else Answer(question, AnswerOutcome.NOTHING_ASKED, 0.0, ())


def _answer_message(
    message: str,
    retriever: Retriever,
    limits: Limits,
    folders: frozenset[str] | None,
    is_one: bool = False,
) -> Answer:
    """The answer to each question of `message`, or to all of them as one."""
    query = read_question(message)
    if isinstance(query, Answer):
        return query
    filters = replace(query.filters, folders=folders)
    if refused := _find_mistaken(query, retriever, folders):
        return Answer(message, AnswerOutcome.NOT_UNDERSTOOD, 0.0, (), notes=(refused,))
    scope = retriever.find_scope(filters, query.phrases)
    if scope.is_empty and not query.filters.is_empty:
        # Which words no article holds is beside the point, and the encoder is not asked.
        notes: list[Note] = [FiltersApplied(query.filters)]
        choices = retriever.list_choices(filters)
        notes += [] if choices.is_empty else [NothingSelected(choices)]
        return Answer(message, AnswerOutcome.NOT_FOUND, 0.0, (), notes=tuple(notes))
    search = _Search(query, scope, retriever, limits)
    parts = [text for text in find_questions(query.text) if _says_something(text, retriever)]
    if len(parts) > 1 and not is_one:
        answer = join_answers(message, _answer_parts(parts, search), limits.max_quotes)
        if answer.answered:
            return answer
    # Questions none of which is answered may be one that is put twice.
    whole = " ".join(parts) or query.text
    answer = _answer_alone(whole, search) if is_one else _answer_sentence(whole, search)
    return replace(answer, question=message)


def _find_mistaken(
    query: Query, retriever: Retriever, folders: frozenset[str] | None
) -> QuestionRefused | None:
    """The first word that was meant as a filter, such as "form:Dawn": no article has it."""
    if not query.doubtful:
        return None
    scope = retriever.find_scope(Filters(folders=folders))
    mistakes = (m for m in query.doubtful if not retriever.find_phrase(m.written, 1, scope))
    return next(map(QuestionRefused, mistakes), None)


@dataclass(frozen=True, slots=True)
class _Search:
    """What all questions of a message are searched with."""

    query: Query
    scope: Scope
    retriever: Retriever
    limits: Limits


def _says_something(text: str, retriever: Retriever) -> bool:
    return retriever.spelling.count_content(text) > 0


def _answer_sentence(text: str, search: _Search) -> Answer:
    """The answer to `text`, or to the two questions that it joins, if each has its own; if it has
    none as a whole, to any of these."""
    halves = split_halves(text)
    if len(halves) == 1 or not all(_says_something(half, search.retriever) for half in halves):
        return _answer_alone(text, search)
    parts = _answer_parts(halves, search)
    is_same = len({_place(part) for part in parts}) == 1
    if all(part.answered for part in parts) and not is_same:
        return join_answers(text, parts, search.limits.max_quotes)
    whole = _answer_alone(text, search)
    if whole.answered or is_same or not any(part.answered for part in parts):
        return whole
    return join_answers(text, parts, search.limits.max_quotes)


def _place(answer: Answer) -> tuple[str, int] | None:
    """Where the first quote of `answer` begins."""
    best = answer.quotes[0] if answer.quotes else None
    return (best.article.id, best.start) if best else None


def _answer_parts(parts: Sequence[str], search: _Search) -> list[Answer]:
    """The answer to each question of a message; one that points back is understood with the one
    before it, if it needs that."""
    answers: list[Answer] = []
    for number, part in enumerate(parts):
        answer = _answer_alone(part, search)
        if number and not answer.answered and points_back(part) and search.limits.take():
            together = _answer_alone(join_questions(parts[number - 1], part), search)
            answer = replace(together, question=part) if together.answered else answer
        answers.append(answer)
    return answers


def _answer_alone(text: str, search: _Search) -> Answer:
    """The answer to `text`, a question of the query; without what it says of the asking, if it has
    none with that."""
    answer = _answer_as_it_is(text, search)
    shorter = None if answer.answered else drop_preamble(text)
    if shorter is None or not _says_something(shorter, search.retriever):
        return answer
    if not search.limits.take():
        return answer
    without = _answer_as_it_is(shorter, search)
    return replace(without, question=text) if without.answered else answer


def _answer_as_it_is(text: str, search: _Search) -> Answer:
    """The answer to `text`, word for word but for slips."""
    query, scope, retriever = search.query, search.scope, search.retriever
    min_confidence = search.limits.min_confidence
    notes: list[Note] = [] if query.filters.is_empty else [FiltersApplied(query.filters)]
    notes += [PhraseAbsent(phrase) for phrase in scope.missing_phrases]
    if len(scope.missing_phrases) < len(query.phrases):
        min_confidence *= _SHARE_FOR_PHRASES
    max_hits = max(QUOTES_TO_KEEP, search.limits.max_quotes) + _MORE_HITS
    hits = retriever.search(text, max_hits, scope)
    unknown = retriever.spelling.find_unknown_words(text)
    corrected, readings = _correct_text(text, query.phrases, retriever, unknown)
    mended = bool(readings) and search.limits.take()
    better = retriever.search(corrected, max_hits, scope) if mended else []
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
    if retriever.spelling.is_common_word(text) and not query.phrases:
        # Whatever has the word matches it in full: that is no answer to anything.
        hits = [replace(hit, confidence=min(hit.confidence, _MOST_FOR_ONE_WORD)) for hit in hits]
    if hits and not _is_sure(hits, min_confidence):
        notes += [UnitAbsent(unit) for unit in hits[0].absent[:1]]
    if not _is_sure(hits, min_confidence) and (other := _find_other_language(text, retriever)):
        notes, unknown = [*notes, other], []  # all words of a language are not missing ones
    return compose_answer(text, hits, search.limits.max_quotes, min_confidence, notes, unknown)


def _find_other_language(text: str, retriever: Retriever) -> OtherLanguage | None:
    """In which language `text` is, if no article is in it and holds most of its words."""
    held = retriever.list_languages()
    if not held or retriever.spelling.share_unknown(text) < _MOSTLY:
        return None
    asked = detect_other_language(text, held)
    if asked is None or retriever.knows_languages(asked, held[0]):
        return None
    return OtherLanguage(asked, held[:_MAX_LANGUAGES])


def _is_sure(hits: Sequence[Hit], min_confidence: float) -> bool:
    return bool(hits) and hits[0].confidence >= min_confidence


def _search_subject(text: str, max_hits: int, search: _Search) -> list[Hit]:
    """The hits for what `text` is about, if that is all it says; `[]` if some word of it is in no
    article."""
    subject, spelling = find_subject(text), search.retriever.spelling
    if subject is None or not spelling.count_content(subject):
        return []
    if spelling.find_unknown_words(subject) or not search.limits.take():
        return []
    return search.retriever.search(subject, max_hits, search.scope)


def _correct_text(
    text: str, phrases: Sequence[str], retriever: Retriever, unknown: Sequence[str]
) -> tuple[str, dict[str, str]]:
    """`text` with its misspelt words mended, of which there are none if no word is
    `unknown`, and what was mended."""
    readings = retriever.spelling.correct_words(text, phrases) if unknown else {}
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
