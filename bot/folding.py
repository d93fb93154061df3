"""When two texts have the same words."""

import re

_QUOTATION_MARKS = re.compile("[\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇]")
_SINGLE_MARKS = re.compile("['`´‘’‚‛‹›＇]")
_WORD = re.compile(r"\S+")


def fold_text(text: str) -> str:
    """`text` without what typography may change: case, white space, quotation marks."""
    # As FoldedText does, without the places, which cost ten times as much.
    unquoted = _QUOTATION_MARKS.sub(lambda mark: _fold_mark(text, mark.start()), text)
    return " ".join(unquoted.casefold().split())


class FoldedText:
    """A folded text that knows where each of its characters came from."""

    def __init__(self, original: str) -> None:
        characters: list[str] = []
        places: list[int] = []
        for word in _WORD.finditer(original):
            if characters and characters[-1] != " ":
                characters.append(" ")
                places.append(word.start())
            for place, character in enumerate(word[0], word.start()):
                # One character may fold to several, or to none.
                is_mark = _QUOTATION_MARKS.match(character)
                folded = _fold_mark(original, place) if is_mark else character.casefold()
                characters += folded
                places += [place] * len(folded)
        if characters and characters[-1] == " ":
            characters.pop()
            places.pop()
        self.text = "".join(characters)
        self._places = places
        self._original = original

    def find(self, needle: str) -> tuple[int, int] | None:
        """Start and end in the original text of the first `needle`, of whole words; None if it is
        nowhere."""
        position = self.text.find(needle)
        while position >= 0:
            end = position + len(needle)
            before = self.text[position - 1 : position]
            if not _continues(before, needle[0]) and not _continues(
                needle[-1], self.text[end : end + 1]
            ):
                return self._places[position], self._places[end - 1] + 1
            position = self.text.find(needle, position + 1)
        return None

    def widen(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text as one of the original, out to whole words."""
        first, last = self._places[start], self._places[end - 1] + 1
        while first and not self._original[first - 1].isspace():
            first -= 1
        while last < len(self._original) and not self._original[last].isspace():
            last += 1
        return first, last


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
