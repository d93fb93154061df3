"""Who speaks: turns told from labels, and lists of terms that are none."""

import pytest

from corpus.article import Paragraph
from corpus.structure.interview import assign_speakers, find_speakers, read_turn

TALK = ["Reporter: How long?", "Mayor: Six weeks.", "Reporter: Who pays?", "Mayor: The city."]


def speak(paragraphs: list[str], headings: dict[int, str] | None = None) -> list[tuple[str, ...]]:
    """The speaker ("" for none) and the words of each paragraph."""
    text = "\n".join(paragraphs)
    records: list[Paragraph] = []
    start = 0
    above: tuple[str, ...] = ()
    for number, content in enumerate(paragraphs):
        above = ((headings or {})[number],) if number in (headings or {}) else above
        records.append(Paragraph(start, start + len(content), above))
        start += len(content) + 1
    return [(p.speaker or "", text[p.start : p.end]) for p in assign_speakers(text, records)]


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        (TALK, {"Reporter", "Mayor"}),
        (["Q: How long?", "A: Six weeks.", "Q: Who pays?", "A: The city."], {"Q", "A"}),
        (["Q. How long?", "A. Six weeks.", "Q. Who pays?", "A. The city."], {"Q", "A"}),
        (["记者：多久？", "市长：六周。", "记者：谁付钱？", "市长：市政府。"], {"记者", "市长"}),
        (["الصحفي: كم؟", "العمدة: ستة.", "الصحفي: من؟", "العمدة: المدينة."], {"الصحفي", "العمدة"}),
        (["tom: Hi.", "anna: Hi.", "tom: Closed?", "anna: Closed."], {"tom", "anna"}),
        ([*TALK[:2], "Tom Baker: I pay.", *TALK[2:]], {"Reporter", "Mayor", "Tom Baker"}),
        (["A. B. Clark, News: So?", "Mayor: No.", "A. B. Clark, News: Why?", "Mayor: Ah."],
         {"A. B. Clark, News", "Mayor"}),
    ],
)  # fmt: skip
def test_finds_speakers(paragraphs: list[str], speakers: set[str]) -> None:
    assert find_speakers(paragraphs) == speakers


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        ["The mayor said: it is closed.", "The council said: it is not."],
        ["Abutment: its end.", "Deck: its road.", "Pier: its leg.", "Span: its gap."],
        ["Note: italics.", "Deck: its road.", "Pier: its leg.", "Note: more italics."],
        ["LONDON: The bridge closed.", "It is old.", "PARIS: So is ours."],
        ["At 10:30 it closed.", "At 11:30 it opened.", "At 10:30 it closed.", "At 11:30 it did."],
    ],
)
def test_lists_of_terms_and_datelines_are_no_interview(paragraphs: list[str]) -> None:
    assert find_speakers(paragraphs) == frozenset()


@pytest.mark.parametrize(
    ("paragraph", "turn"),
    [
        ("Mayor: Six weeks.", ("Mayor", 7)),
        ("[00:01:02] Mayor: Six.", ("Mayor", 18)),
        ("Mayor [00:01:02]: Six.", ("Mayor", 18)),
        ("Mayor (01:02): Six.", ("Mayor", 15)),
        ("Mayor:", ("Mayor", 6)),
        ("Mayor:Six.", None),
        ("Clerk: Six.", None),
        ("The Mayor: Six.", None),
    ],
)
def test_reads_a_turn(paragraph: str, turn: tuple[str, int] | None) -> None:
    assert read_turn(paragraph, frozenset({"Mayor"})) == turn


def test_an_introduction_has_no_speaker_and_a_label_is_cut_off() -> None:
    assert speak(["We met on the quay.", *TALK]) == [
        ("", "We met on the quay."),
        ("Reporter", "How long?"),
        ("Mayor", "Six weeks."),
        ("Reporter", "Who pays?"),
        ("Mayor", "The city."),
    ]


def test_a_paragraph_without_label_goes_on_with_the_turn_before() -> None:
    assert speak([*TALK, "It always does."])[-1] == ("Mayor", "It always does.")


def test_an_answer_goes_on_below_a_heading_inside_the_interview() -> None:
    said = speak([*TALK[:2], "It may be seven.", *TALK[2:]], {2: "Delays", 3: "Money"})
    assert said[2] == ("Mayor", "It may be seven.")


def test_the_first_heading_below_the_last_turn_ends_the_interview() -> None:
    said = speak([*TALK, "It always does.", "The bridge is old.", "Very."], {5: "Background"})
    assert [speaker for speaker, _ in said[4:]] == ["Mayor", "", ""]


def test_a_label_on_a_line_of_its_own_names_who_speaks_below() -> None:
    lines = [part for turn in TALK for part in turn.replace(": ", ":\n").split("\n")]
    assert speak(lines) == [
        ("Reporter", "How long?"),
        ("Mayor", "Six weeks."),
        ("Reporter", "Who pays?"),
        ("Mayor", "The city."),
    ]


def test_the_points_of_an_answer_are_no_speakers() -> None:
    for point in ("My first point: it is old.", "First: it is old."):
        assert speak([*TALK[:2], point, *TALK[2:]])[2] == ("Mayor", point)
