"""Footnotes, which are read best behind the paragraph that cites them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.structure.blocks.block import Block

_NOTE = re.compile(r"\s*\^?\[(?:Footnote )?(?P<mark>\^?[\w*†‡-]{1,20})(?:\]:?|:)[ \t]+(?=\S)")
# Behind a word or a full stop, or a blank behind that; "see [1]" needs its number. DocBook's texts
# write "word^[1]".
_CITED = re.compile(
    r"(?:(?<=[^\s\[(^])|(?<=[.!?…。\"”’»)])[ \t\n](?=\^?\[[^\[\]]{1,21}\](?:\s|\Z)))"
    r"\^?\[(?P<mark>\^?[\w*†‡-]{1,20})\]"
)
_CITING = ("prose", "list", "term")


def place_footnotes(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with each footnote behind the first block that cites it, and without the marks of
    both. What looks like a footnote that nobody cites stays as it is."""
    notes = _find_notes(blocks)
    noted = set(notes.values())
    citing: dict[str, int] = {}
    for number, block in enumerate(blocks):
        if block.role in _CITING and number not in noted:
            for match in _CITED.finditer(block.text):
                if match["mark"] in notes:
                    citing.setdefault(match["mark"], number)
    if not citing:
        return list(blocks)
    moved = {notes[mark] for mark in citing}
    behind: dict[int, list[Block]] = {}
    for mark, number in citing.items():
        behind.setdefault(number, []).append(_unmark_note(blocks[notes[mark]]))
    placed = []
    for number, block in enumerate(blocks):
        if number in moved:
            continue
        placed += [_leave_out_marks(block, citing), *behind.get(number, ())]
    return placed


def _find_notes(blocks: Sequence[Block]) -> dict[str, int]:
    """The number of the block that each mark's note is in."""
    notes: dict[str, int] = {}
    for number, block in enumerate(blocks):
        match = _NOTE.match(block.text) if block.role in _CITING else None
        if match:
            notes.setdefault(match["mark"], number)
    return notes


def _unmark_note(block: Block) -> Block:
    match = _NOTE.match(block.text)
    text = block.text[match.end() :] if match else block.text
    if block.text.lstrip().startswith("[Footnote "):
        text = text.rstrip().removesuffix("]")
    return replace(block, role="prose", text=text)


def _leave_out_marks(block: Block, citing: dict[str, int]) -> Block:
    if block.role not in _CITING:
        return block
    text = _CITED.sub(lambda match: "" if match["mark"] in citing else match[0], block.text)
    return replace(block, text=text)
