"""Numbers in words as they stand beside a unit: "neun", "vingt et un", "الثانية عشرة"."""

import functools
import itertools
from collections.abc import Sequence

from corpus.normalization import strip_accents
from corpus.structure import spelt_numbers
from embeddings.words.number_words import find_numbers, is_ordinal

# Beside a unit these are numbers for certain; in any sentence "elf", "six" and "once" are not, so
# `number_words` has none of German, French and Portuguese. As ICU spells them, 1 to 12.
_CARDINALS = (
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "um dois três quatro cinco seis sete oito nove dez onze doze",
    "one two three four five six seven eight nine ten eleven twelve",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "- اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
    "ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ",
)
_ORDINALS = (
    "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft",
    "premier/première deuxième troisième quatrième cinquième sixième septième huitième neuvième"
    " dixième onzième douzième",
    "primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta"
    " sétimo/sétima oitavo/oitava nono/nona décimo/décima",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "primero/primera segundo/segunda",
    "الأول/الأولى/الحادي/الحادية",
    "первый/первая/первой/первую/первого/первом/первому",
)
_GERMAN_ENDINGS = ("e", "en", "em", "er", "es")
_TEEN = frozenset(map(strip_accents, ("عشر", "عشرة")))
"""Arabic says "second ten" for the twelfth."""


def read_count(words: Sequence[str]) -> tuple[int, int] | None:
    """The number that one or the first two of `words` are, and how many of them it takes; None if
    the first is none."""
    first = _read_one(words[0]) if words else None
    if first is None:
        return None
    if len(words) > 1:
        if both := spelt_numbers.read_spelt(" ".join(words[:2])):
            return both, 2
        if first < 10 and strip_accents(words[1]) in _TEEN:
            return first + 10, 2
        second = _read_one(words[1])
        if first in range(20, 91, 10) and second and second < 10:
            return first + second, 2
    return first, 1


def says_which(word: str) -> bool:
    """Whether `word` is an ordinal: "neunten", "fifteenth", "девятой"."""
    folded = strip_accents(word.casefold())
    if folded in _ordinals() or is_ordinal(word) or spelt_numbers.says_which(word):
        return True
    if "\u0400" <= folded[:1] <= "\u04ff":  # "девятой", "девятого" are "девятый"
        return any(is_ordinal(folded[:-cut] + end) for cut in (2, 3) for end in ("ый", "ои"))
    # Of compounds the last part says it: "twenty-first".
    last = folded.rpartition("-")[2]
    return last != folded and (is_ordinal(last) or last in _ordinals())


def _read_one(word: str) -> int | None:
    folded = strip_accents(word.casefold())
    if folded in _ordinals():
        return _ordinals()[folded]
    if folded in _cardinals():
        return _cardinals()[folded]
    if spelt := spelt_numbers.read_spelt(word):
        return spelt
    numbers = list(itertools.islice(find_numbers(word), 2))
    return int(numbers[0]) if len(numbers) == 1 and numbers[0].isdigit() else None


@functools.cache
def _cardinals() -> dict[str, int]:
    return _read_tables(_CARDINALS)


@functools.cache
def _ordinals() -> dict[str, int]:
    german = {
        stem + ending: value
        for stem, value in _read_tables(_ORDINALS[:1]).items()
        for ending in _GERMAN_ENDINGS
    }
    return _read_tables(_ORDINALS[1:]) | german


def _read_tables(tables: Sequence[str]) -> dict[str, int]:
    return {
        strip_accents(form): value
        for table in tables
        for value, forms in enumerate(table.split(), 1)
        for form in forms.split("/")
        if form != "-"
    }
