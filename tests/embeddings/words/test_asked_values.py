import pytest

from embeddings.words.asked_values import AskedValue, find_asked_values, holds_value

MONEY, TELEPHONE = AskedValue.MONEY, AskedValue.TELEPHONE
MAIL, PAST_DAY = AskedValue.MAIL, AskedValue.PAST_DAY


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much does a ferry ticket cost?", MONEY),
        ("what is the salary of the harbour master", MONEY),
        ("¿Cuánto cuesta la entrada?", MONEY),
        ("Сколько стоит билет?", MONEY),
        ("门票多少钱", MONEY),
        ("Was kostete eine Fahrt?", MONEY),
        ("what is the phone number of the marina?", TELEPHONE),
        ("Wie lautet die Telefonnummer vom Hafen?", TELEPHONE),
        ("what is the e-mail address of Nora Quist", MAIL),
        ("when was the lighthouse built", PAST_DAY),
        ("В каком году основан порт?", PAST_DAY),
        ("In welchem Jahr sank die Fähre?", PAST_DAY),
    ],
)
def test_what_is_asked_for(question: str, value: AskedValue | None) -> None:
    assert find_asked_values(question) == ((value,) if value else ())


@pytest.mark.parametrize(
    "question",
    [
        "how do i change the phone number of a member?",
        "how many gulls are there",
        "when does the ferry leave",
        "why was the fee introduced",
    ],
)
def test_nothing_with_a_form(question: str) -> None:
    assert find_asked_values(question) == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MONEY, "Adults pay £4."),
        (MONEY, "Zehn Euro im Monat"),
        (MONEY, "Entry is free."),
        (MONEY, "12 CHF"),
        (TELEPHONE, "Ring 0151 496 0123."),
        (TELEPHONE, "+49 (30) 901820"),
        (MAIL, "nora@harbour.example"),
        (PAST_DAY, "It was lit in 1888."),
        (PAST_DAY, "since October"),
        (PAST_DAY, "建于1888年"),
    ],
)
def test_what_has_the_form(value: AskedValue, text: str) -> None:
    assert holds_value(value, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MONEY, "12 gulls, 4 boats"),
        (TELEPHONE, "No telephones after 9, please: 2025-03-01 at the latest."),
        (MAIL, "Write to the harbour master."),
        (PAST_DAY, "We meet every second Tuesday at 7 p.m. in the lighthouse."),
    ],
)
def test_what_has_not(value: AskedValue, text: str) -> None:
    assert not holds_value(value, text)
