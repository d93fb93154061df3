"""What a question names, and whether a passage or what stands around it has it."""

import functools
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from corpus import Described, Passage
from corpus.structure.numbering.unit_labels import UNIT_WORDS
from embeddings.index.entries import list_entry_names, list_heading_names
from embeddings.index.labels import find_point, is_entry_label, make_entry_label
from embeddings.index.passage_lines import find_lines
from embeddings.retrieval.named_options import AskedOptions
from embeddings.retrieval.units.called import Called
from embeddings.retrieval.units.mentions import speaks_of
from embeddings.retrieval.units.references import Reference
from embeddings.words.number_words import find_numbers

_MAX_NUMBERS = 10
"""Of a question."""
_LEAST_SPELT = 13
"""Smaller numbers in words are said of anything: "between the two countries"."""
_KEPT_TEXTS = 64
"""More than the passages of an article that are read for one number, and those beside a hit."""

_ABBREVIATION = regex.compile(
    r"(?<![\p{L}\p{N}])(?P<before>\p{L}+\.?\s)?(?:CC|CI|CLI|CV|CL|LL|LLC)(?![\p{L}\p{N}])"
)
"""Roman numerals behind a word that counts units, and seldom elsewhere."""
_DATED = re.compile(r"\d+(?:\.\d+)+|(?:1\d|20)\d\d")
"""A version of several parts, or a year."""


@dataclass(frozen=True, slots=True)
class Named:
    """The numbers and the numbered units that a question names; `rows` are the passages of these
    units, each with the unit that it is, in any article, or in those that are `called` together
    with a unit, by its text; `strangers` are such units of other articles than those that are
    called; `said` is what the question says of a unit, by its text, with whose it is. `options` are
    those that it types, `holders` passages that hold one."""

    numbers: frozenset[str]
    units: Sequence[Reference]
    rows: Mapping[int, Reference]
    called: Mapping[str, Called] = field(default_factory=dict)
    strangers: frozenset[int] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)
    options: AskedOptions | None = None
    holders: frozenset[int] = frozenset()

    def is_section(self, passage: Passage) -> bool:
        """Whether the headings or the label of `passage` have a version or a year that the
        question names: "5.2", "2019"."""
        dated = [number for number in self.numbers if _DATED.fullmatch(number)]
        if not dated:
            return False
        above = "\n".join((*passage.headings, passage.label or ""))
        return any(not lacks_number([number], above) for number in dated)

    def is_unit(self, row: int) -> bool:
        """Whether passage `row` is a unit that the question names, and nothing else is meant."""
        return row in self.rows and self.rows[row].is_certain

    def is_entry(self, row: int) -> bool:
        """Whether passage `row` has an entry that the question names."""
        return row in self.rows and is_entry_label(self.rows[row].label)

    def is_option_entry(self, row: int, passage: Passage) -> bool:
        """Whether `passage`, which is row `row`, has the entry of an option that the question types
        and that no other article has, unless this is called."""
        if self.options is None or not self.is_entry(row):
            return False
        return self.options.is_of_one(self.rows[row].label.numbers[0], passage.article_id)

    def find_entries(self, passage: Passage, *, begins_section: bool) -> list[int]:
        """The numbers of the sentences of `passage`, which may be the first below its heading,
        that begin an entry which the question names, or a point of the unit that the passage is
        of."""
        labels = {unit.label for unit in self.units}
        above = list_heading_names(passage) if begins_section else ()
        if any(make_entry_label(name) in labels for name in above):
            return [0]
        begun = (
            number for number, name in list_entry_names(passage) if make_entry_label(name) in labels
        )
        points = (number for unit in self.units for number in find_point(passage, unit.label))
        return list(dict.fromkeys((*begun, *points)))

    def is_whole(self, row: int, passage: Passage) -> bool:
        """Whether passage `row` is a unit that the question names, and that is no point among
        others of it."""
        return self.is_unit(row) and not find_point(passage, self.rows[row].label)

    def list_wanted(self, row: int) -> frozenset[str]:
        """The numbers that passage `row` has to have: if it is a unit that the question names, not
        those that it names that by, nor those of others that there are, too, as of "sections 15
        and 16"."""
        if row not in self.rows:
            return self.numbers
        unit = self.rows[row].text
        names = [self.called[unit].name] if unit in self.called else []
        wanted = self.numbers - {n for text in (unit, *names) for n in find_numbers(text)}
        if not self.is_unit(row):
            return wanted
        found = {unit.label.numbers for unit in self.rows.values() if unit.is_certain}
        return wanted - {mark.join(numbers) for numbers in found for mark in ".:"}

    def lacks_unit(self, row: int, passage: Passage) -> bool:
        """Whether the question names a unit, and passage `row` neither is one of those nor speaks
        of one."""
        certain = [unit for unit in self.units if unit.is_certain]
        if not certain or self.is_unit(row):
            return False
        if row in self.strangers:
            return True
        return not any(
            speaks_of(unit.text, passage.text)
            for unit in certain
            if unit.text not in self.called or self.called[unit.text].is_told(passage)
        )

    def list_said(self) -> tuple[str, ...]:
        """The units that the question names for certain, as it says them, with whose they are."""
        certain = (unit.text for unit in self.units if unit.is_certain)
        return tuple(self.said.get(text, text) for text in certain)


def list_numbers(question: str) -> frozenset[str]:
    """The first numbers of `question`, as `find_numbers` has them; in words only those from
    `_LEAST_SPELT` on."""
    question = _ABBREVIATION.sub(_keep_counted, question)
    return frozenset(itertools.islice(find_numbers(question, _LEAST_SPELT), _MAX_NUMBERS))


def _keep_counted(match: "regex.Match[str]") -> str:
    before = (match["before"] or "").strip(" .").casefold()
    return match[0] if before in UNIT_WORDS else match["before"] or ""


def read_around(passage: Passage, article: Described) -> str:
    """`passage` and the lines above it, as one text."""
    lines = [line for _, line in find_lines(passage, article)]
    day = [article.published.isoformat()] if article.published else []
    return "\n".join([*lines, *day, passage.text])


def lacks_number(numbers: Iterable[str], text: str) -> bool:
    """Whether one of `numbers` stands nowhere in `text`; that of a version also stands there if
    one of its patches does, a year if a day of it does."""
    held = _find_held(text)
    return any(number not in held for number in numbers)


@functools.lru_cache(maxsize=_KEPT_TEXTS)
def _find_held(text: str) -> frozenset[str]:
    """The numbers that stand in `text`, also as the beginnings of others. Each number of a question
    is looked for in the same texts: those that were read last are kept."""
    held = set(find_numbers(text))
    return frozenset(part for number in held for part in _list_beginnings(number))


def _list_beginnings(number: str) -> list[str]:
    """ "5", "5.2" and "5.2.1" of "5.2.1"."""
    places = [place for place, character in enumerate(number) if not character.isalnum()]
    return [*(number[:place] for place in places), number]
