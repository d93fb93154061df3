"""Paragraphs that are nothing but links, and say nothing that one could quote."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from corpus.structure.blocks.headings.releases import is_of_changes

_ARROWS = ("→", "⟶", "➔", "➜", "➝", "➞", "➡", "➡\ufe0f", "↗")
_BADGE = re.compile(r"badge|shields\.io", re.IGNORECASE)
"""In the address of a picture that a service draws, of a number or a state."""


def is_page_link(token: Token) -> bool:
    """Whether an inline token is one link to a heading of the same page, as in a table of
    contents."""
    link = _read_only_link(token)
    return link is not None and str(link.attrs.get("href", "")).startswith("#")


def is_pointer(token: Token, line: str) -> bool:
    """Whether an inline token, with the words `line`, is one link to where more is told: its words
    end in an arrow, or are those of a heading above what changed in a release."""
    if _read_only_link(token) is None:
        return False
    return line.endswith(_ARROWS) or is_of_changes(line)


def are_badges(token: Token) -> bool:
    """Whether an inline token is nothing but badges: pictures that are links, all of them, and one
    at least by its address. What they are called is no sentence of the text."""
    children = _without_blanks(token)
    pictures = [child for child in children if child.type == "image"]
    if len(children) != 3 * len(pictures) or not pictures:
        return False
    types = [child.type for child in children]
    return types == ["link_open", "image", "link_close"] * len(pictures) and any(
        _BADGE.search(str(picture.attrs.get("src", ""))) for picture in pictures
    )


def _read_only_link(token: Token) -> Token | None:
    """The token that opens the link that an inline token is; None if it is more than one link."""
    children = _without_blanks(token)
    if len(children) < 3 or children[0].type != "link_open" or children[-1].type != "link_close":
        return None
    opened = sum(child.type == "link_open" for child in children)
    return children[0] if opened == 1 else None


def _without_blanks(token: Token) -> Sequence[Token]:
    return [
        child
        for child in token.children or ()
        if child.type not in ("softbreak", "hardbreak")
        and (child.type != "text" or child.content.strip())
    ]
