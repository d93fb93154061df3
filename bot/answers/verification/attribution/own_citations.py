"""Lines that are citations as the bot itself makes them: `“…” – Title, 3 May 2021`.

They are told by what they must be, not by their shape: the words stand in an article, and behind
them is, to the letter, the source that the bot names for that very place. A title may have marks,
dates and sentences in it that would mean something else in a line that anybody has written.
"""

from collections.abc import Callable, Iterable, Iterator

import regex

from bot.answers.answer import Quote
from bot.answers.verification.beginnings import add_left_out, lacks_sign
from bot.answers.verification.lookup import Lookup
from bot.answers.verification.pieces import is_cut, trim_claim
from bot.answers.verification.places import Occurrence
from bot.answers.verification.verdicts import Verdict, VerifiedPart
from corpus.normalization import fold_typography

NameSources = Callable[[Quote, str], Iterable[str]]
"""How the bot may name the source of a quote, behind the quote, if that may be what is said there,
which is folded."""

_BEGINNING = regex.compile(r"\s*(?:[>•*-]\s*)*“")
PARTING = "” – "
"""Between the words of a citation and their source."""
_MAX_PARTED = 3
"""Places of a line at which a source may begin, as words may have such marks, too."""
_MAX_COMPARED = 2000
"""Places and names of one text: words that are everywhere may be given as any of them."""


class OwnCitations:
    """Reads the lines of one text. What that costs is bounded, however many of them look like
    citations: what is not compared any more is none."""

    def __init__(self, lookup: Lookup, name_sources: NameSources) -> None:
        self._lookup, self._name_sources = lookup, name_sources
        self._compared = 0

    @property
    def is_exhausted(self) -> bool:
        """Whether nothing more is to be read."""
        return self._lookup.is_exhausted or self._compared >= _MAX_COMPARED

    def judge(self, line: str) -> VerifiedPart | None:
        """The words of `line` as a part that stands word for word, if the line is a citation of the
        bot's; None if it is not, or if a sentence that it gives as whole is not."""
        beginning = _BEGINNING.match(line)
        if beginning is None:
            return None
        for words, source in _part(line[beginning.end() :]):
            named = fold_typography(source)
            for one in self._lookup.find_everywhere(words):
                if self._compared >= _MAX_COMPARED:
                    return None
                if not self._is_named(one, named):
                    continue
                left = add_left_out(trim_claim(words), one)
                is_whole = _is_of_whole_sentences(words, one) and not lacks_sign(one)
                if is_whole or left == one:
                    return VerifiedPart(words, Verdict.VERBATIM, (one,))
        return None

    def _is_named(self, one: Occurrence, named: str) -> bool:
        self._compared += 1
        for name in self._name_sources(one.quote, named) if one.quote else ():
            self._compared += 1
            if fold_typography(name) == named:
                return True
        return False


def _part(text: str) -> Iterator[tuple[str, str]]:
    end = len(text)
    for _ in range(_MAX_PARTED):
        end = text.rfind(PARTING, 0, end)
        if end < 0:
            return
        yield text[:end], text[end + len(PARTING) :]


def _is_of_whole_sentences(words: str, one: Occurrence) -> bool:
    """Whether `one` begins where a sentence of its passage does, and ends with one, unless `words`
    say that they are cut. What stands before a sentence, as the name of who speaks, is none of it.
    """
    passage = one.passage
    if passage is None:
        return False
    text = one.article.text
    starts = [passage.start + start for start, _ in passage.sentences]
    ends = [passage.start + end for _, end in passage.sentences]
    begins = any(start <= one.start and not _has_words(text[start : one.start]) for start in starts)
    return begins and (
        is_cut(words) or any(one.end <= end and not _has_words(text[one.end : end]) for end in ends)
    )


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
