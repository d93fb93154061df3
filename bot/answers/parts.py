"""Several questions in one message: those of one sentence, such as "Who built it, and where does it
stand?", and one answer of the answers to each."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from bot.answers.answer import Answer, AnswerOutcome, Quote
from bot.answers.asked import begins_as_question
from bot.answers.framing import ASKING_WORDS, asks
from bot.answers.notes import Note, PartUnanswered
from bot.answers.preambles import IN_PLACE

MAX_CHARACTERS = 400

_AND = r"and|und|et|y|e|и|а|اور|plus|sowie|as well as|so wie|ainsi que|así como|а также|а ещё|а еще"
_ALSO = r"also|then|auch|aussi|también|tambien|также|ещё|еще|ob|если"
_ASKS = "|".join(sorted(map(regex.escape, ASKING_WORDS - IN_PLACE), key=len, reverse=True))
_LINK = regex.compile(
    rf"(?:[,;،]\s?|\s)(?:(?:{_AND})(?:\s(?:{_ALSO}))?\s|&\s?)(?=¿?(?:what's|who's|{_ASKS})\b)"
    rf"|[\s،]\s?و\s?(?=(?:{_ASKS}|هل)\b)|[;؛]\s?(?=¿?(?:what's|who's|{_ASKS}|هل)\b)",
    regex.IGNORECASE,
)
_BEFORE_VERB = regex.compile(
    rf"(?:[,;،]\s?|\s)(?:(?:{_AND})(?:\s(?:{_ALSO}))?\s|&\s?)", regex.IGNORECASE
)
_ES = "puedo|puede[ns]?|podemos|se (?:puede|debe)|debo|debemos|hay|está[n]?|tienen?|es|son"
_DE = "darf|dürfen|kann|können|muss|müssen|ist|sind|gibt es|hat|haben"
_FR = (
    "est-(?:ce|il|elle)|sont-(?:ils|elles)|peut-(?:on|il|elle)|puis-je|faut-il|dois-je|doit-on"
    "|y a-t-il|a-t-(?:on|il|elle)"
)
_RU = "можно|нужно|надо|есть"
_VERB_FIRST = regex.compile(
    rf"[,;]?\s(?:(?:y|e)\s(?:también\s)?¿?(?:{_ES})|und\s(?:auch\s)?(?:{_DE})|et\s(?:aussi\s)?(?:{_FR})"
    rf"|[иа]\s(?:также\s)?(?:{_RU}))(?=\s\p{{L}})",
    regex.IGNORECASE,
)
"""The link in a language and what begins a question of it without a word that asks; English is
known by its order."""
_LINK_IN_PLACE = regex.compile(
    r"[,،]?\s(?:اور|نیز)\s|[，,；;、]?\s?(?:以及|还有|還有|另外|并且|並且)|[，；]|、?それから|、?また、?|,?\s그리고\s"
)
_ASKS_IN_PLACE = regex.compile(
    rf"(?<!\p{{L}})(?:{'|'.join(sorted(IN_PLACE))})(?!\p{{L}})"
    r"|什么|什麼|怎么|怎麼|怎样|怎樣|如何|为何|為何|谁|誰|哪|何[时時地处處]|多[少久长長大高远遠重贵貴]"
    r"|[几幾][点點个個位名年天次岁歲时時]|いつ|どこ|誰|だれ|なに|なぜ|どう|いくら|いくつ|何"
    r"|[吗嗎](?!\p{L})|能不能|可不可以|是否|是不是|有没有|有沒有|(?:ます|です)か(?!\p{L})"
    r"|(?:나요|까요|가요|니까)(?!\p{L})|언제|어디|누구|누가|무엇|무슨|뭐|몇|어떻게|왜|얼마"
)
_ASKED_WHAT = (
    r"(?:(?:what|who)(?:['’]s|\s(?:is|are|was|were))|(?:was|wer)\s(?:ist|sind|war|waren)"
    r"|¿?(?:qué|quién|quiénes)\s(?:es|son|era|eran|fue|fueron)|(?:o\s)?que\sé|chi\s(?:è|sono|era)"
    r"|qui\s(?:est|sont|était)|что\sтакое|кто\s(?:такой|такая|такие))\s"
    r"|qu['’]est-ce\squ(?:e\s|['’])|cos['’]è\s"
)
_AN = r"an?|the|une?|una?s?|uno|eine?|der|die|das|les?|la|il|lo|los|las|el|um|uma|os?|as?"
_NAME = rf"(?:(?:{_AN})\s|l['’])?(?!(?:{_AN})\s)[\p{{L}}\p{{M}}'’-]+(?:\s[\p{{L}}\p{{M}}'’-]+)?"
_THINGS = regex.compile(
    rf"(?P<asked>{_ASKED_WHAT})(?P<thing>{_NAME})(?:,\s(?P<thing>{_NAME}))?,?\s(?:{_AND}|&)\s"
    rf"(?P<thing>{_NAME})\s?[?.!]*",
    regex.IGNORECASE,
)
"""Things of which each is asked what it is. What stands with "of" or "between" is not so asked."""
_HAS_ARTICLE = regex.compile(rf"(?:{_AN})\s|l['’]", regex.IGNORECASE)
_FULL_NAME = regex.compile(r"\p{Lu}\S*\s\p{Lu}")
_RUSSIAN = regex.compile(r"[а-яё]")


def split_parts(question: str) -> tuple[str, ...]:
    """The questions that the sentence `question` joins, at most three: of "What is a quern and a
    saddle?" what each is, else `split_halves`, of which the second may be two."""
    if len(question) > MAX_CHARACTERS:
        return (question,)
    if things := _THINGS.fullmatch(question.strip()):
        named = things.captures("thing")
        # One article for both makes them one thing: "the first and last letter". None may be a
        # name: "rock and roll", "Tom and Jerry". Russian has none.
        if any(all(map(each.match, named)) for each in (_HAS_ARTICLE, _FULL_NAME, _RUSSIAN)):
            return tuple(f"{things['asked']}{name}" for name in named)
    first, *others = split_halves(question)
    return (first, *(part for half in others for part in split_halves(half)))


def split_halves(question: str) -> tuple[str, ...]:
    """The questions that a link such as "and" joins in the sentence `question`, each with a word
    that asks, or a verb first; `(question,)` if it is one. Whether both make sense alone nobody can
    tell from the words: ask them, and the whole if one has no answer."""
    if len(question) > MAX_CHARACTERS:
        return (question,)
    if link := _LINK.search(question):
        return _cut(question, link)
    for link in _BEFORE_VERB.finditer(question):
        halves = _cut(question, link)
        has_verb = _VERB_FIRST.match(question, link.start()) or begins_as_question(halves[-1])
        if len(halves) == 2 and has_verb and _asks(halves[0]):
            return halves
    for link in _LINK_IN_PLACE.finditer(question):
        halves = _cut(question, link)
        if len(halves) == 2 and all(map(_ASKS_IN_PLACE.search, halves)):
            return halves
    return (question,)


def _asks(half: str) -> bool:
    return asks(half) or begins_as_question(half)


def _cut(question: str, link: "regex.Match[str]") -> tuple[str, ...]:
    halves = question[: link.start()].strip(" ,،，"), question[link.end() :].strip()
    return halves if all(halves) else (question,)


def join_answers(question: str, parts: Sequence[Answer], max_quotes: int) -> Answer:
    """The answer to the message `question`, whose questions have the answers `parts`, at least one:
    first the best quote of each that is answered, in their order, then the others, in turn, without
    those that have words of one before them. Of those that are not there is a note. It is as sure
    as the surest of them."""
    answered = [part for part in parts if part.answered]
    notes: dict[Note, None] = dict.fromkeys(note for part in answered for note in part.notes)
    notes |= {PartUnanswered(part.question): None for part in parts if not part.answered}
    quotes = _take_in_turn([_name_question(part) for part in answered])
    return Answer(
        question=question,
        outcome=AnswerOutcome.ANSWERED if answered else AnswerOutcome.NOT_FOUND,
        confidence=max(part.confidence for part in parts),
        quotes=tuple(quotes[: max(max_quotes, len(answered))]),
        notes=tuple(notes),
        unknown_words=tuple(dict.fromkeys(w for part in parts for w in part.unknown_words)),
    )


def _name_question(part: Answer) -> list[Quote]:
    return [replace(quote, asked=part.question) for quote in part.quotes]


def _take_in_turn(lists: Sequence[Sequence[Quote]]) -> list[Quote]:
    """Each first one: a question has its answer, though another has the same."""
    taken: list[Quote] = []
    for place in range(max(map(len, lists), default=0)):
        others = [quotes[place] for quotes in lists if place < len(quotes)]
        taken += (quote for quote in others if not place or not any(map(quote.overlaps, taken)))
    return taken
