"""What is said where the articles hold no answer: why, and what comes nearest."""

from bot.answer import Answer
from bot.sources import source_title

_MOST_WORDS = 5
_MOST_WORD_CHARACTERS = 40
_MOST_TITLES = 3

NOTHING_FOUND = "I found nothing in the articles that answers this."


def explain_miss(answer: Answer) -> str:
    """Lines for the reader: that nothing was found, which words of the question no article holds,
    and the titles of the nearest articles."""
    lines = [NOTHING_FOUND]
    words = [word for word in answer.unknown_words if len(word) <= _MOST_WORD_CHARACTERS]
    if words:
        listed = ", ".join(f"“{word}”" for word in words[:_MOST_WORDS])
        lines.append(f"No article holds {listed}.")
    titles = list(dict.fromkeys(source_title(quote.article, 100) for quote in answer.quotes))
    if titles:
        lines.append("Nearest: " + "; ".join(titles[:_MOST_TITLES]))
    return "\n".join(lines)
