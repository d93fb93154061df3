"""Electronic books: EPUB 2 and 3."""

from corpus.formats.epub.reader import read_book

__all__ = ["read_book"]
