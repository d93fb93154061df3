"""Who wrote what a mail quotes: whom the line above the marks of quotation names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

from corpus.article import Paragraph
from corpus.formats.quoted_mail import read_writer

_MARKS = re.compile(r"\s?(?:>\s?){1,20}")
_COLONS = (":", "：")
_NEAR = 4
"""Lines that are looked at below one."""
_KEY_WORDS = 4
_MAX_LOOKED_AT = 300
"""Characters of a paragraph, of which its first words are the key."""
_Key = tuple[str, ...]


def name_quoted(
    written: Sequence[str], text: str, paragraphs: Sequence[Paragraph]
) -> tuple[Paragraph, ...]:
    """`paragraphs` of `text`, those that the mail of the lines `written` quotes with their writer
    as the speaker, `""` if that is not known, and all with the depth at which they stand there."""
    writers, depths = _find_writers(written), _find_depths(written)
    if not any(depths.values()):
        return tuple(paragraphs)
    named = []
    depth = 0
    for one in paragraphs:
        words = text[one.start : min(one.end, one.start + _MAX_LOOKED_AT)]
        depth = depths.get(_key(_unmark(words)), depth)
        speaker = one.speaker or writers.get(_key(words), "" if depth else None)
        named.append(replace(one, speaker=speaker, depth=depth))
    return tuple(named)


def _find_depths(lines: Sequence[str]) -> dict[_Key, int]:
    """The first words of each line, to the end of its block, and how many marks of quotation
    stand in front of it; -1 if they stand behind several numbers of marks."""
    depths: dict[_Key, int] = {}
    stripped = [_strip_marks(line) for line in lines]
    for number, (depth, words) in enumerate(stripped):
        for key in {_key(_unmark(words)), _key(_unmark(_join_block(stripped, number)))}:
            depths[key] = depth if depths.get(key, depth) == depth else -1
    return depths


def _unmark(words: str) -> str:
    """`words` without the mark of an item of a list."""
    return words.lstrip("-*+•0123456789.) ")


def _key(words: str) -> _Key:
    return tuple(words.split()[:_KEY_WORDS])


def _find_writers(lines: Sequence[str]) -> dict[_Key, str]:
    """The first words of each quoted line, to the end of its block, and who wrote them."""
    writers: dict[_Key, str] = {}
    others: set[_Key] = set()
    at_depth: dict[int, str] = {}
    lead, lead_depth, was_above = "", 0, False
    stripped = [_strip_marks(line) for line in lines]
    for number, (depth, words) in enumerate(stripped):
        if not words:
            was_above = False
            continue
        if depth > lead_depth and lead.endswith(_COLONS):
            # Whoever wrote what was quoted above did not write what such a line leads up to.
            own = _find_depth_below(stripped, number, lead_depth)
            at_depth = {d: name for d, name in at_depth.items() if d < own}
            if writer := read_writer(lead):
                at_depth[own] = writer
        keys = {_key(words), _key(_join_block(stripped, number))}
        if depth in at_depth:
            writers |= dict.fromkeys(keys, at_depth[depth])
        else:
            others |= keys
        if depth > lead_depth and _leads_its_own(stripped, number):
            at_depth = {d: name for d, name in at_depth.items() if d < depth}
            others |= keys
            at_depth[depth] = read_writer(words) or ""
        is_rest = was_above and depth == lead_depth and words.endswith(_COLONS)
        is_rest = is_rest and not lead.endswith(_COLONS)
        lead, was_above = f"{lead} {words}" if is_rest else words, True
        lead_depth = depth
    return {key: name for key, name in writers.items() if key not in others}


def _find_depth_below(stripped: Sequence[tuple[int, str]], start: int, above: int) -> int:
    """How many marks the writer's own words have, of what is quoted from `start` on below a line
    with `above` marks: what has more is by those whom they answer. Linear, for each number of
    marks."""
    below = takewhile(lambda line: line[0] > above or not line[1], islice(stripped, start, None))
    return min(depth for depth, words in below if words)


def _leads_its_own(stripped: Sequence[tuple[int, str]], number: int) -> bool:
    """Whether the line names the writer of what is quoted as often as itself: some programs quote
    the line, too."""
    depth, words = stripped[number]
    after = next((d for d, said in stripped[number + 1 : number + _NEAR] if said), None)
    return after == depth and read_writer(words) is not None


def _strip_marks(line: str) -> tuple[int, str]:
    mark = _MARKS.match(line)
    return (mark[0].count(">"), line[mark.end() :].strip()) if mark else (0, line.strip())


def _join_block(stripped: Sequence[tuple[int, str]], number: int) -> str:
    """The line with as many of those of its block below it as a key may need."""
    depth, joined = stripped[number]
    for other, words in stripped[number + 1 : number + _KEY_WORDS]:
        if other != depth or not words:
            break
        joined += f" {words}"
    return joined
