"""How the letters of a Word document look: whether somebody tells them from what they stand on."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.office.grounds import WHITE, Rgb, look_alike
from corpus.formats.office.said import first_said
from corpus.formats.office.word.styles import (
    Resolved,
    is_size_tiny,
    read_colour,
    read_highlight,
    read_shading,
)


@dataclass(slots=True)
class Look:
    """What a run says of its own letters; None where it says nothing."""

    is_tiny: bool | None = None
    colour: Rgb | None = None
    highlight: Rgb | None = None
    ground: Rgb | None = None

    def set_colour(self, attributes: dict[str, str]) -> None:
        self.colour = read_colour(attributes)

    def set_highlight(self, attributes: dict[str, str]) -> None:
        self.highlight = read_highlight(attributes)

    def set_size(self, attributes: dict[str, str]) -> None:
        self.is_tiny = is_size_tiny(attributes)

    def shade(self, attributes: dict[str, str]) -> None:
        self.ground = read_shading(attributes)

    def is_unseen(
        self,
        style: Resolved | None,
        above: Resolved,
        of_paragraph: Rgb | None,
        below: Sequence[Rgb | None],
    ) -> bool:
        """Whether letters are of no size, or of the colour of their ground. `style` is that of the
        run, `above` that of its paragraph, which has itself the ground `of_paragraph`; `below` is
        what lies below that, the nearest first."""
        own = style or Resolved(above.shape)
        if first_said((self.is_tiny, own.is_tiny, above.is_tiny)):
            return True
        colour = first_said((self.colour, own.colour, above.colour))
        if not colour:
            return False
        ground = first_said(
            (self.highlight, self.ground, own.ground, of_paragraph, above.ground, *below)
        )
        return look_alike(colour, WHITE if ground is None else ground)
