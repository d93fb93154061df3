"""Whether what looks like the end of a sentence is none."""

import re

from corpus.structure.blocks.lines import SPACELESS, has_letters, is_small
from corpus.structure.numbering.unit_labels import read_unit
from corpus.structure.sentences.abbreviations import (
    DAYS_AND_ZONES,
    ELIDING_LANGUAGES,
    ORDINAL_LANGUAGES,
    SHORT_WORD_LANGUAGES,
    abbreviations_of,
)
from corpus.structure.sentences.dotted_names import may_join_name
from corpus.structure.sentences.said_by import is_said, is_told

_LOOKED_AT = 60
"""Characters on either side of the place: what is decided here costs the same in any text."""
_MAX_JOINED = 400
"""Of a sentence that goes on in small letters: some texts are written in them throughout."""
_SHORT_WORD = 3

_CLOSING = "\"'”’»)]}）】」』〉》›"
_OPENING = "\"'“‘«([{（【「『〈《‹„¿¡*_`"
_LAST_WORD = re.compile(r"(\S+)\s+(\S+)$|(\S+)$")
_MARK = re.compile(r"[(\[]?(?:\d{1,3}|([a-z])\1?|[ivx]{1,5})[.)\]]{1,2}\s")
_ONLY_A_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|([a-z])\1|[ivxIVX]{1,5})[.)\]]{1,2}")
_NUMBER = re.compile(r"[(\[§#№$€£¥₹~≈±+−–-]{0,3}\s?(?:\d|[IVXLC]{2,6}\b|[VXLC]\b)")
_NAME_IN_CODE = re.compile(r"[a-z]+[A-Z_]|\S*[a-z](?:\(\)|_|/|=)|\S+\.[a-z]")
_EMPHASIS_END = re.compile(r"[*_]{1,3}[\"'”’»)\]]{0,2}(?=\s|$)")
_PATTERN_SIGNS = "*+?|^"
_SIGNS_OF_CODE = frozenset("\\[]{}=<>|$^()")
_CURSE = re.compile(r"([@#$%^&])(?!\1)[@#$%^&*]")
"""What goes on with "!", without a blank, in a row of signs that stands for a word: "!@#$%^&*"."""
_NO_BEGINNING = ",)]}，、"
"""What no sentence begins with, though a blank may stand in front of it."""
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+){0,3}")
_NEXT_WORD = re.compile(r"([^\W\d_]{2,}|[IA])(?=[\s,;:'’?!]|\.\s|\.?$)")
"""A word behind which no sign of a name stands."""
_PARTED_BY_NOTHING = re.compile(r"\d\.\d|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]\.[^\W\d]")
"""A full stop in a number, of any script, or in a shortened word of Thai and its like, whose
sentences no full stop ends: "๘.๓๐", "พ.ศ."."""
_PATH_STARTS = ("/", "~/", "./", "../")
_NAME_SIGNS = "/\\_-~@$%"
_ELIDED = re.compile(r"^(?:[^\W\d_]{1,5}['’])(?=[^\W\d_])")
_ARABIC_PREFIXES = "وفبلك"
"""Words of one letter that are written with the next: "ود." is "and Dr."."""
_ONE_LETTER_LANGUAGES = frozenset({"ar", "fa", "ka"})
_ROMAN = re.compile("[IVX]+")
_HYPHENED_INITIALS = re.compile(r"[^\W\d_]{1,2}(?:\.-[^\W\d_]{1,2})+")
_ERAS = frozenset({"av.", "apr.", "ap.", "avant", "après", "avanti", "dopo"})
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"(?P<year>,?\s(?:1\d|20)\d\d\b)?"
)
_DAY_LEADS = frozenset(
    ["on", "until", "till", "since", "from", "by", "before", "after", "to", "between"]
)
"""Words in front of a day that is written "3. May"."""
_LAST_DAY = 31
_ONLY_WHEN = re.compile(
    r"[^\W\d_]{1,3} (?:\d{1,4}|[IVXLC]{1,6}) (?:r|w|stol|st|roku|в|г|ст|р|год|god)\."
)
"""All of a sentence: "W 1861 r.", "В XIX в."."""
_KOREAN_DAY = re.compile(r"\d{1,2}\.")
_KOREAN_DATE = re.compile(r"(?<!\d)\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.$")


def goes_on(text: str, start: int, end: int, following: int, language: str) -> bool:
    """Whether the sentence `text[start:end]` goes on at `following`, where another was found to
    begin on the same line. Neither has outer space."""
    left = text[max(start, end - _LOOKED_AT) : end]
    right = text[following : following + _LOOKED_AT]
    if not has_letters(left) or not has_letters(right):
        return True
    if end == following and right[0] in _CLOSING:
        return True
    if right[0] in _NO_BEGINNING and not right.startswith(",,"):
        return True
    if end == following and (_CURSE.match(right) or _is_in_pattern(left, right)):
        return True
    if left[-1] == "." and _is_in_name(left, right, end < following):
        return True
    if end == following and may_join_name(text, end, language):
        return True
    whole = text[start:end] if end - start <= _LOOKED_AT else ""
    if whole and (_ONLY_A_MARK.fullmatch(whole) or _ONLY_WHEN.fullmatch(whole)):
        return True
    if whole and _is_head_of_unit(whole):
        return True
    if left[-1] in _CLOSING and is_said(left, right, end < following, language):
        return True
    if left.rstrip(_CLOSING).endswith(".") and is_shortened(left, right, language):
        return True
    if following - start > _MAX_JOINED:
        return False
    if is_told(text[start : start + 2], left, right):
        return True
    return _is_small_letter(text, start, end, right, language)


def _is_head_of_unit(sentence: str) -> bool:
    """Whether `sentence` is no more than the word and number of a unit, such as "Article 4."."""
    unit = read_unit(sentence)
    return bool(unit and unit.kind == "word" and not has_letters(sentence[unit.end :]))


def find_closing(text: str, start: int, end: int, following: int, language: str) -> int | None:
    """Where the stars or low lines end, at `following`, that close what the sentence
    `text[start:end]` stresses, or lead to a note: "*But!* Where"; None if there are none."""
    found = _EMPHASIS_END.match(text, following) if end == following else None
    left = text[max(start, end - _LOOKED_AT) : end]
    word = left.rstrip(".!?…")
    if found is None or not (word[-1:].isalnum() or word[-1:] in tuple('"”’»')):
        return None
    right = text[found.end() : found.end() + _LOOKED_AT].strip()
    is_short = left[-1] == "." and right and is_shortened(left, right, language)
    return None if is_short else found.end()


def is_shortened(left: str, right: str, language: str) -> bool:
    """Whether the full stop at the end of `left` is that of an abbreviation or a number."""
    found = _LAST_WORD.search(left.rstrip(_CLOSING)[:-1])
    if not found:
        return False
    before, word = found[1] or "", (found[2] or found[3]).lstrip(_OPENING)
    if language in ELIDING_LANGUAGES:
        word = _ELIDED.sub("", word)
    known = abbreviations_of(language)
    if language == "ar" and word[1:] in known.names and word[0] in _ARABIC_PREFIXES:
        word = word[1:]
    if "." in word and all(part in known.names for part in word.split(".")):  # "PGS.TS."
        return True
    if word in known.names and not (before[-1:].isdigit() and len(word) == 1):
        return True
    if before.endswith(".") and before + word in known.names:  # "z. B.", "т. е."
        return True
    if _NUMBER.match(right) and (word in known.numbered or _is_small_mark(before, word)):
        return True
    if word in known.measures and _follows_a_measure(word, right):
        return True
    if language == "ko" and word.isdecimal():
        return _KOREAN_DAY.match(right) is not None or _KOREAN_DATE.search(left) is not None
    if word.isdecimal() and len(word) <= 2:
        is_ordinal = language in ORDINAL_LANGUAGES or before.lower() in known.ordinal_leads
        return is_ordinal or _is_day(before, int(word), right)
    if language == "hu" and _ROMAN.fullmatch(word):  # "XIV. Lajos"
        return True
    return _is_initial(before, word, right, language)


def _is_day(before: str, number: int, right: str) -> bool:
    """Whether `number`, with a full stop behind it, is the day of the English month that `right`
    begins with, as its year behind it or the word before the day tells: "on 3. May"."""
    month = _MONTH.match(right)
    if month is None or not 1 <= number <= _LAST_DAY:
        return False
    return bool(month["year"]) or before.lower() in _DAY_LEADS


def _is_in_pattern(left: str, right: str) -> bool:
    """Whether the mark at the end of `left` is one of code or of a regular expression, between
    whose signs no blank stands: "'.*'", "(Slow)?Buffer\\("."""
    before = left.rstrip(".!?")
    if right[0] in _PATTERN_SIGNS:
        return not (before[-1:].isalnum() and right.lstrip(_PATTERN_SIGNS)[:1].isupper())
    if left[-1] not in "?!" or not (right[0].isalnum() and right[0].isascii()):
        return False
    word = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    return not _SIGNS_OF_CODE.isdisjoint(word.lstrip(_OPENING) + right.split(maxsplit=1)[0])


def _is_in_name(left: str, right: str, has_space: bool) -> bool:
    """Whether the full stop at the end of `left` is one within a name, as in "./configure" and
    "pub/lsof.README", or the command in ". /etc/profile", or within a number. The blank is only
    missing in "home.Then we"."""
    word = left[:-1].rsplit(maxsplit=1)[-1] if left[:-1].strip() else ""
    if has_space:
        return left[-2:-1].isspace() and right.startswith(_PATH_STARTS)
    if _PARTED_BY_NOTHING.match(left[-2:] + right[0]):
        return True
    if not (right[0].isalnum() or right[0] in _NAME_SIGNS) or SPACELESS.match(right):
        return False
    following = _NEXT_WORD.match(right)
    word = word.rstrip(".").lstrip(_OPENING)  # of three dots
    is_prose = _PLAIN_WORD.fullmatch(word) and not left[-2:-1].isspace()
    return not (is_prose and following and following[0].istitle())


def _is_small_letter(text: str, start: int, end: int, right: str, language: str) -> bool:
    """Whether `right` goes on in small letters, where the sentence `text[start:end]` began with a
    capital."""
    if is_small(_first_letter(text[start : start + _LOOKED_AT])):
        return False
    mark = _MARK.match(right)
    if mark and text[end - 2].isdigit() and _is_measure(mark[0], language):
        return True
    if mark or _NAME_IN_CODE.match(right.lstrip(_OPENING)):
        return False
    return is_small(_first_letter(right))


def _is_measure(mark: str, language: str) -> bool:
    """Whether `mark` is an abbreviation with its full stop, as "g." in "1877. g."."""
    return mark.rstrip(" .") in abbreviations_of(language).measures


def _first_letter(text: str) -> str:
    """What a sentence begins with, behind quotation marks and brackets; "" if nothing is there."""
    return text.lstrip(_OPENING)[:1]


def _follows_a_measure(word: str, right: str) -> bool:
    if _first_letter(right).islower() or _NUMBER.match(right):
        return True
    next_word = right.split(maxsplit=1)[0].strip(",.;:)")
    return word in {"a.m", "p.m"} and next_word.lower() in DAYS_AND_ZONES


def _is_small_mark(before: str, word: str) -> bool:
    """Whether `word` is a small letter, as in "p. 5" and "n. 3", and no unit behind a number."""
    return len(word) == 1 and word.islower() and not before[-1:].isdigit()


def _is_initial(before: str, word: str, right: str, language: str) -> bool:
    """Whether `word` is one letter of a name among others ("J. R. Smith"), or so short that it
    does not end a sentence in a language that ends them with another mark."""
    if language in SHORT_WORD_LANGUAGES and not word.isascii():
        letters = sum(map(str.isalpha, word))
        return 1 <= letters <= (1 if language in _ONE_LETTER_LANGUAGES else _SHORT_WORD)
    if _HYPHENED_INITIALS.fullmatch(word):  # "J.-J. Rousseau", not "50 av. J.-C."
        return before.lower() not in _ERAS and _first_letter(right).isupper()
    is_chain = len(before) == 2 and before[0].isupper() and before[1] == "."
    is_chain |= before.endswith(".") and before[:-1] in abbreviations_of(language).names
    return len(word) == 1 and word.isupper() and is_chain and _first_letter(right).isupper()
