"""The lines of a paragraph as one, and what is left out of an item's first."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.structure.blocks.hyphens import Hyphens
from corpus.structure.numbering.unit_lines import find_unit_lines

_SPACELESS_BREAK = re.compile(
    "(?<=[\u2e80-\u30ff\u3400-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_MAX_VERSE = 80
_MIN_VERSE = 3
"""Lines as short as that, and as many, are to stay lines, as in verse and in addresses."""
_JOINT = "\ue004"
"""Behind the hyphen of a line's end, until all words of the text are known."""
_HYPHENS = ("-", "\u2010")
_CUT = re.compile(r"(?<=[^\W_]-)\n[ \t]{0,80}(?=[^\W_])")
_CUT_END = re.compile(r"[^\W_][-\u2010]$")
_JOINED = re.compile(rf"(\S{{1,60}}){_JOINT}(\S{{1,60}})")
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


def join_wrapped(lines: Sequence[str]) -> str:
    """Hard-wrapped lines as `join_lines` has them, or, for `resolve_hyphens`, with a mark where a
    hyphen ends one; numbered units each in a line of its own."""
    said = [line for line in lines if line]
    if units := find_unit_lines(said):
        ends = (*units[1:], len(said))
        return "\n".join(join_wrapped(said[n:end]) for n, end in zip(units, ends, strict=True))
    if not any(line.endswith(_HYPHENS) for line in lines[:-1]):
        return join_lines(list(lines))
    parts = said[:1]
    for line, after in pairwise(said):
        is_cut = _CUT_END.search(line[-2:]) and after[0].isalnum()
        parts.append(_JOINT + after if is_cut else f"\n{after}")
    return join_lines(["".join(parts)])


def split_units(text: str) -> list[str]:
    """`text` of the source in front of each numbered unit that begins a line and counts on."""
    lines = text.strip().split("\n")
    units = find_unit_lines(lines)
    if not units:
        return [text]
    return ["\n".join(lines[start:end]) for start, end in pairwise((*units, len(lines)))]


def mark_hyphens(text: str) -> str:
    """`text` with the same mark in place of line ends behind hyphens."""
    return _CUT.sub(_JOINT, text) if "-\n" in text else text


def resolve_hyphens(texts: Sequence[str]) -> list[str]:
    """The blocks of a text, in which the hyphens at the ends of lines are kept or not by its words:
    `Hyphens`."""
    if not any(_JOINT in text for text in texts):
        return list(texts)
    hyphens = Hyphens(line for text in texts for line in text.split(_JOINT))

    def join(match: re.Match[str]) -> str:
        before, after = match[1], match[2]
        if hyphens.is_break(before, after):
            return before[:-1] + after
        return before + hyphens.separate(before, after) + after

    return [_JOINED.sub(join, text).replace(_JOINT, "") for text in texts]


def strip_task(text: str) -> str:
    """The text of a list's item without the box that it can be ticked off in."""
    match = _TASK.match(text)
    return text[match.end() :] if match else text
