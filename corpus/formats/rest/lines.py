"""The lines of reStructuredText: where they begin, which of them belong together."""

import re
from collections.abc import Sequence

BULLET = re.compile(r"[-*+•‣⁃](?: +(?=\S)|$)")
ENUMERATOR = re.compile(r"\(?(?:\d{1,4}|[a-zA-Z]|[ivxlcIVXLC]{1,6}|#)[.)](?: +(?=\S)|$)")
FIELD = re.compile(r":(?!:)(?P<name>[^:`\n]{1,80}(?:\\:[^:`\n]{1,40})?):(?: +|$)")
OPTION = re.compile(
    r"(?:-{1,2}|\+)[\w?#][\w-]{0,60}(?:[ =][<\w][^ ,]{0,40})?"
    r"(?:, (?:-{1,2}|\+)[\w?#][\w-]{0,60}(?:[ =][<\w][^ ,]{0,40})?){0,5}(?=  |$)"
)
EXPLICIT = re.compile(r"\.\.(?: |$)")
_MARKED = re.compile(
    r"(?<![\w*])\*\*[^\s*][^*]{0,200}\*\*(?![\w*])|(?<![\w`])``[^\s`][^`]{0,200}``(?![\w`])"
    r"|(?<![\w:]):[a-z][\w:+-]{0,40}:`[^`]"
)
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*")
MIN_RULE = 4
"""Characters of a row of signs that is a rule, or that underlines a title shorter than it is."""


def expand(text: str) -> list[str]:
    """The lines of `text`, tabs as spaces and without spaces at their ends."""
    return [line.expandtabs(8).rstrip() for line in text.split("\n")]


def indent_of(line: str) -> int:
    """The spaces that `line` begins with."""
    return len(line) - len(line.lstrip(" "))


def dedent(lines: Sequence[str]) -> list[str]:
    """`lines` without the indentation that they share, and without blank ones around them."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    said = lines[first:last]
    shared = min((indent_of(line) for line in said if line), default=0)
    return [line[shared:] for line in said]


def hang(first: str, below: Sequence[str]) -> list[str]:
    """`first`, which stood behind a mark, and the lines set in below it, as a text of their own."""
    is_apart = bool(below) and not below[0]
    return [first, *([""] if is_apart else []), *dedent(below)]


def has_marks(lines: Sequence[str]) -> bool:
    """Whether `lines` hold a directive, a list, code of their own or words that are marked, and so
    are no code."""
    below = [*lines[1:], ""]
    return any(
        EXPLICIT.match(line)
        or BULLET.match(line)
        or FIELD.match(line)
        or (line.endswith("::") and not after)
        or _MARKED.search(line)
        for line, after in zip(lines, below, strict=True)
    )


def find_indented(lines: Sequence[str], start: int) -> int:
    """The number behind the last line from `start` on that is set in; blank lines between count."""
    end = number = start
    while number < len(lines) and (not lines[number] or lines[number][0] == " "):
        number += 1
        if lines[number - 1]:
            end = number
    return end


def find_blank(lines: Sequence[str], start: int) -> int:
    """The number of the next blank line from `start` on, or that behind the last."""
    while start < len(lines) and lines[start]:
        start += 1
    return start


def is_adornment(line: str) -> bool:
    """Whether `line` is one punctuation mark again and again, such as "=====", or only once."""
    return bool(line) and _ADORNMENT.fullmatch(line) is not None


def read_title(lines: Sequence[str], start: int) -> tuple[str, str, int] | None:
    """The title that begins there: its text, how it is set ("=" if it is underlined so, "==" if it
    stands between two such lines), and the number of lines that it takes; None if there is none."""
    first = lines[start]
    below = lines[start + 1] if start + 1 < len(lines) else ""
    if is_adornment(first) and below and not is_adornment(below):
        last = lines[start + 2] if start + 2 < len(lines) else ""
        if last and last[0] == first[0] and is_adornment(last) and len(last) >= 2:
            return below.strip(), 2 * first[0], 3
        return None
    if first[:1] in ("", " ") or not is_adornment(below) or len(below) < 2:
        return None
    is_long = len(below) >= min(MIN_RULE, len(first))
    return (first, below[0], 2) if is_long and not is_adornment(first) else None
