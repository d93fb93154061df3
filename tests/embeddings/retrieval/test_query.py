"""Questions as users write them: phrases, filters, near misses, and what is plain text."""

import re
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus import Article, Work
from embeddings.retrieval.query import Filters, Query, QueryError, parse_query
from embeddings.retrieval.query_mistakes import (
    EmptyPeriod,
    InvalidDate,
    MisspeltFilter,
    OnlyFilters,
    QueryMistake,
    TooManyPhrases,
    ValueMissing,
)

NEW_YEAR = date(2024, 1, 1)
QUESTION = "Who guards the port?"


def _make_article(
    title: str = "The old port",
    source: str | None = "Dawn",
    published: date | None = date(2024, 11, 13),
    reports: tuple[str | None, ...] = (),
) -> Article:
    based_on = tuple(Work("A report", source) for source in reports)
    return Article("a.md", title, "", (), source, published=published, based_on=based_on)


@pytest.mark.parametrize(
    ("written", "filters"),
    [
        ("after:2024", Filters(after=NEW_YEAR)),
        ("after:2024-11", Filters(after=date(2024, 11, 1))),
        ("after:2024-11-13", Filters(after=date(2024, 11, 13))),
        ("before:2024", Filters(before=date(2024, 12, 31))),
        ("before:2024-11", Filters(before=date(2024, 11, 30))),
        ("before:2024-02", Filters(before=date(2024, 2, 29))),
        ("before:2023-02", Filters(before=date(2023, 2, 28))),
        ("before:9999-12", Filters(before=date(9999, 12, 31))),
        ("before:2024-11-13", Filters(before=date(2024, 11, 13))),
        ("after:2024-1-5", Filters(after=date(2024, 1, 5))),
        ("after:2024–11", Filters(after=date(2024, 11, 1))),  # a phone's dash
        ("AFTER:2024", Filters(after=NEW_YEAR)),
        ("After：2024", Filters(after=NEW_YEAR)),
        ("ａｆｔｅｒ：２０２４", Filters(after=NEW_YEAR)),
        ("after:٢٠٢٤", Filters(after=NEW_YEAR)),
        ("after:२०२४-०१", Filters(after=NEW_YEAR)),
        ('after:"2024"', Filters(after=NEW_YEAR)),
        ("after:2023 after:2024", Filters(after=NEW_YEAR)),
        ("after:2024 after:2023", Filters(after=NEW_YEAR)),
        ("before:2024 before:2025", Filters(before=date(2024, 12, 31))),
        ("after:2024 before:2024", Filters(after=NEW_YEAR, before=date(2024, 12, 31))),
        ("after:2024-02-29 before:2024-02-29", Filters(date(2024, 2, 29), date(2024, 2, 29))),
        ("in:Gwadar", Filters(titles=("Gwadar",))),
        ("in:2024", Filters(titles=("2024",))),
        ("in:گوادر", Filters(titles=("گوادر",))),
        ("in:北港", Filters(titles=("北港",))),
        ('in:"old port"', Filters(titles=("old port",))),
        ('in:" old\n port "', Filters(titles=("old port",))),
        ("in:“old port”", Filters(titles=("old port",))),
        ("in:„old port“", Filters(titles=("old port",))),
        ("in:„old port”", Filters(titles=("old port",))),
        ("in:”old port”", Filters(titles=("old port",))),
        ("in:« old port »", Filters(titles=("old port",))),
        ("in:»old port«", Filters(titles=("old port",))),
        ("in:「旧 港」", Filters(titles=("旧 港",))),
        ("in:『旧港』", Filters(titles=("旧港",))),
        ("in:'Pakistan's port'", Filters(titles=("Pakistan's port",))),
        ("in:‘Pakistan’s port’", Filters(titles=("Pakistan’s port",))),
        ("in:old in:port in:old", Filters(titles=("old", "port"))),
        ("from:Time.news", Filters(publishers=("Time.news",))),
        ('from:"Eur Asia News"', Filters(publishers=("Eur Asia News",))),
        ("from:https://dawn.com", Filters(publishers=("https://dawn.com",))),
        ("author:Rashid", Filters(authors=("Rashid",))),
        ('author:"Mary Flint" Author:Ito', Filters(authors=("Mary Flint", "Ito"))),
        ('in:x from:"y z"', Filters(titles=("x",), publishers=("y z",))),
    ],
)
def test_reads_filters_anywhere(written: str, filters: Filters) -> None:
    expected = Query(QUESTION, (), filters)
    assert parse_query(f"{QUESTION} {written}") == expected
    assert parse_query(f"{written} {QUESTION}") == expected
    assert parse_query(f"Who guards {written} the port?") == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who guards the port after:2024?", QUESTION),
        ('Who guards the port in:"Gwadar"?', QUESTION),
        ("Who guards the port, before:2024-11, today?", "Who guards the port,, today?"),
        ("Who guards the port (after:2024)?", "Who guards the port ()?"),
        ("Who guards the port?after:2024", QUESTION),
        ("after:2024\nWho guards the port?\nfrom:Dawn", QUESTION),
        ("Who guards in:«Gwadar»the port?", QUESTION),
        ("Who guards the port? after:2024-", "Who guards the port?-"),
        ("Who guards the port? after:2024\u200f", "Who guards the port?\u200f"),
        ("after:2024，谁守卫港口？", "，谁守卫港口？"),
        ("谁守卫港口？after:2024", "谁守卫港口？"),
        ("谁守卫港口after:2024？", "谁守卫港口？"),
        ("*after:2024* Who?", "** Who?"),
        ("after:2024! Who?", "! Who?"),
    ],
)
def test_punctuation_behind_a_filter_belongs_to_the_question(question: str, text: str) -> None:
    query = parse_query(question)
    assert query.text == text
    assert not query.filters.is_empty


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?!",
        QUESTION,
        "  What changed\n\nin 2024?",
        "Who guards it: the navy?",
        "in: Gwadar",
        "after: 2024",
        "after : 2024",
        "after :2024",
        "News from:",
        "What is it in:?",
        "Where is it in:)",
        "Is it from:(",
        "Read http://example.org/?after:2024 and https://x.org/from:me",
        "https: or http:?",
        "From: Ali, Re: Note:this To:that",
        "At 12:30, John 3:16, 3:1, 2024:11",
        ":smile: :in: :from:x :after:2024",
        "std::vector std::from::x x::in::y",
        r"C:\path\after:2024 C:/in:x",
        "on:2024 is:open it:x ni:x im:x inn:x",
        "form: form:1040 form:A form:publisher frog:green prom:2024 Rom:Antike",
        "Fromm:Haben Fram:1893 Alter:42 Aster:3 rafters: rafter:2024",
        "Bafter, Bafter: 2024, befor: 2024",
        "afer:noon befor:breakfast Bafter:soon",
        "thereafter:2024 hereafter:2024 therefrom:x therein:x éafter:2024",
        "x_after:2024 x.after:2024 x-after:2024 -from:x #in:x @from:x",
        "after2:2024 until:2024 since:2024 title:x publisher:x von:x",
    ],
)
def test_any_other_colon_is_text(question: str) -> None:
    assert replace(parse_query(question), doubtful=()) == Query(question.strip())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("form:Dawn", "from:Dawn"),
        ('Form:"Eur Asia News"', 'from:"Eur Asia News"'),
        ("by:Rashid", "author:Rashid"),
        ("publisher:Dawn", "from:Dawn"),
        ("intitle:port", "in:port"),
        ("since:2024-11", "after:2024-11"),
        ("until:2024", "before:2024"),
    ],
)
def test_a_word_that_may_be_meant_as_a_filter_stays_in_the_text(written: str, meant: str) -> None:
    query = parse_query(f"Who guards it? {written}")
    assert query.text == f"Who guards it? {written}".replace('"', "")
    assert query.doubtful == (MisspeltFilter(written, meant),)


@pytest.mark.parametrize(
    "question",
    [
        *("form: A", "since:dawn", "until:then", "x/title:y", "'form:' and form:)", "forms:x"),
        "Read http://example.org/?form:2024 and std::form::x",
        'What is "form:Dawn"?',
    ],
)
def test_other_words_are_not_doubtful(question: str) -> None:
    assert parse_query(question).doubtful == ()


def test_of_many_doubtful_words_three_are_looked_up() -> None:
    assert len(parse_query("form:a " * 50).doubtful) == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("befor:2024", "before:2024"),
        ("Befor：2024", "before:2024"),
        ("beforee:2024", "before:2024"),
        ("bevore:2024", "before:2024"),
        ("beofre:2024-11", "before:2024-11"),
        ("ebfore:2024", "before:2024"),
        ("efore:2024", "before:2024"),
        ("aftr:2024", "after:2024"),
        ("affter:2024", "after:2024"),
        ("aftre:2024", "after:2024"),
        ("fter:2024", "after:2024"),
        ("efter:2024", "after:2024"),  # Danish and Swedish
        ("Bafter:2024", "after:2024"),
        ('frm:"Eur Asia News"', 'from:"Eur Asia News"'),
        ("fron:Dawn", "from:Dawn"),
        ("rfom:Dawn", "from:Dawn"),
        ("frmo:Dawn", "from:Dawn"),
        ("froom:Dawn", "from:Dawn"),
        ("fom:Dawn", "from:Dawn"),
    ],
)
def test_a_near_miss_is_told(written: str, meant: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(f"Who? {written}")
    assert caught.value.mistake == MisspeltFilter(written, meant)


@pytest.mark.parametrize("word", ["after", "before"])
@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "24",
        "202",
        "20245",
        "12024",
        "0000",
        "0000-02-03",
        "2024-13",
        "2024-00",
        "2024-02-31",
        "2023-02-29",
        "2024-11-00",
        "2024-111",
        "2024-11-13-1",
        "2024/11",
        "13.11.2024",
        "-2024",
        "2024年",
        "2024,2025",
        '"May 2024"',
        "x" * 4000,
    ],
)
def test_a_date_that_is_none_is_told(word: str, value: str) -> None:
    with pytest.raises(QueryError, match=f"is no date: write {word}:2024") as caught:
        parse_query(f"Who? {word}:{value}")
    assert caught.value.mistake == InvalidDate(word, value.strip('"')[:60])
    message = str(caught.value)
    assert "\n" not in message and len(message) < 200


@pytest.mark.parametrize(
    ("question", "mistake"),
    [
        ('Who? in:""', ValueMissing('in:""', 'in:"part of a title"')),
        ('Who? from:"!"', ValueMissing('from:"!"', 'from:"name of a publisher"')),
        ("Who? from:« »", ValueMissing("from:« »", 'from:"name of a publisher"')),
        ('Who? in:"Gwadar port', ValueMissing('in:"Gwadar', 'in:"part of a title"')),
        ('Who? in:"Gwadar"port', ValueMissing('in:"Gwadar"port', 'in:"part of a title"')),
        ("Who? from:“Dawn", ValueMissing("from:“Dawn", 'from:"name of a publisher"')),
        ("Who? after:2025 before:2024", EmptyPeriod(date(2025, 1, 1), date(2024, 12, 31))),
        ("after:2024", OnlyFilters()),
        ('in:"the old port" from:Dawn?', OnlyFilters()),
        ("Who? " + " ".join(f'"phrase {n}"' for n in range(11)), TooManyPhrases(10)),
    ],
)
def test_what_cannot_be_meant_is_told(question: str, mistake: QueryMistake) -> None:
    with pytest.raises(QueryError, match=re.escape(str(mistake))) as caught:
        parse_query(question)
    assert caught.value.mistake == mistake


@pytest.mark.parametrize(
    ("question", "text", "phrases"),
    [
        ('Who said "foolproof security"?', "Who said foolproof security?", ["foolproof security"]),
        ("Who said “foolproof security”?", "Who said foolproof security?", ["foolproof security"]),
        ("Wer sagt „sicherer Hafen“?", "Wer sagt sicherer Hafen?", ["sicherer Hafen"]),
        ("Kto mówi „port morski”?", "Kto mówi port morski?", ["port morski"]),
        ("Vem sa ”säker hamn”?", "Vem sa säker hamn?", ["säker hamn"]),
        ("Qui dit «\u00a0port sûr\u00a0» ?", "Qui dit port sûr ?", ["port sûr"]),
        ("Hvem siger »sikker havn«?", "Hvem siger sikker havn?", ["sikker havn"]),
        ("谁说「安全的港口」？", "谁说安全的港口？", ["安全的港口"]),
        ("谁说『安全的港口』？", "谁说安全的港口？", ["安全的港口"]),
        ('谁说"安全的港口"的？', "谁说安全的港口的？", ["安全的港口"]),
        ("谁说“安全的港口”的？", "谁说安全的港口的？", ["安全的港口"]),
        ('누가 "안전한 항구"라고 말했나?', "누가 안전한 항구라고 말했나?", ["안전한 항구"]),
        ('"the whole question"', "the whole question", ["the whole question"]),
        ('"a b" or "c d"?', "a b or c d?", ["a b", "c d"]),
        ('"a b" or "a b"?', "a b or a b?", ["a b"]),
        ('"of 2 \n  lines"', "of 2 \n  lines", ["of 2 lines"]),
        ('"the port," he said, "is safe."', "the port, he said, is safe.", ["the port", "is safe"]),
        ('He said:"safe port"', "He said:safe port", ["safe port"]),
        ('("safe port")', "(safe port)", ["safe port"]),
        ("„a «b c» d“", "a «b c» d", ["a «b c» d"]),
        ("「a『b』c」", "a『b』c", ["a『b』c"]),
        ("“a “b c” d”", "“a b c d”", ["b c"]),
        ("\"he says 'yes'\"", "he says 'yes'", ["he says 'yes'"]),
        ('"it after:2024 is"', "it after:2024 is", ["it after:2024 is"]),
        ('5" and "safe port"', '5" and safe port', ["safe port"]),
        ('"צה"ל כאן"', 'צה"ל כאן', ['צה"ל כאן']),
        ('"so C++" x', "so C++ x", ["so C++"]),
    ],
)
def test_reads_phrases(question: str, text: str, phrases: list[str]) -> None:
    assert parse_query(question) == Query(text, tuple(phrases))


@pytest.mark.parametrize(
    "question",
    [
        "it's the navy's, isn't it",
        "'safe port'",
        "‘safe port’",
        "rock 'n' roll",
        "5'10\"",
        "Is 5'10\" or 6'2\" taller?",
        "5’10” and 6’2”",
        'a 19" or 24" monitor',
        'צה"ל ארה"ב',
        'an unpaired " mark',
        'an "unpaired mark',
        "an “unpaired mark",
        "an unpaired” mark",
        '"" “” «»',
        '"a" "?!" "…"',
        "a « b",
        "` code `",
    ],
)
def test_what_is_no_phrase_stays_as_it_is(question: str) -> None:
    assert parse_query(question) == Query(question)


def test_phrases_and_filters_together() -> None:
    assert parse_query('after:2024 Who said "safe port" in:"old port" from:Dawn?') == Query(
        "Who said safe port?",
        ("safe port",),
        Filters(after=NEW_YEAR, titles=("old port",), publishers=("Dawn",)),
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), True),
        (Filters(after=date(2024, 11, 13)), True),
        (Filters(after=date(2024, 11, 14)), False),
        (Filters(before=date(2024, 11, 13)), True),
        (Filters(before=date(2024, 11, 12)), False),
        (Filters(after=NEW_YEAR, before=date(2024, 12, 31)), True),
        (Filters(titles=("OLD  port",)), True),
        (Filters(titles=("old", "port")), True),
        (Filters(titles=("old", "new")), False),
        (Filters(publishers=("dawn",)), True),
        (Filters(publishers=("time",)), False),
        (Filters(after=NEW_YEAR, publishers=("time",)), False),
    ],
)
def test_all_filters_must_match(filters: Filters, expected: bool) -> None:
    assert filters.matches(_make_article()) is expected


def test_without_a_date_no_date_filter_matches() -> None:
    undated = _make_article(published=None)
    assert Filters(titles=("port",)).matches(undated)
    assert not Filters(after=date.min).matches(undated)
    assert not Filters(before=date.max).matches(undated)


def test_publishers_of_reports_count() -> None:
    article = _make_article(source=None, reports=("Time.news", None, "Eur Asia News"))
    assert Filters(publishers=("time.news",)).matches(article)
    assert Filters(publishers=("eur asia", "time")).matches(article)
    assert not Filters(publishers=("Dawn",)).matches(article)
    assert not Filters(publishers=("news eur",)).matches(article)  # not across two names
    assert not Filters(publishers=("Dawn",)).matches(_make_article(source=None))


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ("eclair", "L’Éclair"),
        ("ÉCLAIR", "l'eclair"),
        ("pakistan's", "Pakistan’s Commitment"),
        ("STRASSE", "Die Straße"),
        ("istanbul", "İstanbul"),
        ("old port", "The old\u00a0 port"),
        ("China-Pakistan", "The China–Pakistan corridor"),
        ("ABC", "ＡＢＣ"),
        ("ёлка", "Елка"),
        ("كتاب", "كِتَاب"),
        ("می‌شود", "میشود"),
    ],
)
def test_case_accents_and_typography_do_not_count(part: str, title: str) -> None:
    assert Filters(titles=(part,)).matches(_make_article(title=title))


_PIECES = st.sampled_from(
    [*"\"'“”„«»「」:： \n?.-", "after:", "before:", "in:", "from:", "befor:", "2024", "-11", "a b"]
)


@given(st.text() | st.lists(_PIECES | st.text(max_size=3), max_size=20).map("".join))
@example('in:"')
@example("after:²⁰²⁴ x")
def test_any_text_is_a_query_or_an_error_in_one_line(question: str) -> None:
    try:
        query = parse_query(question)
    except QueryError as error:
        assert str(error) and len(str(error).splitlines()) == 1
        return
    assert query.text == query.text.strip()
    assert all(len(phrase) > 1 and " ".join(phrase.split()) == phrase for phrase in query.phrases)
    query.filters.matches(_make_article(title=question, source=question))


@given(st.text(st.characters(exclude_characters=':："“”„«»「」『』＂')))
def test_a_question_without_colon_and_marks_stays_as_it_is(question: str) -> None:
    assert parse_query(question) == Query(question.strip())


def test_authors_are_looked_for_as_parts() -> None:
    article = replace(_make_article(), author="María Flint, Ben Ito")
    assert Filters(authors=("maria flint", "ITO")).matches(article)
    assert not Filters(authors=("Maria", "Dawn")).matches(article)
    assert not Filters(authors=("Ito",)).matches(_make_article())


@given(st.dates(), st.dates(), st.lists(st.text()), st.lists(st.text()), st.lists(st.text()))
def test_any_filters_match_or_not(
    after: date, before: date, titles: list[str], publishers: list[str], authors: list[str]
) -> None:
    filters = Filters(after, before, tuple(titles), tuple(publishers), tuple(authors))
    assert filters.matches(_make_article()) in (True, False)
    assert not filters.is_empty


@pytest.mark.parametrize(
    "piece", ['"', '"a ', ' "a', "“", "„a", "»", "in:'x ", "a.", "aaaaaaa:", "in:", "x:“", "from:'"]
)
def test_a_hostile_question_takes_no_time(piece: str) -> None:
    began = time.perf_counter()
    with suppress(QueryError):
        parse_query(piece * (4096 // len(piece)))
    assert time.perf_counter() - began < 1
