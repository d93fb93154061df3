"""Titles and headings are read without the signs that adorn them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import read_article
from corpus.structure.blocks.headings.ornaments import clean_title, strip_ornaments, strip_row


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("|| Rules of the mole ||", "Rules of the mole"),
        ("=======\n-------\n|| Rules of the mole ||\n-------\n=======", "Rules of the mole"),
        ("---- Rules of the mole ----", "Rules of the mole"),
        (
            "*********************\n* Rules of the mole *\n*********************",
            "Rules of the mole",
        ),
        ("Rules of the mole  -*- outline -*-", "Rules of the mole"),
        ("Rules of the mole ($Id$)", "Rules of the mole"),
        ("$Revision: 1.2 $\n\nRules of the mole", "Rules of the mole"),
        ("# $Id$\n# Rules of the mole", "Rules of the mole"),
    ],
)
def test_a_title_is_read_without_its_ornaments(head: str, title: str) -> None:
    source = f"{head}\n\nNobody fishes from the mole after dark. The pilot sees to that.\n"
    article, _ = read_article(source.encode(), "x1.txt")
    assert article.title == title
    quoted = [article.text[p.start : p.end] for p in article.paragraphs]
    assert quoted == ["Nobody fishes from the mole after dark. The pilot sees to that."]


@pytest.mark.parametrize("sign", ["***", "--", "||", "~~~"])
def test_a_line_between_ornaments_is_a_heading(sign: str) -> None:
    source = (
        "The mole\n\nNobody fishes after dark.\n\n"
        f"{sign} Boats {sign}\n\nBoats are let in by the pilot.\n"
    )
    article, _ = read_article(source.encode(), "x1.txt")
    assert article.paragraphs[-1].headings == ("Boats",)


@pytest.mark.parametrize(
    "text",
    ["|| a || b ||", "__init__", "* An item", "-- option --", "*** Stop here. ***", "--- a.c ---"],
)
def test_cells_names_and_sentences_are_no_headings(text: str) -> None:
    source = f"The mole\n\nNobody fishes after dark.\n\n{text}\n\nBoats are let in by the pilot.\n"
    article, _ = read_article(source.encode(), "x1.txt")
    assert article.paragraphs[-1].headings == ()


@given(st.text("-*|= ab", max_size=30))
def test_only_signs_and_blanks_are_taken_off(text: str) -> None:
    bare = strip_ornaments(text, least=1)
    assert bare in text
    assert [c for c in bare if c.isalnum()] == [c for c in text if c.isalnum()]
    assert clean_title(text) == "" or any(map(str.isalnum, clean_title(text)))


@pytest.mark.parametrize(
    "line",
    [
        "1. Boats ------------------------------------------",
        "1. Boats  =====",
        "1. Boats ***",
        "======= Boats =======",
        "==========  Boats  ==========",
        "#### Boats ####",
    ],
)
def test_a_heading_is_read_without_the_row_that_fills_its_line(line: str) -> None:
    source = f"The mole\n\nNobody fishes after dark.\n\n{line}\n\nBoats are let in by the pilot.\n"
    article, _ = read_article(source.encode(), "x1.txt")
    (heading,) = article.paragraphs[-1].headings
    assert heading.removeprefix("1. ") == "Boats"


def test_a_row_is_left_where_its_sign_stands_in_front_too() -> None:
    assert strip_row("*** Keep off the mole! ***") == "*** Keep off the mole! ***"
    assert strip_row("Keep off the mole! ***") == "Keep off the mole!"
