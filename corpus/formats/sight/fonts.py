"""Fonts of elements, of which some have signs in places of letters."""

from collections.abc import Mapping

from corpus.formats.sight.declarations import read_style


def read_font(name: str, attributes: Mapping[str, str]) -> str:
    """The first font that an element called `name` names; "" if it names none."""
    if not attributes:
        return ""
    font = read_style(attributes.get("style") or "").font
    if not font and name == "font":
        font = (attributes.get("face") or "").partition(",")[0].strip(" '\"")
    return font
