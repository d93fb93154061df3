"""Lines that the bot has written around the quotes of an answer of its own.

They are told by what they must be, not by their shape: above them, or below, stand words that an
article has, and the line is, to the letter, what the bot writes around those very words. A heading
may have numbers, marks and whole sentences in it that would mean something else in any other line.
So nothing is hidden by standing where such a line does: a line with one letter more is none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import islice

import regex

from bot.answers.answer import Quote
from bot.answers.verification.attribution.frame_kinds import FrameKind, ReadFrame
from bot.answers.verification.attribution.sources import NamedSource
from bot.answers.verification.denials import contradicts
from bot.answers.verification.lookup import Lookup
from bot.answers.verification.messages import Claim, has_end, looks_like_source, take_quoting
from bot.answers.verification.pieces import trim_claim
from bot.answers.verification.places import Occurrence, find_folded, tell_sharp
from bot.answers.verification.verdicts import Verdict, VerifiedPart
from corpus import Article
from corpus.normalization import fold_accents, fold_typography

_MAX_CHARACTERS = 1000
"""Of a line that is read."""
_MAX_ABOVE = 3
"""Lines between a source and the words that it is of: who speaks, and below which headings."""
_MAX_BLOCK = 40
"""Lines above a source that may be of its article."""
_MAX_WRITTEN = 60
"""Places of one text that the bot's lines are written of: words may stand in any number of them."""
_MAX_BRACKETS = 3
_PARTING = regex.compile(r"[·›]")
_PLACE = regex.compile(r"(?<=\S) \(")
_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_MIN_DENYING_WORDS = 3
"""Of a line that has one that denies: of fewer it may be said of the quote."""
_ASKING = ("?", "؟", "？")
_LEAST_WORDS_SAID = 4
_SENTENCE_END = regex.compile(r"(?<=[.!?…؟۔])\s+|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class OwnLines:
    """The lines that the bot may write around a quote: what `leads` up to it in its article, other
    ones `above` it, those `within` an answer, between it and its source, `sources`, and `also`,
    where it is one of several articles; and those `below` a source."""

    leads: frozenset[str]
    above: frozenset[str]
    within: frozenset[str]
    sources: frozenset[str]
    also: frozenset[str]
    below: frozenset[str]


WriteLines = Callable[[Quote], OwnLines]
"""What the bot may have written around a quote, in each of its languages."""


IsTitled = Callable[[str], bool]
"""Whether an article that may be searched has this title."""


@dataclass(frozen=True, slots=True)
class OwnSource:
    """A source line of the bot's, of an article that has the words above it, at `occurrence`."""

    text: str
    occurrence: Occurrence

    @property
    def article(self) -> Article:
        """What is named."""
        return self.occurrence.article

    @property
    def source(self) -> NamedSource:
        """The same as what is named rightly."""
        return NamedSource(self.article.title, is_right=True)

    def name_parts(self, parts: Sequence[VerifiedPart]) -> list[VerifiedPart]:
        """`parts` above the line, each as by `name_for`; but for those above what stands nowhere
        and ends as no sentence does: it may be the source of theirs."""
        first = next((n for n in range(len(parts), 0, -1) if _may_name(parts[n - 1])), 0)
        return [*parts[:first], *map(self.name_for, parts[first:])]

    def name_for(self, part: VerifiedPart) -> VerifiedPart:
        """`part`, above the line, with its article as the source that is named, which is another
        one if that does not have the words."""
        if part.source or not part.occurrences:
            return part
        right = [one for one in part.occurrences if one.article.id == self.article.id]
        right = right or self._find_here(part)
        others = [one for one in part.occurrences if one.article.id != self.article.id]
        source = replace(self.source, is_right=bool(right))
        return replace(part, occurrences=(*right, *others), source=source)

    def _find_here(self, part: VerifiedPart) -> list[Occurrence]:
        """Where the words above the line have those of `part`: of words that stand in very many
        articles not all are known."""
        one = self.occurrence
        if part.verdict is not Verdict.VERBATIM or one.differences:
            return []
        span = find_folded(fold_typography(trim_claim(part.text)), one.text)
        if span is None:
            return []
        start, end = (one.start + place for place in span)
        here = tell_sharp(trim_claim(part.text), replace(one, start=start, end=end))
        return [] if here.differences else [here]


@dataclass(slots=True)
class ReadLines:
    """What of the lines of a text, by their numbers, is the bot's: `sources`, and `others` that are
    left out; `told` are those that are the bot's or a question by their words alone, or may be read
    as said of another quote; `quotes` what would pass for a source and is a quote, and `joined`
    lines in place of those that a terminal's width has broken."""

    sources: dict[int, OwnSource] = field(default_factory=dict)
    others: set[int] = field(default_factory=set)
    told: dict[int, str] = field(default_factory=dict)
    quotes: dict[int, Claim] = field(default_factory=dict)
    joined: dict[int, str] = field(default_factory=dict)

    def has(self, number: int) -> bool:
        """Whether line `number` is the bot's."""
        return number in self.sources or number in self.others or number in self.told

    def leave_out(self, lines: Iterable[str]) -> list[str]:
        """`lines` with those as they are to be read, empty where nothing is."""
        left = (self.joined.get(number, line) for number, line in enumerate(lines))
        return ["" if self.has(number) else line for number, line in enumerate(left)]


class OwnLineReader:
    """Reads the lines of one text. What that costs is bounded by `lookup`, which is of its own, and
    by the places that lines are written of: what is not compared any more is no line of the bot's.
    """

    def __init__(
        self,
        lookup: Lookup,
        write_lines: WriteLines,
        is_titled: IsTitled,
        read_frame: ReadFrame,
        is_over: Callable[[], bool],
    ) -> None:
        self._lookup, self._write_lines = lookup, write_lines
        self._is_titled, self._read_frame, self._is_over = is_titled, read_frame, is_over
        self._written: dict[tuple[str, int], OwnLines] = {}
        self._held: dict[str, list[Occurrence]] = {}

    def read(self, lines: Sequence[str], taken: Iterable[int]) -> ReadLines:
        """What of `lines`, without those `taken` already, is the bot's."""
        bare = [take_quoting(line).strip() for line in lines]
        for number in taken:
            bare[number] = ""
        found = ReadLines()
        run: list[Occurrence] = []
        last = 0
        for number, line in enumerate(bare):
            if self._is_over() or self._lookup.is_exhausted:
                break
            if not 0 < len(line) <= _MAX_CHARACTERS:
                run = []
                continue
            if run:
                run = self._read_below(number, bare, run, found)
                last = number + 1 if run else last
            if not run and self._may_be_source(line):
                run = self._read_source(number, bare, found)
                if run:
                    self._read_block(bare, lines, last, number, found)
                    last = number + 1
        return found

    def _may_be_source(self, line: str) -> bool:
        if _PARTING.search(line) is not None or self._is_titled(line):
            return True
        if not line.endswith(")"):
            return False
        # Of a title that several articles have, the place of each stands behind it.
        ends = [place.start() for place in _PLACE.finditer(line)][-_MAX_BRACKETS:]
        return any(self._is_titled(line[:end]) for end in ends)

    def _read_source(self, number: int, lines: Sequence[str], found: ReadLines) -> list[Occurrence]:
        """Where the words above line `number` stand, if it is a source of theirs; `[]` if not."""
        above = (n for n in reversed(range(number)) if lines[n] and not found.has(n))
        for place in islice(above, _MAX_ABOVE):
            held = self._find(lines[place])
            if right := self._list_named(lines[number], held):
                found.sources[number] = OwnSource(lines[number], right[0])
                return held
        return []

    def _read_below(
        self, number: int, lines: Sequence[str], run: list[Occurrence], found: ReadLines
    ) -> list[Occurrence]:
        """`run`, where the words stand that the line above is a source of, if this line is of the
        bot's as well; `[]` if not."""
        line = lines[number]
        if found.has(number):
            return run
        if right := self._list_named(line, run):
            found.sources[number] = OwnSource(line, right[0])
            return run
        if self._is_more(number, line, found):
            found.others.add(number)
            return run
        if near := self._read_alike(number, lines, run, found):
            return [*run, *near]
        folded = fold_typography(line)
        if any(folded in each.below for one in run if (each := self._write(one))):
            found.others.add(number)
            return run
        return []

    def _is_more(self, number: int, line: str, found: ReadLines) -> bool:
        """Whether it says how many more there are, below a further article."""
        frame = self._read_frame(line)
        if frame is None or frame.kind is not FrameKind.MORE:
            return False
        return number - 1 in found.told or {number - 1, number - 2} <= {*found.sources}

    def _read_alike(
        self, number: int, lines: Sequence[str], run: Sequence[Occurrence], found: ReadLines
    ) -> list[Occurrence]:
        """The places near `run` of which the line is a source that largely says the same, in this
        line or the next; `[]` if it is none. Whether it does is not looked at: it is told."""
        line = lines[number]
        is_open = line.endswith(":") and number + 1 < len(lines)
        frame = self._read_frame(f"{line} {lines[number + 1]}" if is_open else line)
        if frame is None or frame.kind is not FrameKind.ALIKE:
            return []
        near = self._list_named(frame.named, self._lookup.find_near(run[0].text))
        if near:
            found.told[number] = f"{line} {frame.named}" if is_open else line
        if near and is_open:
            found.others.add(number + 1)
        return near

    def _list_named(self, line: str, held: Iterable[Occurrence]) -> list[Occurrence]:
        """Those of `held` of which `line` is a source."""
        folded, plain = fold_typography(line), fold_accents(line)
        named = (one for one in held if _is_begun(one.article.title, plain))
        return [one for one in named if (lines := self._write(one)) and folded in lines.sources]

    def _read_block(
        self,
        bare: Sequence[str],
        lines: Sequence[str],
        first: int,
        end: int,
        found: ReadLines,
    ) -> None:
        """Reads the lines from `first` to the source at `end`, all of which may be of its article:
        what stands below each quote of it and above."""
        article = found.sources[end].article
        first = max(first, end - _MAX_BLOCK)
        numbers = [n for n in range(first, end) if 0 < len(bare[n]) <= _MAX_CHARACTERS]
        self._join_broken(bare, lines, numbers, article, found)
        held = {n: self._find_in(bare[n], article) for n in numbers}
        quote: list[Occurrence] = []
        places: list[Occurrence] = []
        near = -1
        for number in numbers:
            quote = quote if number == near + 1 else []
            near = number
            is_also = self._is_also(bare[number], places)
            if is_also or self._is_below(bare[number], quote):
                self._take(number, bare[number], found, is_lead=False)
            elif held[number]:
                quote, places = held[number], self._find(bare[number])
            elif _WORDS.search(bare[number]):
                quote = []
        quote, near = [], end
        for number in reversed(numbers):
            quote = quote if number + 1 == near and not found.has(number) else []
            near = number
            if found.has(number):
                continue
            is_lead = self._is_lead(bare[number], quote)
            if is_lead or self._is_above(bare[number], quote):
                self._take(number, bare[number], found, is_lead)
            elif held[number]:
                quote = held[number]
                if looks_like_source(lines[number]):
                    found.quotes[number] = Claim(bare[number], is_one=True)
            elif quote and self._is_asked(number, bare):
                found.told[number] = bare[number]
            elif _WORDS.search(bare[number]):
                quote = []

    def _take(self, number: int, line: str, found: ReadLines, is_lead: bool) -> None:
        """Leaves out a line of the bot's; one that denies or asks, and may be read as said of
        another quote than its own, is told."""
        if not is_lead and (contradicts(line) or line.endswith(_ASKING)):
            found.told[number] = line
        else:
            found.others.add(number)

    def _is_lead(self, line: str, quote: Sequence[Occurrence]) -> bool:
        """Whether the bot has written `line` above `quote`, as it leads up to it in its article."""
        folded = fold_typography(line)
        if len(_WORDS.findall(line)) < _MIN_DENYING_WORDS and contradicts(line):
            return False
        return any(folded in each.leads for each in filter(None, map(self._write, quote)))

    def _is_above(self, line: str, quote: Sequence[Occurrence]) -> bool:
        """Whether the bot has written `line`, headings or who speaks, above `quote`."""
        folded = fold_typography(line)
        return any(folded in each.above for each in filter(None, map(self._write, quote)))

    def _is_below(self, line: str, quote: Sequence[Occurrence]) -> bool:
        """Whether the bot has written `line` below `quote`, and above the source."""
        folded = fold_typography(line)
        written = filter(None, map(self._write, quote))
        return any(folded in each.within or folded in each.below for each in written)

    def _is_also(self, line: str, places: Iterable[Occurrence]) -> bool:
        """Whether it names a further article that has the words at `places`."""
        folded, plain = fold_typography(line), fold_accents(line)
        named = (one for one in places if _is_begun(one.article.title, plain))
        return any(folded in each.also for one in named if (each := self._write(one)))

    def _is_asked(self, number: int, lines: Sequence[str]) -> bool:
        """Whether it is a question, at the beginning of a text or of a part of it, that no article
        has, or nearly."""
        line = lines[number]
        sentences = _SENTENCE_END.split(line)
        if not line.endswith(_ASKING) or (number and lines[number - 1]):
            return False
        said = [one for one in sentences if len(_WORDS.findall(one)) >= _LEAST_WORDS_SAID]
        if not all(one.endswith(_ASKING) for one in filter(None, sentences)):
            return False
        return not any(
            self._lookup.find_verbatim(one) or self._lookup.find_nearly(one)
            for one in (line, *said)
        )

    def _join_broken(
        self,
        bare: Sequence[str],
        lines: Sequence[str],
        numbers: Sequence[int],
        article: Article,
        found: ReadLines,
    ) -> None:
        """Finds quotes that the width of a terminal has broken: lines that are marked as quoted and
        stand in fewer ones of the article."""
        for run in _list_runs(lines, bare, numbers):
            ones = self._find_in(" ".join(bare[number] for number in run), article)
            if not ones:
                continue
            whole = [line for line in ones[0].text.splitlines() if line.strip()]
            if len(whole) < len(run):
                rest = [*whole, *[""] * (len(run) - len(whole))]
                for number, line in zip(run, rest, strict=True):
                    found.joined[number] = f"│ {line}" if line else ""

    def _find(self, line: str) -> list[Occurrence]:
        if line not in self._held:
            self._held[line] = list(self._lookup.find_everywhere(line))
        return self._held[line]

    def _find_in(self, line: str, article: Article) -> list[Occurrence]:
        return [one for one in self._find(line) if one.article.id == article.id]

    def _write(self, one: Occurrence) -> OwnLines | None:
        """The lines around `one`, folded; None if they are not known, or too many were written."""
        quote = one.quote
        if quote is None:
            return None
        key = quote.passage.id, quote.start
        if key not in self._written:
            if len(self._written) >= _MAX_WRITTEN:
                return None
            lines = self._write_lines(quote)
            sets = (getattr(lines, one.name) for one in fields(lines))
            folded = (frozenset(map(fold_typography, each)) for each in sets)
            self._written[key] = OwnLines(*folded)
        return self._written[key]


def _may_name(part: VerifiedPart) -> bool:
    return part.verdict is Verdict.NOT_FOUND and not has_end(part.text)


def _list_runs(
    lines: Sequence[str], bare: Sequence[str], numbers: Sequence[int]
) -> Iterator[list[int]]:
    """Neighbours among `numbers` that are marked as quoted."""
    run: list[int] = []
    for number in numbers:
        is_quoted = take_quoting(lines[number]) != lines[number]
        if run and (not is_quoted or run[-1] + 1 != number):
            yield run
            run = []
        run += [number] if is_quoted else []
    if run:
        yield run


def _is_begun(title: str, line: str) -> bool:
    """Whether the first word of `title` is in `line`, which is folded."""
    words = _WORDS.findall(fold_accents(title))
    return not words or words[0] in line
