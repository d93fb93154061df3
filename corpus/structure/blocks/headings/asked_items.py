"""Numbered items that are the questions of an FAQ, as nearly all that count with them ask."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import Heading

_MIN_ASKING = 3
"""Questions of a list that are proof of others."""
_MIN_SHARE = 2 / 3
_MAX_QUESTION = 400
_NUMBER = re.compile(r"(\d{1,3})[.)]\s")
_ASKING = re.compile(r"[?？؟][\"'”’»)]*(?:\s|$)")
_MAX_CONTENTS = 20_000
"""Characters of what is left out of the text that are looked through for its contents."""
_MAX_IN_CONTENTS = 100


def raise_asked_items(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with the numbered items as headings that count on with questions from 1, if two of
    three of all of these ask, or three do and all stand in the list of contents, which is left out:
    "4. While it runs, the lamp goes out." Each of them, headings and items, must stand as far in,
    by itself and above an answer. Linear."""
    read = list(blocks)
    said = [number for number, block in enumerate(read) if block.role != "gap"]
    following = dict(pairwise(said))
    contents = _join_left_out(read)
    for run in _find_runs(read, said):
        texts = [" ".join(read[number].text.split()) for number in run]
        asking = sum(_ASKING.search(text) is not None for text in texts)
        if asking < _MIN_ASKING or max(map(len, texts)) > _MAX_QUESTION:
            continue
        is_listed = len(run) <= _MAX_IN_CONTENTS and all(text in contents for text in texts)
        if asking < _MIN_SHARE * len(run) and not is_listed:
            continue
        if not all(_is_answered(read, number, following.get(number)) for number in run):
            continue
        for number, text in zip(run, texts, strict=True):
            if read[number].role == "list":
                label = str(_read_count(read[number]))
                heading = Heading(text, "number", 1, label)
                read[number] = replace(read[number], role="heading", heading=heading)
    return read


def _join_left_out(blocks: Iterable[Block]) -> str:
    """The lines that belong to no text, such as those of a list of contents, in one."""
    left, length = [], 0
    for block in blocks:
        if block.role == "gap" and block.text and length < _MAX_CONTENTS:
            left.append(" ".join(block.text.split()))
            length += len(left[-1])
    return " ".join(left)


def _find_runs(blocks: Sequence[Block], said: Iterable[int]) -> Iterator[list[int]]:
    """The numbered items and headings that count up from 1 as far in as the first of them."""
    runs: dict[tuple[int, int], list[int]] = {}
    for number in said:
        block = blocks[number]
        count = _read_count(block) if block.role in ("list", "heading") else None
        if count is None:
            continue
        place = block.depth, block.indent
        run = runs.setdefault(place, [])
        if count != len(run) + 1:
            yield run
            runs[place] = run = []
        if count == len(run) + 1:
            run.append(number)
    yield from runs.values()


def _read_count(block: Block) -> int | None:
    match = _NUMBER.match(block.text.lstrip())
    return int(match[1]) if match else None


def _is_answered(blocks: Sequence[Block], number: int, below: int | None) -> bool:
    """Whether the block there stands by itself above running text, no further out than it."""
    if below is None or (number and blocks[number - 1].role not in ("gap", "heading")):
        return False
    block, answer = blocks[number], blocks[below]
    is_below = answer.depth == block.depth and answer.indent >= block.indent
    return is_below and answer.role in ("prose", "code") and _read_count(answer) is None
