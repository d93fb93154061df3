"""RTF."""

from corpus.formats.office.rtf.reader import read_rich_text

__all__ = ["read_rich_text"]
