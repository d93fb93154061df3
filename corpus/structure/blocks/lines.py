"""The lines of a plain text, and the marks that they begin and end with."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TAB = 8
_MIN_FULL = 60
"""Columns of a line that mails and other texts of fixed width are filled up to, or nearly."""
_QUANTITY = re.compile(r"\d{1,3}(?:[.,\u202f ]?\d{3}){0,4}(?:[.,]\d{1,2})? [a-zß-öø-ÿа-я]{2}")
MIN_WRAP = 44
"""Columns of a line, from which on one whose sentence goes on in the next is wrapped."""
_MIN_SPACES = 3

_ALPHANUMERIC = re.compile(r"[^\W_]")  # what `str.isalnum` is true of, at a fifth of the time
SENTENCE_END = re.compile(r"[.!?…。！？।۔؟။។]['\"”’»)\]]*$")
SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
LIST_ITEM = re.compile(r"(?:[-*•‣–>]|\(?\d{1,3}[.)])\s+\S")
_LEAD_IN_END = re.compile(r"[:：][\"'”’»)\]*_]{0,2}$")
_OPENED_LABEL = re.compile(r"[(\[]\w+[:：]$")
_LOOKED_AT = 40
_ITEM_MARK = re.compile(
    r"(?P<bullet>[-*•‣◦▪·+–—o⁃.])\s+(?=\S)"
    r"|(?P<number>\(?(?:\d{1,3}|[ivxlc]{1,6}|[A-Za-z])[.)](?!\s+[A-Za-z]\.)|\^?\[\d{1,6}\]"
    r"|\d{1,2}(?:\.\d{1,3}){1,4}\.?)\s+(?=\S)"
)
OPTION = re.compile(r"(?:-[\w?@#]|--[\w\[])")
RULE = re.compile(r"([=\-~^\"'`#*+_.:])\1{2,}$")
# "From: ..." or "Jane Doe: ...": begins a line even in a wrapped text.
SIGNATURE = re.compile(
    r"\s*(?:--|[–—―])\s*[^\W\d_a-z][\w.'’-]*"
    r"(?:\s+(?:de|del|di|da|do|of|von|van|der|la|le|[^\W\d_a-z][\w.'’-]*)(?![\w]))+"
)
"""Who has said what stands above: a name of several words behind a dash."""
_LABELLED = re.compile(r"[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}[ \u00a0\u202f]?: \S")
_LEADING_UP_WORDS = """
    and at by from in of on see the to was with
    am an ans auf aus bei beim dem den der eine einem einen einer im ins mit und unter
    vom von wurde zu zum zur
    aux chez dans de des du en est et le la les par pour sur
    con del desde el está las los por da dal dalla di il presso su ao do em na pela pelo
    во из и на от по с у aan bij het met op uit van via voor
"""
_LEADING_UP = frozenset(_LEADING_UP_WORDS.split())
"""Small words that end no line but one that goes on below it, in eight languages."""
_GERMAN_WORDS = """
    das die der dies diese diesem diesen dieser dieses eines jede jedem jeden jeder jedes kein
    keine keinem keinen keiner mein meine meinem meinen meiner seine seinem seinen seiner seines
    ihre ihrem ihren ihrer ihres unsere unserem unseren unserer dass daß oder sowie für
"""
_LEADING_UP_IN_GERMAN = frozenset(_GERMAN_WORDS.split())
"""Further ones, of a language whose next word is a noun with a capital; to others the same letters
may be a verb, so that of a short line, or beside no German word, they say nothing."""
_GERMAN = re.compile(
    r"(?<!\S)(?:[Dd](?:as|er|en|em|es|ass|aß)|und|[Ee]in(?:e[mnrs]?)?|ist|nicht|ich|er|sie|es|ihm|ihn"
    r"|sich|wer|wenn|wird|wurden?|war(?:en)?|hat(?:te)?|haben|zu[mr]?|mit|von|vom|auf|bei|im|bis"
    r"|nach|über|auch|als|aus|durch)[,;]?(?=\s)"
)
_ASKING = ("what", "where", "who", "whom", "which", "why", "how", "that", "all")
"""Words that such a word at the end may belong to: "Where we come from"."""
_CUT_NAME = re.compile(r"(?:^|[\s(\"“'‘])[^\W\d_]{2,}-$")
"""As in "Jean-", behind which the next line begins with "Paul"."""
_MAX_NAME = 40
_MARKS = "\"'`´“”‘’«„(<["
_SIGN = re.compile(r"[\"'`´“”‘’«„(<\[]+[^\w\s\"'`´“”‘’«»„]{1,3}[\"'`´“”‘’»)>\]]+[.,;:!?]*")
"""A sign between marks, such as that on a key."""
_ASIDE = re.compile(r"[(\[][\w#\"“]")
_COLUMN_GAP = re.compile(r"(?<=\S)(?: {2,}|[ \t]*\t[ \t]*)(?=\S)")
_NUMBER_BEFORE = re.compile(
    r"^\s{0,20}(?:[^\W\d_]{1,15}[ \u00a0])?(?:\d{1,3}(?:\.\d{1,4}){0,5}|[A-Z]{1,6}(?=\.))"
    r"[.):]{0,2}\u00a0{1,2}(?=[^\W\d_]|[\"“«'‘(¿¡])"
)
"""A heading's number with a blank behind it at which no line is broken, as DocBook writes it."""
_NUMBER_MARK = re.compile(r"\(?(\d{1,3})[.)]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands (`raw`), and its `text` without the white space around it and the marks
    of a quoted mail. `indent` are the columns before the text, `depth` the marks taken off."""

    raw: str
    text: str
    indent: int
    depth: int = 0

    @property
    def edge(self) -> int:
        """The column behind the last character."""
        return self.indent + columns(self.text)

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def says_nothing(self) -> bool:
        """Whether it is blank or drawn of signs alone, which are not one between marks."""
        return _says_nothing(self.text)


@lru_cache(maxsize=256)  # it is asked of a line again and again, together with its neighbours
def _says_nothing(text: str) -> bool:
    return not has_letters(text) and not _SIGN.fullmatch(text)


def has_letters(text: str) -> bool:
    """Whether a letter or a digit, of any script, stands in `text`."""
    return _ALPHANUMERIC.search(text) is not None


def is_sign(line: Line) -> bool:
    """Whether nothing but a sign between marks stands in `line`, as the end of a sentence does
    that names a key."""
    return _SIGN.fullmatch(line.text) is not None


def is_small(letter: str) -> bool:
    """Whether a capital could stand in the place of `letter`: Georgian has none in its texts."""
    return letter.islower() and not "ა" <= letter <= "ჿ"


_EMPTY = Line("", "", 0)


def make_line(raw: str, depth: int = 0) -> Line:
    """The line `raw`, which may be what is left of another behind `depth` marks."""
    if not raw and not depth:
        return _EMPTY  # half the lines of many texts
    if "\u00a0" in raw:
        raw = _NUMBER_BEFORE.sub(lambda number: number[0].replace("\u00a0", " "), raw, count=1)
    text = raw.strip()
    return Line(raw, text, _measure_indent(raw) if text else 0, depth)


def columns(text: str) -> int:
    """The columns that `text` takes in a fixed-width font; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def is_full(line: Line, after: Line, width: float) -> bool:
    """Whether the first word of `after` would not have fitted behind `line` in about `width`."""
    text = after.text
    word = text[:1] if SPACELESS.match(text) else text.split(maxsplit=1)[0]
    return line.edge + 1 + columns(word) > 0.95 * width


def goes_on(line: Line, after: Line) -> bool:
    """Whether `after` reads as the rest of a sentence that `line` begins: it goes on in small
    letters, or it is nothing but a sign that the sentence names, or, where `line` is long, it goes
    on with a number, a bracket or in capitals as before."""
    if SENTENCE_END.search(line.text):
        return False
    first = after.text[0]
    if first in _MARKS and is_sign(after):
        return True  # "To leave the reader, press" | "“?”."
    if first.isalpha() and not first.isupper():
        return True
    if line.edge - line.indent < MIN_WRAP or leads_in(line.text):
        return False
    if (
        is_left_open(line.text)
        or _CUT_NAME.search(line.text[-_MAX_NAME:])
        or (line.text[-1] == "," and first > "A" and read_letter(after.text))
    ):
        return True  # "the treasurer," | "M. Perrin"
    if first.isupper():
        return _is_in_capitals(line.text) and _is_in_capitals(after.text)
    if first.isdecimal():
        return _asks_for_more(line.text) or _counts_on(line, after)
    return bool(_ASIDE.match(after.text))


def is_open(line: Line, after: Line) -> bool:
    """Whether `line`, which is long or has `after` hanging below it, ends in a word such as "from",
    or within a bracket, and its sentence goes on in `after`."""
    is_long = line.edge - line.indent >= MIN_WRAP or after.indent > line.indent
    is_left = is_left_open(line.text) or ends_in_bracket(line.text)
    return is_long and is_left and goes_on(line, after)


def ends_in_bracket(text: str) -> bool:
    """Whether a bracket of `text` is still open at its end."""
    return text.rfind("(") > text.rfind(")")


def is_left_open(text: str) -> bool:
    """Whether `text` is the beginning of a sentence that ends below: "It was downloaded from"."""
    words = text.rsplit(maxsplit=1)
    if len(words) < 2:
        return False
    if words[1] in _LEADING_UP:
        return text.split(maxsplit=1)[0].casefold() not in _ASKING
    is_german = words[1] in _LEADING_UP_IN_GERMAN and len(text) >= MIN_WRAP
    return is_german and has_german_words(text)


def has_german_words(text: str) -> bool:
    """Whether, before the last word, `text` has one of the small words of German, in which a noun
    has a capital wherever it stands."""
    return _GERMAN.search(text) is not None


def _asks_for_more(text: str) -> bool:
    """Whether the line `text` ends within a sentence, in front of a number: at a comma or a word
    in small letters, or in a script that has neither."""
    last = text.rsplit(maxsplit=1)[-1]
    return (
        last[-1] in ",،，"
        or bool(SPACELESS.match(last[-1]) and last[-1].isalpha())
        or (last.isalpha() and last.islower())
    )


def _counts_on(line: Line, after: Line) -> bool:
    """Whether `line`, a long one of a sentence that ends in a name, goes on with how many of what:
    "Brandt wants 8,400 euros, Sailer" | "6,950 euros"."""
    text = line.text
    words = text.split()
    small = sum(word[0].islower() for word in words)
    return (
        line.edge - line.indent >= _MIN_FULL
        and text[-1].isalpha()
        and not text[0].isdecimal()
        and "," in text
        and 2 * small >= len(words)
        and _QUANTITY.match(after.text) is not None
    )


def _is_in_capitals(text: str) -> bool:
    """Whether the line `text` is running text in capitals, whose letters do not tell where a
    sentence begins."""
    return text.isupper() and text.count(" ") >= _MIN_SPACES


def leads_in(text: str) -> bool:
    """Whether `text` ends in the colon of what leads up to something else, rather than in that of a
    label within brackets, "(Closes:", whose text stands on the next line."""
    end = text[-_LOOKED_AT:]
    if ":" not in end and "：" not in end:
        return False
    return bool(_LEAD_IN_END.search(end)) and not _OPENED_LABEL.search(end)


def read_item_mark(text: str) -> re.Match[str] | None:
    """The mark of a list's item at the beginning of `text`, with the space behind it."""
    return _ITEM_MARK.match(text)


def read_letter(text: str) -> str | None:
    """The letter of "M. ..." at the beginning of `text`; None if no single one and a full stop is
    there."""
    is_letter = text[1:3] == ". " and text[0].isascii() and text[0].isalpha()
    return text[0] if is_letter else None


def is_row(text: str) -> bool:
    """Whether `text` has three columns or more: "1.0.2   2009-06-04   Typos" is no heading."""
    return len(_COLUMN_GAP.findall(text)) > 1


def is_labelled(text: str) -> bool:
    """Whether `text` begins with a label of one to four capitalised words and a colon."""
    return bool(_LABELLED.match(text))


def read_number(text: str) -> int | None:
    """The number of a mark such as "3." or "(3)" at the beginning of `text`."""
    match = _NUMBER_MARK.match(text)
    return int(match[1]) if match else None


def _measure_indent(raw: str) -> int:
    indent = 0
    for character in raw:
        if character == "\t":
            indent += _TAB - indent % _TAB
        elif character.isspace():
            indent += 2 if character == "\u3000" else 1
        else:
            break
    return indent
