"""What is said where the articles hold no answer: why, and what comes nearest."""

from bot.answers.answer import Answer, AnswerOutcome, Quote
from bot.answers.notes import OtherLanguage
from bot.text.citations import mark_name, marked_title
from bot.text.cleaning import isolate
from bot.text.translation import gettext, gettext_noop, speaking
from corpus import clean_line

_MAX_WORDS = 5
_MAX_WORD_CHARACTERS = 40
_MAX_PLACES = 3
_MAX_TITLE_CHARACTERS = 100

_MIN_NEAR = 0.1
"""Confidence below which nothing comes near: of questions off the topic five in six are."""

AWAY = gettext_noop("I cannot search the articles now. Please ask again in a minute.")
NOTHING_FOUND = gettext_noop("I found nothing in the articles that answers this.")


def explain_miss(answer: Answer) -> str:
    """Lines for the reader: that nothing was found, and which words of the question no article
    holds, in its language if it is another than the articles'; or that nothing was asked."""
    if answer.outcome is AnswerOutcome.NOTHING_ASKED:
        return gettext("There is no question in this. Write one, such as: Who guards the port?")
    lines = [say_nothing_found(answer)]
    if _find_other_language(answer):
        return lines[0]
    unknown = filter(None, map(clean_line, answer.unknown_words))
    words = [word for word in unknown if len(word) <= _MAX_WORD_CHARACTERS]
    if words:
        listed = ", ".join(f"“{isolate(word)}”" for word in words[:_MAX_WORDS])
        lines.append(gettext("No article holds {words}.").format(words=listed))
    return "\n".join(lines)


def say_nothing_found(answer: Answer) -> str:
    """The first of these lines alone."""
    other = _find_other_language(answer)
    if other is None:
        return gettext(NOTHING_FOUND)
    with speaking(other.asked):
        return gettext(NOTHING_FOUND)


def find_nearest(answer: Answer) -> dict[str, Quote]:
    """What comes nearest to an answer, by name, as in "Harbours › Opening hours": the best quote
    of each of the nearest articles, best first; none if nothing comes near, or the question is in
    another language than the articles."""
    if answer.confidence < _MIN_NEAR or _find_other_language(answer):
        return {}
    nearest: dict[str, Quote] = {}
    articles: set[str] = set()
    for quote in answer.quotes:
        if quote.article.id not in articles:
            articles.add(quote.article.id)
            nearest.setdefault(_name_place(quote), quote)
    return dict(list(nearest.items())[:_MAX_PLACES])


def _find_other_language(answer: Answer) -> OtherLanguage | None:
    return next((note for note in answer.notes if isinstance(note, OtherLanguage)), None)


def _name_place(quote: Quote) -> str:
    """Title and innermost heading."""
    title = marked_title(quote.article, _MAX_TITLE_CHARACTERS)
    heading = mark_name(next(reversed(quote.passage.headings), ""), _MAX_TITLE_CHARACTERS)
    return f"{title} › {heading}" if heading and heading != title else title
