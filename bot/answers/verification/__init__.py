"""Whether words stand in the articles: /verify, and "Check again"."""

from bot.answers.verification.alignment import Alike, find_alike
from bot.answers.verification.attribution.frame_kinds import Frame, FrameKind, ReadFrame
from bot.answers.verification.attribution.own_sources import OwnLines
from bot.answers.verification.attribution.sources import NamedSource
from bot.answers.verification.lookup import FindPlaces, find_places_of, make_finder
from bot.answers.verification.messages import MAX_CHARACTERS
from bot.answers.verification.places import (
    Difference,
    Occurrence,
    Place,
    find_verbatim,
    look_around,
)
from bot.answers.verification.verdicts import Verdict, Verification, VerifiedPart
from bot.answers.verification.verifying import verify_text

__all__ = [
    "MAX_CHARACTERS",
    "Alike",
    "Difference",
    "FindPlaces",
    "Frame",
    "FrameKind",
    "NamedSource",
    "Occurrence",
    "OwnLines",
    "Place",
    "ReadFrame",
    "Verdict",
    "Verification",
    "VerifiedPart",
    "find_alike",
    "find_places_of",
    "find_verbatim",
    "look_around",
    "make_finder",
    "verify_text",
]
