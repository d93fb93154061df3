"""Words that a quoted sentence lacks at its beginning or its end."""

import pytest

from bot.answers.verification.beginnings import add_left_out
from bot.answers.verification.places import Occurrence
from corpus import Article

TEXT = (
    "No guests may climb. Guests may climb alone. The quay is dry, the stairs are wet. "
    "Boats wait here until the bell rings twice at noon. 码头在山脚下。"
)
ARTICLE = Article("a.md", "A", TEXT, ())


def look(claim: str, held: str) -> list[str]:
    start = TEXT.index(held)
    found = add_left_out(claim, Occurrence(ARTICLE, start, start + len(held)))
    return [TEXT[one.start : one.end] for one in found.differences]


@pytest.mark.parametrize(
    ("claim", "held", "left_out"),
    [
        ("Guests may climb.", "guests may climb.", ["No"]),
        ("Guests may climb.", "Guests may climb", ["alone"]),
        (
            "Boats wait here until the bell rings twice.",
            "Boats wait here until the bell rings twice",
            ["at noon"],
        ),
        ("码头在山脚。", "码头在山脚", ["下"]),
        ("guests may climb", "Guests may climb", []),  # no sentence
        ("Guests may climb alone.", "Guests may climb alone.", []),
        ("The quay is dry.", "The quay is dry", []),  # the other part begins behind a comma
        ("Boats wait here.", "Boats wait here", []),  # who leaves out more quotes a part
    ],
)
def test_few_words_that_are_left_out(claim: str, held: str, left_out: list[str]) -> None:
    assert look(claim, held) == left_out
