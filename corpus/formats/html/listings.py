"""Pages that show a plain text, such as a mail of an archive or an RFC, as a terminal would."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.article import Paragraph, Span
from corpus.fields.metadata import Metadata
from corpus.formats.html.blocks import write_blocks
from corpus.formats.html.pieces import Piece, Pieces
from corpus.formats.shapes.reading import parse_shaped_text
from corpus.formats.writing.assembly import assemble_text
from corpus.formats.writing.block_writer import BlockWriter
from corpus.structure.blocks.code import looks_like_code
from corpus.structure.blocks.lines import make_line

_SHARE = 0.6
"""Of a page's text, that such texts are."""
_MIN_LINES = 10
_MAX_LISTINGS = 50
_LINES_LOOKED_AT = 500
_BREAK = "\n\n"


def shows_plain_text(pieces: Pieces) -> bool:
    """Whether most of a page is listings, and these no code."""
    said = [piece for piece in pieces.text if piece.lines]
    listed = [piece.lines[0] for piece in said if piece.kind == "code"]
    if len(listed) > _MAX_LISTINGS:
        return False
    if sum(map(len, listed)) <= _SHARE * sum(len(line) for piece in said for line in piece.lines):
        return False
    lines = "\n".join(listed).split("\n")
    is_code = looks_like_code([make_line(line) for line in lines[:_LINES_LOOKED_AT]])
    return not is_code and len(lines) >= _MIN_LINES


def read_listings(pieces: Pieces) -> tuple[Metadata, str, list[Paragraph]]:
    """What a page with plain texts says: these as such, and what stands between them as blocks."""
    stated = Metadata()
    text = ""
    paragraphs: list[Paragraph] = []
    for found, part, own in _read_parts(pieces):
        stated = stated.filled_from(found)
        text += _BREAK if text and part else ""
        paragraphs += (_move(paragraph, len(text)) for paragraph in own)
        text += part
    return stated, text, paragraphs


def _read_parts(pieces: Pieces) -> Iterator[tuple[Metadata, str, tuple[Paragraph, ...]]]:
    between: list[Piece] = []
    notes = pieces.notes
    for piece in [*pieces.text, None]:
        if piece is not None and piece.kind != "code":
            between.append(piece)
            continue
        writer = BlockWriter()
        write_blocks([Pieces(_balance(between), notes)], writer)
        text, paragraphs = assemble_text(writer.blocks)
        yield Metadata(), text, tuple(paragraphs)
        between, notes = [], {}
        if piece is not None:
            yield parse_shaped_text(piece.lines[0])


def _balance(pieces: list[Piece]) -> list[Piece]:
    """`pieces` without what opens or closes something that a listing cuts in two."""
    opened: list[tuple[str, int]] = []
    lonely: set[int] = set()
    for number, piece in enumerate(pieces):
        name, _, what = piece.kind.rpartition("_")
        if what == "open":
            opened.append((name, number))
        elif what == "close" and opened and opened[-1][0] == name:
            opened.pop()
        elif what == "close":
            lonely.add(number)
    lonely.update(number for _, number in opened)
    return [piece for number, piece in enumerate(pieces) if number not in lonely]


def _move(paragraph: Paragraph, by: int) -> Paragraph:
    context: tuple[Span, ...] = tuple((start + by, end + by) for start, end in paragraph.context)
    return replace(paragraph, start=paragraph.start + by, end=paragraph.end + by, context=context)
