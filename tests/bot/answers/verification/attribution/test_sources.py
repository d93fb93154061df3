"""Whom a message names as the source."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answers.verification.attribution.sources import check_source
from bot.answers.verification.places import Occurrence
from corpus import Article, Passage

TEXT = "The pier is made of oak, says Emma Lund, who built it."
ARTICLE = Article("a.md", "The pier of Kolm", TEXT, (), "Island Post", "Ada Pell")
PASSAGE = Passage("0" * 16, "a.md", 0, len(TEXT), TEXT, ((0, len(TEXT)),))
FOUND = Occurrence(ARTICLE, 0, 23, passage=PASSAGE)


@pytest.mark.parametrize(
    ("said", "name", "is_right"),
    [
        ("According to the Island Post:", "Island Post", True),
        ("According to the Northern Post:", "Northern Post", False),
        ("Northern Post says:", "Northern Post", False),
        ("As Ada Pell wrote,", "Ada Pell", True),
        ("Then Bob Hart said", "Then Bob Hart", False),
        ("Then Emma Lund said", "Then Emma Lund", True),
        ("Según el Island Post,", "Island Post", True),
        ("Как пишет Северный Вестник,", "Северный Вестник", False),
        ("(Island Post, 2020)", "Island Post", True),
        ("(Northern Post, 2020)", "Northern Post", False),
    ],
)
def test_a_name_is_right_if_it_is_of_the_source(said: str, name: str, is_right: bool) -> None:
    named = check_source(said, FOUND)
    assert named is not None
    assert named.is_right is is_right
    assert is_right or named.name == name


def test_who_is_only_spoken_of_beside_the_words_has_not_said_them() -> None:
    text = f"{TEXT} Ruth Penn voted against it."
    passage = replace(PASSAGE, text=text, end=len(text))
    found = replace(FOUND, article=replace(ARTICLE, text=text), passage=passage)
    for name, is_right in (("Ruth Penn", False), ("Emma Lund", True)):
        named = check_source(f"Says {name}:", found)
        assert named is not None
        assert named.is_right is is_right


@pytest.mark.parametrize(
    "said",
    ["She says:", "I read this in London yesterday", "My uncle told us:", "(my emphasis)", ""],
)
def test_nobody_is_named_for_certain(said: str) -> None:
    assert check_source(said, FOUND) is None


@pytest.mark.parametrize(
    "said",
    [
        "He said in May",
        "She wrote last March:",
        "In March she said:",
        "On Monday he wrote:",
        "He said on Monday",
        "Er sagte im Mai:",
        "Er sagte am Dienstag:",
        "Он сказал в Мае:",
    ],
)
def test_a_month_and_a_weekday_are_nobody(said: str) -> None:
    assert check_source(said, FOUND) is None


@pytest.mark.parametrize(
    "said", ["As May wrote,", "According to April,", "In the end April May said"]
)
def test_who_is_called_as_a_month_is_judged(said: str) -> None:
    assert check_source(said, FOUND) is not None


@pytest.mark.parametrize(
    "said",
    [
        "(not Ada Pell)",
        "(Not by the Island Post)",
        "(certainly not Bob Hart, 2020)",
        "(no es de Ada Pell)",
        "(не Ada Pell)",
        "(不是Ada Pell)",
        "It isn't Ada Pell who said:",
    ],
)
def test_who_is_named_behind_a_negation_is_no_source(said: str) -> None:
    assert check_source(said, FOUND) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("(Tom Ray, Island Post)", "Tom Ray"),
        ("(Island Post; Tom Ray, 3 May 2020)", "Tom Ray"),
        ("— Тимур Рай, Island Post, 2020", "Тимур Рай"),
        ("(Tom Ray, not Ada Pell, Island Post)", "Tom Ray"),
        ("(not Tom Ray, Island Post)", None),
        ("(Emma Lund, Island Post)", None),
        ("(Ada Pell, Chief Engineer, Island Post)", None),
        ("(A. Pell, Island Post)", None),
        ("(Pier of Kolm, Island Post)", None),
        ("(Island Post, Friday)", None),
    ],
)
def test_each_name_that_is_cited_is_judged(said: str, name: str | None) -> None:
    named = check_source(said, FOUND, is_line=not said.startswith("("))
    assert named is not None
    assert named.is_right is (name is None)
    assert name is None or named.names == (name, "Island Post")


def test_nobody_is_wrong_where_the_article_has_no_author() -> None:
    anonymous = replace(FOUND, article=replace(ARTICLE, author=None))
    named = check_source("(Tom Ray, Island Post)", anonymous)
    assert named is not None and named.is_right


@pytest.mark.parametrize("line", ["Ada Pell", "The pier of Kolm · Island Post · 3 May 2020"])
def test_a_line_below_names_it(line: str) -> None:
    named = check_source(line, FOUND, is_line=True)
    assert named is not None and named.is_right


@pytest.mark.parametrize(
    ("speaker", "said", "is_right"),
    [
        ("Bob Hart", "(Ada Pell, 2020)", False),
        ("Bob Hart", "Ada Pell says:", False),
        ("Боб Харт", "According to Ada Pell,", False),
        ("Bob Hart", "According to the Island Post:", True),
        ("Bob Hart", "Bob Hart says:", True),
        ("Ada", "As Ada Pell wrote,", True),
        ("A", "As Ada Pell wrote,", True),
    ],
)
def test_who_speaks_is_the_source_and_not_the_author(
    speaker: str, said: str, is_right: bool
) -> None:
    spoken = replace(PASSAGE, speaker=speaker)
    named = check_source(said, replace(FOUND, passage=spoken))
    assert named is not None
    assert named.is_right is is_right


@pytest.mark.parametrize(
    ("said", "is_right"),
    [
        ("The Ada Post wrote:", False),
        ("(Kolm Post, 2020)", False),
        ("According to the Pier,", False),
        ("— Ada Kolm", False),
        ("According to The Post,", False),
        ("According to Pell,", True),
        ("According to The Island Post,", True),
        ("(The Kolm Pier, 2020)", True),
    ],
)
def test_words_of_several_names_are_none_of_them(said: str, is_right: bool) -> None:
    named = check_source(said, replace(FOUND, passage=None), is_line=said.startswith("—"))
    assert named is not None
    assert named.is_right is is_right


@pytest.mark.parametrize(
    ("said", "name", "is_right"),
    [
        ("Northern Post:", "Northern Post", False),
        ("Bob Hart:", "Bob Hart", False),
        ("The Gazette of Riga:", "The Gazette of Riga", False),
        ("Ada Pell:", "Ada Pell", True),
        ("— Reuters", "Reuters", False),
        ("– The Gazette", "The Gazette", False),
        ("— Pell", "Pell", True),
    ],
)
def test_a_name_alone_before_a_colon_or_behind_a_dash(said: str, name: str, is_right: bool) -> None:
    named = check_source(said, replace(FOUND, passage=None))
    assert named is not None
    assert (named.name, named.is_right) == (name, is_right)


@pytest.mark.parametrize(
    "said", ["Fun Fact:", "Fake News:", "Zitat des Tages:", "Ada Pell never said:", "Breaking:"]
)
def test_what_is_no_name_before_a_colon(said: str) -> None:
    assert check_source(said, FOUND) is None


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("In 2019 the Island Post wrote:", "2019"),
        ("the Island Post said on 3 May 2021", "3 May 2021"),
        ("Ada Pell (2018) writes:", "2018"),
        ("In 2023 the Island Post wrote:", ""),
        ("Of the fire of 1871 Ada Pell wrote:", ""),  # of what is told
    ],
)
def test_the_date_beside_who_says_it(said: str, other: str) -> None:
    article = replace(ARTICLE, published=date(2023, 1, 20))
    named = check_source(said, replace(FOUND, article=article, passage=None))
    assert named is not None
    assert (named.is_right, named.other_date) == (True, other)


@pytest.mark.parametrize(
    ("text", "quoted", "said", "is_right"),
    [
        ("“We need oak,” said Emma Lund.", "We need oak", "Ada Pell says:", False),
        ("“We need oak,” said Emma Lund.", "We need oak", "Emma Lund says:", True),
        ("„Wir brauchen Eiche“, sagte Karl Lenz.", "Wir brauchen Eiche", "sagte Ada Pell.", False),
        ("« Il faut du chêne », dit Zoé Roux.", "Il faut du chêne", "dit Ada Pell.", False),
        ("“We need oak,” said Emma Lund.", "We need oak", "Island Post says:", True),
        ("“We need oak,” said Emma Lund.", "We need oak", "(Ada Pell, The pier of Kolm)", True),
        ("“We need oak,” wrote Ada Pell.", "We need oak", "Ada Pell says:", True),
        ("“We need oak” is her word.", "We need oak", "Ada Pell says:", True),
    ],
)
def test_who_wrote_has_not_said_what_somebody_else_said(
    text: str, quoted: str, said: str, is_right: bool
) -> None:
    start = text.index(quoted)
    passage = replace(PASSAGE, text=text, end=len(text), sentences=((0, len(text)),))
    article = replace(ARTICLE, text=text)
    named = check_source(said, Occurrence(article, start, start + len(quoted), passage=passage))
    assert named is not None
    assert named.is_right is is_right
