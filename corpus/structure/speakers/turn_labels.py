"""The labels that turns of a conversation begin with, and those that begin something else."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from corpus.structure.speakers.label_words import (
    ANSWERS,
    DATE_WORDS,
    FIELDS,
    LAST_WORDS_OF_FIELDS,
    PARTICLES,
    POINTS,
    QUESTIONS,
)
from corpus.structure.speakers.talk import speaks_of_self

LabelForm: TypeAlias = Literal["colon", "stop", "line", "time"]
"""How a label is set off: `Jane:`, `JANE.` as in plays or `Answer.`, `JANE` on a line of its own,
or `Jane 0:05` on a line of its own."""

MAX_LABEL_WORDS = 6
_MAX_SPACELESS_LABEL = 12
_MAX_CAPITALS = 160
_MAX_KEPT = 200
"""Characters of a line whose labels are kept in memory for when it is asked for again."""
_FORM_MARKS: dict[LabelForm, str] = {"colon": "", "stop": ".", "line": "\n", "time": "\t"}

_TIME = r"[\[(]?\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,3})?[\])]?"
_BOLD = r"[*_]{0,3}"
_COLON = re.compile(
    rf"(?:(?P<before>{_TIME})\s{{1,4}})?(?:>>\s?)?{_BOLD}"
    rf"(?P<name>[^\s:：*_>][^:：\n]{{0,58}}?)\s?{_BOLD}\s?(?P<inside>{_TIME}\s?)?"
    rf"(?:：|:(?=\s|$|[*_])){_BOLD}\s*"
)
_LETTER = re.compile(rf"{_BOLD}(?P<name>[QA]\s?\d{{0,3}})[.)](?!\s?[A-Z]\.){_BOLD}(?:\s+|$)")
_WORD_STOP = re.compile(rf"{_BOLD}(?P<name>[^\W\d_]{{2,20}}(?:\s?\d{{1,3}})?)[.)]{_BOLD}(?:\s+|$)")
_NAME_AND_TIME = re.compile(
    rf"{_BOLD}(?P<name>[^\W\d_][^:：\n]{{0,58}}?){_BOLD}[:：]?{_BOLD}(?:,|\s[|·•–—-])?\s{{1,4}}"
    rf"(?P<after>{_TIME}){_BOLD}(?:\s+|$)"
)
_TIME_AND_NAME = re.compile(rf"(?P<before>{_TIME})\s{{1,4}}(?P<name>[^\W\d_][^:：\n]{{0,58}})$")
_CAPITALS = r"(?P<name>[^\W\d_a-z][^\W\da-z]{0,30}(?:[ .'’-]{1,2}[^\W\d_a-z][^\W\da-z]{0,30}){0,3})"
_STOP = re.compile(rf"{_BOLD}{_CAPITALS}\.{_BOLD}(?:\s+|$)")
_LINE = re.compile(rf"{_BOLD}{_CAPITALS}(?:\s?[\[(][^\n()\[\]]{{1,60}}[\])])?{_BOLD}$")
_PATTERNS: tuple[tuple[LabelForm, re.Pattern[str], str], ...] = (
    ("time", _NAME_AND_TIME, ":"),
    ("time", _TIME_AND_NAME, ":"),
    ("colon", _COLON, ":："),
    ("colon", _LETTER, ".)"),
    ("stop", _WORD_STOP, ".)"),
    ("stop", _STOP, "."),
    ("line", _LINE, ""),
)
"""Each with one or two signs of which a line that it matches has one; `""` if it needs none."""
_HOUR = re.compile(r"\d:\d\d")
"""What is in every time."""
_CASED = re.compile(r"[^\W\d_]")
_TRAILING_NUMBER = re.compile(r"\s?#?\d{1,3}$")
_NOT_IN_NAMES = re.compile(r"[\d\"“”„«»{}<>=/\\|#@$%^*_~`+!?;…\[\]→]|https?$|\s[-–—]\s|\.\.")
_CLAUSE = re.compile(
    r"(?<=\s)(?:is|are|was|were|isn['’]t|aren['’]t|wasn['’]t|has|have|had|could|would|should|must"
    r"|means|meant|went|goes|became|ist|sind|waren|lautet|lautete|heißt|hieß|muss|kann"
    r"|sont|était|étaient|fue|está|están|è|sono|é|são|был|была|было|были|jest|był|była|var)"
    r"(?=\s|$)|(?:^|\s)(?:[Ii]t|[Tt]hat|[Hh]ere|[Tt]here|[Ww]hat|[Ll]et)['’]s(?=\s|$)"
)
"""What makes a sentence of a beginning: "The rule is simple". Words that are common in names and
roles of another language, as "war" and "est" are, do not."""
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """What a line begins with. `name` is the label as written, `end` the offset of what is said,
    `is_timed` whether a time of day or of a recording stands beside it."""

    name: str
    form: LabelForm
    end: int
    is_timed: bool = False

    @property
    def key(self) -> str:
        """The label with its form, which tells `JANE.` from `JANE:`."""
        return self.name + _FORM_MARKS[self.form]


def find_form(key: str) -> LabelForm:
    """The form of the label with this `TurnLabel.key`."""
    return next(
        (form for form, mark in _FORM_MARKS.items() if mark and key.endswith(mark)), "colon"
    )


def read_labels(line: str) -> tuple[TurnLabel, ...]:
    """What `line` may begin with, the likeliest first; labels that are certainly none left out."""
    return _read_again(line) if len(line) <= _MAX_KEPT else _read_labels(line)


def _read_labels(line: str) -> tuple[TurnLabel, ...]:
    found = []
    has_time = _HOUR.search(line) is not None
    for form, pattern, signs in _PATTERNS:
        if form == "time" and not has_time:
            continue
        if signs and signs[0] not in line and signs[-1] not in line:
            continue
        match = pattern.match(line)
        if match and _fits(match["name"].strip(), form, pattern):
            groups = match.groupdict() if has_time else {}
            timed = any(groups.get(group) for group in ("before", "inside", "after"))
            found.append(TurnLabel(match["name"].strip(), form, match.end(), timed))
    return tuple(found)


_read_again = lru_cache(maxsize=4096)(_read_labels)  # most lines are asked for three times


def _fits(name: str, form: LabelForm, pattern: re.Pattern[str]) -> bool:
    if pattern is _LETTER:
        return True
    if pattern is _WORD_STOP:
        return is_question_mark(name) or is_answer_mark(name)
    if form in ("stop", "line") and not (name.isupper() and len(name) > 1):
        return False
    return is_name_like(name)


@lru_cache(maxsize=4096)  # names come back
def is_name_like(label: str) -> bool:
    """Whether somebody may be called `label`: by a name, a nickname, initials or a role, with a
    number or without; a field, a sentence, code or a version is none."""
    bare = _TRAILING_NUMBER.sub("", label)
    words = bare.replace(",", " ").split()
    if not 1 <= len(words) <= MAX_LABEL_WORDS or _NOT_IN_NAMES.search(bare):
        return False
    if bare != label and all(word[:3].casefold() in DATE_WORDS for word in words):
        return False
    if not _CASED.match(bare) or _is_field(bare.casefold().rstrip("."), words):
        return False
    if _SPACELESS.search(bare):
        return len(bare) <= _MAX_SPACELESS_LABEL
    capitalised = [w for w in words if not w.strip("(.'’")[:1].islower()]
    lower = [w.casefold() for w in words if w.strip("(.'’")[:1].islower()]
    if len(words) == 1:
        return bare.replace("-", "").replace(".", "").replace("'", "").isalpha() or not lower
    return bool(capitalised) and all(word in PARTICLES for word in lower)


def _is_field(label: str, words: list[str]) -> bool:
    """Whether `label` is a field's name: "Note", "Prep Time", "Release Date"."""
    known = [word.casefold() in FIELDS for word in words]
    return label in FIELDS or all(known) or words[-1].casefold() in LAST_WORDS_OF_FIELDS


def is_capitalised(label: str) -> bool:
    """Whether no word of `label` begins in lower case, as in names that letters of two cases
    write; true of scripts without them."""
    return not any(word[0].islower() for word in label.split() if word not in PARTICLES)


def is_full_name(label: str) -> bool:
    """Whether `label` is "Jane Doe" or "JANE" rather than the "First:" of an answer."""
    cased = any(letter.islower() or letter.isupper() for letter in label)
    return cased and is_capitalised(label) and (len(label.split()) > 1 or label.isupper())


def read_doubtful_name(line: str) -> bool:
    """Whether `line` may begin with a full name, so that nobody known is sure to say it."""
    return any(is_full_name(label.name) for label in read_labels(line) if label.form == "colon")


def read_strange_label(
    line: str, forms: Collection[LabelForm], *, may_be_lower: bool
) -> TurnLabel | None:
    """What `line` begins with as turns do that have labels of `forms`, be it a name, a role, a
    voice or a field; None if it begins so with nothing, or with what speakers themselves say in
    front of a colon: "First", "My second point", "The rule is simple". A nickname `may_be_lower`
    case."""
    for label in read_labels(line):
        is_written = may_be_lower or not label.name[0].islower()
        if label.form in forms and is_written and not _is_point(label.name):
            return label
    match = _COLON.match(line) if "colon" in forms else None
    name = match["name"].strip() if match else ""
    is_short = 1 <= len(name.split()) <= MAX_LABEL_WORDS
    if match is None or not is_short or name[0].islower() or _is_point(name):
        return None
    if not _CASED.match(name) or _NOT_IN_NAMES.search(_TRAILING_NUMBER.sub("", name)):
        return None
    return TurnLabel(name, "colon", match.end())


def _is_point(name: str) -> bool:
    if name.casefold() in POINTS or speaks_of_self(name):
        return True
    return _CLAUSE.search(name) is not None


def read_joined_capitals(paragraph: str, keys: frozenset[str]) -> TurnLabel | None:
    """The name in capitals that had a line to itself before `paragraph` became one line, if it is
    among `keys`."""
    words = paragraph[:_MAX_CAPITALS].split()
    for count in range(min(4, len(words) - 1), 0, -1):
        name = " ".join(words[:count])
        if name + _FORM_MARKS["line"] in keys and paragraph.startswith(name):
            rest = paragraph[len(name) :]
            return TurnLabel(name, "line", len(paragraph) - len(rest.lstrip()))
    return None


@lru_cache(maxsize=4096)
def without_number(label: str) -> str:
    """`label` in lower case, without the number that counts it: "q" of "Q 12"."""
    return _TRAILING_NUMBER.sub("", label).casefold().rstrip(".")


def is_question_mark(label: str) -> bool:
    """Whether `label` is "Q", "Question 3" or the same in another language."""
    return without_number(label) in QUESTIONS


def is_answer_mark(label: str) -> bool:
    """Whether `label` is "A", "Answer" or the same in another language."""
    return without_number(label) in ANSWERS
