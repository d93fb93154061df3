"""Whom a message names as the source of what it quotes, and whether that is the one.

What stands in a form that names a source ("according to X", "X says", a line below) is told by a
few words in the languages that the bot speaks, its names by their capitals: of a script without
capitals only a source that is named rightly is told.
"""

from dataclasses import dataclass

import regex

from bot.answers.verification.places import Occurrence
from corpus.normalization import find_words, fold_accents

_ACCORDING = (
    r"according to|as per|source|says?|said|writes?|wrote|tells?|told|claim(?:s|ed)|report(?:s|ed)|"
    r"states?|stated|quot(?:es?|ed|ing)|quelle|laut|fuente|según|dice|dijo|escrib(?:e|ió)|afirm[aó]|"
    r"cuenta|источник|по словам|согласно|по данным|сказал[аи]?|говорит|пишет|написал[аи]?|сообщает|"
    r"сообщил[аи]?"
)
_SPEAKS = regex.compile(
    rf"\b(?:{_ACCORDING})\b"
    r"|据|據|根据|根據|来源|來源|说|說|写道|寫道|报道|報道|表示|称"
    r"|وفق|بحسب|حسب|قال|كتب|ذكر|المصدر|مطابق|کہا|کہتے|کہتی|لکھا|ماخذ",
    regex.IGNORECASE,
)
_THAT = regex.compile(r"\s*(?:that|que|что|أن|إن|کہ)?[\s,،:：]+", regex.IGNORECASE)
_NAME = regex.compile(
    r"\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*(?:\s+(?:(?:of|the|de|del|la|von|van|der|y|и|&)\s+){0,2}"
    r"\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*){0,8}"
)
_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_MAX_LEAD_CHARACTERS = 120
_MIN_NAME_CHARACTERS = 3
_MAX_NAMES = 20


@dataclass(frozen=True, slots=True)
class NamedSource:
    """Whom a message names as the source of a quotation; `is_right` says that what was found is by
    them, called so, or has their words."""

    name: str
    is_right: bool


def check_source(said: str, occurrence: Occurrence, is_line: bool = False) -> NamedSource | None:
    """Whom `said`, the writer's own words beside a quotation or, with `is_line`, a line below it,
    names as the source of what was found at `occurrence`; None if nobody is named for certain."""
    said = said[-4 * _MAX_LEAD_CHARACTERS :]
    if not is_line and not _SPEAKS.search(said):
        return None
    folded = fold_accents(said)
    for name in _list_names(occurrence):
        if find_words(fold_accents(name), folded) >= 0:
            return NamedSource(name, is_right=True)
    named = _find_names(said, is_line)
    if not named:
        return None
    known = _split(" ".join(_list_names(occurrence)))
    told = "" if occurrence.passage and occurrence.passage.speaker else _read_around(occurrence)
    for name in named:
        if _split(name) <= known or (told and find_words(fold_accents(name), told) >= 0):
            return NamedSource(name, is_right=True)
    return NamedSource(named[0], is_right=False)


def split_source(text: str) -> tuple[str, str] | None:
    """`text` as the words that say whose it is, at its beginning or its end, and the others; None
    if it has none. "According to X, …", "X says that …", "…, says X"."""
    head = text[:_MAX_LEAD_CHARACTERS]
    if spoken := _SPEAKS.search(head):
        comma = regex.search(r"[,:：，،]\s*", head[spoken.end() :])
        that = _THAT.match(head, spoken.end())
        end = spoken.end() + comma.end() if comma else that.end() if that else 0
        if end and any(c.isalnum() for c in text[end:]):
            return text[:end], text[end:]
    comma_at = max(text.rfind(mark) for mark in ",，،—–")
    tail = text[comma_at + 1 :]
    if comma_at > 0 and len(tail) <= _MAX_LEAD_CHARACTERS and _SPEAKS.search(tail):
        return tail, text[:comma_at]
    return None


def _list_names(occurrence: Occurrence) -> list[str]:
    """By what an article, or whoever speaks in it, may be named, what is longest first."""
    article, passage = occurrence.article, occurrence.passage
    names = {article.title, article.source, article.author, passage.speaker if passage else None}
    return sorted(
        (name for name in names if name and len(name) >= min(2, _MIN_NAME_CHARACTERS)),
        key=lambda name: (-len(name), name),
    )


def _find_names(said: str, is_line: bool) -> list[str]:
    """Names in the writer's words, by their capitals: not a single word at the beginning, which has
    one anyway, but in a line that is nothing else."""
    found: list[str] = []
    for name in _NAME.finditer(said):
        words = name[0].rstrip(".").split()
        if not is_line and not said[: name.start()].strip(" \t\n\"'“«") and len(words) < 2:
            continue
        beside = said[max(0, name.start() - 6) : name.start()] + said[name.end() : name.end() + 6]
        if len(words) < 2 and any(c.isdigit() for c in beside):
            continue  # the month of a date
        if not _SPEAKS.fullmatch(name[0]):
            found.append(_cut_saying(name[0].rstrip(".'’")))
    return [name for name in found if len(name) >= _MIN_NAME_CHARACTERS][:_MAX_NAMES]


def _cut_saying(name: str) -> str:
    """`name` without a word that says, as in "Source The Coast News"."""
    spoken = _SPEAKS.match(name)
    return name[spoken.end() :].strip() if spoken else name


def _split(names: str) -> set[str]:
    return set(_WORDS.findall(fold_accents(names)))


def _read_around(occurrence: Occurrence) -> str:
    """The passage, folded: an article without turns may say itself whose words it has."""
    passage = occurrence.passage
    return fold_accents(passage.text) if passage else ""
