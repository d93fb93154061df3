"""Texts that would cost a careless reader more than their length, by what they are made of."""

from collections.abc import Callable

from tests.support.hostile.heads import BYTES, FRONT
from tests.support.hostile.markdown import MARKDOWN
from tests.support.hostile.plain_text import PLAIN

__all__ = ["HOSTILE"]

HOSTILE: dict[str, Callable[[int], str] | Callable[[int], bytes]] = {
    **{f"Markdown: {name}": pattern for name, pattern in MARKDOWN.items()},
    **{f"text: {name}": pattern for name, pattern in PLAIN.items()},
    **{f"head: {name}": pattern for name, pattern in FRONT.items()},
    **{f"bytes: {name}": pattern for name, pattern in BYTES.items()},
}
"""Each takes how long the text is to be, and gives one of about that length."""
