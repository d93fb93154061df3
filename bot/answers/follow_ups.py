"""Questions that need the one before them to be understood.

What points back are small closed classes of words, which no index tells from others: they are
listed for the bot's six languages, German and French. Words that are something else in another of
these languages ("es", "son", "la") are left out: who asks so is understood by the link, or as so
few words are no question alone.
"""

import regex

from bot.answers.framing import ASKING_WORDS, skip_thanks, strip_frame
from corpus.structure.sentences.sentences import split_sentences
from embeddings import Retriever

_POINTING = frozenset(
    " ".join(
        (
            "it its itself he him his she her hers they them their theirs this these those that",
            "él ella ellos ellas eso esto ese esos esas aquel aquella su sus suyo suya allí ahí",
            "он она оно они его её ее ему ей им ими их него неё нее нём нем ней них нему ним ними",
            "это этот эта эти этого этой этом этому этим этих тот той того том тем там тогда",
            "هو هي هم هما هن هذا هذه ذلك تلك هؤلاء فيه فيها منه منها عنه عنها له لها لهم به",
            "بها هناك",
            "یہ وہ اس ان اسے انہیں انہوں اسی وہاں یہاں",
            "er ihn ihm ihr ihre ihrem ihren ihrer sein seine seinem seinen seiner dies",
            "dieser diese diesem diesen dort damals davon damit dafür",
            "il elle ils elles lui leur leurs cela celui celle ceux celles",
        )
    ).split()
)
_VERBS_FIRST = frozenset(
    " ".join(("is are was were do does did", "has have had can could will would")).split()
)
"""English asks by these alone."""
_POINTING_SPANS = regex.compile(
    r"\bthe (?:former|latter|same)\b"
    r"|(?<!其)[他她它牠]|[那这這此](?![样樣么麼])|该|其(?![他它實实中])",
    flags=regex.IGNORECASE,
)
AND_OR_BUT = frozenset(
    " ".join(
        (
            "and but or also",
            "y e pero o también",
            "а и но или тоже также",
            "و لكن أو",
            "اور لیکن مگر یا",
            "und aber oder auch",
            "et mais ou aussi",
        )
    ).split()
)
_LINKING_SPANS = regex.compile(
    r"(?:how so|(?:what|how) about|qué (?:hay|pasa) (?:de|con)|was ist mit|wie sieht es mit"
    r"|qu['’]en est-il|что насчёт|что насчет|как насчёт|как насчет|ماذا عن|کا کیا)\b"
    r"|那么?|那麼|还有|還有|另外|而且",
    flags=regex.IGNORECASE,
)
_TRAILING = regex.compile(r"(?:呢|کا کیا|کے بارے میں کیا)$")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c\u200d]*")
_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
QUESTION_MARKS = ("?", "？", "؟")
_WHO_IS = regex.compile(
    r"(?i:who(?:['’]s|\s(?:is|was))|¿?quién\s(?:es|era|fue)|qui\s(?:est|était)|chi\s(?:è|era)"
    r"|quem\s(?:é|era|foi)|кто\s(?:такой|такая)|хто\s(?:такий|така))"
    r"\s(?P<name>[\p{L}\p{M}.'’-]+(?:\s[\p{L}\p{M}.'’-]+)?)\s?[?.!]*"
)
_FEW_WORDS = 3
_FEW_CHARACTERS = 6
"""Of a question in a script without spaces: so many are two or three words."""
_JOINED_AND = "و"
"""Arabic writes "and" as part of the word behind it."""
AROUND = " \t\n?!.,;:？！。，؟،۔¿"
"""What stands around what is asked, and is no part of it."""
_OF_NAME = regex.compile(
    r"^(?:(?:of|in|from|under|by|according to|nach|laut|von|in|im|aus|du|de|dans|selon|en|según"
    r"|в|во|по|из)\s)?(?:(?:the|den|dem|der|die|das|les?|la|los|las|el)\s)?",
    regex.IGNORECASE,
)
"""Before the name of an article."""
_ONLY_NUMBER = regex.compile(
    r"(?:version\s|v\.?\s?)?(?P<number>[0-9]{1,4}(?:\.[0-9]{1,3}){0,3})(?:\sone|\sversion)?",
    regex.IGNORECASE,
)
_MAX_UNIT = 40
"""Characters of a unit's name."""
_MAX_CHARACTERS = 300
"""What is longer says itself what it is about, and costs as much again to be read a second time."""


def points_back(question: str) -> bool:
    """Whether `question` may need the one before it: it has a pronoun, begins with a link such as
    "and", or is very short; "Thanks!" and "ok" are no questions, and a long one needs nothing.
    What is polite before it does not count."""
    if len(question) > _MAX_CHARACTERS:
        return False
    asked = _leave_out_courtesy(question)
    if question.rstrip().endswith(QUESTION_MARKS) and _is_short(asked):
        return True
    return refers_back(asked)


def refers_back(asked: str) -> bool:
    """Whether `asked`, without courtesy, has a pronoun or begins with a link such as "and"."""
    words = [word.casefold() for word in _WORD.findall(asked)]
    return _begins_with_link(asked, words) or _names_what_was_before(asked, words)


def find_person(question: str) -> str | None:
    """Whom `question` names if it only asks who that is: "Paul" of "Who is Paul?"; None if it is
    another question, or that is a word that points back, such as "she". Not of German, which has
    no other letters for a name than for "Wer ist Vorsitzender?"."""
    match = _WHO_IS.fullmatch(_leave_out_courtesy(question))
    name = match["name"] if match else ""
    words = [word.casefold() for word in _WORD.findall(name)]
    return name if words and _POINTING.isdisjoint(words) else None


def asks_the_same(question: str) -> bool:
    """Whether `question`, which points back, only has another circumstance for what was asked
    before it: "And for members?", "On Sundays?". Of a script without spaces it is not told."""
    asked = drop_link(_leave_out_courtesy(question))
    words = {word.casefold() for word in _WORD.findall(asked)}
    is_whole = not words.isdisjoint(ASKING_WORDS | _POINTING | _VERBS_FIRST)
    return bool(words) and _is_short(asked) and not (is_whole or _SPACELESS.search(asked))


def ask_for_unit(before: str, question: str, retriever: Retriever) -> str | None:
    """`before`, which asks for one numbered unit of an article that it names, with the unit that is
    all that `question` says, "And section 4?", in the place of that, or with another article of
    that name that is all it says, "And treaty 3?", "And 3?"; None otherwise. Alone it would be such
    a unit of any article, or all of that. Else a number without its word may be anything."""
    asked = _strip_link(_leave_out_courtesy(question))
    if not any(map(str.isdigit, asked)) or len(asked) > _MAX_UNIT or len(before) > _MAX_CHARACTERS:
        return None
    units, others = retriever.list_units(before), retriever.list_units(asked)
    if len(units) == 1 and not others:
        name = _OF_NAME.sub("", asked)
        number = _ONLY_NUMBER.fullmatch(name)
        return retriever.ask_of_namesake(before, name, number["number"] if number else "")
    if len(units) != 1 or len(others) != 1:
        return None
    (unit, names_article), (other, _) = units[0], others[0]
    is_alike = other.text == asked and other.label.is_called(unit.label.word)
    return before.replace(unit.text, asked, 1) if names_article and is_alike else None


def _strip_link(asked: str) -> str:
    """`asked` without the words that link it to what was asked before, and its mark."""
    bare = drop_link(asked).strip(AROUND)
    link = _LINKING_SPANS.match(bare)
    return bare[link.end() :].strip(AROUND) if link else bare


def is_pointing(word: str) -> bool:
    """Whether `word`, in lower case, is one that points back or links, and names nothing."""
    is_joined = word[:1] == _JOINED_AND and word[1:] in ASKING_WORDS
    return word in _POINTING or word in AND_OR_BUT or is_joined


def join_questions(before: str, question: str) -> str:
    """Both as one question: the encoder reads the pronoun beside what it stands for."""
    return f"{before.strip()} {_leave_out_courtesy(question)}"


def drop_link(question: str) -> str:
    """`question` without a word such as "and" that it begins with: "And when?" is "when?"."""
    first = _WORD.search(question)
    if first is None or first[0].casefold() not in AND_OR_BUT:
        return question
    return question[first.end() :].strip() if _WORD.search(question, first.end()) else question


def _leave_out_courtesy(question: str) -> str:
    """The sentences of `question` without those that are only thanks or greetings; itself if that
    leaves nothing."""
    sentences = [question[start:end] for start, end in split_sentences(question)]
    said = [sentence.strip() for sentence in sentences if strip_frame(sentence)]
    left = " ".join(said) or question.strip()
    return skip_thanks(left, AND_OR_BUT) if left.endswith(QUESTION_MARKS) else left


def _is_short(asked: str) -> bool:
    if _SPACELESS.search(asked):
        return sum(character.isalnum() for character in asked) <= _FEW_CHARACTERS
    return len(asked.split()) <= _FEW_WORDS


def _begins_with_link(asked: str, words: list[str]) -> bool:
    if not words:
        return False
    first = words[0]
    if first in AND_OR_BUT or (first[0] == _JOINED_AND and first[1:] in ASKING_WORDS):
        return True
    bare = asked.lstrip(" \t¿¡«\"'“„,-–—")
    return (
        _LINKING_SPANS.match(bare) is not None
        or _TRAILING.search(bare.rstrip(" ?？؟。")) is not None
    )


def _names_what_was_before(asked: str, words: list[str]) -> bool:
    return not _POINTING.isdisjoint(words) or _POINTING_SPANS.search(asked) is not None
