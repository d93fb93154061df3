"""Places of articles, and whether words stand there word for word."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.answer import Quote
from corpus import Article, Passage, published_on
from corpus.normalization import FoldedText, find_tokens, find_words, fold_typography

_MAX_WORD_CHARACTERS = 100
_HYPHENS = "-‐‑'"
_POINTS = ".,:/–"
_MAX_FOUND = 200
_SHARP = ("ß", "ẞ")


@dataclass(frozen=True, slots=True)
class Place:
    """A slice of an article, `article.text[start:end]`, on or around which words may stand;
    `passage` is the one that it is, if it is one."""

    article: Article
    start: int
    end: int
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Words as they were `written`, `""` if they were left out, and where the article has others
    instead, `article.text[start:end]`, empty if it has none."""

    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where words stand: `article.text[start:end]`, verbatim if there are no `differences`.
    `passage` is the one in which they begin, or else near which they were looked for, if either is
    known. `sentence` is the span of the article's sentence that the words are only a part of, where
    they are given as a whole one."""

    article: Article
    start: int
    end: int
    differences: tuple[Difference, ...] = ()
    passage: Passage | None = None
    sentence: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What the article says there."""
        return self.article.text[self.start : self.end]

    @property
    def day(self) -> date | None:
        """When it was published; of a post that it stands in, when that was posted."""
        return published_on(self.article, self.quote.locator if self.quote else None)

    @property
    def quote(self) -> Quote | None:
        """It as a quote, of which is told below which headings it stands; None if it is not known
        in which passage it begins."""
        passage = self.passage
        if passage is None or not passage.start <= self.start < passage.end:
            return None
        text = self.text
        return Quote(text, self.start, self.end, 1.0, passage, self.article, (0, len(text)))


def find_verbatim(claim: str, places: Sequence[Place]) -> list[Occurrence]:
    """Where `claim` stands word for word, but for what `fold_typography` takes off, in or across
    any of `places`; once an article, `[]` if nowhere. A word that has "ss" for "ß" is a difference,
    unless it stands there as it is, too."""
    needle = fold_typography(claim)
    longest = max(needle.split(), key=len, default="")
    findings: dict[str, Occurrence] = {}
    for place in places if needle else ():
        known = findings.get(place.article.id)
        if known and not known.differences:
            continue
        start, end = look_around(place, len(claim))
        around = place.article.text[start:end]
        # Plain texts have the longest word as it is: a look that costs next to nothing.
        if around.isascii() and longest.isalnum() and longest not in around.casefold():
            continue
        for first, last in _find_all(needle, around):
            finding = Occurrence(place.article, start + first, start + last, passage=place.passage)
            finding = tell_sharp(claim, finding)
            if known is None or not finding.differences:
                known = findings[place.article.id] = finding
            if not finding.differences:
                break
    return list(findings.values())


def find_everywhere(claim: str, places: Sequence[Place]) -> Iterator[Occurrence]:
    """Each place where `claim` stands, as `find_verbatim` finds it, also several of an article, at
    most `_MAX_FOUND`."""
    needle = fold_typography(claim)
    known: set[tuple[str, int]] = set()
    for place in places if needle else ():
        start, end = look_around(place, len(claim))
        for first, last in _find_all(needle, place.article.text[start:end]):
            key = place.article.id, start + first
            if len(known) >= _MAX_FOUND:
                return
            if key not in known:
                known.add(key)
                one = Occurrence(place.article, start + first, start + last, passage=place.passage)
                yield tell_sharp(claim, one)


def _find_all(needle: str, text: str) -> Iterator[tuple[int, int]]:
    position = _find_whole(needle, fold_typography(text))
    folded = FoldedText(text) if position >= 0 else None
    while folded and position >= 0:
        yield folded.locate(position, position + len(needle))
        position = _find_whole(needle, folded.text, position + 1)


def tell_sharp(claim: str, one: Occurrence) -> Occurrence:
    """`one`, where `claim` stands but for what `fold_typography` takes off, with the words as its
    differences that have "ss" for "ß"."""
    if not any(sign in claim + one.text for sign in _SHARP):
        return one
    written, held = FoldedText(claim), FoldedText(one.text)
    found: list[Difference] = []
    for span in find_tokens(written.text):
        word = claim[slice(*written.locate(*span))]
        start, end = (one.start + place for place in held.locate(*span))
        if is_sharp_elsewhere(word, one.article.text[start:end]):
            found.append(Difference(word, start, end))
    return replace(one, differences=tuple(found)) if found else one


def is_sharp_elsewhere(word: str, other: str) -> bool:
    """Whether two words that are the same but for case are others: "Massen" are not "Maßen". In
    capitals both are "SS"."""
    if not any(sign in word + other for sign in _SHARP):
        return False
    sharp, doubled = zip(*map(_list_sharp, (word, other)), strict=True)
    return bool(sharp[0] & doubled[1] or sharp[1] & doubled[0])


def _list_sharp(word: str) -> tuple[set[int], set[int]]:
    """Where in `word`, folded, a "ß" stands, and where "ss" in small letters does."""
    sharp, doubled, place = set[int](), set[int](), 0
    letters = [c for c in unicodedata.normalize("NFC", word) if c.isalnum()]
    for number, letter in enumerate(letters):
        if letter in _SHARP:
            sharp.add(place)
        elif letters[number + 1 : number + 2] == ["s"] and letter in "sS":
            doubled.add(place)
        place += len(letter.casefold())
    return sharp, doubled


def find_folded(needle: str, text: str) -> tuple[int, int] | None:
    """Start and end in `text` of the first `needle`, which is folded, as whole words; None if it
    is nowhere."""
    # Folding with places costs several times as much, and most have not the words.
    position = _find_whole(needle, fold_typography(text))
    return FoldedText(text).locate(position, position + len(needle)) if position >= 0 else None


def _find_whole(needle: str, folded: str, start: int = 0) -> int:
    """As `find_words`, and not where a word or a number goes on behind a hyphen or a point: "six
    oars" do not stand in "thirty-six oars", nor does "5" in "5.2"."""
    position = find_words(needle, folded, start)
    while position >= 0:
        end = position + len(needle)
        behind = folded[end - 1 : end + 2], folded[max(0, end - 2) : end + 1]
        if not any(map(_goes_on, behind)) and not _began(folded, position):
            return position
        position = find_words(needle, folded, position + 1)
    return -1


def _began(folded: str, position: int) -> bool:
    around = folded[position - 2 : position + 1] if position > 1 else ""
    return "'" not in around and _goes_on(around)


def _goes_on(around: str) -> bool:
    """Whether the second of three characters joins the others, as letters or as digits."""
    if len(around) < 3 or not around[0].isalnum() or not around[2].isalnum():
        return False
    is_number = around[0].isdigit() and around[2].isdigit()
    return around[1] in _HYPHENS or (is_number and around[1] in _POINTS)


def look_around(place: Place, characters: int) -> tuple[int, int]:
    """Start and end of `place` with as much as `characters` before and behind it, and a little
    more, as the article may have more marks and spaces; out to whole words."""
    margin = characters + characters // 4
    return widen(place.article.text, place.start - margin, place.end + margin)


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The span within `text`, out to whole words."""
    start, end = max(0, start), min(len(text), end)
    furthest = max(0, start - _MAX_WORD_CHARACTERS), min(len(text), end + _MAX_WORD_CHARACTERS)
    while start > furthest[0] and not text[start - 1].isspace():
        start -= 1
    while end < furthest[1] and not text[end].isspace():
        end += 1
    return start, end
