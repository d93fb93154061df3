"""PDF: what stands on its pages, as text with headings, items, rows and the page of each."""

from corpus.formats.pdf.reader import read_pdf

__all__ = ["read_pdf"]
