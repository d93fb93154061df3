"""Passages that have words, without any model: words find what somebody copied better than its
meaning does."""

from collections.abc import Callable

from corpus import Described
from embeddings.index.passage_index import LocatedPassage, PassageIndex

_MAX_WORDS = 24
"""The rarest ones that are searched by, of a text of any length."""
_CHARACTERS_A_WORD = 20
_MIN_WORDS = 10
_MAX_FILTERED = 1500
"""Passages that are looked through for those of some articles alone."""


def find_holders(
    index: PassageIndex,
    text: str,
    k: int,
    is_wanted: Callable[[Described], bool] | None = None,
) -> list[LocatedPassage]:
    """The `k` passages of `index` that have most of the rarest words of `text`, best first, by
    BM25; `[]` if no passage has any. Only those of articles that `is_wanted`, if it is given, of
    the best `_MAX_FILTERED`."""
    words = [word for word in index.lexical.read_words(text) if word.is_known]
    most = min(_MAX_WORDS, max(_MIN_WORDS, len(text) // _CHARACTERS_A_WORD))
    words = sorted(words, key=lambda word: -word.idf)[:most]
    if not words or k < 1:
        return []
    found = index.lexical.search(words, k if is_wanted is None else max(k, _MAX_FILTERED))
    holders: list[LocatedPassage] = []
    for row, _ in found:
        head = index.heads[index.passages[row].article_id]
        if len(holders) < k and (is_wanted is None or is_wanted(head)):
            holders.append(index.locate(row))
    return holders
