"""Numbers between two sentences: the first ends in them, or the second is numbered so."""

import re

from corpus.structure.blocks.lines import is_small
from corpus.structure.sentences.abbreviations import ORDINAL_LANGUAGES, abbreviations_of
from corpus.structure.sentences.sentence_joins import is_shortened

_LOOKED_AT = 60
"""Characters on either side of the place."""
_LIST = 1000
"""Characters on either side in which the item before or behind is looked for."""
_NUMBER_BEHIND = re.compile(r"[^\W\d][.!?…][\"'”’»)\]]{0,3}(\s+)(\d{1,2})\.$")
_LAST_WORD = re.compile(r"(?:^|[\s(\[«“/'’])([^\W\d_]+)\.$")
_NUMBER_END = re.compile(
    r"(\d{1,4})(?:\.\d{1,3}){0,3}[a-z]?\.[\"'”’»)\]]{0,3}(?=\s+[\"'“‘«([¿¡„]{0,2}([^\W\d_]))"
)
_ENDS = ".!?…:;"
_NOTE = re.compile(r"[(\[](\d{1,3})[)\]](?=[^\S\n]+\S)")


def find_number(text: str, start: int, end: int, language: str) -> int | None:
    """Where the number begins that the sentence `text[start:end]` ends with, behind another full
    stop: it is that of the sentence that follows, though it looks like an ordinal in languages that
    write "3rd" as "3."; None if there is none."""
    left = text[max(start, end - _LOOKED_AT) : end]
    found = _NUMBER_BEHIND.search(left)
    if found is None or is_shortened(left[: found.start(1)], left[found.end(1) :], language):
        return None
    place = end - len(left) + found.end(1)
    word_end = end - len(left) + found.start(1)
    if _has_own_number(text, start, word_end, place, int(found[2]), language):
        return None
    return place


def find_number_end(text: str, start: int, end: int, following: int, language: str) -> int | None:
    """Where the number at `following` ends that belongs to the word at the end of the sentence
    `text[start:end]`, if a sentence ends there as well: "She lives in apt. 7. The lamp"; None if
    there is no such number, or it is that of an item of a list."""
    if end == following or text[end - 1] != "." or language in ORDINAL_LANGUAGES:
        return None
    found = _NUMBER_END.match(text, following, following + _LOOKED_AT)
    if found is None or is_small(found[2]):
        return None
    if _has_own_number(text, start, end, following, int(found[1]), language):
        return found.end()
    return None


def find_note(text: str, end: int, following: int) -> int | None:
    """Where the mark of a note ends that stands directly behind a sentence, with another one behind
    it on the line: "by the council.(1) The", which belongs to neither; None if there is none, or it
    is that of an item of a list."""
    found = _NOTE.match(text, following) if end == following else None
    if found is None or text[end - 1] not in '.!?…"”’»':
        return None
    opening, closing = found[0][0], found[0][-1]
    for number in {1, int(found[1]) - 1}:
        place = text.rfind(f"{opening}{number}{closing} ", max(0, end - _LIST), end)
        if place == 0 or (place > 0 and text[place - 1].isspace()):
            return None
    # "(1) In this Act… (2) A gate" are a law's own.
    following_mark = text.find(f" {opening}{int(found[1]) + 1}{closing} ", following, end + _LIST)
    return None if following_mark >= 0 else found.end()


def _has_own_number(
    text: str, start: int, end: int, place: int, number: int, language: str
) -> bool:
    """Whether the number at `place` is that of the word, with a full stop, at the end of
    `text[start:end]`, which is not all of the sentence: "Fig. 3. The gate" has a heading."""
    found = _LAST_WORD.search(text[max(start, end - _LOOKED_AT) : end])
    if found is None or (found.start() == 0 and end - start <= _LOOKED_AT):
        return False
    word = found[1]
    if word not in abbreviations_of(language).numbered:
        return False
    return not _is_item(text, end, place, number, word)


def _is_item(text: str, end: int, place: int, number: int, word: str) -> bool:
    """Whether the item before that with `number` at `place`, or the one behind it, stands nearby.
    What follows the same `word` is none."""
    for other, first, last in (
        (number - 1, max(0, end - _LIST), end),
        (number + 1, place, place + _LIST),
    ):
        mark = f"{other}. "
        found = text.find(mark, first, last)
        while found >= 0:
            before = text[max(0, found - _LOOKED_AT) : found]
            said = before.rstrip()
            is_first = not said or (before != said and "\n" in before[len(said) :])
            if is_first or (before != said and said[-1] in _ENDS and not said.endswith(f"{word}.")):
                return True
            found = text.find(mark, found + 1, last)
    return False
