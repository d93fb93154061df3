"""The parse mode HTML, as far as a bot that does not use it needs it checked."""

from html import unescape
from html.parser import HTMLParser

from tests.telegram_server.fields import Json
from tests.telegram_server.refusals import ApiError, bad_request
from tests.telegram_server.text import utf16_length

_ENTITY_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text without tags, and its entities.

    Not known: ``span``, ``tg-emoji``, ``tg-time``, a language inside ``pre``, and the byte
    offsets in Telegram's error texts.

    :raises ApiError: on an unknown, unbalanced or unfinished tag.
    """
    parser = _TagParser()
    parser.feed(source)
    parser.close()
    if parser.open_entities:
        tag = parser.open_entities[-1][0]
        raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return parser.text, parser.entities


class _TagParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.entities: list[Json] = []
        self.open_entities: list[tuple[str, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ENTITY_TYPES:
            raise _cannot_parse(f'Unsupported start tag "{tag}"')
        entity: Json = {"type": _ENTITY_TYPES[tag], "offset": utf16_length(self.text)}
        if tag == "a":
            entity["url"] = dict(attrs).get("href") or ""
        if tag == "blockquote" and "expandable" in dict(attrs):
            entity["type"] = "expandable_blockquote"
        self.open_entities.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open_entities or self.open_entities[-1][0] != tag:
            raise _cannot_parse(f'Unmatched end tag, found "</{tag}>"')
        entity = self.open_entities.pop()[1]
        entity["length"] = utf16_length(self.text) - entity["offset"]
        self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise _cannot_parse('Unsupported start tag ""')
        self.text += data

    def handle_entityref(self, name: str) -> None:
        known = name in {"lt", "gt", "amp", "quot"}
        self.text += unescape(f"&{name};") if known else f"&{name};"

    def handle_charref(self, name: str) -> None:
        self.text += unescape(f"&#{name};")


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
