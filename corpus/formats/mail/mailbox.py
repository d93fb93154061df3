"""Where the mails of a mailbox begin and end."""

import re
from collections.abc import Iterator

_FROM = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,200}\d:\d\d[^\n]{0,60}"
    rb"(?:\n(?=[!-9;-~]{1,100}:|>From )|\Z)"
)
"""The line above a mail: who sent it, and when it came. A header follows, else it is a sentence
that begins with that word."""
_ESCAPED = re.compile(rb"(?m)^>(>{0,20}From )")
"""A line of a mail that would else be such a one."""


def split_mailbox(data: bytes) -> Iterator[bytes]:
    """The mails of the mailbox `data`, one after another; `data` itself if it is one mail."""
    begins = list(_FROM.finditer(data))
    if not begins or data[: begins[0].start()].strip():
        yield data[: begins[0].start()] if begins else data
    ends = [match.start() for match in begins[1:]] + [len(data)]
    for match, end in zip(begins, ends, strict=False):
        yield _ESCAPED.sub(rb"\1", data[match.end() : end])
