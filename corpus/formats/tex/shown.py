"""The tokens of a text in TeX that its readers see something of."""

from corpus.formats.tex.conditions import find_left_out, find_unmet
from corpus.formats.tex.tokens import Tokens, read_tokens
from corpus.formats.tex.unseen import find_unseen

_NOTHING = "{\\relax}"
"""Stands where words were left out, so that neither blanks nor commands run together."""


def read_shown_tokens(text: str) -> Tokens:
    """The tokens of `text` without what conditions leave out that the file decides itself, what is
    set so that nobody sees it, and what stands behind the end of what is read."""
    tokens = read_tokens(text)
    left_out, last = find_left_out(tokens)
    spans = sorted((*left_out, *find_unmet(tokens), *find_unseen(tokens)))
    if not spans and last == len(tokens.kinds):
        return tokens
    places = [*tokens.starts, len(text)]
    parts: list[str] = []
    start = 0
    for first, end in spans:
        if first < last and places[first] >= start:
            parts += (text[start : places[first]], _NOTHING)
            start = places[min(end + 1, len(tokens.kinds))]
    parts.append(text[start : max(start, places[last])])
    return read_tokens("".join(parts))
