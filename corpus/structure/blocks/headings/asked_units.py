"""Numbered questions that do not look like headings, among others that do."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import leave_out_subject, make_unit
from corpus.structure.numbering.unit_labels import read_unit
from corpus.structure.speakers.turn_labels import is_answer_mark, is_question_mark

_MAX_QUESTION = 400
"""Characters of a question that stands above its answer."""
_MAX_LABEL = 40
_MARK = re.compile(r"([^\W\d_]{1,20})[ .\u00a0]?(\d{1,4})\b")
_INNER_END = re.compile(r"[.!?。！？։।][\"'”’»)\]]*(?:\s+(?=\S)|(?<=[。！？])(?=\S))")
_QUESTION_MARKS = "?？؟;"


def raise_asked_units(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with those numbered questions as headings that are too long for one or ask nothing
    ("Q3) I have seen a seal and would like to feed it."), if others of the kind are headings, so
    that no answer stands under another's question: each has a text below it, and is one sentence,
    ends in a question mark or has the answer of its number below it. Linear."""
    read = list(blocks)
    headings = [block.heading.text for block in read if block.heading]
    asking = Counter(_find_family(text) for text in headings if text[-1] in _QUESTION_MARKS)
    families = set(asking) - {""}
    if not families:
        return read
    # Of a quarter's figures, "Q2", some heads may ask as well.
    counts = Counter(map(_find_family, headings))
    sure = {family for family in families if 1 < asking[family] == counts[family]}
    said = [number for number, block in enumerate(read) if block.role != "gap"]
    for number, below in pairwise(said):
        block = read[number]
        text = leave_out_subject(" ".join(block.text.split()))
        if block.role != "prose" or len(text) > _MAX_QUESTION or read[below].role == "heading":
            continue
        unit = read_unit(text[:_MAX_LABEL])
        following = read_unit(read[below].text[:_MAX_LABEL])
        if unit is None or unit.family not in families or not _is_asked(unit.label):
            continue
        is_next = following is not None and following.family == unit.family
        is_one = unit.family in sure and not _INNER_END.search(text, unit.end + 2)
        is_one |= text[-1] in _QUESTION_MARKS
        if not is_next and (is_one or _answers(read[below].text, unit.label)):
            read[number] = replace(block, role="heading", heading=make_unit(text))
    return read


def _find_family(text: str) -> str:
    """How questions are counted of which `text` is one; `""` if it is none."""
    unit = read_unit(text[:_MAX_LABEL])
    return unit.family if unit and _is_asked(unit.label) else ""


def _is_asked(label: str) -> bool:
    mark = _MARK.match(label)
    return mark is not None and is_question_mark(mark[1])


def _answers(text: str, label: str) -> bool:
    """Whether `text` begins with the mark of the answer to the question `label`."""
    mark, asked = _MARK.match(text), _MARK.match(label)
    return bool(mark and asked and is_answer_mark(mark[1]) and int(mark[2]) == int(asked[2]))
