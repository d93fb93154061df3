"""How much an article may say of itself."""

from dataclasses import replace
from typing import Any

import pytest

from corpus.article import Article, Paragraph, Work
from corpus.bounds import (
    MAX_CONTEXT_SPANS,
    MAX_FIELDS,
    MAX_HEADINGS,
    MAX_LINE_CHARACTERS,
    MAX_WARNINGS,
    bound_article,
    bound_warnings,
)

LONG = "tar " * 200
PLAIN = Article("a.txt", "A", "The tar is hot.", (Paragraph(0, 15, ("Ropes",)),), source="Paper")


def test_what_is_no_longer_than_usual_stays_the_same() -> None:
    bounded, warnings = bound_article(PLAIN)
    assert (bounded, warnings) == (PLAIN, ())
    assert bounded.paragraphs[0] is PLAIN.paragraphs[0]


@pytest.mark.parametrize("name", ["title", "source", "author"])
def test_a_line_is_cut_and_that_is_said(name: str) -> None:
    stated: dict[str, Any] = {name: LONG}
    bounded, warnings = bound_article(replace(PLAIN, **stated))
    assert len(getattr(bounded, name)) <= MAX_LINE_CHARACTERS
    assert getattr(bounded, name).endswith("tar…")
    assert warnings == (f"{name} is cut: it is longer than {MAX_LINE_CHARACTERS} characters",)


def test_an_address_is_whole_or_left_out() -> None:
    bounded, (warning,) = bound_article(replace(PLAIN, url="https://example.org/" + "a" * 3000))
    assert bounded.url is None
    assert "url is left out" in warning


def test_what_paragraphs_carry_is_bounded() -> None:
    text = "x" * 100
    context = tuple((place, place + 1) for place in range(40))
    paragraphs = (
        Paragraph(50, 60, headings=(*map(str, range(30)), LONG), context=context),
        Paragraph(60, 70, speaker=LONG, label=LONG),
        Paragraph(70, 80, headings=("Ropes",)),
    )
    bounded, warnings = bound_article(replace(PLAIN, text=text, paragraphs=paragraphs))
    first, second, third = bounded.paragraphs
    assert len(first.headings) == MAX_HEADINGS
    assert first.headings[0] == "21"
    assert len(first.headings[-1]) <= MAX_LINE_CHARACTERS
    assert first.context == context[-MAX_CONTEXT_SPANS:]
    assert len(second.speaker or "") <= MAX_LINE_CHARACTERS
    assert len(second.label or "") <= MAX_LINE_CHARACTERS
    assert third is paragraphs[2]
    assert len(warnings) == 4


def test_fields_and_reports_are_bounded() -> None:
    fields = tuple((f"field {number} {LONG}", LONG * 9) for number in range(200))
    works = tuple(Work(LONG, url="https://example.org/" + "a" * 3000) for _ in range(90))
    bounded, warnings = bound_article(replace(PLAIN, fields=fields, based_on=works))
    assert len(bounded.fields) == MAX_FIELDS
    assert all(len(name) <= 300 and len(value) <= 1000 for name, value in bounded.fields)
    assert len(bounded.based_on) == 50
    assert all(len(work.title) <= 300 and work.url is None for work in bounded.based_on)
    assert any("of 200 other fields" in warning for warning in warnings)


def test_warnings_are_each_said_once_and_not_without_end() -> None:
    assert bound_warnings(["a", "b", "a"]) == ("a", "b")
    many = bound_warnings(f"{number} {LONG}" for number in range(50))
    assert len(many) == MAX_WARNINGS
    assert many[-1] == "and 31 other warnings"
    assert all(len(warning) <= MAX_LINE_CHARACTERS for warning in many)
