"""What the style elements of a mail in HTML say, put into the tags that they say it of."""

import html
from collections.abc import Iterator

from corpus.formats.html_text import read_attributes, read_sheets, read_tags
from corpus.formats.sight.declarations import read_style
from corpus.formats.sight.rules import find_style, is_for_screens, read_sheet


def put_rules(markup: str) -> str:
    """`markup`, in which each tag says itself what the mail's own style elements say of its class,
    and that it is hidden if it is folded up: no program of a mail opens anything. Linear in it."""
    own = [
        source for said, source in read_sheets(markup)
        if is_for_screens(read_attributes(said).get("media"))
    ]  # fmt: skip
    return "".join(_put(markup, "\n".join(own)))


def _put(markup: str, styles: str) -> Iterator[str]:
    sheets = [read_sheet(styles)] if styles else []
    place = 0
    for tag in read_tags(markup):
        end = tag.end("name")
        if tag["closes"] or tag.end() - end < len(" id=x>"):
            continue
        said = read_attributes(markup[end : tag.end() - 1])
        style = said.get("style", "")
        if sheets and (classes := said.get("class")):
            found = find_style(sheets, tag["name"].lower(), classes, hides=True)
            style = f"{found};{style}" if found else style
        hidden = " hidden" if style and read_style(style).is_folded else ""
        if hidden or style != said.get("style", ""):
            # Of several attributes of a name the first counts.
            yield f'{markup[place:end]}{hidden} style="{html.escape(style)}"'
            place = end
    yield markup[place:]
