"""Lines that name a release, as in a file of news: what of, and in which words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fields.dates import is_date_alone, is_weekday, read_months

_MAX_LINE = 120
_MAX_TOKENS = 15
_MAX_WORDS = 3
"""Words in front of a version, unless they begin with one that says that it is one."""
_VERSION = r"v?\d{1,4}(?:\.\d{1,4}){1,4}[a-z]{0,2}\d{0,3}"
_RELEASE = re.compile(
    rf"(?P<words>(?:[^\W\d][\w'’-]{{0,30}}\s+){{1,6}}){_VERSION}(?:\s\w{{1,5}}\s{_VERSION})?"
    r"(?:,?\s[(\[]?\d{4}-\d\d-\d\d[)\]]?|\s[(\[][^()\[\]]{1,40}[)\]]){0,2}\s?[.:：]?"
)
"""Words, a version or from which to which, and perhaps when: no sentence that mentions one."""
_NAMED = re.compile(rf"(?<![\w.]){_VERSION}(?![\w.]*\w)")
_NUMBERED = re.compile(
    r"(?<![^\W_])(?<![.,])[vV]?(?P<number>\d{1,4}(?:\.\d{1,5}){1,4})"
    r"[A-Za-z\d]{0,8}(?:[-_.+~][A-Za-z\d]{1,12}){0,4}(?![\w.]*[^\W_])"
)
"""A version in a line of little else, which may have more behind its numbers: "1.2.0-rc.1"."""
_WHOLE = re.compile(
    r"(?<![\w.,])(?i:version|release|versión|versione|версия|v)[ .]{1,2}(?P<number>\d{1,4})"
    r"(?![\w.]*[^\W_])"
)
"""A version of one number, which only the word in front of it tells."""
_EARLY = re.compile(
    r"(?<![\w.,])[vV]?(?P<number>\d{1,4})\.(?:alpha|beta|rc)(?:\.?\d{1,3})?(?![\w.]*[^\W_])"
)
"""One that comes before a version of one number: "42.beta", "42.rc.1"."""
MAY_NAME_RELEASE = re.compile(
    r"\d\.(?:\d|alpha|beta|rc)|\(\d|(?i:version|release|versión|versione|версия|v)[ .]{1,2}\d"
)
"""In a line that names no release it is seldom found, and at once."""
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|(?:19|20)\d\d\.\d{1,2}\.\d{1,2}")
_MARK = re.compile(r"(?:[-=~*#+_|:•‣–—@/]{1,40}|[o○](?=\s))\s*")
_WORDS = re.compile(r"[^\W\d][\w\s'’./+:-]*(?<=[\s:_/-])")
_MAX_NAMED_WORDS = 8
_ADDED = re.compile(r"[(\[{][^()\[\]{}]{1,60}[)\]}]|[\"“„«][^\"“”»]{1,40}[\"”“»]")
"""What stands in brackets behind a version: when, by whom, how it is called."""
_PACKAGE = re.compile(
    r"(?P<name>[\w.+-]{1,60})\s\((?P<version>[^\s()]{1,40})\)\s[\w. -]{1,60};"
    r"\surgency=\w{1,10}.{0,20}"
)
"""As Debian writes it, in front of the day."""
_NAME = re.compile(r"\s?[-–—:]{1,3}\s[^\W\d_][^.:;!?=]{0,60}")
"""How a release is called, behind its version: "1.0 - The Brass Release"."""
_TOKEN = re.compile(r"[^\W\d_]+|\d[\d./:-]*")
_NUMBER = re.compile(r"\d{1,9}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHANGES = re.compile(
    r"(?:\w+\s)?(?:changes|changed\sfrom|changelog|news|notes|what['’]s\snew|novedades|neu|änder|измен)\b",
    re.IGNORECASE,
)
_RELEASE_WORD = re.compile(
    rf"{_CHANGES.pattern}|(?:\w+\s)?(?:(?:version|release|released|ver|rev|revision|v)\b"
    r"|versión|верси|выпуск|版本|更新)",
    re.IGNORECASE,
)
"""Words in front of a version that say that it is one, a name or "Noteworthy" before them."""
_KINDS = re.compile(
    r"(?:bugs?|bug-?fix(?:es)?|fix(?:es|ed)?|changes?|changed|changelog|improve(?:d|ments?)"
    r"|enhance(?:d|ments?)|add(?:ed|itions?)|remov(?:ed|als?)|deprecat(?:ed|ions?)|highlights"
    r"|incompatib(?:le|ility|ilities)|regressions?|optimi[sz](?:ed|ations?)"
    r"|updated|upgraded|clean-?ups?|behoben|behebt|neuerungen|neu"
    r"|änderung(?:en)?|verbesserungen|fehlerbehebungen|corrections?|correcciones|nouveautés|novedades|cambios"
    r"|исправл\w+|измен\w+|修正|新功能|新增|变更|変更)",
    re.IGNORECASE,
)
"""Words that tell that changes of a release stand below a heading."""
_WORDS_OF_KINDS = """
    new known major minor other further general important notable noteworthy potential possible
    feature features update updates upgrading compatibility breaking internal external public
    security performance documentation docs doc build building tests test testing api apis install
    installation port ports portability porting dependency dependencies misc miscellaneous user
    visible developer developers packaging library tool tools command line option options function
    functions functionality module modules code core platform support behavior behaviour backward
    backwards translations translation language release version small various more all and or the
    a of for to in with from since between und der die des et les
"""
_OF_KINDS = frozenset(_WORDS_OF_KINDS.split())
"""Words that stand beside such a one, and tell nothing alone."""
_NEW = frozenset(("api", "apis", "features", "functions", "functionality", "modules", "options"))
"""What is new in a release, and not in a town."""
_SINCE = re.compile(r"\b(?:since|from|seit|depuis|desde)\b", re.IGNORECASE)
"""In front of a version, what stands below is told of a later one."""
_UP_TO = re.compile(
    rf"(?:\.\*)?\s(?!{_SINCE.pattern})(?:[^\W\d_]{{1,5}}|[-–—>]{{1,3}})\s", re.IGNORECASE
)
"""Between two versions, of which what stands below is told of the second."""
_COMPARED = re.compile(
    rf"[\s:,;–—-]+[(\[]?(?:\w+\s){{0,2}}{_SINCE.pattern}\s(?:\w+\s)?{_VERSION}[)\]]?[.:：]?$",
    re.IGNORECASE,
)
"""Behind a version and its day, the older one that it is compared with."""
_ISO_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_MAX_DAY = 40
_TAIL_WORDS = """
    released release unreleased version stable final beta alpha rc current development dev yanked
    not yet on of from and the st nd rd th vom am du le de от am pm utc gmt 版 版本
    mon tue wed thu fri sat sun cet cest est edt cst cdt mst mdt pst pdt bst
"""
_KNOWN_WORDS = frozenset(_TAIL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Release:
    """What a line that stands for a release says: the `numbers` of its version, the sign in front
    of it, the first words, in small letters, whether a day goes before, and whether a name goes
    behind. `is_sure` if more than a number says that it is a release."""

    numbers: tuple[int, ...]
    mark: str
    words: str
    is_dated_first: bool
    is_named: bool
    is_sure: bool


def read_release(text: str) -> Release | None:
    """The release that the line `text` is of; None if it says more than its version, when it came
    and what of, or names none."""
    if len(text) > _MAX_LINE or not MAY_NAME_RELEASE.search(text):
        return None
    package = _PACKAGE.fullmatch(text)
    if package:
        numbers = tuple(map(int, _NUMBER.findall(package["version"])))
        return Release(numbers, "", package["name"], False, False, True)
    first, version = _find_range(text)
    if first is None or version is None:
        return None
    is_range = first is not version
    mark = _MARK.match(text)
    before, tail = text[mark.end() if mark else 0 : first.start()], text[version.end() :]
    is_dated_first = is_date_alone(before.strip(" -–—:/"))
    words = "" if is_dated_first else before.rstrip("([{<\"'“")
    if not _are_words(words) or (_SINCE.search(words) and not is_range):
        return None
    sign = mark[0].strip() if mark else ""
    is_release = _RELEASE_WORD.match(words) is not None
    if is_range and not is_release:
        return None  # numbers of anything
    if ": " in words and not is_release:
        return None  # a field whose value it is
    if text.endswith(".") and words and not is_release:
        return None  # a sentence of it
    tail = _COMPARED.sub("", tail)
    is_named = not _says_when(tail)
    if is_named and not _NAME.fullmatch(tail):
        return None
    is_sure = (
        is_dated_first
        or (len(sign) > 1 and tail.endswith(sign[:2]))
        or version[0][0] in "vV"
        or is_release
        or bool(_YEAR.search(tail))
    )
    numbers = tuple(map(int, version["number"].split(".")))
    said = " ".join(words.casefold().split()[:2])
    return Release(numbers, sign, said, is_dated_first, is_named, is_sure)


def is_other_release(one: Release, other: Release) -> bool:
    """Whether `other` is neither `one` nor a release within it, as 1.7.2 is of 1.7, and both may be
    of the same thing."""
    is_within = other.numbers[: len(one.numbers)] == one.numbers
    return not is_within and (one.words == other.words or not (one.words and other.words))


def strip_release_mark(text: str) -> str:
    """The line `text` of a release without the sign in front of it, nor the same behind it."""
    mark = _MARK.match(text)
    if mark is None:
        return text
    said, sign = text[mark.end() :], mark[0][0]
    return said if sign in "o○" else said.rstrip(sign).rstrip()


def read_release_words(text: str) -> tuple[str, ...]:
    """The first words, two at most, of a heading that says no more than which release it is of, as
    "Changes from 1.2 to 1.3"; none if `text` is no such heading."""
    match = _RELEASE.fullmatch(text.strip()) if text[:1].isupper() else None
    return tuple(match["words"].casefold().split()[:2]) if match else ()


def is_of_changes(text: str) -> bool:
    """Whether the line `text` says which release it is of, behind words such as "What's new in"."""
    return _CHANGES.match(text) is not None and read_release(text) is not None


def find_version(text: str) -> str:
    """The last version that `text` names, `""` if it names none."""
    found = _NAMED.findall(text) or [match["number"] for match in _WHOLE.finditer(text)]
    return found[-1] if found else ""


def names_releases(text: str) -> bool:
    """Whether `text` names several versions, and is of none of them, as a title of all is."""
    return len(_NAMED.findall(text)) > 1 and read_release(text) is None


def is_of_news(text: str) -> bool:
    """Whether the heading `text` says which changes of a release are told of below it: in all its
    words, or in those before a colon."""
    words = re.findall(r"[^\W\d_](?:[\w'’-]*[^\W_])?", text.partition(": ")[0])
    kinds = [_KINDS.fullmatch(word) is not None for word in words]
    others = (word for word, is_kind in zip(words, kinds, strict=True) if not is_kind)
    is_new = bool(words) and words[0].casefold() == "new" and words[-1].casefold() in _NEW
    return (any(kinds) or is_new) and all(word.casefold() in _OF_KINDS for word in others)


def begins_with_day(text: str) -> bool:
    """Whether `text` begins with a day and its year, as an entry of a log does."""
    head = text[:_MAX_DAY]
    return bool(_YEAR.search(head)) and (
        _ISO_DAY.match(head) is not None or any(map(read_months, head.split()[:3]))
    )


def _find_range(text: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The first version in `text`, and the one that is told of: itself, or the next where it is
    from the one to the other."""
    versions = (match for match in _find_versions(text) if not _DAY.fullmatch(match[0]))
    first, second = next(versions, None), next(versions, None)
    is_range = first and second and _UP_TO.fullmatch(text, first.end(), second.start())
    return first, second if is_range else first


def _find_versions(text: str) -> Iterator[re.Match[str]]:
    yield from _NUMBERED.finditer(text)
    yield from _WHOLE.finditer(text)
    yield from _EARLY.finditer(text)


def _are_words(text: str) -> bool:
    """Whether `text` in front of a version is nothing, a name, or words such as "Changes in"."""
    if text and not _WORDS.fullmatch(text):
        return False
    count = len(text.split())
    return count <= _MAX_WORDS or (count <= _MAX_NAMED_WORDS and bool(_CHANGES.match(text)))


def _says_when(tail: str) -> bool:
    """Whether nothing but a day, signs, something in brackets and words such as "unreleased" are
    in `tail`, behind a version."""
    tokens = _TOKEN.findall(_ADDED.sub(" ", tail))
    numbers = [token for token in tokens if token[0].isdecimal()]
    if len(tokens) > _MAX_TOKENS or (numbers and not any(map(_YEAR.search, numbers))):
        return False
    if tail.endswith("."):
        tokens = _TOKEN.findall(tail)  # a sentence may end in brackets
    words = (token for token in tokens if not token[0].isdecimal())
    return all(
        word.casefold() in _KNOWN_WORDS or is_weekday(word) or read_months(word) for word in words
    )
