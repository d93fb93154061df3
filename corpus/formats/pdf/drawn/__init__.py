"""What of a page somebody sees: it is drawn, with its words and without them, and compared."""

from corpus.formats.pdf.drawn.objects import Box, Opener, PageObjects, list_objects, list_rules
from corpus.formats.pdf.drawn.overlaps import part_overlapping
from corpus.formats.pdf.drawn.replacements import leave_out_replacements
from corpus.formats.pdf.drawn.sight import PixelAllowance, Sight
from corpus.formats.pdf.drawn.strikes import Strikes, list_struck

__all__ = [
    "Box",
    "Opener",
    "PageObjects",
    "PixelAllowance",
    "Sight",
    "Strikes",
    "leave_out_replacements",
    "list_objects",
    "list_rules",
    "list_struck",
    "part_overlapping",
]
