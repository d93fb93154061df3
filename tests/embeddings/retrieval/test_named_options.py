"""Options that a question types, over the handbooks of two programs that share some."""

from collections.abc import Iterator

import pytest

from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Hit, Retriever, build_index, load_index

_FILES = {
    "mooring.md": "# Mooring\n\nMooring ties boats to the quay, by night and by day.\n\n"
    "## Options\n\n### `-k`, `--keep`\n\nLeaves the old rope where it is.\n\n"
    "### `--force-keep`\n\nLike `--keep`, but the old rope is kept even where it is rotten, and a"
    " keep is made for all ropes that are to be kept.\n\n"
    "### `-K`\n\nThrows the old rope into the water.\n\n"
    "### `--[no-]check`\n\nLooks whether the knot holds.\n\n"
    "## Settings\n\nIn the file mooring.toml, rope-length says how long a rope may be.\n\n"
    "## History\n\nOf boats that were tied to the quay long ago nobody knows any more.",
    "hauling.txt": "HAULING\n\nHauling pulls boats out of the water, by rail and by crane.\n\n"
    "- haul out -A: pulls all boats\n- haul out -a: pulls the first boat\n"
    "- haul out -s RAIL: pulls it along a rail\n\n"
    "The ‐‐crane of the yard lifts it, and —slow lets it down slowly.",
    "harbour.md": "# The harbour\n\nBoats lie at the quay in winter. Who ties one, looks after it."
    "\n\nThe keep of the harbour is old, and its owner forces nobody to check it.",
}


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in _FILES.items():
        (folder / name).write_text(text)
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    yield Retriever(load_index(builds, encoder), encoder)


def search(retriever: Retriever, question: str) -> Hit:
    return retriever.search(question, 1)[0]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("what does --keep do?", "Leaves the old rope"),
        ("what does -k do in mooring?", "Leaves the old rope"),
        ("what does --force-keep do?", "Like --keep"),
        ("what does -K do?", "Throws the old rope"),
        ("what does --no-check do?", "Looks whether"),
        ("what does —keep do?", "Leaves the old rope"),
        ("what is the --check option for?", "Looks whether"),
    ],
)
def test_the_section_of_the_option_that_is_typed_comes_first(
    question: str, begins: str, retriever: Retriever
) -> None:
    hit = search(retriever, question)
    assert hit.passage.text.startswith(begins)
    assert hit.confidence > 0.5


@pytest.mark.parametrize("letter", ["A", "a"])
def test_the_item_is_quoted_that_has_the_letter_as_it_is_typed(
    letter: str, retriever: Retriever
) -> None:
    hit = search(retriever, f"what does haul out -{letter} do?")
    best = hit.evidence.sum(axis=0).argmax()
    start, end = hit.passage.sentences[best]
    assert f"haul out -{letter}:" in hit.passage.text[start:end]


@pytest.mark.parametrize(
    "question",
    [
        "what does --keep-all do?",
        "what does the --owner option of mooring do?",
        "what does -z do in mooring?",
        "what does -a of mooring do?",
        "what does --rail do in hauling?",
        "what does --keep do in hauling?",
    ],
)
def test_an_option_that_stands_nowhere_is_answered_by_no_other(
    question: str, retriever: Retriever
) -> None:
    assert all(hit.confidence < 0.5 for hit in retriever.search(question, 3))


@pytest.mark.parametrize(
    "question",
    [
        "what does --crane do in hauling?",  # printed with other hyphens
        "what does --rope-length do in mooring?",  # a setting of that name
        "how are boats tied - to the quay?",
        "what pulls boats out of the water at -5 degrees?",
        "what does --slow do in hauling?",
        "what does --cranes do?",  # a slip
        "how is a mooring boat pulled out with --crane?",  # no program of that name
        "does jede(-r) pay for mooring?",
    ],
)
def test_what_stands_there_or_is_no_option_is_not_missing(
    question: str, retriever: Retriever
) -> None:
    assert search(retriever, question).signs.missing_option < 1


def test_an_index_without_options_lacks_none(retriever: Retriever) -> None:
    question = "what does --owner do in mooring?"
    assert search(retriever, question).signs.missing_option == 1
    labels = retriever.index.labels
    names, labels._names = labels._names, ()  # as of an earlier version
    try:
        assert search(retriever, question).signs.missing_option == 0
    finally:
        labels._names = names
