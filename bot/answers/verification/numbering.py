"""Numbers at the beginnings of lines: those of lists and verses are no part of what is quoted, but
"2.5 tonnes are ground" is not what "9.5 tonnes are ground" says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import regex

from bot.answers.verification.places import Difference, Occurrence
from bot.answers.verification.verdicts import Verdict, VerifiedPart

_BEFORE = regex.compile(r"(?<![\p{L}\p{N}.,:])\(?(\p{Nd}[\p{Nd}.,:]*+)(\)?)\s++\Z")
_LABEL = regex.compile(
    r"\s*((?:§{1,2}|\p{Lu}[\p{L}\p{M}]{2,11}\.?)\s?\p{Nd}{1,4}\p{L}?(?:\s?\(\p{Nd}{1,3}\))*)"
    r"(?:\s?[–—:]|\.)?\s+(?=\p{Lu}|\p{Lo})"
)
_LOOKED_BACK = 24
_ENDING = '.!?。！？।۔؟…:"”»“'


def split_label(text: str) -> tuple[str, str]:
    """The number of a section that `text` begins with, as "§ 5" and "Article 17", and the rest;
    `("", text)` if it has none, or nothing behind it."""
    found = _LABEL.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def is_labelled(one: Occurrence, label: str) -> bool:
    """Whether `label` is the number of the unit that `one` stands in."""
    held = one.passage.label if one.passage else None
    return held is not None and _fold(held) == _fold(label)


def _fold(label: str) -> str:
    return "".join(label.casefold().split()).rstrip(".:")


def take_number(numbers: list[tuple[str, str]], claim: str) -> str:
    """The number before `claim` among `numbers`, each with the line that it stands before; it and
    those before it are taken out. `""` if there is none."""
    for position, (number, line) in enumerate(numbers):
        if line.startswith(claim) or claim.startswith(line):
            del numbers[: position + 1]
            return number
    return ""


def compare_number(
    parts: Sequence[VerifiedPart],
    number: str,
    find_everywhere: Callable[[str], Iterable[Occurrence]] = lambda _: (),
) -> list[VerifiedPart]:
    """`parts`, the first of which stands behind `number`: it differs if it stands behind another
    one wherever it does, of which `find_everywhere` finds also those in one article. It does not if
    this number is all that it lacks."""
    if not number or not parts:
        return list(parts)
    if parts[0].verdict is not Verdict.VERBATIM:
        return [_add_number(parts[0], number), *parts[1:]]
    looked = [(one, _find_other(one, number)) for one in parts[0].occurrences]
    same = tuple(one for one, other in looked if other is None)
    if not same:
        others = find_everywhere(parts[0].text)
        same = tuple(one for one in others if _stands_behind(one, number))[:1]
    if same:
        return [replace(parts[0], occurrences=same), *parts[1:]]
    one, other = looked[0]
    start, end = other or (one.start, one.start)
    differing = replace(one, start=start, differences=(Difference(number, start, end),))
    first = replace(parts[0], verdict=Verdict.DIFFERS, occurrences=(differing,))
    return [first, *parts[1:]]


def _add_number(part: VerifiedPart, number: str) -> VerifiedPart:
    """`part` as it stands word for word, if the article's sentence has nothing but `number` before
    it that `part` lacks."""
    whole = tuple(one for one in part.occurrences if _lacks_only(one, number))
    if part.verdict is not Verdict.DIFFERS or part.is_displaced or not whole:
        return part
    found = tuple(replace(one, differences=()) for one in whole)
    return replace(part, verdict=Verdict.VERBATIM, occurrences=found)


def _lacks_only(one: Occurrence, number: str) -> bool:
    if len(one.differences) != 1:
        return False
    (lacking,) = one.differences
    left_out = one.article.text[lacking.start : lacking.end]
    is_before = lacking.start == one.start and not lacking.written
    return is_before and left_out.strip("().: ") == number.strip("().: ")


def _stands_behind(one: Occurrence, number: str) -> bool:
    """Whether the article has this very number right before `one`: without any it may be a part of
    another sentence that has the words."""
    found = _find_number(one)
    return found is not None and _is_same(found, number)


def _find_other(one: Occurrence, number: str) -> tuple[int, int] | None:
    """Where the article has another number right before `one`, and not at the end of the sentence
    before."""
    from_ = max(0, one.start - _LOOKED_BACK)
    text = one.article.text
    found = _find_number(one)
    if found is None or _is_same(found, number):
        return None
    before = text[from_ : from_ + found.start()].rstrip(" \t")
    is_first = not before or before[-1] == "\n" or before[-1] in _ENDING
    if found[1][-1] in ".:" and not is_first:
        return None
    return from_ + found.start(1), from_ + found.end(1)


def _find_number(one: Occurrence) -> regex.Match[str] | None:
    from_ = max(0, one.start - _LOOKED_BACK)
    return _BEFORE.search(one.article.text[from_ : one.start])


def _is_same(found: regex.Match[str], number: str) -> bool:
    return found[1].rstrip(".:") == number.strip("().: ")
