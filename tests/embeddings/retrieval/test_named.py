from datetime import date

import pytest

from corpus import Article, Paragraph, chunk_article
from embeddings.index.labels import UnitLabel
from embeddings.retrieval.named import Named, lacks_number, list_numbers, read_around
from embeddings.retrieval.units.references import Reference
from embeddings.words.number_words import read_number
from tests.support.counting import count_calls_of


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("what changed in 5.2", "Release 5.2.1: faster ferries", False),
        ("what changed in 5.3", "Release 5.2.1: faster ferries", True),
        ("who won in 1931", "The bridge of 1932", True),
        ("who won in 1931", "On 3.5.2020 and in 1931", False),
        ("how are 7 boats moored", "Seven boats lie there.", False),
        ("how are seven boats moored", "There are 7 boats.", False),
        ("how do the two ports differ", "Both ports", False),
        ("which seven bells ring", "The bells ring.", False),
        ("which 7 bells ring", "The bells ring.", True),
        ("new in v5.2", "Version 5.2.0 (2019-03-04)", False),
        ("since python3.11", "New in 3.11: wings", False),
        ("what are the fifteen rules", "XV rules", False),
        ("the ten thousand 10,000 bees", "10000 bees, ten hives", False),
        ("who keeps bees", "nobody", False),
        ("第十七条", "第17条", False),
        ("في عام ٢٠٢٠", "in 2020", False),
    ],
)
def test_numbers_that_stand_nowhere(question: str, text: str, lacks: bool) -> None:
    assert lacks_number(list_numbers(question), text) is lacks


def test_a_text_is_read_once_for_all_numbers_of_a_question() -> None:
    text = " ".join(f"boat {number}" for number in range(1000, 1200))
    numbers = [str(number) for number in range(1195, 1205)]
    found: list[bool] = []
    calls = count_calls_of(
        read_number, lambda: found.extend(lacks_number([n], text) for n in numbers)
    )
    assert found == [False] * 5 + [True] * 5
    assert calls <= 2 * 200


def test_of_a_question_ten_numbers_count() -> None:
    assert len(list_numbers(" ".join(map(str, range(2, 90))))) == 10


def test_what_stands_around_a_passage_is_read_with_it() -> None:
    text = "They swarm."
    paragraph = Paragraph(0, len(text), headings=("Chapter IV",))
    article = Article(
        "notes/hives-2023.md", "Bees", text, (paragraph,), published=date(2024, 3, 5), language="en"
    )
    (passage,) = chunk_article(article, len, 99)
    around = read_around(passage, article)
    for words in ("Bees", "hives 2023", "Chapter IV", "four", "2024-03-05", text):
        assert words in around


@pytest.mark.parametrize(
    ("question", "heading", "is_section"),
    [
        ("what changed in 5.2", "v5.2.1", True),
        ("¿Qué cambió en la 5.2?", "Version 5.2.0 (2019-03-04)", True),
        ("что нового в 2019", "Version 5.2.0 (2019-03-04)", True),
        ("since python3.11", "New in 3.11", True),
        ("what changed in 5.3", "v5.2.1", False),
        ("what changed in 5 boats", "5 boats", False),
        ("what changed", "v5.2.1", False),
    ],
)
def test_a_section_is_named_by_its_version_or_year(
    question: str, heading: str, is_section: bool
) -> None:
    text = "The horn is gone."
    article = Article("a.md", "Log", text, (Paragraph(0, len(text), headings=(heading,)),))
    (passage,) = chunk_article(article, len, 99)
    named = Named(list_numbers(question), (), {})
    assert named.is_section(passage) is is_section


def test_a_verse_of_a_range_need_not_have_the_numbers_of_the_range() -> None:
    question = "kiln 2:3-5 in 1931"
    verse = Reference("kiln 2:3-5", UnitLabel("", ("2", "4")), is_certain=False)
    named = Named(list_numbers(question), (verse,), {7: verse})
    assert named.list_wanted(7) == {"1931"}
    assert named.list_wanted(8) == {"2:3", "5", "1931"}


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("How long may I mend a breach of the CC licence?", set()),
        ("Does it run on CI?", set()),
        ("Is there a CLI in 2.4?", {"2.4"}),
        ("What does psalm CL say?", {"150"}),
        ("chapter CL of the whale", {"150"}),
        ("Who won Super Bowl LVI?", {"56"}),
        ("Who followed Louis XIV?", {"14"}),
    ],
)
def test_an_abbreviation_is_no_number(question: str, numbers: set[str]) -> None:
    assert list_numbers(question) == numbers
