"""How the letters in each element of a page look, by what it says itself or what is around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.formats.sight.colours import Colour, read_colour
from corpus.formats.sight.declarations import Style, read_style
from corpus.formats.sight.matching import Tag

_INK = Colour(0, 0, 0)
_PAPER = Colour(255, 255, 255)
_GROUNDED = frozenset(("body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"))
_CONTROLS = frozenset(("button", "input", "select", "textarea"))
_COLOURS = {"font": "color", "body": "text"}
"""Attributes that say which colour letters are of."""
_LEAST_COVER = 0.95


@dataclass(frozen=True, slots=True)
class _Look:
    """That of the letters of an element; colours are None where they are not known."""

    is_tiny: bool = False
    is_clear: bool = False
    is_painted: bool = False
    letters: Colour | None = _INK
    ground: Colour | None = _PAPER

    @property
    def gap(self) -> str | None:
        if self.is_tiny:
            return ""
        if self.is_painted:
            return None
        is_pale = self.letters and self.ground and self.letters.looks_like(self.ground)
        return " " if self.is_clear or is_pale else None


def find_gaps(tags: Sequence[Tag], styles: Sequence[str]) -> Iterator[str | None]:
    """For each of `tags`, which stand in the order of the page and have these `styles`, what is
    seen in the place of words right in it that are too small to be read, clear, or of the colour of
    their ground: nothing, or a blank, as of those that only leave room; None if they are seen."""
    looks: list[_Look] = []
    is_dark = any(map(_makes_dark, tags))
    outermost = _Look(letters=None, ground=None) if is_dark else _Look()
    for tag, text in zip(tags, styles, strict=True):
        above = looks[tag.above] if tag.above >= 0 else outermost
        style = read_style(text)
        look = _look(above, tag, style) if text or len(tag.attributes) else above
        looks.append(look)
        yield " " if style.keeps_room else look.gap


def _look(above: _Look, tag: Tag, style: Style) -> _Look:
    if style.is_dark:
        above = replace(above, letters=None, ground=None)
    if style.paints is not None:
        above = replace(above, is_painted=style.paints)
    if tag.name in _CONTROLS:
        above = replace(above, letters=None, ground=None)  # they have colours of their own
    look = replace(above, is_tiny=style.is_tiny or (above.is_tiny and not style.has_size))
    said = tag.attributes
    colour = style.letters
    has_letters = style.has_letters
    if not has_letters and (name := _name_colour(tag)):
        has_letters, colour = True, read_colour(name)
    elif not has_letters and tag.name == "a" and "href" in said:
        has_letters = True  # of the colour of links
    if has_letters or style.is_clear:
        look = replace(look, letters=colour, is_clear=style.is_clear)
    if style.has_ground:
        return replace(look, ground=_cover(style.ground))
    if tag.name in _GROUNDED and "background" in said:
        return replace(look, ground=None)
    if tag.name in _GROUNDED and (ground := said.get("bgcolor")):
        return replace(look, ground=_cover(read_colour(ground.strip().lower())))
    return replace(look, ground=None) if style.is_placed else look


def _makes_dark(tag: Tag) -> bool:
    said = tag.attributes
    is_scheme = tag.name == "meta" and (said.get("name") or "").lower() == "color-scheme"
    return is_scheme and (said.get("content") or "").lower().split() == ["dark"]


def _name_colour(tag: Tag) -> str:
    named = _COLOURS.get(tag.name)
    return (tag.attributes.get(named) or "").strip().lower() if named else ""


def _cover(ground: Colour | None) -> Colour | None:
    """A ground that lets nothing through; None if what lies below is seen, too."""
    return ground if ground and ground.opacity >= _LEAST_COVER else None
