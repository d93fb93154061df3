"""What is told of a source, and above a quote."""

import pytest

from bot.answers.answer import Quote
from bot.text.citations import leading_line
from corpus import Article, Paragraph, Passage, chunk_article

SENTENCES = " ".join(f"Lock number {n} stays shut while boats pass." for n in range(30))
ENTRY = f"-l, --lock=GATE\n{SENTENCES}"


def quote_of(passage: Passage, article: Article, number: int) -> Quote:
    start, end = passage.sentences[number]
    text = passage.text[start:end]
    return Quote(
        text, passage.start + start, passage.start + end, 1, passage, article, (0, len(text))
    )


@pytest.mark.parametrize("most", [100_000, 600])
def test_above_the_rest_of_a_long_entry_its_option_stands(most: int) -> None:
    article = Article("a.txt", "A", ENTRY, (Paragraph(0, len(ENTRY), kind="term"),))
    passages = chunk_article(article, len, most)
    assert len(passages) == 1 if most > len(ENTRY) else len(passages) > 1
    assert leading_line(quote_of(passages[-1], article, -1)) == "-l, --lock=GATE"
    assert leading_line(quote_of(passages[0], article, 0)) == ""


def test_above_an_entry_with_its_term_nothing_stands() -> None:
    text = "-a\nAll.\n\n-b\nBoth."
    article = Article("a.txt", "A", text, (Paragraph(0, 7, kind="term"),))
    passage = Passage("x", "a.txt", 0, len(text), text, ((0, 7), (9, len(text))), kind="term")
    assert leading_line(quote_of(passage, article, 1)) == ""
