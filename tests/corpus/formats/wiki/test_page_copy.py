"""Pages of Wikipedia that were copied into plain texts."""

import pytest

from corpus.formats.shapes.reading import parse_shaped_text
from corpus.formats.wiki.page_copy import strip_wikipedia_copy

PAGE = """Hollow Head Light
From Wikipedia, the free encyclopedia

It is a lamp.[1][2] A keeper "say[s] little",[b] it is told.[3]: 12\u200a Rain.[4] \
Old.[citation needed] Nobody lives there.[note 1]

Keepers[edit]
The first was a woman.[4]:77–78 She stayed.
"""


def test_marks_of_a_copied_page_are_left_out() -> None:
    stated, text, paragraphs = parse_shaped_text(PAGE)
    assert (stated.title, stated.source) == ("Hollow Head Light", "Wikipedia")
    assert [(p.headings, text[p.start : p.end]) for p in paragraphs] == [
        (
            (),
            'It is a lamp. A keeper "say[s] little", it is told. Rain. Old. Nobody lives there.',
        ),
        (("Keepers",), "The first was a woman. She stayed."),
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "Die Lampe ist alt.[1][2] Sie brennt.[Anm. 3] Gut.",
            "Die Lampe ist alt. Sie brennt. Gut.",
        ),
        (
            "La lampe est vieille[1],[2]. Elle fume[réf. nécessaire].",
            "La lampe est vieille. Elle fume.",
        ),
        ("The lamp is old.[by whom?] It smokes.", "The lamp is old. It smokes."),
    ],
)
def test_marks_in_other_words(said: str, shown: str) -> None:
    stripped = strip_wikipedia_copy(said)
    assert stripped is not None
    assert stripped[1] == shown


@pytest.mark.parametrize(
    "text",
    [
        "The lamp is old.[1] It smokes.[2]\n\n[1] Penn, Lamps.\n[2] Reef, Smoke.\n",
        "The lamp is old.[1] It smokes.[2]",
        "We write [citation needed] where nobody knows.",
        "Set lamps[1] and lamps[2] to zero.",
    ],
)
def test_other_texts_keep_their_marks(text: str) -> None:
    assert strip_wikipedia_copy(text) is None
