from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, Paragraph, Passage, chunk_article, read_corpus
from corpus.periods import Period
from embeddings import BuildFolder, build_index, load_index
from embeddings.index.passage_index import PassageIndex
from embeddings.retrieval import chronology
from embeddings.retrieval.chronology import (
    Chronology,
    TimeAsked,
    _Dated,
    is_release,
    read_time,
)
from tests.conftest import MakeCorpus
from tests.support.fake_encoder import FakeEncoder

NOTES = """# Notes of Wren

## 1.9 (2020-02-01)

Tabs came back.

## 1.10 (2021-06-15)

Menus are smaller.

## 1.2 (2018-03-07)

Fonts are embedded.
"""
DIARY = """# Diary

## 4 June 2019

The roof leaks.

## 9 May 2020

The roof is mended.
"""
MANUAL = """# Manual

## 1.1 Pumps

Pumps lift water.

## 1.2 Valves

Valves close.
"""


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("between 2021 and May 2020", date(2020, 5, 1), date(2021, 12, 31)),
        ("What was built from 2019 to 2021?", date(2019, 1, 1), date(2021, 12, 31)),
        ("since May 2019 until 2021", date(2019, 5, 1), date(2021, 12, 31)),
        ("что изменилось с 2019 по 2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("What was built in 2019-2021?", date(2019, 1, 1), date(2021, 12, 31)),
        ("Was geschah 2019–2021?", date(2019, 1, 1), date(2021, 12, 31)),
        ("¿Qué pasó de 2019 a 2021?", date(2019, 1, 1), date(2021, 12, 31)),
        ("2019年到2021年改了什么", date(2019, 1, 1), date(2021, 12, 31)),
        ("after 5 May 2021 and before 3 June 2021", date(2021, 5, 5), date(2021, 6, 3)),
        ("What happened in 2019, and who won in 2021?", date(2019, 1, 1), date(2019, 12, 31)),
        ("What happened in March 2019?", date(2019, 3, 1), date(2019, 3, 31)),
        ("what has changed since 2019", date(2019, 1, 1), date.max),
        ("qué cambió desde marzo de 2019", date(2019, 3, 1), date.max),
        ("что изменилось после марта 2019", date(2019, 3, 1), date.max),
        ("2019年3月以后改了什么", date(2019, 3, 1), date.max),
        ("what was decided before March 2019", date.min, date(2019, 3, 31)),
        ("between March 2019 and May 2020", date(2019, 3, 1), date(2020, 5, 31)),
    ],
)
def test_which_days_are_asked_about(question: str, first: date, last: date) -> None:
    asked = read_time(question)
    assert asked is not None
    assert asked.period is not None
    assert (asked.period.first, asked.period.last) == (first, last)


@pytest.mark.parametrize(
    "question",
    [
        "What is the latest version?",
        "what's new?",
        "What's new for 3 crews?",
        "What's new since 1.9?",
        "Was ist neu seit Version 1.9?",
        "What's new since GNU Wren 1.9?",
        "What is the latest 1.9 release?",
        "¿Cuál es la última versión?",
        "Что нового?",
        "Какая последняя версия?",
        "最新版本是什么？",
        "ما هو أحدث إصدار؟",
        "تازہ ترین ورژن کون سا ہے؟",
        "Was ist die neueste Fassung?",
        "Quoi de neuf ?",
    ],
)
def test_the_latest_is_asked_for(question: str) -> None:
    asked = read_time(question)
    assert asked is not None
    assert asked.is_latest


@pytest.mark.parametrize(
    "question",
    [
        "Who was the last king?",
        "¿Quién fue el último rey?",
        "Why do birds sing?",
        "What's new in Windows 11?",
        "Does Wren 1.9 sing?",
        "Is the new Wren 1.10 faster than version 1.9?",
        "Which version of Wren introduced TLS 1.3?",
        "What has changed since Wren 1.9?",
    ],
)
def test_no_time_is_asked_for(question: str) -> None:
    assert read_time(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "What's new in Wren 1.9?",
        "what is new in wren v1.9",
        "Was ist neu in Wren 1.9?",
        "Что нового в 1.9?",
        "¿Qué novedades trae la 1.9?",
    ],
)
def test_the_changes_of_a_version_are_asked_for(question: str) -> None:
    asked = read_time(question)
    assert asked is not None
    assert asked.versions == {(1, 9)}
    assert not asked.is_latest
    assert asked.period is None


@pytest.fixture
def index(make_corpus: MakeCorpus, tmp_path: Path) -> PassageIndex:
    files = {"a.md": NOTES, "b.md": DIARY, "c.md": MANUAL}
    day = "---\ntitle: {0}\ndate: {0}\n---\nThe fare is paid.\n"
    files |= {f"{d}.md": day.format(d) for d in ("2019-01-05", "2021-07-08")}
    corpus = make_corpus(files)
    folder = BuildFolder(tmp_path / "index")
    build_index(read_corpus(corpus), corpus, FakeEncoder(), folder)
    return load_index(folder, FakeEncoder())


def test_a_version_is_found_by_its_heading(index: PassageIndex) -> None:
    chronology = Chronology(index)
    rows = range(len(index.passages))
    texts = [index.passages[row].text for row in chronology.find_versions({"1.9", "7"}, rows)]
    assert texts == ["Tabs came back."]
    assert chronology.find_versions({"1.90", "1.1.2019", "1"}, rows) == []
    assert chronology.find_versions({"1.9"}, rows, np.empty(0, dtype=np.int64)) == []


def test_the_changes_of_a_version_are_below_its_heading(index: PassageIndex) -> None:
    asked = read_time("What's new in Wren 1.9?")
    assert asked is not None
    chronology = Chronology(index)
    scores = dict.fromkeys(range(len(index.passages)), 0.5)
    timed = chronology.weigh(asked, scores)
    assert [index.passages[row].text for row in timed.weights] == ["Tabs came back."]
    (row,) = timed.weights
    assert timed.is_all_of(index, row)
    other = read_time("What's new in Finch 1.9?")
    assert other is not None
    assert not chronology.weigh(other, scores).is_all_of(index, row)


@pytest.mark.parametrize(
    ("heading", "label", "expected"),
    [
        ("3.1.0 (2022-03-08)", "3.1.0", True),
        ("3.1.0 - 8 March 2022", "3.1.0", True),
        ("3.1 Pumps", "3.1", False),
        ("Section 3 (2022-03-08)", "Section 3", False),
        ("3.1.0 (2022-03-08)", None, False),
        ("3.1.0", "3.1.0", False),
    ],
)
def test_a_release_is_told_by_its_number_and_its_day(
    heading: str, label: str | None, expected: bool
) -> None:
    text = "Menus are smaller."
    paragraph = Paragraph(0, len(text), headings=(heading,), label=label)
    (passage,) = chunk_article(Article("a.md", "Log", text, (paragraph,)), len, 99)
    assert is_release(passage) is expected


def find(index: PassageIndex, asked: TimeAsked, words: str) -> list[str]:
    """The passages of the articles that have `words` which are of the time asked for."""
    articles = {p.article_id for p in index.passages if words in p.text}
    rows = {row: 0.5 for row, p in enumerate(index.passages) if p.article_id in articles}
    timed = Chronology(index).weigh(asked, rows)
    return [index.passages[row].text.strip() for row in timed.weights]


LATEST = TimeAsked(None, True, "")


def test_the_latest_is_by_version_then_by_day(index: PassageIndex) -> None:
    assert find(index, LATEST, "Tabs") == ["Menus are smaller."]
    assert find(index, LATEST, "leaks") == ["The roof is mended."]
    assert find(index, LATEST, "Pumps") == []  # numbered sections are no versions
    assert len(find(index, LATEST, "fare")) == 1


def test_the_newest_of_many_versions_is_chosen_once(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    class Version(tuple[int, ...]):
        def __gt__(self, other: tuple[int, ...]) -> bool:
            nonlocal compared
            compared += 1
            return super().__gt__(other)

    def read_above(row: int, passage: Passage) -> _Dated:
        return _Dated(row, Version(map(int, passage.headings[-1].split("."))), None)

    monkeypatch.setattr(chronology, "_read_above", read_above)
    sections = (f"## 1.{n}\n\nTabs.\n\n" for n in range(100))
    corpus = make_corpus({"a.md": "# Notes\n\n" + "".join(sections)})
    folder = BuildFolder(tmp_path / "index")
    build_index(read_corpus(corpus), corpus, FakeEncoder(), folder)
    many = load_index(folder, FakeEncoder())
    timed = Chronology(many).weigh(LATEST, {0: 0.5, len(many.passages) - 1: 0.5})
    assert len(timed.weights) == 1
    assert 0 < compared < 2 * len(many.passages)


def test_passages_of_some_days(index: PassageIndex) -> None:
    year = TimeAsked(Period(date(2020, 1, 1), date(2020, 12, 31)), False, "")
    assert find(index, year, "Tabs") == ["Tabs came back."]
    assert find(index, year, "leaks") == ["The roof is mended."]
    assert find(index, year, "fare") == []
    since = TimeAsked(Period(date(2020, 2, 15), date.max), False, "")
    assert find(index, since, "Tabs") == ["Menus are smaller."]
    assert len(find(index, since, "fare")) == 1


def test_what_is_added_is_bounded(index: PassageIndex) -> None:
    rows = Chronology(index).find_rows(LATEST, range(len(index.passages)))
    assert sorted(index.passages[row].text.strip() for row in rows) == [
        "Menus are smaller.",
        "The roof is mended.",
    ]


@pytest.mark.parametrize("question", ["latest version?", "what's new?", "newest?"])
def test_without_a_subject_one_article_must_be_in_question(
    index: PassageIndex, question: str
) -> None:
    asked = read_time(question)
    everywhere = dict.fromkeys(range(len(index.passages)), 0.5)
    row = next(n for n, p in enumerate(index.passages) if "Menus" in p.text)
    alone = dict.fromkeys(index.article_rows[index.passages[row].article_id], 0.5)
    assert Chronology(index).weigh(asked, alone).is_all_of(index, row)
    assert not Chronology(index).weigh(asked, everywhere).is_all_of(index, row)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What was built last year?", date(2030, 1, 1), date(2030, 12, 31)),
        ("what has changed since last May", date(2030, 5, 1), date.max),
        ("what was decided before May", date.min, date(2030, 5, 31)),
        ("What was built last year, and what in 2019?", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_times_told_from_today_are_read_if_it_is_known(
    question: str, first: date, last: date
) -> None:
    asked = read_time(question, date(2031, 3, 12))
    assert asked is not None
    assert asked.period is not None
    assert (asked.period.first, asked.period.last) == (first, last)
    if "2019" not in question:
        assert read_time(question) is None


@pytest.mark.parametrize(
    ("question", "is_other"),
    [
        ("what changed last year", True),
        ("was hat sich letztes Jahr geändert", True),
        ("¿qué cambió el año pasado?", True),
        ("who paid for the menus last year", False),
        ("what changed in 2021", False),
        ("what changed", False),
    ],
)
def test_what_is_of_another_time_says_nothing_of_what_changed(
    index: PassageIndex, question: str, is_other: bool
) -> None:
    asked = read_time(question, date(2031, 5, 1))
    row = next(n for n, p in enumerate(index.passages) if "Menus" in p.text)
    weighed = Chronology(index).weigh(asked, {row: 0.5})
    assert weighed.is_of_another(index, row) is is_other
