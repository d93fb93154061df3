"""Lines of a source as one: what becomes of a hyphen at the end of one, in every markup."""

import pytest

from corpus.formats.reading import read_article

BROKEN = (
    "The mil-\nler had self-\nreliance, a well-\nknown water-\nwheel, twenty-\none doors, and a\n"
    "Jean-\nPaul in 1990-\n2000, pre-\nand postwar, with Free-\nBSD at sea-\nlog.example.org and "
    "hhmm-\nss, all har-\nbouring. A miller has a waterwheel, which is known, and FreeBSD."
)
JOINED = (
    "The miller had self-reliance, a well-known waterwheel, twenty-one doors, and a Jean-Paul in "
    "1990-2000, pre- and postwar, with FreeBSD at sea-log.example.org and hhmm-ss, all harbouring. "
    "A miller has a waterwheel, which is known, and FreeBSD."
)


@pytest.mark.parametrize("ending", ["md", "rst", "adoc", "org", "tex"])
def test_the_words_of_a_text_say_what_becomes_of_a_hyphen(ending: str) -> None:
    article = read_article(BROKEN.encode(), f"a.{ending}")[0]
    assert article.text == JOINED


def test_a_hyphen_in_code_stays_at_its_line() -> None:
    article = read_article(b"So:\n\n```\nmil-\nler\n```\n\nA miller, a mil-\nler.", "a.md")[0]
    assert "mil-\nler" in article.text
    assert article.text.endswith("A miller, a miller.")
