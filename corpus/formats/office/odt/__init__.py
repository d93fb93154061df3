"""OpenDocument texts (.odt)."""

from corpus.formats.office.odt.reader import read_open_document

__all__ = ["read_open_document"]
