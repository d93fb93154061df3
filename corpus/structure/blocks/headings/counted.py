"""Numbered headings that only their number tells, as they count on from those above them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import Heading
from corpus.structure.blocks.lines import SENTENCE_END, SPACELESS, leads_in

_MIN_COUNTED = 2
"""Numbered headings above it before an item is taken for the next; one is enough above a question.
"""
_MAX_POINT = 80
_ASKS = ("?", "？", "؟")
_MAX_HEADING = 300
"""Characters: a long question of an FAQ takes a few lines."""
_MAX_STOPPED_WORDS = 8
_MAX_TITLE_WORDS = 4
"""Behind a number, one less before a full stop: more of them may be a step of a list."""
_NUMBER = re.compile(
    r"(\d{1,3}(?:\.\d{1,3}){0,4})(?:[.)]\s|(?<=\d\.\d)\s|(?<=\d\.\d\d)\s)|\[(\d{1,3})\]\s"
)


def count_on_headings(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with the items that stand by themselves above running text as headings, where two
    numbered headings or more have counted up to their number. Linear."""
    counted = list(blocks)
    is_faq = _head_questions(counted)
    said = [number for number, block in enumerate(counted) if block.role != "gap"]
    last: tuple[int, ...] = ()
    run = 0
    for number, following in zip(said, chain(said[1:], [-1]), strict=False):
        block = counted[number]
        count = _read_count(block.text)
        if block.role == "heading" and count:
            run, last = run + 1 if _follows(count, last) else 1, count
            continue
        least = 1 if block.text.rstrip().endswith(_ASKS) else _MIN_COUNTED
        if not count or run < least or not _follows(count, last):
            continue
        is_set_off = counted[number - 1].role == "gap" and following > number + 1
        if is_set_off and _heads(block, counted[following], may_lead_in=is_faq):
            counted[number] = _make_counted(block, count)
            run, last = run + 1, count
    return counted


def _head_questions(blocks: list[Block]) -> bool:
    """Makes headings of the numbered questions with running text right below them, if two count on
    from each other; whether there are such."""
    asked: list[int] = []
    is_faq = False
    last: tuple[int, ...] = ()
    for number, block in enumerate(blocks):
        if block.role not in ("list", "heading") or not (count := _read_count(block.text)):
            continue
        if block.role == "list":
            if not _is_question_above_text(blocks, number):
                continue
            is_faq |= bool(asked) and _follows(count, last)
            asked.append(number)
        last = count
    if is_faq:
        for number in asked:
            blocks[number] = _make_counted(blocks[number], _read_count(blocks[number].text))
    return is_faq


def _is_question_above_text(blocks: Sequence[Block], number: int) -> bool:
    """Whether the item there asks, stands by itself and has running text right below it."""
    block = blocks[number]
    if number + 1 == len(blocks) or not block.text.rstrip("\"'”’») ").endswith(_ASKS):
        return False
    below = blocks[number + 1]
    is_apart = number == 0 or blocks[number - 1].role in ("gap", "heading")
    is_answered = below.role == "prose" and (below.depth, below.indent) == (
        block.depth,
        block.indent,
    )
    return is_apart and is_answered and len(block.text) <= _MAX_HEADING


def _make_counted(block: Block, count: tuple[int, ...]) -> Block:
    heading = Heading(" ".join(block.text.split()), "number", len(count), ".".join(map(str, count)))
    return replace(block, role="heading", heading=heading)


def leave_out_steps(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with the numbered headings as items that are steps of a list: that count on from an
    item, as "5. Go on to the next lesson" below "4. Save the file.", or are sentences from which an
    item counts on. A question is none, nor are a few words. Linear."""
    read = list(blocks)
    before: int | None = None
    for number, block in enumerate(read):
        if block.role not in ("list", "heading"):
            continue
        count = _read_count(block.text)
        if len(count) == 1:
            if before is not None and _follows(count, _read_count(read[before].text)):
                _level_steps(read, before, number)
            before = number
        elif block.role == "heading" and before is not None and block.indent <= read[before].indent:
            before = None  # one that is set in stands within the step
    return read


def _level_steps(read: list[Block], one: int, two: int) -> None:
    """Of two numbered blocks that follow each other makes both items if one is and the other, a
    heading, is a step."""
    if read[one].role == "list" and _is_step(read[two]):
        read[two] = replace(read[two], role="list", heading=None)
    elif read[two].role == "list" and SENTENCE_END.search(read[one].text) and _is_step(read[one]):
        read[one] = replace(read[one], role="list", heading=None)


def _is_step(block: Block) -> bool:
    """Whether a heading says too much behind its number for a title, and asks nothing."""
    most = _MAX_TITLE_WORDS - bool(SENTENCE_END.search(block.text))
    is_question = block.text.rstrip("\"'”’») ").endswith(_ASKS)
    return block.role == "heading" and len(block.text.split()) - 1 > most and not is_question


def head_minutes(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with short numbered lines as headings, where each has sentences below it and nothing
    right above, as the points of minutes, "1. Accounts" above "They are approved.", and what is
    asked without a question mark, "[1] How to trim the wick". All numbered ones must, from 1 on, or
    none is one. Linear."""
    read = list(blocks)
    counts = [n for n, block in enumerate(read) if block.role == "list" and _read_count(block.text)]
    is_minutes = len(counts) >= _MIN_COUNTED and all(
        _read_count(read[n].text) == (place,) and _is_point(read, n)
        for place, n in enumerate(counts, 1)
    )
    if not is_minutes or not any(SENTENCE_END.search(_find_below(read, n).text) for n in counts):
        return read
    for place, n in enumerate(counts, 1):
        heading = Heading(" ".join(read[n].text.split()), "number", 1, str(place))
        read[n] = replace(read[n], role="heading", heading=heading)
    return read


def _is_point(blocks: Sequence[Block], number: int) -> bool:
    """Whether the item there is a short line above running text that begins with a capital."""
    block = blocks[number]
    if number == 0 or number + 1 == len(blocks) or blocks[number - 1].role != "gap":
        return False
    text, below = block.text.strip(), _find_below(blocks, number)
    title = text.partition(" ")[2].lstrip()
    return (
        len(text) <= _MAX_POINT
        and title[:1].isupper()
        and not SENTENCE_END.search(text)
        and not leads_in(text)
        and (below.role, below.depth) == ("prose", block.depth)
        and below.indent >= block.indent
        and not below.text.lstrip()[:1].islower()
    )


def _find_below(blocks: Sequence[Block], number: int) -> Block:
    """The block below that one, behind a blank line at most."""
    below = number + 2 if blocks[number + 1].role == "gap" else number + 1
    return blocks[min(below, len(blocks) - 1)]


def _read_count(text: str) -> tuple[int, ...]:
    match = _NUMBER.match(text.lstrip())
    return tuple(map(int, (match[1] or match[2]).split("."))) if match else ()


def _follows(count: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether `count` is the next number after `last`: beside it, above it or the first below."""
    if len(count) > len(last):
        return count == (*last, 1)
    return count[:-1] == last[: len(count) - 1] and count[-1] == last[len(count) - 1] + 1


def _heads(block: Block, following: Block, *, may_lead_in: bool) -> bool:
    """Whether `block` may be a heading of `following` rather than a sentence or an item; a colon
    ends one only if it `may_lead_in`, as a question that an FAQ answers."""
    text = block.text
    stops = SENTENCE_END.search(text) and text.rstrip("\"'”’»)")[-1] not in "?？؟"
    return (
        block.role == "list"
        and len(text) <= _MAX_HEADING
        and (may_lead_in or not leads_in(text))
        and not (stops and (len(text.split()) > _MAX_STOPPED_WORDS or SPACELESS.search(text)))
        and following.role in ("prose", "code", "table")
        and following.depth == block.depth
    )
