"""What a question asks for: its text, its exact phrases, its filters."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from corpus import Described, FootnoteError, clean_line
from corpus.normalization import fold_accents
from embeddings.retrieval.query_mistakes import (
    EmptyPeriod,
    InvalidDate,
    MisspeltFilter,
    OnlyFilters,
    QueryMistake,
    TooManyPhrases,
    ValueMissing,
)

_EXAMPLES = {
    "after": "after:2024-11",
    "before": "before:2024-11",
    "in": 'in:"part of a title"',
    "from": 'from:"name of a publisher"',
    "author": 'author:"name of an author"',
}
_OTHERS = {
    "form": "from",
    **dict.fromkeys(("publisher", "source", "site"), "from"),
    **dict.fromkeys(("by", "writer"), "author"),
    **dict.fromkeys(("title", "intitle"), "in"),
    "since": "after",
    "until": "before",
}
"""Words that may be meant as filters, and what they are called here: a real word one slip off, and
those of search engines."""
_MAX_PHRASES = 10
_MAX_DOUBTFUL = 3
"""Of a question: each is looked up in the articles."""
_MAX_SHOWN_CHARACTERS = 60

# Real words at distance 1 from a filter's word, of several languages: no near misses.
_REAL_WORD = re.compile(
    "aften|afters|alter|aster|rafter|[bcp]rom|form|fram|fro|frog|frome|fromm|frow|frum|rom"
)

# A letter or digit of a script that sets spaces: a straight mark between two of them (5'10"x8,
# צה"ל) is no quotation mark, and a filter's word does not begin behind one.
_GLUE = r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\U00020000-\U0003ffff]"
_QUOTED = "|".join(
    (
        rf'(?<!{_GLUE})"[^"]*+(?:"(?={_GLUE})[^"]*+)*"(?!{_GLUE})',
        "“[^“”]*”",
        "„[^„“”]*[“”]",
        f"(?<!{_GLUE})”[^“”]*”",
        "«[^«»]*»",
        f"(?<!{_GLUE})»[^«»]*[«»]",
        "「[^「」]*」",
        "『[^『』]*』",
        "＂[^＂]*＂",
    )
)
_OPENING_MARKS = tuple('"“„”«»「『＂')
_TOKEN = re.compile(
    rf"""(?P<address>(?<!{_GLUE})[A-Za-z][A-Za-z0-9+.-]{{0,20}}://[!-~]+)
    |(?<!{_GLUE})(?<![-:/\\.@\#=&+$])(?P<word>[A-Za-zＡ-Ｚａ-ｚ]{{2,9}})[:：]
        (?P<value>(?P<marked>{_QUOTED}|'.+?'(?!\w)|‘.+?’(?!\w))
        |[^\s:：/\\，。？！；、][^\s，。？！；、]*)
    |(?P<phrase>{_QUOTED})""",
    re.VERBOSE,
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class QueryError(FootnoteError):
    """A question whose filters or phrases cannot be meant, and the `mistake` in it."""

    def __init__(self, mistake: QueryMistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may answer. Both days are included; all titles, publishers and authors must
    match, and one of the `folders`, which are not the question's but the chat's."""

    after: date | None = None
    before: date | None = None
    titles: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    folders: frozenset[str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every article matches."""
        return self == Filters()

    def matches(self, article: Described) -> bool:
        """Whether `article` may answer; one without a date matches no date filter. Titles,
        publishers and authors are looked for as parts, whatever their case and accents. An article
        has the publishers of the reports that it is based on beside its own."""
        if self.folders is not None and article.folder not in self.folders:
            return False
        day = article.published
        if (self.after or self.before) and day is None:
            return False
        if day and not (self.after or day) <= day <= (self.before or day):
            return False
        sources = [article.source, *(report.source for report in article.based_on)]
        names = [fold_accents(source) for source in sources if source]
        title, author = fold_accents(article.title), fold_accents(article.author or "")
        return (
            all(fold_accents(part) in title for part in self.titles)
            and all(fold_accents(part) in author for part in self.authors)
            and all(any(fold_accents(part) in name for name in names) for part in self.publishers)
        )


@dataclass(frozen=True, slots=True)
class Query:
    """A question as searched: `text` has no filters, and phrases without quotation marks.
    `doubtful` are what stands in it as text and was meant as a filter if no article has it."""

    text: str
    phrases: tuple[str, ...] = ()
    filters: Filters = Filters()
    doubtful: tuple[MisspeltFilter, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether the text holds a letter or a digit; else there is nothing to search for."""
        return _has_word(self.text)


def parse_query(question: str) -> Query:
    """The query that `question` is. Inside quotation marks and addresses nothing is a filter.

    :raises QueryError: if a filter is misspelt, has a bad value or contradicts another one, if
        there are only filters, or if there are more phrases than anybody needs.
    """
    text, start = "", 0
    phrases: dict[str, None] = {}
    values: list[tuple[str, str]] = []
    doubtful: list[MisspeltFilter] = []
    while token := _TOKEN.search(question, start):
        text += question[start : token.start()]
        start = token.end()
        if token["word"]:
            if found := _read_filter(token):
                word, value, start = found
                values.append((word, value))
                # What follows stands close to what went before: "the port after:2024?"
                text = text.rstrip() + (" " if question[start : start + 1].isalnum() else "")
            else:
                doubtful += _find_doubtful(token)
                start = token.start("value")
                text += question[token.start() : start]
        elif phrase := _read_phrase(token):
            phrases[phrase] = None
            text += token["phrase"][1:-1].strip()
        else:
            text += token[0]
    text = (text + question[start:]).strip()
    if values and not _has_word(text):
        raise QueryError(OnlyFilters())
    if len(phrases) > _MAX_PHRASES:
        raise QueryError(TooManyPhrases(_MAX_PHRASES))
    return Query(text, tuple(phrases), _combine(values), tuple(doubtful[:_MAX_DOUBTFUL]))


class Phrase:
    """Words to be found in their order, whatever the case, accents, white space and kind of
    quotation marks; a word's part is not the word."""

    def __init__(self, words: str) -> None:
        self._folded = fold_accents(words)
        self._pattern = re.compile(rf"(?<!{_GLUE}){re.escape(self._folded)}(?!{_GLUE})")

    def is_in(self, folded: str) -> bool:
        """Whether a text, as `fold_accents` folds it, holds the phrase."""
        # Most do not, and this says so in a tenth of the time.
        return self._folded in folded and self._pattern.search(folded) is not None


def _read_phrase(token: re.Match[str]) -> str:
    """The phrase on one line, `""` if the token holds none. English puts the comma or full stop
    of its own sentence before the closing mark: it is left out."""
    phrase = clean_line(token["phrase"] or "")[1:-1].strip(' ".,、。，')
    return phrase if len(phrase) > 1 and _has_word(phrase) else ""


def _read_filter(token: re.Match[str]) -> tuple[str, str, int] | None:
    """A filter's word, value and end; None if the token is text.

    :raises QueryError: if a filter was meant, but its word or value is wrong.
    """
    word = unicodedata.normalize("NFKC", token["word"]).casefold()
    value, end = _read_value(token)
    if word in _EXAMPLES:
        if value.startswith(_OPENING_MARKS) if not token["marked"] else not value:
            raise QueryError(ValueMissing(_show(token[0]), _EXAMPLES[word]))
        return (word, value, end) if value else None
    for meant in ("after", "before", "from"):
        if _is_near_miss(word, meant) and (value if meant == "from" else value[:1].isdecimal()):
            mended = f"{meant}:{_show(token['value'])}"
            raise QueryError(MisspeltFilter(_show(token[0]), mended))
    return None


def _find_doubtful(token: re.Match[str]) -> list[MisspeltFilter]:
    """What a token that is no filter may be meant as; `[]` of nearly every word."""
    meant = _OTHERS.get(unicodedata.normalize("NFKC", token["word"]).casefold())
    value, end = _read_value(token)
    is_day = meant in ("after", "before")
    if meant is None or not value or (is_day and not value[:1].isdecimal()):
        return []
    written = _show(token.string[token.start() : end])
    shown = _show(token.string[token.start("value") : end])
    return [MisspeltFilter(written, f"{meant}:{shown}")]


def _read_value(token: re.Match[str]) -> tuple[str, int]:
    """A filter's value and its end; `""` if it holds no letter and no digit.

    Marks around a value are taken off; behind a bare one, punctuation belongs to the question.
    """
    value, end = token["value"], token.end()
    if token["marked"]:
        value = value[1:-1]
    else:
        while value and unicodedata.category(value[-1])[0] in "PC":
            value, end = value[:-1], end - 1
    return (clean_line(value) if _has_word(value) else ""), end


def _is_near_miss(word: str, meant: str) -> bool:
    """Whether one letter is missing, added or replaced, or two neighbours are swapped."""
    return not _REAL_WORD.fullmatch(word) and any(
        word[:n] == meant[:n]
        and (
            word[n:] in (meant[n + 1 :], meant[n : n + 2][::-1] + meant[n + 2 :])
            or word[n + 1 :] in (meant[n:], meant[n + 1 :])
        )
        for n in range(len(meant) + 1)
    )


def _combine(values: list[tuple[str, str]]) -> Filters:
    after = max((_read_day(w, value) for w, value in values if w == "after"), default=None)
    before = min((_read_day(w, value) for w, value in values if w == "before"), default=None)
    if after and before and after > before:
        raise QueryError(EmptyPeriod(after, before))
    return Filters(
        after,
        before,
        titles=_collect("in", values),
        publishers=_collect("from", values),
        authors=_collect("author", values),
    )


def _collect(word: str, values: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for written, value in values if written == word))


def _read_day(word: str, value: str) -> date:
    """The first day of the year, month or day that is `value` for `after`, else its last."""
    parts = _DATE.fullmatch(fold_accents(value))
    try:
        if not parts:
            raise ValueError(value)
        year = int(parts[1])
        month = int(parts[2] or (1 if word == "after" else 12))
        last = monthrange(year, month)[1]
        return date(year, month, int(parts[3] or (1 if word == "after" else last)))
    except ValueError as exc:
        raise QueryError(InvalidDate(word, _show(value))) from exc


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _show(text: str) -> str:
    return clean_line(text)[:_MAX_SHOWN_CHARACTERS]
