"""Rows of tables whose cells have several lines."""

import pytest

from corpus.structure.blocks.lines import make_line
from corpus.structure.blocks.tables import read_table


def rows(text: str) -> list[str]:
    table = read_table([make_line(line) for line in text.split("\n")])
    return list(table.rows) if table else []


@pytest.mark.parametrize(
    "text",
    [
        "┌─────┬─────────┐\n│Lamp │ Used    │\n├─────┼─────────┤\n│Cape │ when    │\n"
        "│\t    │ it snows│\n├─────┼─────────┤\n│North│ always  │\n│Pier │ at night│\n"
        "└─────┴─────────┘",
        "+-----+---------+\n|Lamp | Used    |\n+=====+=========+\n|Cape | when    |\n"
        "|     | it snows|\n+-----+---------+\n|North| always  |\n|Pier | at night|\n"
        "+-----+---------+",
        "Lamp | Used\n-----+-----\nCape | when\n | it snows\n-----+-----\nNorth| always\n"
        "Pier | at night",
    ],
)
def test_rules_part_rows_of_several_lines(text: str) -> None:
    assert rows(text) == ["Lamp | Used", "Cape | when it snows", "North Pier | always at night"]


@pytest.mark.parametrize(
    ("further", "joined"),
    [("|  | and snow | |", "Cape | Fog and snow | 2"), ("| | | feet |", "Cape | Fog | 2 feet")],
)
def test_a_cell_goes_on_in_small_letters(further: str, joined: str) -> None:
    assert rows(f"| a | b | c |\n|---|---|---|\n| Cape | Fog | 2 |\n{further}")[1:] == [joined]


@pytest.mark.parametrize("further", ["| | Snow | 3 |", "|  | | 4 |", "| | 雪 | 三 |"])
def test_a_row_that_leaves_its_first_cell_empty_is_one(further: str) -> None:
    assert len(rows(f"| a | b | c |\n|---|---|---|\n| Cape | Fog | 2 |\n{further}")) == 3
