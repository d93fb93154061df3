"""The lines of AsciiDoc: titles, items of lists, what delimits blocks and what is no text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

DELIMITER = re.compile(r"(?:-{4,}|={4,}|\.{4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```\S*|[|,:!]={3,})")
ATTRIBUTE = re.compile(r":!?(?P<name>[A-Za-z_][\w-]{0,60})!?:(?: +(?P<value>.*))?$")
STYLE = re.compile(r"\[(?P<style>[^\[\]\n]{0,300})\]$|\[\[[^\]\n]{1,200}\]\]$")
BLOCK_TITLE = re.compile(r"\.(?P<title>[^\s.].*)")
MACRO = re.compile(r"(?:[a-z]\w{1,20}|chapter-?\w*)::[^\s\[\]]{0,500}\[.*\]$")
BREAK = re.compile(r"'{3,}|<{3,}|-{3}|\*{3}")
ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING):\s+")
_MARKED = re.compile(r"(?P<mark>={1,6}|#{1,6}) +(?P<title>\S.*)")
_UNDERLINES = "=-~^+"
_ITEM = re.compile(
    r"[ \t]{0,40}(?P<mark>\*{1,6}|-|\.{1,5}|\d{1,3}\.|[a-zA-Z]\.|[ivx]{1,5}\)|<(?:\d{1,3}|\.)>)\s+"
    r"(?=\S)"
)
_TERM = re.compile(
    r"[ \t]{0,40}(?P<term>[^\s:/](?:[^:\n]|:(?!:)){0,300}?)(?P<mark>:{2,4}|;;)"
    r"(?:\s+(?P<text>\S.*))?$"
)


@dataclass(frozen=True, slots=True)
class Item:
    """The beginning of an item: the kind of its mark, which tells the level, a term if it
    describes one, and the text behind the mark."""

    mark: str
    text: str
    term: str = ""


def read_title(lines: Sequence[str], start: int) -> tuple[int, str, int] | None:
    """The level, from 1, and the text of the title that begins there, and its number of lines."""
    marked = _MARKED.fullmatch(lines[start])
    if marked:
        title = marked["title"].removesuffix(marked["mark"]).rstrip()
        return len(marked["mark"]), title, 1
    if start + 1 == len(lines) or not lines[start][:1].strip():
        return None
    line, rule = lines[start], lines[start + 1]
    is_rule = len(rule) > 2 and rule[0] in _UNDERLINES and rule == rule[0] * len(rule)
    if is_rule and abs(len(rule) - len(line)) <= 3 and any(map(str.isalnum, line)):
        return _UNDERLINES.index(rule[0]) + 1, line, 2
    return None


def read_item(line: str) -> Item | None:
    """The item that begins in `line`; None if none does."""
    match = _ITEM.match(line)
    if match:
        mark = match["mark"]
        kind = mark if mark[0] in "*-." else mark[-1]
        return Item(kind, line[match.end() :])
    term = _TERM.match(line)
    if term:
        return Item(term["mark"], term["text"] or "", term["term"].strip())
    return None


def is_comment(line: str) -> bool:
    """Whether `line` is one, or says to the program what to take in."""
    if line.startswith(("ifdef::", "ifndef::", "ifeval::", "endif::", "include::")):
        return True
    return line.startswith("//") and not line.startswith("///")


def ends_paragraph(line: str) -> bool:
    """Whether `line` is no more part of the paragraph above it."""
    return (
        not line
        or line == "+"
        or DELIMITER.fullmatch(line) is not None
        or (line[0] == "[" and STYLE.match(line) is not None)
    )
