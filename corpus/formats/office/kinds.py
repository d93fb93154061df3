"""What a file that is called a document is in fact, and what to do about it."""

import re
from typing import Literal, TypeAlias

from corpus.article import ArticleError
from corpus.formats.archive import Archive, PartError

Kind: TypeAlias = Literal["word", "opendocument"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_RICH_TEXT = re.compile(rb"\s{0,20}\{\\(?:rtf|urtf)")
_TYPES = "[Content_Types].xml"
_FOLDERS = {"xl": "a spreadsheet (.xlsx)", "ppt": "a presentation (.pptx)"}
_MIME = "mimetype"
_OPEN_OTHERS = {
    b"spreadsheet": "a spreadsheet (.ods)",
    b"presentation": "a presentation (.odp)",
    b"graphics": "a drawing (.odg)",
}
_SAVE = "open it in a text processor and save it as .docx"


def is_rich_text(data: bytes) -> bool:
    """Whether a file is RTF, whatever it is called."""
    return _RICH_TEXT.match(data.removeprefix(b"\xef\xbb\xbf")[:40]) is not None


def open_document(data: bytes, called: str) -> tuple[Kind, Archive]:
    """Which of the two formats an archive is, and its parts; `called` is the format that its name
    promises.

    :raises ArticleError: if it is another file; the text says which, and what to do.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise ArticleError("it is empty")
    if data.startswith(_OLE):
        raise ArticleError(_describe_ole(data))
    if not data.startswith(b"PK"):
        raise ArticleError(f"it is not {called}, whatever its name says: {_SAVE}")
    archive = Archive(data)
    kind = _find_kind(archive)
    if kind is None:
        raise ArticleError(_describe_archive(archive, called))
    return kind, archive


def _find_kind(archive: Archive) -> Kind | None:
    if _TYPES in archive or "word/document.xml" in archive:
        folders = {name.partition("/")[0] for name in archive.names}
        return None if folders & _FOLDERS.keys() else "word"
    is_text = "content.xml" in archive and _find_other(archive) is None
    return "opendocument" if is_text else None


def _find_other(archive: Archive) -> str | None:
    """What an OpenDocument file is that is no text."""
    try:
        said = archive.read(_MIME)[:100] if _MIME in archive else b""
    except PartError:
        return None
    return next((called for word, called in _OPEN_OTHERS.items() if word in said), None)


def _describe_ole(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "it is locked by a password: save it without one"
    if _OLD_WORD in data:
        return f"it is a Word document of the old kind (.doc): {_SAVE}"
    return f"it is a file of an old office program, and not .docx: {_SAVE}"


def _describe_archive(archive: Archive, called: str) -> str:
    other = _find_other(archive)
    folders = {name.partition("/")[0] for name in archive.names}
    other = next((_FOLDERS[name] for name in folders if name in _FOLDERS), other)
    if other:
        return f"it is {other} under another name: save as .csv or .pdf what is to be quoted"
    return f"it is an archive, and not {called}: unpack it and add the files in it"
