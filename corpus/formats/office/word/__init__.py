"""Documents of Word (.docx)."""

from corpus.formats.office.word.reader import read_word

__all__ = ["read_word"]
