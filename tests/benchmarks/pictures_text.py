"""A message's text and entities as HTML."""

from collections.abc import Sequence
from html import escape

from tests.telegram_server.fields import Json
from tests.telegram_server.text import utf16_length, utf16_slice

_TAGS = {
    "bold": ("b", ""),
    "italic": ("i", ""),
    "underline": ("u", ""),
    "blockquote": ("blockquote", ""),
    "expandable_blockquote": ("blockquote", "expandable"),
}
_BLOCK_END = "</blockquote>"


def make_html(text: str, entities: Sequence[Json]) -> str:
    """The text with a tag for each entity, nested as they are; kinds without a tag of their own,
    such as links, dates, mentions and commands, look like links, as in Telegram."""
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    html = _render(text, 0, utf16_length(text), ordered)
    # The line break after a block only ends it, as the browser does by itself.
    return html.replace(f"{_BLOCK_END}\n", _BLOCK_END)


def _render(text: str, start: int, end: int, entities: list[Json]) -> str:
    """The text from `start` to `end`, in UTF-16 units, with the `entities` in it, outer ones
    first."""
    html = ""
    while entities:
        outer, *others = entities
        first, last = outer["offset"], outer["offset"] + outer["length"]
        inner = [entity for entity in others if entity["offset"] < last]
        entities = others[len(inner) :]
        tag, style = _TAGS.get(outer["type"], ("span", "link"))
        html += escape(utf16_slice(text, start, first - start))
        html += f'<{tag} class="{style}">{_render(text, first, last, inner)}</{tag}>'
        start = last
    return html + escape(utf16_slice(text, start, end - start))
