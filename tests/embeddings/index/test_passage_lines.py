import pytest

from corpus import Article, Paragraph, Passage, chunk_article
from embeddings.index.passage_lines import MAX_HEADINGS, LineKind, find_lines, split_name


def find(
    headings: tuple[str, ...] = (),
    label: str | None = None,
    speaker: str | None = None,
    language: str | None = "en",
    path: str = "a.md",
    title: str = "Bees",
) -> list[tuple[LineKind, str]]:
    text = "They swarm in May."
    paragraph = Paragraph(0, len(text), headings, speaker, label=label)
    article = Article(path, title, text, (paragraph,), language=language)
    (passage,) = chunk_article(article, len, 99)
    assert isinstance(passage, Passage)
    return find_lines(passage, article)


def test_lines_are_title_name_speaker_headings_and_label() -> None:
    found = find(("Hives", "When do they swarm?"), "Q 4", "Jane", path="keeping/bees-in-may.txt")
    assert found == [
        (LineKind.TITLE, "Bees"),
        (LineKind.NAME, "keeping bees in may"),
        (LineKind.SPEAKER, "Jane"),
        (LineKind.HEADING, "Hives"),
        (LineKind.HEADING, "When do they swarm?"),
        (LineKind.LABEL, "Q 4 IV four fourth"),
    ]


@pytest.mark.parametrize(
    ("heading", "language", "line"),
    [
        ("Article XV", "en", "Article XV 15 fifteen fifteenth"),
        ("Fifteenth Amendment", "en", "Fifteenth Amendment 15 XV fifteen"),
        ("Capítulo 23. Del pan", "es", "Capítulo 23. Del pan XXIII veinte y tres veinte y tercero"),
        ("Глава 7", "ru", "Глава 7 VII семь седьмой"),
        ("Kapitel 7", "de", "Kapitel 7 VII seven seventh"),
        ("Release 5.2.1", "en", "Release 5.2.1"),
        ("The year 1931", "en", "The year 1931"),
    ],
)
def test_numbers_of_headings_are_written_in_other_ways_too(
    heading: str, language: str, line: str
) -> None:
    assert find((heading,), language=language)[-1] == (LineKind.HEADING, line)


def test_of_many_headings_the_innermost_count_and_no_line_is_long() -> None:
    headings = (*(f"part {'x' * number}" for number in range(9)), "word " * 200)
    lines = [line for kind, line in find(headings) if kind is LineKind.HEADING]
    assert len(lines) == MAX_HEADINGS
    assert len(lines[-1]) <= 300


def test_a_line_without_a_word_is_none() -> None:
    assert [kind for kind, _ in find(("* * *", "—"), path="a.md")] == [
        LineKind.TITLE,
        LineKind.NAME,
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("town/harbour_rules-2024.md", "town harbour rules 2024"),
        ("harbourRules.txt", "harbour Rules"),
        ("правила порта.md", "правила порта"),
        ("README", "README"),
        ("港口/规则.md", "港口 规则"),
    ],
)
def test_the_words_of_a_name(path: str, words: str) -> None:
    assert split_name(path) == words
