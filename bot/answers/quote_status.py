"""What became of a passage since it was quoted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.answers.verification import Place, find_alike, look_around
from corpus import Article, Passage
from corpus.normalization import find_words, fold_typography

_PIECE_CHARACTERS = 50_000


class QuoteStatus(Enum):
    """What became of it."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """`passage` is where the words most like them stand now, if they were edited; else None."""

    status: QuoteStatus
    passage: Passage | None = None


def check_quote(
    quoted: str,
    article: Article | None,
    passages: Sequence[Passage],
    clean: Callable[[str], str],
) -> CheckedQuote:
    """What became of the words `quoted` from `article`, which is None if it is gone; `passages` are
    all of its. The words are as the chat shows a text, which `clean` makes of any."""
    if article is None or not passages:
        return CheckedQuote(QuoteStatus.GONE)
    if _still_holds(article, quoted, clean):
        return CheckedQuote(QuoteStatus.UNCHANGED)
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
