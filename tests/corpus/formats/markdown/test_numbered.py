"""Numbers at the beginning of paragraphs and items."""

import pytest

from corpus.formats.markdown import parse_markdown


def kinds(markdown: str) -> list[tuple[str, str]]:
    _, text, paragraphs = parse_markdown(markdown)
    return [(text[p.start : p.end], p.kind) for p in paragraphs]


@pytest.mark.parametrize(
    "paragraph",
    [
        "2024. március 5-én a város lezárta a hidat. Esett.",
        "3. Oktober 1990 war der Tag.",
        "1. toukokuuta on vapaa.",
        "12) The keeper may close the pier.",
        "007. The keeper is called so.",
    ],
)
def test_a_paragraph_that_begins_with_a_number_keeps_it(paragraph: str) -> None:
    assert kinds(f"Words.\n\n{paragraph}\n\nMore.") == [
        *(("Words.", "prose"), (paragraph, "prose"), ("More.", "prose")),
    ]


@pytest.mark.parametrize(
    ("source", "items"),
    [
        ("1. Row.\n2. Rest.", ["Row.", "Rest."]),
        ("1. Row.\n1. Rest.", ["Row.", "Rest."]),
        ("12. Row.\n13. Rest.", ["12. Row.", "13. Rest."]),
        ("1. Row.\n3. Rest.", ["Row.", "Rest."]),
        ("1. Row.\n\n<!-- -->\n\n2. Rest.", ["Row.", "Rest."]),
    ],
)
def test_items_have_their_numbers_unless_the_first_is_one(source: str, items: list[str]) -> None:
    assert kinds(source) == [(item, "list") for item in items]


def test_days_near_a_list_stay() -> None:
    days = ["3. Oktober 1990 war es kalt.", "8. Mai 1945 war es warm.", "9. Mai 1950 auch."]
    text = "1. Row.\n2. Rest.\n\n" + "\n\nWords.\n\n".join(("So.", *days))
    assert [words for words, _ in kinds(text) if words[0].isdecimal()] == days
