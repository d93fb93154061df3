"""What became of a passage since it was quoted."""

from dataclasses import dataclass
from enum import Enum

from bot.folding import FoldedText, fold_text
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
    """`passage` is where the words, or those most like them, stand now; None if nowhere, and any
    of the article if they are unchanged and its passages are not."""

    age: Age
    passage: Passage | None = None


def check_age(index: PassageIndex, passage_id: str, article_mark: str, quoted: str) -> Aged:
    """What became of the words `quoted` from a passage of the article that `article_mark` stands
    for, as `shorten_id` makes it."""
    article = next((a for a in index.articles.values() if shorten_id(a.id) == article_mark), None)
    passages = [p for p in index.passages if article and p.article_id == article.id]
    if article is None or not passages:
        return Aged(Age.GONE)
    is_cut = quoted.endswith("…")
    needle = fold_text(quoted.removesuffix("…"))
    # The whole article: where its passages begin may have moved. A cut quote may end in a word.
    now = FoldedText(clean_text(article.text))
    if needle and (now.find(needle) or (is_cut and needle in now.text)):
        row = index.find_row(passage_id)
        return Aged(Age.UNCHANGED, passages[0] if row is None else index.passages[row])
    places = [(index.articles[p.article_id], p.start, p.start + len(p.text)) for p in passages]
    alike = find_alike(quoted, places)
    if alike is None:
        return Aged(Age.GONE)
    held = (p for p in passages if p.start <= alike.start < p.start + len(p.text))
    return Aged(Age.EDITED, next(held, passages[0]))
