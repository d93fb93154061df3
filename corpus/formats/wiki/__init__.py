"""The source of a page of MediaWiki: what its brackets, templates and tags say."""

from corpus.formats.wiki.gaps import HOLE, LEFT_OUT, NOTHING, close_gaps, drop_gaps, mark_gaps
from corpus.formats.wiki.marks import Source, read_brackets, read_marks
from corpus.formats.wiki.tables import WikiTable, read_table

__all__ = [
    "HOLE",
    "LEFT_OUT",
    "NOTHING",
    "Source",
    "WikiTable",
    "close_gaps",
    "drop_gaps",
    "mark_gaps",
    "read_brackets",
    "read_marks",
    "read_table",
]
