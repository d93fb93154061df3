"""AsciiDoc as Asciidoctor reads it, and as it was written before that."""

from corpus.formats.asciidoc.reader import parse_asciidoc, read_asciidoc
from corpus.formats.asciidoc.signs import looks_like_asciidoc

__all__ = ["looks_like_asciidoc", "parse_asciidoc", "read_asciidoc"]
