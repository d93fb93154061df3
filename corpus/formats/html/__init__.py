"""Pages of the web, and what other formats are read by way of: HTML to blocks."""

from corpus.formats.html.blocks import write_blocks, write_tree
from corpus.formats.html.pieces import Pieces
from corpus.formats.html.reader import read_page, read_page_text
from corpus.formats.html.tree import read_tree

__all__ = ["Pieces", "read_page", "read_page_text", "read_tree", "write_blocks", "write_tree"]
