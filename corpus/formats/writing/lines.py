"""The lines of a paragraph as one, and what is left out of an item's first."""

import re
from collections.abc import Sequence

_SPACELESS_BREAK = re.compile(
    "(?<=[\u2e80-\u30ff\u3400-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_MAX_VERSE = 80
_MIN_VERSE = 3
"""Lines as short as that, and as many, are to stay lines, as in verse and in addresses."""
_TASK = re.compile(r"\[[ xX/<>!?*\"-]\](?:\s+|\Z)")


def join_lines(lines: list[str]) -> str:
    """Hard-wrapped lines of the source as one line of text.

    `<br>` and two spaces mean a line end, but a quote reads better without one, and the two look
    the same in most sources.
    """
    return _SPACELESS_BREAK.sub("", "\n".join(filter(None, lines))).replace("\n", " ")


def are_to_stay(lines: Sequence[str]) -> bool:
    """Whether `lines` are broken for the sake of it."""
    return len(lines) >= _MIN_VERSE and all(len(line) <= _MAX_VERSE for line in lines)


def strip_task(text: str) -> str:
    """The text of a list's item without the box that it can be ticked off in."""
    match = _TASK.match(text)
    return text[match.end() :] if match else text
