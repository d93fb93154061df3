import pytest

from corpus import Article, Paragraph, chunk_article
from embeddings.index.entries import (
    list_entry_names,
    list_heading_names,
    list_held_options,
    list_option_words,
)


@pytest.mark.parametrize(
    ("text", "heading", "names"),
    [
        ("-m, --moor=ROPE\nTie the boat.", "OPTIONS", ["-m", "--moor"]),
        ("-M\nNever tie it.", "OPTIONS", ["-M"]),
        ("4\nThe rope broke.", "EXIT CODES", ["exit 4", "code 4"]),
        ("4. Tie the boat.", "Steps", []),
        ("Boats are tied.", "OPTIONS", []),
        ("boat moor -m: Tie it.", "OPTIONS", ["-m"]),
        ("boat moor -m ROPE\nTie it.", "OPTIONS", ["-m"]),
        ("boats moor -m or sink.", "OPTIONS", []),
        ("--[no-]moor\nTie it or not.", "OPTIONS", ["--moor", "--no-moor"]),
        ("‐m, ‐‐moor=ROPE\nTie it.", "OPTIONS", ["-m", "--moor"]),
        ("–m\nTie it.", "OPTIONS", ["-m"]),
        ("—Mira, dijo.", "", []),
    ],
)
def test_an_entry_is_called_by_its_options_or_number(
    text: str, heading: str, names: list[str]
) -> None:
    paragraph = Paragraph(0, len(text), headings=(heading,), kind="term")
    (passage,) = chunk_article(Article("moor.1", "moor(1)", text, (paragraph,)), len, 999)
    assert [name for _, name in list_entry_names(passage)] == names


def test_of_long_options_the_words_of_their_names_are_told() -> None:
    text = "-m, --moor-fast=ROPE\nTie the boat."
    paragraph = Paragraph(0, len(text), headings=("OPTIONS",), kind="term")
    (passage,) = chunk_article(Article("moor.1", "moor(1)", text, (paragraph,)), len, 999)
    assert list_option_words(passage) == "moor fast"


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("-m, --moor ROPE", ["-m", "--moor"]),
        ("The --moor option", ["--moor"]),
        ("--tie / --no-tie", ["--tie", "--no-tie"]),
        ("How to tie a boat with --moor", []),
        ("A boat — moored", []),
    ],
)
def test_a_heading_may_be_that_of_an_option(heading: str, names: list[str]) -> None:
    text = "Ties the boat, as --fast does."
    paragraph = Paragraph(0, len(text), headings=(heading,))
    (passage,) = chunk_article(Article("moor.md", "moor", text, (paragraph,)), len, 999)
    assert list_heading_names(passage) == names
    assert {*names, "--fast"} <= list_held_options(passage)


def test_a_term_stands_in_a_passage_of_code_but_no_command_does() -> None:
    for text, names in (("-m ROPE\nTies it.", ["-m"]), ("-m rope moor --fast", [])):
        paragraph = Paragraph(0, len(text), kind="code")
        (passage,) = chunk_article(Article("moor.md", "moor", text, (paragraph,)), len, 999)
        assert [name for _, name in list_entry_names(passage)] == names
