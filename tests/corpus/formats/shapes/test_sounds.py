"""What subtitles tell of sounds, which nobody says."""

import pytest

from corpus.formats.reading import read_article


def _read(*cues: str) -> list[tuple[str | None, str]]:
    """Who says what in a file of these cues, each with two seconds."""
    text = "\n\n".join(
        f"{n}\n00:00:{2 * n:02},000 --> 00:00:{2 * n + 2:02},000\n{cue}"
        for n, cue in enumerate(cues)
    )
    article = read_article(text.encode(), "a.srt")[0]
    return [(p.speaker, article.text[p.start : p.end]) for p in article.paragraphs]


@pytest.mark.parametrize(
    "sound",
    [
        "[gate creaks]",
        "[Applause]",
        "[WIND HOWLS]",
        "- [bell rings]",
        "[bell rings\nfar away]",
        "(WIND HOWLS)",
        "(bell rings)",
        "♪",
        "♪ slow organ music ♪",
        "♪♪",
    ],
)
def test_a_sound_is_no_words(sound: str) -> None:
    assert _read("The gate is old.", sound, "Nobody shuts it.") == [
        (None, "The gate is old. Nobody shuts it.")
    ]
    assert _read("The gate is", sound, "very old.") == [(None, "The gate is very old.")]


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("[coughs] The gate is old.", "The gate is old."),
        ("The gate is old. [bell rings]", "The gate is old."),
        ("The [inaudible] gate is old.", "The [inaudible] gate is old."),
        ("[inaudible] gate is old.", "[inaudible] gate is old."),
        ("[Where is the gate?]", "[Where is the gate?]"),
        ("(He told me so himself.)", "(He told me so himself.)"),
        ("♪ The gate of the town ♪", "♪ The gate of the town ♪"),
    ],
)
def test_what_is_said_beside_a_sound_stays(cue: str, said: str) -> None:
    assert _read(cue) == [(None, said)]


def test_how_somebody_speaks_is_no_part_of_the_name() -> None:
    talk = [
        "[phone rings]",
        "GUARD 2 (on radio): The gate is shut.",
        "OLGA: [coughs] Then open it.",
        "♪ drum music ♪",
        "GUARD 2 (on radio): I have no key.",
        "OLGA (whispers): I have.",
    ]
    assert _read(*talk) == [
        ("GUARD 2", "The gate is shut."),
        ("OLGA", "Then open it."),
        ("GUARD 2", "I have no key."),
        ("OLGA", "I have."),
    ]


def test_what_is_sung_is_no_part_of_what_is_said() -> None:
    assert _read("Is that", "♪ The gate of the town ♪", "She left.") == [
        (None, "Is that"),
        (None, "♪ The gate of the town ♪"),
        (None, "She left."),
    ]


def test_sounds_that_are_all_there_is_are_kept() -> None:
    assert _read("[Music]", "[Applause]") == [(None, "[Music] [Applause]")]
