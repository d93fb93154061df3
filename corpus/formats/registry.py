"""Which reader reads a file, by the ending of its name. A new format is entered here.

A reader is imported when it reads its first file: the libraries of all of them take longer than
most commands.
"""

import re
from pathlib import PurePosixPath

from corpus.article import ArticleError
from corpus.formats.content import Content, Reader


def _read_markdown(data: bytes, name: str) -> Content:
    from corpus.formats.markdown import read_markdown

    return read_markdown(data, name)


def _read_rest(data: bytes, name: str) -> Content:
    from corpus.formats.rest import read_rest

    return read_rest(data, name)


def _read_asciidoc(data: bytes, name: str) -> Content:
    from corpus.formats.asciidoc import read_asciidoc

    return read_asciidoc(data, name)


def _read_page(data: bytes, name: str) -> Content:
    from corpus.formats.html import read_page

    return read_page(data, name)


def _read_book(data: bytes, name: str) -> Content:
    from corpus.formats.epub import read_book

    return read_book(data, name)


def _read_docx(data: bytes, name: str) -> Content:
    from corpus.formats.office import read_docx

    return read_docx(data, name)


def _read_odt(data: bytes, name: str) -> Content:
    from corpus.formats.office import read_odt

    return read_odt(data, name)


def _read_rtf(data: bytes, name: str) -> Content:
    from corpus.formats.office import read_rtf

    return read_rtf(data, name)


def _read_org(data: bytes, name: str) -> Content:
    from corpus.formats.org import read_org

    return read_org(data, name)


def _read_tex(data: bytes, name: str) -> Content:
    from corpus.formats.tex import read_tex

    return read_tex(data, name)


def _read_plain_text(data: bytes, name: str) -> Content:
    from corpus.formats.shapes.reading import read_shaped_text

    return read_shaped_text(data, name)


def _read_manual(data: bytes, name: str) -> Content:
    from corpus.formats.shapes.reading import read_manual

    return read_manual(data, name)


def _read_mail(data: bytes, name: str) -> Content:
    from corpus.formats.mail import read_mail

    return read_mail(data, name)


def _read_mailbox(data: bytes, name: str) -> Content:
    from corpus.formats.mail import read_mailbox

    return read_mailbox(data, name)


def _read_notebook(data: bytes, name: str) -> Content:
    from corpus.formats.notebook import read_notebook

    return read_notebook(data, name)


def _read_subtitles(data: bytes, name: str) -> Content:
    from corpus.formats.shapes.subtitles import read_subtitles

    return read_subtitles(data, name)


def _read_comma_separated(data: bytes, name: str) -> Content:
    from corpus.formats.tables import read_comma_separated

    return read_comma_separated(data, name)


def _read_tab_separated(data: bytes, name: str) -> Content:
    from corpus.formats.tables import read_tab_separated

    return read_tab_separated(data, name)


def _read_json(data: bytes, name: str) -> Content:
    from corpus.formats.tables import read_json

    return read_json(data, name)


def _read_json_lines(data: bytes, name: str) -> Content:
    from corpus.formats.tables import read_json_lines

    return read_json_lines(data, name)


def _read_pdf(data: bytes, name: str) -> Content:
    from corpus.formats.pdf import read_pdf

    return read_pdf(data, name)


def _read_unnamed(data: bytes, name: str) -> Content:
    """A file whose name says nothing of its format, if it is text."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError("it has a name without an ending, and is no text")
    return _read_plain_text(data, name)


_READERS: dict[str, Reader] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".mdx": _read_markdown,
    ".txt": _read_plain_text,
    ".text": _read_plain_text,
    ".rst": _read_rest,
    ".adoc": _read_asciidoc,
    ".html": _read_page,
    ".htm": _read_page,
    ".xhtml": _read_page,
    ".epub": _read_book,
    ".docx": _read_docx,
    ".odt": _read_odt,
    ".rtf": _read_rtf,
    ".csv": _read_comma_separated,
    ".tsv": _read_tab_separated,
    ".jsonl": _read_json_lines,
    ".json": _read_json,
    ".srt": _read_subtitles,
    ".vtt": _read_subtitles,
    ".ass": _read_subtitles,
    ".ssa": _read_subtitles,
    ".ipynb": _read_notebook,
    ".eml": _read_mail,
    ".mbox": _read_mailbox,
    ".org": _read_org,
    ".tex": _read_tex,
    ".pdf": _read_pdf,
}
_FORMATS: dict[Reader, str] = {
    _read_markdown: "markdown",
    _read_asciidoc: "asciidoc",
    _read_rest: "restructuredtext",
    _read_page: "html",
    _read_book: "epub",
    _read_docx: "word",
    _read_odt: "opendocument",
    _read_rtf: "rtf",
    _read_plain_text: "text",
    _read_manual: "manual page",
    _read_comma_separated: "comma-separated values",
    _read_tab_separated: "tab-separated values",
    _read_json_lines: "json lines",
    _read_json: "json",
    _read_subtitles: "subtitles",
    _read_notebook: "notebook",
    _read_mail: "mail",
    _read_mailbox: "mailbox",
    _read_org: "org",
    _read_tex: "latex",
    _read_pdf: "pdf",
}
# "tar.1", "printf.3p": the section of the manual, which may also be the number of a log.
_MANUAL_SUFFIX = re.compile(r"\.(?:[1-9][a-z]{0,4}|man|mdoc)")
# "MPL-2.0", "GPL-3.0-or-later", "release-v1.10": behind the point stands no ending.
_VERSION_AT_END = re.compile(r"[-_ ]v?\d{1,4}(?:\.\d{1,4}){1,4}(?:\+|(?:-[a-z]{1,12}){0,4})$", re.I)
_SAVED_AS = {
    **dict.fromkeys((".doc", ".dot", ".pages", ".wpd", ".wps"), "save it as .docx"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".numbers"), "save each of its tables as .csv"),
    ".xml": "footnote add takes exports of WordPress and MediaWiki",
}
"""What to do with files of many people that are not read."""
_MAX_NAMED = 16
"""Characters of an ending that nobody knows."""
_ARCHIVE_SUFFIX = ".zip"
SUFFIXES = tuple(_READERS)
"""Endings of the files that can be read, in lower case."""


def find_reader(name: str) -> Reader:
    """The reader of the file `name`; a name without an ending, or with a version at its end, may
    be one of a text.

    :raises ArticleError: if there is none for its ending.
    """
    suffix = PurePosixPath(name).suffix
    if not suffix or any(character.isspace() for character in suffix):
        return _read_unnamed
    reader = _find_by_suffix(suffix.casefold())
    if reader is None and _VERSION_AT_END.search(PurePosixPath(name).name):
        return _read_unnamed
    if reader is None and suffix.casefold() == _ARCHIVE_SUFFIX:
        raise ArticleError("is an archive: footnote add makes articles of what is in it")
    if reader is None and suffix.casefold() in _SAVED_AS:
        raise ArticleError(f"no reader for {suffix}: {_SAVED_AS[suffix.casefold()]}")
    if reader is None:
        named = suffix if len(suffix) <= _MAX_NAMED else f"{suffix[:_MAX_NAMED]}…"
        raise ArticleError(f"no reader for {named} (docs/articles.md names what is read)")
    return reader


def find_format(name: str) -> str | None:
    """What the format of the file `name` is called by its ending; None if that is not read."""
    reader = _find_by_suffix(PurePosixPath(name).suffix.casefold())
    return _FORMATS[reader] if reader else None


def is_read(name: str) -> bool:
    """Whether the ending of the file `name` says that it may be an article."""
    return _find_by_suffix(PurePosixPath(name).suffix.casefold()) is not None


def _find_by_suffix(suffix: str) -> Reader | None:
    return _READERS.get(suffix) or (_read_manual if _MANUAL_SUFFIX.fullmatch(suffix) else None)
