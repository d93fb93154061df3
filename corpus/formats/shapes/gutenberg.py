"""Books of Project Gutenberg: what its head states, and the book between head and tail."""

import re

from corpus.fields.metadata import Metadata, parse_metadata
from corpus.structure.blocks.lines import has_letters

_MAX_HEAD = 20_000
_TITLE_PAGE_LINES = 20
_START = re.compile(
    r"^(?:\*{3}\s?START OF (?:THE|THIS) PROJECT GUTENBERG E(?:BOOK|TEXT)[^\n]*(?:\n[^\n]+\*{3})?"
    r"|\*{1,3}\s?END\s?\*{0,3}\s?(?:OF )?THE SMALL PRINT[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
"""Above the book; e-texts from before 2004 end what their lawyers say instead."""
_OLD_HEAD = re.compile(
    r"^(?:\*{0,3}|The )(?:This is )?(?:The )?Project Gutenberg(?:['’]s)? (?:E-?text of )?"
    r"(?P<title>[^\n]{1,200}?),? by (?P<author>[^\n,]{1,100})",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(
    r"^(?:\*{3}\s?END OF (?:THE|THIS) PROJECT GUTENBERG"
    r"|(?:This is the )?End of (?:the |this )?Project Gutenberg)",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(r"^(Title|Author):[ \t]*(\S[^\n]*(?:\n[ \t]+\S[^\n]*){0,3})", re.M)
_CREDIT = re.compile(r"\s*(?:Produced by|E-text prepared by|Transcribed (?:from|by))[^\n]*"
                     r"(?:\n[^\n]+){0,8}\n")  # fmt: skip


def strip_gutenberg(text: str) -> tuple[Metadata, str] | None:
    """What the head states and the book itself; None if `text` is none of theirs."""
    start = _START.search(text, 0, _MAX_HEAD)
    if start is None:
        return None
    end = _END.search(text, start.end())
    fields = {
        match[1].casefold(): " ".join(match[2].split())
        for match in _FIELD.finditer(text, 0, start.start())
    }
    if not fields and (named := _OLD_HEAD.search(text, 0, start.start())):
        fields = {name: value.strip("* ") for name, value in named.groupdict().items()}
    book = text[start.end() : end.start() if end else len(text)]
    if not has_letters(book):  # some have what their lawyers say at the foot
        return None
    credit = _CREDIT.match(book)
    book = _put_below(fields, book[credit.end() :] if credit else book)
    return parse_metadata(fields), book


def _put_below(fields: dict[str, str], book: str) -> str:
    """`book` below its title, so that the heading of its first chapter is not taken for that, and
    without a page that only repeats title and author."""
    title = fields.get("title", "")
    author = fields.get("author", "").casefold()
    lines = book.lstrip("\n").split("\n", _TITLE_PAGE_LINES)
    end = 0
    for number, line in enumerate(lines[:_TITLE_PAGE_LINES]):
        said = " ".join(line.casefold().split()).rstrip(".,")
        if said and said.removeprefix("by ") in (title.casefold(), author):
            end = number + 1
        elif said not in ("", "by"):
            break
    return "\n".join((title.rstrip("."), "", *lines[end:])) if title else book
