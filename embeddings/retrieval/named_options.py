"""Options that a question types as such, "--exclude" or "-A", and who holds exactly these."""

import functools
import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import regex
from rapidfuzz.distance import OSA

from corpus import Head, Passage
from embeddings.index.passage_index import PassageIndex
from embeddings.index.words.lexical import QueryWord, cover_words
from embeddings.retrieval.units.references import MAX_QUESTION
from embeddings.words.analysis import split_words
from embeddings.words.function_words import leave_out_function_words
from embeddings.words.options import TypedOption, find_typed_options, list_held
from embeddings.words.question_words import QUESTION_WORDS

_MAX_OPTIONS = 5
_MAX_HOLDERS = 40
"""Passages that are looked at because they hold an option."""
_LEAST_BARE = 3
_LEAST_SLIP = 5
_LONG = 8
"""Letters of an option from which on one may differ, and two."""
_MAX_READ = 20
"""Passages of an article that are read for the name of an option without its dashes."""


_NONE: frozenset[str] = frozenset()
_BEFORE_NAME = regex.compile(
    r"(?<!\w)(?:of|in|for|to|by|from|using|under|von|bei|für|de|del|en|para|dans|pour|à|do|da|em|di"
    r"|в|для|у|من|في)\s(?:(?:the|my|our|den|dem|der|die|das|el|la|le|les|los|las|o|a)\s)?"
    r"(?P<name>[\w.-]+(?:\s[\w.-]+)?)",
    regex.IGNORECASE,
)
_AS_NAME = regex.compile(
    r"(?P<name>[\w.-]+)(?:['’]s|,|:|\s(?:command|program|tool|options?|flags?|switch(?:es)?))(?!\w)",
    regex.IGNORECASE,
)
_WORDS_BEFORE = 2
"""As of "git commit --amend"."""


@dataclass(frozen=True, slots=True)
class AskedOption:
    """An option that a question types, with the `rows` of all passages that hold exactly this, in
    order. If it is not `is_certain`, it may be something else."""

    names: tuple[str, ...]
    rows: Sequence[int]
    is_certain: bool

    def is_held(self, rows: range) -> bool:
        """Whether one of the passages `rows` holds it."""
        return bool(self.list_rows(rows))

    def list_rows(self, rows: range) -> Sequence[int]:
        """Those of the passages `rows` that hold it."""
        return _list_among(self.rows, rows)


class AskedOptions:
    """The first options that a question types. If it calls one of the articles of the rows `found`
    by a whole name of its own or of a folder of its, as one calls a program, one word only where a
    program stands, only articles that it calls so are meant, and passages elsewhere that hold that
    name. There are no options if the index does not know who holds which."""

    def __init__(self, question: str, found: Sequence[int], index: PassageIndex) -> None:
        self._index = index
        question = question[:MAX_QUESTION]
        typed = list(find_typed_options(question)) if index.labels.knows_options else []
        self.options = tuple(_find_rows(typed, index))
        self._asked = frozenset(split_words(question)) if typed else _NONE
        """All words of the question."""
        self._before = frozenset(_list_before(question, typed, 1))
        self._named = frozenset(_list_named(question, typed)) if typed else _NONE
        self._last = frozenset(_list_last(question)) if typed else _NONE
        self._names: dict[str, frozenset[str]] = {}
        ids = dict.fromkeys(index.passages[row].article_id for row in found if self.options)
        called = {article_id: None for article_id in ids if self._find_name(article_id)}
        self._near = called | ids
        self._called = frozenset(called)

    def find(self, name: str) -> AskedOption | None:
        """The option that may be `name`."""
        return next((option for option in self.options if name in option.names), None)

    def is_of_one(self, name: str, article_id: str) -> bool:
        """Whether the article is called, or alone has the option that may be `name`: "-t" alone may
        be any program's."""
        option, rows = self.find(name), self._index.article_rows[article_id]
        if option is None:
            return False
        is_alone = len(option.list_rows(rows)) == len(option.rows)
        return is_alone or self._find_name(article_id) != _NONE

    def choose(self, rows: Sequence[int], option: AskedOption, most: int) -> list[int]:
        """Of `rows`, which are in order, at most `most` that may be meant by `option`: those in the
        articles that are called, if any of these has it; else first those in the articles that were
        found."""
        ordered = self._put_near_first(rows)[:most]
        if any(option.is_held(self._index.article_rows[called]) for called in self._called):
            return [row for row in ordered if self._find_name(self._read_article(row))]
        return [row for row in ordered if self._may_mean(row)]

    def list_holders(self) -> frozenset[int]:
        """Some of the passages that hold an option which may be meant."""
        chosen = (self.choose(each.rows, each, _MAX_HOLDERS) for each in self.options)
        return frozenset(itertools.chain.from_iterable(chosen))

    def is_held(self, option: AskedOption, article_id: str) -> bool:
        """Whether the article holds `option` and may be meant: where a program's name stands right
        before an option, only what has that name."""
        rows = self._index.article_rows[article_id]
        if not self._is_of_program or self._find_name(article_id):
            return option.is_held(rows) or _names_bare(option, rows, self._index)
        return any(self._may_mean(row) for row in option.list_rows(rows)[:_MAX_READ])

    @functools.cached_property
    def _is_of_program(self) -> bool:
        """Whether one of the articles is called by a name whose word stands right before an option,
        as in "ls -P", or which the question ends with, as in "-P of ls": anywhere else a word may
        be any."""
        names = [self._find_name(each) for each in self._called]
        return any(
            not name.isdisjoint(self._before) or (name and name <= self._last) for name in names
        )

    def _may_mean(self, row: int) -> bool:
        """Whether passage `row` is of an article that is called, or has all words that one is
        called by, or none is called."""
        if not self._called or self._find_name(self._read_article(row)):
            return True
        passage = self._index.passages[row]
        text = "\n".join((*passage.headings, passage.text))
        language = self._index.heads[passage.article_id].language
        return any(bool(cover_words(name, text, language).all()) for name in self._called_by)

    @functools.cached_property
    def _called_by(self) -> list[list[QueryWord]]:
        names = {self._find_name(article_id) for article_id in self._called}
        return [
            [replace(word, weight=1.0) for word in self._index.lexical.read_words(" ".join(name))]
            for name in map(sorted, names)
        ]

    def _find_name(self, article_id: str) -> frozenset[str]:
        """The words of the name that the question calls an article by; none if it does not."""
        if article_id not in self._names:
            names = _list_names(self._index.heads[article_id])
            called = (n for n in names if n <= (self._asked if len(n) > 1 else self._named))
            self._names[article_id] = next(called, _NONE)
        return self._names[article_id]

    def _read_article(self, row: int) -> str:
        return self._index.passages[row].article_id

    def _put_near_first(self, rows: Sequence[int]) -> list[int]:
        """`rows`, which are in order, those in the articles that are called or were found first."""
        near: dict[int, None] = {}
        for article in self._near if rows else ():
            near |= dict.fromkeys(_list_among(rows, self._index.article_rows[article]))
        return [*near, *(row for row in rows if row not in near)]


def _list_among(numbers: Sequence[int], rows: range) -> Sequence[int]:
    """Those of `numbers`, which are in order, that are in `rows`."""
    return numbers[bisect_left(numbers, rows.start) : bisect_left(numbers, rows.stop)]


def _list_named(question: str, typed: Iterable[TypedOption]) -> Iterator[str]:
    """The words that stand where a question says of which program it is: "join" of "join -a", and
    of "-a in join", not of "how do I join archives with --concatenate"."""
    yield from _list_before(question, typed, _WORDS_BEFORE)
    for match in (*_BEFORE_NAME.finditer(question), *_AS_NAME.finditer(question)):
        yield from split_words(match["name"])


def _list_last(question: str) -> Iterator[str]:
    """The words of the name that a question ends with: "of reuse annotate?"."""
    for match in _BEFORE_NAME.finditer(question):
        if not any(map(str.isalnum, question[match.end() :])):
            yield from split_words(match["name"])


def _list_before(question: str, typed: Iterable[TypedOption], count: int) -> Iterator[str]:
    """The last `count` words right before each option."""
    for option in typed:
        yield from split_words(question[: option.start])[-count:]


def _list_names(head: Head) -> Iterator[frozenset[str]]:
    """The words of the title, the file's name and those of its folders, without numbers and words
    that name nothing."""
    path = PurePosixPath(head.id)
    for words in map(split_words, (head.title, path.stem, *path.parent.parts)):
        left = [word for word in words if not word.isdecimal() and word not in QUESTION_WORDS]
        if name := frozenset(leave_out_function_words(left, [head.language or "en"])):
            yield name


def _find_rows(typed: Iterable[TypedOption], index: PassageIndex) -> Iterator[AskedOption]:
    options = {option.names: option for option in typed}
    for option in itertools.islice(options.values(), _MAX_OPTIONS):
        rows = {row for name in option.names for row in index.labels.find_option(name)}
        yield AskedOption(option.names, sorted(rows), option.is_certain)


def _names_bare(option: AskedOption, rows: range, index: PassageIndex) -> bool:
    """Whether the passages `rows` of an article have the name of `option` without its dashes, as
    that of a setting, "line-length" for "--line-length", or with another number of dashes; a name
    of one word, which may be anything, as a heading or at the beginning of a sentence."""
    letters = {name.lstrip("-").removeprefix("no-") for name in option.names}
    ways = (f"{dashes}{name}" for name in letters if len(name) > 1 for dashes in ("-", "--"))
    if any(_list_among(index.labels.find_option(way), rows) for way in ways):
        return True
    for name in letters:
        if "-" not in name:
            if _heads(name, rows, index):
                return True
            continue
        bare = regex.compile(rf"(?<![\w-]){regex.escape(name)}(?![\w-])")
        holders = index.lexical.find_in(split_words(name), rows, _MAX_READ)
        if any(bare.search(index.passages[row].text) for row in holders):
            return True
    return False


def _heads(name: str, rows: range, index: PassageIndex) -> bool:
    """Whether `name` is a heading in an article of which the passages `rows` are, or the first
    word of a row or an item that says what it is."""
    if len(name) < _LEAST_BARE:
        return False
    begins = regex.compile(rf"[`*\"']{{0,3}}{regex.escape(name)}[`*\"']{{0,3}}\s?(?:[=:|–—\n]|-\s)")
    for row in index.lexical.find_in(split_words(name), rows, _MAX_READ):
        passage = index.passages[row]
        heads = (*passage.headings, passage.label or "")
        if any(name == head.strip("`*\"' ").casefold() for head in heads):
            return True
        if any(begins.match(passage.text, start) for start, _ in passage.sentences):
            return True
    return False


def is_slip(option: AskedOption, passage: Passage) -> bool:
    """Whether `passage` has an option, or a heading, that differs from `option` by a letter, by two
    if it is long, or by its hyphens."""
    text = "\n".join((*passage.headings, passage.text))
    held = {name for name in list_held(text) if name not in option.names}
    pairs = itertools.product(option.names, held)
    letters = ((one.replace("-", ""), other.replace("-", "")) for one, other in pairs)
    return any(
        len(one) >= _LEAST_SLIP and OSA.distance(one, other, score_cutoff=2) <= _count(one)
        for one, other in letters
    )


def _count(name: str) -> int:
    return 2 if len(name) >= _LONG else 1
