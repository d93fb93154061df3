"""The articles of an index as they are asked for: page by page, and their texts."""

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from corpus import Article, Described, Head, find_folder
from corpus.fields.names import fold_name
from corpus.structure.signs import fold_look
from embeddings.index.manifest import read_regular

TITLES_NAME = "titles.json"
_STATES_NAME = "states.json"

_T = TypeVar("_T", bound=Described)

_MAX_PARTS = 8
"""Of a path, counted from its end, that are looked at to tell one file from another."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`articles` are those on page `number`, counted from 0, of `page_count`, which is at least
    one; on all pages there are `article_count`."""

    articles: tuple[Head, ...]
    number: int
    page_count: int
    article_count: int


class ArticleTexts(Mapping[str, str]):
    """The text of each of `articles`, by id; none is copied."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles

    def __getitem__(self, article_id: str) -> str:
        return self._articles[article_id].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def sort_by_title(articles: Iterable[_T]) -> tuple[_T, ...]:
    """`articles` in the order of their titles, whatever the case; equals by id."""
    return tuple(sorted(articles, key=lambda article: (article.title.casefold(), article.id)))


def select_fields(articles: Iterable[_T], names: Sequence[str]) -> Iterator[_T]:
    """`articles`, each with those of its fields that `names` lists, in that order and called as
    there; case, hyphens and the way an accent is written do not matter."""
    wanted = {_fold_field(name): name for name in names}
    for article in articles:
        stated = {_fold_field(name): value for name, value in article.fields} if wanted else {}
        shown = tuple((name, stated[key]) for key, name in wanted.items() if key in stated)
        yield article if shown == article.fields else replace(article, fields=shown)


def count_fields(articles: Iterable[Described], names: Sequence[str]) -> dict[str, int]:
    """How many of `articles` have each of `names`, as `select_fields` finds them."""
    counts = Counter(
        name for article in select_fields(articles, names) for name, _ in article.fields
    )
    return {name: counts[name] for name in names}


def tell_apart(articles: Iterable[_T]) -> Iterator[_T]:
    """`articles`, those with a title that looks like that of another one with their `place`: the
    end of their folder, or else of the whole path without the file's ending, that none of the
    others has.

    Work grows with the number of articles and the lengths of their ids: of a path at most
    `_MAX_PARTS` parts are compared, then the whole of it is the place."""
    articles = list(articles)
    by_title: defaultdict[str, list[str]] = defaultdict(list)
    for article in articles:
        by_title[fold_look(article.title)].append(article.id)
    places: dict[str, str] = {}
    for ids in by_title.values():
        if len(ids) > 1:
            places |= _find_places(ids)
    for article in articles:
        place = places.get(article.id, "")
        yield article if place == article.place else replace(article, place=place)


@dataclass(frozen=True, slots=True)
class Titles:
    """The ids of articles `in_order`, as `sort_by_title` sorts them, and the `places` of those that
    `tell_apart` gives one."""

    in_order: tuple[str, ...]
    places: Mapping[str, str]


def find_titles(heads: Iterable[Head]) -> Titles:
    """Those of `heads`, which are looked through once for each build: it takes its time."""
    found = list(heads)
    in_order = tuple(head.id for head in sort_by_title(found))
    return Titles(in_order, {head.id: head.place for head in tell_apart(found) if head.place})


def write_titles(titles: Titles, build: Path) -> None:
    """Writes `titles` into the folder `build`."""
    values = {"in_order": titles.in_order, "places": dict(titles.places)}
    (build / TITLES_NAME).write_text(json.dumps(values) + "\n", "ascii")


def read_titles(build: Path) -> Titles:
    """The titles that `write_titles` wrote.

    :raises OSError, ValueError, KeyError, TypeError: if the file is missing or damaged.
    """
    values = json.loads((build / TITLES_NAME).read_text("ascii"))
    return Titles(tuple(values["in_order"]), dict(values["places"]))


def write_states(states: Mapping[str, str], build: Path) -> None:
    """Writes the states of the articles' files, as `Corpus` has them, into the folder `build`."""
    (build / _STATES_NAME).write_text(json.dumps(dict(states)) + "\n", "ascii")


def read_states(build: Path) -> dict[str, str]:
    """The states that `write_states` wrote; none of them if the file is missing or damaged: then
    the articles' files are read."""
    try:
        states = json.loads(read_regular(build / _STATES_NAME))
    except (OSError, ValueError):
        return {}
    is_sound = isinstance(states, dict) and all(isinstance(each, str) for each in states.values())
    return states if is_sound else {}


def list_folders(ids: Iterable[str]) -> tuple[str, ...]:
    """The folders that articles with these `ids` are in, in order; `""` is for those that lie in
    none."""
    return tuple(sorted({find_folder(article_id) for article_id in ids}))


def select_named(articles: Iterable[_T], words: str) -> tuple[_T, ...]:
    """Those of `articles` that have each of `words` in their title or id, as a part and whatever
    its case."""
    parts = words.casefold().split()
    named = ((article, f"{article.title} {article.id}".casefold()) for article in articles)
    return tuple(article for article, name in named if all(part in name for part in parts))


def cut_page(articles: Sequence[Head], number: int, size: int) -> ArticlePage:
    """Page `number`, counted from 0, of `articles` with `size` on each; the last page if there
    are not as many."""
    page_count = max(1, -(-len(articles) // size))
    number = min(number, page_count - 1)
    shown = tuple(articles[size * number : size * (number + 1)])
    return ArticlePage(shown, number, page_count, len(articles))


def _fold_field(name: str) -> str:
    return fold_name(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()))


def _find_places(ids: Sequence[str]) -> dict[str, str]:
    """The place of each of `ids`, which are articles of one title; `""` for the only one of them
    that lies in no folder."""
    endings = {
        article_id: dict.fromkeys(_list_endings(PurePosixPath(article_id))) for article_id in ids
    }
    counts = Counter(ending for found in endings.values() for ending in found)
    places = {
        article_id: next((e for e in endings[article_id] if counts[e] == 1), article_id)
        for article_id in ids
    }
    outside = [article_id for article_id in ids if "/" not in article_id]
    return places | {outside[0]: ""} if len(outside) == 1 else places


def _list_endings(path: PurePosixPath) -> Iterator[str]:
    """What may tell the file `path` from others, the shortest first: its folder, with more and more
    of those above it, then the same with its own name."""
    for parts in (path.parent.parts, path.with_suffix("").parts):
        for count in range(1, min(len(parts), _MAX_PARTS) + 1):
            yield "/".join(parts[-count:])
