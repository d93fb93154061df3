"""What stands below the last turn of a talk and is said by nobody."""

import pytest

from corpus.formats.markdown.reader import parse_markdown
from corpus.formats.plain_text import parse_plain_text

TALK = ("Reporter: How wide is the bay?", "Pilot: Two miles.", "Reporter: Deep?", "Pilot: Very.")


def voices(read: tuple[object, str, tuple[object, ...]]) -> list[tuple[str | None, str]]:
    """Who says each paragraph, and its words."""
    _, text, paragraphs = read
    return [(p.speaker, text[p.start : p.end]) for p in paragraphs]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "note",
    [
        "This interview was edited for length.",
        "The conversation has been lightly condensed and edited.",
        "Transcribed by https://otter.ai",
        "Interview by Ada Krug.",
        "Das Gespräch führte Ada Krug.",
        "Dieses Interview wurde am Hafen geführt und gekürzt.",
        "Propos recueillis par Ada Krug.",
        "Esta entrevista ha sido editada.",
    ],
)
def test_a_note_on_how_a_talk_was_made_is_said_by_nobody(note: str) -> None:
    assert voices(parse_plain_text("\n\n".join((*TALK, note))))[-1] == (None, note)


def test_what_somebody_says_of_a_talk_is_said_by_them() -> None:
    said = "The conversation was the longest that I ever had."
    assert voices(parse_plain_text("\n\n".join((*TALK, said))))[-1] == ("Pilot", said)


def test_what_a_blank_line_parts_from_turns_that_none_parts_is_said_by_nobody() -> None:
    note = "Ada Krug met the pilot on the quay."
    assert voices(parse_plain_text("\n".join((*TALK, "", note))))[-1] == (None, note)
    assert voices(parse_plain_text("\n\n".join((*TALK, note))))[-1] == ("Pilot", note)


def test_a_last_paragraph_in_italics_is_said_by_nobody() -> None:
    note = "Ada Krug writes about harbours."
    turns = [f"**{line.replace(':', ':**', 1)}" for line in TALK]
    assert voices(parse_markdown("\n\n".join((*turns, f"*{note}*"))))[-1] == (None, note)


def test_a_paragraph_in_italics_is_said_as_others_are_that_are_written_so() -> None:
    turns = [f"**{line.replace(':', ':**', 1)}" for line in TALK]
    lines = (*turns[:2], "*The chart says three.*", *turns[2:], "*Too deep for anchors.*")
    assert voices(parse_markdown("\n\n".join(lines)))[-1] == ("Pilot", "Too deep for anchors.")
