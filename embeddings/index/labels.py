"""The labels of numbered units, such as "Article 17" or "2:14", as what one looks them up by."""

import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray

from corpus import Passage
from corpus.normalization import fold_accents
from corpus.structure.arabic_ordinals import ORDINAL, read_ordinal
from corpus.structure.numbering.unit_labels import (
    UNIT_MEANINGS,
    read_number_label,
    read_unit,
    write_in_digits,
)
from embeddings.index.entries import list_entry_names, list_heading_names, list_held_options
from embeddings.words.letters import fold_letters
from embeddings.words.number_words import find_numbers

_FILE = "labels.npz"
_PATH_BYTES = 8
_MAX_LABEL = 60
_SIGN = "§"
_MARKS = frozenset("第제")
_WORD = regex.compile(r"[第제]|[[\p{L}\p{M}]--[〇零一二三四五六七八九十百千两兩]]+|§", regex.V1)
_SEPARATOR = regex.compile("[.,:]")
_SUFFIX = regex.compile(
    r"(?:(?<=\p{Nd})-?(?P<mark>[a-z]|[абвгд])"
    r"|(?:(?<=[ivxlc])[\s-]|(?<=\p{Nd})[\s-]?)(?P<mark>bis|ter|quater|quinquies|sexies))"
    r"(?![\p{L}\p{M}\p{N}]|\s\p{Nd})"
    r"|[条條조항項][のノ之의]\s?(?P<count>[\p{Nd}一二三四五六七八九十百]{1,9})(?!つ)",
    regex.IGNORECASE,
)
"""What tells a unit from the one before which it was put in: "3a", "3 bis", "第3条の2"."""
_POINT = regex.compile(r"\((\w{1,4})\)")
_BRACKETED = regex.compile(r"(?<=^[\p{L}\p{M}]{2,20}\.?\s?)\((?P<number>\p{Nd}{1,4})\)")
"""A number in brackets that is the unit's own, as no other stands before it: "المادة (3)"."""
_ARABIC = regex.compile(rf"(?<=^[\p{{L}}\p{{M}}]{{2,20}}\s){ORDINAL}$")
_ONE = regex.compile(r"(?<=[\p{L}\p{M}]\.?\s)I(?![\p{L}\p{N}])")
"""The numeral that is a word elsewhere."""
_LETTER = regex.compile(
    r"\p{L}[\p{L}\p{M}]*\.?\s(?P<letter>[A-Z--[CDILMVX]])(?![\p{L}\p{N}])", regex.V1
)
"""As in "Chapter A, Article 2", the 2 of which is no chapter's."""
_GLUED = regex.compile(r"\p{L}{1,2}(?=\p{Nd})")
"""As the Q of "Q12"."""
_SERIES = regex.compile(
    r"(?<=[\p{L}\p{M}§]\.?\s{0,3})(?<![\p{L}\p{M}])(?P<letter>[A-Z])\.?\s?\*?\s?(?=\p{Nd})"
)
"""As the L of "Article L. 121-1"."""
_PUT_IN = regex.compile(r"(?P<number>[1-9][0-9]{0,2}[a-z])[.):]?\s+[–—-]?\s?\p{Lu}")
"""As in "4b. Proxies", the heading of what was put in behind 4, or "4b Proxies"."""
_LETTERED = regex.compile(r"(?P<letter>[a-z])[.)]\s")
"""A point as lists have it, within a unit: "k. Share means", "k) Share means"."""
_SIGNED = ("article", "section", "rule", "clause")
"""The first word of each kind of units that the sign of sections may stand for."""
_PARAGRAPH = (
    "paragraph para par paragraphe párrafo parágrafo paragrafo paragraf paragraaf параграф пар"
    " абзац absatz abs ziffer الفقرة فقرة 段 regulation provision point item"
    " subsection subparagraph cl"
    " п punkt pkt nr no number ustęp odstavec comma pykälä"
)
"""Others that it stands for, which are no labels."""
_LESSONS = "lesson"
"""The first word of the kind of units that numbers alone are not called."""
_NONE: frozenset[int] = frozenset()
_ENTRY = "-"
"""Instead of what is counted, of an entry that is looked up by its name."""
_HELD = "="
"""Instead of what is counted, of an option that stands somewhere in a passage; every index has it
that was built since these are looked up."""

_ANY = "*"
"""In front of numbers and points that are not told apart."""

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class UnitLabel:
    """The `numbers` of a unit, from its outermost part on ("2", "14" of "2:14", or "3a"), its
    `points` ("2" of "17 (2)"), and the `word` that says what is counted: "article", "flint", "§",
    "条", `""`."""

    word: str
    numbers: tuple[str, ...]
    points: tuple[str, ...] = ()

    def is_called(self, word: str) -> bool:
        """Whether `word` may say what is counted, as "art" says it of an article: a beginning of
        it, the word of another language for it, the sign of sections for what laws are cited by,
        or anything if nothing is said."""
        if not self.word or not word:
            return True
        if _SIGN in (self.word, word):
            return {self.word, word} - {_SIGN} <= _signed()
        if self.word.startswith(word) or word.startswith(self.word):
            return True
        return not _meanings().get(self.word, _NONE).isdisjoint(_meanings().get(word, _NONE))

    def is_any_of(self, words: Iterable[str]) -> bool:
        """Whether one of `words` may say what is counted."""
        return any(self.is_called(word) for word in words)


def make_entry_label(name: str) -> UnitLabel:
    """The label of an entry with this name, as `embeddings.index.entries` makes it."""
    return UnitLabel(_ENTRY, (name,))


def is_entry_label(label: UnitLabel) -> bool:
    """Whether `label` is one that `make_entry_label` makes."""
    return label.word == _ENTRY


def make_held_label(option: str) -> UnitLabel:
    """The label of a passage that holds `option` somewhere."""
    return UnitLabel(_HELD, (_HELD, option))


def read_label(text: str) -> UnitLabel | None:
    """The label that `text` is; None if it holds no number."""
    text = write_in_digits(text[:_MAX_LABEL])
    glued = _GLUED.match(text)
    if glued and fold_unit_word(glued[0]) in _meanings():
        text = f"{glued[0]} {text[glued.end() :]}"
    text = _BRACKETED.sub(r" \g<number>", text)
    text = _ARABIC.sub(lambda words: str(read_ordinal(words[0])), text)
    series = _SERIES.search(text)
    text = _ONE.sub("1", f"{text[: series.start()]}{text[series.end() :]}" if series else text)
    points = tuple(point.casefold() for point in _POINT.findall(text))
    outer = _POINT.sub(" ", text)
    numbers: list[str] = []
    pieces, done = [], 0
    for suffix in _SUFFIX.finditer(outer):
        # Han marks what is counted in front of the suffix.
        counted = suffix[0][0] if suffix["count"] else ""
        pieces.append(outer[done : suffix.start()] + counted)
        numbers += _read_numbers(pieces[-1])
        numbers[-1:] = [number + _read_suffix(suffix) for number in numbers[-1:]]
        done = suffix.end()
    pieces.append(outer[done:])
    numbers += _read_numbers(pieces[-1])
    outer = " ".join(pieces)
    if letter := series or _LETTER.match(outer):
        numbers.insert(0, letter["letter"].casefold())
    if not numbers:
        return None
    words = [fold_unit_word(w) for w in _WORD.findall(outer) if not is_numeral(w.casefold())]
    return UnitLabel(words[0] if words else "", tuple(numbers), points)


def _read_numbers(text: str) -> list[str]:
    return [part for found in find_numbers(text) for part in _SEPARATOR.split(found)]


def _read_suffix(suffix: "regex.Match[str]") -> str:
    """What `suffix` adds to a number: "a" of "3A", "-2" of "第3条の2"."""
    if suffix["count"]:
        return "".join(f"-{number}" for number in find_numbers(f"第{suffix['count']}条"))
    return str(suffix["mark"].casefold())


def fold_unit_word(word: str) -> str:
    """`word`, which says what is counted, in the one form that all of its spellings have: 條 is
    条."""
    return fold_letters(fold_accents(word))


@functools.cache
def _meanings() -> dict[str, frozenset[int]]:
    """Which kinds of units each word of a label may stand for."""
    found: dict[str, frozenset[int]] = {}
    for number, words in enumerate(UNIT_MEANINGS):
        for word in map(fold_unit_word, words.split()):
            found[word] = found.get(word, _NONE) | {number}
    return found


@functools.cache
def _signed() -> frozenset[str]:
    """The words for what may be called by the sign of sections, of which chapters and annexes
    consist, and tables do not."""
    kinds = [words for words in UNIT_MEANINGS if words.split()[0] in _SIGNED]
    return frozenset(
        fold_unit_word(word) for words in (*kinds, _PARAGRAPH) for word in words.split()
    )


@functools.cache
def _lessons() -> frozenset[str]:
    kinds = (words.split() for words in UNIT_MEANINGS)
    return frozenset(
        fold_unit_word(word) for kind in kinds if kind[0] == _LESSONS for word in (*kind, "unit")
    )


def is_numeral(word: str) -> bool:
    """Whether `word`, in lower case, is a number or the mark of one."""
    return word in _MARKS or set(word) <= set("ivxlc") or any(find_numbers(word))


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of passages and their sentences: several verses may be read together.

    `paths` are `_hash_path` of what a label is looked up by, each beginning of its numbers and
    points and those that do not tell the two apart, `rows` of which of the `passages` it is one, in
    order, `words` which of `names` says what is counted, all of shape `[labels]`.

    :raises ValueError: if they do not fit each other.
    """

    passages: int
    paths: NDArray[np.uint64]
    rows: _Rows
    words: _Rows
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not len(self.paths) == len(self.rows) == len(self.words):
            raise ValueError("labels do not fit each other")
        highest = self.rows.max(initial=-1), self.words.max(initial=-1)
        if highest[0] >= self.passages or highest[1] >= len(self.names):
            raise ValueError("labels do not fit each other")


def find_labels(passages: Sequence[Passage]) -> Labels:
    """The labels of `passages`, whose rows are counted from 0."""
    found: list[tuple[int, int, int]] = []
    names = {_HELD: 0}
    for row, passage in enumerate(passages):
        labels = dict.fromkeys(_list_keys(passage))
        begun = (name for _, name in list_entry_names(passage))
        entries = map(make_entry_label, (*begun, *list_heading_names(passage)))
        held = map(make_held_label, sorted(list_held_options(passage)))
        labels |= dict.fromkeys((label.numbers, label.word) for label in (*entries, *held))
        for path, word in labels:
            found.append((_hash_path(path), row, names.setdefault(word, len(names))))
    paths, rows, words = zip(*found, strict=True) if found else ((), (), ())
    return Labels(
        len(passages),
        np.asarray(paths, dtype=np.uint64),
        np.asarray(rows, dtype=np.int64),
        np.asarray(words, dtype=np.int64),
        tuple(names),
    )


def join_labels(parts: Sequence[tuple[Labels, _Rows]]) -> Labels:
    """The labels of several parts, each with the new row of each of its rows, -1 for one that is
    left out, in the order of the new rows."""
    names = {name: number for number, name in enumerate(_list_names(parts))}
    paths, rows, words = [], [], []
    for labels, places in parts:
        moved = places[labels.rows]
        kept = moved >= 0
        numbers = np.asarray([names[name] for name in labels.names], dtype=np.int64)
        paths.append(labels.paths[kept])
        rows.append(moved[kept])
        words.append(numbers[labels.words[kept]])
    joined = np.concatenate([np.empty(0, dtype=np.int64), *rows])
    order = np.argsort(joined, kind="stable")
    return Labels(
        sum(int((places >= 0).sum()) for _, places in parts),
        np.concatenate([np.empty(0, dtype=np.uint64), *paths])[order],
        joined[order],
        np.concatenate([np.empty(0, dtype=np.int64), *words])[order],
        tuple(names),
    )


def write_labels(labels: Labels, folder: Path) -> None:
    """Writes `labels` into `folder`."""
    np.savez(
        folder / _FILE,
        passages=np.asarray(labels.passages, dtype=np.int64),
        paths=labels.paths,
        rows=labels.rows,
        words=labels.words,
        names=np.asarray(labels.names, dtype=np.str_),
    )


def read_labels(folder: Path) -> Labels:
    """The labels that `write_labels` wrote.

    :raises OSError, ValueError, KeyError: if the file is missing or damaged.
    """
    with np.load(folder / _FILE, allow_pickle=False) as arrays:
        names = tuple(arrays["names"].tolist())
        passages = int(arrays["passages"])
        return Labels(passages, arrays["paths"], arrays["rows"], arrays["words"], names)


class LabelIndex:
    """Rows of passages by the label that they have, or that one of their sentences begins with."""

    def __init__(self, labels: Labels) -> None:
        order = np.argsort(labels.paths, kind="stable")
        self._paths = labels.paths[order]
        self._rows = labels.rows[order]
        self._words = labels.words[order]
        self._names = labels.names
        self._in_order = labels

    def find(self, label: UnitLabel) -> list[int]:
        """The rows of the unit and of its parts, in order: of the nearest of its `list_ways`. `[]`
        if there is no such unit."""
        return next(filter(None, self.list_ways(label)), [])

    def list_ways(self, label: UnitLabel, *, of_any: bool = False) -> Iterator[list[int]]:
        """The rows of what `label` may mean, the nearest first: a unit with these numbers and
        points, one that has numbers for points or points for numbers, as "3.2" may be 3 (2), and
        the point and the unit that it is a point of. If it is `of_any` article, a lesson is none
        whose label is only a number, where others say that they are lessons."""
        parts = _write_any(label)
        is_lesson = label.word in _lessons() and len(label.numbers) == 1 and not label.points
        by_word = of_any and is_lesson and label.is_any_of(self.words)
        outer = _write_path(replace(label, points=label.points[:1]))
        for path in dict.fromkeys((_write_path(label), parts, parts[1:], outer, label.numbers)):
            found = self._find(path)
            called = [(row, self._names[word]) for row, word in found]
            called = [(row, word) for row, word in called if label.is_called(word)]
            called = [each for each in called if each[1]] if by_word else called
            if label.word != _SIGN and not label.word.isascii():
                # Articles in another script have the sign, those that are asked for may have the
                # word.
                called = [each for each in called if each[1] not in ("", _SIGN)] or called
            yield [row for row, _ in called]

    def find_first_point(self, label: UnitLabel) -> list[int]:
        """The rows, in order, of the first point of the unit of which `label` is a point, counted
        as that is: "3 (a)" of "3 (f)"."""
        if len(label.points) != 1:
            return []
        first = "1" if label.points[0].isdecimal() else "a"
        return [row for row, _ in self._find(_write_path(replace(label, points=(first,))))]

    def list_words(self, rows: range) -> frozenset[str]:
        """What is counted by the labels of `rows`, `""` if one says nothing of it."""
        first, last = self._in_order.rows.searchsorted((rows.start, rows.stop))
        held = self._in_order.words[first:last]
        return frozenset(self._names[word] for word in set(held.tolist())) - {_ENTRY, _HELD}

    def hold_options(self, rows: range) -> bool:
        """Whether one of `rows` holds an option, whichever."""
        first, last = self._in_order.rows.searchsorted((rows.start, rows.stop))
        if _HELD not in self._names:
            return False
        return bool((self._in_order.words[first:last] == self._names.index(_HELD)).any())

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """What is counted by any label."""
        held = frozenset(self._names[word] for word in set(self._words.tolist()))
        return held - {"", _ENTRY, _HELD}

    @property
    def knows_options(self) -> bool:
        """Whether each option of the articles can be looked up; not in an index that an earlier
        version of Footnote has built."""
        return _HELD in self._names

    def find_option(self, option: str) -> list[int]:
        """The rows, in order, of the passages that hold `option` somewhere, as
        `list_held_options` has them."""
        return [row for row, _ in self._find(make_held_label(option).numbers)]

    def _find(self, path: Sequence[str]) -> list[tuple[int, int]]:
        key = np.uint64(_hash_path(path))
        first, last = (self._paths.searchsorted(key, side) for side in ("left", "right"))
        return list(
            zip(self._rows[first:last].tolist(), self._words[first:last].tolist(), strict=True)
        )


def _list_keys(passage: Passage) -> Iterator[tuple[tuple[str, ...], str]]:
    """What `passage` is looked up by, and what is counted there: "3.1" below "Section 3" is of a
    section 3, and of no chapter."""
    above = _read_above(passage)
    for label in _list_labels(passage):
        for path in _list_paths(label):
            is_outer = above is not None and not label.word and above.numbers == path
            yield path, above.word if above and is_outer else label.word


def _read_above(passage: Passage) -> UnitLabel | None:
    """The label of the unit whose heading is the nearest above `passage`."""
    units = filter(None, map(read_unit, reversed(passage.headings)))
    unit = next(units, None)
    return _read_known(unit.label) if unit else None


def _list_paths(label: UnitLabel) -> Iterator[tuple[str, ...]]:
    """What `label` is looked up by: its `_write_path`, each beginning of it, and those of its
    `_write_any` that hold a point."""
    path = _write_path(label)
    yield from (path[:length] for length in range(1, len(path) + 1))
    parts = _write_any(label)
    yield from (parts[:length] for length in range(len(label.numbers) + 2, len(parts) + 1))


def _write_path(label: UnitLabel) -> tuple[str, ...]:
    """The numbers and points of `label`: "3" and "(2)"."""
    return (*label.numbers, *(f"({point})" for point in label.points))


def _write_any(label: UnitLabel) -> tuple[str, ...]:
    """The numbers and points of `label` as if they were the same, which no path is."""
    return (_ANY, *label.numbers, *label.points)


def _hash_path(path: Sequence[str]) -> int:
    digest = hashlib.blake2b("\0".join(path).encode(), digest_size=_PATH_BYTES)
    return int.from_bytes(digest.digest())


def _list_names(parts: Iterable[tuple[Labels, _Rows]]) -> list[str]:
    return sorted({name for labels, _ in parts for name in labels.names})


def _list_labels(passage: Passage) -> Iterator[UnitLabel]:
    if passage.label:
        label = _read_known(passage.label)
        if label:
            yield from _list_spellings(label)
            yield from _list_following(passage, label)
            yield from _list_lettered(passage, label)
            yield from _list_inner(passage.label)
        return
    if put_in := _PUT_IN.match(passage.headings[-1] if passage.headings else ""):
        yield UnitLabel("", (put_in["number"],))
    for start, _ in passage.sentences:
        unit = read_unit(passage.text[start : start + _MAX_LABEL])
        label = _read_known(unit.label) if unit else None
        if label:
            yield from _list_spellings(label)


def _list_spellings(label: UnitLabel) -> Iterator[UnitLabel]:
    """`label`, and without the letter of its series, which who asks may leave out."""
    yield label
    # Annex 2 is another one than B.2.
    if len(label.numbers) > 2 and label.numbers[0].isalpha():
        yield UnitLabel(label.word, label.numbers[1:], label.points)


def _list_inner(text: str) -> Iterator[UnitLabel]:
    """ "Section 2" of "Chapter 1, Section 2": who asks need not say of which chapter."""
    for part in text.split(", ")[1:]:
        label = _read_known(part)
        if label and label.word:
            yield label


def _list_following(passage: Passage, first: UnitLabel) -> Iterator[UnitLabel]:
    """The units that follow `first` in `passage` as bare numbers: "4.2" and "4.3" behind "4.1"."""
    *outer, last = first.numbers
    if not outer or first.word or not last.isdecimal():
        return
    count = int(last)
    for start, _ in passage.sentences:
        number = read_number_label(passage.text[start : start + _MAX_LABEL])
        label = _read_known(number) if number else None
        if label and label.numbers == (*outer, str(count + 1)):
            count += 1
            yield label


def _list_lettered(passage: Passage, unit: UnitLabel) -> Iterator[UnitLabel]:
    """The points of `unit` that sentences of `passage` begin with: "Section 1 (k)"."""
    if not unit.points:
        for _, letter in _list_letters(passage):
            yield UnitLabel(unit.word, unit.numbers, (letter,))


def _list_letters(passage: Passage) -> Iterator[tuple[int, str]]:
    """The numbers of the sentences of `passage`, which is a list, that begin a point, and the
    letter of each."""
    for number, (start, _) in enumerate(passage.sentences if passage.kind == "list" else ()):
        if match := _LETTERED.match(passage.text, start):
            yield number, match["letter"]


def find_point(passage: Passage, label: UnitLabel) -> list[int]:
    """The numbers of the sentences of `passage`, a part of whose unit `label` is, that begin its
    outermost point."""
    own = _read_known(passage.label) if passage.label else None
    if own is None or own.points or not label.points or own.numbers != label.numbers:
        return []
    return [number for number, letter in _list_letters(passage) if letter == label.points[0]]


@functools.lru_cache(maxsize=100_000)
def _read_known(label: str) -> UnitLabel | None:
    return read_label(label)
