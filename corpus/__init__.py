"""Articles: reading them from a folder and cutting them into passages.

A name is imported when somebody first asks for it: all of them take a quarter of a second, which a
command that only reads its settings has no use for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.article import (
        Article,
        ArticleError,
        Described,
        Head,
        Locator,
        Paragraph,
        Span,
        Work,
        check_context,
        find_folder,
        hash_text,
        published_on,
    )
    from corpus.collection import Corpus, Note
    from corpus.containment.answers import ReadFile
    from corpus.containment.contained_process import ContainedProcess, EndedError, ReaderStartError
    from corpus.containment.contained_reader import ContainedReader
    from corpus.containment.fingerprint import fingerprint_reader
    from corpus.containment.limits import Limits
    from corpus.errors import FootnoteError
    from corpus.folder import (
        MUST_ANSWER_NAME,
        SECRET_IN_NAME,
        CorpusError,
        FoundFile,
        Portion,
        check_secret,
        describe_emptiness,
        fingerprint_corpus,
        hide_secret,
        is_secret_other,
        list_files,
        list_folder,
        read_corpus,
        read_file_bytes,
        read_portions,
    )
    from corpus.formats.reading import Reading, read_article
    from corpus.formats.registry import SUFFIXES, is_read
    from corpus.glance import Glance, SeenFolder, glance_at_corpus
    from corpus.normalization import clean_line
    from corpus.opening import RefusedFileError, read_inside
    from corpus.passages.chunking import Passage, chunk_article, chunk_corpus
    from corpus.recognition import Recognition, recognise
    from corpus.structure.signs import is_seen, leave_out_hidden
    from corpus.summary import KeptReading, Summary, summarise

__all__ = [
    "MUST_ANSWER_NAME",
    "SECRET_IN_NAME",
    "SUFFIXES",
    "Article",
    "ArticleError",
    "ContainedProcess",
    "ContainedReader",
    "Corpus",
    "CorpusError",
    "Described",
    "EndedError",
    "FootnoteError",
    "FoundFile",
    "Glance",
    "Head",
    "KeptReading",
    "Limits",
    "Locator",
    "Note",
    "Paragraph",
    "Passage",
    "Portion",
    "ReadFile",
    "ReaderStartError",
    "Reading",
    "Recognition",
    "RefusedFileError",
    "SeenFolder",
    "Span",
    "Summary",
    "Work",
    "check_context",
    "check_secret",
    "chunk_article",
    "chunk_corpus",
    "clean_line",
    "describe_emptiness",
    "find_folder",
    "fingerprint_corpus",
    "fingerprint_reader",
    "glance_at_corpus",
    "hash_text",
    "hide_secret",
    "is_read",
    "is_secret_other",
    "is_seen",
    "leave_out_hidden",
    "list_files",
    "list_folder",
    "published_on",
    "read_article",
    "read_corpus",
    "read_file_bytes",
    "read_inside",
    "read_portions",
    "recognise",
    "summarise",
]

_MODULES = {
    "article": (
        "Article",
        "ArticleError",
        "Described",
        "Head",
        "Locator",
        "Paragraph",
        "Span",
        "Work",
        "check_context",
        "find_folder",
        "hash_text",
        "published_on",
    ),
    "passages.chunking": ("Passage", "chunk_article", "chunk_corpus"),
    "collection": ("Corpus", "Note"),
    "containment.answers": ("ReadFile",),
    "containment.contained_process": ("ContainedProcess", "EndedError", "ReaderStartError"),
    "containment.contained_reader": ("ContainedReader",),
    "containment.fingerprint": ("fingerprint_reader",),
    "containment.limits": ("Limits",),
    "errors": ("FootnoteError",),
    "folder": (
        "MUST_ANSWER_NAME",
        "SECRET_IN_NAME",
        "CorpusError",
        "FoundFile",
        "Portion",
        "check_secret",
        "describe_emptiness",
        "fingerprint_corpus",
        "hide_secret",
        "is_secret_other",
        "list_files",
        "list_folder",
        "read_corpus",
        "read_file_bytes",
        "read_portions",
    ),
    "formats.reading": ("Reading", "read_article"),
    "formats.registry": ("SUFFIXES", "is_read"),
    "glance": ("Glance", "SeenFolder", "glance_at_corpus"),
    "normalization": ("clean_line",),
    "opening": ("RefusedFileError", "read_inside"),
    "recognition": ("Recognition", "recognise"),
    "structure.signs": ("is_seen", "leave_out_hidden"),
    "summary": ("KeptReading", "Summary", "summarise"),
}
"""Where each of them is, as above."""

_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
