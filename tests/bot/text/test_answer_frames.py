"""What the bot writes around quotes is known again, in every language."""

from datetime import date

import pytest

from bot.answers.notes import (
    FiltersApplied,
    Note,
    PartUnanswered,
    PhraseAbsent,
    ReadAs,
    UnderstoodAfter,
    UnitAbsent,
)
from bot.answers.verification import Frame, FrameKind
from bot.text.answer_frames import read_frame
from bot.text.citations import name_place
from bot.text.notes import word_note
from bot.text.translation import LANGUAGES, gettext, speaking
from corpus import Locator
from embeddings import Filters

FILTERS = Filters(
    after=date(2024, 1, 1), before=date(2024, 3, 1), titles=("port",), publishers=("Time.news",)
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "note",
    [
        UnderstoodAfter("Who guards it? And when?"),
        PartUnanswered("Who guards it?"),
        ReadAs("harbuor", "harbour"),
        PhraseAbsent("no oars"),
        UnitAbsent("article 99"),
        FiltersApplied(FILTERS),
        FiltersApplied(Filters(authors=("Ada Pell",))),
    ],
)
def test_notes(note: Note, language: str) -> None:
    with speaking(language):
        line = word_note(note)
    assert read_frame(line) == Frame(FrameKind.NOTE, "")
    is_open = isinstance(note, FiltersApplied)  # at its end, with a name
    assert is_open or read_frame(f"{line} Oars are wet.") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_below_quotes(language: str) -> None:
    with speaking(language):
        lines = {
            FrameKind.ALSO: gettext("Also in:") + " Oars · 2024",
            FrameKind.ALIKE: gettext("Largely the same in:") + " Oars · 2024",
            FrameKind.BASIS: gettext("Based on: {report}").format(report="Oars · 2024"),
            FrameKind.SPEAKER: gettext("{speaker}, in").format(speaker="Oars · 2024"),
        }
        places = [name_place(Locator(kind, 12)) for kind in ("page", "scan", "row")]
    for kind, line in lines.items():
        assert read_frame(line) == Frame(kind, "Oars · 2024")
    assert {read_frame(place) for place in places} == {Frame(FrameKind.PLACE, "12")}


@pytest.mark.parametrize(
    "line", ["Read as a follow-up to “Oars”", "Only articles on oars", "row two", "", "“Oars”"]
)
def test_other_lines_are_none(line: str) -> None:
    assert read_frame(line) is None
