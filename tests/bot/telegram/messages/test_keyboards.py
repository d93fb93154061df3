"""The buttons below an answer: two rows, whatever the answer, and the rarer ones in their place."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.answers.answer import Answer, AnswerOutcome, Quote
from bot.telegram.messages.answers import quotes_on_page
from bot.telegram.messages.callback_data import ShowMore
from bot.telegram.messages.keyboards import (
    Neighbours,
    make_again_keyboard,
    make_answer_keyboard,
    make_found_keyboard,
    make_miss_keyboard,
    make_reading_keyboard,
    make_removing_keyboard,
    make_sources_keyboard,
    turn_keyboard,
)
from corpus import Article, Passage

BOT = "quote_bot"
ALWAYS = ["Copy citation", "👍", "👎", "Check again", "…"]


def make_quote(number: int, year: int = 2024) -> Quote:
    article = Article(f"{number}.md", "Title", "Wet.", (), published=date(year, 1, 1))
    passage = Passage(f"passage{number}", article.id, 0, 4, "Wet.", ((0, 4),))
    return Quote("Wet.", 0, 4, 0.9, passage, article, (0, 4))


def make_keyboard(
    quotes: list[Quote], neighbours: Neighbours, page: int = 0, turns_here: bool = True
) -> InlineKeyboardMarkup:
    answer = Answer("?", AnswerOutcome.ANSWERED, 0.9, tuple(quotes))
    keyboard = make_answer_keyboard(answer, neighbours, BOT, page, False, turns_here)
    assert keyboard is not None
    return keyboard


def list_labels(keyboard: InlineKeyboardMarkup) -> list[list[str]]:
    return [[button.text for button in row] for row in keyboard.inline_keyboard]


def turn(
    keyboard: InlineKeyboardMarkup, before: str | None, turns_here: bool = True
) -> InlineKeyboardMarkup:
    """The keyboard after its last button was pressed."""
    data = ShowMore.unpack(str(keyboard.inline_keyboard[-1][-1].callback_data))
    assert data is not None
    turned = turn_keyboard(keyboard, data, before, BOT, turns_here)
    assert turned is not None
    return turned


@pytest.mark.parametrize("count", range(1, 10))
@pytest.mark.parametrize("neighbours", [Neighbours(None, None), Neighbours("a", "b")])
def test_there_are_two_rows_at_most_and_what_is_used_is_one_press_away(
    count: int, neighbours: Neighbours
) -> None:
    keyboard = make_keyboard([make_quote(n, 2000 + n) for n in range(count)], neighbours)
    for shown in (keyboard, turn(keyboard, neighbours.before)):
        assert len(shown.inline_keyboard) == 2
        assert max(map(len, shown.inline_keyboard)) <= 4
    labels = [label for row in list_labels(keyboard) for label in row]
    assert labels[-5:] == ALWAYS
    assert ("More quotes" in labels) == (count > 3)


@pytest.mark.parametrize(
    ("page", "expected"),
    [(0, ["More quotes"]), (1, ["First quotes", "More quotes"]), (2, ["First quotes"])],
)
def test_the_first_quotes_are_one_press_away_on_each_other_page(
    page: int, expected: list[str]
) -> None:
    quotes = [make_quote(number) for number in range(9)]
    first_row = list_labels(make_keyboard(quotes, Neighbours("a", "b"), page))[0]
    assert len(first_row) <= 4
    assert [label for label in first_row if label.endswith("quotes")] == expected


@pytest.mark.parametrize(
    ("years", "before", "expected"),
    [
        ([2024], None, ["Remove", "‹"]),
        ([2024, 2024], "a", ["◀ Before", "Remove", "‹"]),
        ([2023, 2024], None, ["By date", "Remove", "‹"]),
        ([2023, 2024, 2025], "a", ["◀ Before", "By date", "Remove", "‹"]),
    ],
)
def test_the_rarer_buttons_take_the_place_of_the_last_row(
    years: list[int], before: str | None, expected: list[str]
) -> None:
    quotes = [make_quote(number, year) for number, year in enumerate(years)]
    keyboard = make_keyboard(quotes, Neighbours(before, "b"))
    opened = turn(keyboard, before)
    assert list_labels(opened) == [["Read on ▶", "Copy citation"], expected]
    assert turn(opened, before) == keyboard


def test_in_a_group_back_opens_the_private_chat() -> None:
    keyboard = make_keyboard([make_quote(0)], Neighbours("a", "b"), turns_here=False)
    back = turn(keyboard, "a", turns_here=False).inline_keyboard[-1][0]
    assert (back.text, back.url) == ("◀ Before", f"https://t.me/{BOT}?start=r_a")


def test_a_button_that_is_not_there_turns_nothing() -> None:
    keyboard = make_keyboard([make_quote(0)], Neighbours(None, "b"))
    data = ShowMore.unpack(str(keyboard.inline_keyboard[-1][-1].callback_data))
    assert data is not None
    for other in (replace(data, is_open=False), replace(data, page=1)):
        assert turn_keyboard(keyboard, other, None, BOT, True) is None
    assert turn_keyboard(None, data, None, BOT, True) is None
    assert turn_keyboard(InlineKeyboardMarkup([]), data, None, BOT, True) is None


IDS = st.sampled_from([None, "a", "b"])


@given(
    years=st.lists(st.integers(2020, 2023), min_size=1, max_size=9),
    asked=st.sampled_from([None, 1, 2, 3]),
    around=st.tuples(IDS, IDS),
    page=st.integers(0, 3),
    by_date=st.booleans(),
    turns_here=st.booleans(),
    inside=st.booleans(),
)
def test_whatever_is_answered_wherever_has_two_rows(
    years: list[int],
    asked: int | None,
    around: tuple[str | None, str | None],
    page: int,
    by_date: bool,
    turns_here: bool,
    inside: bool,
) -> None:
    """In private, in groups and topics (`turns_here`), of one quote or many, several questions."""
    start = 1 if inside else 0
    quotes = [
        replace(
            make_quote(number, year),
            text="Wet."[start:],
            start=start,
            asked=f"Question {number % asked}?" if asked else None,
        )
        for number, year in enumerate(years)
    ]
    answer = Answer("?", AnswerOutcome.ANSWERED, 0.9, tuple(quotes))
    keyboard = make_answer_keyboard(answer, Neighbours(*around), BOT, page, by_date, turns_here)
    if keyboard is None:
        assert not quotes_on_page(answer, page, by_date)
        return
    assert_fits(keyboard)
    labels = [label for row in list_labels(keyboard) for label in row]
    assert labels[-5:] == ALWAYS
    opened = turn(keyboard, around[0], turns_here)
    assert_fits(opened)
    assert "Remove" in list_labels(opened)[-1]
    assert turn(opened, around[0], turns_here) == keyboard


def assert_fits(keyboard: InlineKeyboardMarkup | None) -> None:
    """At most two rows, of at most four buttons each, none without a label."""
    assert keyboard is not None
    assert 1 <= len(keyboard.inline_keyboard) <= 2
    for row in keyboard.inline_keyboard:
        assert 1 <= len(row) <= 4
        assert all(button.text.strip() for button in row)


@pytest.mark.parametrize("count", range(1, 10))
def test_what_was_not_found_and_what_is_read_has_two_rows(count: int) -> None:
    quotes = [replace(make_quote(n), article=name_article(n)) for n in range(count)]
    missed = make_miss_keyboard(Answer("?", AnswerOutcome.NOT_FOUND, 0.9, tuple(quotes)))
    assert_fits(missed)
    assert missed is not None
    labels = [label for row in list_labels(missed) for label in row]
    assert labels[0].startswith("About boats of the harbour")
    assert len(labels) == min(count, 3)
    for keyboard in (
        make_reading_keyboard(Neighbours("a", "b"), can_return=True),
        make_found_keyboard(quotes[0], BOT),
        make_removing_keyboard(),
        make_again_keyboard(),
        make_sources_keyboard(count, 2 * count),
    ):
        assert_fits(keyboard)


def name_article(number: int) -> Article:
    return Article(f"{number}.md", f"About boats of the harbour and gulls {number}", "Wet.", ())
