"""Messages and inline results as HTML, from what the tests' server saw."""

from collections.abc import Sequence
from html import escape

from tests.benchmarks.pictures_text import make_html
from tests.telegram_server import InlineResult, SentMessage, User
from tests.telegram_server.fields import Json

_HOUR, _MINUTE = 9, 41
"""A clock of its own, a minute a message, so that a picture only changes when replies do."""

_COLORS = 7


def make_messages(messages: Sequence[SentMessage], viewer: User, is_group: bool) -> str:
    """The messages as `viewer` sees them: his own are on the right."""
    return "".join(
        _make_message(message, viewer, is_group, f"{_HOUR}:{_MINUTE + number:02}")
        for number, message in enumerate(messages)
    )


def make_avatar(sender: Json) -> str:
    """A circle with the first letter of who sent it, or of a group."""
    name = str(sender.get("first_name") or sender["title"])
    return f'<div class="avatar {_color(sender)}">{escape(name[0])}</div>'


def make_result(result: InlineResult) -> str:
    """One line of the list above the input field, with a tile for want of a picture."""
    letter = result.title[0].upper()
    return (
        f'<div class="result"><div class="tile back{ord(letter) % _COLORS}">{escape(letter)}</div>'
        f'<div><div class="title">{escape(result.title)}</div>'
        f'<div class="description">{escape(result.description)}</div></div></div>'
    )


def _make_message(message: SentMessage, viewer: User, is_group: bool, time: str) -> str:
    sender = message.raw["from"]
    is_own = sender["id"] == viewer.id
    side = "out" if is_own else "in named" if is_group else "in"
    name = f'<div class="name">{escape(sender["first_name"])}</div>'
    who = make_avatar(sender) + name if is_group and not is_own else ""
    return (
        f'<div class="message {side} {_color(sender)}">'
        f'<div class="bubble">{who}{_make_header(message)}'
        f'<div class="text">{make_html(message.text, message.entities)}'
        f'<span class="room"></span></div><div class="time">{time}</div></div>'
        f"{_make_keyboard(message)}</div>"
    )


def _make_header(message: SentMessage) -> str:
    """What the message replies to, or the part of it that was marked."""
    replied = message.raw.get("reply_to_message")
    if replied is None:
        return ""
    text = message.quote["text"] if message.quote else replied["text"]
    kind = "marked" if message.quote else ""
    return (
        f'<div class="replied {kind} {_color(replied["from"])}">'
        f"<b>{escape(replied['from']['first_name'])}</b><div>{escape(text)}</div></div>"
    )


def _make_keyboard(message: SentMessage) -> str:
    rows = (message.reply_markup or {}).get("inline_keyboard", [])
    return "".join(f'<div class="keys">{"".join(map(_make_button, row))}</div>' for row in rows)


def _make_button(button: Json) -> str:
    """Telegram marks buttons that copy and buttons that open a link with a sign in the corner."""
    sign = next((kind for kind in ("copy_text", "url") if kind in button), "")
    return f'<div class="key {sign}">{escape(button["text"])}</div>'


def _color(sender: Json) -> str:
    return f"color{sender['id'] % _COLORS}"
