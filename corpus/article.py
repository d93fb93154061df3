"""The records of the corpus: an article, its paragraphs, the reports that it is based on."""

from dataclasses import dataclass
from datetime import date

from corpus.errors import FootnoteError


@dataclass(frozen=True, slots=True)
class Work:
    """What an article is based on. `source` is the publisher; only the title is always known."""

    title: str
    source: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: `article.text[start:end]`, in characters, not blank.

    `headings` are those above it, outermost first, without the article's title. `speaker` is who
    says it in an interview; the label itself ("Name:") lies before `start`.
    """

    start: int
    end: int
    headings: tuple[str, ...] = ()
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One source text. `id` is its path below the corpus folder, with `/` on every system.

    `text` is what quotes are cut from and checked against: decoded, with line ends as `\\n`, no
    control characters but `\\n` and `\\t`, front matter and markup taken off. Of a plain text
    whose lines are paragraphs it is otherwise the file as it stands. `language` is an ISO 639 code,
    stated or detected, None if the text is too short to tell.
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

    @property
    def folder(self) -> str:
        """The folder of the corpus that the article is in, `""` if it lies in none."""
        folder, separator, _ = self.id.partition("/")
        return folder if separator else ""


class ArticleError(FootnoteError):
    """A file from which no article can be read; the text says why."""
