"""The text of rich messages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message

from bot.telegram.incoming.rich_messages import read_rich_text

PRIVATE = Chat(2, Chat.PRIVATE)


def make(rich: Any) -> Message:
    when = datetime(2026, 1, 1, tzinfo=UTC)
    return Message(7, when, PRIVATE, api_kwargs={"rich_message": rich})


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([{"type": "paragraph", "text": "Oars."}, {"type": "divider"}], "Oars."),
        (
            [{"type": "paragraph", "text": ["The ", {"type": "bold", "text": ["wet ", "oar"]}]}],
            "The wet oar",
        ),
        (
            [{"type": "list", "items": [{"blocks": [{"type": "paragraph", "text": "One"}]}] * 2}],
            "One\nOne",
        ),
        (
            [{"type": "details", "summary": "More", "blocks": [{"type": "pre", "text": "x = 1"}]}],
            "More\nx = 1",
        ),
        (
            [{"type": "table", "cells": [[{"text": "oars"}, {"text": "4"}]], "caption": "Boats"}],
            "Boats\noars\n4",
        ),
        (
            [{"type": "photo", "photo": [], "caption": {"text": "A boat", "credit": "Ada"}}],
            "A boat",
        ),
    ],
)
def test_each_block_is_a_line(blocks: list[Any], text: str) -> None:
    assert read_rich_text(make({"blocks": blocks})) == text


@pytest.mark.parametrize("rich", [None, "x", {}, {"blocks": None}, {"blocks": [1, None, [[]]]}])
def test_what_is_none_has_no_text(rich: Any) -> None:
    assert read_rich_text(make(rich)) == ""


def test_what_is_nested_without_an_end_is_not_followed() -> None:
    block: Any = {"text": "deep"}
    for _ in range(5000):
        block = {"blocks": [block]}
    assert read_rich_text(make({"blocks": [block]})) == ""
