"""The text of rich messages, which python-telegram-bot 22 does not know yet: blocks such as
paragraphs, lists, tables and quotations, each with text that may be nested (Bot API 10.1,
`RichBlock` and `RichText`)."""

from collections.abc import Iterator

from telegram import Message

_FIELD = "rich_message"
_LINES = ("summary", "text", "caption", "credit")
"""Fields of a block that hold text, in the order in which it is read."""
_NESTED = ("blocks", "items", "cells", "rows")
_MAX_DEPTH = 16
_MAX_CHARACTERS = 32_768
"""Telegram allows no more."""


def read_rich_text(message: Message) -> str:
    """The text of `message` if it is a rich one, a line a block; `""` if it is none. Of what is
    nested deeper than any client makes it, nothing."""
    rich = message.api_kwargs.get(_FIELD)
    blocks = rich.get("blocks") if isinstance(rich, dict) else None
    lines = (line.strip() for line in _read_blocks(blocks, 0))
    return "\n".join(filter(None, lines))[:_MAX_CHARACTERS]


def _read_blocks(value: object, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _read_blocks(one, depth + 1)
    elif isinstance(value, dict):
        for name in _LINES:
            if name in value:
                yield "".join(_read_inline(value[name], depth + 1))
        for name in _NESTED:
            if name in value:
                yield from _read_blocks(value[name], depth + 1)


def _read_inline(value: object, depth: int) -> Iterator[str]:
    """A text, texts one after the other, or one with a look around it."""
    if depth > 2 * _MAX_DEPTH:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _read_inline(one, depth + 1)
    elif isinstance(value, dict):
        shown = value.get("text", value.get("alternative_text", value.get("expression")))
        yield from _read_inline(shown, depth + 1)
