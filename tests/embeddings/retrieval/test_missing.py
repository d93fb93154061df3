"""What an article lacks of what a question names, over thirty articles on one subject."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Hit, Retriever, build_index, load_index
from embeddings.index.words.lexical import LexicalIndex
from embeddings.retrieval.named import read_around
from tests.conftest import MakeCorpus
from tests.support.counting import count_calls_of

_THINGS = ["lantern", "copper", "osprey", "toll", "flood", "mason", "ferry", "arch", "rope"]
_THINGS += ["winter", "market", "barge"]
_FILES = {
    f"notes/keeper-{number}.md": f"---\ntitle: The {thing}\nauthor: Ilmari Sorsa\n---\n"
    f"## Spring\n\nThe keeper of the {thing} walks along the river and counts what he sees.\n\n"
    f"## Autumn\n\nIn autumn the {thing} is taken in, and nobody asks for it any more."
    for number, thing in enumerate(_THINGS)
}
_FILES["rules-4.2.1.md"] = (
    "# Rules of the ferry house\n\n## Fares\n\nA crossing of the ferry house costs two crowns.\n\n"
    "## Boats\n\nThe boats of the ferry house were built in Oulu, in 1931.\n\n"
    + "".join(
        f"## Part {n}\n\nOf {thing} nobody says a word.\n\n" for n, thing in enumerate(_THINGS)
    )
    + "## Repairs\n\nA smith from Kemi mends the chain in 1947 and paints the hull."
)


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    yield Retriever(load_index(builds, encoder), encoder)


def search(retriever: Retriever, question: str) -> Hit:
    return retriever.search(question, 1)[0]


@pytest.mark.parametrize(
    "question",
    [
        "How much does a crossing of the ferry house cost in Zanzibar?",
        "which app sells a crossing of the ferry house on android",
        "Who in parliament built the boats of the ferry house?",
    ],
)
def test_a_rare_word_that_the_article_lacks_lowers_confidence(
    retriever: Retriever, question: str
) -> None:
    assert search(retriever, question).signs.missing_word > 0


@pytest.mark.parametrize(
    "question",
    [
        "How much is a crossing of the ferry house?",  # "is" and "costs" are ordinary
        "Which boats of the ferry house are from Oulu?",
        "Where were the boats of the ferry house, which the smith from Kemi mends, built?",
        "What does Ilmari Sorsa say the keeper of the osprey counts?",
        "What costs a crossing in the ferry house?",
    ],
)
def test_what_the_article_has_anywhere_is_not_missing(retriever: Retriever, question: str) -> None:
    assert search(retriever, question).signs.missing_word == 0


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What does a crossing of the ferry house cost?", 0.0),
        ("What does a crossing of the ferry house cost by the rules 4.2?", 0.0),  # the file's name
        ("What does a crossing of the ferry house of 1931 cost?", 0.0),  # in the passage beside it
        ("What does a crossing of the ferry house cost in 1947?", 0.25),
        ("What does a crossing of the ferry house cost in 1998?", 1.0),
        ("What does a crossing of the ferry house cost in version 4.3?", 1.0),
    ],
)
def test_a_number_is_missed_the_more_the_farther_it_is(
    retriever: Retriever, question: str, missing: float
) -> None:
    assert search(retriever, question).signs.missing_number == missing


def test_in_a_small_folder_no_word_is_rare(
    encoder: Encoder, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    folder = make_corpus({"a.md": _FILES["notes/keeper-2.md"]})
    build_index(read_corpus(folder), folder, encoder, BuildFolder(tmp_path / "index"))
    index = load_index(BuildFolder(tmp_path / "index"), encoder)
    hit = search(Retriever(index, encoder), "What does the keeper count in Zanzibar?")
    assert hit.signs.missing_word == 0


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("what changed in 7.1?", "Version 7.1.0 (2017-02-03)"),
        ("what changed in 2017?", "Version 7.1.0 (2017-02-03)"),
        ("Was hat sich in 7.3 geändert?", "v7.3.2"),
    ],
)
def test_a_question_on_a_version_goes_to_its_section(
    encoder: Encoder, make_corpus: MakeCorpus, tmp_path: Path, question: str, heading: str
) -> None:
    sections = {
        "v7.3.2": "Lamps are dimmed at night. The gong is louder.",
        "7.2": "The gong was changed for a whistle, and what changed most is the fare.",
        "Version 7.1.0 (2017-02-03)": "The winch was replaced. New seats on the upper deck.",
        "7.0": "Nothing changed but the varnish.",
    }
    text = "".join(f"## {name}\n\n{body}\n\n" for name, body in sections.items())
    folder = make_corpus({"log.md": f"# Ferry log\n\n{text}"})
    build_index(read_corpus(folder), folder, encoder, BuildFolder(tmp_path / "index"))
    retriever = Retriever(load_index(BuildFolder(tmp_path / "index"), encoder), encoder)
    assert search(retriever, question).passage.headings[-1] == heading


@pytest.mark.parametrize("alphabet", ["bcdfghklmnprst", "አበገደሀወዘጠከለመነ", "бвгджзклмнпрст"])
def test_hundreds_of_words_cost_no_more_look_ups_than_a_few(
    retriever: Retriever, alphabet: str
) -> None:
    """Each hit is read once, and only so many words are looked for in its article."""
    rng = random.Random(7)
    text = " ".join("".join(rng.choices(alphabet, k=6)) for _ in range(500))
    hits = 20
    held = LexicalIndex.is_held
    around = count_calls_of(read_around, lambda: retriever.search(text, hits))
    assert around <= 3 * hits
    assert count_calls_of(held, lambda: retriever.search(text, hits)) <= 24 * len(_FILES)
