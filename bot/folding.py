"""When two texts have the same words."""

import re
from bisect import bisect_right

_QUOTATION_MARKS = re.compile("[\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇]")
_SINGLE_MARKS = re.compile("['`´‘’‚‛‹›＇]")
_WORD = re.compile(r"\S+")


def fold_text(text: str) -> str:
    """`text` without what typography may change: case, white space, quotation marks."""
    # As FoldedText does, without the places, which cost several times as much.
    return " ".join(_fold_word(text).split())


def find_words(needle: str, text: str) -> int:
    """Where the words `needle` stand in `text`, both folded, as whole words; -1 if nowhere."""
    position = text.find(needle) if needle else -1
    while position >= 0:
        end = position + len(needle)
        before = text[position - 1 : position]
        if not _continues(before, needle[0]) and not _continues(needle[-1], text[end : end + 1]):
            return position
        position = text.find(needle, position + 1)
    return -1


class FoldedText:
    """A folded text that knows where each of its words came from."""

    def __init__(self, original: str) -> None:
        self.words: list[str] = []
        self._folded_starts: list[int] = []
        self._starts: list[int] = []
        length = 0
        for match in _WORD.finditer(original):
            word = _fold_word(match[0])
            if word:
                self.words.append(word)
                self._folded_starts.append(length)
                self._starts.append(match.start())
                length += len(word) + 1
        self.text = " ".join(self.words)
        self._original = original

    def find(self, needle: str) -> tuple[int, int] | None:
        """Start and end in the original text of the first `needle`, of whole words; None if it is
        nowhere."""
        position = find_words(needle, self.text)
        if position < 0:
            return None
        return self._place(position), self._place(position + len(needle) - 1) + 1

    def widen(self, start: int, end: int) -> tuple[int, int]:
        """A span, not empty, of the folded text as one of the original, out to whole words."""
        first, last = self._place(start), self._place(end - 1) + 1
        while first and not self._original[first - 1].isspace():
            first -= 1
        while last < len(self._original) and not self._original[last].isspace():
            last += 1
        return first, last

    def find_span(self, first: int, last: int) -> tuple[int, int]:
        """Start and end in the original text of `words[first:last]`, which are not empty."""
        end = _WORD.match(self._original, self._starts[last - 1])
        assert end is not None
        return self._starts[first], end.end()

    def _place(self, position: int) -> int:
        """Where in the original the character at `position` came from."""
        number = bisect_right(self._folded_starts, position) - 1
        left = position - self._folded_starts[number]
        start = self._starts[number]
        word = _WORD.match(self._original, start)
        assert word is not None
        for place in range(*word.span()):
            # One character may fold to several, or to none.
            left -= len(_fold_character(self._original, place))
            if left < 0:
                return place
        return self._starts[number + 1]  # the space between two words


def _fold_word(word: str) -> str:
    """As `fold_text`, but for white space."""
    return _QUOTATION_MARKS.sub(lambda mark: _fold_mark(word, mark.start()), word).casefold()


def _fold_character(text: str, place: int) -> str:
    character = text[place]
    return _fold_mark(text, place) if _QUOTATION_MARKS.match(character) else character.casefold()


def _fold_mark(text: str, place: int) -> str:
    """What is left of the quotation mark at `place`: between letters or digits it is an apostrophe
    or a measure, and "we're" is not "were"."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    if len(around) == 2 and around.isalnum():
        return "'" if _SINGLE_MARKS.match(text[place]) else '"'
    return ""


def _continues(before: str, after: str) -> bool:
    """Whether two characters are of one word; of scripts without spaces any word may begin or end
    anywhere."""
    both = before + after
    return (
        len(both) == 2
        and both.isalnum()
        and all(c.isascii() or c.lower() != c.upper() for c in both)
    )
