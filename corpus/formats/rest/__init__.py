"""reStructuredText as Docutils and Sphinx read it, but read by lines.

Docutils itself is not used: on lists, tables and marks that are never closed its time grows with
the square of the text, 6 kB of "*a " take seconds.
"""

from corpus.formats.rest.reader import parse_rest, read_rest
from corpus.formats.rest.signs import looks_like_rest

__all__ = ["looks_like_rest", "parse_rest", "read_rest"]
