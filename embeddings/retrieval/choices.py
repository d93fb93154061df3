"""What a reader may choose among with filters, told where the filters of a question let nothing
through."""

import heapq
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus import Described
from corpus.normalization import fold_accents
from embeddings.retrieval.query import Filters

_MAX_TOLD = 5
_MAX_COMPARED = 5000
"""Names that are compared with what was asked for; of an index with more of them the first."""
_MAX_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Choices:
    """Of what the filters asked for, what there is: the first and the last day, None unless they
    asked for days and there is any; publishers, titles and authors, at most five of each, the
    likest first."""

    days: tuple[date, date] | None = None
    publishers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return self == Choices()


def list_choices(articles: Iterable[Described], filters: Filters) -> Choices:
    """What `articles` in the folders of `filters` have of what these ask for. Each article is
    looked at once, and at most `_MAX_COMPARED` names are compared."""
    folders = filters.folders
    served = [a for a in articles if folders is None or a.folder in folders]
    days = [article.published for article in served if article.published]
    asks_for_days = bool(filters.after or filters.before) and bool(days)
    publishers: Counter[str] = Counter()
    if filters.publishers:
        named = (name for a in served for name in (a.source, *(work.source for work in a.based_on)))
        publishers.update(filter(None, named))
    titles = dict.fromkeys(a.title for a in served) if filters.titles else {}
    authors = Counter(a.author for a in served if a.author) if filters.authors else Counter[str]()
    return Choices(
        (min(days), max(days)) if asks_for_days else None,
        _find_likest([name for name, _ in publishers.most_common()], filters.publishers),
        _find_likest(titles, filters.titles),
        _find_likest([name for name, _ in authors.most_common()], filters.authors),
    )


def _find_likest(names: Iterable[str], asked: Sequence[str]) -> tuple[str, ...]:
    """The `names` that share most pairs of letters with what was `asked`, then in their order."""
    wanted = [_pair_letters(text) for text in asked]

    def share(name: str) -> float:
        pairs = _pair_letters(name)
        return max(2 * len(pairs & other) / (len(pairs) + len(other) or 1) for other in wanted)

    compared = list(itertools.islice(names, _MAX_COMPARED))
    return tuple(heapq.nlargest(_MAX_TOLD, compared, key=share)) if wanted else ()


def _pair_letters(text: str) -> set[str]:
    folded = fold_accents(text[:_MAX_CHARACTERS])
    return {"".join(pair) for pair in itertools.pairwise(folded)}
