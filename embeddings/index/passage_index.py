"""The index in memory: articles, their passages, and what is needed to search them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Described, FootnoteError, Head, Passage, find_folder
from embeddings.encoders.encoder import Vectors
from embeddings.index.articles import ArticlePage, ArticleTexts, cut_page, select_named
from embeddings.index.changes import Changes
from embeddings.index.labels import LabelIndex
from embeddings.index.manifest import Manifest
from embeddings.index.passage_context import PassageContext
from embeddings.index.segments.segment import Segment
from embeddings.index.segments.stored import PassageRows, StoredArticles, StoredHeads
from embeddings.index.tokens.token_vectors import PassageTokens
from embeddings.index.vectors import PassageVectors
from embeddings.index.words.lexical import LexicalIndex

_find_start = attrgetter("start")
_MAX_NAMESAKES = 100


class PassageIndexError(FootnoteError):
    """The index cannot be built or used; the text ends with what to do."""


@dataclass(frozen=True, slots=True)
class LocatedPassage:
    """A passage and its place: it is number `number`, counted from 1, of the `count` in `article`.
    `before` and `after` are the ids of the passages around it there, None at either end; behind a
    post of a channel the next post goes on."""

    passage: Passage
    article: Article
    number: int
    count: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Articles by id, their passages, and the passages' vectors.

    The methods are what is asked of an index, wherever it is held; rows are for searching, and only
    `embeddings` knows of them.

    Row `i` of `vectors` (unit vectors, so that inner products are cosines) is passage `i`, whose
    sentences are those from `sentence_starts[i]` up to `sentence_starts[i + 1]` in `tokens`.
    """

    build_name: str
    """Differs from one build to the next."""
    segments: tuple[Segment, ...]
    """Which the next build may share."""
    heads: StoredHeads
    """What is known of each article without reading it, by id."""
    articles: StoredArticles
    passages: Sequence[Passage]
    vectors: PassageVectors
    tokens: PassageTokens
    sentence_starts: NDArray[np.int64]
    lines: PassageTokens
    """The lines above passages, as `passage_context` numbers them."""
    passage_context: PassageContext
    lexical: LexicalIndex
    language_coverage: Vectors
    """How well the encoder knows the language of each passage, from 0 to 1, shape `[passages]`."""
    manifest: Manifest
    rows_by_id: PassageRows
    article_rows: dict[str, range]
    """The rows of the passages of each article: they lie in the order of articles and their
    text."""
    heads_by_title: Sequence[Head]
    """As `sort_by_title` sorts them."""
    labels: LabelIndex
    folders: tuple[str, ...]
    """The folders of the corpus that articles are in, in order, `""` for none."""
    posts: tuple[str, ...]
    """The ids of those articles that are posts of channels, in order."""
    changes: Changes
    """What the build changed of the one before it."""
    check_whole: Callable[[], None]
    """Looks, where nothing was found, whether all that was searched is there, and raises
    `FootnoteError` if not."""

    def nearest(self, query: Vectors, k: int, among: NDArray[np.int64] | None = None) -> list[int]:
        """Rows of the `k` passages nearest to `query` (shape `[dimension]`), nearest first; only
        of the rows `among` if they are given."""
        return self.vectors.find_nearest(query, k, among)

    def find_passage(self, passage_id: str) -> LocatedPassage | None:
        """The passage with this id; None if there is none."""
        row = self.rows_by_id.find(passage_id)
        return None if row is None else self.locate(row)

    def locate(self, row: int) -> LocatedPassage:
        """Passage `row` with its place."""
        passage = self.passages[row]
        rows = self.article_rows[passage.article_id]
        return LocatedPassage(
            passage,
            self.articles[passage.article_id],
            row - rows.start + 1,
            len(rows),
            self._find_beside(row, -1),
            self._find_beside(row, 1),
        )

    def _find_beside(self, row: int, step: int) -> str | None:
        """The passage before or after that of `row`."""
        article_id = self.passages[row].article_id
        rows = self.article_rows[article_id]
        if row + step not in rows:
            place = bisect_left(self.posts, article_id)
            is_post = self.posts[place : place + 1] == (article_id,)
            beside = self.posts[max(0, place + step) : place + step + 1] if is_post else ()
            if not beside or find_folder(beside[0]) != find_folder(article_id):
                return None
            rows = self.article_rows[beside[0]]
            row = rows.start - step if step > 0 else rows.stop
        return self.passages[row + step].id

    def find_article(self, article_id: str) -> Article | None:
        """The article with this id; None if there is none."""
        return self.articles[article_id] if article_id in self.heads else None

    def describe(self, passage: Passage) -> Described:
        """The article of `passage`, with its text only if that says what stands above the passage:
        reading it takes its time."""
        article_id = passage.article_id
        return self.articles[article_id] if passage.context else self.heads[article_id]

    def find_head(self, article_id: str) -> Head | None:
        """What is known of the article with this id without reading it; None if there is none."""
        return self.heads.get(article_id)

    def list_passages(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order; `[]` if there is no such article."""
        rows = self.article_rows.get(article_id, range(0))
        return list(self.passages[rows.start : rows.stop])

    def find_passage_at(self, article_id: str, position: int) -> Passage | None:
        """The passage of an article that has the character at `position` of its text, the last one
        if several have; None if none has. Work grows with the logarithm of the passages."""
        rows = self.article_rows.get(article_id, range(0))
        row = bisect_right(self.passages, position, rows.start, rows.stop, key=_find_start) - 1
        if row < rows.start or position >= self.passages[row].end:
            return None
        return self.passages[row]

    def is_titled(self, title: str, folders: frozenset[str] | None = None) -> bool:
        """Whether an article has this title, whatever its case, and is in `folders`, if they are
        given; of many with one title the first `_MAX_NAMESAKES` are looked at. Work grows with the
        logarithm of the articles."""
        title = title.casefold()
        first = bisect_left(self.heads_by_title, title, key=_fold_title)
        for head in self.heads_by_title[first : first + _MAX_NAMESAKES]:
            if _fold_title(head) != title:
                return False
            if folders is None or head.folder in folders:
                return True
        return False

    def list_articles(
        self, page: int, size: int, folders: frozenset[str] | None = None, words: str = ""
    ) -> ArticlePage:
        """Page `page`, counted from 0, of the articles in the order of their titles, or the last
        page if there are not as many. Only of those in `folders` that have all `words` in title or
        id, if either is given: then all titles are looked through."""
        heads = self.heads_by_title
        if folders is not None:
            heads = tuple(head for head in heads if head.folder in folders)
        if words:
            heads = select_named(heads, words)
        return cut_page(heads, page, size)

    @property
    def article_ids(self) -> Iterable[str]:
        """The ids of all articles, one after the other."""
        return self.articles.keys()

    def read_headings(self) -> Iterator[str]:
        """The headings above all passages; work grows with them."""
        return self.articles.read_headings()

    @property
    def article_texts(self) -> Mapping[str, str]:
        """The texts of all articles, by id."""
        return ArticleTexts(self.articles)


def _fold_title(head: Head) -> str:
    return head.title.casefold()
