"""What there is to ask first, of the articles and of what their owner insists on."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.access.scope import is_searched
from bot.answers.follow_ups import points_back
from bot.answers.framing import asks
from bot.answers.openers import MAX_OPENERS, Openers
from bot.evaluation.must_answer import list_insisted
from corpus import Head, Passage
from embeddings import PassageIndex, Retriever

_MAX_ARTICLES = 60
_MAX_PASSAGES = 30
"""Of an article, that are looked through for a question."""

_MIN_CHARACTERS, _MAX_CHARACTERS = 6, 90
_MARKS = ("?", "？", "؟")


def open_talk(
    retriever: Retriever, corpus_dir: Path, folders: frozenset[str] | None = None
) -> Openers:
    """The openers of the build that `retriever` searches. Where only some `folders` are searched,
    what the owner insists on may be in none of them, and is left out."""
    insisted = list_insisted(corpus_dir, MAX_OPENERS) if folders is None else ()
    return find_openers(retriever.index, insisted, folders)


def find_openers(
    index: PassageIndex, insisted: Sequence[str], folders: frozenset[str] | None = None
) -> Openers:
    """What to ask of the articles in `folders`, None are all: of the questions `insisted`, which
    the owner wants answered, of those in titles and headings, an article each, and then titles.
    At most `_MAX_ARTICLES` are looked at, evenly spread."""
    count = index.list_articles(0, 1, folders).article_count
    articles = list(_spread(index, count, folders))
    found = (next(_find_questions(a, index.list_passages(a.id)), None) for a in articles)
    short = (question for question in insisted if _is_short(question))
    own = itertools.chain(short, filter(None, found))
    questions = tuple(itertools.islice(dict.fromkeys(own), MAX_OPENERS))
    titles = dict.fromkeys(a.title for a in articles if _is_short(a.title))
    left = [title for title in titles if title not in questions]
    return Openers(count, questions, tuple(left[: MAX_OPENERS - len(questions)]))


def _spread(index: PassageIndex, count: int, folders: frozenset[str] | None) -> Iterator[Head]:
    ids = iter(index.article_ids)
    kept = (h for id_ in ids if (h := index.find_head(id_)) and is_searched(h, folders))
    return itertools.islice(kept, 0, None, max(1, -(-count // _MAX_ARTICLES)))


def _find_questions(article: Head, passages: Sequence[Passage]) -> Iterator[str]:
    lines: Iterable[str] = itertools.chain(
        (article.title,), *(passage.headings for passage in passages[:_MAX_PASSAGES])
    )
    return (line for line in lines if _is_short(line) and _is_question(line))


def _is_question(line: str) -> bool:
    """Whether `line` can be asked by itself."""
    return line.endswith(_MARKS) and asks(line) and not points_back(line)


def _is_short(line: str) -> bool:
    return _MIN_CHARACTERS <= len(line) <= _MAX_CHARACTERS and line.isprintable()
