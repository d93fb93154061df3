"""Sentences that end where the library finds no end: behind a file's name, a bracket."""

import re
from collections.abc import Iterator

from corpus.structure.sentences.abbreviations import abbreviations_of

_FILE_END = re.compile(r"(?<=\w\w)\.[a-z]\.\s{1,3}(?=[\"'“‘«([¿¡]?[^\W\d_])")
"""Of "pngtest.c. You": what is read as an abbreviation that has several full stops."""
_UNIT_END = re.compile(
    r"(?<=\d)\s?(?:kg|km|cm|mm|ha)\.\s{1,3}(?=[\"“«(¿¡]?[^\W\d_a-zà-ÿ] ?[a-zà-ÿ])"
)
_UNIT_LANGUAGES = frozenset(("es", "it", "pt", "ca", "fr"))
"""In which the library takes the full stop behind a unit for a part of that."""
_SHORT_BEGINNING = re.compile(r"(?<=[a-zà-ÿ]{3})[.!?]\s{1,3}(?=['’][smntk] [A-Z])")
"""As Dutch has it: "'s Avonds", with the capital behind."""
_SHORT_LANGUAGES = frozenset(("nl", "af"))
_NAME = re.compile(r"[\w/+~-]+$")
_MAX_NAME = 60
_TITLES = frozenset({"ph.d"})
_BRACKET = re.compile(r"[()]")
_INNER_END = re.compile(r"(\S+)[.!?…][\"'”’»]?$")
_BEHIND = re.compile(r"\s{1,3}(?=[\"'“‘«([*_¿¡]{0,2}[^\W\d_])")
_MIN_WORDS = 3


def split_missed(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The sentence `text[start:end]`, or the parts of it: each ends in the name of a file with an
    ending of one letter or in a unit, is a sentence in brackets of its own, or stands in front of
    one that begins with an apostrophe."""
    cuts = [
        found.span() for found in _FILE_END.finditer(text, start, end)
        if _begins_sentence(text, found.end(), end) and _is_file(text, start, found, language)
    ]  # fmt: skip
    if language in _UNIT_LANGUAGES:
        cuts += [found.span() for found in _UNIT_END.finditer(text, start, end)]
    if language in _SHORT_LANGUAGES:
        cuts += [found.span() for found in _SHORT_BEGINNING.finditer(text, start, end)]
    if bracket := _find_bracket(text, start, end, language):
        cuts.append(bracket)
    for left, right in sorted(cuts):
        yield start, left + len(text[left:right].rstrip())
        start = right
    yield start, end


def _begins_sentence(text: str, begin: int, end: int) -> bool:
    """Whether a capital stands at `begin`, if behind a mark such as a quotation's."""
    first = next((sign for sign in text[begin : min(end, begin + 4)] if sign.isalpha()), "")
    return first.isupper()


def _is_file(text: str, start: int, found: re.Match[str], language: str) -> bool:
    """Whether what stands at the full stop `found` is the name of a file, and no abbreviation."""
    before = text[max(start, found.start() - _MAX_NAME) : found.start()]
    name = _NAME.search(before)
    if name is None or before[: name.start()].endswith("."):
        return False
    word = name[0] + text[found.start() : found.start() + 2]
    return word not in abbreviations_of(language).names and word.casefold() not in _TITLES


def _find_bracket(text: str, start: int, end: int, language: str) -> tuple[int, int] | None:
    """Where the bracket closes that the sentence begins with, and where the next sentence begins;
    None unless a whole sentence stands in it."""
    if text[start] != "(" or not text[start + 1 : start + 2].isupper():
        return None
    depth = 0
    for found in _BRACKET.finditer(text, start, end):
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            behind = _BEHIND.match(text, found.end(), end)
            is_over = behind is not None and _begins_sentence(text, behind.end(), end)
            if behind and is_over and _is_sentence(text[start + 1 : found.start()], language):
                return found.end(), behind.end()
            return None
    return None


def _is_sentence(inside: str, language: str) -> bool:
    """Whether `inside`, the words in a bracket, is a sentence that ends in no abbreviation."""
    found = _INNER_END.search(inside[-_MAX_NAME:])
    if found is None or inside.count(" ") < _MIN_WORDS - 1:
        return False
    known = abbreviations_of(language)
    word = found[1].lstrip("\"'“‘«([")
    return word not in known.names | known.measures and len(word) > 1
