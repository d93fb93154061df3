"""The lines of a paragraph as one, and what is left out of an item's first."""

import re

_SPACELESS_BREAK = re.compile(
    "(?<=[\u2e80-\u30ff\u3400-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_TASK = re.compile(r"\[[ xX/<>!?*\"-]\](?:\s+|\Z)")


def join_lines(lines: list[str]) -> str:
    """Hard-wrapped lines of the source as one line of text.

    `<br>` and two spaces mean a line end, but a quote reads better without one, and the two look
    the same in most sources.
    """
    return _SPACELESS_BREAK.sub("", "\n".join(filter(None, lines))).replace("\n", " ")


def strip_task(text: str) -> str:
    """The text of a list's item without the box that it can be ticked off in."""
    match = _TASK.match(text)
    return text[match.end() :] if match else text
