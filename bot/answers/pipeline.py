"""From a question as it was typed to its answer: filters, phrases, search, quotes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.answer import MISSES, Answer, AnswerOutcome, Quote, quotes_to_show
from bot.answers.asked import find_questions, is_astonished
from bot.answers.bare_words import ask_instead, has_asked, only_asks
from bot.answers.follow_ups import (
    QUESTION_MARKS,
    ask_for_unit,
    drop_link,
    find_person,
    is_pointing,
    join_questions,
    points_back,
    refers_back,
)
from bot.answers.limits import Limits
from bot.answers.notes import (
    FiltersApplied,
    Note,
    NothingSelected,
    PartUnanswered,
    QuestionRefused,
    UnderstoodAfter,
)
from bot.answers.parts import join_answers, split_halves, split_parts
from bot.answers.searching import Search, answer_alone, says_something
from bot.answers.small_talk.small_talk import read_small_talk
from bot.answers.subjects import find_subject, name_further
from corpus import Passage
from embeddings import Filters, Query, QueryError, Retriever, parse_query

MAX_CHARACTERS = 4096
"""Of a question: as many as a message has. The blocks of a rich one have eight times as many, and a
line that is piped in any number; an encoder reads some hundred words."""
_MAX_LOOKED_UP = 80
"""Characters of words that ask nothing: what is longer is said, not looked for."""
_MAX_WHOLE = 600
"""Characters of a message whose questions are also searched as one: in a longer one each of them is
as much as an encoder reads."""
_SHARE_IN_ARTICLE = 0.5
"""Of the confidence that is asked for otherwise, in the article that a conversation is about."""


def answer_question(
    question: str,
    retriever: Retriever,
    max_quotes: int,
    min_confidence: float,
    before: str | None = None,
    folders: frozenset[str] | None = None,
    today: date | None = None,
) -> Answer:
    """The answer to `question`, of which `MAX_CHARACTERS` are read, with at most `max_quotes`, of
    articles in `folders`; None are all. Up to `QUOTES_TO_KEEP` the first ones are the same, however
    many are asked for.

    `before` is the question before it, if there is one. It is only taken in where the question
    alone has no answer and may need it, so that it never costs an answer. Small talk is not
    searched. "Last year" and the like are read by `today`, when it is asked, if that is given.

    :raises StoreError: if the index is in an engine which cannot be asked; also where nothing is
        found, and the engine has lost something, or does not say in time that it has not.
    """
    question = question[:MAX_CHARACTERS]
    if talk := read_small_talk(question, retriever):
        return Answer(question, AnswerOutcome.SMALL_TALK, 0.0, (), talk=talk)
    limits = Limits(max_quotes, min_confidence, today)
    answer = _answer_after_before(question, before, retriever, limits, folders)
    if answer.outcome is AnswerOutcome.NOT_FOUND:
        retriever.check_whole()
    return answer


def _answer_after_before(
    question: str,
    before: str | None,
    retriever: Retriever,
    limits: Limits,
    folders: frozenset[str] | None,
) -> Answer:
    """As `answer_question`."""
    points = before is not None and points_back(question)
    limits = limits.with_length(len(question) + (len(before or "") if points else 0))
    if before is not None and points and (of_unit := ask_for_unit(before, question, retriever)):
        answer = _answer_message(of_unit, retriever, limits, folders)
        notes = UnderstoodAfter(before), *answer.notes
        return replace(answer, question=question, before=before, notes=notes)
    answer = _answer_message(question, retriever, limits, folders)
    if before is None or not points:
        return answer
    context = _Context(before, retriever, limits, folders)
    both = _answer_parts_after(context, _find_parts(question))
    if both and (both.quotes[0].asked or not answer.answered):
        notes = (UnderstoodAfter(before), *both.notes) if both.before else both.notes
        return replace(both, question=question, notes=notes)
    if (thing := _find_other_thing(before, question)) and limits.take():
        of_both = _answer_message(f"{before} {thing}", retriever, limits, folders, "")
        chosen = _choose_of(thing, answer, of_both, retriever)
        if chosen is not answer:
            notes = UnderstoodAfter(before), *chosen.notes
            return replace(chosen, before=before, notes=notes)
    if answer.outcome not in MISSES:
        return answer
    if _has_own_subject(question, answer, retriever):
        return answer
    together = _answer_after(context, before, question)
    if not together.answered:
        together = _trust_article(context, answer)
    if not together.answered or _lacks_person(question, together, retriever):
        return answer
    notes = UnderstoodAfter(before), *together.notes
    return replace(together, question=question, notes=notes)


def look_up(
    words: str,
    retriever: Retriever,
    max_quotes: int,
    min_confidence: float,
    folders: frozenset[str] | None = None,
) -> Answer:
    """As `answer_question` for words that ask nothing, such as "granite tower" or "nice tower": not
    found unless the passage that is quoted first has each of them."""
    if len(words) > _MAX_LOOKED_UP or is_astonished(words):
        return Answer(words, AnswerOutcome.NOT_FOUND, 0.0, ())
    answer = answer_question(words, retriever, max_quotes, min_confidence, folders=folders)
    if answer.answered and not retriever.holds_words(words, answer.quotes[0].passage):
        retriever.check_whole()
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
    alone: str | None = None,
) -> Answer:
    """The answer to each question of `message`; or to all of it as one, if it is `alone`, which may
    be empty, together with what goes before."""
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
    search = Search(query, scope, retriever, limits, alone or "")
    parts = [text for text in find_questions(query.text) if says_something(text, retriever)]
    if len(parts) > 1 and alone is None:
        answer = join_answers(message, _answer_parts(parts, search), limits.max_quotes)
        if answer.answered:
            return answer
        if len(query.text) > _MAX_WHOLE:
            return answer
    # Questions none of which is answered may be one that is put twice.
    whole = " ".join(parts) or query.text
    answer = (_answer_sentence if alone is None else answer_alone)(whole, search)
    return replace(answer, question=message)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the parts of a question that points back are answered with."""

    before: str
    retriever: Retriever
    limits: Limits
    folders: frozenset[str] | None


def _answer_after(context: _Context, before: str, question: str) -> Answer:
    """The answer to `question` and `before` as one; what `question` says more tells the passages
    apart, if it says anything."""
    # "And" may count as a word that names something, where the articles are of other languages.
    bare = drop_link(question)
    is_bare = not says_something(bare, context.retriever)
    alone, question = ("", bare) if is_bare else (question, question)
    instead = ask_instead(before, bare) if only_asks(bare) else None
    both = instead or join_questions(before, question)
    answer = _answer_message(both, context.retriever, context.limits, context.folders, alone)
    answer = _put_asked_first(answer, bare) if only_asks(bare) else answer
    return replace(answer, before=context.before)


def _put_asked_first(answer: Answer, word: str) -> Answer:
    """`answer` to what was asked before with `word` in its place, with those quotes first that have
    something of what `word` asks for, among those that would be shown."""
    if not answer.answered:
        return answer
    shown = quotes_to_show(answer)
    told = [q for q in shown if has_asked(word, q.text, q.article.language)]
    others = [q for q in answer.quotes if q not in told]
    return replace(answer, quotes=(*told, *others))


def _has_own_subject(question: str, alone: Answer, retriever: Retriever) -> bool:
    """Whether `question`, whose answer is `alone`, names things that no article knows: it has no
    answer then."""
    unknown = [word for word in alone.unknown_words if not is_pointing(word)]
    return bool(unknown) and retriever.spelling.count_content(question) <= 2 * len(unknown)


def _lacks_person(question: str, answer: Answer, retriever: Retriever) -> bool:
    """Whether `question` only asks who somebody is, by a name that `answer`, to it and the question
    before, does not quote first."""
    name = find_person(question)
    if name is None or retriever.holds_words(name, _cut_out(answer.quotes[0])):
        return False
    is_name = name.istitle() and not question.isupper()
    return is_name or retriever.is_name(name)


def _find_parts(question: str) -> tuple[str, ...]:
    """The questions of `question`: its sentences, or what a link such as "and" joins in it, each
    with the mark that ends it: beside a marked question one without is not searched."""
    sentences = find_questions(question)
    if len(sentences) > 1:
        return sentences
    mark = sentences[0][-1:] if sentences[0].endswith(QUESTION_MARKS) else ""
    return tuple(half.removesuffix(mark) + mark for half in split_halves(sentences[0]))


def _answer_parts_after(context: _Context, parts: Sequence[str]) -> Answer | None:
    """The answer to several `parts`, each by itself, or understood with the question before them,
    or with the part before it as well; if one place says it all, the longest quote of it. None if
    they are one, or none has an answer."""
    if len(parts) == 1:
        return None
    answers: list[Answer] = []
    for _ in parts:
        answers.append(_answer_part(context, parts, answers))
    if not any(answer.answered for answer in answers):
        return None
    if len(set(map(_place, answers))) == 1:
        found = [answer for answer in answers if answer.answered]
        return max(found, key=lambda answer: len(answer.quotes[0].text))
    joined = join_answers(" ".join(parts), answers, context.limits.max_quotes)
    is_needed = any(answer.answered and answer.before for answer in answers)
    return replace(joined, before=context.before if is_needed else None)


def _answer_part(context: _Context, parts: Sequence[str], so_far: Sequence[Answer]) -> Answer:
    """The answer to that of `parts` that comes behind those answered by `so_far`; one that is only
    a word such as "when" asks for more of the part before it. Where those before it name things of
    their own, as "What is a quern" does, it points back to these, and to the question before them
    all only if the same article answers both."""
    number = len(so_far)
    part, told = parts[number], parts[:number]
    is_whole = not number or says_something(part, context.retriever)
    asked = part if is_whole else f"{parts[number - 1]} {part}"
    names_own = is_whole and any(says_something(one, context.retriever) for one in told)
    names_own = names_own and not any(map(refers_back, told))
    others = [context.before, " ".join([context.before, *told]) if is_whole else ""]
    others = [" ".join(told), context.before] if names_own else others
    answer = alone = Answer(part, AnswerOutcome.NOT_FOUND, 0.0, ())
    if says_something(asked, context.retriever) and context.limits.take():
        alone = _answer_message(asked, context.retriever, context.limits, context.folders, "")
        answer = alone
    articles = {one.quotes[0].article.id for one in so_far if one.answered}
    for other in filter(None, dict.fromkeys(others)):
        if answer.answered or _has_own_subject(asked, alone, context.retriever):
            break
        if not context.limits.take():
            break
        answer = _answer_after(context, other, asked)
        if names_own and other != context.before:
            answer = replace(answer, before=None)
        elif names_own and answer.answered and answer.quotes[0].article.id not in articles:
            answer = alone
    if not answer.answered:
        answer = alone if names_own else _trust_article(context, alone)
    return replace(answer, question=part)


def _trust_article(context: _Context, answer: Answer) -> Answer:
    """`answer`, which is not sure enough, as one that is if its best quote is of the article that
    answers the question before, in a language that the encoder does not know: there pronouns
    count as words that are missing, so that it need only be half as sure."""
    limits, best = context.limits, answer.quotes[0] if answer.quotes else None
    if best is None or answer.confidence < _SHARE_IN_ARTICLE * limits.min_confidence:
        return answer
    language = best.article.language
    if language is None or context.retriever.knows_languages(language) or not limits.take():
        return answer
    before = _answer_message(context.before, context.retriever, limits, context.folders, "")
    if not before.answered or before.quotes[0].article.id != best.article.id:
        return answer
    return replace(answer, outcome=AnswerOutcome.ANSWERED, before=context.before)


def _find_mistaken(
    query: Query, retriever: Retriever, folders: frozenset[str] | None
) -> QuestionRefused | None:
    """The first word that was meant as a filter, such as "form:Dawn": no article has it."""
    if not query.doubtful:
        return None
    scope = retriever.find_scope(Filters(folders=folders))
    mistakes = (m for m in query.doubtful if not retriever.find_phrase(m.written, 1, scope))
    return next(map(QuestionRefused, mistakes), None)


def _answer_sentence(text: str, search: Search) -> Answer:
    """The answer to `text`, or to the questions that it joins, if each has its own; if it has none
    as a whole, to any of these. That one has none is told if it names what no article knows."""
    halves = _split(text, search.retriever)
    if len(halves) == 1:
        return answer_alone(text, search)
    parts = _answer_parts(halves, search)
    is_same = len({_place(part) for part in parts}) == 1
    if all(part.answered for part in parts) and not is_same:
        return join_answers(text, parts, search.limits.max_quotes)
    whole = answer_alone(text, search)
    if whole.answered and any(part.answered for part in parts):
        gone = (PartUnanswered(p.question) for p in parts if not p.answered and p.unknown_words)
        return replace(whole, notes=(*whole.notes, *gone))
    if whole.answered or is_same or not any(part.answered for part in parts):
        return whole
    return join_answers(text, parts, search.limits.max_quotes)


def _split(text: str, retriever: Retriever) -> tuple[str, ...]:
    """The questions that `text` joins, as many as say something; `(text,)` if it is one."""
    for parts in (split_parts(text), split_halves(text)):
        if all(says_something(part, retriever) for part in parts):
            return parts
    return (text,)


def _place(answer: Answer) -> tuple[str, int] | None:
    """Where the first quote of `answer` begins."""
    best = answer.quotes[0] if answer.quotes else None
    return (best.article.id, best.start) if best else None


def _answer_parts(parts: Sequence[str], search: Search) -> list[Answer]:
    """The answer to each question of a message; one that points back is understood with the one
    before it, if it needs that; one that only names another thing asks the same of that thing."""
    answers: list[Answer] = []
    for number, part in enumerate(parts):
        answer = answer_alone(part, search)
        if number and not answer.answered and points_back(part) and search.limits.take():
            together = answer_alone(join_questions(parts[number - 1], part), search)
            answer = replace(together, question=part) if together.answered else answer
        answers.append(_ask_of_another(parts[:number], answer, search))
    return answers


def _ask_of_another(before: Sequence[str], alone: Answer, search: Search) -> Answer:
    """`alone`, the answer to a question such as "And the inn?", with what is quoted of that thing
    chosen by the last question of `before` that is none such."""
    asked = next((text for text in reversed(before) if not name_further(text)), None)
    thing = _find_other_thing(asked, alone.question)
    if thing is None or not search.limits.take():
        return alone
    return _choose_of(thing, alone, answer_alone(f"{asked} {thing}", search), search.retriever)


def _find_other_thing(asked: str | None, question: str) -> str | None:
    """The thing of which `question` asks the same as `asked`; None if it is another question, or
    `asked` has nothing to ask but to be told of its own thing."""
    return None if asked is None or find_subject(asked) else name_further(question)


def _choose_of(thing: str, alone: Answer, together: Answer, retriever: Retriever) -> Answer:
    """`alone`, what is found of `thing`, with those quotes of `together`, found with the question
    before as well, that speak of it, if there are any."""
    quotes = [q for q in together.quotes if retriever.holds_words(thing, _cut_out(q))]
    if not quotes or not (alone.answered or together.answered):
        return alone
    outcome, sure = AnswerOutcome.ANSWERED, max(alone, together, key=lambda a: a.confidence)
    return replace(alone, outcome=outcome, confidence=sure.confidence, quotes=tuple(quotes))


def _cut_out(quote: Quote) -> Passage:
    """The passage of `quote` as if that were all of it."""
    return replace(quote.passage, text=quote.text, headings=(), context=())
