"""Which handler a press goes to."""

import pytest
from telegram import CallbackQuery, Update, User

from bot.telegram.handlers.buttons import make_button_handlers
from bot.telegram.messages.callback_data import KINDS, find_kind

PASSAGE, MARK, KEY = "0123456789abcdef", "0123456789", "0123456789ab"
DATA = [
    *(
        f"r:{PASSAGE}",
        "p:2:1",
        f"m:1:2:0:1:0:{PASSAGE}:{MARK}",
        f"u:{PASSAGE}:{MARK}",
        f"a:{PASSAGE}:{MARK}",
        "x:",
        "s:3",
    ),
    *("t:q3", "t:s", "t:len", f"t:f0:{MARK}", "t:e", "t:p1", "t:c"),
    *(
        f"o:a:{KEY}",
        f"o:c:{KEY}",
        f"o:w:{KEY}",
        "d:p::4",
        f"d:a:{MARK}:4",
        f"d:y:{MARK}:4",
        f"d:t:{MARK}:5",
    ),
]


def list_takers(data: str) -> list[int]:
    """The numbers of the handlers that would take a press of a button with `data`."""
    query = CallbackQuery("1", User(1, "Alice", is_bot=False), "1", data=data)
    update = Update(1, callback_query=query)
    handlers = enumerate(make_button_handlers())
    return [number for number, handler in handlers if handler.check_update(update)]


def test_every_kind_has_a_handler_of_its_own() -> None:
    assert {find_kind(data) for data in DATA} == set(KINDS)
    assert len(make_button_handlers()) == len(KINDS) + 1
    takers = [list_takers(data) for data in DATA]
    assert {first for first, *_ in takers} == set(range(len(KINDS)))
    assert all(rest == [len(KINDS)] for _, *rest in takers)


@pytest.mark.parametrize("data", ["z", "r", "r:", "p:2", "t:q9", "d:p:0", "é", "\ud800", "0" * 64])
def test_what_is_of_no_kind_goes_to_the_last(data: str) -> None:
    assert list_takers(data) == [len(KINDS)]
