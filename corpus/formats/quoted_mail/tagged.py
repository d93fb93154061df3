"""Quotations whose lines begin with who wrote them, as Supercite and FidoNet's programs write them
("Ann> text"), with marks as others have."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.formats.quoted_mail.leads import read_writer

_TAGGED = re.compile(
    r"\s{0,8}(?P<tag>[^\W\d_][\w.'’-]{0,14}(?: [A-Z][\w.-]{0,14})?)(?P<marks>>{1,9})"
    r"(?: +(?P<text>.*)|)"
)
_LEAD = re.compile(r'\s{0,4}>{2,9} ?"(?P<tag>[^"]{1,40})" == (?P<lead>.{2,200}(?:writes|wrote):?)')
_PROMPTS = frozenset(
    (
        *("mysql", "mariadb", "sqlite", "sql", "psql", "ftp", "sftp", "telnet", "gdb", "irb"),
        *("ghci", "prelude", "scheme", "redis", "mongo", "smtp", "nslookup", "python", "lua"),
    )
)
"""What programs write before what is typed into them."""
_MIN_LINES = 2
_MIN_WORDS = 4
"""Of one line by itself."""


def mark_tagged(lines: Sequence[str]) -> list[str]:
    """`lines` with one mark of quotation for the name before what somebody wrote, whom the line
    above names, and two for that of others: who they are, nothing says."""
    found = [_TAGGED.fullmatch(line) if ">" in line else None for line in lines]
    counts = Counter(match["tag"].casefold() for match in found if match)
    marked: list[str] = []
    last = tag = ""
    named: set[str] = set()
    for line, match in zip(lines, found, strict=True):
        lead = _LEAD.fullmatch(line) if '" == ' in line else None
        if lead:
            tag = lead["tag"].casefold()
            named.add(tag)
            marked.append(f"{lead['lead'].rstrip(':')}:")
        elif match and _is_tag(match, counts, named):
            own = match["tag"].casefold()
            if not tag and _is_of(own, read_writer(last) or ""):
                tag = own
            depth = len(match["marks"]) + (own != tag)
            marked.append(f"{'> ' * depth}{match['text'] or ''}")
        else:
            marked.append(line)
        last = line if line.strip() and not match else last
    return marked


def _is_tag(match: re.Match[str], counts: Counter[str], named: set[str]) -> bool:
    tag = match["tag"].casefold()
    is_long = len((match["text"] or "").split()) >= _MIN_WORDS
    return tag in named or (tag not in _PROMPTS and (counts[tag] >= _MIN_LINES or is_long))


def _is_of(tag: str, name: str) -> bool:
    """Whether `tag` is a part of a name, or its initials."""
    words = name.casefold().split()
    return tag in words or (len(tag) > 1 and tag == "".join(word[0] for word in words))
