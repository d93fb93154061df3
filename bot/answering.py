"""From a question as it was typed to its answer: filters, phrases, search, quotes."""

import numpy as np

from bot.answer import Answer, compose_answer
from embeddings import Hit, Query, QueryError, Retriever, parse_query


def answer_question(
    question: str, retriever: Retriever, most_quotes: int, most_hits: int, min_confidence: float
) -> Answer:
    """The answer to `question`, with at most `most_quotes` out of `most_hits` passages."""
    try:
        query = parse_query(question)
    except QueryError as exc:
        return Answer(question, False, 0.0, (), notes=(str(exc),), is_understood=False)
    hits, notes = _search(query, retriever, most_hits)
    return compose_answer(question, hits, most_quotes, min_confidence, notes)


def _search(query: Query, retriever: Retriever, most_hits: int) -> tuple[list[Hit], list[str]]:
    """Hits where the phrases stand, if they stand anywhere, and what is to be said of them."""
    rows = retriever.select_rows(query.filters)
    notes = [] if query.filters.is_empty else [f"Only articles {query.filters.describe()}"]
    with_phrases = rows
    for phrase in query.phrases:
        found = retriever.find_phrase(phrase, rows)
        if not len(found):
            notes.append(f"“{phrase}” stands in no article word for word.")
        elif with_phrases is None or with_phrases is rows:
            with_phrases = found
        else:
            both = np.intersect1d(with_phrases, found)
            with_phrases = both if len(both) else np.union1d(with_phrases, found)
    return retriever.search(query.text, most_hits, with_phrases), notes
