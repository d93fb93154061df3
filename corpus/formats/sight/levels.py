"""Elements within a line whose words stand above or below it."""

from collections.abc import Mapping

from corpus.formats.sight.declarations import read_style
from corpus.formats.writing.levels import Level

_NOT_LEVELLED = frozenset(("img", "picture", "math", "code", "label"))
_ABOVE_CLASSES = frozenset(("superscript", "super", "sup", "exponent"))
_BELOW_CLASSES = frozenset(("subscript", "sub", "inferior"))


def read_level(name: str, attributes: Mapping[str, str]) -> Level | None:
    """Whether what stands in the element called `name` stands above or below the line, by its name,
    its style, or a class that says nothing else."""
    if name in ("sup", "sub"):
        return "above" if name == "sup" else "below"
    if name in _NOT_LEVELLED or not attributes:
        return None
    if level := read_style(attributes.get("style") or "").level:
        return level
    classes = frozenset((attributes.get("class") or "").lower().split())
    if classes & _ABOVE_CLASSES:
        return "above"
    return "below" if classes & _BELOW_CLASSES else None
