"""A document of a text processor, in whichever of the formats it is in fact."""

from dataclasses import replace

from corpus.formats.content import Content
from corpus.formats.office.kinds import is_rich_text, open_document
from corpus.formats.office.odt import read_open_document
from corpus.formats.office.rtf import read_rich_text
from corpus.formats.office.word import read_word


def read_docx(data: bytes, name: str) -> Content:
    """The content of a file that is called Word's.

    :raises ArticleError: if it is no document that is read, or is damaged, locked, or too large
        unpacked; the text says what to do.
    """
    return _read(data, "a Word document (.docx)", "word")


def read_odt(data: bytes, name: str) -> Content:
    """The content of a file that is called OpenDocument's; errors as of `read_docx`."""
    return _read(data, "an OpenDocument text (.odt)", "opendocument")


def read_rtf(data: bytes, name: str) -> Content:
    """The content of a file that is called RTF; errors as of `read_docx`."""
    return _read(data, "an RTF document", "rtf")


def _read(data: bytes, called: str, promised: str) -> Content:
    if is_rich_text(data):
        kind, content = "rtf", read_rich_text(data)
    else:
        kind, archive = open_document(data, called)
        content = read_word(archive) if kind == "word" else read_open_document(archive)
    return content if kind == promised else replace(content, format=kind)
