"""What the bot itself writes around quotes, where an answer of its own is verified.

The words alone make nothing a frame: below a quote a line is one only if what it names is true of
that quote, and what stands above an answer is no part, but told as words that were not looked for.
So nothing is hidden by being written as the bot would write it.
"""

import itertools
from collections.abc import Iterator, Sequence

import regex

from bot.answers.verification.attribution.attributing import Parts
from bot.answers.verification.attribution.citing import find_other_date, take_out
from bot.answers.verification.attribution.frame_kinds import Frame, FrameKind, ReadFrame
from bot.answers.verification.attribution.sources import (
    NamedSource,
    check_source,
    list_headings,
)
from bot.answers.verification.lookup import FindLocated, Lookup
from bot.answers.verification.messages import Claim, SourceLine
from bot.answers.verification.places import Occurrence
from bot.answers.verification.verdicts import Verdict, VerifiedPart
from corpus import Work
from corpus.normalization import find_words, fold_accents
from corpus.periods import Period, find_periods
from embeddings import LocatedPassage

_MAX_NOTES = 8
"""Lines above an answer."""
_SENTENCE_END = regex.compile(r"(?<=[.!?…؟۔])\s+|(?<=[。！？])")
_LEAST_WORDS_SAID = 4
"""From so many on a sentence of a note is looked for by itself: fewer may stand anywhere."""
_MAX_COMPARED = 400
"""Articles of one text that are compared with what is named: words may stand in any of them."""
_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_COUNT = regex.compile(r"([1-9]\d{0,5}) / ([1-9]\d{0,5})")
"""Which passage of its article a page to read shows."""


def part_notes(text: str, read_frame: ReadFrame, lookup: Lookup) -> tuple[list[str], str]:
    """The notes at the head of `text`, above an empty line, and `text` with empty lines for them;
    none if nothing else is in it, or if an article has such a line, or nearly."""
    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    end = first
    while end < min(len(lines), first + _MAX_NOTES) and _is_note(lines[end], read_frame, lookup):
        end += 1
    below = lines[end:]
    if end == first or not below or below[0].strip() or not any(map(_has_words, below)):
        return [], text
    return [line.strip() for line in lines[first:end]], "\n".join([*[""] * end, *below])


def _is_note(line: str, read_frame: ReadFrame, lookup: Lookup) -> bool:
    frame = read_frame(line)
    if frame is None or frame.kind is not FrameKind.NOTE:
        return False
    sentences = _SENTENCE_END.split(line)
    said = [one for one in sentences if len(_WORDS.findall(one)) >= _LEAST_WORDS_SAID]
    return not any(lookup.find_verbatim(one) or lookup.find_nearly(one) for one in (line, *said))


class OwnFrames:
    """Reads the lines below the quotes of one text. `told` is what is left to tell of each that is
    a frame, by its words; `also` are parts that have the further articles which are named."""

    def __init__(
        self, read_frame: ReadFrame, lookup: Lookup, find_located: FindLocated | None = None
    ) -> None:
        self._read_frame, self._lookup, self._find_located = read_frame, lookup, find_located
        self.told: dict[str, str] = {}
        self.also: Parts = []
        self._compared = 0

    def takes(
        self, item: Claim | SourceLine, quoted: Sequence[VerifiedPart], is_below: bool
    ) -> bool:
        """Whether `item` is a frame of the parts `quoted` above it; `is_below` says that a source
        of theirs stands between."""
        line, one = item.text, _find_last(quoted)
        if one is None:
            return False
        is_quoted = isinstance(item, Claim) and item.is_quoted
        if is_below and not is_quoted and (count := _COUNT.fullmatch(line)):
            return self._tell(line, "", self._is_page(one, int(count[1]), int(count[2])))
        if _is_path(line, one.occurrences[0]):
            return self._tell(line, "", is_frame=True)
        is_names = isinstance(item, SourceLine) and not item.is_bracket
        frame = self._read_frame(line)
        if frame is None:
            return is_below and is_names and self._names_other(line, line, one)
        # Where no sentence can be in it, what is not true of the quote is told as own words.
        is_aside = frame.kind is FrameKind.ALSO and is_names
        return self._is_true(line, frame, one) or self._tell(line, line, is_aside)

    def add_also(self, line: str, named: NamedSource, one: Occurrence) -> None:
        """Adds a further article that has the words of `one`."""
        self.also.append(VerifiedPart(line, Verdict.VERBATIM, (one,), source=named))

    def _is_true(self, line: str, frame: Frame, one: VerifiedPart) -> bool:
        named, first = frame.named, one.occurrences[0]
        match frame.kind:
            case FrameKind.ALSO:
                return self._names_other(line, named, one)
            case FrameKind.ALIKE:
                is_said = self._lookup.find_verbatim(named) or self._lookup.find_nearly(named)
                return self._tell(line, line, is_frame=not is_said)
            case FrameKind.BASIS:
                works = first.article.based_on
                return self._tell(line, "", any(_names_work(named, work) for work in works))
            case FrameKind.SPEAKER:
                speaker = first.passage.speaker if first.passage else None
                return self._tell(line, "", bool(speaker) and _is_same(named, speaker or ""))
            case FrameKind.PLACE:
                locator = first.quote.locator if first.quote else None
                return self._tell(line, "", locator is not None and named == str(locator.value))
            case FrameKind.MORE:
                return self._tell(line, "", is_frame=bool(self.also))
            case FrameKind.NOTE:
                return False

    def _is_page(self, one: VerifiedPart, number: int, count: int) -> bool:
        """Whether `one` stands in a passage that is that `number` of so many in its article."""
        articles = {other.article.id for other in one.occurrences}
        known: set[str] = set()
        # Its words may stand in several places of the article, which one alone is known of.
        found = itertools.chain(one.occurrences, self._lookup.find_everywhere(one.text))
        for other in itertools.islice(found, _MAX_COMPARED):
            passage = other.passage
            if passage is None or passage.id in known or other.article.id not in articles:
                continue
            known.add(passage.id)
            if any(
                (each.number, each.count) == (number, count)
                for each in self._list_located(passage.id, other.start, other.end)
            ):
                return True
        return False

    def _list_located(self, passage_id: str, start: int, end: int) -> Iterator[LocatedPassage]:
        """The passage with that id and the one before it, of those that have the words from `start`
        to `end`: passages overlap."""
        located = self._find_located(passage_id) if self._find_located else None
        before = located.before if located else None
        above = self._find_located(before) if self._find_located and before else None
        for each in (located, above):
            passage = each.passage if each else None
            if each and passage and passage.start <= start and end <= passage.end:
                yield each

    def _names_other(self, line: str, named: str, one: VerifiedPart) -> bool:
        """Whether `named` is an article, and no other date of it, that has the words of `one`. What
        else is in it is told."""
        for other in one.occurrences:
            if self._compared >= _MAX_COMPARED:
                break
            self._compared += 1
            source = check_source(named, other, is_line=True)
            if source and source.is_right_in_all:
                self.also.append(VerifiedPart(line, Verdict.VERBATIM, (other,), source=source))
                return self._tell(line, named, is_frame=True)
        return False

    def _tell(self, line: str, left: str, is_frame: bool) -> bool:
        if is_frame:
            self.told[line] = left
        return is_frame


def _find_last(quoted: Sequence[VerifiedPart]) -> VerifiedPart | None:
    """The last part that stands word for word and is no heading of the one before it."""
    for number in range(len(quoted) - 1, -1, -1):
        part, before = quoted[number], quoted[number - 1] if number else None
        if part.verdict is not Verdict.VERBATIM:
            return None
        headings = list_headings(before.occurrences[0]) if before and before.occurrences else []
        if not any(_is_same(part.text, heading) for heading in headings):
            return part
    return None


def _is_path(line: str, one: Occurrence) -> bool:
    """Whether `line` is headings that `one` stands below, as "3.4.0 › Removed"."""
    names = [name.strip() for name in line.split("›")]
    headings = list_headings(one)
    return len(names) > 1 and all(any(_is_same(n, held) for held in headings) for n in names)


def _names_work(named: str, work: Work) -> bool:
    """Whether `named` is the title of `work`, with no more than its publisher and its date."""
    left = fold_accents(named)
    title = fold_accents(work.title)
    position = find_words(title, left)
    if position < 0:
        return False
    rest = f"{left[:position]} {left[position + len(title) :]}"
    if work.published:
        day = Period(work.published, work.published)
        if find_other_date(rest, day, ()):
            return False
        rest = take_out(rest, find_periods(rest))
    return _split(rest) <= {*_split(work.source or ""), "г"}


def _is_same(name: str, other: str) -> bool:
    return _WORDS.findall(fold_accents(name)) == _WORDS.findall(fold_accents(other))


def _split(names: str) -> set[str]:
    return set(_WORDS.findall(fold_accents(names)))


def _has_words(line: str) -> bool:
    return any(map(str.isalnum, line))
