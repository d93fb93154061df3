"""Templates of a wiki: what they are sure to show, and nothing that they compute."""

import pytest

from corpus.formats.wiki.gaps import HOLE, NOTHING
from corpus.formats.wiki.templates import read_template


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("nowrap|a b", "a b"),
        (" Lang | fr | mot ", "mot"),
        ("lang|fr", HOLE),
        ("as_of|2020|13", HOLE),
        ("as of|2020|2|since=y", "Since February 2020"),
        ("end date|2020|1|5|df=yes", "5 January 2020"),
        ("convert|5|ft|6|qq", HOLE),
        ("convert|1|x|2|x|3|m", "1 × 2 × 3 m"),
        ("convert|1e3|km", HOLE),
        ("convert|100|C|F", "100 °C"),
        ("val|5|e=3", HOLE),
        ("frac|2", f"{NOTHING}1/2"),
        ("formatnum:1234.5", "1234.5"),
        ("formatnum:{{x}}", HOLE),
        ("yes", "Yes"),
        ("yes|Since May", "Since May"),
        ("usd|a lot", HOLE),
        ("quote|Be still.|Ann|Letters", "Be still. — Ann, Letters"),
        ("efn|A note.", NOTHING),
        ("DEFAULTSORT:Pier", NOTHING),
        ("#if:a|b|c", HOLE),
        ("", HOLE),
    ],
)
def test_a_template_says_what_it_is_sure_to_show(inside: str, said: str) -> None:
    assert read_template(inside) == said
