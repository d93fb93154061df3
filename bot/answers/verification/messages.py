"""A message as what there is to verify in it: its sentences, and what it quotes in them."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from bot.answers.verification.attribution.citing import BRACKETED, read_citation
from bot.answers.verification.pieces import BRACKETED_GAP, BROKEN, split_message
from bot.answers.verification.quotations import find_quotations
from bot.answers.verification.wrappings import skip_head, strip_tags, unwrap_line

MAX_CHARACTERS = 4096
"""Of a text that are read, as many as a message has."""

MAX_CLAIMS = 64
"""What is verified for itself in one text; of more sentences several are one."""

_MAX_SOURCE_CHARACTERS = 160

_QUOTING = re.compile(r"[ \t]*(?:[>│][ \t]?)+")
"""What mails have before each line that they quote, and `footnote ask` too."""
_ITEM = regex.compile(
    r"\s*(?:[-*+•▪◦‣·●○■□–—]\s+|\(?(?:\d{1,3}[.)]|[A-Za-z]\)|[ivx]{1,4}\)|\d{1,3}[:.]\d{1,3}\)?)\s+"
    r"|\d{1,2}/(?:\d{1,2})?\s+(?=\p{Lu}|\p{Lo})|[#]{1,6}\s+|[QA]\s?[:.]\s+)"
)
_RAISED = regex.compile(r"(?<=\p{L}{3}|[.!?…”\"»])[¹²³⁰⁴-⁹]{1,3}\s*\Z")  # of a footnote; not "km²"
_DASH = regex.compile(r"\s*(?:--|—|―|~(?!~)|[–-](?!\p{Nd}))\s*(?=\S)")
_SPOKEN_DASH = regex.compile(r"\s*(?:--|[–—―])\s*(?=\p{L})")
"""Before a sentence of a dialogue."""
_LINK = regex.compile(r"\[([^\[\]\n]{1,200})\]\(\s*\S{1,300}\)")
_ADDRESS = r"[<(]?(?:https?://|www\.)[^\s<>「」『』“”\"]+>?"
_ADDRESSES = regex.compile(rf"^\s*{_ADDRESS}(?=\s|$)|(?<!\S){_ADDRESS}\s*$", regex.IGNORECASE)
"""At the ends of a line; one in the middle of a sentence is a word that was put in."""
_MARKUP = regex.compile(
    r"(?<![\s*])\*{1,4}|(?<!\*)\*{1,4}(?=[^\s*])|~~|`+|\|\||(?<![\p{L}\p{N}_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}_])"
)
_ENDS = regex.compile(r"[.?!…:;。！？；：؟।۔՞။]['\"»”“’›」』)\]]*$")
_DATED_END = regex.compile(r"[,·]\s[^,·\n]{0,24}\p{Nd}{4}\s?г\.\s*\Z")
"""A date behind a comma, or the dot that parts names, with the Russian word for a year, whose full
stop is none."""
_MAX_SIGN = 12
"""Characters of a sign that something is left out."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or a few of a message. `quotations` are spans of `text` in quotation marks, with
    them; `is_quoted` says that all of it was marked as quoted, as by ">", `is_one` that it is one
    sentence, whatever it looks like."""

    text: str
    quotations: tuple[tuple[int, int], ...] = ()
    is_quoted: bool = False
    is_one: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that names where the claims before it are from, such as "— Ada Pell, Coast News";
    one in brackets, as `(Coast News, 2023)`, only where the claim right before it is from."""

    text: str
    is_bracket: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    is_quoted: bool
    is_item: bool
    is_source: bool
    number: str = ""


def read_message(
    text: str, has_more: bool = False, has_head: bool = True
) -> list[Claim | SourceLine]:
    """What `text`, of which `MAX_CHARACTERS` are read, claims, in order, without addresses and the
    marks of lists and of Markdown; `[]` if it has no words. Lines that name sources are claims
    where there are no others, unless the message `has_more` than `text`. With `has_head` it may
    begin as a mail does."""
    read = text[:MAX_CHARACTERS].splitlines()
    lines = list(map(_read_line, skip_head(read) if has_head else read))
    if not has_more and not any(_has_words(line.text) for line in lines if not line.is_source):
        lines = [replace(line, is_source=False) for line in lines]
    joined = _join_lines(lines)
    found: list[Claim | SourceLine] = []
    block: list[_Line] = []
    for line in [*joined, None]:
        if line is None or line.is_source or (block and line.is_quoted != block[0].is_quoted):
            found += _read_block(block)
            block = []
        if line is not None and line.is_source and _has_words(line.text):
            found.append(SourceLine(line.text))
        elif line is not None:
            block.append(line)
    return _merge(found)


def take_quoting(line: str) -> str:
    """`line` without marks that it is quoted."""
    quoting = _QUOTING.match(line)
    return line[quoting.end() :] if quoting else line


def looks_like_source(line: str) -> bool:
    """Whether `line` is read as one that names a source."""
    return _read_line(line).is_source


def _read_line(line: str) -> _Line:
    is_quoted, line = _QUOTING.match(line) is not None, take_quoting(line)
    # Hashtags often stand before an address.
    line = _RAISED.sub("", unwrap_line(_strip_links(line)))
    dash, item = _DASH.match(line), _ITEM.match(line)
    is_short = len(line) <= _MAX_SOURCE_CHARACTERS and not has_end(_MARKUP.sub("", line))
    is_source = is_short and (bool(dash and not _is_bullet(line)) or " · " in line)
    if dash and is_source:
        line = line[dash.end() :]
    elif head := item or _SPOKEN_DASH.match(line):
        line = line[head.end() :]
    number = item[0].strip().partition("/")[0] if item and not is_source else ""
    number = number if any(map(str.isdecimal, number)) else ""
    bare = _strip_markup(line).strip()
    return _Line(bare, is_quoted, item is not None, is_source, number)


def _strip_markup(line: str) -> str:
    """`line` without marks of Markdown that open and close something in it, or that open or close
    it: another line may have the other one. What stands alone in it is a word's, as of "vcs*"; low
    lines around one word or before the first may be its own, as of "__init__" (`read_variants`)."""
    taken: list[tuple[int, int]] = []
    opened: dict[str, tuple[int, int]] = {}  # of each sign what is left of the last
    for mark in _MARKUP.finditer(line):
        (start, end), sign = mark.span(), mark[0][0]
        before, behind = line[:start][-1:], line[end:][:1]
        first, last = opened.get(sign, (0, 0))
        if before.strip() and end - start <= last - first:
            if sign != "_" or any(map(str.isspace, line[last:start])):
                taken += ((start, end), (last - (end - start), last))
            opened[sign] = first, last - (end - start)
        elif behind.strip() and not before.isalnum():
            opened[sign] = start, end
        elif end - start > 1 and not line[end:].strip():
            taken.append((start, end))
    opened.pop("_", None)
    taken += (span for span in opened.values() if not line[: span[0]].strip())
    for start, end in sorted(taken, reverse=True):
        line = line[:start] + line[end:]
    return line


def list_numbers(text: str) -> list[tuple[str, str]]:
    """The number at the beginning of each line that has one, as one of a list has, and the rest of
    that line, as it is read."""
    lines = map(_read_line, skip_head(text[:MAX_CHARACTERS].splitlines()))
    return [(line.number, line.text) for line in lines if line.number and line.text]


def _strip_links(line: str) -> str:
    return _ADDRESSES.sub(" ", _LINK.sub(r"\1", line)).rstrip()


def list_lines(text: str) -> list[str]:
    """The lines of what is read of `text`, whole but for addresses and tags."""
    return [strip_tags(_strip_links(line)) for line in text[:MAX_CHARACTERS].splitlines()]


def _is_bullet(line: str) -> bool:
    """Whether a dash at the beginning is that of a list: a short one."""
    return line.lstrip()[:2] == "- "


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _join_lines(lines: list[_Line]) -> list[_Line]:
    """Lines that somebody else's wrapping has broken are one again: of a stretch in which a line
    ends without a mark and the next goes on in lower case. Lines of verse stay."""
    joined: list[_Line] = []
    stretch: list[_Line] = []
    for line in [*lines, None]:
        is_on = line is not None and stretch and _may_go_on(stretch[-1], line)
        if stretch and not is_on:
            joined += _join_stretch(stretch)
            stretch = []
        if line is not None:
            stretch.append(line)
    return joined


def _may_go_on(line: _Line, following: _Line) -> bool:
    return (
        bool(line.text and following.text)
        and line.is_quoted == following.is_quoted
        and not following.is_item
        and not line.is_source
        and not following.is_source
    )


def _join_stretch(lines: list[_Line]) -> list[_Line]:
    pairs = list(itertools.pairwise(lines))
    if not any(_is_broken(one.text, other.text) for one, other in pairs):
        return lines
    text = lines[0].text
    parts = [text]
    for one, other in pairs:
        is_inside = _ends_inside(one.text) and other.text[:1].islower()
        if is_inside:
            parts[-1] = parts[-1][:-1] + BROKEN
        is_end = has_end(one.text) and other.text[:1].isupper()
        parts.append("" if is_inside else "\n" if is_end else " ")
        parts.append(other.text)
    return [
        _Line(part, lines[0].is_quoted, lines[0].is_item, is_source=False)
        for part in "".join(parts).split("\n")
    ]


def _is_broken(line: str, following: str) -> bool:
    is_on = line[-1].isalnum() or _ends_inside(line)
    return is_on and following[0].isalnum() and not following[0].isupper()


def _ends_inside(line: str) -> bool:
    """Whether the end of the line parts a word, at a hyphen."""
    return line[-1] == "-" and line[-2:-1].isalpha()


def _read_block(lines: list[_Line]) -> list[Claim | SourceLine]:
    """The claims of lines that are all quoted, or none of them."""
    text = "\n".join(line.text for line in lines)
    if not _has_words(text):
        return []
    quotations = find_quotations(text)
    spans: list[tuple[int, int]] = []
    number = 0
    for start, end in split_message(text):
        # A quotation of several sentences stays one, as do the sentences around something left out.
        while number < len(quotations) and quotations[number][1] <= start:
            number += 1
        is_inside = number < len(quotations) and quotations[number][0] < start
        is_on = is_inside or (
            bool(spans)
            and (_is_gap_between(text, spans[-1][1], start) or _is_in_path(text, spans[-1][0], end))
        )
        if spans and is_on:
            start = spans.pop()[0]
        spans += _part_bracket(text, start, end, quotations) if spans else [(start, end)]
    return list(_make_claims(text, spans, quotations, lines[0].is_quoted))


def _part_bracket(
    text: str, start: int, end: int, quotations: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """A sentence as one span, or as two if it begins with a source in brackets right behind a
    quotation."""
    bracket = BRACKETED.match(text, start, end)
    before = len(text[:start].rstrip()) if bracket else 0
    is_behind = bracket is not None and any(last == before for _, last in quotations)
    if bracket is None or bracket.end() == end or not is_behind or not read_citation(bracket[0]):
        return [(start, end)]
    return [(start, bracket.end()), (bracket.end(), end)]


def _is_in_path(text: str, start: int, end: int) -> bool:
    """Whether a dash with a title and headings behind it begins at `start` and goes on to `end`,
    "– Rules › Article 17. Nets": a number or a question in them ends no sentence."""
    line = text[start:end]
    return _DASH.match(line) is not None and "›" in line and "\n" not in line.strip()


def _is_gap_between(text: str, end: int, start: int) -> bool:
    """Whether one sentence ends, or the next begins, with a sign that something is left out."""
    near = text[max(0, end - _MAX_SIGN) : start + _MAX_SIGN]
    return any(
        gap.start() <= start - max(0, end - _MAX_SIGN) and gap.end() >= min(end, _MAX_SIGN)
        for gap in BRACKETED_GAP.finditer(near)
    )


def has_end(text: str) -> bool:
    """Whether `text` ends in a mark, as a sentence does."""
    return not _DATED_END.search(text[-40:]) and _ENDS.search(text.rstrip()[-8:]) is not None


def _make_claims(
    text: str, spans: list[tuple[int, int]], quotations: list[tuple[int, int]], is_quoted: bool
) -> Iterator[Claim | SourceLine]:
    number = 0
    for start, end in spans:
        within: list[tuple[int, int]] = []
        while number < len(quotations) and quotations[number][0] < end:
            first, last = quotations[number]
            within.append((first - start, min(last, end) - start))
            number += 1
        claim = text[start:end]
        is_short = start > 0 and len(claim) <= _MAX_SOURCE_CHARACTERS
        if is_short and _DASH.match(claim) and not has_end(claim) and not within:
            yield SourceLine(claim)
        elif is_short and not within and _is_citation(text, start, claim, quotations):
            yield SourceLine(claim, is_bracket=True)
        elif _has_words(claim):
            yield Claim(claim, tuple(within), is_quoted)


def _is_citation(text: str, start: int, claim: str, quotations: list[tuple[int, int]]) -> bool:
    """Whether a sentence that begins at `start` is a source, in brackets or right behind a
    quotation."""
    if not BRACKETED.fullmatch(claim):
        before = len(text[:start].rstrip())
        if has_end(claim) or all(end != before for _, end in quotations):
            return False
    return read_citation(claim) is not None


def _merge(found: list[Claim | SourceLine]) -> list[Claim | SourceLine]:
    """`found` with so many neighbours joined that there are at most `MAX_CLAIMS` claims, or twice
    as many, if lines that name sources part them."""
    if len(found) <= MAX_CLAIMS:
        return found
    size = MAX_CHARACTERS // MAX_CLAIMS
    merged: list[Claim | SourceLine] = []
    for one in found:
        last = merged[-1] if merged else None
        if isinstance(last, Claim) and isinstance(one, Claim) and len(last.text) < size:
            merged[-1] = _join_claims(last, one)
        elif isinstance(one, Claim) or isinstance(last, Claim):
            merged.append(one)
    return merged


def _join_claims(one: Claim, other: Claim) -> Claim:
    offset = len(one.text) + 1
    moved = tuple((start + offset, end + offset) for start, end in other.quotations)
    return Claim(
        f"{one.text}\n{other.text}", one.quotations + moved, one.is_quoted and other.is_quoted
    )
