"""What stands right below the title of a page: "By Mary Flint | March 5, 2024"."""

from itertools import islice

from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.heads.bylines import is_day
from corpus.formats.heads.head_paragraphs import (
    MAX_HEAD_LINE,
    MAX_HEAD_PARAGRAPHS,
    read_head_paragraph,
)
from corpus.formats.html.pieces import Piece, Pieces
from corpus.normalization import fold_case
from corpus.structure.blocks.lines import SENTENCE_END

_MAX_LOOKED_AT = 1000
_MAX_HEAD = 3


def take_head_lines(pieces: Pieces) -> tuple[Metadata, Pieces]:
    """What the paragraphs below the title, or at the top, state, and `pieces` without them; nothing
    if they are all there is, or if days stand above other paragraphs, too, as in a diary."""
    text = pieces.text
    start = next((n for n, piece in enumerate(text) if piece.lines), len(text))
    start += text[start : start + 1] != [] and text[start].kind == "heading"
    start += text[start : start + 1] != [] and _is_subtitle(text, start)
    end = start
    fields: dict[str, object] = {}
    for piece in text[start : start + MAX_HEAD_PARAGRAPHS]:
        stated = _read_piece(piece)
        if stated is None or stated.keys() & fields.keys():
            break
        fields |= stated
        end += 1
    if end == start or end == len(text) or _has_day(text[end:]):
        return Metadata(), pieces
    return parse_metadata(fields), Pieces(text[:start] + text[end:], pieces.notes)


def leave_out_author(pieces: list[Piece], author: str | None) -> list[Piece]:
    """`pieces` without a paragraph below the title that is nothing but the author's name."""
    for number, piece in enumerate(pieces[:_MAX_HEAD]):
        if author and piece.kind == "words" and fold_case(piece.lines[0]) == fold_case(author):
            return pieces[:number] + pieces[number + 1 :]
    return pieces


def _is_subtitle(pieces: list[Piece], number: int) -> bool:
    """Whether a piece is a line without a full stop that what states something stands below."""
    piece, below = pieces[number], pieces[number + 1 : number + 2]
    return (
        piece.kind == "words"
        and len(piece.lines) == 1
        and len(piece.lines[0]) < MAX_HEAD_LINE
        and not SENTENCE_END.search(piece.lines[0])
        and _read_piece(piece) is None
        and bool(below)
        and _read_piece(below[0]) is not None
    )


def _read_piece(piece: Piece) -> dict[str, object] | None:
    return _read(piece.lines) if piece.kind == "words" else None


def _read(lines: tuple[str, ...]) -> dict[str, object] | None:
    """The fields of a paragraph, in which a name and a day may stand beside each other."""
    return read_head_paragraph(lines) or read_head_paragraph([" | ".join(lines)])


def _has_day(pieces: list[Piece]) -> bool:
    """Whether one of the first thousand further paragraphs is a day and nothing else."""
    lines = (piece.lines[0] for piece in pieces if piece.kind == "words")
    return any(len(line) < MAX_HEAD_LINE and is_day(line) for line in islice(lines, _MAX_LOOKED_AT))
