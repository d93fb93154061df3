"""What a message asks: the sentences of it that ask, without what people say around a question."""

import re

import regex

from bot.answers.framing import asks, strip_frame
from corpus.structure.sentences import split_sentences

MAX_QUESTIONS = 3
"""Of one message; each costs as much as a message with one."""
MAX_CHARACTERS = 1500
"""A longer message is searched as it is: somebody has pasted a text."""

_ENDS = re.compile(r"[?？؟՞]")
# A name in a chat, and pictures. Digits, "#" and "*" count as emoji, too, if one asks Unicode.
_NOISE = regex.compile(
    r"(?<!\S)@\w{2,64}(?!\S)|[\p{Extended_Pictographic}--[©®™]]"
    r"|[\p{Emoji_Modifier}\ufe0f\u200d\p{Regional_Indicator}]+(?=\s|$)",
    flags=regex.VERSION1,
)
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
    sentences = [plain[start:end].strip() for start, end in split_sentences(plain)]
    bare = {sentence: strip_frame(sentence) for sentence in sentences}
    marked = [sentence for sentence in sentences if bare[sentence] and _is_marked(sentence)]
    asking = marked or [s for s in sentences if bare[s] and asks(bare[s])]
    if asking:
        return tuple(dict.fromkeys(bare[sentence] for sentence in asking))[:MAX_QUESTIONS]
    said = " ".join(filter(None, bare.values()))
    return (said or text,)


def _is_marked(sentence: str) -> bool:
    return _ENDS.search(sentence) is not None
