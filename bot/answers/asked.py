"""What a message asks: the sentences of it that ask, without what people say around a question."""

import re
from collections.abc import Iterable, Sequence

import regex

from bot.answers.follow_ups import AND_OR_BUT
from bot.answers.framing import LINKS, asks, begins_asking, strip_frame
from bot.answers.preambles import IN_PLACE
from bot.answers.subjects import find_further_subject, find_subject
from corpus.structure.sentences.sentences import split_sentences
from corpus.structure.speakers.turn_labels import is_question_mark
from embeddings import QueryError, cut_asking, parse_query

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
_SAID = re.compile(r"[.!…。！۔]['\"»”’)\]]*$")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
_MIN_WORDS = 3
"""Of a question without a question mark: "how nice" and "who knows" are none."""
_TELLING = re.compile(r"what an?\b|was für\b|(?:when|where) (?:i|we)\b", re.IGNORECASE)
_ASTONISHED = frozenset(
    (
        *(
            "what",
            "how",
            "why",
            "how so",
            "how come",
            "so what",
            "wait what",
            "what the",
            "say what",
        ),
        *("qué", "cómo", "cómo así", "por qué", "y qué", "что", "чего", "как", "как так", "почему"),
        *(
            "зачем",
            "и что",
            "ну и что",
            "什么",
            "什麼",
            "啥",
            "怎么",
            "为什么",
            "為什麼",
            "ماذا",
            "كيف",
            "لماذا",
        ),
        *("کیا", "کیسے", "کیوں", "was", "wie", "wie bitte", "warum", "wieso", "na und", "quoi"),
        *(
            "comment",
            "comment ça",
            "pourquoi",
            "et alors",
            "o quê",
            "como",
            "como assim",
            "por quê",
        ),
        *("cosa", "come", "come mai", "perché"),
    )
)
"""What people say at what they read, with a question mark, and want nothing looked up."""
_YES_OR_NO = frozenset(("ли", "هل", "آیا"))
_VERBS_BEFORE_ANYTHING = frozenset(("are", "can", "could", "does", "were"))
_VERBS = _VERBS_BEFORE_ANYTHING | frozenset(
    " ".join(("is was do did has have had will would should", "may might must")).split()
)
_IMPERATIVES, _OBJECTS = frozenset(("do", "have")), frozenset(("a", "an", "it", "this", "that"))
_NO_SUBJECT = frozenset(("not", "be", "have"))
_SUBJECTS = frozenset(
    " ".join(
        (
            "the a an this that these those any there it its they their he his she her you your",
            "i we",
        )
    ).split()
)
"""English alone asks without a word that asks by where the verb stands: before its subject."""
_CLAUSE = re.compile(r"[,;:،؛—–](?=\s)|\s-\s")
_REPEATED = re.compile(r"([?!？！؟])[?!？！؟]+")


def find_questions(text: str) -> tuple[str, ...]:
    """The questions in `text`, a message, in order, at most `MAX_QUESTIONS`: the sentences that end
    in a question mark, else those that begin with a word that asks, and those that ask to be told
    of a subject; else all of it together. What has nothing but noise or courtesy is returned as it
    is."""
    if len(text) > MAX_CHARACTERS:
        return (text,)
    plain = " ".join(
        _REPEATED.sub(r"\1", _NOISE.sub(" ", line)).strip() + "\n" for line in text.splitlines()
    )
    sentences = _leave_out_marks(plain[slice(*span)].strip() for span in split_sentences(plain))
    subjects = {s: find_subject(s) or find_further_subject(s) for s in sentences}
    # Else "about the inn" is nothing but words of the frame, as "inn" may be "in" drawn out.
    bare = {s: strip_frame(s) or (s if subjects[s] else "") for s in sentences}
    said = [sentence for sentence in sentences if bare[sentence]]
    asking = set(filter(_is_marked, said)) or {s for s in said if begins_asking(bare[s])}
    questions: dict[str, None] = {}
    is_told = False
    for sentence in said:
        is_told = is_told or find_subject(sentence) is not None
        if sentence in asking or (is_told and subjects[sentence]):
            questions[bare[sentence]] = None
    if questions:
        return tuple(questions)[:MAX_QUESTIONS]
    return (" ".join(filter(None, bare.values())) or text,)


def is_asking(message: str) -> bool:
    """Whether a sentence of `message` asks or wants to be told: it ends in a question mark; or it
    has none at its end, and begins with a word that asks, or with a verb as English questions do;
    or it names a subject to be told of, or has filters or phrases. "Nice, will read it later" does
    not, nor does "What?"."""
    text = message[:MAX_CHARACTERS]
    try:
        query = parse_query(text)
    except QueryError:
        return True
    if not query.filters.is_empty or query.phrases:
        return True
    plain = _NOISE.sub(" ", query.text)
    if is_astonished(plain):
        return False
    if _ENDS.search(query.text):
        return True
    sentences = (plain[slice(*span)].strip() for span in split_sentences(plain))
    return any(map(_wants_to_know, sentences))


def is_astonished(message: str) -> bool:
    """Whether `message` is no more than "What?" or "How so?", which in a group is as often said at
    an answer as asked."""
    return " ".join(_WORD.findall(message)).casefold() in _ASTONISHED


def _wants_to_know(sentence: str) -> bool:
    bare = strip_frame(sentence)
    if find_subject(sentence) or (bare and find_subject(bare)):
        return True
    words = [word.casefold() for word in _WORD.findall(sentence)]
    if _SAID.search(sentence):
        return False
    if cut_asking(sentence) != sentence or not IN_PLACE.isdisjoint(words):
        return True
    return any(begins_as_question(clause.strip()) for clause in _CLAUSE.split(sentence))


def begins_as_question(clause: str) -> bool:
    """Whether `clause` begins as a question does: with a word that asks, or in English a verb."""
    bare = strip_frame(clause)
    words = [word.casefold() for word in _WORD.findall(bare)]
    if words and words[0] in AND_OR_BUT:
        bare, words = bare[len(words[0]) :].strip(), words[1:]
    if len(words) < _MIN_WORDS or words[0] in LINKS or _TELLING.match(bare):
        return not _YES_OR_NO.isdisjoint(words)
    # "Was" is what begins a question in German; in English it stands behind what was left out.
    is_english = words[0] == "was" and not clause.casefold().startswith("was")
    is_asking = begins_asking(bare) and not is_english
    return is_asking or not _YES_OR_NO.isdisjoint(words) or _has_verb_first(words)


def _has_verb_first(words: Sequence[str]) -> bool:
    verb, following = words[:2]
    if verb in _IMPERATIVES and following in _OBJECTS:
        return False
    if verb in _VERBS_BEFORE_ANYTHING:
        return following not in _NO_SUBJECT
    return verb in _VERBS and following in _SUBJECTS


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
