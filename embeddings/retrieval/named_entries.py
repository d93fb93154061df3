"""Entries of a reference that a question names: "what does -x do", "exit status 4"."""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import regex

from corpus import Passage
from embeddings.index.entries import list_entry_names, list_heading_names, name_number
from embeddings.index.labels import make_entry_label
from embeddings.index.passage_index import PassageIndex
from embeddings.index.passage_lines import split_name
from embeddings.index.words.lexical import QueryWord, cover_words
from embeddings.retrieval.named_options import AskedOptions
from embeddings.retrieval.units.references import Reference
from embeddings.words.analysis import split_words
from embeddings.words.function_words import leave_out_function_words
from embeddings.words.options import OPTION_WORDS, find_typed_options
from embeddings.words.question_words import QUESTION_WORDS

_MAX_ENTRIES = 10
_MAX_QUESTION = 1000
_MAX_READ = 40
"""Passages of an entry whose words are read."""
_MAX_OTHERS = 2
"""Words of a question beside what it names none of which says anything of the entry, as those of
"what is the meaning of -x?"."""
_NUMBER = regex.compile(
    r"(?<!\p{L})(?:(?P<first>[\p{L}\p{M}]{2,30})\s)?(?P<second>[\p{L}\p{M}]{2,30})\s"
    r"(?P<number>\d{1,4})(?![\w.,:%°-]*\w)"
)


def choose_entries(
    question: str,
    words: Sequence[QueryWord],
    options: AskedOptions,
    index: PassageIndex,
) -> dict[int, Reference]:
    """The rows of the entries that `question`, whose words are `words`, asks for, each with what
    names it. If one of them is in an article that the question calls by its name, as a program's
    manual, or if such a one has an option that is named, no other article is meant."""
    chosen: dict[int, Reference] = {}
    for entry in find_entries(question):
        rows = index.labels.find(entry.label)
        option = options.find(entry.label.numbers[0])
        rows = options.choose(rows, option, _MAX_READ) if option else rows[:_MAX_READ]
        called = [row for row in rows if _is_called(question, row, index)]
        for row in called or rows:
            if _asks_for(entry, words, row, index):
                chosen.setdefault(row, entry)
    return chosen


def find_entries(question: str) -> list[Reference]:
    """The entries that `question` may name, in order, whether or not there are any. None is
    certain: what is asked may stand elsewhere, too."""
    found = dict(_find_names(question[:_MAX_QUESTION]))
    return [
        Reference(text, make_entry_label(name), is_certain=False)
        for name, text in itertools.islice(found.items(), _MAX_ENTRIES)
    ]


def _find_names(question: str) -> Iterator[tuple[str, str]]:
    for option in find_typed_options(question):
        yield from ((name, option.text) for name in option.names)
    for number in _NUMBER.finditer(question, overlapped=True):
        for word in filter(None, (number["first"], number["second"])):
            yield name_number(word, number["number"]), number[0]


def _is_called(question: str, row: int, index: PassageIndex) -> bool:
    head = index.heads[index.passages[row].article_id]
    names = {*split_words(head.title), *split_words(split_name(head.id))}
    names &= set(split_words(question))
    return bool(leave_out_function_words(names, [head.language or "en"]))


def _asks_for(entry: Reference, words: Sequence[QueryWord], row: int, index: PassageIndex) -> bool:
    """Whether no more is asked than what `entry`, passage `row`, says: it has all of the words
    that say what is asked beside its name, or none of a few. Where it has some of them something
    else is meant, as by "which option sets the level of -z?"."""
    passage = index.passages[row]
    head = index.heads[passage.article_id]
    names = split_words(entry.text)
    asked = {w.word: w for w in words if w.weight and w.word not in QUESTION_WORDS}
    left = leave_out_function_words(asked, [head.language or "en"])
    others = [asked[word] for word in left if word not in names and word not in OPTION_WORDS]
    above = "\n".join((head.title, split_name(head.id), *passage.headings))
    is_other = cover_words(others, above, head.language) == 0
    others = list(itertools.compress(others, is_other.tolist()))
    held, around = (
        int(np.count_nonzero(cover_words(others, text, head.language)))
        for text in (_cut_entry(entry, passage), passage.text)
    )
    return held == len(others) or (around == 0 and len(others) <= _MAX_OTHERS)


def _cut_entry(entry: Reference, passage: Passage) -> str:
    """Of `passage`, which may hold several, the text of `entry`."""
    if any(make_entry_label(name) == entry.label for name in list_heading_names(passage)):
        return passage.text
    begun = list(list_entry_names(passage))
    numbers = [number for number, _ in begun]
    first = next((n for n, name in begun if make_entry_label(name) == entry.label), 0)
    start = passage.sentences[first][0]
    following = (passage.sentences[number][0] for number in numbers if number > first)
    return passage.text[start : next(following, len(passage.text))]
