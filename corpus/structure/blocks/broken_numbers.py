"""Numbers at the beginning of a line that only go on with the sentence of the line above it."""

import re
from collections.abc import Callable, Sequence

from corpus.structure.blocks.entries import is_filled
from corpus.structure.blocks.lines import (
    MIN_WRAP,
    SENTENCE_END,
    Line,
    goes_on,
    leads_in,
    read_item_mark,
    read_letter,
)
from corpus.structure.numbering.unit_labels import UNIT_WORDS
from corpus.structure.wrapping import ANSWERING, Layout

_COUNT = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?\s")
_NUMBERED_WORDS = frozenset(UNIT_WORDS) | {
    *("version", "release", "sections", "clauses", "articles", "ziffer"),
}

_ROMAN = frozenset("IVXivx")


def is_title_of_name(text: str, layout: Layout) -> bool:
    """Whether the letter and full stop that `text` begins with shorten a name or what stands in
    front of one, as in "M. Perrin" and "D. Roux": no line of the text begins with the letter next
    to it, so it counts nothing."""
    letter = read_letter(text)
    if letter is None or letter in "Aa" or letter in _ROMAN:
        return False
    if letter == "Q" and "A" in layout.letters:
        return False
    return not {chr(ord(letter) - 1), chr(ord(letter) + 1)} & layout.letters


def is_asked_or_answered(text: str, is_turn: Callable[[str], bool]) -> bool:
    """Whether the letter that `text` begins with marks a question or an answer, where none counts
    anything: "Q. When?", "A. At nine."."""
    return ANSWERING.match(text) is not None and is_turn(text)


def is_number_in_sentence(lines: Sequence[Line], number: int, layout: Layout) -> bool:
    """Whether the line there goes on with the sentence of the one before, which broke in front of
    a number such as "3.2" or "7.": no item of these lines counts up to it. Linear over all lines,
    as those above are looked at up to the last number."""
    before, line = lines[number - 1], lines[number]
    mark = read_item_mark(line.text)
    if not mark or SENTENCE_END.search(before.text) or leads_in(before.text):
        return False
    if mark[0].rstrip()[-1].isdigit() and line.text[mark.end() :][:1].islower():
        return True
    count = _read_count(line.text)
    is_long = before.edge - before.indent >= MIN_WRAP
    if not count or not is_long or not is_filled(before, line, layout):
        return False
    above = next((n for n in range(number - 1, -1, -1) if _read_count(lines[n].text)), None)
    last = () if above is None else _read_count(lines[above].text)
    if last and _counts_on(last, count):
        return False
    names_unit = _names_unit(before.text)
    if above == number - 1 and len(last) == len(count) and before.indent == line.indent:
        return names_unit
    if count[-1] == 1 and not last:
        return names_unit
    is_dotted = bool(last) and len(count) > 1
    return names_unit or is_dotted or goes_on(before, line)


def _read_count(text: str) -> tuple[int, ...]:
    """The numbers of the mark that `text` begins with; () if it has none."""
    match = _COUNT.match(text) if read_item_mark(text) else None
    return tuple(map(int, match[1].split("."))) if match else ()


def _counts_on(last: tuple[int, ...], count: tuple[int, ...]) -> bool:
    """Whether `count` may stand in one list with `last`: next to it, below it or above it."""
    if len(count) > len(last):
        return count[: len(last)] == last
    step = count[-1] - last[len(count) - 1]
    return count[:-1] == last[: len(count) - 1] and abs(step) <= 1


def _names_unit(text: str) -> bool:
    """Whether `text` ends in a word that a number belongs to, such as "section"."""
    word = text.rsplit(maxsplit=1)[-1].lstrip("([\"'“").casefold()
    return word in _NUMBERED_WORDS
