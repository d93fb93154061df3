"""Questions that are answered by "yes" or "no", and answers that begin with it."""

import regex

from bot.answers.framing import ASKING_WORDS, LINKS, strip_frame
from bot.answers.quote_bounds import (
    MAX_BLOCK_CHARACTERS,
    MAX_QUOTE_CHARACTERS,
    says_nothing,
    skip_answer_mark,
)
from corpus import Passage
from embeddings import cut_asking

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SAID = regex.compile(
    r"\W{0,3}(?:yes|no|yep|nope|not (?:yet|really|quite)|of course|certainly|ja|nein|jein|doch|oui"
    r"|non|si|sí|да|нет|نعم|لا|ہاں|جی ہاں|نہیں|جی نہیں"
    r"|是的?|不是?|有|没有|可以|不可以|能|不能|会|不会|はい|いいえ|네|예|아니요|sim|não|nej)\W{0,3}",
    regex.IGNORECASE,
)
_GERMAN = "was"
"""As an English verb it begins such a question, and no German question is known by it here."""
_ASKS_ELSE = ASKING_WORDS - LINKS - {_GERMAN}


def asks_yes_or_no(question: str) -> bool:
    """Whether `question` has no word that asks for anything else: "is it safe", "ob es geht"."""
    words = {word.casefold() for word in _WORD.findall(strip_frame(question) or question)}
    return len(words) != 1 and words.isdisjoint(_ASKS_ELSE) and cut_asking(question) == question


def take_yes_or_no(passage: Passage, first: int, last: int) -> tuple[int, int]:
    """The run of the sentences of `passage` from `first` to `last`, not included, from a "Yes." on
    that it begins with, be it behind a question or a number. What stands too far from it gives way
    to what follows it: whether it is so the "Yes." alone says."""
    spans = passage.sentences
    begin = 0
    while begin < first and says_nothing(passage.text[slice(*spans[begin])]):
        begin += 1
    if begin >= first or not _SAID.fullmatch(
        passage.text[skip_answer_mark(passage, begin) : spans[begin][1]]
    ):
        return first, last
    if spans[last - 1][1] - spans[begin][0] <= MAX_BLOCK_CHARACTERS:
        return begin, last
    end = begin + 2
    while end < last and spans[end][1] - spans[begin][0] <= MAX_QUOTE_CHARACTERS:
        end += 1
    return begin, end
