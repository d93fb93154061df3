"""Numbered units that a question names: "article 17", "§ 5(2)", "Flint 2:14-16", "第17条"."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from corpus.normalization import fold_accents
from corpus.structure.unit_labels import read_unit
from embeddings.index.labels import UnitLabel, is_numeral, read_label
from embeddings.words.number_words import find_numbers, is_ordinal

_MAX_REFERENCES = 20
"""Units of a question, those of its ranges among them."""
_MAX_QUESTION = 1000
_REFERENCE = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(?P<word>§{1,2}|[\p{L}\p{M}]{1,20})?[.]?\s{0,2}"
    r"(?P<number>(?<!\p{N}[.:]?)\p{Nd}{1,4}(?:[.:]\p{Nd}{1,4}){0,4}|(?<=\s)[\p{L}\p{M}-]{1,20})"
    r"(?:\s?[-–]\s?(?P<last>\p{Nd}{1,4})(?![:\p{N}]))?(?P<points>(?:\s?\(\w{1,4}\)){0,3})"
    r"(?![\p{L}\p{M}\p{N}])"
)
_COUNTED = regex.compile(
    r"第\w{1,9}?[\p{Han}--[〇零一二三四五六七八九十百千两兩]]|제\s?\p{Nd}{1,4}\s?\p{Hangul}",
    regex.V1,
)
_ORDINAL = regex.compile(
    r"(?<!\w)(?P<number>\p{Nd}{1,3}(?:st|nd|rd|th|[ªº°]|-?(?:й|я|е|го|ой))|[\p{L}\p{M}-]{3,20})"
    r"\s(?P<word>[\p{L}\p{M}]{2,20})"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A unit that a question names, as `text`, and the label that it has in an article.
    `is_certain` tells that nothing else is meant: 14:30 may be a time."""

    text: str
    label: UnitLabel
    is_certain: bool = True


def find_references(question: str, known_words: frozenset[str]) -> list[Reference]:
    """The units that `question` names, in order, a range as all of its units; `known_words` are
    what the labels of the articles count."""
    found: dict[UnitLabel, Reference] = {}
    certain: set[tuple[str, ...]] = set()
    for reference in _find_all(question[:_MAX_QUESTION], known_words):
        if reference.is_certain or reference.label.numbers not in certain:
            found.setdefault(reference.label, reference)
        if reference.is_certain:
            certain.add(reference.label.numbers)
        if len(found) == _MAX_REFERENCES:
            break
    return list(found.values())


def _find_all(question: str, known_words: frozenset[str]) -> Iterator[Reference]:
    for match in _COUNTED.finditer(question):
        if label := read_label(match[0]):
            yield Reference(match[0], label)
    for match in _ORDINAL.finditer(question, overlapped=True):
        number = match["number"]
        numbers = list(find_numbers(number)) if is_ordinal(number) else _read_digits(number)
        if len(numbers) == 1 and numbers[0].isdigit() and _is_unit(match["word"], known_words):
            yield Reference(match[0], UnitLabel(fold_accents(match["word"]), (numbers[0],)))
    for match in _REFERENCE.finditer(question, overlapped=True):
        yield from _read_match(match, known_words)


def _read_match(match: "regex.Match[str]", known_words: frozenset[str]) -> Iterator[Reference]:
    word, number = fold_accents(match["word"] or ""), match["number"]
    is_unit = bool(word) and _is_unit(match["word"], known_words)
    if not is_unit and ":" not in number:
        return
    numeral = number.upper() if set(number.casefold()) <= set("ivxlc") else number
    label = read_label(f"Unit {numeral}{match['points']}")
    if label is None or (number[0].isalpha() and not is_numeral(number.casefold())):
        return
    *outer, first = label.numbers
    last = int(match["last"] or 0)
    many = range(int(first), min(last, int(first) + _MAX_REFERENCES) + 1) if last else ()
    for inner in map(str, many or (first,)):
        named = UnitLabel(word if is_unit else "", (*outer, inner), label.points)
        yield Reference(match[0].strip(), named, is_unit)


def _is_unit(word: str, known_words: frozenset[str]) -> bool:
    """Whether `word` says what is counted: in a label of some article, or in any language that
    labels are read in."""
    folded = fold_accents(word)
    if folded[:1] == "§" or folded in known_words:
        return True
    capital = word[:1].upper() + word[1:]
    return any(read_unit(f"{capital}{dot} 1") is not None for dot in ("", "."))


def _read_digits(number: str) -> list[str]:
    digits = "".join(character for character in number if character.isdecimal())
    return [str(int(digits))] if digits else []
