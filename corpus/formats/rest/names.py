"""What a text in reStructuredText says in one place for others: footnotes, labels, names."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.formats.html_text import breaks_line
from corpus.formats.rest.inline import LEFT_OUT, InlineReader, Names
from corpus.formats.rest.lines import MIN_RULE, find_indented, hang, is_adornment, read_title
from corpus.structure.signs import leave_out_spelt

NOTE = re.compile(r"\.\. +\[(?P<label>\d{1,3}|#[\w-]{0,40}|\*)\](?: +|$)")
CITATION = re.compile(r"\.\. +\[(?P<label>[^\W_][\w.:+-]{0,80})\](?: +|$)")
TARGET = re.compile(r"\.\. +_(?:`(?P<quoted>[^`]{1,100})`|(?P<name>[^:`]{1,100})):(?: |$)|__ ")
_RAW_ROLE = re.compile(r" *\.\. +role:: *(?P<name>[\w-]{1,40})\(raw\)")
_SUBSTITUTION = re.compile(
    r" *\.\. +\|(?P<name>[^|]{1,60})\| +(?P<kind>[\w-]{1,20}):: *(?P<text>.*)"
)
_CITED = re.compile(r"\[(\d{1,3}|#[\w-]{0,40}|\*)\]_(?!\w)")
_OF_PROJECTS = ("version", "release", "today")
"""Names that stand for something in each text of Sphinx."""
_LETTER = re.compile(
    r"(?:0x|\\?x|\\?u|U\+)([0-9a-fA-F]{2,6})|&#x([0-9a-fA-F]{2,6});|\\U([0-9a-fA-F]{8})"
)
_MAX_LETTERS = 40
_MAX_CONTINUED = 10
"""Lines of what stands for a name."""
_MAX_BETWEEN = 6
"""Lines between a label and the title below it."""
_MAX_GROWTH = 10
"""How often as long as the text what is read for names may be."""
_UNNAMED = re.compile(r"__ |\.\. +__:")
_SIGN = re.compile(r"([^\w\s]|_)")


def find_names(lines: Sequence[str]) -> Names:
    """The names that `lines` give."""
    substitutions = dict.fromkeys(_OF_PROJECTS, LEFT_OUT)
    titles: dict[str, str] = {}
    targets: set[str] = set()
    for number, line in enumerate(lines):
        if number and is_adornment(line):
            titled = lines[number - 1].strip()
            if titled and len(line) >= min(MIN_RULE, len(titled)):
                targets.add(titled.casefold())
        if "_" not in line and "|" not in line:
            continue
        if (match := _SUBSTITUTION.match(line)) is not None:
            name = match["name"].casefold()
            if match["kind"] == "replace":
                more = lines[number + 1 : min(number + _MAX_CONTINUED, _end_of(lines, number))]
                text = " ".join((match["text"], *map(str.strip, more)))
                _define(substitutions, name, text.strip())
            else:
                words = _read_other(match["kind"], match["text"], lines[number + 1 : number + 3])
                _define(substitutions, name, _SIGN.sub(r"\\\1", words))
        elif (match := TARGET.match(line.lstrip())) is not None and match.lastgroup:
            name = " ".join((match["quoted"] or match["name"]).replace("\\", "").casefold().split())
            targets.add(name)
            title = _title_below(lines, number + 1)
            if title:
                titles.setdefault(name, title)
    has_unnamed = any(_UNNAMED.match(line) for line in lines)
    roles = (_RAW_ROLE.match(line) for line in lines if "(raw)" in line)
    raw_roles = frozenset(role["name"].casefold() for role in roles if role)
    room = _MAX_GROWTH * sum(map(len, lines))
    return Names(substitutions, titles, frozenset(targets), has_unnamed, raw_roles, room)


def _define(substitutions: dict[str, str], name: str, words: str) -> None:
    if name in _OF_PROJECTS:
        substitutions[name] = words
    else:
        substitutions.setdefault(name, words)


def _read_other(kind: str, text: str, below: Sequence[str]) -> str:
    """What stands for a name that is not the words of the text: letters by their numbers; a day
    that is told when a page is made is not known, and a picture is no words, nor is the break of a
    line, which stands in one of the lines `below`."""
    if kind == "image":
        return ""
    if kind == "raw" and any(breaks_line(line.strip()) for line in below if line[:1] == " "):
        return " "
    if kind != "unicode":
        return LEFT_OUT
    said = text.partition(" .. ")[0]
    return "".join(_read_letter(part) for part in said.split()[:_MAX_LETTERS])


def _read_letter(part: str) -> str:
    match = _LETTER.fullmatch(part)
    if match is None:
        return part
    place = int(match[1] or match[2] or match[3], 16)
    is_letter = 0x20 < place < 0xD800 or 0xDFFF < place < 0x110000
    return leave_out_spelt(chr(place)) if is_letter else ""


def find_notes(lines: Sequence[str]) -> dict[str, list[str]]:
    """The lines of each footnote that is cited, by its label; those that are only counted have
    "#1", "#2" or "*1"."""
    cited: set[str] = set()
    counts: Counter[str] = Counter()
    for line in lines:
        if "]_" in line:
            cited.update(count_label(one[1], counts) for one in _CITED.finditer(line))
    notes: dict[str, list[str]] = {}
    counts = Counter()
    for number, line in enumerate(lines):
        match = NOTE.match(line)
        if match:
            label = count_label(match["label"], counts)
            if label in cited and label not in notes:
                end = find_indented(lines, number + 1)
                notes[label] = hang(line[match.end() :], lines[number + 1 : end])
    return notes


def count_label(label: str, counts: Counter[str]) -> str:
    """`label`, or where footnotes are only counted, with its number, of those in `counts`."""
    if label not in ("#", "*"):
        return label
    counts[label] += 1
    return f"{label}{counts[label]}"


def _end_of(lines: Sequence[str], number: int) -> int:
    """The number behind the last line of the block at `number`: what is set in deeper below it."""
    own = len(lines[number]) - len(lines[number].lstrip())
    end = number + 1
    while end < len(lines) and lines[end] and len(lines[end]) - len(lines[end].lstrip()) > own:
        end += 1
        if end - number > _MAX_CONTINUED:
            break
    return end


def _title_below(lines: Sequence[str], start: int) -> str | None:
    for number in range(start, min(start + _MAX_BETWEEN, len(lines))):
        if lines[number] and not lines[number].startswith(".. "):
            title = read_title(lines, number)
            return InlineReader(Names()).read(title[0]) if title else None
    return None
