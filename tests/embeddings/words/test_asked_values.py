import pytest

from embeddings.words.asked_values import (
    AskedValue,
    find_asked_values,
    find_priced_words,
    holds_value,
)

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
        ("how much did the council pay for the crane", MONEY),
        ("tell me how much a berth costs", MONEY),
        ("what did the council pay for the crane?", MONEY),
        ("what does a berth cost", MONEY),
        ("what are the fees for visitors", MONEY),
        ("how much is the harbour fee", MONEY),
        ("Wie viel hat der Rat für den Kran bezahlt?", MONEY),
        ("Wie teuer ist ein Liegeplatz?", MONEY),
        ("Wie hoch sind die Liegegebühren?", MONEY),
        ("combien coûte la traversée", MONEY),
        ("combien faut-il payer pour entrer ?", MONEY),
        ("quels sont les tarifs", MONEY),
        ("¿Cuánto hay que pagar por el amarre?", MONEY),
        ("quanto se paga pela entrada", MONEY),
        ("quanto costa un posto barca", MONEY),
        ("qual è il prezzo del biglietto?", MONEY),
        ("сколько заплатили за кран", MONEY),
        ("ما هو سعر التذكرة", MONEY),
        ("ٹکٹ کی قیمت کیا ہے", MONEY),
        ("门票费用是多少", MONEY),
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
        "how much memory does a boat's radio cost",
        "how much attention did they pay to the gulls",
        "how much of the cost is borne by the city",
        "how much sail is left",
        "what does the cost function do",
        "what did he pay attention to",
        "what is the cost of inserting into a list",
        "was passiert, wenn jemand nicht zahlt",
        "Wie viel Zeit kostet die Fahrt?",
        "combien de temps coûte une panne",
        "cuánto tiempo cuesta la visita",
        "quanto tempo costa la visita",
        "сколько времени стоит поездка",
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
        (MONEY, "EUR 7.50 each"),
        (MONEY, "a $50 fine"),
        (MONEY, "门票十元"),
        (MONEY, "It is free software."),
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
        (MONEY, "exim4 and mutt"),
        (MONEY, "Berths 3 for 4 men, since 4.4 BSD or PHP 7"),
        (MONEY, "Set $HOME before $count_boats."),
        (MONEY, "non-free, free memory, call rand()"),
        (MONEY, "单元和元素"),
        (TELEPHONE, "No telephones after 9, please: 2025-03-01 at the latest."),
        (MAIL, "Write to the harbour master."),
        (PAST_DAY, "We meet every second Tuesday at 7 p.m. in the lighthouse."),
    ],
)
def test_what_has_not(value: AskedValue, text: str) -> None:
    assert not holds_value(value, text)


def test_words_that_ask_for_a_price() -> None:
    assert find_priced_words("¿Y cuánto cuesta la entrada?") == ("cuánto", "cuesta")
    assert find_priced_words("wie teuer ist das") == ("wie", "teuer")
    assert find_priced_words("when does the ferry leave") == ()
