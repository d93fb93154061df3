"""The marks of quotation before the lines of a mail."""

import re

_MARKS = re.compile(r"\s?(?:>\s?){0,20}")


def split_marks(line: str) -> tuple[str, str]:
    """The marks before a line, and its words."""
    found = _MARKS.match(line)
    end = found.end() if found else 0
    return line[:end], line[end:].strip()
