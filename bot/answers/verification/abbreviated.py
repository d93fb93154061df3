"""Sentences of a message that are one, as the first ends in an abbreviation that is on no list.

Who reads "4 Essl. Zucker" for the first time sees only in the articles that it goes on: there both
stand together, and the word before the full stop never without it.
"""

from collections.abc import Iterator, Sequence

import regex

from bot.answers.verification.lookup import Lookup
from bot.answers.verification.messages import Claim
from bot.answers.verification.places import Occurrence

_CONSONANT = r"(?:(?![aeiouyäöüаеиоуыэюя])\p{L})"
_ENDING = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?P<word>{_CONSONANT}{{2,6}}|{_CONSONANT}{{2,5}}e"
    rf"|(?<=\p{{N}}\s)\p{{L}}{{1,5}}(?P<first>{_CONSONANT})(?!(?P=first)){_CONSONANT})\.$"
)
"""A word without a vowel within it, or one behind a number that is cut off before a vowel. "Tom" is
none, nor "silk": two sentences are never one."""
_MAX_LOOKED_UP = 8
"""Of one message."""
_ALIKE, _KEPT = 85.0, 0.7
_WORD = regex.compile(r"[\p{L}\p{M}]+")


def join_abbreviated(claims: Sequence[Claim], text: str, lookup: Lookup) -> Iterator[Claim]:
    """`claims` of the message `text`, those as one that an abbreviation has parted."""
    left = _MAX_LOOKED_UP
    waiting: Claim | None = None
    for claim in claims:
        joined = _join(waiting, claim, text) if waiting and left else None
        if waiting and joined:
            left -= 1
            if _is_one(waiting, joined, lookup):
                waiting = joined
                continue
        if waiting:
            yield waiting
        waiting = claim
    if waiting:
        yield waiting


def _join(one: Claim, other: Claim, text: str) -> Claim | None:
    """Both as one claim, if the first ends as an abbreviation may, and the second goes on behind
    it in its line of `text`."""
    found = _ENDING.search(one.text)
    if found is None or one.quotations or other.quotations or one.is_quoted != other.is_quoted:
        return None
    joined = f"{one.text} {other.text}"
    return Claim(joined, (), one.is_quoted, is_one=True) if joined in text else None


def _is_one(one: Claim, joined: Claim, lookup: Lookup) -> bool:
    """Whether `joined` stands in an article, or nearly, in which the last word of `one` is an
    abbreviation: it stands nowhere without its full stop, nor in lower case what follows it."""
    found = _ENDING.search(one.text)
    word = found["word"] if found else ""
    following = _WORD.search(joined.text, len(one.text))
    place = _find_place(joined.text, lookup)
    if not word or place is None or following is None:
        return False
    article = place.article.text
    is_within = f"{word}. " in article[place.start : place.end]
    is_word = regex.search(rf"(?<![\p{{L}}\p{{M}}]){word}(?![\p{{L}}\p{{M}}]|\.)", article)
    begins = regex.search(rf"(?<!\p{{L}}){regex.escape(following[0].lower())}(?!\p{{L}})", article)
    return is_within and not is_word and not begins


def _find_place(text: str, lookup: Lookup) -> Occurrence | None:
    if found := lookup.find_verbatim(text):
        return found[0]
    alike = lookup.find_alike(text)
    is_near = alike is not None and alike.score >= _ALIKE and alike.kept >= _KEPT
    return alike.occurrence if alike and is_near else None
