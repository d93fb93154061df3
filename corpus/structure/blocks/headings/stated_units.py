"""Numbered units that are sentences, of which the last looks like a heading."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import UNIT
from corpus.structure.blocks.lines import SENTENCE_END
from corpus.structure.numbering.unit_labels import read_unit

_MAX_LABEL = 80
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


def _read_family(block: Block) -> str:
    """How the unit is counted that is the one sentence of `block`; `""` if there is none."""
    text = block.heading.text if block.heading else block.text.strip()
    if block.role not in ("prose", "heading") or "\n" in text or not SENTENCE_END.search(text):
        return ""
    unit = read_unit(text[:_MAX_LABEL])
    return unit.family if unit and unit.kind == "word" else ""
