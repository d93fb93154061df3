"""The mark of an answer is cut off where its question is the heading above it."""

import pytest

from corpus.formats.markdown import read_markdown


def read(text: str) -> list[tuple[str, str, str]]:
    article = read_markdown(text.encode(), "bread.md")
    return [(p.headings[-1], p.kind, article.text[p.start : p.end]) for p in article.paragraphs]


@pytest.mark.parametrize(
    ("asked", "mark"),
    [
        ("Q:", "A:"),
        ("Q{}.", "A{}."),
        ("Q{}.", "Answer:"),
        ("Frage {}:", "Antwort {}:"),
        ("Q:", "**A:**"),
    ],
)
def test_the_mark_of_an_answer_below_its_question(asked: str, mark: str) -> None:
    text = "# Bread\n\n" + "\n\n".join(
        f"### {asked.format(n)} {one}\n\n{mark.format(n)} {other}\n\nMore of it."
        for n, (one, other) in enumerate(
            [
                ("Is it hot?", "It is by noon."),
                ("Who bakes?", "My aunt does."),
                ("Why?", "She can."),
            ],
            start=1,
        )
    )
    said = [content for _, _, content in read(text)]
    assert said == [
        *(
            "It is by noon.",
            "More of it.",
            "My aunt does.",
            "More of it.",
            "She can.",
            "More of it.",
        )
    ]


def test_another_ones_answer_keeps_its_number() -> None:
    text = "# Bread\n\n## Q1. Is it hot?\n\nA1. It is.\n\n## Q2. Who bakes?\n\nA7. Nobody said.\n"
    assert [content for _, _, content in read(text)] == ["It is.", "A7. Nobody said."]


def test_a_letter_below_a_heading_that_asks_nothing_is_kept() -> None:
    text = "# Bread\n\n## Loaves\n\nA: the long one, in paper.\n\n## Rolls\n\nA: the round one.\n"
    assert next(content for _, _, content in read(text)).startswith("A: the long one")


@pytest.mark.parametrize(
    "points",
    ["A: Rye\n\nB: Oats\n\nC: Maize\n\nAnswer: A", "A: Rye\nB: Oats", "- A: Rye\n- B: Oats\n"],
)
def test_the_letters_of_a_quiz_stay(points: str) -> None:
    """Else "Answer: A" points at nothing."""
    text = f"# Bread\n\n## Q1: What is in it?\n\n{points}\n\n## Q2: Why?\n\nA: It keeps.\n"
    said = "\n".join(content for _, _, content in read(text))
    assert all(f"{point}:" in said for point in "AB" if f"{point}:" in points)
    assert ("Answer: A" in said) == ("Answer: A" in points)
    assert said.endswith("\nIt keeps.")
