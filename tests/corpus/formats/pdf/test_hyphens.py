"""Which hyphens at the ends of a file's lines are signs of its text, and which ones break words."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import Said, make_pdf, set_lines

KNOWN = (
    "In the harbour of the town FreeBSD is known, in the form YYMMDDhhmmss, by the keeper of logs,",
    "who has a comma-separated table, a sailing-list and a light vessel of a departmental kind,",
)
BREAKING = ("and all who come to the har-", "bour see the mail that he has sent from there.")
RAGGED = ("and all who come by ship", "see the mail that he has sent from there.")
EVEN = 6 * ("and whoever comes by ship sees the mail that was sent from there by the keeper",)


def _join(first: str, second: str, lines: tuple[str, ...]) -> str:
    called = f"Everybody in the town knows of what is called {first}"
    page = set_lines((*KNOWN, *lines, called, f"{second} in", "the end, as there is nothing else."))
    text = read_pdf(make_pdf([page]), "a.pdf").text
    return " ".join(text.split()).partition(" is called ")[2].partition(" in the end")[0]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the docu-", "mentation", "the documentation"),
        ("l'admi-", "nistration", "l'administration"),
        ("YYMMDDhhmm-", "hh'mm'", "YYMMDDhhmm-hh'mm'"),
        ("hhmm-", "ss", "hhmm-ss"),
        ("sea-", "log.example.org", "sea-log.example.org"),
        ("/usr/lib/sea-", "log", "/usr/lib/sea-log"),
        ("list::sea-", "log", "list::sea-log"),
        ("sea-", "log_path", "sea-log_path"),
        ("sea-", "log(1)", "sea-log(1)"),
        ("sea-", "log@example.org", "sea-log@example.org"),
        ("per-", "function-call", "per-function-call"),
        ("AES-", "GEM", "AES-GEM"),
        ("a comma-", "joined row", "a comma-joined row"),
        ("Hard-", "und Software", "Hard- und Software"),
        ("YYM-", "MDDhhmmss+hhmm", "YYMMDDhhmmss+hhmm"),
        ("Free-", "BSD", "FreeBSD"),
        ("a U-", "boat", "a U-boat"),
        ("an h-", "arbours", "an h-arbours"),
        ("an H-", "arbour", "an H-arbour"),
        ("the h-", "arbour", "the harbour"),
    ],
)
def test_a_hyphen_is_a_sign_where_no_word_of_prose_is_broken(
    first: str, second: str, whole: str
) -> None:
    assert _join(first, second, BREAKING) == whole


@pytest.mark.parametrize(
    ("lines", "first", "second", "whole"),
    [
        (RAGGED, "fee-", "cost", "fee-cost"),
        (RAGGED, "the depart-", "ment", "the department"),
        (RAGGED, "the regu-", "lating", "the regu-lating"),
        (EVEN, "the regu-", "lating", "the regulating"),
        (EVEN, "an e-", "mail", "an e-mail"),
        (("and a sailing-", "list of those who come by ship."), "regu-", "lating", "regu-lating"),
    ],
)
def test_what_is_known_neither_joined_nor_apart_is_joined_in_files_that_break_words(
    lines: tuple[str, ...], first: str, second: str, whole: str
) -> None:
    assert _join(first, second, lines) == whole


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("The Keeper of sea-", "log.example.org", "The Keeper of sea-log.example.org"),
        ("The Comma-", "separated Tables", "The Comma-separated Tables"),
        ("The Depart-", "ment of Mails", "The Department of Mails"),
    ],
)
def test_the_hyphens_of_a_title_are_told_as_those_of_the_text(
    first: str, second: str, title: str
) -> None:
    head = [Said(first, y=740, size=20), Said(second, y=716, size=20)]
    content = read_pdf(make_pdf([[*head, *set_lines((*KNOWN, *BREAKING), y=680)]]), "a.pdf")
    assert content.metadata.title == title
    assert content.text.startswith(title)
