"""Whom a message names as the source of what it quotes, and whether that is the one.

What stands in a form that names a source ("according to X", "X says", a line below) is told by a
few words in the languages that the bot speaks, its names by their capitals: of a script without
capitals only a source that is named rightly is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from bot.answers.verification.attribution.citing import (
    BRACKETED,
    LABEL,
    LINKING,
    find_other_date,
    list_cited,
    read_citation,
    take_out,
)
from bot.answers.verification.attribution.sayers import SENTENCE, find_sayers
from bot.answers.verification.attribution.saying import (
    MAX_LEAD_CHARACTERS,
    NAME,
    SPEAKS,
    cut_saying,
    is_label,
    is_that,
    take_out_saying,
)
from bot.answers.verification.places import Occurrence
from corpus.fields.dates import is_weekday, read_months
from corpus.normalization import find_words, fold_accents
from corpus.periods import Period, find_periods

_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_NEGATES = regex.compile(
    r"n['’]t\b|\b(?:not|no|nor|never|neither|without|nicht|kein(?:e[nr]?)?|nie|niemals|non|pas|jamais"
    r"|nunca|jamas|sin|не|ни|никогда|ليس|ليست|لا|لم|نہیں|نہ)\b|不是|[并並而]非|(?<!\p{Han})非",
    regex.IGNORECASE,
)
_CLAUSES = regex.compile(r"[,;:，；：،؛()（）]")
_DASHED = regex.compile(r"\s*(?:--|[–—―-])\s*(?=\p{L})[^.?!…\n]{2,80}\.?\s*")
_WHEN = frozenset(
    ["in", "on", "as", "by", "at", "an", "im", "am", "en", "el", "le", "dans", "в", "от", "year"]
)
_BEFORE_TIMES = frozenset(
    [
        *("in", "on", "since", "until", "last", "next", "im", "am", "seit", "bis"),
        *("en", "el", "desde", "le", "depuis", "в", "во", "с"),
    ]
)
_SEE = frozenset(
    [
        *("see", "via", "from", "source", "cf", "h", "t", "in", "by", "siehe", "quelle", "ver"),
        *("vease", "fuente", "voir", "см", "источник", "г"),
    ]
)
_MAX_LEAD_WORDS = 3
_SMALL = LINKING | {"a", "an", "los", "las", "die", "das"}
_MIN_NAME_CHARACTERS = 3
_MIN_KNOWN_CHARACTERS = 2
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
    said = said[-4 * MAX_LEAD_CHARACTERS :]
    is_line = is_line or _DASHED.fullmatch(said) is not None
    is_bracket = BRACKETED.fullmatch(said) is not None
    is_spoken = is_line or SPEAKS.search(said) is not None
    mere = _find_mere(said, occurrence)
    if not (is_spoken or is_bracket or mere or said.rstrip().endswith((":", "："))):
        return None
    is_citing = is_bracket or is_line
    cited = read_citation(said) if is_citing else None
    found = [*([cited] if cited else []), *_find_names(said, is_line)]
    folded = fold_accents(said)
    named = [name for name in found if not _is_denied(fold_accents(name), folded)]
    right = _find_right(named, folded, occurrence) or mere
    if _is_anothers_in_turn([right] if right else named, occurrence):
        return None
    if right:
        if not is_citing and _says_another(right, occurrence):
            return NamedSource(right, is_right=False)
        if is_citing and (other := _find_other(said, occurrence)):
            return NamedSource(other, is_right=False, beside=right)
        is_dated = is_citing or _is_only_who_and_when(said, occurrence)
        return _make_right(right, said if is_dated else "", occurrence)
    # In brackets, or before a colon, stands much that is no name of a source.
    is_name = is_bracket or is_label(said)
    is_certain = is_spoken or cited or (is_name and " " in named[0]) if named else False
    return NamedSource(named[0], is_right=False) if is_certain else None


def _is_only_who_and_when(said: str, occurrence: Occurrence) -> bool:
    """Whether `said` tells no more than whose words they are and of when, "In 2019 the Port Times
    wrote": beside other words a date may be of anything."""
    undated = take_out(said, find_periods(said))
    words = _split(take_out_saying(undated)) - _SMALL - _WHEN
    return words <= _split(" ".join(list_names(occurrence)))


def _find_right(named: Sequence[str], said: str, occurrence: Occurrence) -> str | None:
    """The first name of the source in `said`, which is folded, or among those `named` there."""
    for name in _list_speaking(occurrence):
        position = find_words(fold_accents(name), said)
        is_named = position >= 0 and not _denies(said[:position])
        if is_named and not _NEGATES.search(_CLAUSES.split(said[position + len(name) :])[0]):
            return name
    return next((name for name in named if _knows(occurrence, name)), None)


def _says_another(name: str, occurrence: Occurrence) -> bool:
    """Whether `name` is the author's, who has written "…", said somebody else."""
    author = occurrence.article.author or ""
    if not _is_part(name, author, is_person=True):
        return False
    sayers = find_sayers(occurrence)
    return bool(sayers) and not any(_split(one) & _split(author) for one in sayers)


def _is_anothers_in_turn(names: Sequence[str], occurrence: Occurrence) -> bool:
    """Whether each of `names` is of who speaks, or of somebody whose words that one quotes: "Ada
    wrote to us: …". Either may be named for them."""
    speaker = occurrence.passage.speaker if occurrence.passage else None
    if not speaker or not names:
        return False
    others = [one for one in find_sayers(occurrence) if not _split(one) & _split(speaker)]
    known = _split(" ".join([speaker, *others]))
    return bool(others) and all(_split(name) - _SMALL <= known for name in names)


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
    behind = _CLAUSES.split(said[position + len(name) :])[0]
    return position >= 0 and (
        _denies(said[: position + len(name)]) or _NEGATES.search(behind) is not None
    )


def _denies(before: str) -> bool:
    return _NEGATES.search(_CLAUSES.split(before)[-1]) is not None


def _make_right(name: str, cited: str, occurrence: Occurrence) -> NamedSource:
    """The source that is the right one, with the date that it is `cited` with if that is not."""
    day = occurrence.day
    other = find_other_date(cited, Period(day, day), list_names(occurrence)) if day else ""
    return NamedSource(name, is_right=True, other_date=other)


def is_source_line(text: str, occurrence: Occurrence) -> bool:
    """Whether a line below what was found is nothing but its source, as it or its words say."""
    if LABEL.match(text):
        return True
    words = [word for word in _split(text) if not word.isdecimal()]
    known = _split(" ".join(list_names(occurrence)))
    return len(text) <= MAX_LEAD_CHARACTERS and 2 * len(known.intersection(words)) > len(words)


def is_mere_citation(said: str, occurrence: Occurrence) -> bool:
    """Whether `said`, in brackets or behind "via", is no more than names of what was found at
    `occurrence`, whatever their case, and dates: one of them whole, or most of it."""
    return _find_mere(said, occurrence) is not None


def _find_mere(said: str, occurrence: Occurrence) -> str | None:
    """The name that `said` cites with nothing else. A month may be of a name, or of a date."""
    if len(said) > MAX_LEAD_CHARACTERS or _NEGATES.search(fold_accents(said)):
        return None
    known = _split(" ".join(list_names(occurrence)))
    for text in (said, take_out(said, find_periods(said))):
        words = {word for word in _split(text) - _SMALL - _SEE if not word.isdecimal()}
        for name in _list_speaking(occurrence) if words else ():
            is_person = name not in (occurrence.article.title, occurrence.article.source)
            is_cited = _split(name) - _SMALL <= words
            is_cited = is_cited or _is_part(" ".join(words), name, is_person=is_person)
            if (is_cited and words <= known) or words == {
                "".join(_WORDS.findall(fold_accents(name)))
            }:
                return name
    return None


def is_mere_lead(said: str, occurrence: Occurrence) -> bool:
    """Whether `said`, a few words and a colon before what was found, names nobody who could have
    said it: "Fun fact:", "RT @coast:", "Did you know that". Where the article says who speaks, it
    may be another."""
    is_lead = said.rstrip().endswith((":", "：")) and len(_WORDS.findall(said)) <= _MAX_LEAD_WORDS
    if not (is_lead or is_that(said)) or _find_names(said, is_line=False):
        return False
    return occurrence.passage is None or not occurrence.passage.speaker


def _knows(occurrence: Occurrence, name: str) -> bool:
    """Whether `name` is of the source's names, or of the passage's words if nobody speaks there."""
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


def list_headings(occurrence: Occurrence) -> list[str]:
    """The headings above the passage, and what it is numbered by, as "Article 17"."""
    passage = occurrence.passage
    return [name for name in (*passage.headings, passage.label) if name] if passage else []


def _list_speaking(occurrence: Occurrence) -> list[str]:
    """The names, but the author's where somebody else speaks, as in a mail that quotes another one.
    One letter, as "A:", names nobody."""
    article, passage = occurrence.article, occurrence.passage
    names, author = list_names(occurrence), _split(article.author or "")
    speaker = _split(passage.speaker or "") if passage else set[str]()
    is_other = len("".join(speaker)) >= _MIN_NAME_CHARACTERS and not (
        speaker <= author or author <= speaker
    )
    is_unknown = passage is not None and passage.speaker == ""
    return [n for n in names if n != article.author] if is_other or is_unknown else names


def _find_names(said: str, is_line: bool) -> list[str]:
    """Names in the writer's words, by their capitals: not a single word at the beginning, which has
    one anyway, but in a line that is nothing else."""
    found: list[str] = []
    for name in NAME.finditer(said):
        words = name[0].rstrip(".").split()
        is_first = not is_line and not said[: name.start()].strip(" \t\n\"'“«")
        if is_first and len(words) < 2:
            continue
        beside = said[max(0, name.start() - 6) : name.start()] + said[name.end() : name.end() + 6]
        if len(words) < 2 and any(c.isdigit() for c in beside):
            continue  # the month of a date
        if _is_when(words, said[: name.start()]):
            continue
        if not SPEAKS.fullmatch(name[0]) and fold_accents(name[0]) not in _SMALL:
            found.append(cut_saying(name[0].rstrip(".'’")))
        if is_first and len(words) > 2:  # the first word may be no part of the name
            found.append(" ".join(words[1:]))
    return [name for name in found if len(name) >= _MIN_NAME_CHARACTERS][:_MAX_NAMES]


def _is_when(words: Sequence[str], before: str) -> bool:
    """Whether `words`, behind `before`, are a weekday, or a month that a word as "in" leads, which
    may be the first of them: April, May and June are people, too."""
    *leading, last = words
    leading = leading or before.split()[-1:]
    is_led = len(words) <= 2 and fold_accents("".join(leading)) in _BEFORE_TIMES
    if is_weekday(last):
        return is_led or len(words) == 1
    return is_led and bool(read_months(last))


def _split(names: str) -> set[str]:
    return set(_WORDS.findall(fold_accents(names)))


def _read_around(occurrence: Occurrence) -> str:
    """Who has said it, or what the passage says there or of who speaks, folded: an article without
    turns may say itself whose words it has. Who is only spoken of has said nothing."""
    said = find_sayers(occurrence)
    if not said and (passage := occurrence.passage):
        start, end = occurrence.start - passage.start, occurrence.end - passage.start
        said = [
            found[0] for found in SENTENCE.finditer(passage.text)
            if (found.start() < end and start < found.end()) or SPEAKS.search(found[0])
        ]  # fmt: skip
    return fold_accents("\n".join(said))
