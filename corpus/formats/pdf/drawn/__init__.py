"""What of a page somebody sees: it is drawn, with its words and without them, and compared."""

from corpus.formats.pdf.drawn.hidden_letters import UNSAID, leave_out_unseen
from corpus.formats.pdf.drawn.objects import (
    Box,
    Opener,
    PageObjects,
    Raw,
    get_key,
    list_objects,
)
from corpus.formats.pdf.drawn.overlaps import part_overlapping
from corpus.formats.pdf.drawn.replacements import leave_out_replacements
from corpus.formats.pdf.drawn.rules import list_rules
from corpus.formats.pdf.drawn.sight import PixelAllowance, Sight
from corpus.formats.pdf.drawn.strikes import Strikes, list_struck

__all__ = [
    "UNSAID",
    "Box",
    "Opener",
    "PageObjects",
    "PixelAllowance",
    "Raw",
    "Sight",
    "Strikes",
    "get_key",
    "leave_out_replacements",
    "leave_out_unseen",
    "list_objects",
    "list_rules",
    "list_struck",
    "part_overlapping",
]
