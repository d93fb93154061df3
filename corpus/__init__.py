"""Articles: reading them from a folder and cutting them into passages."""

from corpus.article import Article, ArticleError, Locator, Paragraph, Span, Work, check_context
from corpus.chunking import Passage, chunk_article, chunk_corpus
from corpus.errors import FootnoteError
from corpus.folder import (
    MUST_ANSWER_NAME,
    Corpus,
    CorpusError,
    Note,
    fingerprint_corpus,
    read_corpus,
)
from corpus.formats.reading import read_article
from corpus.formats.registry import SUFFIXES, join_suffixes
from corpus.normalization import clean_line
from corpus.opening import RefusedFileError, read_inside

__all__ = [
    "MUST_ANSWER_NAME",
    "SUFFIXES",
    "Article",
    "ArticleError",
    "Corpus",
    "CorpusError",
    "FootnoteError",
    "Locator",
    "Note",
    "Paragraph",
    "Passage",
    "RefusedFileError",
    "Span",
    "Work",
    "check_context",
    "chunk_article",
    "chunk_corpus",
    "clean_line",
    "fingerprint_corpus",
    "join_suffixes",
    "read_article",
    "read_corpus",
    "read_inside",
]
