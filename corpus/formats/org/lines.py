"""What single lines of Org are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

HEADLINE = re.compile(r"(?P<stars>\*{1,20})[ \t]+(?P<title>\S.*)")
KEYWORD = re.compile(r"[ \t]*#\+(?P<name>[\w-]{1,40}(?:\[[^\]]{0,80}\])?):[ \t]*(?P<value>.*)")
COMMENT = re.compile(r"[ \t]*#(?:[ \t].*)?")
DRAWER = re.compile(r"[ \t]*:[\w-]{1,40}:[ \t]*")
DRAWER_END = re.compile(r"[ \t]*:END:[ \t]*", re.IGNORECASE)
BLOCK = re.compile(r"[ \t]*#\+begin_(?P<name>[\w-]{1,30})(?P<options>(?:[ \t].*)?)", re.IGNORECASE)
BLOCK_END = re.compile(r"[ \t]*#\+end_(?P<name>[\w-]{1,30})[ \t]*", re.IGNORECASE)
LITERAL = re.compile(r"[ \t]*:(?: (?P<text>.*)|[ \t]*)")
ROW = re.compile(r"[ \t]*\|(?P<cells>.*)")
RULE = re.compile(r"[ \t]*-{5,}[ \t]*")
NOTE = re.compile(r"\[fn:(?P<id>[\w-]{1,60})\][ \t]*(?P<text>.*)")
PLANNING = re.compile(r"[ \t]*(?:CLOSED|SCHEDULED|DEADLINE):[ \t]*[<\[]")
_CLOSED = re.compile(r"CLOSED:[ \t]*\[[^\]\n]{0,60}\][ \t]*")
_CLOCK = re.compile(r"[ \t]*CLOCK:")
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-+]|(?<=[ \t])\*|(?:\d{1,4}|[A-Za-z])[.)])"
    r"(?:[ \t]+(?P<text>.*)|$)"
)
_COUNTER = re.compile(r"\[@[\w]{1,6}\][ \t]*")
_TERM = re.compile(r"(?P<term>\S.{0,200}?)[ \t]+::(?:[ \t]+|$)")
_TAGS = re.compile(r"[ \t]+:(?P<tags>[\w@#%:]{1,200}):[ \t]*$")
_COOKIE = re.compile(r"[ \t]*\[(?:\d{0,4}/\d{0,4}|\d{0,3}%)\]")
_PRIORITY = re.compile(r"\[#[A-Z0-9]{1,2}\][ \t]*")
_STATES = frozenset(
    (
        *("TODO", "DONE", "NEXT", "WAITING", "WAIT", "HOLD", "CANCELLED", "CANCELED", "SOMEDAY"),
        *("STARTED", "INPROGRESS", "IN-PROGRESS", "PROJ", "KILL", "IDEA", "DELEGATED"),
    )
)
_IDENTIFIER = re.compile(r"[ \t]*:CUSTOM_ID:[ \t]+(?P<id>[^\s\[\]]{1,100})", re.IGNORECASE)
_MAX_BELOW = 20
"""Lines below a headline, in which its properties stand."""
_MAX_MACRO = 300
_SAID_ABOVE = ("title", "author", "date", "email")
"""Keywords that are macros, too."""
_BOX = re.compile(r"\[[ xX-]\][ \t]+")
_ALIGNMENT = re.compile(r"<[lcr]?\d{0,4}>")


@dataclass(frozen=True, slots=True)
class Headline:
    """`title` as it is shown, `level` from 1 on, `tags` of its own; `is_comment` if it is one, with
    all that is below it."""

    level: int
    title: str
    tags: frozenset[str]
    is_comment: bool


@dataclass(frozen=True, slots=True)
class Item:
    """The first line of an item: how far it is set in, its term, if it has one, and its text."""

    indent: int
    term: str
    text: str


def read_headline(line: str, states: frozenset[str]) -> Headline | None:
    """The headline that `line` is, without its state of those in `states`, priority and tags."""
    match = HEADLINE.fullmatch(line)
    if match is None:
        return None
    title = match["title"]
    tags = _TAGS.search(title)
    title = title[: tags.start()] if tags else title
    state, _, rest = title.partition(" ")
    title = rest.lstrip() if state in states and rest.strip() else title
    title = _PRIORITY.sub("", title, count=1) if title.startswith("[#") else title
    is_comment = title == "COMMENT" or title.startswith("COMMENT ")
    named = frozenset(tags["tags"].split(":") if tags else ())
    return Headline(len(match["stars"]), _COOKIE.sub("", title).strip(), named, is_comment)


def find_states(lines: Sequence[str]) -> frozenset[str]:
    """The words that say how far a task is, the usual ones and those that the file names."""
    found = set(_STATES)
    for line in lines:
        keyword = KEYWORD.match(line) if line.startswith("#+") else None
        if keyword and keyword["name"].upper() in ("TODO", "SEQ_TODO", "TYP_TODO"):
            found |= {word.partition("(")[0] for word in keyword["value"].split()[:40]}
    return frozenset(found - {"|"})


def find_macros(lines: Sequence[str]) -> dict[str, str]:
    """What the file has macros stand for, by their names in small letters."""
    found: dict[str, str] = {}
    for line in lines:
        keyword = KEYWORD.match(line) if line.startswith("#+") else None
        if keyword and keyword["name"].upper() == "MACRO":
            name, _, words = keyword["value"].strip().partition(" ")
            if not words.startswith("(eval"):
                found.setdefault(name.casefold(), words.strip()[:_MAX_MACRO])
        elif keyword and keyword["name"].casefold() in _SAID_ABOVE:
            found.setdefault(keyword["name"].casefold(), keyword["value"].strip()[:_MAX_MACRO])
    return found


def find_titles(lines: Sequence[str], states: frozenset[str]) -> dict[str, str]:
    """The titles of headlines by the identifiers that links lead to them by, as "#rules"."""
    found: dict[str, str] = {}
    title, below = "", 0
    for line in lines:
        if line[:1] == "*" and (headline := read_headline(line, states)):
            title, below = headline.title, 0
            continue
        below += 1
        if title and below <= _MAX_BELOW and (match := _IDENTIFIER.match(line)):
            found.setdefault(f"#{match['id']}", title)
    return found


def read_item(line: str) -> Item | None:
    """The item of a list that `line` begins."""
    match = _ITEM.match(line)
    if match is None or (match["mark"] in "*" and not match["indent"]):
        return None
    text = (match["text"] or "").strip()
    text = _BOX.sub("", text, count=1) if text.startswith("[") and " :: " in text else text
    text = _COUNTER.sub("", text, count=1) if text.startswith("[@") else text
    term = _TERM.match(text) if match["mark"] in "-+*" else None
    if term:
        return Item(len(match["indent"]), term["term"], text[term.end() :])
    return Item(len(match["indent"]), "", text)


def read_planning(line: str) -> str:
    """When a task is to be begun and done, `""` if `line` only says when it was."""
    return _CLOSED.sub("", line).strip()


def is_clock(line: str) -> bool:
    """Whether `line` says how long somebody worked."""
    return _CLOCK.match(line) is not None


def read_cells(cells: str) -> list[str] | None:
    """The cells of a row, None if it is a rule or only says how columns are set."""
    if cells.startswith("-"):
        return None
    found = [cell.strip() for cell in cells.rstrip().removesuffix("|").split("|")]
    is_setting = all(not cell or _ALIGNMENT.fullmatch(cell) for cell in found)
    return None if is_setting and any(found) else found
