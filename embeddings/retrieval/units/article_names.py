"""The words and numbers that articles are called by: those of their titles, files and folders."""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from corpus.structure.numbering.unit_labels import UNIT_WORDS
from embeddings.index.labels import fold_unit_word
from embeddings.index.passage_index import PassageIndex
from embeddings.index.passage_lines import split_name, split_path
from embeddings.retrieval.units.numbered_names import list_numbers_of
from embeddings.words.analysis import is_spaceless, split_words, stem_word
from embeddings.words.function_words import leave_out_function_words
from embeddings.words.question_words import QUESTION_WORDS

_MAX_ARTICLES = 200_000
"""Whose names are known; no folder of articles has as many."""
_LEAST_LETTERS = 2
_VERSION = "version"
"""What stands in many names, and before their numbers."""


@dataclass(frozen=True, slots=True)
class ArticleNames:
    """The stems of the title and of the file's name of each article, by its id, the articles by
    each of these stems, the stems of the folders of each article that lies in one, and the numbers
    that stand in the two names of each that has one, with the stem in front of them."""

    of_article: dict[str, tuple[frozenset[str], frozenset[str]]]
    by_stem: dict[str, list[str]]
    of_folders: dict[str, frozenset[str]]
    numbers: dict[str, frozenset[tuple[str, str]]]

    @staticmethod
    def read(index: PassageIndex, languages: Sequence[str]) -> "ArticleNames":
        may = functools.cache(functools.partial(may_name, languages=languages))
        of_article: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        by_stem: dict[str, list[str]] = {}
        of_folders: dict[str, frozenset[str]] = {}
        numbers: dict[str, frozenset[tuple[str, str]]] = {}
        for head in islice(index.heads.values(), _MAX_ARTICLES):
            if not index.article_rows.get(head.id):
                continue
            path = PurePosixPath(head.id)
            file_name = split_name(path.name)
            names = tuple(_read_name(text, head.language, may) for text in (head.title, file_name))
            of_article[head.id] = (names[0], names[1])
            for stem in names[0] | names[1]:
                by_stem.setdefault(stem, []).append(head.id)
            if folders := _read_name(split_path(path.parent), head.language, may):
                of_folders[head.id] = folders
            stem = path.with_suffix("").name
            if has := frozenset(_read_numbers((head.title, stem), head.language)):
                numbers[head.id] = has
        return ArticleNames(of_article, by_stem, of_folders, numbers)


def _read_numbers(names: Iterable[str], language: str | None) -> Iterator[tuple[str, str]]:
    for name in names:
        for word, number in list_numbers_of(name):
            yield stem_word(word, language), number


def _read_name(text: str, language: str | None, may_name: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(stem_word(word, language) for word in split_words(text) if may_name(word))


def may_name(word: str, languages: Sequence[str]) -> bool:
    """Whether `word`, in lower case, may tell an article from others."""
    return bool(choose_naming([word], languages))


def choose_naming(words: Iterable[str], languages: Sequence[str]) -> list[str]:
    """Those of `words`, in lower case, that may tell an article from others."""
    return leave_out_function_words(filter(_may_be_of_name, words), languages)


def _may_be_of_name(word: str) -> bool:
    if len(word) < _LEAST_LETTERS or word in QUESTION_WORDS or is_spaceless(word):
        return False
    return word != _VERSION and fold_unit_word(word) not in _unit_words()


@functools.cache
def _unit_words() -> Set[str]:
    return frozenset(map(fold_unit_word, UNIT_WORDS))
