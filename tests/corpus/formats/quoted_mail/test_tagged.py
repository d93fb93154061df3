"""Quotations with a name before each line."""

import pytest

from corpus.formats.quoted_mail.tagged import mark_tagged
from tests.corpus.formats.quoted_mail.test_heads import OTHER, OWN, said


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f'>>>>> "Jim" == Jim Hale <j@x.example> writes:\n\n  Jim> {OTHER}\n\n{OWN}\n',
            [("Jim Hale", OTHER), (None, OWN)],
        ),
        (
            f"On 4 Mar 2024, Jim Hale wrote:\n\n JH> {OTHER}\n JH>> It is old.\n\n{OWN}",
            [("Jim Hale", OTHER), ("", "It is old."), (None, OWN)],
        ),
        (
            '>>>>> "Jim" == Jim Hale <j@x.example> writes:\n'
            f"Tom> {OTHER}\nJim> It is old.\n\n{OWN}",
            [
                ("", OTHER),
                ("Jim Hale", "It is old."),
                (None, OWN),
            ],
        ),
        (f"Tom> {OTHER}\n\n{OWN}", [("", OTHER), (None, OWN)]),
    ],
)
def test_what_is_tagged_is_quoted(body: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(body) == expected


@pytest.mark.parametrize("line", ["mysql> select all of the cranes", "a> b", "x->y is so", "> a"])
def test_other_lines_stay(line: str) -> None:
    assert mark_tagged([line]) == [line]
