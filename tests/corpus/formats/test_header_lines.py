"""Heads of plain texts: bylines, publishers, addresses, days."""

from datetime import date

import pytest

from corpus.formats.plain_text import parse_plain_text

DAY = date(2023, 10, 14)
BODY = "The lamp was lit again on Monday, the keeper said. It had been dark for a week."


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("By Ruth Penn | October 14, 2023", "Ruth Penn", None),
        ("by Ruth Penn • 14 October 2023", "Ruth Penn", None),
        ("By Ruth Penn, 14 October 2023", "Ruth Penn", None),
        ("Posted on October 14, 2023 by Ruth Penn", "Ruth Penn", None),
        ("Published by Ruth Penn on 14 October 2023", "Ruth Penn", None),
        ("October 14, 2023 · Ruth Penn", None, None),
        ("Coast Herald, October 14, 2023", None, "Coast Herald"),
        ("Coast Herald – 14 October 2023", None, "Coast Herald"),
        ("来源：海岸报 2023年10月14日 08:30", None, "海岸报"),
        ("来源：海岸报", None, "海岸报"),
        ("Updated: 14 October 2023", None, None),
        ("14.10.2023", None, None),
        ("2023-10-14T23:30:00-05:00", None, None),
    ],
)
def test_reads_lines_of_a_head(line: str, author: str | None, source: str | None) -> None:
    metadata, text, paragraphs = parse_plain_text(f"Lamp lit again\n{line}\n\n{BODY}\n")
    assert (metadata.title, metadata.author, metadata.source) == ("Lamp lit again", author, source)
    assert metadata.published == DAY or line == "来源：海岸报"
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(BODY, ())]


@pytest.mark.parametrize(
    "line",
    [
        "The keeper came on 14 October 2023",
        "It closed by noon | nobody was there",
        "By then it was dark in the whole of the bay",
    ],
)
def test_other_lines_are_none(line: str) -> None:
    metadata, text, _ = parse_plain_text(f"Lamp lit again\n\n{line}\n\n{BODY}\n")
    assert (metadata.author, metadata.source, metadata.published) == (None, None, None)
    assert line in text


@pytest.mark.parametrize("above", ["https://example.org/lamp\n\n", "https://example.org/lamp\n"])
def test_an_address_at_the_top_is_no_title(above: str) -> None:
    metadata, _, _ = parse_plain_text(f"{above}Lamp lit again\n14 October 2023\n\n{BODY}\n")
    assert (metadata.title, metadata.url) == ("Lamp lit again", "https://example.org/lamp")
    assert metadata.published == DAY
