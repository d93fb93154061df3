"""Notebooks of Jupyter: cells of Markdown and of code."""

from corpus.formats.notebook.reader import read_notebook

__all__ = ["read_notebook"]
