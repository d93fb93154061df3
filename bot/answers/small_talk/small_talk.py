"""Whether a message asks nothing of the articles: greetings, thanks, "ok", pictures, "asdf"."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import regex

from bot.answers.small_talk.introductions import BEING, BEING_ANYTHING, NAMED, Leads, find_name
from bot.answers.small_talk.talk_patterns import list_patterned
from bot.answers.small_talk.talk_phrases import CALLED, PHRASES, THANKED_FOR, Talk
from bot.answers.small_talk.talk_things import (
    ASKS_FOR_ONE,
    GREETS_ELSEWHERE,
    IS_SPOKEN_TO,
    MEANS_A_THING,
    NAMES_A_THING,
)
from embeddings import Retriever

_MAX_CHARACTERS = 120
_MAX_WORDS = 16
"""A longer message is no small talk. What is compared grows with the words, times those of the
longest phrase."""

_NAME = re.compile(r"(?<!\S)@\w{2,64}(?!\S)")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]|[^\W_\p{Han}\p{Hiragana}\p{Katakana}]+", regex.V1
)
_BETWEEN_HAN = regex.compile(r"(?<=\p{Han}) (?=\p{Han})")
_RUN = re.compile(r"(.)\1{2,}|([^l])\2+\Z", re.DOTALL)
_SHORT_FORMS = {"u": "you", "r": "are", "ur": "your", "q": "que", "bcp": "beaucoup", "ya": "you"}
"""Words as they are typed in a hurry."""
_PICTURE = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|[<:;]-?[3)(DPp]")
_THANKING = ("🙏", "❤", "👏", "💐", "🌹", "♥", "😍", "🥰")
_WAVING = ("👋",)
_LAUGH = re.compile(r"(?:a?(?:ha|he|hi|хи|ха|хе|ja|je|ah)){2,}h?|l+(?:o+l+)+|х+а+|(?:ہا){2,}|ه{3,}")

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "ицукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
"""Keys beside each other, as `_split` writes their letters."""

_MIN_MASHED = 3
_MIN_ROLLED = 4
_MIN_VOWELLESS = 6
_MAX_MASHED = 30
_VOWELS = frozenset("aeiouy")

_FOR = frozenset(
    ["for", "por", "за", "fur", "fuer", "pour", "pela", "pelo", "per", "على", "علي", "的"]
)
_FOR_BEHIND = ("کے", "لیے")
"""Between thanks and what they are for; in Urdu behind that."""
_BUT = "but, pero, но, 但, 但是, 不过, لكن, ولكن, لیکن, aber, mais, mas, ma"
"""Between two phrases: "thanks, but that is wrong"."""
_MAX_REASON = 5
_MIN_TITLE = 4
_ASKING = """
who whom whose what when where why how which quien que cuando donde como cual кто что когда где как
почему какой wer was wann wo wie warum qui quoi quand comment pourquoi quem quando chi 谁 哪 吗 什
几 من متى اين ماذا كيف کون کب کہاں کیا کیوں
"""
_ASKERS = frozenset(_ASKING.split())
_ASKS = re.compile("[?？؟]")
_BREAK = re.compile(r"[?？؟,;:，；：،؛]|[.!…。！](?=\s*\w)")

_PURE = (Talk.GREETING, Talk.THANKS, Talk.FAREWELL, Talk.ABOUT)
"""What is said so is meant so, whatever an article is called."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a message seems to be. `subject` is its text, if that may be one of the articles'
    subjects; `""` if it is none. `is_thing` says that any titles with its words will do, not only
    one that consists of them, and `is_mashed` that any passage with its word will. Any title with
    one of the words `named` will, and any passage with one of `asked_for`."""

    talk: Talk
    subject: str = ""
    is_thing: bool = False
    is_mashed: bool = False
    named: tuple[str, ...] = ()
    asked_for: tuple[str, ...] = ()


def find_small_talk(message: str) -> Said | None:
    """What `message` is by its words alone; None if it may ask something, or is long."""
    text = _NAME.sub(" ", message).strip()
    if len(text) > _MAX_CHARACTERS:
        return None
    words = _split(text)
    if not words:
        return Said(_read_signs(text)) if len(message) <= _MAX_CHARACTERS else None
    if len(words) > _MAX_WORDS:
        return None
    talk = _read_phrases(words) or _read_phrases(_shorten(words))
    if talk in (None, Talk.ABOUT) and not _BREAK.search(text) and _thanks_for_something(words):
        return Said(Talk.THANKS, text)
    if talk is None and all(map(_LAUGH.fullmatch, words)):
        talk = Talk.REMARK
    if talk is None:
        is_mashed = len(words) == 1 and _is_mashed(words[0])
        return Said(Talk.UNCLEAR, text, is_mashed=True) if is_mashed else _introduce(text, words)
    return _find_things(talk, text, words)


def read_small_talk(message: str, retriever: Retriever) -> Talk | None:
    """What `message` is that asks nothing; None if it is to be searched, also because a title or
    a heading of the articles is called so."""
    said = find_small_talk(message)
    if said is None or (said.subject and _is_meant(said, retriever)):
        return None
    return said.talk


def _is_meant(said: Said, retriever: Retriever) -> bool:
    headlines, spelling = retriever.headlines, retriever.spelling
    if said.is_mashed:
        return not spelling.find_unknown_words(said.subject)
    if said.talk is Talk.THANKS and _begins_with_line(said.subject, headlines.has_line):
        return True
    return (
        headlines.has_line(said.subject)
        or (said.talk is Talk.GREETING and retriever.has_term(said.subject))
        or (said.is_thing and headlines.has_words(said.subject))
        or any(map(headlines.has_words, said.named))
        or any(spelling.share_unknown(word) == 0 for word in said.asked_for)
    )


def _begins_with_line(text: str, has_line: Callable[[str], bool]) -> bool:
    """Whether the first words of `text`, thanks and what for, are a title or heading: that of a
    film, asked for its director. "Thank you" alone is none."""
    words = text.split()
    lengths = range(_MIN_TITLE, min(len(words), _MAX_WORDS) + 1)
    return any(has_line(" ".join(words[:length])) for length in lengths)


def _split(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case, without accents; each character of a script without
    spaces alone."""
    return _part_words(text.casefold())


def _part_words(text: str) -> tuple[str, ...]:
    parted = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    plain = "".join(c for c in parted if unicodedata.category(c) not in ("Mn", "Cf"))
    return tuple(_WORD.findall(plain))


def _shorten(words: Iterable[str]) -> tuple[str, ...]:
    """`words` with letters that stand three times or more once, at the end of a word twice, as
    "hiiii" is "hi" and "heyy" "hey"; and short forms written out."""
    plain = (_RUN.sub(lambda run: run[1] or run[2], word) for word in words)
    return tuple(_SHORT_FORMS.get(word, word) for word in plain)


def _read_signs(text: str) -> Talk:
    if any(sign in text for sign in _THANKING):
        return Talk.THANKS
    if any(sign in text for sign in _WAVING):
        return Talk.GREETING
    return Talk.REMARK if _PICTURE.search(text) else Talk.UNCLEAR


def _read_phrases(words: Sequence[str]) -> Talk | None:
    """What `words` are if they are phrases one after the other: the weightiest of them."""
    phrases, longest = _load_phrases()
    # For each place the meanings of the phrases up to it, None if it cannot be reached.
    reached: list[frozenset[Talk] | None] = [frozenset(), *([None] * len(words))]
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - longest), end):
            before = reached[start]
            if before is None:  # as nearly everywhere in a question
                continue
            meant = phrases.get(tuple(words[start:end]))
            if before and end < len(words) and tuple(words[start:end]) in _list_once(_BUT):
                reached[end] = max(reached[end] or frozenset(), before, key=len)
            if meant is None:
                continue
            is_thanked_for = Talk.THANKS in before and tuple(words[start:end]) in _list_once(
                THANKED_FOR
            )
            if meant is _FOR_THANKS and not is_thanked_for:
                continue
            # "Thanks for your help" does not ask for help.
            found = before | {meant} if isinstance(meant, Talk) and not is_thanked_for else before
            reached[end] = max(reached[end] or frozenset(), found, key=len)
    talks = reached[-1]
    return next((talk for talk in _WEIGHT if talk in talks), None) if talks else None


def _find_things(talk: Talk, text: str, words: Sequence[str]) -> Said:
    """`text`, which is `talk`, with what of it may be things that the articles are about."""
    things, names, ways, called = map(_list_once, _THINGS)
    alone, asked_for = set[tuple[str, ...]](), []
    for part in _BREAK.split(text):
        phrases = _part(_split(part))
        alone.update(phrases)
        for before, phrase in itertools.pairwise(phrases):
            if before in ways and phrase in things | names | called:
                asked_for.append(_join(phrase))
    is_thing = len(words) <= 2 and not alone.isdisjoint(things | names)
    # "Thanks, deal" thanks, and "deal" may be asked about.
    named = [_join(name) for name in sorted(alone & names)] if talk is not Talk.THANKS else []
    is_called_so = tuple(words) in _list_once(GREETS_ELSEWHERE)
    may_be = talk not in _PURE or is_thing or named or asked_for or is_called_so
    return Said(talk, text if may_be else "", is_thing, False, tuple(named), tuple(asked_for))


def _join(words: Iterable[str]) -> str:
    return _BETWEEN_HAN.sub("", " ".join(words))


def _part(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The phrases that `words` consist of, each as long as it can be; a word of none alone."""
    phrases, longest = _load_phrases()
    found, start = [], 0
    while start < len(words):
        ends = range(min(len(words), start + longest), start, -1)
        end = next((end for end in ends if tuple(words[start:end]) in phrases), start + 1)
        found.append(tuple(words[start:end]))
        start = end
    return found


def _thanks_for_something(words: Sequence[str]) -> bool:
    """Whether `words` are thanks and, in a few words that do not ask, what for."""
    if not _ASKERS.isdisjoint(words):
        return False
    begins = (place for place, word in enumerate(words) if word in _FOR)
    begin = next(begins, None)
    if begin is not None and 0 < len(words) - begin - 1 <= _MAX_REASON:
        return _read_phrases(words[:begin]) is Talk.THANKS
    if tuple(words[-2:]) != _FOR_BEHIND:
        return False
    ends = range(max(1, len(words) - 2 - _MAX_REASON), len(words) - 2)
    return any(_read_phrases(words[:end]) is Talk.THANKS for end in ends)


def _introduce(text: str, words: Sequence[str]) -> Said | None:
    """`text` if it says no more than who writes, with the name if that may be what they are."""
    if _ASKS.search(text) or not _ASKERS.isdisjoint(words):
        return None
    leads = Leads(*map(_list_once, (NAMED, BEING, BEING_ANYTHING)))
    name = find_name(_part_words(text), leads, lambda said: _read_phrases(said) is Talk.GREETING)
    if name is None:
        return None
    asked_for = () if name.is_sure else tuple(_join(name.words).split())
    return Said(Talk.GREETING, text, asked_for=asked_for)


_WEIGHT = (
    Talk.ABOUT,
    Talk.COMPLAINT,
    Talk.THANKS,
    Talk.FAREWELL,
    Talk.GREETING,
    Talk.REMARK,
    Talk.UNCLEAR,
)
"""Of several meanings the first one counts."""
_THINGS = (MEANS_A_THING, NAMES_A_THING, ASKS_FOR_ONE, IS_SPOKEN_TO)
_CALLED, _FOR_THANKS = "called", "for thanks"


@functools.cache
def _load_phrases() -> tuple[dict[tuple[str, ...], Talk | str], int]:
    """The phrases by their words, and how many words the longest has."""
    phrases: dict[tuple[str, ...], Talk | str] = {}
    for listed, meant in ((THANKED_FOR, _FOR_THANKS), (CALLED, _CALLED)):
        phrases |= dict.fromkeys(_list(listed), meant)
    for talk in reversed(_WEIGHT):
        patterned = map(_split, list_patterned(talk))
        phrases |= dict.fromkeys((*_list(PHRASES[talk]), *filter(None, patterned)), talk)
    return phrases, max(map(len, phrases))


@functools.cache
def _list_once(phrases: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_list(phrases))


def _list(phrases: str) -> list[tuple[str, ...]]:
    parts = (part for line in phrases.splitlines() for part in line.split(","))
    return [words for part in parts if (words := _split(part))]


def _is_mashed(word: str) -> bool:
    """Whether `word` is keys beside each other, again and again maybe, one letter over and over, or
    many letters without a vowel."""
    if not word.isalpha() or len(word) > _MAX_MASHED:
        return False
    if len(word) >= _MIN_ROLLED and len(set(word)) == 1:
        return True
    unit = _find_unit(word)
    if len(unit) >= (_MIN_ROLLED if unit == word else _MIN_MASHED) and _is_rolled(unit):
        return True
    return word.isascii() and len(word) >= _MIN_VOWELLESS and _VOWELS.isdisjoint(word)


def _find_unit(word: str) -> str:
    """The shortest beginning of `word` that it repeats."""
    return word[: (word + word).find(word, 1)]


def _is_rolled(unit: str) -> bool:
    return any(unit in row or unit in row[::-1] for row in _ROWS)
