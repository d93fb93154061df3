from pathlib import Path

import pytest

from embeddings.retrieval.named_entries import choose_entries, find_entries
from embeddings.retrieval.named_options import AskedOptions
from tests.embeddings.retrieval.test_retriever import make_retriever


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("what does -m do", ["-m"]),
        ("—moor and –m", ["--moor", "-moor", "-m"]),
        ("exit code 4", ["exit 4", "code 4"]),
        ("the well-known boat", []),
        ("who sails at -5?", []),
    ],
)
def test_entries_that_a_question_names(question: str, names: list[str]) -> None:
    assert [entry.label.numbers[0] for entry in find_entries(question)] == names


def test_the_option_that_is_asked_for_comes_first(tmp_path: Path) -> None:
    terms = ["-M\nNever tie boats.", "-m\nTie the boats."]
    retriever = make_retriever(tmp_path, {"moor.txt": terms, "sail.txt": ["-m\nHoist boats."]})
    for term in terms:
        hit = retriever.search(f"what does moor {term[:2]} do", 1)[0]
        assert hit.passage.text == term


@pytest.mark.parametrize(
    ("question", "is_chosen"),
    [("what ties boats by -t", True), ("what sets the rope of -t", False)],
)
def test_what_another_entry_says_of_one_is_asked_of_that(
    question: str, is_chosen: bool, tmp_path: Path
) -> None:
    text = "-t\nTies all boats.\n\n-k N\nSets the rope of -t."
    retriever = make_retriever(tmp_path, {"moor.txt": [text]})
    words = retriever.index.lexical.read_query(question)
    options = AskedOptions(question, [0], retriever.index)
    assert bool(choose_entries(question, words, options, retriever.index)) == is_chosen
