"""Addresses of links that no browser opens are no words of a text either."""

import pytest

from corpus.formats.reading import read_article


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# A\n\nSee [the plan](file:///home/plan.pdf) and [it](javascript:void(0)).\n"),
        ("a.md", "# A\n\nSee [the plan][p] and it.\n\n[p]: vbscript:x\n"),
        ("a.md", "# A\n\nSee ![](data:image/svg+xml;base64,PHN2)the plan and it.\n"),
        ("a.org", "#+TITLE: A\n\nSee [[data:image/svg+xml;base64,PHN2]]the plan and it.\n"),
    ],
)
def test_an_address_that_is_not_opened_is_not_read(name: str, text: str) -> None:
    article = read_article(text.encode(), name)[0]
    assert article.text.split("\n")[-1] == "See the plan and it."
