"""What of a paragraph is quoted as a whole: a sentence, an item, a row, a block of code."""

from collections.abc import Iterator

from corpus.article import BlockKind, Span
from corpus.structure.blocks.lines import OPTION
from corpus.structure.sentences.sentences import split_sentences, strip_span
from corpus.structure.verse import join_verse

MAX_UNIT = 450
"""Characters of an item, a row or a block of code that is one unit."""

_WHOLE = frozenset[BlockKind](("list", "term", "table", "code"))


def split_units(text: str, kind: BlockKind, language: str | None = None) -> list[Span]:
    """`(start, end)` in characters of each unit of a paragraph's `text`, in order, without outer
    space, `[]` if it is blank. Of code that is too long they are blocks of lines between blank
    ones, as many together as fit."""
    whole = strip_span(text, 0, len(text))
    if kind not in _WHOLE:
        return join_verse(text, split_sentences(text, language))
    if whole[1] - whole[0] <= MAX_UNIT:
        return [whole] if whole[0] < whole[1] else []
    if kind == "code":
        return list(_split_code(text))
    sentences = split_sentences(text, language)
    return _keep_term(text, sentences) if kind == "term" else sentences


def find_term(text: str) -> Span:
    """The term, or the terms that share a description, at the beginning of an entry's `text`:
    its first line, and the lines below it that are options, too."""
    lines = _find_lines(text, (0, len(text)))
    count = 1
    while count + 1 < len(lines) and OPTION.match(text, lines[count][0]):
        count += 1
    return (lines[0][0], lines[count - 1][1]) if lines else (0, 0)


def _keep_term(text: str, sentences: list[Span]) -> list[Span]:
    """`sentences` with the term in one with the first that describes it, if that is not long."""
    end_of_term = find_term(text)[1]
    first = next((n for n, span in enumerate(sentences) if span[0] >= end_of_term), 0)
    while first > 0 and sentences[first][1] - sentences[0][0] > MAX_UNIT:
        first -= 1
    return [(sentences[0][0], sentences[first][1]), *sentences[first + 1 :]]


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
