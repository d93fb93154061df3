"""What a message asks: the sentences of it that ask, without what people say around a question."""

import re
from collections.abc import Iterable

import regex

from bot.answers.framing import asks, strip_frame
from corpus.structure.sentences import split_sentences
from corpus.structure.turn_labels import is_question_mark

MAX_QUESTIONS = 3
"""Of one message; each costs as much as a message with one."""
MAX_CHARACTERS = 1500
"""A longer message is searched as it is: somebody has pasted a text."""

_ENDS = re.compile(r"[?？؟՞]")
# A name in a chat, and pictures. Digits, "#" and "*" count as emoji, too, if one asks Unicode.
_NOISE = regex.compile(
    r"(?<!\S)@\w{2,64}(?!\S)|[\p{Extended_Pictographic}--[©®™]]"
    # Signs of markup around words, which a chat that shows it as it is leaves in.
    r"|(?<![\p{L}\p{N}*_~`])[*_~`]{1,3}(?=[\p{L}\p{N}¿\"“«])"
    r"|(?<=[\p{L}\p{N}.?!？؟\"”»])[*_~`]{1,3}(?![\p{L}\p{N}])"
    r"|[\p{Emoji_Modifier}\ufe0f\u200d\p{Regional_Indicator}]+(?=\s|$)",
    flags=regex.VERSION1,
)
_COUNTED = regex.compile(
    r"\s*(?:[-*•–—]\s+|\(?(?:\p{Nd}{1,2}|[a-h])\s?[)）]\s*|(?P<number>\p{Nd}{1,2}\s?[.、]\s*))(?=\D)"
)
_MARKED_AS_QUESTION = regex.compile(r"\s*(?P<mark>\p{L}[\p{L}\p{M}]{0,11}\s?\d{0,2})\s?[.:：)]\s*")
_REPEATED = re.compile(r"([?!？！؟])[?!？！؟]+")


def find_questions(text: str) -> tuple[str, ...]:
    """The questions in `text`, a message, in order, at most `MAX_QUESTIONS`: the sentences that end
    in a question mark, else those that begin with a word that asks, else all of it together. What
    has nothing but noise or courtesy is returned as it is."""
    if len(text) > MAX_CHARACTERS:
        return (text,)
    plain = " ".join(
        _REPEATED.sub(r"\1", _NOISE.sub(" ", line)).strip() + "\n" for line in text.splitlines()
    )
    sentences = _leave_out_marks(plain[slice(*span)].strip() for span in split_sentences(plain))
    bare = {sentence: strip_frame(sentence) for sentence in sentences}
    marked = [sentence for sentence in sentences if bare[sentence] and _is_marked(sentence)]
    asking = marked or [s for s in sentences if bare[s] and asks(bare[s])]
    if asking:
        return tuple(dict.fromkeys(bare[sentence] for sentence in asking))[:MAX_QUESTIONS]
    said = " ".join(filter(None, bare.values()))
    return (said or text,)


def _leave_out_marks(sentences: Iterable[str]) -> list[str]:
    """`sentences` without what counts them or says that they are questions, such as "1)" and
    "Q:". A number with a full stop may be a day: it counts if what follows asks, or another
    sentence has one as well."""
    left = list(sentences)
    found = [_COUNTED.match(sentence) for sentence in left]
    are_counted = sum(match is not None for match in found) > 1
    for place, (sentence, match) in enumerate(zip(left, found, strict=True)):
        rest = sentence[match.end() :] if match else ""
        if match and rest and (are_counted or not match["number"] or asks(rest)):
            left[place] = rest
        elif (mark := _MARKED_AS_QUESTION.match(sentence)) and is_question_mark(mark["mark"]):
            left[place] = sentence[mark.end() :] or sentence
    return left


def _is_marked(sentence: str) -> bool:
    return _ENDS.search(sentence) is not None
