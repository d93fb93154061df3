"""When two texts are the same. Each way to fold a text takes off what its readers may leave out or
write otherwise; `tests/corpus/test_normalization.py` shows them side by side."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

import regex

from corpus.structure.signs import leave_out_unseen

_QUOTATION_MARKS = re.compile("[\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇]")
_SINGLE_MARKS = re.compile("['`´‘’‚‛‹›＇]")
_WORD = re.compile(r"\S+")
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_SPACELESS_LETTER = regex.compile(f"[{_SPACELESS}]")
_UNIT = regex.compile(rf"[{_SPACELESS}]\p{{M}}*|[^\s{_SPACELESS}]+")
_WORD_LETTER = rf"[[\p{{L}}\p{{M}}\p{{N}}_]--[{_SPACELESS}]]"
_TOKEN = regex.compile(
    rf"[{_SPACELESS}]\p{{M}}*|{_WORD_LETTER}+(?:['.,:/\-‐‑]{_WORD_LETTER}+)*|\S",
    regex.VERSION1,
)
_PARTS_WORDS = regex.compile(rf"[\s{_SPACELESS}]")
_LETTER = regex.compile(r"\X")
"""A character with all that may be composed with it."""
_CLOSING_MARKS = " ?!.…？！。؟"
_TYPOGRAPHIC = (
    ("'", regex.compile("[‘’ʼ]")),
    ('"', regex.compile("[“”„«»]")),
    ("-", regex.compile("[‐–—−]")),
)
_UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
"""Soft hyphens, zero-width signs and what only says how others are shown."""
_MARKS = regex.compile(r"[\p{Cf}\P{Canonical_Combining_Class=0}]+")
"""Invisible characters, and accents as `unicodedata.combining` knows them."""
_ACCENTED = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Arabic}\p{Hebrew}]")


def clean_line(text: str) -> str:
    """`text` on one line, single spaces between words, without anything in it that cannot be seen
    or that turns what stands around it; `""` if nothing of it can be seen."""
    return " ".join(leave_out_unseen(text).split())


def fold_case(text: str) -> str:
    """`text` without what never matters: case, and the kind and number of white space."""
    return " ".join(text.casefold().split())


def fold_question(text: str) -> str:
    """`text` on one line as `clean_line` has it, without case and the marks that end a question;
    `""` if it is nothing else."""
    return clean_line(text).casefold().rstrip(_CLOSING_MARKS)


def fold_typography(text: str) -> str:
    """`text` without what typography may change: case, white space, quotation marks, soft hyphens
    and other characters that are not seen, and whether a letter and its accent are one character
    or two."""
    # As FoldedText does, without the places, which cost several times as much.
    return " ".join(_fold_word(text).split())


def fold_accents(text: str) -> str:
    """`text` without what a reader may type otherwise: case, white space, accents of any script,
    invisible characters, and letters and marks that a keyboard lacks, such as full-width ones;
    quotation marks of each kind become straight ones."""
    if text.isascii():  # most are, and there is nothing to take off
        return " ".join(text.lower().split())
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    for plain, kinds in _TYPOGRAPHIC:
        text = kinds.sub(plain, text)
    return " ".join(text.split())


def strip_accents(word: str) -> str:
    """`word` without accents, in scripts where people leave them out; as it is in others."""
    if word.isascii() or not _ACCENTED.match(word):
        return word
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def find_words(needle: str, text: str, start: int = 0) -> int:
    """Where the words `needle` stand in `text`, both folded, as whole words, from `start` on; -1 if
    nowhere."""
    position = text.find(needle, start) if needle else -1
    while position >= 0:
        end = position + len(needle)
        before = text[position - 1 : position]
        if not _continues(before, needle[0]) and not _continues(needle[-1], text[end : end + 1]):
            return position
        position = text.find(needle, position + 1)
    return -1


def split_units(folded: str) -> list[str]:
    """What a folded text is compared by: its words, and where there are no spaces its letters."""
    if folded.isascii() or not _SPACELESS_LETTER.search(folded):
        return folded.split()  # in a tenth of the time
    found: list[str] = _UNIT.findall(folded)
    return found


def find_tokens(folded: str) -> list[tuple[int, int]]:
    """Start and end of the words of a folded text, where there are no spaces of its letters, and of
    each mark between them; what joins two letters or digits, as in "5.7", is of their word."""
    return [token.span() for token in _TOKEN.finditer(folded)]


def is_spaceless(unit: str) -> bool:
    """Whether `unit`, of `split_units`, is a letter of a script without spaces."""
    return _SPACELESS_LETTER.match(unit) is not None


class FoldedText:
    """A text as `fold_typography` folds it that knows where each of its words came from."""

    def __init__(self, original: str) -> None:
        words: list[str] = []
        self._folded_starts: list[int] = []
        self._starts: list[int] = []
        length = 0
        for match in _WORD.finditer(original):
            word = _fold_word(match[0])
            if word:
                words.append(word)
                self._folded_starts.append(length)
                self._starts.append(match.start())
                length += len(word) + 1
        self.text = " ".join(words)
        self._original = original

    def find(self, needle: str) -> tuple[int, int] | None:
        """Start and end in the original text of the first `needle`, of whole words; None if it is
        nowhere."""
        position = find_words(needle, self.text)
        return self.locate(position, position + len(needle)) if position >= 0 else None

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """A span, not empty, of the folded text as one of the original."""
        return self._place(start)[0], self._place(end - 1)[1]

    def find_units(self) -> list[tuple[int, int]]:
        """Start and end, in the folded text, of each of its `split_units`."""
        return [unit.span() for unit in _UNIT.finditer(self.text)]

    def widen(self, start: int, end: int) -> tuple[int, int]:
        """A span, not empty, of the folded text as one of the original, out to whole words, where
        there are spaces."""
        first, last = self.locate(start, end)
        while first and not _PARTS_WORDS.match(self._original[first - 1]):
            first -= 1
        while last < len(self._original) and not _PARTS_WORDS.match(self._original[last]):
            last += 1
        return first, last

    def _place(self, position: int) -> tuple[int, int]:
        """Start and end in the original of what the character at `position` came from."""
        number = bisect_right(self._folded_starts, position) - 1
        left = position - self._folded_starts[number]
        start = self._starts[number]
        original = _WORD.match(self._original, start)
        assert original is not None
        word, starts, ends = _compose(original[0])
        for place in range(len(word)):
            # One character may fold to several, or to none.
            left -= len(_fold_character(word, place))
            if left < 0:
                return start + starts[place], start + ends[place]
        following = self._starts[number + 1]  # the space between two words
        return following, following + 1


def _fold_word(word: str) -> str:
    """As `fold_typography`, but for white space."""
    if word.isalnum() and word.isascii():  # most are that are folded one by one
        return word.lower()
    if not word.isascii():
        word = unicodedata.normalize("NFC", _UNSEEN.sub("", word))
    return _QUOTATION_MARKS.sub(lambda mark: _fold_mark(word, mark.start()), word).casefold()


def _fold_character(text: str, place: int) -> str:
    character = text[place]
    return _fold_mark(text, place) if _QUOTATION_MARKS.match(character) else character.casefold()


def _compose(original: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """`original` in NFC and without what is not seen, and where each character of that begins and
    ends in `original`."""
    seen = _UNSEEN.sub("", original)
    if seen == original and unicodedata.is_normalized("NFC", original):
        return original, range(len(original)), range(1, len(original) + 1)
    places = [n for n, character in enumerate(original) if not _UNSEEN.match(character)]
    composed: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for letter in _LETTER.finditer(seen):
        held = places[slice(*letter.span())]
        composed.append(unicodedata.normalize("NFC", letter[0]))
        is_same = composed[-1] == letter[0]
        starts += held if is_same else [held[0]] * len(composed[-1])
        ends += [n + 1 for n in held] if is_same else [held[-1] + 1] * len(composed[-1])
    return "".join(composed), starts, ends


def _fold_mark(text: str, place: int) -> str:
    """What is left of the quotation mark at `place`: between letters or digits it is an apostrophe
    or a measure, and "we're" is not "were"."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    if len(around) == 2 and around.isalnum():
        return "'" if _SINGLE_MARKS.match(text[place]) else '"'
    return ""


def _continues(before: str, after: str) -> bool:
    """Whether two characters are of one word; of scripts without spaces any word may begin or end
    anywhere. A mark belongs to the letter that it is on."""
    both = before + after
    if after and unicodedata.combining(after):
        return bool(before.strip())
    return (
        len(both) == 2
        and both.isalnum()
        and all(c.isascii() or c.lower() != c.upper() for c in both)
    )
