"""What the blocks of HTML are, one after another, before they stand in lists and below headings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

PieceKind: TypeAlias = Literal[
    "words",
    "heading",
    "code",
    "rule",
    "list_open",
    "item",
    "term",
    "list_close",
    "aside_open",
    "aside_title",
    "aside_close",
    "caption",
    "table_open",
    "header",
    "row",
    "table_close",
    "note",
    "section_close",
    "source",
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of HTML with its `lines`, those of code as they are.

    `level` is that of a heading, or of the uppermost one in a section that ends, `name` that of the
    footnote that is cited by what stands above, or of an "aside_open" who is quoted, whom a
    "source" names below. `is_bold` is whether all of it is, `is_link` whether it is one link within
    the page, `is_linked` whether all its words are links, wherever these lead. Pieces that open or
    close something, an "item" and a "rule" have no lines; a "term" has those that describe one
    thing.
    """

    kind: PieceKind
    lines: tuple[str, ...] = ()
    level: int = 0
    name: str = ""
    is_bold: bool = False
    is_link: bool = False
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Pieces:
    """All of a text, and apart from it its footnotes, by their names."""

    text: list[Piece]
    notes: dict[str, list[Piece]]

    def lines(self) -> Iterable[str]:
        """What may be a turn of a conversation."""
        for piece in self.text:
            if piece.kind == "words":
                yield from piece.lines
