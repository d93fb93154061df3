"""Units whose numbers begin with a letter, or are numerals, with no word in front: "A.5. Votes",
"B. Fees", "IV. Fog"."""

import regex

_LETTERED = regex.compile(
    r"(?P<letter>[A-Z])\.(?P<number>\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){0,4})[.):]?(?=\s|$)"
)
_MARK = regex.compile(r"(?P<mark>[A-Z]|[IVXLC]{2,6})[.):](?=\s+\S)")
"""Alone: at the beginning of a sentence it may be the initial of a name."""


def read_lettered(text: str) -> tuple[str, ...] | None:
    """The parts of the number that `text` begins with, in lower case, if there is one with a letter
    and digits: "a", "5" of "A.5 Votes"."""
    match = _LETTERED.match(text)
    return (match["letter"].casefold(), *match["number"].split(".")) if match else None


def read_lettered_heading(heading: str) -> tuple[str, ...] | None:
    """The same of a heading, which may also begin with a letter or a numeral alone: "b" of
    "B. Fees", "iv" of "IV. Fog"."""
    if parts := read_lettered(heading):
        return parts
    match = _MARK.match(heading)
    return (match["mark"].casefold(),) if match else None
