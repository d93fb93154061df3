"""Plain texts within pages, such as a mail of an archive or an RFC, shown as a terminal would."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Paragraph, Span
from corpus.fields.metadata import Metadata
from corpus.formats.html.blocks import write_blocks
from corpus.formats.html.pieces import Piece, Pieces
from corpus.formats.shapes.reading import parse_shaped_text
from corpus.formats.writing.assembly import assemble_parted, assemble_text
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.headings import Headings
from corpus.structure.blocks.code import looks_like_code, looks_like_prose
from corpus.structure.blocks.lines import SENTENCE_END, make_line
from corpus.structure.speakers.interview import assign_speakers

_SHARE = 0.6
"""Of a page's text, that such texts are."""
_MIN_LINES = 10
_MAX_LISTINGS = 50
_LINES_LOOKED_AT = 500
_BREAK = "\n\n"
_COMMENT = re.compile(r"//|#|/\*|--|;|<!--")
"""Sentences within code begin so."""
_MIN_SENTENCES = 2
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


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


def find_plain_texts(pieces: Pieces) -> list[Piece]:
    """The listings that are running text: all of a page that shows plain texts, of others those
    most of which is sentences."""
    listings = [piece for piece in pieces.text if piece.kind == "code"]
    if shows_plain_text(pieces):
        return listings
    return [piece for piece in listings if _reads_as_text(piece.lines[0])]


def _reads_as_text(listing: str) -> bool:
    """Whether a listing is sentences, several of which go on from line to line."""
    if listing.count("\n") + 1 < _MIN_LINES:
        return False
    said = in_prose = sentences = 0
    for stretch in _BLANK_LINES.split(listing):
        lines = [make_line(line) for line in stretch.split("\n")[:_LINES_LOOKED_AT]]
        length = len("".join(stretch.split()))
        said += length
        is_commented = any(_COMMENT.match(line.text) for line in lines)
        if len(lines) < 2 or is_commented or looks_like_code(lines):
            continue
        if looks_like_prose(lines):
            in_prose += length
            sentences += bool(SENTENCE_END.search(lines[-1].text))
    return in_prose >= _SHARE * said and sentences >= _MIN_SENTENCES


@dataclass(frozen=True, slots=True)
class Said:
    """What pieces say with the plain texts among them: what these state of themselves, all of the
    text, its paragraphs, and its first heading."""

    stated: Metadata
    text: str
    paragraphs: list[Paragraph]
    first_heading: str | None


def read_parts(parts: Sequence[Pieces]) -> Said:
    """What `parts` say, one after another, with plain texts among them or none."""
    plain = frozenset(id(piece) for part in parts for piece in find_plain_texts(part))
    if plain:
        return read_listings(parts, plain)
    writer = BlockWriter()
    write_blocks(parts, writer)
    text, paragraphs, parted = assemble_parted(writer.blocks)
    said = list(assign_speakers(text, paragraphs, parted))
    return Said(Metadata(), text, said, writer.first_heading)


def read_listings(parts: Sequence[Pieces], plain: Collection[int]) -> Said:
    """What `parts` say, one after another, of which the listings with the ids `plain` are plain
    texts: these as such, and what stands between them as blocks."""
    stated = Metadata()
    text = ""
    paragraphs: list[Paragraph] = []
    headings = Headings()
    first_heading: str | None = None
    for part in parts:
        for between, listing in _split(part, plain):
            writer = BlockWriter()
            writer.headings = headings
            write_blocks([between], writer)
            first_heading = first_heading or writer.first_heading
            read = [(Metadata(), *assemble_text(writer.blocks))]
            if listing is not None:
                found, said, own = parse_shaped_text(listing.lines[0])
                below = [replace(p, headings=headings.path + p.headings) for p in own]
                read.append((found, said, below))
            for found, said, added in read:
                stated = stated.filled_from(found)
                text += _BREAK if text and said else ""
                paragraphs += (_move(paragraph, len(text)) for paragraph in added)
                text += said
    return Said(stated, text, paragraphs, first_heading)


def _split(part: Pieces, plain: Collection[int]) -> Iterator[tuple[Pieces, Piece | None]]:
    """What stands before each plain text of a part, and behind the last one."""
    between: list[Piece] = []
    notes = part.notes
    for piece in [*part.text, None]:
        if piece is not None and id(piece) not in plain:
            between.append(piece)
            continue
        yield Pieces(_balance(between), notes), piece
        between, notes = [], {}


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
