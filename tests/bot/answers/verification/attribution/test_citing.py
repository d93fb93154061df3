"""Sources in brackets behind a quotation, and the dates that they are cited with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.verification.attribution.citing import find_other_date, read_citation
from bot.answers.verification.messages import Claim, SourceLine, read_message
from corpus.periods import Period

SIXTH = date(2022, 6, 6)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("(Harbour Mail, 2019)", "Harbour Mail"),
        ("[Harbour Mail]", "Harbour Mail"),
        ("(Source: Harbour Mail, June 2019).", "Harbour Mail"),
        ("(zeit, 1.2.2020)", "zeit"),
        ("(Der Bote vom Fluss, 3. Mai 2020)", None),  # "vom Fluss" may be anything
        ("(El Correo de la Costa)", "El Correo de la Costa"),
        ("(Le Courrier)", "Le Courrier"),
        ("(Труд, 2020)", "Труд"),
        ("（読売新聞）", "読売新聞"),
        ("（文汇报，2021年3月2日）", "文汇报"),
        ("(الخليج، 2021)", "الخليج"),
        ("(דבר, 2021)", "דבר"),
        ("(emphasis added)", None),
        ("(Hervorhebung Redaktion)", None),
        ("（原文如此）", None),
        ("（笑）", None),
        ("(see page 9)", None),
        ("(p. 9)", None),
        ("(2019)", None),
        ("(Monday, 4 May 2020)", None),
        ("(May 2020)", None),
        ("(they say so, 2019)", None),
        ("(yes)", None),
    ],
)
def test_a_name_and_a_date_are_a_citation(said: str, name: str | None) -> None:
    assert read_citation(said) == name


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("(Harbour Mail, 2022)", ""),
        ("(Harbour Mail, June 2022)", ""),
        ("(Harbour Mail, 6.6.2022, read on 3 May 2024)", ""),
        ("(Harbour Mail, 7 June 2022)", "7 June 2022"),
        ("(Почта, июль 2022)", "июль 2022"),
        ("（港报，2021年6月6日）", "2021年6月6日"),
        ("The flood of 1954, Harbour Mail", ""),
        ("Harbour Mail", ""),
    ],
)
def test_another_date_is_told(said: str, other: str) -> None:
    assert find_other_date(said, Period(SIXTH, SIXTH), ["The flood of 1954"]) == other


@pytest.mark.parametrize(
    "message",
    [
        '"Gulls nest here." (Harbour Mail, 2019)',
        '"Gulls nest here." (Harbour Mail, 2019) Who knew?',
        '"Gulls nest here." Harbour Mail, 2019',
        "Gulls nest here. (Harbour Mail, 2019)",
        "„Hier nisten Möwen.“ (Hafenblatt, 2.3.2021)",
        "« Ici nichent des mouettes. » (Le Courrier)",
        "「海鸥在这里筑巢。」（港湾日报）",
    ],
)
def test_a_citation_behind_a_quotation_is_no_claim(message: str) -> None:
    first, second, *_ = read_message(message)
    assert isinstance(first, Claim)
    assert isinstance(second, SourceLine) and second.is_bracket


@pytest.mark.parametrize(
    "message",
    [
        '"Gulls nest here." (Some of them do.)',
        '"Gulls nest here." (Most) people know.',
        "(Harbour Mail, 2019)",
        "Gulls nest here. They leave in Old Harbour Town",
    ],
)
def test_what_is_no_citation_stays_a_claim(message: str) -> None:
    assert all(isinstance(item, Claim) for item in read_message(message))


@given(st.text(alphabet='(（[)]「«» Ab新,2021."', max_size=200))
def test_nothing_breaks_it(text: str) -> None:
    read_citation(text)
    words = "".join(item.text for item in read_message(text))
    assert sum(map(str.isalnum, words)) <= sum(map(str.isalnum, text))
