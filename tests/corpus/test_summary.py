"""What there is to say of an article without having it."""

from dataclasses import replace
from datetime import date

from corpus import Article, Paragraph, Summary, hash_text, summarise

TEXT = "Is it open? No."
ARTICLE = Article("a.md", "Crane", TEXT, (Paragraph(0, 11), Paragraph(12, 15)))


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert summarise(ARTICLE) == Summary("a.md", "Crane", hash_text(TEXT).hex())
    assert len(summarise(ARTICLE).text_digest) == 32


def test_what_is_known_is_said() -> None:
    article = replace(
        ARTICLE,
        paragraphs=(Paragraph(0, 11), Paragraph(12, 15, speaker="Ben")),
        published=date(2020, 1, 2),
        source="Gazette",
        author="Ida",
    )
    assert summarise(article, ["odd"], "cp1250", states_title=True) == Summary(
        id="a.md",
        title="Crane",
        text_digest=hash_text(TEXT).hex(),
        states_title=True,
        has_date=True,
        has_publisher=True,
        has_author=True,
        has_speakers=True,
        warnings=("odd",),
        guessed_encoding="cp1250",
    )


def test_doubts_are_of_the_paragraphs() -> None:
    text = "x" * 5001
    article = replace(ARTICLE, text=text, paragraphs=(Paragraph(0, 5001),))
    assert summarise(article).doubts == ("a paragraph of 5001 characters",)
