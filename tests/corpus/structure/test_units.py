"""What is quoted as a whole: items, rows and code, but the sentences of prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import BlockKind
from corpus.structure.units import MAX_UNIT, find_term, split_units


def cut(text: str, kind: BlockKind) -> list[str]:
    return [text[start:end] for start, end in split_units(text, kind, "en")]


@pytest.mark.parametrize("kind", ["prose", "question", "answer"])
def test_prose_has_sentences(kind: BlockKind) -> None:
    assert cut("It is shut. Come back!", kind) == ["It is shut.", "Come back!"]


@pytest.mark.parametrize("kind", ["list", "term", "table", "code"])
def test_items_and_code_are_whole(kind: BlockKind) -> None:
    text = "-q, --quiet\n    Says less. Errors are shown all the same."
    assert cut(f"\n{text}\n", kind) == [text]


@pytest.mark.parametrize("term", ["-f FILE", "-f FILE\n--file FILE", "Draught"])
def test_the_term_of_a_long_entry_stands_with_the_first_that_describes_it(term: str) -> None:
    sentences = [f"Boat number {n} came in from the open sea." for n in range(20)]
    assert cut(f"{term}\n{' '.join(sentences)}", "term") == [
        f"{term}\n{sentences[0]}",
        *sentences[1:],
    ]
    assert len(cut(f"{term}\n{'word ' * 100}.\nMore.", "term")) > 2


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("-a\n--all\nGrinds all.", "-a\n--all"),
        ("-a\n-1 is the least.", "-a"),
        ("weir\nHolds water.", "weir"),
        ("--alone", "--alone"),
        ("", ""),
    ],
)
def test_terms_are_the_first_lines_of_an_entry(text: str, term: str) -> None:
    assert text[slice(*find_term(text))] == term


@pytest.mark.parametrize("kind", ["list", "term", "table"])
def test_a_long_item_has_sentences(kind: BlockKind) -> None:
    sentences = [f"Boat number {n} came in from the open sea." for n in range(20)]
    assert cut(" ".join(sentences), kind) == sentences


def test_long_code_is_cut_at_blank_lines_and_then_at_lines() -> None:
    blocks = ["\n".join([f"step {n} {m}" for m in range(10)]) for n in range(12)]
    pieces = cut("\n\n".join(blocks), "code")
    assert "\n\n".join(pieces) == "\n\n".join(blocks)
    assert all(len(piece) <= MAX_UNIT for piece in pieces)
    lines = cut("\n".join(blocks), "code")
    assert "\n".join(lines) == "\n".join(blocks)


@given(
    st.text(alphabet="ab.\n ", max_size=1500), st.sampled_from(["code", "list", "prose", "term"])
)
def test_nothing_is_lost(text: str, kind: BlockKind) -> None:
    end_before = 0
    for start, end in split_units(text, kind):
        assert not text[end_before:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        end_before = end
    assert not text[end_before:].strip()
