"""Blocks to one text, and to paragraphs that are slices of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.article import BlockKind, Locator, Paragraph, Span
from corpus.formats.writing.lines import resolve_hyphens
from corpus.structure.blocks.lines import has_letters
from corpus.structure.numbering.numbered_units import label_units
from corpus.structure.sentences.sentences import split_sentences

_BLOCK_BREAK = "\n\n"
_RULE = "\n\n* * *\n\n"
"""What stands between blocks where the page draws a line: no passage goes past it."""
_LINE_BREAK = "\n"
_MAX_CONTEXT = 400
"""Characters of a paragraph that leads up to another block; of a longer one it is the end."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block without its markup. `context` are the numbers of the blocks before it that it is not
    understood without; `is_quoted` is whether it is a paragraph, which a heading and a table's
    header are not; `is_tight` whether it follows the block before it as the next line, `is_parted`
    whether anything parts who speaks in it from who does above, `is_below_rule` whether a rule
    does. `locator` and `places` are as in `Paragraph`, the latter
    in the block's text."""

    text: str
    kind: BlockKind = "prose"
    headings: tuple[str, ...] = ()
    label: str | None = None
    context: tuple[int, ...] = ()
    is_quoted: bool = True
    is_tight: bool = False
    is_parted: bool = False
    is_below_rule: bool = False
    locator: Locator | None = None
    places: tuple[tuple[int, int], ...] = ()


def assemble_text(blocks: list[Block]) -> tuple[str, list[Paragraph]]:
    """The text of all blocks, and the paragraphs of it that say anything; a row of asterisks does
    not."""
    text, paragraphs, _ = assemble_parted(blocks)
    return text, paragraphs


def assemble_parted(blocks: list[Block]) -> tuple[str, list[Paragraph], frozenset[int]]:
    """The same, and where those paragraphs begin that stand below a rule, for `assign_speakers`."""
    texts = resolve_hyphens([block.text for block in blocks])
    blocks = [
        block if text == block.text else replace(block, text=text)
        for block, text in zip(blocks, texts, strict=True)
    ]
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for block in blocks:
        gap = _RULE if block.is_below_rule else _LINE_BREAK if block.is_tight else _BLOCK_BREAK
        gap = gap if parts else ""
        parts += (gap, block.text)
        spans.append((length + len(gap), length + len(gap) + len(block.text)))
        length = spans[-1][1]
    paragraphs = [
        Paragraph(
            *span,
            headings=block.headings,
            locator=block.locator,
            context=_context_spans(block, blocks, spans),
            label=block.label,
            kind=block.kind,
            places=tuple((span[0] + start, value) for start, value in block.places),
        )
        for block, span in zip(blocks, spans, strict=True)
        if block.is_quoted and has_letters(block.text)
    ]
    text = "".join(parts)
    return text, label_units(text, paragraphs), _find_parted(blocks, spans)


def _find_parted(blocks: Iterable[Block], spans: Iterable[Span]) -> frozenset[int]:
    parted: set[int] = set()
    is_parted = False
    for block, (start, _) in zip(blocks, spans, strict=True):
        is_parted |= block.is_parted
        if is_parted and block.is_quoted and has_letters(block.text):
            parted.add(start)
            is_parted = False
    return frozenset(parted)


def _context_spans(block: Block, blocks: list[Block], spans: list[Span]) -> tuple[Span, ...]:
    return tuple(
        _last_words(blocks[number], spans[number]) for number in sorted(set(block.context))
    )


def _last_words(block: Block, span: Span) -> Span:
    """`span` itself, or where it is long the last sentence of it."""
    start, end = span
    if end - start <= _MAX_CONTEXT or not block.is_quoted:
        return span
    tail = max(start, end - _MAX_CONTEXT)
    sentences = split_sentences(block.text[tail - start :])
    return (tail + sentences[-1][0], tail + sentences[-1][1]) if sentences else span
