from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.words.relative_times import find_relative_periods

TODAY = date(2031, 3, 12)
"""A Wednesday."""
YEAR = date(2030, 1, 1), date(2030, 12, 31)
MAY = date(2030, 5, 1), date(2030, 5, 31)


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What was built last year?", YEAR),
        ("¿Qué se construyó el año pasado?", YEAR),
        ("Что построили в прошлом году?", YEAR),
        ("ماذا بني العام الماضي؟", YEAR),
        ("گزشتہ سال کیا بنا؟", YEAR),
        ("去年建了什么？", YEAR),
        ("Was wurde letztes Jahr gebaut?", YEAR),
        ("Qu'a-t-on construit l'année dernière ?", YEAR),
        ("what was built this year", (date(2031, 1, 1), date(2031, 12, 31))),
        ("what was built last month", (date(2031, 2, 1), date(2031, 2, 28))),
        ("上个月建了什么", (date(2031, 2, 1), date(2031, 2, 28))),
        ("what is built this month", (date(2031, 3, 1), date(2031, 3, 31))),
        ("What was said last week?", (date(2031, 3, 3), date(2031, 3, 9))),
        ("Что сказали на этой неделе?", (date(2031, 3, 10), date(2031, 3, 16))),
        ("What was said yesterday?", (date(2031, 3, 11), date(2031, 3, 11))),
        ("What was agreed last May?", MAY),
        ("what was agreed in may", MAY),
        ("¿Qué se acordó en mayo?", MAY),
        ("¿Qué se acordó el mayo pasado?", MAY),
        ("Что решили в мае?", MAY),
        ("ماذا تقرر في مايو الماضي؟", MAY),
        ("مئی میں کیا ہوا؟", MAY),
        ("五月决定了什么？", MAY),
        ("去年5月决定了什么？", MAY),
        ("Was wurde im Mai beschlossen?", MAY),
        ("Qu'a-t-on décidé en mai dernier ?", MAY),
        ("What was agreed in May of last year?", MAY),
        ("May of last year: what was agreed?", MAY),
        ("What was agreed, May of this year?", (date(2031, 5, 1), date(2031, 5, 31))),
        ("¿Qué se acordó, mayo del año pasado?", MAY),
        ("Решения мая прошлого года", MAY),
        ("What did they build? Last year, I mean.", YEAR),
        ("WHAT WAS BUILT LAST YEAR?", YEAR),
        ("Who sang Yesterday last year?", YEAR),
        ("五月十五日决定了什么？", MAY),
        ("五月一共建了多少", MAY),
        ("What was agreed in January?", (date(2031, 1, 1), date(2031, 1, 31))),
        ("What was agreed this March?", (date(2031, 3, 1), date(2031, 3, 31))),
        ("What was agreed last March?", (date(2030, 3, 1), date(2030, 3, 31))),
    ],
)
def test_it_is_told_from_the_day_on_which_one_asks(question: str, days: tuple[date, date]) -> None:
    (found,) = find_relative_periods(question, TODAY)
    assert (found.first, found.last) == days


@pytest.mark.parametrize(
    "question",
    [
        "What may I build?",
        "Who was the last king?",
        "What was the last year of the drought?",
        "What fell in the last month of the siege?",
        "What did she paint in her last year?",
        "Where did Hannibal turn on his last march?",
        "Who sang Yesterday?",
        "Who directed “Last Year in Marienbad”?",
        "Кто написал песню Вчера?",
        "九月初九吃什么？",
        "七月七是什么日子？",
        "正月十五、八月十五是什么节日？",
        "How do they march in step?",
        "Where is May Street?",
        "¿Quién fue el último rey?",
        "几月几号",
        "",
    ],
)
def test_no_time_is_told(question: str) -> None:
    assert find_relative_periods(question, TODAY) == []


@given(today=st.dates(date(1900, 1, 1), date(2200, 12, 31)), month=st.integers(1, 12))
def test_a_month_is_never_to_come(today: date, month: int) -> None:
    name = date(2000, month, 1).strftime("%B")
    (found,) = find_relative_periods(f"what came in {name}", today)
    assert found.first <= today
    assert found.first.month == month
    (past,) = find_relative_periods(f"what came last {name}", today)
    assert past.last < today or (past.first.year, past.first.month) < (today.year, today.month)
    assert (today - found.first).days < 400


@pytest.mark.parametrize("question", ["last year", "yesterday", "last week", "in May", "昨年"])
def test_there_is_no_time_before_the_first_day(question: str) -> None:
    assert find_relative_periods(question, date.min) == []
    assert find_relative_periods("this week", date.max) == []
