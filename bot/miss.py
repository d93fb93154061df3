"""What is said where the articles hold no answer: why, and what comes nearest."""

from bot.answer import Answer, Quote
from bot.sources import cut_text, source_title

_MOST_WORDS = 5
_MOST_WORD_CHARACTERS = 40
_MOST_TITLES = 3
_MOST_TITLE_CHARACTERS = 100

NOTHING_FOUND = "I found nothing in the articles that answers this."


def explain_miss(answer: Answer) -> str:
    """Lines for the reader: that nothing was found, which words of the question no article holds,
    and the nearest articles, each with the heading in it that comes nearest."""
    lines = [NOTHING_FOUND]
    words = [word for word in answer.unknown_words if len(word) <= _MOST_WORD_CHARACTERS]
    if words:
        listed = ", ".join(f"“{word}”" for word in words[:_MOST_WORDS])
        lines.append(f"No article holds {listed}.")
    nearest: dict[str, str] = {}
    for quote in answer.quotes:
        nearest.setdefault(quote.article.id, _name_place(quote))
    if places := list(dict.fromkeys(nearest.values())):
        lines.append("Nearest: " + "; ".join(places[:_MOST_TITLES]))
    return "\n".join(lines)


def _name_place(quote: Quote) -> str:
    """Title and innermost heading, as in "Harbours › Opening hours"."""
    title = source_title(quote.article, _MOST_TITLE_CHARACTERS)
    heading = cut_text(next(reversed(quote.passage.headings), ""), _MOST_TITLE_CHARACTERS)
    return f"{title} › {heading}" if heading and heading != title else title
