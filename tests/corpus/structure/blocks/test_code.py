"""Commands, with what they print, told from headings."""

import pytest

from corpus.formats.plain_text import parse_plain_text


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        ("# tidectl -N list", "Name/IP   Mode  Key\n===================\nbuoy.org   on  12"),
        ("# pilot --show all", "no pilot on board"),
        ("# boatd -q 'moor at 12'", "moored"),
        ("# less /etc/harbour.conf", "depth = 4"),
    ],
)
def test_a_command_of_the_administrator_stands_above_what_it_prints(
    command: str, printed: str
) -> None:
    source = f"The mole\n\nIt is shown so:\n\n{command}\n{printed}\n\nThat is all of it.\n"
    _, made, paragraphs = parse_plain_text(source)
    kinds = [(p.kind, p.headings, made[p.start : p.end]) for p in paragraphs]
    assert kinds[1] == ("code", (), f"{command}\n{printed}")
    assert kinds[2] == ("prose", (), "That is all of it.")


@pytest.mark.parametrize("title", ["Boats", "who may come in", "Fees and the pilot's bill"])
def test_a_heading_marked_by_a_hash_stays_one(title: str) -> None:
    source = f"The mole\n\nIt is long.\n\n# {title}\n\nThat is all of it, and no more.\n"
    assert parse_plain_text(source)[2][-1].headings == (title,)
