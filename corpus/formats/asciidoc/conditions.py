"""Lines of AsciiDoc that stand only where an attribute is set, or is not."""

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.formats.asciidoc.lines import ATTRIBUTE

_CONDITION = re.compile(
    r"(?P<kind>ifn?def|ifeval|endif)::(?P<names>[^\s\[\]]{0,300})\[(?P<text>.*)\]$"
)
_EVALUATED = re.compile(
    r"\s*\"?(?P<left>[^\"<>=!]{0,100}?)\"?\s*(?P<sign>[=!<>]=|[<>])\s*\"?(?P<right>[^\"<>=!]{0,100}?)\"?\s*"
)
_REFERENCE = re.compile(r"\{([A-Za-z_][\w-]{0,60})\}")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_OF_PAGES = frozenset(
    (
        *("backend-html5", "basebackend-html", "backend", "basebackend", "asciidoctor"),
        *("backend-html5-doctype-article", "doctype-article", "doctype", "asciidoctor-version"),
    )
)
"""Set where a document becomes a page, as most do."""


def keep_what_counts(lines: Sequence[str]) -> Iterator[str]:
    """`lines` without conditions and those that do not count by the attributes that the text sets
    above them; what is set for it by a program is not known, and taken for not set. A condition
    that does not end leaves nothing out."""
    known: dict[str, str] = dict.fromkeys(_OF_PAGES, "html5")
    ended = _find_ended(lines)
    stack: list[bool] = []
    hidden = 0
    comment = ""
    for number, line in enumerate(lines):
        condition = _CONDITION.match(line) if "::" in line else None
        if line.startswith("////") and comment in ("", line):
            comment = "" if comment else line
        if condition is None:
            if not hidden:
                if not comment:  # in which nothing is set
                    _remember(line, known)
                yield line
        elif condition["kind"] == "endif":
            if stack:
                hidden -= not stack.pop()
        elif _is_of_one_line(condition):
            if not hidden and _counts(condition, known):
                yield condition["text"]
        elif number in ended:
            stack.append(_counts(condition, known))
            hidden += not stack[-1]


def _is_of_one_line(condition: re.Match[str]) -> bool:
    return condition["kind"] in ("ifdef", "ifndef") and bool(condition["text"])


def _find_ended(lines: Sequence[str]) -> set[int]:
    """Which lines begin a condition that ends."""
    opened: list[int] = []
    ended: set[int] = set()
    for number, line in enumerate(lines):
        condition = _CONDITION.match(line) if "::" in line else None
        if condition is None or _is_of_one_line(condition):
            continue
        if condition["kind"] != "endif":
            opened.append(number)
        elif opened:
            ended.add(opened.pop())
    return ended


def _remember(line: str, known: dict[str, str]) -> None:
    match = ATTRIBUTE.match(line) if line.startswith(":") else None
    if match is None:
        return
    name = match["name"].casefold()
    if "!" in (line[1], line[match.end("name")]):
        known.pop(name, None)
    else:
        known[name] = (match["value"] or "")[:300]


def _counts(condition: re.Match[str], known: Mapping[str, str]) -> bool:
    if condition["kind"] == "ifeval":
        said = _EVALUATED.fullmatch(
            _REFERENCE.sub(lambda name: known.get(name[1].casefold(), ""), condition["text"])
        )
        return said is None or _compare(said["left"], said["sign"], said["right"])
    names = condition["names"].casefold()
    some = all if "+" in names else any
    is_set = some(name in known for name in re.split("[,+]", names))
    return is_set == (condition["kind"] == "ifdef")


def _compare(left: str, sign: str, right: str) -> bool:
    """Whether one value stands in that relation to the other; what cannot be told counts."""
    if sign in ("==", "!="):
        return (left == right) == (sign == "==")
    if not (_NUMBER.fullmatch(left) and _NUMBER.fullmatch(right)):
        return True
    one, other = float(left), float(right)
    return (one < other if sign[0] == "<" else one > other) or (sign[1:] == "=" and one == other)
