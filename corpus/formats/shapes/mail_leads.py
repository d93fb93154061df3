"""Short questions and greetings of a mail, which head nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.article import Paragraph, Span

_QUESTION_MARKS = ("?", "？", "؟")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|moin|servus"
    r"|guten (?:morgen|tag|abend)|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|chère?s?"
    r"|madame|hola|buen[oa]s (?:días|tardes|noches)|estimad[oa]s?|querid[oa]s?|olá|oi|bom dia"
    r"|boa (?:tarde|noite)|car[oai]|prezad[oa]s?|ciao|buongiorno|buonasera|gentil[ei]|egregio"
    r"|привет|здравствуйте|добрый (?:день|вечер)|доброе утро|уважаем\w{2,3}|дорог(?:ой|ая|ие)"
    r"|beste|geachte|hej|cześć|szanown\w{1,3}|مرحبا|السلام عليكم|عزيز\w{0,3}|你好|您好|大家好"
    r"|尊敬的|各位)"
    r"(?:$|\W.{0,60}$|(?<=[\u4e00-\u9fff]).{0,20}$)",
    re.IGNORECASE,
)
_MAX_GREETING_WORDS = 6
_Headings = tuple[str, ...]


def ask_questions(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs` of the mail `text`, and as paragraphs, too, the questions and greetings that
    were taken for headings."""
    asked: list[Paragraph] = []
    above: _Headings = ()
    end = 0
    for one in paragraphs:
        kept = tuple(heading for heading in one.headings if not _heads_nothing(heading))
        for start, stop in _find_new(text, (end, one.start), above, one.headings):
            asked.append(Paragraph(start, stop, kept))
        asked.append(replace(one, headings=kept))
        above, end = one.headings, one.end
    return tuple(asked)


def _heads_nothing(heading: str) -> bool:
    """Whether it is a question or a greeting: "Hi folks"."""
    is_greeting = len(heading.split()) <= _MAX_GREETING_WORDS and _GREETING.match(heading)
    return heading.endswith(_QUESTION_MARKS) or bool(is_greeting)


def _find_new(text: str, gap: Span, above: _Headings, headings: _Headings) -> Iterator[Span]:
    """Where in `gap` those of `headings` stand that head nothing and were not in `above`."""
    place, stop = gap
    for number, heading in enumerate(headings):
        if _heads_nothing(heading) and headings[: number + 1] != above[: number + 1]:
            start = text.find(heading, place, stop)
            if start >= 0:
                place = start + len(heading)
                yield start, place
