"""Verses that stand in one paragraph, each behind its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Paragraph
from corpus.formats.plain_text import parse_plain_text
from corpus.structure.numbering.inline_verses import part_units


def part(text: str) -> list[str]:
    return [text[p.start : p.end] for p in part_units(text, [Paragraph(0, len(text))])]


@pytest.mark.parametrize(
    "verses",
    [
        ["2:14 The lamp was lit.", "2:15 The ships came in.", "2:16 And it was day."],
        ["Flint 1:9 The sea rose.", "2:1 In the second year it fell."],
        ["7:1. Nobody came.", "7:2. Nobody went."],
    ],
)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_verses_that_count_on_are_apart(verses: list[str], between: str) -> None:
    assert part(between.join(verses)) == verses


@pytest.mark.parametrize(
    "text",
    [
        "2:14 The lamp is that of 5:2 and 9:1 in other books.",
        "The lamp is lit at 2:14 and at 2:15 it is put out.",
        "2:14 to 2:16 tell of the lamp.",
        "Article 5 The lamp of 5:1 and 5:2 is lit.",
    ],
)
def test_what_only_mentions_verses_is_whole(text: str) -> None:
    assert part(text) == [text]


@given(st.lists(st.sampled_from(["1:1", "1:2", "1:3", "2:1", "lamp", "sea."]), min_size=1))
def test_nothing_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    assert " ".join(part(text)) == text


def test_verses_of_a_psalm_with_bare_numbers_are_numbered_below_it() -> None:
    text = "Psalm 1\n\n1 Who kneads?\n2 She kneads.\n\n3 It rises.\nSelah\n\nPsalm 2\n\n1 He bakes."
    _, body, paragraphs = parse_plain_text(text)
    found = [(p.label, body[p.start : p.end]) for p in paragraphs]
    assert found[:3] == [
        ("Psalm 1:1", "1 Who kneads?"),
        ("Psalm 1:2", "2 She kneads."),
        ("Psalm 1:3", "3 It rises."),
    ]
    assert found[-1] == ("Psalm 2", "1 He bakes.")
    assert "Selah" in "".join(content for _, content in found)
    assert {p.headings for p in paragraphs} == {("Psalm 1",), ("Psalm 2",)}
