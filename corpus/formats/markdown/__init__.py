"""Markdown, with what GitHub, wikis, note-takers and the generators of sites add to it."""

from corpus.formats.markdown.reader import parse_markdown, read_markdown

__all__ = ["parse_markdown", "read_markdown"]
