"""Times between the turns of a transcript, and those that somebody needs."""

import pytest

from corpus.formats.html import read_page
from corpus.formats.markdown import read_markdown
from corpus.formats.plain_text import parse_plain_text
from corpus.structure.blocks.lone_times import is_lone_time

TURNS = [
    ("Olga Reed", "Who wound the clock?"),
    ("Hal Frost", "I did, at six."),
    ("Olga Reed", "And who set it?"),
    ("Hal Frost", "My brother."),
]


@pytest.mark.parametrize("line", ["00:05:00", "[0:05:00]", "(1:10:03)", "[5:00]"])
def test_a_time_by_itself(line: str) -> None:
    assert is_lone_time(line)


@pytest.mark.parametrize("line", ["10:30", "00:05:00 Olga", "5", "", "10:30-11:30:00"])
def test_other_lines_are_none(line: str) -> None:
    assert not is_lone_time(line)


@pytest.mark.parametrize("time", ["00:05:00", "[5:00]"])
def test_a_time_between_turns_is_nobodys_words(time: str) -> None:
    said = [f"{name}: {words}\n{time}" for name, words in TURNS]
    _, text, paragraphs = parse_plain_text("\n".join(said))
    assert [(p.speaker, text[p.start : p.end]) for p in paragraphs] == TURNS


@pytest.mark.parametrize("mark", ["### ", ""])
def test_a_time_between_turns_of_markdown_is_no_heading(mark: str) -> None:
    said = [f"**{name}:** {words}\n\n{mark}00:05:00\n" for name, words in TURNS]
    content = read_markdown("\n".join(["# The clock", "", *said]).encode(), "a.md")
    read = [(p.speaker, p.headings, content.text[p.start : p.end]) for p in content.paragraphs]
    assert read == [(name, (), words) for name, words in TURNS]


def test_a_time_where_nobody_speaks_stays() -> None:
    text = "The race\n\nThe first boat came in after\n\n00:05:00\n\nand the last one sank."
    assert "00:05:00" in parse_plain_text(text)[1]


RACE = [
    ("Olga Reed", "When did the first boat come in?"),
    ("Hal Frost", "I had the watch. It was"),
    ("Olga Reed", "And who steered it?"),
    ("Hal Frost", "My brother did."),
]


@pytest.mark.parametrize("time", ["[10:30]", "2:03:23"])
@pytest.mark.parametrize("ending", ["a.md", "a.txt", "a.html"])
def test_a_time_that_somebody_answers_stays(time: str, ending: str) -> None:
    said = [f"{name}: {words}" for name, words in RACE]
    said.insert(2, time)
    if ending == "a.html":
        text = read_page("".join(f"<p>{line}</p>" for line in said).encode(), ending).text
    elif ending == "a.md":
        text = read_markdown("\n\n".join(said).encode(), ending).text
    else:
        text = parse_plain_text("\n\n".join(said))[1]
    assert time in text


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("times", [("0:00", "0:04", "0:09", "1:10"), ("00:00:02", "00:01:05")])
def test_a_time_below_a_name_is_of_the_turn(gap: str, times: tuple[str, ...]) -> None:
    turns = TURNS if len(times) == len(TURNS) else TURNS[:3]
    times = (*times, "00:01:30")[: len(turns)]
    said = [f"{name}\n{time}\n{words}\n" for (name, words), time in zip(turns, times, strict=True)]
    stated, text, paragraphs = parse_plain_text(gap.join(said))
    assert [(p.speaker, text[p.start : p.end]) for p in paragraphs] == turns
    assert stated.title not in (turns[0][0], times[0])


def test_a_time_below_what_is_no_name_stays() -> None:
    races = ("First mile", "0:05", "Second mile", "0:11", "First mile", "0:16", "It rained.")
    assert "0:11" in parse_plain_text("Results\n\n" + "\n".join(races))[1].split("\n")


@pytest.mark.parametrize("mark", [",", " |", " –", " ·", ""])
def test_a_mark_between_a_name_and_a_time_is_not_of_the_name(mark: str) -> None:
    said = [f"{name}{mark} 0:0{n}\n{words}" for n, (name, words) in enumerate(TURNS)]
    _, text, paragraphs = parse_plain_text("\n\n".join(said))
    assert [(p.speaker, text[p.start : p.end]) for p in paragraphs] == TURNS


def test_three_turns_with_times_of_a_recording_are_a_transcript() -> None:
    said = ("0:02 Guide: The lamp is lit.", "0:06 Guest: By whom?", "0:09 Guide: By the crew.")
    stated, _, paragraphs = parse_plain_text("\n".join(said))
    assert [p.speaker for p in paragraphs] == ["Guide", "Guest", "Guide"]
    assert "Guide" not in (stated.title or "")
