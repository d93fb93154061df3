"""Rows and cells, and the sign between them."""

import pytest

from corpus.formats.tables.rows import find_separator, read_rows


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b", [["a", "b"]]),
        ("a,\n,b", [["a", ""], ["", "b"]]),
        ("a,", [["a", ""]]),
        ('"a, b",c', [["a, b", "c"]]),
        ('"two\nlines",c\nd,e', [["two\nlines", "c"], ["d", "e"]]),
        ('"he said ""go""",c', [['he said "go"', "c"]]),
        ('"",b', [["", "b"]]),
        ('"""go""",b', [['"go"', "b"]]),
        ('a, "b, c" ,d', [["a", "b, c", "d"]]),
        ('5" pipe,b', [['5" pipe', "b"]]),
        # marks within a cell that nobody doubled
        ('"he said "go" to me",c', [['he said "go" to me', "c"]]),
        # a mark that is never closed, or only by the one that opens a later cell
        ('"a,b\nc,d', [['"a', "b"], ["c", "d"]]),
        ('"a,b\nc,"d"\ne,f', [['"a', "b"], ["c", "d"], ["e", "f"]]),
        ('"say \\"go\\" now",b', [['say "go" now', "b"]]),
        ('"C:\\dir\\",b', [["C:\\dir\\", "b"]]),
        ("a,b\n\nc,d", [["a", "b"], [""], ["c", "d"]]),
    ],
)
def test_cells(text: str, cells: list[list[str]]) -> None:
    rows = list(read_rows(text, ","))
    assert [row.cells for row in rows] == cells
    assert [row.number for row in rows] == list(range(1, len(cells) + 1))


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\nc,d", ","),
        ("a;b\n1,5;2,5\n3,5;4,5", ";"),
        ("a\tb\nc, d\te", "\t"),
        ("a|b\nc|d, e, f", "|"),
        ('name;note\n"x; y";"z, u"\nv;w', ";"),
        ("sep=|\na,b|c", "|"),
        ("word", ","),
    ],
)
def test_the_sign_that_separates_is_told(text: str, separator: str) -> None:
    assert find_separator(text, ",;\t|")[0] == separator


def test_a_named_sign_stands_in_no_row() -> None:
    text = "sep=;\na;b\n"
    separator, start = find_separator(text, ",;\t|")
    assert [row.cells for row in read_rows(text, separator, start)] == [["a", "b"]]


@pytest.mark.parametrize("piece", ['"a,"b\n', '"', '",""', '"\\"', ',"', '""",', '"\n', ',\n"a'])
def test_marks_cost_no_more_than_their_number(piece: str) -> None:
    for count in (2000, 40_000):  # would take minutes if each mark were looked for to the end
        text = "a,b\n" + piece * count
        assert sum(1 for _ in read_rows(text, ",")) >= 1
