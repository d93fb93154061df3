"""Numbered units that are sentences, of which the last looks like a heading."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import UNIT, Heading
from corpus.structure.blocks.lines import SENTENCE_END
from corpus.structure.numbering.unit_labels import read_unit

_MAX_LABEL = 80
_FAMILIES = """
    article art section sec sect rule clause regulation paragraph para § artikel regel artículo
    articulo regla cláusula articolo regola artigo regra règle
"""
_STATING = frozenset(_FAMILIES.split())
"""The families of units that state something: chapters are called by whole sentences."""
_RULING = """
    may must shall can cannot should is are has darf dürfen muss müssen soll sollen kann können
    wird werden ist sind est sont peut peuvent doit doivent será serán puede pueden debe deben
    è sono può possono deve devono é são pode podem devem
"""
_VERBS = frozenset(_RULING.split())
"""Verbs of sentences that rule, in six languages."""
_ASKING = """
    who whom whose what which when where why how whether if that as wer wen wem was welche welcher
    welches welchen wann wo wie warum ob wenn dass qui que quoi quand où comment si quien quién qué
    quando cuando cuándo como cómo donde dónde che chi come dove se quem onde
"""
_PART_WORDS = frozenset(_ASKING.split())
"""With which titles have a verb, too: "Who may vote."."""
_ENDS_OF_TITLES = "?!？！؟"
"""With which titles may end as well: only a full stop tells a sentence."""


def lower_last_units(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with the last unit of a run as running text whose others are sentences, which tells
    what follows from them alone: "Rule 3. Ovens stay shut." below "Rule 2. Lids stay on.", and
    above who signed them. Not where more units of the kind are headings than sentences. Linear."""
    read = list(blocks)
    if not any(block.heading and block.heading.family.startswith(UNIT) for block in read):
        return read
    said = [number for number, block in enumerate(read) if block.role != "gap"]
    families = {number: _read_family(read[number]) for number in said}
    stated = Counter(families[number] for number in said if read[number].role == "prose")
    headed = Counter(families[number] for number in said if read[number].role == "heading")
    for above, number in pairwise(said):
        family, heading = families[number], read[number].heading
        is_last = bool(family) and families[above] == family and read[above].role == "prose"
        is_title = heading is not None and heading.text[-1] in _ENDS_OF_TITLES
        if heading and is_last and not is_title and headed[family] <= stated[family]:
            read[number] = replace(read[number], role="prose", text=heading.text, heading=None)
    return read


def quote_stated_units(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with the headings of units as running text, too, that are a whole sentence:
    "Section 4. No boat may leave after dark."; what stands below has them above it as before."""
    return [
        replace(block, role="prose", text=block.heading.text)
        if block.role == "heading" and block.heading and _states(block.heading)
        else block
        for block in blocks
    ]


def _states(heading: Heading) -> bool:
    """Whether a unit's `heading` is a sentence: a verb is within it, and none of `_PART_WORDS`."""
    unit = read_unit(heading.text) if heading.text[-1] == "." else None
    if unit is None or unit.kind != "word" or unit.family not in _STATING:
        return False
    words = re.findall(r"[^\W\d_]+", heading.text[unit.end :])
    return not _VERBS.isdisjoint(words[1:-1]) and _PART_WORDS.isdisjoint(map(str.casefold, words))


def _read_family(block: Block) -> str:
    """How the unit is counted that is the one sentence of `block`; `""` if there is none."""
    text = block.heading.text if block.heading else block.text.strip()
    if block.role not in ("prose", "heading") or "\n" in text or not SENTENCE_END.search(text):
        return ""
    unit = read_unit(text[:_MAX_LABEL])
    return unit.family if unit and unit.kind == "word" else ""
