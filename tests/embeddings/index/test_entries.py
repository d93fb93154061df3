import pytest

from corpus import Article, Paragraph, chunk_article
from embeddings.index.entries import list_entry_names, list_option_words


@pytest.mark.parametrize(
    ("text", "heading", "names"),
    [
        ("-m, --moor=ROPE\nTie the boat.", "OPTIONS", ["-m", "--moor"]),
        ("-M\nNever tie it.", "OPTIONS", ["-M"]),
        ("4\nThe rope broke.", "EXIT CODES", ["exit 4", "code 4"]),
        ("4. Tie the boat.", "Steps", []),
        ("Boats are tied.", "OPTIONS", []),
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
