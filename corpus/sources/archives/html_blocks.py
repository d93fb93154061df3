"""HTML out of an export to the blocks of a page."""

from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.html import HTMLParser

from corpus.formats.html.pieces import Piece
from corpus.formats.html.tree import read_tree
from corpus.sources.pages import Block, BlockKind, Table

_BETWEEN_CELLS = " | "


def read_html_blocks(html: str) -> tuple[Block | Table, ...]:
    """What a piece of HTML says, all of which is text to be read."""
    parser = HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(f"<html><body>{html}</body></html>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    if root is None:
        return ()
    pieces = read_tree(root)
    blocks = list(_list_blocks(pieces.text))
    for note in pieces.notes.values():
        blocks += _list_blocks(note)
    return tuple(blocks)


def _list_blocks(pieces: Sequence[Piece]) -> Iterator[Block | Table]:
    depth = asides = 0
    rows: list[tuple[str, ...]] = []
    has_header = False
    for piece in pieces:
        text = "\n".join(piece.lines)
        flowing: BlockKind = "item" if depth else "quote" if asides else "prose"
        match piece.kind:
            case "list_open":
                depth += 1
            case "list_close":
                depth = max(0, depth - 1)
            case "aside_open":
                asides += 1
            case "aside_close":
                asides = max(0, asides - 1)
            case "words" | "term" | "caption" | "aside_title":
                yield Block(text, flowing, max(0, depth - 1))
            case "heading":
                yield Block(" ".join(piece.lines), "heading", piece.level)
            case "code":
                yield Block(text, "code")
            case "header" | "row":
                has_header = has_header or (piece.kind == "header" and not rows)
                rows.append(tuple(text.split(_BETWEEN_CELLS)))
            case "table_close" if rows:
                yield Table(tuple(rows), has_header)
                rows, has_header = [], False
            case _:
                pass
