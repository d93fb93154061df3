"""What became of a passage since it was quoted."""

from dataclasses import dataclass
from enum import Enum

from bot.folding import fold_text
from bot.formatting import clean_text
from bot.keyboards import shorten_id
from bot.verify import find_alike
from corpus import Passage
from embeddings import PassageIndex


class Age(Enum):
    """What became of it."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Aged:
    """`passage` is where the words, or those most like them, stand now; None if nowhere."""

    age: Age
    passage: Passage | None = None


def check_age(index: PassageIndex, passage_id: str, article_mark: str, quoted: str) -> Aged:
    """What became of the words `quoted` from a passage of the article that `article_mark` stands
    for, as `shorten_id` makes it."""
    needle = fold_text(quoted.removesuffix("…"))
    row = index.find_row(passage_id)
    if row is not None and needle in _fold(index.passages[row]):
        return Aged(Age.UNCHANGED, index.passages[row])
    passages = [p for p in index.passages if shorten_id(p.article_id) == article_mark]
    for passage in passages:
        if needle in _fold(passage):
            return Aged(Age.UNCHANGED, passage)
    places = [(index.articles[p.article_id], p.start, p.start + len(p.text)) for p in passages]
    alike = find_alike(quoted, places)
    if alike is None:
        return Aged(Age.GONE)
    held = (p for p in passages if p.start <= alike.start < p.start + len(p.text))
    return Aged(Age.EDITED, next(held))


def _fold(passage: Passage) -> str:
    """The passage's words as they would stand in a message."""
    return fold_text(clean_text(passage.text))
