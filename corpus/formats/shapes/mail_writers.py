"""Who wrote what a mail quotes: whom the line above the marks of quotation names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from corpus.article import Paragraph
from corpus.formats.quoted_mail import read_writer

_MARKS = re.compile(r"\s?(?:>\s?){1,20}")
_COLONS = (":", "：")
_NEAR = 4
"""Lines that are looked at below one."""
_KEY_LENGTHS = (240, 160, 110, 75, 50, 34, 24, 16, 12)
"""Letters and digits at the beginning of a paragraph by which it is found; all of a shorter one."""
_MAX_LOOKED_AT = 360
"""Characters of a paragraph, of which its first letters are the keys."""
_MAX_JOINED = 12
"""Lines."""
_NO_KEY = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Said:
    """By how many marks something is quoted, -1 if by several numbers of them, and who wrote it:
    `""` if that is not known, None if it is not quoted."""

    depth: int
    writer: str | None


@dataclass(slots=True)
class _Found:
    said: dict[str, _Said] = field(default_factory=dict)
    """By the keys that were looked for."""
    leads: dict[str, str] = field(default_factory=dict)
    """The lines that name the writer of what stands below, by their first key, and that writer."""


def name_quoted(
    written: Sequence[str], text: str, paragraphs: Sequence[Paragraph]
) -> tuple[Paragraph, ...]:
    """`paragraphs` of `text`, those that the mail of the lines `written` quotes with their writer
    as the speaker, `""` if that is not known, and all with the depth at which they stand there. A
    line that only names the writer of what stands below ("On Fri, 12 Jan 2024, Jim Hale wrote:")
    is the context of that, and no paragraph."""
    stripped = [_strip_marks(line) for line in written]
    if not any(depth for depth, _ in stripped):
        return tuple(paragraphs)
    keys = [_list_keys(text[one.start : min(one.end, one.start + _MAX_LOOKED_AT)])
            for one in paragraphs]  # fmt: skip
    heads = {heading: _list_keys(heading) for one in paragraphs for heading in one.headings}
    wanted = frozenset(key for own in (*keys, *heads.values()) for key in own)
    found = _find_said(stripped, wanted)
    depths = {
        heading: head.depth for heading, own in heads.items() if (head := _look_up(own, found.said))
    }
    said = [_look_up(own, found.said) for own in keys]
    named: list[Paragraph] = []
    above: tuple[Paragraph, str] | None = None
    """The line that leads up to the next paragraph, and whom it names."""
    for number, one in enumerate(paragraphs):
        depth, writer = _settle(said, number)
        # What somebody quotes, such as the name below it, does not head what they say themselves.
        headings = tuple(each for each in one.headings if depths.get(each, depth) <= depth)
        one = replace(one, speaker=one.speaker or writer, depth=depth, headings=headings)
        if (key := "".join(keys[number][:1])) in found.leads:
            above = one, found.leads[key]
            continue
        if above and above[1] == one.speaker:
            one = replace(one, context=((above[0].start, above[0].end), *one.context))
        above = None
        named.append(one)
    return tuple(named)


def _settle(said: Sequence[_Said | None], number: int) -> tuple[int, str | None]:
    """The depth and the writer of a paragraph; of one that is found in no line those of the one
    before, by nobody if anything near it is quoted."""
    own = said[number]
    if own is not None:
        return own.depth, own.writer
    before = next((one for one in reversed(said[max(0, number - _NEAR) : number]) if one), None)
    after = next((one for one in said[number + 1 : number + 1 + _NEAR] if one), None)
    is_quoted = any(one.depth for one in (before, after) if one)
    return before.depth if before else 0, "" if is_quoted else None


def _list_keys(words: str) -> list[str]:
    """The beginnings of `words` in letters and digits, the longest first, without the mark of an
    item of a list."""
    bare = words.lstrip("-*+•0123456789.) ")
    letters = _NO_KEY.sub("", bare) or _NO_KEY.sub("", words) or words.strip()
    shorter = [letters[:length] for length in _KEY_LENGTHS if length <= len(letters)]
    return shorter or [letters]


def _look_up(keys: Sequence[str], said: Mapping[str, _Said]) -> _Said | None:
    """What is known by the longest of `keys` that is found: several may begin alike."""
    return next((said[key] for key in keys if key in said), None)


def _find_said(stripped: Sequence[tuple[int, str]], wanted: frozenset[str]) -> _Found:
    """Who wrote what begins with the keys `wanted`, read from the lines of the mail."""
    found = _Found()
    at_depth: dict[int, str] = {}
    lead, lead_depth, was_above = "", 0, False
    above = ""
    """The block above the lead, if that is one line, too."""
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
                found.leads[_list_keys(lead)[0]] = writer
                if above and (writer := read_writer(above)):
                    found.leads[_list_keys(above)[0]] = writer  # of a mail that says nothing
        said = _Said(depth, at_depth.get(depth, "" if depth else None))
        if depth > lead_depth and _leads_its_own(stripped, number):
            at_depth = {d: name for d, name in at_depth.items() if d < depth}
            at_depth[depth] = read_writer(words) or ""
            found.leads[_list_keys(words)[0]] = at_depth[depth]
            said = _Said(depth, "")
        for key in _list_wanted(stripped, number, wanted):
            found.said[key] = _agree(found.said.get(key, said), said)
        is_rest = was_above and depth == lead_depth and words.endswith(_COLONS)
        is_rest = is_rest and not lead.endswith(_COLONS)
        if not is_rest:
            above = lead if depth == lead_depth and not was_above else ""
        lead, was_above = f"{lead} {words}" if is_rest else words, True
        lead_depth = depth
    return found


def _list_wanted(
    stripped: Sequence[tuple[int, str]], number: int, wanted: frozenset[str]
) -> set[str]:
    """Those of `wanted` that the line begins with, alone or with the rest of its block."""
    alone = _list_keys(stripped[number][1][:_MAX_LOOKED_AT])
    if len(alone[-1]) == _KEY_LENGTHS[-1] and alone[-1] not in wanted:
        return set()  # most lines begin no paragraph
    return set(wanted.intersection((*alone, *_list_keys(_join_block(stripped, number)))))


def _agree(one: _Said, other: _Said) -> _Said:
    """What is the same of both."""
    if one == other:
        return one
    depth = one.depth if one.depth == other.depth else -1
    return _Said(depth, one.writer if one.writer == other.writer else "")


def _find_depth_below(stripped: Sequence[tuple[int, str]], start: int, above: int) -> int:
    """How many marks the writer's own words have, of what is quoted from `start` on below a line
    with `above` marks: what has more is by those whom they answer. Linear, for each number of
    marks."""
    following = (stripped[number] for number in range(start, len(stripped)))
    below = takewhile(lambda line: line[0] > above or not line[1], following)
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
    for other, words in stripped[number + 1 : number + _MAX_JOINED]:
        if other != depth or not words or len(joined) >= _MAX_LOOKED_AT:
            break
        joined += f" {words[:_MAX_LOOKED_AT]}"
    return joined[:_MAX_LOOKED_AT]
