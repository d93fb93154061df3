"""Documents of text processors: Word (.docx), OpenDocument (.odt), RTF."""

from corpus.formats.office.reader import read_docx, read_odt, read_rtf

__all__ = ["read_docx", "read_odt", "read_rtf"]
