"""A record that is the only one of its file: what stands beside its text is said of the article."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.article import ArticleError, Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.fields.names import MEANING_OF, fold_name
from corpus.formats.tables.columns import Columns

_CONTROLS = ("draft", "private", "published", "publish", "status", "post_status")
"""What says whether something is to be read, as front matter has it."""
_STATES = ("state", "visibility")
"""As "status", in records."""
_WITHHELD = ("deleted", "hidden", "trashed", "unsent", "draft", "private")
"""What is said of a record that is not to be read: yes, since when, or as its state."""
_TRUE = ("true", "yes", "1")
_UNSET = ("", "null", "none", "nil", "false", "no")
_NO_LETTERS = re.compile(r"[\W_]+")
_FEED = "jsonfeed.org/version"
_NOT_STATED = ("version", "feed_url", "id", "guid", "type", "@type", "@context", "@id", *_CONTROLS)


def read_stated(head: Mapping[str, object]) -> Metadata:
    """What is known of all records, by the names that feeds and other files have for it."""
    known = {name.rpartition(":")[2] if ":" in name else name: v for name, v in head.items()}
    if "home_page_url" in known:
        known.setdefault("url", known.pop("home_page_url"))
    if "date_published" in known:
        known.setdefault("date", known.pop("date_published"))
    return parse_metadata({n: v for n, v in known.items() if n.casefold() not in _NOT_STATED})


def is_withheld(names: Sequence[str], values: Sequence[object]) -> bool:
    """Whether the record with these fields says that it is a draft, hidden or deleted."""
    stated: dict[str, object] = {}
    for name, value in zip(names, values, strict=False):
        known = name.casefold()
        if known in _CONTROLS:
            stated[known] = value
        elif known in _STATES:
            stated.setdefault("status", value)
        if isinstance(value, str) and _says_withheld(_NO_LETTERS.sub("", known), value):
            return True
    if not stated:
        return False
    try:
        parse_metadata(stated)
    except ArticleError:
        return True
    return False


def _says_withheld(name: str, value: str) -> bool:
    value = value.strip().casefold()
    if name in ("state", "status", "visibility"):
        return value in _WITHHELD
    if name.endswith(("at", "on", "date")):
        said = name.removesuffix("at").removesuffix("on").removesuffix("date")
        # A day that is not known may be written in zeros.
        return (
            said in ("deleted", "trashed") and value not in _UNSET and bool(value.strip("0-:t.z "))
        )
    return name.removeprefix("is") in _WITHHELD and value in _TRUE


def is_feed(head: Mapping[str, object]) -> bool:
    """Whether `head` is that of a JSON Feed, of which the title is that of all its items."""
    version = head.get("version")
    return isinstance(version, str) and _FEED in version


def read_only(
    head: Mapping[str, object], record: Mapping[str, object], of_all: Metadata
) -> Metadata:
    """What is known of the only `record` beside `head`, of which is known what is `of_all`. The
    record is the article, below a title that the file has."""
    own = read_stated(record)
    if of_all.title is None:
        return own.filled_from(of_all)
    if is_feed(head) and own.title is not None:
        return own.filled_from(replace(of_all, source=of_all.source or of_all.title))
    known = replace(of_all, url=None) if is_feed(head) else of_all
    return known.filled_from(own).filled_from(of_all)


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
