"""How much an article may say of itself; its text is bounded by the size of its file alone."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from corpus.article import Article, Paragraph, Work

MAX_LINE_CHARACTERS = 300
"""Of a title, a name, a heading or the label of a numbered unit."""
MAX_VALUE_CHARACTERS = 1000
"""Of any further field."""
MAX_FIELDS = 100
MAX_HEADINGS = 10
"""Above one paragraph: those next to it are kept."""
MAX_CONTEXT_SPANS = 16
MAX_WORKS = 50
MAX_WARNINGS = 20
_MAX_ADDRESS_CHARACTERS = 2048


def bound_article(article: Article) -> tuple[Article, tuple[str, ...]]:
    """`article` with nothing in it longer or more than is kept, and a warning for each kind of
    thing that is cut. What is kept by many paragraphs, such as a heading, would else be stored as
    many times."""
    warnings: dict[str, None] = {}

    def cut(name: str, text: str | None) -> str | None:
        return _cut(name, text, warnings)

    url = article.url
    if url and len(url) > _MAX_ADDRESS_CHARACTERS:
        warnings[f"url is left out: it is longer than {_MAX_ADDRESS_CHARACTERS} characters"] = None
        url = None
    bounded = replace(
        article,
        title=cut("title", article.title) or "",
        source=cut("source", article.source),
        author=cut("author", article.author),
        url=url,
        based_on=tuple(_bound_work(work, warnings) for work in article.based_on[:MAX_WORKS]),
        fields=_bound_fields(article.fields, warnings),
        paragraphs=_bound_paragraphs(article.paragraphs, warnings),
    )
    return bounded, tuple(warnings)


def bound_warnings(warnings: Iterable[str]) -> tuple[str, ...]:
    """The first of `warnings`, each once and none too long; the last says that there are more."""
    kept = list(dict.fromkeys(_shorten(warning, MAX_LINE_CHARACTERS) for warning in warnings))
    if len(kept) > MAX_WARNINGS:
        kept[MAX_WARNINGS - 1 :] = [f"and {len(kept) - MAX_WARNINGS + 1} other warnings"]
    return tuple(kept)


def _bound_work(work: Work, warnings: dict[str, None]) -> Work:
    return replace(
        work,
        title=_cut("based_on", work.title, warnings) or "",
        source=_cut("based_on", work.source, warnings),
        url=work.url if len(work.url or "") <= _MAX_ADDRESS_CHARACTERS else None,
    )


def _bound_fields(
    stated: tuple[tuple[str, str], ...], warnings: dict[str, None]
) -> tuple[tuple[str, str], ...]:
    if len(stated) > MAX_FIELDS:
        warnings[f"of {len(stated)} other fields the first {MAX_FIELDS} are kept"] = None
    return tuple(
        (
            _shorten(name, MAX_LINE_CHARACTERS),
            _cut(_shorten(name, 40), value, warnings, MAX_VALUE_CHARACTERS) or "",
        )
        for name, value in stated[:MAX_FIELDS]
    )


def _bound_paragraphs(
    paragraphs: tuple[Paragraph, ...], warnings: dict[str, None]
) -> tuple[Paragraph, ...]:
    """Most are as they should be, and then the same objects."""

    @lru_cache(maxsize=64)  # paragraphs of one section have the same headings
    def bound_headings(headings: tuple[str, ...]) -> tuple[str, ...]:
        if len(headings) > MAX_HEADINGS:
            warnings[f"of headings above headings the last {MAX_HEADINGS} are kept"] = None
        kept = (_cut("a heading", text, warnings) or "" for text in headings[-MAX_HEADINGS:])
        return tuple(kept)

    return tuple(
        paragraph
        if _is_bounded(paragraph)
        else replace(
            paragraph,
            headings=bound_headings(paragraph.headings),
            speaker=_cut("a speaker's name", paragraph.speaker, warnings),
            label=_cut("a label", paragraph.label, warnings),
            context=paragraph.context[-MAX_CONTEXT_SPANS:],
        )
        for paragraph in paragraphs
    )


def _is_bounded(paragraph: Paragraph) -> bool:
    return (
        len(paragraph.headings) <= MAX_HEADINGS
        and all(len(heading) <= MAX_LINE_CHARACTERS for heading in paragraph.headings)
        and len(paragraph.speaker or "") <= MAX_LINE_CHARACTERS
        and len(paragraph.label or "") <= MAX_LINE_CHARACTERS
        and len(paragraph.context) <= MAX_CONTEXT_SPANS
    )


def _cut(
    name: str,
    text: str | None,
    warnings: dict[str, None],
    max_characters: int = MAX_LINE_CHARACTERS,
) -> str | None:
    """`text`, or its beginning with "…" and a warning about what is called `name`."""
    if text is None or len(text) <= max_characters:
        return text
    warnings[f"{name} is cut: it is longer than {max_characters} characters"] = None
    return _shorten(text, max_characters)


def _shorten(text: str, max_characters: int) -> str:
    return text if len(text) <= max_characters else text[: max_characters - 1].rstrip() + "…"
