"""Thousands of lines of a few letters are one text, and nothing else is touched."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.reading import read_file
from corpus.formats.short_lines import MAX_LINES, join_short_lines

_MANY = 2 * MAX_LINES
_TOLD = "very short lines are read as running text"


@pytest.mark.parametrize("line", ["7", "- x", "# k", "> q", "1. z", "[b", "d:", "``e", "ü", "ab\n"])
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.rst", "a.adoc"])
def test_thousands_of_short_lines_are_one_text(line: str, name: str) -> None:
    said = "The lock keeper counts every boat that goes through."
    reading = read_file("\n".join((said, "", *[line] * _MANY, "", said)).encode(), name)
    assert any(warning.endswith(_TOLD) for warning in reading.warnings)
    assert len(reading.article.paragraphs) < 10
    assert sum(map(str.isalnum, reading.article.text)) >= _MANY
    first, *_, last = (reading.article.text[p.start : p.end] for p in reading.article.paragraphs)
    assert said in (first, reading.article.title)
    assert last == said


@pytest.mark.parametrize(
    "text",
    [
        "7\n" * (MAX_LINES - 1),
        "\n" * 20_000 + "One boat.\n",
        "seven\n" * _MANY,
        "四字經文\n" * _MANY,
        "    return x\n" * _MANY,
        ("7\n" * 90 + "The lock keeper counts every boat that goes through the lock. " * 8) * 60,
    ],
)
def test_other_lines_stay_as_they_are(text: str) -> None:
    assert join_short_lines(text) == (text, 0)


def test_what_stands_around_them_stays() -> None:
    above, below = "# Boats\n\nThere are many.\n" * 900, "\n\n## After\n\nThat is all."
    text, joined = join_short_lines(above + "4\n" * (3 * MAX_LINES) + below)
    assert text.startswith(above[:9000])
    assert text.endswith(below)
    assert 2 * MAX_LINES <= joined <= 3 * MAX_LINES


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32), st.sampled_from(["a", "7 b", "- c", "", "a line of more words"]))
def test_no_word_is_lost(seed: int, other: str) -> None:
    chance = random.Random(seed)
    lines = chance.choices(["x", "y2", "- z", "", other], k=3 * MAX_LINES)
    text, _ = join_short_lines("\n".join(lines))
    assert text.replace("-", " ").split() == " ".join(lines).replace("-", " ").split()
