"""What was recognised in articles, and which files deserve a look."""

from dataclasses import replace
from datetime import date

import pytest

from bot.text.recognition import format_recognition
from corpus import Article, Corpus, Note, Paragraph, recognise
from corpus.summary import MAX_PARAGRAPH_CHARACTERS


def make_article(name: str, *contents: str, kind: str = "prose") -> Article:
    paragraphs, start = [], 0
    for content in contents:
        paragraphs.append(Paragraph(start, start + len(content), kind=kind))  # type: ignore[arg-type]
        start += len(content) + 1
    return Article(name, "Cranes", "\n".join(contents), tuple(paragraphs))


def test_what_is_known_is_counted() -> None:
    plain = make_article("a.md", "It lifts two tons.")
    dated = replace(plain, id="b.md", published=date(2020, 1, 2), source="Gazette", author="Ida")
    spoken = replace(plain, id="c.md", paragraphs=(replace(plain.paragraphs[0], speaker="Ida"),))
    corpus = Corpus((plain, dated, spoken), (), (), "f", frozenset({"a.md", "b.md"}))
    found = recognise(corpus)
    assert format_recognition(found) == (
        "Recognised: title of 2, date of 1, publisher of 1, author of 1, speakers of 1."
    )


@pytest.mark.parametrize(
    ("contents", "kind", "reason"),
    [
        (["Crane", "Winch", "Rope"] * 4, "prose", "12 of 12 paragraphs are scraps"),
        (["Crane", "Winch", "Rope"] * 4, "list", None),
        (["It lifts.", "It turns.", "It stops."] * 4, "prose", None),
        (["Crane", "Winch", "Rope"] * 3, "prose", None),
        (["x" * (MAX_PARAGRAPH_CHARACTERS + 1)], "prose", "a paragraph of 5001 characters"),
        (["Winch"] * 10 + ["It lifts two tons."] * 30, "prose", None),
    ],
)
def test_scraps_and_walls_of_text_deserve_a_look(
    contents: list[str], kind: str, reason: str | None
) -> None:
    article = make_article("a.md", *contents, kind=kind)
    found = recognise(Corpus((article,), (), (), "f"))
    assert found.doubtful == ((Note("a.md", reason),) if reason else ())


def test_warnings_and_guesses_deserve_a_look() -> None:
    articles = tuple(make_article(f"{number:02}.md", "It lifts.") for number in range(14))
    warnings = (*(Note(article.id, "odd") for article in articles), Note("00.md", "odd, too"))
    corpus = Corpus(articles, (), warnings, "f", guessed=(Note("01.md", "cp1250"),))
    lines = format_recognition(recognise(corpus)).splitlines()
    assert lines[1:4] == [
        "Look at these with footnote inspect:",
        "  00.md: 2 warnings",
        "  01.md: a warning, cp1250 is a guess",
    ]
    assert lines[-1] == "  and 4 more"
    assert len(lines) == 13


def test_articles_that_were_not_read_again_count_as_the_others() -> None:
    scraps = make_article("b.md", *["Crane", "Winch", "Rope"] * 4)
    articles = (make_article("a.md", "It lifts."), scraps, make_article("c.md", "It turns."))
    notes = (Note("b.md", "odd"), Note("c.md", "odd"))
    corpus = Corpus(articles, (), notes, "f", frozenset({"a.md", "b.md"}), (Note("b.md", "hz"),))
    read, kept = (articles[0], articles[2]), (corpus.summaries[1],)
    assert recognise(replace(corpus, articles=read, kept=kept)) == recognise(corpus)
    assert recognise(replace(corpus, articles=(), kept=corpus.summaries)) == recognise(corpus)
    doubts = "a warning, hz is a guess, 12 of 12 paragraphs are scraps"
    assert recognise(corpus).doubtful == (Note("b.md", doubts), Note("c.md", "a warning"))
