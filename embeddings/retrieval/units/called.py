"""Which articles a question calls by their names together with a numbered unit: "section 7 of the
house rules"."""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from pathlib import PurePosixPath

import regex

from corpus import Passage
from corpus.structure.numbering.unit_labels import UNIT_WORDS
from embeddings.index.labels import fold_unit_word
from embeddings.index.passage_index import PassageIndex
from embeddings.index.passage_lines import split_name, split_path
from embeddings.retrieval.units.mentions import speaks_of
from embeddings.retrieval.units.references import Reference
from embeddings.words.analysis import is_spaceless, split_words, stem_word
from embeddings.words.function_words import leave_out_function_words
from embeddings.words.question_words import QUESTION_WORDS

_MAX_ARTICLES = 200_000
"""Whose names are known; no folder of articles has as many."""
_MAX_SAME = 2000
"""Articles with one word in their names: with more it tells none from the others."""
_MAX_ALIKE = 50
"""Articles that may be meant at once."""
_MAX_WORDS = 12
"""Of a question behind or before a unit."""
_MAX_BETWEEN = 24
"""Characters between a unit and the name that is said with it: "of the book of"; before the unit
half as many."""
_MAX_BESIDE = 5
"""Characters between units that are of one article: " and "."""
_MAX_FOLDER_WORDS = 3
"""In front of a name: "the debian social contract" in the folder `debian`."""
_LEAST_LETTERS = 2
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
_END = regex.compile(r"[^\p{L}\p{N}\p{M}\s'’\"“”„«»*_(,-]")
"""What no name goes on behind, nor stands behind in front of a unit."""
_OWNER = regex.compile("['’]s?(?![\\p{L}\\p{M}])")
_ASKED_OF = regex.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|may|must|shall|should|will|would)\s$",
    regex.IGNORECASE,
)
"""In front of a unit: the next word behind it says what it does, "what does rule 7 say"."""
_DONE_BY = regex.compile(r"\sby\s(?:the\s)?", regex.IGNORECASE)
_LEADING = (
    "in of by under per from do does did according to laut gemäß nach im selon dans d’après según"
    " en segundo secondo nei nel volgens в во по согласно из"
)
"""Before a name that stands apart from its unit: "what do the house rules say in section 7?"."""


@dataclass(frozen=True, slots=True)
class Called:
    """The `articles`, by id, that a question calls by the words `name`, which may be their whole
    name; `said` are these and the unit, as it has them."""

    articles: frozenset[str]
    name: str
    said: str
    is_whole: bool

    def is_meant(self, passage: Passage) -> bool:
        """Whether a unit is, which `passage` is of: the words may also be those of its heading,
        or, unless they are a whole name, stand in it."""
        texts = passage.headings if self.is_whole else (*passage.headings, passage.text)
        return passage.article_id in self.articles or self._is_in(texts)

    def is_told(self, passage: Passage) -> bool:
        """Whether a unit that `passage` speaks of may be one of these articles."""
        return passage.article_id in self.articles or self._is_in((passage.text,))

    def _is_in(self, texts: Iterable[str]) -> bool:
        return any(speaks_of(self.name, text) for text in texts)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question, where it stands, and its stems in any language of the index."""

    start: int
    end: int
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a question that are all of the name of `article`, how many, and whether they are
    its whole name."""

    article: str
    start: int
    end: int
    words: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a `unit` stands in a question, and the units beside it end and begin."""

    unit: Reference
    start: int
    end: int
    last: int
    following: int


class CalledArticles:
    """Finds the articles of one build by what a question calls them. Their names are read when
    they are first asked for."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def find(self, question: str, units: Sequence[Reference]) -> dict[str, Called]:
        """What is called with each of the `units` of `question`, by the unit's text; nothing with
        those of which no article is named. What counts no such units is meant only by its whole
        name, and if it counts others."""
        places = _find_places(question, units)
        words = self._read_words(question) if places else []
        words = [w for w in words if not any(p.start < w.end and w.start < p.end for p in places)]
        found: dict[str, Called] = {}
        for place in reversed(places if words else []):
            runs = self._find_runs(question, words, place)
            beside = question[place.end : place.following]
            if runs:
                found[place.unit.text] = _call(question, place, runs)
            elif len(beside) <= _MAX_BESIDE and place.following < len(question):
                beside_it = next(p.unit.text for p in places if p.start == place.following)
                if beside_it in found:  # "section 2 and section 4 of the house rules"
                    called = found[beside_it]
                    found[place.unit.text] = replace(called, said=place.unit.text)
        return found

    def _find_runs(self, question: str, words: Sequence[_Word], place: _Place) -> list[_Run]:
        """The names that stand right behind the unit or right before it, or else apart from it;
        those of most words."""
        behind = list(_take_behind(question, words, place))
        before = list(_take_before(question, words, place))
        for sought, accepts in (
            (self._list_following(question, behind), self._counts_or_is_whole),
            (self._list_preceding(before), self._counts_and_is_whole),
            (self._list_apart(question, words), self._counts_and_is_whole),
        ):
            runs = sorted(sought, key=lambda run: -run.words)[:_MAX_ALIKE]
            runs = [run for run in runs if accepts(run, place.unit)]
            if runs:
                return [run for run in runs if run.words == runs[0].words]
        return []

    def _counts_or_is_whole(self, run: _Run, unit: Reference) -> bool:
        counted = self._list_counted(run.article)
        return unit.label.is_any_of(counted) or (run.is_whole and bool(counted))

    def _counts_and_is_whole(self, run: _Run, unit: Reference) -> bool:
        return run.is_whole and unit.label.is_any_of(self._list_counted(run.article))

    def _list_counted(self, article_id: str) -> frozenset[str]:
        return self._index.labels.list_words(self._index.article_rows[article_id])

    def _list_following(self, question: str, words: Sequence[_Word]) -> Iterator[_Run]:
        """The names that `words` begin with, but for whose it is: "Penmoor's house rules"."""
        yield from self._match(words)
        if words and _OWNER.match(question, words[0].end):
            yield from self._match(words[1:])

    def _list_preceding(self, words: Sequence[_Word]) -> Iterator[_Run]:
        """The names that `words` end with."""
        for first in range(len(words)):
            yield from (run for run in self._match(words[first:]) if run.end == words[-1].end)

    def _list_apart(self, question: str, words: Sequence[_Word]) -> Iterator[_Run]:
        """The names that a word leads to, or that the question begins with."""
        leading = _LEADING.split()
        for first, word in enumerate(words[:_MAX_WORDS]):
            before = question[: word.start].casefold().split()
            leads = any(each in leading for each in before[-2:])
            if leads or (first == 0 and len(before) <= 1):
                yield from self._match(words[first:])

    def _match(self, words: Sequence[_Word]) -> Iterator[_Run]:
        """As `_match_name`, also with words of the article's folders in front of its name."""
        yield from self._match_name(words)
        for place in range(1, min(_MAX_FOLDER_WORDS, len(words) - 1) + 1):
            leading = words[:place]
            for run in self._match_name(words[place:]):
                folders = self._names.of_folders.get(run.article, frozenset())
                if not any(word.stems.isdisjoint(folders) for word in leading):
                    yield replace(run, start=words[0].start, words=place + run.words)

    def _match_name(self, words: Sequence[_Word]) -> Iterator[_Run]:
        """Of each article whose name has the first of `words` the words that go on with it."""
        names = self._names
        ids = {i for stem in words[0].stems for i in names.by_stem.get(stem, ())} if words else ()
        if len(ids) > _MAX_SAME:
            return
        for article_id in sorted(ids):
            known = frozenset[str]().union(*names.of_article[article_id])
            run = list(_take_known(words, known))
            held = frozenset[str]().union(*(word.stems for word in run))
            needed = [_leave_out_numbers(name) for name in names.of_article[article_id]]
            is_whole = any(name and name <= held for name in needed)
            if any(not word.text.isdecimal() for word in run):
                yield _Run(article_id, run[0].start, run[-1].end, len(run), is_whole)

    def _read_words(self, question: str) -> list[_Word]:
        """The words of `question` that may be of a name."""
        stems = {word.word: word.stems for word in self._index.lexical.read_words(question)}
        found = []
        for match in _WORD.finditer(question):
            text = match[0].casefold()
            if text in stems and _may_name(text, self._languages):
                found.append(_Word(match.start(), match.end(), text, stems[text]))
        return found

    @functools.cached_property
    def _languages(self) -> tuple[str, ...]:
        return tuple({head.language for head in self._index.heads.values() if head.language})

    @functools.cached_property
    def _names(self) -> "_Names":
        return _Names.read(self._index, self._languages)


@dataclass(frozen=True, slots=True)
class _Names:
    """The stems of the title and of the file's name of each article, by its id, the articles by
    each of these stems, and the stems of the folders of each article that lies in one."""

    of_article: dict[str, tuple[frozenset[str], frozenset[str]]]
    by_stem: dict[str, list[str]]
    of_folders: dict[str, frozenset[str]]

    @staticmethod
    def read(index: PassageIndex, languages: Sequence[str]) -> "_Names":
        may_name = functools.cache(functools.partial(_may_name, languages=languages))
        of_article: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        by_stem: dict[str, list[str]] = {}
        of_folders: dict[str, frozenset[str]] = {}
        for head in islice(index.heads.values(), _MAX_ARTICLES):
            if not index.article_rows.get(head.id):
                continue
            path = PurePosixPath(head.id)
            file_name = split_name(path.name)
            names = tuple(
                _read_name(text, head.language, may_name) for text in (head.title, file_name)
            )
            of_article[head.id] = (names[0], names[1])
            for stem in names[0] | names[1]:
                by_stem.setdefault(stem, []).append(head.id)
            if folders := _read_name(split_path(path.parent), head.language, may_name):
                of_folders[head.id] = folders
        return _Names(of_article, by_stem, of_folders)


def _read_name(text: str, language: str | None, may_name: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(stem_word(word, language) for word in split_words(text) if may_name(word))


def _may_name(word: str, languages: Sequence[str]) -> bool:
    """Whether `word`, in lower case, may tell an article from others."""
    if len(word) < _LEAST_LETTERS or word in QUESTION_WORDS or is_spaceless(word):
        return False
    if fold_unit_word(word) in _unit_words():
        return False
    return bool(leave_out_function_words([word], languages))


@functools.cache
def _unit_words() -> Set[str]:
    return frozenset(map(fold_unit_word, UNIT_WORDS))


def _take_known(words: Iterable[_Word], known: frozenset[str]) -> Iterator[_Word]:
    return takewhile(lambda word: not word.stems.isdisjoint(known), words)


def _leave_out_numbers(name: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for stem in name if not stem.isdecimal())


def _find_places(question: str, units: Iterable[Reference]) -> list[_Place]:
    """Where `units` stand in `question`, in order, those of one text once; without those whose
    text it has not as such."""
    texts = {unit.text: unit for unit in units}
    starts = sorted((question.find(text), text) for text in texts)
    starts = [(start, text) for start, text in starts if start >= 0]
    ends = [0, *(start + len(text) for start, text in starts)]
    following = [*(start for start, _ in starts[1:]), len(question)]
    return [
        _Place(texts[text], start, ends[number + 1], ends[number], following[number])
        for number, (start, text) in enumerate(starts)
    ]


def _take_behind(question: str, words: Sequence[_Word], place: _Place) -> Iterator[_Word]:
    """The words behind a unit, up to the next one, with nothing but function words between."""
    behind = (word for word in words if place.end <= word.start < place.following)
    is_asked = _ASKED_OF.search(question, 0, place.start) is not None
    for word in islice(behind, _MAX_WORDS):
        if is_asked and word.start == place.end + 1 and question[word.start].islower():
            return
        if _END.search(question, place.end, word.start):
            return
        yield word


def _take_before(question: str, words: Sequence[_Word], place: _Place) -> list[_Word]:
    """The words in front of a unit, from the one before on, in their order."""
    before = [word for word in words if place.last <= word.start and word.end <= place.start]
    if before and _DONE_BY.fullmatch(question, before[-1].end, place.start):
        return []  # "what is required by rule 7"
    held = islice(reversed(before), _MAX_WORDS)
    taken = takewhile(lambda word: not _END.search(question, word.end, place.start), held)
    return list(reversed(list(taken)))


def _call(question: str, place: _Place, runs: Sequence[_Run]) -> Called:
    first, last = min(run.start for run in runs), max(run.end for run in runs)
    start, end = place.start, place.end
    if 2 * (start - last) <= _MAX_BETWEEN and first - end <= _MAX_BETWEEN:
        start, end = min(start, first), max(end, last)
    articles = frozenset(run.article for run in runs)
    is_whole = any(run.is_whole for run in runs)
    return Called(articles, question[first:last], question[start:end], is_whole)
