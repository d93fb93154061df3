"""Whom a message names as the source of what it quotes, and whether that is the one.

What stands in a form that names a source ("according to X", "X says", a line below) is told by a
few words in the languages that the bot speaks, its names by their capitals: of a script without
capitals only a source that is named rightly is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from bot.answers.verification.citing import (
    BRACKETED,
    LABEL,
    LINKING,
    find_other_date,
    list_cited,
    read_citation,
)
from bot.answers.verification.places import Occurrence
from corpus.normalization import find_words, fold_accents
from corpus.periods import Period

_ACCORDING = (
    r"according to|as per|source|says?|said|writes?|wrote|tells?|told|claim(?:s|ed)|report(?:s|ed)|"
    r"stated|puts? it|has it|in the words of|quot(?:es?|ed|ing)|read (?:it )?(?:in|on)|quelle|laut|"
    r"fuente|según|dice|dijo|"
    r"schreibt|schrieb|sagte?|meldet|berichtet|selon|d['’]après|dit|écrit|affirme|rapporte|"
    r"escrib(?:e|ió)|afirm[aó]|cuenta|источник|по словам|согласно|по данным|"
    r"сказал[аи]?|говорит|пишет|написал[аи]?|сообщает|сообщил[аи]?"
)
_SPEAKS = regex.compile(
    rf"\b(?:{_ACCORDING})\b"
    r"|据|據|根据|根據|来源|來源|说|說|写道|寫道|报道|報道|表示|称"
    r"|وفق|بحسب|حسب|قال|كتب|ذكر|المصدر|مطابق|کہا|کہتے|کہتی|لکھا|ماخذ",
    regex.IGNORECASE,
)
_LEAD_END = regex.compile(
    r"[,:：，،]\s*|\s(?:that|que|что|أن|إن|کہ)\s+|(?<=[说說道])", regex.IGNORECASE
)
_NAME = regex.compile(
    r"\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*(?:\s+(?:(?:of|the|de|del|la|von|van|der|y|и|&)\s+){0,2}"
    r"\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*){0,8}"
)
_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_MAX_LEAD_CHARACTERS = 120
_THAT = regex.compile(r"\s(?:that|que|что|أن|إن|کہ)\s*\Z", regex.IGNORECASE)
_DENIES = regex.compile(
    r"n['’]t\b|\b(?:not?|nor|never|nobody|hardly|false|untrue|wrong|myth|lies?|den(?:y|ies|ied)|doubt"
    r"|nadie|nunca|falso|mentira|nieg|не|никто|неправда|ложь|ليس|لا|لم|كذب|نفى|نہیں|غلط|جھوٹ)",
    regex.IGNORECASE,
)
_NEGATES = regex.compile(
    r"n['’]t\b|\b(?:not|no|nor|never|neither|without|nicht|kein(?:e[nr]?)?|nie|niemals|non|pas|jamais"
    r"|nunca|jamas|sin|не|ни|никогда|ليس|ليست|لا|لم|نہیں|نہ)\b|不是|[并並而]非|(?<!\p{Han})非",
    regex.IGNORECASE,
)
_CLAUSES = regex.compile(r"[,;:，；：،؛()（）]")
_MAX_LEAD_WORDS = 3
_MAX_THAT_WORDS = 4
_SMALL = LINKING | {"a", "an", "los", "las", "die", "das"}
_MIN_NAME_CHARACTERS = 3
_MIN_KNOWN_CHARACTERS = 2
_SHORT_WORD = 2
_MAX_SPLITS = 3
_MAX_NAMES = 20


@dataclass(frozen=True, slots=True)
class NamedSource:
    """Whom a message names as the source of a quotation; `is_right` says that what was found is by
    them, called so, or has their words. `other_date` is the date that it names for it, if the
    article has another one; `beside` is a right name beside a wrong one."""

    name: str
    is_right: bool
    other_date: str = ""
    beside: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that was judged."""
        return (self.name, self.beside) if self.beside else (self.name,)

    @property
    def is_right_in_all(self) -> bool:
        """Whether nothing of it is to be told."""
        return self.is_right and not self.other_date


def check_source(said: str, occurrence: Occurrence, is_line: bool = False) -> NamedSource | None:
    """Whom `said`, the writer's own words beside a quotation or, with `is_line`, a line below it,
    names as the source of what was found at `occurrence`; None if nobody is named for certain."""
    said = said[-4 * _MAX_LEAD_CHARACTERS :]
    is_bracket = BRACKETED.fullmatch(said) is not None
    is_spoken = is_line or _SPEAKS.search(said) is not None
    if not is_spoken and not is_bracket and not said.rstrip().endswith((":", "：")):
        return None
    is_citing = is_bracket or is_line
    cited = read_citation(said) if is_citing else None
    found = [*([cited] if cited else []), *_find_names(said, is_line)]
    folded = fold_accents(said)
    named = [name for name in found if not _is_denied(fold_accents(name), folded)]
    if right := _find_right(named, folded, occurrence):
        if is_citing and (other := _find_other(said, occurrence)):
            return NamedSource(other, is_right=False, beside=right)
        return _make_right(right, said if is_citing else "", occurrence)
    # In brackets, or before a colon, stands much that is no name of a source.
    is_certain = is_spoken or cited or (is_bracket and " " in named[0]) if named else False
    return NamedSource(named[0], is_right=False) if is_certain else None


def _find_right(named: Sequence[str], said: str, occurrence: Occurrence) -> str | None:
    """The first name of the source in `said`, which is folded, or among those `named` there."""
    for name in _list_speaking(occurrence):
        position = find_words(fold_accents(name), said)
        if position >= 0 and not _denies(said[:position]):
            return name
    return next((name for name in named if _knows(occurrence, name)), None)


def _find_other(said: str, occurrence: Occurrence) -> str | None:
    """The first name among those cited that is none of the source's, if the article tells whose
    words they are, and nobody of those is cited. Where somebody is, it may be what they do."""
    article, passage = occurrence.article, occurrence.passage
    persons = [_split(name) for name in (article.author, passage and passage.speaker) if name]
    cited = _split(" ".join(c for c in _CLAUSES.split(said) if not _NEGATES.search(c)))
    if not persons or any(person & cited for person in persons):
        return None
    known = _split(" ".join(list_names(occurrence)))
    folded = fold_accents(said)
    for name in list_cited(said):
        is_other = not (known & _split(name) or _knows(occurrence, name))
        if is_other and not _is_denied(fold_accents(name), folded):
            return name
    return None


def _is_denied(name: str, said: str) -> bool:
    """Whether a negation stands before `name` in its clause of `said`, or begins it: "not by Ada
    Pell" names nobody. Both are folded."""
    position = find_words(name, said)
    return position >= 0 and _denies(said[: position + len(name)])


def _denies(before: str) -> bool:
    return _NEGATES.search(_CLAUSES.split(before)[-1]) is not None


def _make_right(name: str, cited: str, occurrence: Occurrence) -> NamedSource:
    """The source that is the right one, with the date that it is `cited` with if that is not."""
    day = occurrence.article.published
    other = find_other_date(cited, Period(day, day), list_names(occurrence)) if day else ""
    return NamedSource(name, is_right=True, other_date=other)


def take_out_saying(said: str) -> str:
    """`said` without words with which one says whose words others are."""
    return _SPEAKS.sub(" ", LABEL.sub("", said, 1))


def says_who(said: str) -> bool:
    """Whether `said` has words with which one says whose words others are."""
    return _SPEAKS.search(said) is not None


def is_source_line(text: str, occurrence: Occurrence) -> bool:
    """Whether a line below what was found is nothing but its source: it says so, or most of its
    words are of the source's names."""
    if LABEL.match(text):
        return True
    words = [word for word in _split(text) if not word.isdecimal()]
    known = _split(" ".join(list_names(occurrence)))
    return len(text) <= _MAX_LEAD_CHARACTERS and 2 * len(known.intersection(words)) > len(words)


def split_source(text: str) -> list[tuple[str, str]]:
    """`text` as words at its beginning or its end that may say whose it is, and the others, in each
    way that there is; `[]` if it has none. "According to X, …", "X says that …", "…, says X"."""
    found: list[tuple[str, str]] = []
    head = text[:_MAX_LEAD_CHARACTERS]
    for end in [match.end() for match in _LEAD_END.finditer(head)][:_MAX_SPLITS]:
        lead = text[:end]
        is_lead = _SPEAKS.search(lead) or lead.rstrip().endswith((":", "：")) or _is_that(lead)
        if is_lead and _has_words(text[end:]):
            found.append((lead, text[end:]))
    for position in [n for n, c in enumerate(text) if c in ",،，—–("][-_MAX_SPLITS:]:
        tail = text[position:]
        is_cited = tail[0] == "(" and BRACKETED.fullmatch(tail) and read_citation(tail)
        if len(tail) <= _MAX_LEAD_CHARACTERS and (is_cited or _SPEAKS.search(tail)):
            found.append((tail, text[:position]))
    return found


def is_mere_lead(said: str, occurrence: Occurrence) -> bool:
    """Whether `said`, a few words and a colon before what was found, names nobody who could have
    said it: "Fun fact:", "RT @coast:", "Did you know that". Where the article says who speaks, it
    may be another."""
    is_lead = said.rstrip().endswith((":", "：")) and len(_WORDS.findall(said)) <= _MAX_LEAD_WORDS
    if not (is_lead or _is_that(said)) or _find_names(said, is_line=False):
        return False
    return occurrence.passage is None or not occurrence.passage.speaker


def _is_that(lead: str) -> bool:
    """Whether `lead` is a few words that end in "that", in the languages of `_THAT`, and does not
    deny what follows."""
    is_few = len(_WORDS.findall(lead)) <= _MAX_THAT_WORDS and not _DENIES.search(lead)
    return is_few and _THAT.search(lead) is not None


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _knows(occurrence: Occurrence, name: str) -> bool:
    """Whether `name` is one of the source's names or of their parts, or of the passage if nobody
    speaks there."""
    article = occurrence.article
    subjects = (article.title, article.source)
    known = _list_speaking(occurrence)
    told = "" if occurrence.passage and occurrence.passage.speaker else _read_around(occurrence)
    is_known = any(_is_part(name, one, is_person=one not in subjects) for one in known)
    return is_known or (told != "" and find_words(fold_accents(name), told) >= 0)


def _is_part(name: str, known: str, is_person: bool) -> bool:
    """Whether all words of `name` but articles are of `known`, more than half of it unless that is
    a person: others have words of a title or a paper, as The Times has of the Port Times."""
    words, held = _split(name) - _SMALL, _split(known) - _SMALL
    return bool(words) and words <= held and (is_person or 2 * len(words) > len(held))


def list_names(occurrence: Occurrence) -> list[str]:
    """By what an article, or whoever speaks in it, may be named, what is longest first."""
    article, passage = occurrence.article, occurrence.passage
    names = {article.title, article.source, article.author, passage.speaker if passage else None}
    return sorted(
        (name for name in names if name and len(name) >= _MIN_KNOWN_CHARACTERS),
        key=lambda name: (-len(name), name),
    )


def _list_speaking(occurrence: Occurrence) -> list[str]:
    """The names, but the author's where somebody else speaks: a mail that answers another quotes
    it, and who has asked is no source of the reply. One letter, as "A:", names nobody."""
    article, passage = occurrence.article, occurrence.passage
    names, author = list_names(occurrence), _split(article.author or "")
    speaker = _split(passage.speaker or "") if passage else set[str]()
    is_other = len("".join(speaker)) >= _MIN_NAME_CHARACTERS and not (
        speaker <= author or author <= speaker
    )
    return [n for n in names if n != article.author] if is_other else names


def _find_names(said: str, is_line: bool) -> list[str]:
    """Names in the writer's words, by their capitals: not a single word at the beginning, which has
    one anyway, but in a line that is nothing else."""
    found: list[str] = []
    for name in _NAME.finditer(said):
        words = name[0].rstrip(".").split()
        is_first = not is_line and not said[: name.start()].strip(" \t\n\"'“«")
        if is_first and len(words) < 2:
            continue
        beside = said[max(0, name.start() - 6) : name.start()] + said[name.end() : name.end() + 6]
        if len(words) < 2 and any(c.isdigit() for c in beside):
            continue  # the month of a date
        if not _SPEAKS.fullmatch(name[0]):
            found.append(_cut_saying(name[0].rstrip(".'’")))
        if is_first and len(words) > 2:  # the first word may be no part of the name
            found.append(" ".join(words[1:]))
    return [name for name in found if len(name) >= _MIN_NAME_CHARACTERS][:_MAX_NAMES]


def _cut_saying(name: str) -> str:
    """`name` without a word that says, as in "Source Coast News", or a short one, as in "As Ada
    Pell said"."""
    spoken = _SPEAKS.match(name)
    name = name[spoken.end() :].strip() if spoken else name
    first, _, others = name.partition(" ")
    return others if others and len(first) <= _SHORT_WORD else name


def _split(names: str) -> set[str]:
    return set(_WORDS.findall(fold_accents(names)))


def _read_around(occurrence: Occurrence) -> str:
    """The passage, folded: an article without turns may say itself whose words it has."""
    passage = occurrence.passage
    return fold_accents(passage.text) if passage else ""
