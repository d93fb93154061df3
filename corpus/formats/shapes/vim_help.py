"""Help files of Vim and its plugins, whose marks are those of `:help help-writing`."""

import re
from collections.abc import Iterator, Sequence

from corpus.fields.metadata import Metadata, parse_metadata

# With a single blank it is a sentence that begins with a name in stars.
_HEAD = re.compile(
    r"\s*\*[\w.+-]{1,60}\.(?:txt|[a-z]{2}x)\*"
    r"(?:(?:\t|[ ]{2}|[ ](?=For ))[ \t]*(?P<purpose>\S[^\n]*))?[ \t]*(?:\n|$)"
)
_VERSION = re.compile(r"[^\n]{0,40}\d\.\d")
"""What a file is for is no title: "For Vim version 9.0"."""
_NUMBER_TAG = re.compile(r"\*(\d{1,3}(?:\.\d{1,3}){0,3})\*(?=\s)")
_TAG = re.compile(r"(?:(?<=\s)|^)\*[^\s*|]{1,80}\*(?=\s|$)")
_LINK = re.compile(r"(?<![^\s(\"'`])\|([^\s|]{1,80})\|")
_OPENS_CODE = re.compile(r"(?:^|[ \t])>(?:[a-z]{1,12})?$")
_FENCE = "```"


def strip_help_marks(text: str) -> tuple[Metadata, str] | None:
    """What the first line of a help file states and the text below it without tags ("*name*"), the
    bars of links and the marks of code, which stands between fences; None if `text` is none."""
    head = _HEAD.match(text)
    if head is None:
        return None
    purpose = _TAG.sub("", head["purpose"] or "").strip()
    fields = {"title": purpose} if purpose and not _VERSION.match(purpose) else {}
    lines = text[head.end() :].split("\n")
    return parse_metadata(fields), "\n".join(_strip_lines(lines))


def _strip_lines(lines: Sequence[str]) -> Iterator[str]:
    number = 0
    follows_code = False
    while number < len(lines):
        line = lines[number].rstrip()
        number += 1
        if follows_code and line.startswith("<"):
            line = f" {line[1:]}".rstrip()
        opens = _OPENS_CODE.search(line)
        stripped = _strip_line(line[: opens.start()] if opens else line)
        if stripped or not line:
            yield stripped
        follows_code = opens is not None
        if follows_code:
            end = _find_code_end(lines, number)
            if end > number:
                yield from (_FENCE, *lines[number:end], _FENCE)
            number = end


def _strip_line(line: str) -> str:
    """`line` without the tags in it, but the number of a section; "" if nothing else stands there.
    A tilde at its end marks a heading."""
    line = _TAG.sub("", _NUMBER_TAG.sub(r"\1", line))
    return _LINK.sub(r"\1", line.removesuffix(" ~").rstrip())


def _find_code_end(lines: Sequence[str], start: int) -> int:
    """The line behind the code that begins at `start`: one that is not set in, if only by "<"."""
    end = start
    while end < len(lines) and (not lines[end] or lines[end][0].isspace()):
        end += 1
    return end
