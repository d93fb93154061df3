"""Which articles a question calls by their names together with a numbered unit: "section 7 of the
house rules"."""

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from corpus import Passage
from embeddings.index.passage_index import PassageIndex
from embeddings.index.words.lexical import QueryWord
from embeddings.retrieval.units.article_names import ArticleNames, choose_naming, may_name
from embeddings.retrieval.units.mentions import speaks_of
from embeddings.retrieval.units.numbered_names import (
    NumberSaid,
    ends_name,
    list_numbers_of,
    read_number_behind,
    read_version,
)
from embeddings.retrieval.units.places import (
    NameWord,
    Place,
    find_places,
    take_before,
    take_behind,
)
from embeddings.retrieval.units.references import MAX_QUESTION, Reference
from embeddings.words.analysis import stem_word
from embeddings.words.question_words import QUESTION_WORDS

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
_MAX_JOINED = 5
"""Names that one unit is said of."""
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
_OWNER = regex.compile("['’]s?(?![\\p{L}\\p{M}])")
_JOINED = regex.compile(
    r"\s?(?:[&/]|,?\s(?:and|or|und|oder|et|ou|y|o|e|и|или)\s)\s?"
    r"(?:(?:of|in|from|under|der|des|von|du|de|del|из)\s)?(?:(?:the|den|dem|les|la|le|los|las|el)\s)?",
    regex.IGNORECASE,
)
"""Between two names."""
_OF_WORDS = "of|in|from|under|der|des|vom|von|im|aus|du|de|del|della|do|da|van|из|в"
_OF = regex.compile(rf"\s(?:{_OF_WORDS})(?!\p{{L}})", regex.IGNORECASE)
"""Between a unit and the name of what it is of."""
_OF_THE = regex.compile(
    rf"\s(?:{_OF_WORDS})\s"
    r"(?:(?:the|our|my|your|den|dem|der|die|les|la|le|los|las|el)\s)?[\"“„«]?",
    regex.IGNORECASE,
)
_OF_OR_BLANK = regex.compile(rf"[\s-]|(?:{_OF_THE.pattern})", regex.IGNORECASE)
_OWN = regex.compile(r"\s|['’]s?\s")
"""Between words of a name, and between it and its unit."""
_WITH_NUMBER = regex.compile(r"(?P<word>[a-z]{2,30}?)v?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})?)")
_LEADING = (
    "in of by under per from do does did according to laut gemäß nach im selon dans d’après según"
    " en segundo secondo nei nel volgens в во по согласно из"
)
"""Before a name that stands apart from its unit: "what do the house rules say in section 7?"."""


@dataclass(frozen=True, slots=True)
class Called:
    """The `articles`, by id, that a question calls by the words `name`, which may be their whole
    name; `said` are these and the unit, as it has them; whether one of them `counts` any units."""

    articles: frozenset[str]
    name: str
    said: str
    is_whole: bool
    counts: bool = True

    def is_meant(self, passage: Passage) -> bool:
        """Whether a unit is, which `passage` is of: the words may also be those of its heading,
        or, unless they are a whole name, stand in it."""
        texts = passage.headings if self.is_whole else (*passage.headings, passage.text)
        return passage.article_id in self.articles or self._is_in(texts)

    def is_told(self, passage: Passage) -> bool:
        """Whether a unit that `passage` speaks of may be one of these articles. Of what counts none
        anybody may speak as of what everybody knows."""
        is_of = passage.article_id in self.articles or not self.counts
        return is_of or self._is_in((passage.text,))

    def _is_in(self, texts: Iterable[str]) -> bool:
        return any(speaks_of(self.name, text) for text in texts)


@dataclass(frozen=True, slots=True)
class Beside:
    """The `words` beside a unit by which articles are called, and what is `said` with them."""

    words: tuple[QueryWord, ...]
    said: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a question that are all of the name of `article`, how many, whether they are its
    whole name, `is_exact` if it has no other, and the stems of the `last` of them; `is_numbered`
    with the number that tells it from others of that name."""

    article: str
    start: int
    end: int
    words: int
    is_whole: bool
    is_exact: bool
    last: frozenset[str]
    is_numbered: bool = False


class CalledArticles:
    """Finds the articles of one build by what a question calls them. Their names are read when
    they are first asked for."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def find(self, question: str, units: Sequence[Reference]) -> dict[str, Called]:
        """What is called with each of the `units` of `question`, by the unit's text; nothing with
        those of which no article is named. What counts no such units is meant only by its whole
        name, if it counts others or that name is of several words and stands beside the unit.
        Where a number behind the name tells some of its articles from others, as of "GPL-2" and
        "GPL-3", these are meant."""
        question = question[:MAX_QUESTION]  # as units are read: behind these none is called
        units = [unit for unit in units if unit.is_certain or not self._is_name(unit.text)]
        places = find_places(question, units)
        words = self._read_words(question) if places else []
        words = [w for w in words if not any(p.start < w.end and w.start < p.end for p in places)]
        found: dict[str, Called] = {}
        for place in reversed(places if words else []):
            runs = self._find_runs(question, words, place)
            beside = question[place.end : place.following]
            if runs:
                counts = any(self._list_counted(run.article) for run in runs)
                found[place.unit.text] = _call(question, place, runs, counts)
            elif len(beside) <= _MAX_BESIDE and place.following < len(question):
                beside_it = next(p.unit.text for p in places if p.start == place.following)
                if beside_it in found:  # "section 2 and section 4 of the house rules"
                    called = found[beside_it]
                    found[place.unit.text] = replace(called, said=place.unit.text)
        return found

    def list_beside(self, question: str, units: Sequence[Reference]) -> dict[str, Beside]:
        """The words right behind each of the `units` of `question`, by the unit's text, that say
        what it is of, or else right before it, where an article has two of them or more in its
        names and folders: "rule 9 of the barge policy", "barge policy rule 9". A single one is
        rather a word than a name: "rule 2 of the club"."""
        question = question[:MAX_QUESTION]
        places = find_places(question, units)
        if not places:
            return {}
        asked = {word.word: word for word in self._index.lexical.read_words(question)}
        words = self._read_words(question)
        words = [w for w in words if not any(p.start < w.end and w.start < p.end for p in places)]
        found: dict[str, Beside] = {}
        for place in places:
            beside = [*_take_chain(question, words, place)] or _take_last(question, words, place)
            named = self._choose_of_one([word for word in beside if word.text in asked])
            if named:
                start = min(place.start, *(word.start for word in named))
                end = max(place.end, *(word.end for word in named))
                held = tuple(asked[word.text] for word in named)
                found[place.unit.text] = Beside(held, question[start:end])
        return found

    def _choose_of_one(self, words: Sequence[NameWord]) -> list[NameWord]:
        """Those of `words` that an article has in its names and folders, of the one that has most;
        none if none has two."""
        best: list[NameWord] = []
        ids = {
            i for word in words for stem in word.stems for i in self._names.by_stem.get(stem, ())
        }
        for article_id in sorted(ids) if len(ids) <= _MAX_SAME else ():
            held = self._list_names(article_id)
            named = [word for word in words if not held.isdisjoint(word.stems)]
            best = named if len(named) > len(best) else best
        return best if len(best) > 1 else []

    def _list_names(self, article_id: str) -> frozenset[str]:
        """The stems of an article's title, its file's name and its folders."""
        names = self._names
        title, file_name = names.of_article.get(article_id, (frozenset[str](), frozenset[str]()))
        return title | file_name | names.of_folders.get(article_id, frozenset())

    def lacks(self, article_id: str, words: Sequence[QueryWord]) -> bool:
        """Whether one of `words` stands neither in the article's names nor anywhere in it, and the
        last of them, which says what it is, not in its names."""
        held = self._list_names(article_id)
        if not words or not held.isdisjoint(words[-1].stems):
            return False
        rows = self._index.article_rows[article_id]
        return any(
            held.isdisjoint(word.stems) and not self._index.lexical.is_held(word, rows)
            for word in words
        )

    def _find_runs(self, question: str, words: Sequence[NameWord], place: Place) -> list[_Run]:
        """The names that stand right behind the unit or right before it, or else apart from it;
        those of most words."""
        behind = list(take_behind(question, words, place))
        before = list(take_before(question, words, place))
        # Behind "and" stands another name than before the unit: "GPL-2, section 3, and GPL-3".
        first = place.last if _JOINED.match(question, place.end) else place.end
        beside = [word for word in words if first <= word.start < place.following]
        following = self._list_following(question, behind)
        runs = self._choose(question, following, beside, place, is_beside=True)
        if runs:
            return [*runs, *self._list_joined(question, runs, beside, place)]
        beside = [word for word in words if place.last <= word.start and word.end <= place.start]
        runs = self._choose(question, self._list_preceding(before), beside, place)
        return runs or self._choose(question, self._list_apart(question, words), words, place)

    def _choose(
        self,
        question: str,
        sought: Iterable[_Run],
        among: Sequence[NameWord],
        place: Place,
        *,
        is_beside: bool = False,
    ) -> list[_Run]:
        """Those of `sought` that have most words of those that may be meant. Only the exact name if
        it is one and no number tells more."""
        ordered = sorted(sought, key=lambda run: -run.words)[:_MAX_ALIKE]
        for _, alike in itertools.groupby(ordered, key=lambda run: run.words):
            runs = self._tell_apart(question, list(alike), among)
            runs = [
                run
                for run in runs
                if (run.is_whole and self._counts(run, place))
                or (is_beside and self._may_be_meant(question, run, place))
            ]
            exact = [run for run in runs if run.is_exact and self._counts(run, place, by_word=True)]
            if runs:
                return exact or runs
        return []

    def _tell_apart(self, question: str, runs: list[_Run], among: Sequence[NameWord]) -> list[_Run]:
        """Those of `runs`, which are of one length, that a number behind a word of their name tells
        from the others, wherever `among` the words of the question it stands: "GPL-2 or GPL-3" are
        both. All if none has it, or that word stands there without one, too."""
        first, last = min(run.start for run in runs), max(run.end for run in runs)
        version = read_version(question, first, last)
        stems = {stem for word in among if first <= word.start < last for stem in word.stems}
        said: list[tuple[NameWord, NumberSaid | None]] = [
            (word, read_number_behind(question, word.start, word.end, self._is_content))
            for word in among
            if not word.stems.isdisjoint(stems)
        ]
        told = []
        for run in runs:
            numbers = self._names.numbers.get(run.article, frozenset())
            by_version = version and any(number in version.numbers for _, number in numbers)
            counted = {stem for stem, _ in numbers}
            of_run = [one for word, one in said if run.start <= word.start < run.end and one]
            held = [
                one
                for word, one in said
                if not word.stems.isdisjoint(counted)
                and not (of_run and run.start <= word.start < run.end)
            ]
            found = [
                one
                for word, one in said
                if one and any((s, n) in numbers for s in word.stems for n in one.numbers)
            ]
            if by_version and version:
                found.append(version)
            elif None in held:
                continue
            if found:
                spans = [one for one in found if one.start <= run.end and run.start <= one.end]
                start = min([run.start, *(one.start for one in spans)])
                end = max([run.end, *(one.end for one in spans)])
                told.append(replace(run, start=start, end=end, is_numbered=True))
        # "GNU General Public License version 2" is the whole name of one, a part of another's.
        return [run for run in told if run.is_whole] or told or runs

    def _list_joined(
        self, question: str, runs: Sequence[_Run], words: Sequence[NameWord], place: Place
    ) -> Iterator[_Run]:
        """The names that "and" or "or" joins to those of `runs`, which are of articles that count
        such units: "section 4 of the rules 2019 or 2023"."""
        for _ in range(_MAX_JOINED):
            first, last = min(run.start for run in runs), max(run.end for run in runs)
            left = [word for word in words if word.start >= last]
            if not left or not _JOINED.fullmatch(question, last, left[0].start):
                return
            if left[0].text.isdecimal():
                held = [word for word in words if first <= word.start < last]
                left = [*(word for word in held if not word.text.isdecimal()), left[0]]
            found = self._choose(question, self._match(left), left, place)
            runs = [run for run in found if run.end > last]
            if not runs:
                return
            yield from runs

    def _may_be_meant(self, question: str, run: _Run, place: Place) -> bool:
        """Whether the article of `run`, right behind the unit, may be meant: it counts such units,
        or it is its whole name, and it counts others or nothing else can be meant."""
        if self._counts(run, place):
            return True
        counts_any = bool(self._list_counted(run.article))
        return run.is_whole and (counts_any or self._is_clear(question, run, place))

    def _is_clear(self, question: str, run: _Run, place: Place) -> bool:
        """Whether the article of `run`, which counts nothing, is meant for certain: its name has
        several words, or its number, and no article with such a unit shares the last of them. What
        goes on behind it may be the name that is meant: "Jane Austen's Emma"."""
        if not _OF.match(question, place.end) or not (run.words > 1 or run.is_numbered):
            return False
        if not ends_name(question, run.end):
            return False
        names = self._names
        rows = self._index.labels.find(place.unit.label)
        others = {self._index.passages[row].article_id for row in rows[:_MAX_SAME]}
        return run.is_numbered or not any(
            not run.last.isdisjoint(frozenset[str]().union(*names.of_article.get(other, ())))
            for other in others
        )

    def _counts(self, run: _Run, place: Place, *, by_word: bool = False) -> bool:
        """Whether the article of `run` counts such units as that of `place`; `by_word` if it says
        of some what they are."""
        counted = self._list_counted(run.article)
        return place.unit.label.is_any_of(counted - {""} if by_word else counted)

    def _is_name(self, text: str) -> bool:
        """Whether `text`, which may be a unit, is a name with its number: "MPL 1.1"."""
        return any(
            (stem, number) in self._numbered
            for word, number in list_numbers_of(text)
            for stem in (word, *(stem_word(word, language) for language in self._languages))
        )

    def _is_content(self, word: str) -> bool:
        return word not in QUESTION_WORDS and may_name(word, self._languages)

    def _list_counted(self, article_id: str) -> frozenset[str]:
        return self._index.labels.list_words(self._index.article_rows[article_id])

    def _list_following(self, question: str, words: Sequence[NameWord]) -> Iterator[_Run]:
        """The names that `words` begin with, but for whose it is: "Penmoor's house rules"."""
        yield from self._match(words)
        if words and _OWNER.match(question, words[0].end):
            yield from self._match(words[1:])

    def _list_preceding(self, words: Sequence[NameWord]) -> Iterator[_Run]:
        """The names that `words` end with."""
        for first in range(len(words)):
            yield from (run for run in self._match(words[first:]) if run.end == words[-1].end)

    def _list_apart(self, question: str, words: Sequence[NameWord]) -> Iterator[_Run]:
        """The names that a word leads to, or that the question begins with."""
        leading = _LEADING.split()
        for first, word in enumerate(words[:_MAX_WORDS]):
            before = question[: word.start].casefold().split()
            leads = any(each in leading for each in before[-2:])
            if leads or (first == 0 and len(before) <= 1):
                yield from self._match(words[first:])

    def _match(self, words: Sequence[NameWord]) -> Iterator[_Run]:
        """As `_match_name`, also with words of the article's folders in front of its name."""
        yield from self._match_name(words)
        for place in range(1, min(_MAX_FOLDER_WORDS, len(words) - 1) + 1):
            leading = words[:place]
            for run in self._match_name(words[place:]):
                folders = self._names.of_folders.get(run.article, frozenset())
                if not any(word.stems.isdisjoint(folders) for word in leading):
                    yield replace(run, start=words[0].start, words=place + run.words)

    def _match_name(self, words: Sequence[NameWord]) -> Iterator[_Run]:
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
            title, file_name = names.of_article[article_id]
            is_exact = is_whole and title == file_name and article_id not in names.of_folders
            is_exact = is_exact and title <= held
            if any(not word.text.isdecimal() for word in run):
                start, end, last = run[0].start, run[-1].end, run[-1].stems
                yield _Run(article_id, start, end, len(run), is_whole, is_exact, last)

    def _read_words(self, question: str) -> list[NameWord]:
        """The words of `question` that may be of a name."""
        stems = {word.word: word.stems for word in self._index.lexical.read_words(question)}
        naming = frozenset(choose_naming(stems, self._languages))
        found = []
        for match in _WORD.finditer(question):
            text = match[0].casefold()
            if joined := self._read_joined(text):
                word, known = joined
                found.append(NameWord(match.start(), match.start() + len(word), word, known))
            elif text in naming:
                found.append(NameWord(match.start(), match.end(), text, stems[text]))
        return found

    def _read_joined(self, text: str) -> tuple[str, frozenset[str]] | None:
        """The word, with its stems, that is written in one with the number that is of an article's
        name: "GPLv2", "GPL2"."""
        match = _WITH_NUMBER.fullmatch(text)
        if match is None or text in self._names.by_stem:
            return None
        if not self._is_name(f"{match['word']} {match['number']}"):
            return None
        word = match["word"]
        stems = (stem_word(word, language) for language in self._languages)
        return word, frozenset((word, *stems))

    @functools.cached_property
    def _languages(self) -> tuple[str, ...]:
        return tuple({head.language for head in self._index.heads.values() if head.language})

    @functools.cached_property
    def _numbered(self) -> frozenset[tuple[str, str]]:
        return frozenset(itertools.chain.from_iterable(self._names.numbers.values()))

    @functools.cached_property
    def _names(self) -> ArticleNames:
        return ArticleNames.read(self._index, self._languages)


def _call(question: str, place: Place, runs: Sequence[_Run], counts: bool) -> Called:
    first, last = min(run.start for run in runs), max(run.end for run in runs)
    start, end = place.start, place.end
    if 2 * (start - last) <= _MAX_BETWEEN and first - end <= _MAX_BETWEEN:
        start, end = min(start, first), max(end, last)
    articles = frozenset(run.article for run in runs)
    is_whole = any(run.is_whole for run in runs)
    return Called(articles, question[first:last], question[start:end], is_whole, counts)


def _take_chain(question: str, words: Sequence[NameWord], place: Place) -> Iterator[NameWord]:
    """The words behind `place` with nothing but what says "of" or "of the" in front of them, or a
    blank: "of further enforcement in trio"."""
    end = place.end
    for word in words:
        if not end <= word.start < place.following:
            continue
        if not (_OF_THE if end == place.end else _OF_OR_BLANK).fullmatch(question, end, word.start):
            return
        yield word
        end = word.end


def _take_last(question: str, words: Sequence[NameWord], place: Place) -> list[NameWord]:
    """The words right before `place`, parted by blanks."""
    taken: list[NameWord] = []
    begin = place.start
    for word in reversed([word for word in words if place.last <= word.start < place.start]):
        if not _OWN.fullmatch(question, word.end, begin):
            break
        taken.append(word)
        begin = word.start
    return taken


def _take_known(words: Iterable[NameWord], known: frozenset[str]) -> Iterator[NameWord]:
    """The first of `words` that are `known`, each once: "rules 2019, rules 2023" are two names."""
    taken: set[str] = set()
    for word in words:
        if word.stems.isdisjoint(known) or not word.stems.isdisjoint(taken):
            return
        taken |= word.stems
        yield word


def _leave_out_numbers(name: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for stem in name if not stem.isdecimal())
