"""LaTeX: sections, lists, tables and running text, with its commands taken off."""

from corpus.formats.tex.reader import read_tex

__all__ = ["read_tex"]
