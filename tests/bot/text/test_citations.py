"""What is told of a source, and above a quote."""

import pytest

from bot.answers.answer import Quote
from bot.text.citations import leading_line, source_address, source_line
from corpus import Article, Locator, Paragraph, Passage, chunk_article

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


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        (Locator("page", 7), " · p. 7"),
        (Locator("scan", 7), " · p. 7 · read by machine"),
        (Locator("time", 65), " · 1:05"),
        (Locator("time", 3723), " · 1:02:03"),
        (Locator("row", 4), " · row 4"),
        (Locator("post", 4), ""),
        (None, ""),
    ],
)
def test_a_source_says_where_in_the_file_its_quote_stands(
    locator: Locator | None, place: str
) -> None:
    article = Article("a.pdf", "Tides", "Wet. Dry.", (), author="Ada Pell")
    passage = Passage("x", "a.pdf", 0, 9, article.text, ((0, 4), (5, 9)), locator=locator)
    assert source_line(quote_of(passage, article, 1)) == f"Tides{place} · Ada Pell"


def test_a_quote_behind_a_page_break_is_of_the_next_page() -> None:
    article = Article("a.pdf", "Tides", "Wet. Dry.", ())
    passage = Passage(
        "x", "a.pdf", 0, 9, article.text, ((0, 4), (5, 9)), ("Sea",), None, Locator("page", 7),
        label="§ 2", places=((5, 8),),
    )  # fmt: skip
    both = [Quote("Wet. Dry.", 0, 9, 1, passage, article, best) for best in ((0, 4), (5, 9))]
    quotes = [*(quote_of(passage, article, number) for number in (0, 1)), *both]
    pages = [source_line(one).removeprefix("Tides › Sea · § 2 · ") for one in quotes]
    assert pages == ["p. 7", "p. 8", "p. 7", "p. 8"], "where its best sentence stands"


@pytest.mark.parametrize(("later", "place"), [(65, "0:05"), (66, "1:06")])
def test_a_recording_opens_where_a_quote_begins_if_that_is_not_long_before(
    later: int, place: str
) -> None:
    article = Article("a.srt", "Tides", "Wet. Dry.", ())
    passage = Passage(
        "x", "a.srt", 0, 9, article.text, ((0, 4), (5, 9)), locator=Locator("time", 5),
        places=((5, later),),
    )  # fmt: skip
    quote = Quote("Wet. Dry.", 0, 9, 1, passage, article, (5, 9))
    assert source_line(quote) == f"Tides · {place}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://nab.example/a.pdf", "https://nab.example/a.pdf#page=7"),
        ("https://nab.example/a.pdf#zoom=50", "https://nab.example/a.pdf#zoom=50&page=7"),
        (None, ""),
    ],
)
def test_an_address_opens_at_the_page(url: str | None, expected: str) -> None:
    article = Article("a.pdf", "Tides", "Wet.", (), url=url)
    assert source_address(article, Locator("page", 7)) == expected
