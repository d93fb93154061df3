"""A record that is the only one of its file: what stands beside its text is said of the article."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.fields.names import MEANING_OF, fold_name
from corpus.formats.tables.columns import Columns

CONTROLS = ("draft", "published", "publish", "status", "post_status")
"""What says whether something is to be read."""
_NOT_STATED = ("version", "feed_url", "id", "guid", "type", "@type", "@context", "@id", *CONTROLS)


def read_stated(head: Mapping[str, object]) -> Metadata:
    """What is known of all records, by the names that feeds and other files have for it."""
    known = {name.rpartition(":")[2] if ":" in name else name: v for name, v in head.items()}
    if "home_page_url" in known:
        known.setdefault("url", known.pop("home_page_url"))
    if "date_published" in known:
        known.setdefault("published", known.pop("date_published"))
    return parse_metadata({n: v for n, v in known.items() if n.casefold() not in _NOT_STATED})


def leave_out_stated(columns: Columns, names: Sequence[str]) -> Columns:
    """`columns` of a text, without those that name its author, its day and the like: they are no
    lines below it."""
    if columns.has_answers or not columns.texts:
        return columns
    others = tuple(n for n in columns.others if fold_name(names[n]) not in MEANING_OF)
    return replace(columns, others=others)


def without_title(title: str | None, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """`paragraphs` whose first heading is not the article's title once more."""
    return [
        replace(p, headings=p.headings[1:]) if p.headings[:1] == (title,) else p for p in paragraphs
    ]
