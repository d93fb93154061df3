"""Records that refuse what cannot be meant."""

from typing import Any

import pytest

from corpus.article import Article, Locator, Paragraph, Span

TEXT = "The keeper needs:\n\na lamp\n\nand oil."


@pytest.mark.parametrize("context", [(), ((0, 17),), ((27, 35), (0, 17)), ((0, 19),), ((25, 35),)])
def test_context_lies_elsewhere_in_the_text(context: tuple[Span, ...]) -> None:
    paragraph = Paragraph(19, 25, context=context)
    assert Article("a.md", "A", TEXT, (paragraph,)).paragraphs == (paragraph,)


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (9, 5), (27, 99), (0, 20), (24, 35), (20, 22)])
def test_other_context_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match=f"context from {span[0]} to {span[1]} "):
        Article("a.md", "A", TEXT, (Paragraph(19, 25, context=((0, 17), span)),))


@pytest.mark.parametrize(("kind", "value"), [("page", 1), ("row", 70_000), ("time", 0)])
def test_a_locator_counts_as_people_do(kind: Any, value: int) -> None:
    assert Locator(kind, value).value == value


@pytest.mark.parametrize(("kind", "value"), [("page", 0), ("row", -1), ("time", -1), ("shelf", 1)])
def test_a_place_that_there_is_not_is_refused(kind: Any, value: int) -> None:
    with pytest.raises(ValueError, match=kind):
        Locator(kind, value)
