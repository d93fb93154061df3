"""Short lines within the items of a list, and headings that only stand among items."""

import pytest

from corpus.formats.plain_text import parse_plain_text


def read(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The headings and the text of each paragraph."""
    _, made, paragraphs = parse_plain_text(text)
    return [(p.headings, made[p.start : p.end]) for p in paragraphs]


_ABOVE = "Changes in Pump 1.6 (2006-11-20)\n\n"
_HEAD = ("Changes in Pump 1.6 (2006-11-20)",)


@pytest.mark.parametrize("mark", ["* ", "- ", "1. "])
@pytest.mark.parametrize("line", ["To get the old handle back", "Use the old one if you like it"])
@pytest.mark.parametrize("tab", ["", "\t"])
def test_a_line_within_an_item_heads_nothing(mark: str, line: str, tab: str) -> None:
    blank = tab + " " * len(mark)
    found = read(
        f"The news of the pump\n\n{_ABOVE}{tab}{mark}The handle is as long as it was.\n\n"
        f"{blank}{line}\n\n{blank}    pump --handle=old\n\n"
        f"{tab}{mark.replace('1', '2')}The wheel turns to the left.\n"
    )
    assert {headings for headings, _ in found} == {_HEAD}
    assert line in [said for _, said in found]


def test_a_name_that_is_cut_off_heads_no_item_below_it() -> None:
    found = read(
        f"The news of the pump\n\n{_ABOVE}\t+ An option to let it drip:\n"
        "\t  /pump drip_until_night (an#58). By Nora\n\t  Quist\n\t+ It is green (an#60).\n"
    )
    assert found[-1] == (_HEAD, "+ It is green (an#60).")


@pytest.mark.parametrize("indent", [0, 20])
def test_a_line_between_lists_stays_a_heading(indent: int) -> None:
    line = "What the wheel needs"
    found = read(
        "The pump\n\n* It is green, and as long as it was.\n* It is never shut.\n\n"
        f"{' ' * indent}{line}\n\n* Oil is kept in the shed.\n* It is filled up in May.\n"
    )
    assert found[-1] == ((line,), "* It is filled up in May.")


def test_a_line_below_the_last_item_stays_a_heading() -> None:
    found = read(
        "The pump\n\n* It is green, and as long as it was.\n* It is never shut.\n\n"
        "  What the wheel needs\n\n  Oil is kept in the shed, and it is filled up in May by all.\n"
    )
    assert found[-1][0] == ("What the wheel needs",)
