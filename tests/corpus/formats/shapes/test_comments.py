"""Prose behind comment signs."""

import pytest

from corpus.formats.shapes.comments import strip_comment_signs
from corpus.formats.shapes.reading import parse_shaped_text

PROSE = """
THE LAMP OF SKERRY

The lamp is lit by the keeper at dusk, and again whenever a ship that is
late asks for it. Nobody but the keeper may touch
it.

It burns for nine hours on one filling of oil, which is brought from the
mainland in barrels of a hundred litres.
""".strip()


def comment(text: str, sign: str) -> str:
    return "\n".join(f"{sign}{line}".rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("sign", ["# ", "#\t", "#   ", "## ", "; ", "// "])
def test_prose_behind_a_sign_is_read_as_prose(sign: str) -> None:
    commented = f"{comment(PROSE, sign)}\n#\n#lamp = lit\nlamp = dark\n"
    read = parse_shaped_text(commented)[1]
    plain = parse_shaped_text(f"{PROSE}\n\n#lamp = lit\nlamp = dark\n")[1]
    assert read.split("\n")[:5] == plain.split("\n")[:5]
    assert "may touch it." in read
    assert "\nIt burns for nine hours" in read
    assert "#lamp = lit" in read, "without its sign it would hold"


def test_what_stands_within_keeps_its_columns() -> None:
    stripped = strip_comment_signs(comment(f"{PROSE}\n\n\tlight --all", "#\t"))
    assert stripped is not None
    assert stripped[1] == f"{PROSE}\n\n        light --all"


@pytest.mark.parametrize(
    "text",
    [
        "# The lamp\n\nIt is lit.\n\n# The oil\n\n## Barrels\n\n### Litres\n\n#### Of oil\n",
        "\n".join(
            f"# the {n}th lamp of the long harbour wall, which is of glass" for n in range(9)
        ),
        "\n".join(f"# The lamp number {n} of the harbour wall is made of glass." for n in range(9)),
        f"{comment(PROSE, '# ')}\n" + "lamp = dark\n" * 20,
        comment(PROSE, "#"),
        PROSE,
        "",
    ],
)
def test_headings_items_and_what_is_mostly_no_comment_keep_theirs(text: str) -> None:
    assert strip_comment_signs(text) is None


ASKED = """How is the lamp lit?
By the keeper, at dusk.

Where is the oil?
In barrels, below the stairs.
"""


@pytest.mark.parametrize("labels", [("", ""), ("Q: ", "A: ")])
@pytest.mark.parametrize("blank", ["", "#"])
def test_questions_behind_a_sign_at_the_head_are_read_as_such(
    labels: tuple[str, str], blank: str
) -> None:
    lines = [
        f"{labels[not line.endswith('?')]}{line}" if line else "" for line in ASKED.split("\n")
    ]
    head = "\n".join(f"# {line}" if line else blank for line in lines)
    stripped = strip_comment_signs(f"{head}\nlamp = lit\noil = 9\n# hours = 9\nmore = 1\n")
    assert stripped is not None
    said = "\n".join(lines)
    assert stripped[1] == f"{said}\nlamp = lit\noil = 9\n# hours = 9\nmore = 1\n"


def test_headings_that_ask_keep_their_marks() -> None:
    asked = ASKED.replace("How", "# How").replace("Where", "# Where")
    assert strip_comment_signs(asked) is None
