"""What became of a passage since it was quoted."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.answers.verification import Place, find_alike, look_around
from corpus import Article, Passage
from corpus.normalization import find_words, fold_typography
from embeddings import PassageIndex

_PIECE_CHARACTERS = 50_000


class QuoteStatus(Enum):
    """What became of it."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """`passage` is where the words, or those most like them, stand now; None if nowhere, and any
    of the article if they are unchanged and its passages are not."""

    status: QuoteStatus
    passage: Passage | None = None


def check_quote(
    index: PassageIndex,
    passage_id: str,
    article: Article | None,
    quoted: str,
    clean: Callable[[str], str],
) -> CheckedQuote:
    """What became of the words `quoted` from a passage of `article`, which is None if it is gone.
    They are as the chat shows a text, which `clean` makes of any."""
    passages = (
        [index.passages[row] for row in index.article_rows.get(article.id, ())] if article else []
    )
    if article is None or not passages:
        return CheckedQuote(QuoteStatus.GONE)
    if _still_holds(article, quoted, clean):
        row = index.find_row(passage_id)
        return CheckedQuote(
            QuoteStatus.UNCHANGED, passages[0] if row is None else index.passages[row]
        )
    places = [Place(article, p.start, p.start + len(p.text)) for p in passages]
    alike = find_alike(quoted, places)
    if alike is None:
        return CheckedQuote(QuoteStatus.GONE)
    middle = (alike.start + alike.end) // 2  # the ends may lie in the passages around
    held = (p for p in passages if p.start <= middle < p.start + len(p.text))
    return CheckedQuote(QuoteStatus.EDITED, next(held, passages[0]))


def _still_holds(article: Article, quoted: str, clean: Callable[[str], str]) -> bool:
    """Whether the article has the words anywhere: where its passages begin may have moved."""
    is_cut = quoted.endswith("…")
    needle = fold_typography(quoted.removesuffix("…"))
    # Piece by piece, as a step over a large article at once would hold up all else.
    for start in range(0, len(article.text) if needle else 0, _PIECE_CHARACTERS):
        piece = Place(article, start, min(start + _PIECE_CHARACTERS, len(article.text)))
        first, last = look_around(piece, len(quoted))
        now = fold_typography(clean(article.text[first:last]))
        # A cut quote may end in a word.
        if find_words(needle, now) >= 0 or (is_cut and needle in now):
            return True
    return False
