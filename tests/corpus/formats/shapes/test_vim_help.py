"""Help files of Vim: tags, links and code by their marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.shapes.reading import parse_shaped_text
from corpus.formats.shapes.vim_help import strip_help_marks

END = "Nobody but the keeper may use them at night, or so it is said."
HEAD = "*lamps.txt*\tLighting the harbour\t*lamps*\n\n"


def strip(text: str) -> str:
    stripped = strip_help_marks(HEAD + text)
    assert stripped is not None
    return stripped[1].strip()


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("Light it.\t\t\t*lamp-light* *li*", "Light it."),
        ("\t\t\t*:dim*\n:dim\t\tDim the lamp.", ":dim\t\tDim the lamp."),
        ("*3.1*\tOil\t\t\t*lamp-oil*", "3.1\tOil"),
        ("See |lamp-oil| (or |'wick'|), not a|b|c.", "See lamp-oil (or 'wick'), not a|b|c."),
        ("THE OIL ~", "THE OIL"),
        ("2 * 3 * 4 and *.txt files stay", "2 * 3 * 4 and *.txt files stay"),
    ],
)
def test_marks_are_left_out(marked: str, shown: str) -> None:
    assert strip(marked) == shown


@pytest.mark.parametrize("opens", [" >", "\n>", " >vim"])
@pytest.mark.parametrize("closes", ["<\t{}", "{}", "<\n{}"])
def test_code_stands_between_its_marks(opens: str, closes: str) -> None:
    code = "\t:light |all| *\n\n\t:dim"
    _, text, paragraphs = parse_shaped_text(
        f"{HEAD}The lamp is lit by these words:{opens}\n{code}\n{closes.format(END)}\n"
    )
    said = [(p.kind, text[p.start : p.end]) for p in paragraphs]
    assert said == [
        ("prose", "The lamp is lit by these words:"),
        ("code", ":light |all| *\n\n:dim"),
        ("prose", END),
    ]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("*lamps.txt*  Lighting the harbour", "Lighting the harbour"),
        ("*lamps.frx*  Éclairer le port  *lamps*", "Éclairer le port"),
        ("*lamps.txt*  For Vim version 9.0.  Last change: 2019 May 23", None),
    ],
)
def test_the_first_line_says_what_it_is_about(head: str, title: str | None) -> None:
    stripped = strip_help_marks(f"{head}\n\nText.\n")
    assert stripped is not None
    assert (stripped[0].title, stripped[1].strip()) == (title, "Text.")


@pytest.mark.parametrize("text", ["A lamp.\n", "*note* a lamp\n", "* lamps.txt * a\n", ""])
def test_other_texts_are_none(text: str) -> None:
    assert strip_help_marks(text) is None


@given(st.text(alphabet="12 \n\t*|><~.", max_size=80))
def test_no_word_is_lost_but_tags(text: str) -> None:
    kept = strip(text).replace("`", "")
    if "*" not in text:
        assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("name", ["important.txt", "oil.txt", "lamp-2.txt"])
def test_a_sentence_that_begins_with_a_name_in_stars_is_no_help_file(name: str) -> None:
    assert (
        strip_help_marks(f"*{name}* is the file you want.\n\nIt says how to dim the lamp.") is None
    )
