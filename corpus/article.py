"""The records of the corpus: an article, its paragraphs, the reports that it is based on."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, TypeAlias, get_args

from corpus.errors import FootnoteError

_DIGEST_BYTES = 16

Span: TypeAlias = tuple[int, int]
"""Start and end, in characters of an article's text."""

LocatorKind: TypeAlias = Literal["page", "scan", "time", "row", "post"]

BlockKind: TypeAlias = Literal["prose", "list", "term", "table", "code", "question", "answer"]
"""What a paragraph is: running text, an item of a list, a term or an option with its description,
a row of a table, code, a question that the text itself puts, or the answer to one."""


@dataclass(frozen=True, slots=True)
class Work:
    """What an article is based on. `source` is the publisher; only the title is always known."""

    title: str
    source: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in the original file something stands: a page or a row, counted from 1, or a time, in
    whole seconds from the beginning. A "scan" is a page that is a picture, whose letters a machine
    has recognised. A "post" is one of a channel, by its number there; `day` is when it was posted,
    which another one of the same article need not have been.

    :raises ValueError: if it is of another kind, or counted from below that.
    """

    kind: LocatorKind
    value: int
    day: date | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(LocatorKind):
            raise ValueError(f"no kind of locator: {self.kind!r}")
        if self.value < (0 if self.kind == "time" else 1):
            raise ValueError(f"no {self.kind} has the number {self.value}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: `article.text[start:end]`, in characters, not blank.

    `headings` are those above it, outermost first, without the article's title. `speaker` is who
    says it in an interview; the label itself ("Name:") lies before `start`; `""` if it is another
    one than the author, of whom no more is known, as in what a mail quotes. `locator` is where its
    beginning stands in the original file, None if the format has no such places; `places` are where
    in the article's text further pages, or whatever `locator` counts, begin within it, with their
    numbers. `context` are
    spans elsewhere in the article's text that it is not understood without, such as the line that
    leads up to it or a table's header; they are never quoted as part of it. `label` is that of a
    numbered unit ("Article 17"). `depth` are the marks of quoted mail in front of it, below 0 if
    it is not known which.
    """

    start: int
    end: int
    headings: tuple[str, ...] = ()
    speaker: str | None = None
    locator: Locator | None = None
    context: tuple[Span, ...] = ()
    label: str | None = None
    kind: BlockKind = "prose"
    depth: int = 0
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One source text. `id` is its path below the corpus folder, with `/` on every system.

    `text` is what quotes are cut from and checked against: decoded, with line ends as `\\n`, no
    control characters but `\\n` and `\\t`, front matter and markup taken off. Of a plain text
    whose lines are paragraphs it is otherwise the file as it stands. `language` is an ISO 639 code,
    stated or detected, None if the text is too short to tell. `fields` are what else the file
    states of itself, names in lower case, as pairs; in an index that was loaded for readers only
    those that they are shown, named as its owner names them, and there are no `paragraphs`: that
    has passages. `place` is the part of `id` that tells it from the articles of its index with the
    same title, `""` if its title does.

    :raises ValueError: as `check_context`, for the paragraphs.
    """

    id: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    based_on: tuple[Work, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    place: str = ""

    def __post_init__(self) -> None:
        for paragraph in self.paragraphs:
            check_context(paragraph.context, (paragraph.start, paragraph.end), len(self.text))

    @property
    def folder(self) -> str:
        """The folder of the corpus that the article is in, `""` if it lies in none."""
        return find_folder(self.id)

    @property
    def head(self) -> "Head":
        """All but its text."""
        return Head(**{field.name: getattr(self, field.name) for field in fields(Head)})


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an article but its text, each as `Article` has it."""

    id: str
    title: str
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    based_on: tuple[Work, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    place: str = ""

    @property
    def folder(self) -> str:
        """As that of the article."""
        return find_folder(self.id)

    def with_text(self, text: str) -> Article:
        """The article itself, without paragraphs."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        return Article(text=text, paragraphs=(), **known)


Described: TypeAlias = Article | Head
"""An article, with or without its text."""


def published_on(article: Described, locator: Locator | None = None) -> date | None:
    """When an article was published, or that of it which `locator` names, if that has a day of its
    own."""
    return (locator.day if locator else None) or article.published


def find_folder(article_id: str) -> str:
    """The folder of the corpus that the article with this id is in, `""` if it lies in none."""
    folder, separator, _ = article_id.partition("/")
    return folder if separator else ""


def hash_text(text: str) -> bytes:
    """A digest by which an article's text is known again under another name."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_DIGEST_BYTES).digest()


def check_context(context: tuple[Span, ...], own: Span, length: int) -> None:
    """Checks the spans `context` of what stands at `own` in a text of `length` characters.

    :raises ValueError: if one is empty, does not lie in the text, or overlaps `own`.
    """
    for start, end in context:
        if not 0 <= start < end <= length:
            raise ValueError(f"context from {start} to {end} does not lie in the text")
        if start < own[1] and own[0] < end:
            raise ValueError(f"context from {start} to {end} is part of what it belongs to")


class ArticleError(FootnoteError):
    """A file from which no article can be read; the text says why. `is_unreadable` is whether the
    machine kept it from being read, and not what it says."""

    def __init__(self, reason: str, is_unreadable: bool = False) -> None:
        super().__init__(reason)
        self.is_unreadable = is_unreadable
