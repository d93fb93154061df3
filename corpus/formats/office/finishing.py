"""The pieces of a document, and what it states, to its content."""

from dataclasses import replace

from corpus.article import ArticleError
from corpus.fields.metadata import Metadata
from corpus.formats.content import Content
from corpus.formats.html import Pieces
from corpus.formats.html.listings import read_parts
from corpus.formats.html.main.head_lines import leave_out_author, take_head_lines
from corpus.formats.html.main.page_remains import leave_out_remains
from corpus.formats.html.pieces import Piece
from corpus.formats.html.reader import leave_out_title
from corpus.formats.office.flow import TITLE_LEVEL
from corpus.structure.language import detect_language

DAMAGED = "it is damaged, cut off or nested too deep: what stands behind or below that is left out"


def finish_content(
    pieces: list[Piece],
    notes: dict[str, list[Piece]],
    stated: Metadata,
    *,
    is_whole: bool = True,
) -> Content:
    """The content of a document. Of one that is damaged it is what could be read.

    :raises ArticleError: if that is nothing.
    """
    own = leave_out_author(leave_out_remains(_sort_levels(pieces)), stated.author)
    below_title, read = take_head_lines(Pieces(own, notes))
    said = read_parts([read])
    text, paragraphs = said.text, said.paragraphs
    if not paragraphs and not is_whole:
        raise ArticleError("it is damaged or cut off, and nothing of its text can be read")
    title = stated.title or said.first_heading
    paragraphs = leave_out_title(title, said.first_heading, text, paragraphs)
    # A language that is stated is that of the program more often than that of the text.
    metadata = replace(below_title.filled_from(stated), title=title)
    return Content(
        metadata=replace(metadata, language=detect_language(text) or stated.language),
        text=text,
        paragraphs=tuple(paragraphs),
        warnings=() if is_whole else (DAMAGED,),
    )


def _sort_levels(pieces: list[Piece]) -> list[Piece]:
    """`pieces` with the title of the whole at level 1, and all headings below it."""
    if not any(_is_heading(piece) and piece.level == TITLE_LEVEL for piece in pieces):
        return pieces
    return [replace(p, level=p.level + 1) if _is_heading(p) else p for p in pieces]


def _is_heading(piece: Piece) -> bool:
    return piece.kind == "heading"
