"""Lines below the title that say who wrote a text and when; and lines that do not."""

from datetime import date

import pytest

from corpus.formats.markdown import parse_markdown

DAY = date(2023, 10, 14)
BODY = "The lamp is lit at dusk. It burns until dawn."


@pytest.mark.parametrize("title", ["# Lamp\n\n", ""])
@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("By Ruth Penn | October 14, 2023", "Ruth Penn"),
        ("*By Ruth Penn, October 14, 2023*", "Ruth Penn"),
        ("_Posted on 14 October 2023 by Ruth Penn_", "Ruth Penn"),
        ("*Von Ruth Penn am 14. Oktober 2023*", "Ruth Penn"),
        ("**Author:** Ruth Penn  \n**Date:** 2023-10-14", "Ruth Penn"),
        ("Author:: Ruth Penn\nDate:: 2023-10-14", "Ruth Penn"),
        ("By Ruth Penn\n\nOctober 14, 2023", "Ruth Penn"),
        ("Created: October 14, 2023 10:15 AM\nTags: oil, glass\nAuthor: Ruth Penn", "Ruth Penn"),
        ("October 14, 2023", None),
    ],
)
def test_lines_below_the_title_are_fields(title: str, head: str, author: str | None) -> None:
    metadata, text, paragraphs = parse_markdown(f"{title}{head}\n\n{BODY}\n")
    assert (metadata.author, metadata.published, metadata.source) == (author, DAY, None)
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(BODY, ())]


@pytest.mark.parametrize(
    "head",
    [
        "The keeper came on October 14, 2023.",
        "By the sea it is dark.",
        "Author: I never said so, not once in all these years.",
        "Price: 4 crowns\nSize: ten feet",
        "October 14, 2023\n\nIt was lit.\n\nOctober 15, 2023",
    ],
)
def test_other_paragraphs_stay(head: str) -> None:
    metadata, text, _ = parse_markdown(f"# Lamp\n\n{head}\n\n{BODY}\n")
    assert (metadata.author, metadata.published) == (None, None)
    assert " ".join(head.split()) in " ".join(text.split())


def test_a_head_alone_is_the_text() -> None:
    _, text, paragraphs = parse_markdown("# Lamp\n\nBy Ruth Penn | October 14, 2023\n")
    assert [text[p.start : p.end] for p in paragraphs] == ["By Ruth Penn | October 14, 2023"]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/lamp", "<https://example.org/lamp>", "[https://example.org/lamp](x.md)"],
)
@pytest.mark.parametrize("day", ["October 14, 2023\n\n", ""])
def test_an_address_above_the_title_is_that_of_the_article(address: str, day: str) -> None:
    metadata, text, paragraphs = parse_markdown(f"{address}\n\n# Lamp\n\n{day}{BODY}\n")
    assert (metadata.title, metadata.url) == ("Lamp", "https://example.org/lamp")
    assert metadata.published == (DAY if day else None)
    assert [text[p.start : p.end] for p in paragraphs] == [BODY]


@pytest.mark.parametrize("below", [BODY, f"## Oil\n\n{BODY}", f"- {BODY}"])
def test_an_address_above_anything_else_stays(below: str) -> None:
    metadata, text, _ = parse_markdown(f"https://example.org/lamp\n\n{below}\n")
    assert metadata.url is None
    assert text.startswith("https://example.org/lamp")
