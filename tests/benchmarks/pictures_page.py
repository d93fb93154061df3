"""Whole pages: the frame of a chat around messages, in Telegram's look."""

from html import escape

from tests.benchmarks.pictures_message import make_avatar
from tests.benchmarks.pictures_style import STYLE
from tests.telegram_server.fields import Json

# Folded are only those quotes that are longer than what Telegram shows of them.
_SCRIPT = """
for (const quote of document.querySelectorAll(".expandable")) {
  const longer = quote.scrollHeight > quote.clientHeight + 1;
  quote.classList.toggle("folded", longer);
}
"""


def make_chat_page(partner: Json, status: str, messages: str, below: str = "") -> str:
    """A page with a chat with `partner`, a user or a group."""
    name = escape(str(partner.get("first_name") or partner["title"]))
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{name}</title><style>{STYLE}</style></head>
<body><div class="window">
<div class="header">{make_avatar(partner)}
<div><div class="title">{name}</div><div class="status">{escape(status)}</div></div></div>
<div class="chat">{messages}</div>{below}
</div><script>{_SCRIPT}</script></body></html>
"""


def make_input(results: str, username: str, typed: str) -> str:
    """The field in which somebody is typing a look-up, with the results above it."""
    return (
        f'<div class="results">{results}</div><div class="input"><i class="attach"></i>'
        f'<div class="typed"><span class="link">@{escape(username)}</span> {escape(typed)}'
        '<span class="caret"></span></div><i class="close"></i></div>'
    )
