"""The numbers that tell articles of one name apart, as of "GPL-2" and "GPL-3"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

_NUMBER = r"\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){0,3}"
_IN_NAME = regex.compile(
    r"(?<!\p{L})(?P<word>\p{L}[\p{L}\p{M}]{0,30}?),?[\s_-]{0,2}(?:v\.?|version\s)?"
    rf"(?P<number>{_NUMBER})(?![\p{{L}}\p{{N}}])",
    regex.IGNORECASE,
)
_AND_OR = r"\s?(?:[,،&/–-]|\s(?:and|or|und|oder|et|ou|y|o|e|и|или))\s?"
_BEHIND_WORD = regex.compile(
    rf"(?P<joint>[-‐–]|\s)?(?:v\.?\s?)?(?P<number>{_NUMBER})(?:{_AND_OR}(?P<number>{_NUMBER}))*"
    r"(?![\p{L}\p{N}%]|[.,:]\p{N}|\s?[%€$£°])(?:\s(?P<next>[\p{L}\p{M}]+))?",
    regex.IGNORECASE,
)
_BEHIND_NAME = regex.compile(r"['’\s-]*(?P<next>[\p{L}\p{N}]+)")
_DIGITS = regex.compile(r"[0-9]+(?:\.[0-9]+)*")
_VERSION_BEHIND = regex.compile(
    rf",?\s(?:version|v\.)\s?(?P<number>{_NUMBER})(?![\p{{L}}\p{{N}}]|[.,:]\p{{N}})",
    regex.IGNORECASE,
)
_VERSION_BEFORE = regex.compile(
    rf"\bversion\s(?P<number>{_NUMBER})\sof\s(?:the\s)?$", regex.IGNORECASE
)
_MAX_BEFORE = 40
"""Characters of a version in front of a name."""
_IS_DETERMINED = regex.compile(
    r"(?<!\p{L})(?:the|this|that|these|those|our|your|my|his|her|their|its|an?"
    r"|der|die|das|dem|den|des|unsere[rnm]?|le|la|les|du|el|los|las|del|il|lo|gli|i|della|dei|delle"
    r"|o|os|as|da|do|dos|das)\s[^.?!,;:]{0,40}$",
    regex.IGNORECASE,
)
_SAYING = frozenset(
    word
    for words in (
        "say says said state states stated read reads mean means provide provides require requires",
        "allow allows forbid forbids permit permits cover covers define defines speak speaks",
        "apply applies hold holds regulate regulates let lets bind binds mention mentions",
        "demand demands contain contains prohibit prohibits include includes concern concerns",
        "describe describes exist exists matter matters license licence text today",
        "sagt besagt regelt lautet bedeutet erlaubt verbietet gilt dit prévoit stipule signifie",
        "autorise dice establece significa permite prohíbe говорит гласит означает",
    )
    for word in words.split()
)
"""What a rule does: behind "the GPL 2" these go on with a sentence, and other words with the
number, as in "the rules 2 guests"."""


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """The `numbers` by which a question tells names apart, and where what says them begins and
    ends."""

    numbers: frozenset[str]
    start: int
    end: int


def list_numbers_of(name: str) -> Iterator[tuple[str, str]]:
    """The numbers of one version each that stand in `name`, such as "GPL-2", with the word in front
    of each, in lower case. A year is none: it is a word as others are."""
    for match in _IN_NAME.finditer(name, overlapped=True):
        yield match["word"].casefold(), _fold(match["number"])


def read_number_behind(
    question: str, start: int, end: int, is_content: Callable[[str], bool]
) -> NumberSaid | None:
    """The numbers right behind the word at `start` to `end` if they are of a name; None if there
    are none, or they count what stands behind them: "the rules, 2 members", "the rules 2 times".
    `is_content` tells whether a word names something."""
    match = _BEHIND_WORD.match(question, end)
    if match is None:
        return None
    following = match["next"] or ""
    if match["joint"] and match["joint"].isspace() and following:
        is_title = following.istitle() and len(following) > 1
        counts = is_title or (is_content(following.casefold()) and following not in _SAYING)
        is_plural = following.casefold().endswith("s")
        if counts and (is_title or is_plural or _IS_DETERMINED.search(question, 0, start)):
            return None
    numbers = match.captures("number")
    return NumberSaid(frozenset(map(_fold, numbers)), start, match.end("number"))


def ends_name(question: str, end: int) -> bool:
    """Whether nothing goes on behind the name that ends there but what the article does, "say"."""
    following = _BEHIND_NAME.match(question, end)
    return following is None or following["next"].casefold() in _SAYING


def read_version(question: str, start: int, end: int) -> NumberSaid | None:
    """The number of the version of the name at `start` to `end`: "version 3 of the GPL", "the GPL,
    version 3"; None if none is named, or several are."""
    if question.casefold().count("version") > 1:
        return None
    before = _VERSION_BEFORE.search(question, max(0, start - _MAX_BEFORE), start)
    behind = _VERSION_BEHIND.match(question, end)
    match = before or behind
    if match is None:
        return None
    numbers = frozenset((_fold(match["number"]),))
    return NumberSaid(numbers, min(start, match.start()), max(end, match.end()))


def renumber(name: str, number: str) -> str | None:
    """`name` with `number` in the place of its own: "GPL-3" of "GPL-2"; None if it has not one."""
    found = [*_DIGITS.finditer(name)]
    if len(found) != 1:
        return None
    return f"{name[: found[0].start()]}{number}{name[found[0].end() :]}"


def _fold(number: str) -> str:
    """`number` as all of its spellings are: 2.0 and 02 are 2."""
    # A digit that is newer than Python's own tables stays as it is.
    parts = [str(int(part)) if part.isdecimal() else part for part in number.split(".")]
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return ".".join(parts)
