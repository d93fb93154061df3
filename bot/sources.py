"""How a source is named to a reader: title, publisher, date; and what an article is based on."""

from datetime import date

from corpus import Article, Report

_MOST_TITLE_CHARACTERS = 200
_MOST_NAME_CHARACTERS = 100
_MOST_REPORTS = 3


def format_date(day: date) -> str:
    """As in "13 November 2024", in English whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def source_title(article: Article) -> str:
    """The article's title, cut at a word if it is longer than a title should be."""
    return cut_text(article.title, _MOST_TITLE_CHARACTERS)


def source_details(article: Article) -> str:
    """Publisher and date, `""` if neither is known."""
    return _join_details(article.source, article.published)


def source_reports(article: Article) -> list[str]:
    """One line for each report that the article is based on, at most a few."""
    return [_format_report(report) for report in article.based_on[:_MOST_REPORTS]]


def cut_text(text: str, most_characters: int) -> str:
    """`text`, or its beginning with "…", cut at a word, no longer than `most_characters`."""
    if len(text) <= most_characters:
        return text
    cut = text[: most_characters - 1]
    if not text[most_characters - 1].isspace():
        # A text without spaces, or a word as long as a page, has to be cut inside.
        words, separator, _ = cut.rpartition(" ")
        cut = words if separator and len(words) > most_characters // 2 else cut
    return cut.rstrip() + "…"


def _format_report(report: Report) -> str:
    title = cut_text(report.title, _MOST_TITLE_CHARACTERS)
    details = _join_details(report.source, report.published)
    return f"{title} · {details}" if details else title


def _join_details(source: str | None, published: date | None) -> str:
    parts = [
        cut_text(source, _MOST_NAME_CHARACTERS) if source else "",
        format_date(published) if published else "",
    ]
    return " · ".join(part for part in parts if part)


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
