"""What of a paragraph is quoted as a whole: a sentence, an item, a row, a block of code."""

from collections.abc import Iterator

from corpus.article import BlockKind, Span
from corpus.structure.sentences import split_sentences, strip_span

MAX_UNIT = 450
"""Characters of an item, a row or a block of code that is one unit."""

_WHOLE = frozenset[BlockKind](("list", "term", "table", "code"))


def split_units(text: str, kind: BlockKind, language: str | None = None) -> list[Span]:
    """`(start, end)` in characters of each unit of a paragraph's `text`, in order, without outer
    space, `[]` if it is blank. Of code that is too long they are blocks of lines between blank
    ones, as many together as fit."""
    whole = strip_span(text, 0, len(text))
    if kind not in _WHOLE:
        return split_sentences(text, language)
    if whole[1] - whole[0] <= MAX_UNIT:
        return [whole] if whole[0] < whole[1] else []
    return list(_split_code(text)) if kind == "code" else split_sentences(text, language)


def _split_code(text: str) -> Iterator[Span]:
    """Runs of the blocks of lines of `text`, those of more than `MAX_UNIT` characters by line."""
    run: Span | None = None
    for block in _find_blocks(text):
        pieces = [block] if block[1] - block[0] <= MAX_UNIT else _find_lines(text, block)
        for piece in pieces:
            if run and piece[1] - run[0] > MAX_UNIT:
                yield run
                run = None
            run = (run[0], piece[1]) if run else piece
    if run:
        yield run


def _find_blocks(text: str) -> Iterator[Span]:
    """What stands between blank lines."""
    block: Span | None = None
    for start, end in _find_lines(text, (0, len(text)), keep_blank=True):
        if start < end:
            block = (block[0], end) if block else (start, end)
        elif block:
            yield block
            block = None
    if block:
        yield block


def _find_lines(text: str, span: Span, keep_blank: bool = False) -> list[Span]:
    """The lines within `span`, without outer space; blank ones are empty, or left out."""
    lines, start = [], span[0]
    while start <= span[1]:
        end = text.find("\n", start, span[1])
        end = span[1] if end < 0 else end
        line = strip_span(text, start, end)
        if keep_blank or line[0] < line[1]:
            lines.append(line)
        start = end + 1
    return lines
