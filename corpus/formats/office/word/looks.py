"""How the letters of a Word document look: whether somebody tells them from what they stand on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.formats.office.unseen import is_coloured
from corpus.formats.office.word.styles import Resolved, is_colour_white, is_size_tiny

_HIGHLIGHTS = {"black": "000000", "red": "ff0000", "blue": "0000ff", "yellow": "ffff00"}


@dataclass(slots=True)
class Ground:
    """What letters stand on: whether it may be other than white, and its six digits if it is all
    of one colour that is told."""

    is_shaded: bool = False
    colour: str = ""

    def shade(self, attributes: dict[str, str]) -> None:
        """It is as a shading says that is one."""
        self.is_shaded, self.colour = True, _read_ground(attributes)


@dataclass(slots=True)
class Look:
    """What a run says of its own letters; None where it says nothing."""

    is_white: bool | None = None
    is_tiny: bool | None = None
    colour: str = ""
    ground: Ground = field(default_factory=Ground)

    def set_colour(self, attributes: dict[str, str]) -> None:
        self.is_white = is_colour_white(attributes)
        is_of_theme = "themeColor" in attributes
        self.colour = "" if is_of_theme else _read_colour(attributes.get("val", ""))

    def set_highlight(self, attributes: dict[str, str]) -> None:
        name = attributes.get("val", "")
        self.ground.colour = _HIGHLIGHTS.get(name, self.ground.colour)
        self.ground.is_shaded |= is_coloured(name)

    def set_size(self, attributes: dict[str, str]) -> None:
        self.is_tiny = is_size_tiny(attributes)

    def shade(self, attributes: dict[str, str]) -> None:
        """What a highlight says of the ground counts more."""
        highlight = self.ground.colour
        self.ground.shade(attributes)
        self.ground.colour = highlight or self.ground.colour

    def is_unseen(self, style: Resolved | None, above: Resolved, grounds: Sequence[Ground]) -> bool:
        """Whether letters are of no size, white on what is sure to be white, or of the colour of
        their ground. `style` is that of the run, `above` that of its paragraph; `grounds` are what
        lies below, the nearest first."""
        if _first(self.is_tiny, style.is_tiny if style else None, above.is_tiny):
            return True
        grounds = (self.ground, *grounds)
        ground = next((one.colour for one in grounds if one.colour), "")
        if self.colour and self.colour == ground:
            return True
        if not _first(self.is_white, style.is_white if style else None, above.is_white):
            return False
        is_shaded = above.is_shaded or (style is not None and style.is_shaded)
        return not is_shaded and not any(one.is_shaded for one in grounds)


def _first(*said: bool | None) -> bool:
    """The first that is not None."""
    return next((one for one in said if one is not None), False)


def _read_colour(said: str) -> str:
    """The six digits of a colour; "" if it has none."""
    return said.lower() if len(said) == 6 and said.isalnum() else ""


def _read_ground(attributes: dict[str, str]) -> str:
    """The colour of a ground that is all of one; "" of another."""
    match attributes.get("val", "clear"):
        case "clear":
            return _read_colour(attributes.get("fill", ""))
        case "solid":
            return _read_colour(attributes.get("color", ""))
        case _:
            return ""
